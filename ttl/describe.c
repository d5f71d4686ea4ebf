// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Writes the Turtle of the bundle from the port tables: manifest.ttl, a file per family with all its ports, one with
   its presets, and one with its prose in other languages than English. Prose, people and licence stand in hand-written
   Turtle beside it, which the manifest joins by prototype and rdfs:seeAlso.

   usage: describe VERSION PRESETS PROSE BUNDLE [WINDOWS]

   VERSION is that of the suite, such as 1.2.3; PRESETS and PROSE, folders, hold the sources (see presets.h and
   family_prose.h). WINDOWS is the name of the shared object that holds the windows; without it the plugins have none.
 */

#include "common/ports/families.h"
#include "common/ports/ports.h"
#include "common/ports/prototype.h"
#include "common/presets/presets.h"
#include "common/turtle/turtle_writer.h"
#include "ttl/describe_family.h"
#include "ttl/describe_prose.h"
#include "ttl/describe_window.h"
#include "ttl/family_prose.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* The hand-written half of a family, in Turtle and as a URI. */
#define ABOUT_FILE_FORMAT "%s_about.ttl"
#define PRESETS_FORMAT "%s_presets"
#define PROJECT_FILE "signalbox.ttl"

static void format(char out[PORTS_TEXT_SIZE], const char* pattern, const char* text) {
  snprintf(out, PORTS_TEXT_SIZE, pattern, text);
}

/* Where to read about a family; lilv reads it for the prototype before it copies that to the plugins. */
static void write_prototype(TurtleWriter* turtle, const PortFamily* family) {
  char uri[PORTS_TEXT_SIZE];
  char text[PORTS_TEXT_SIZE];
  prototype_uri(family, uri);
  format(text, ABOUT_FILE_FORMAT, family->name);
  turtle_link(turtle, uri, "rdfs:seeAlso", text);
  format(text, DESCRIBE_PROSE_FORMAT ".ttl", family->name);
  turtle_link(turtle, uri, "rdfs:seeAlso", text);
  turtle_link(turtle, uri, "rdfs:seeAlso", PROJECT_FILE);
}

/* The suite's version A.B.C in the two numbers that LV2 has: even ones, as odd ones say that a plugin is not released,
   and growing, so that a host which finds two bundles takes the newer. */
typedef struct {
  int minor, micro;
} Lv2Version;

static bool version_parse(const char* text, Lv2Version* version) {
  enum { LIMIT = 100, DECIMAL = 10 };
  unsigned long numbers[3] = {0};
  const char* at = text;
  bool good = true;
  for (unsigned i = 0; good && i < 3; ++i) {
    char* end = NULL;
    good = isdigit((unsigned char)*at);
    numbers[i] = strtoul(at, &end, DECIMAL);
    good = good && numbers[i] < LIMIT && *end == (i < 2 ? '.' : '\0');
    at = end + 1;
  }
  if (!good) {
    fprintf(stderr, "\"%s\" is no version: give three numbers below 100, as in 1.2.3.\n", text);
    return false;
  }
  *version = (Lv2Version){2 * (int)(LIMIT * numbers[0] + numbers[1]), 2 * (int)numbers[2]};
  return true;
}

static void write_entry(TurtleWriter* turtle, const PortFamily* family, const char* uri, Lv2Version version) {
  char text[PORTS_TEXT_SIZE];
  turtle_uri(turtle, uri, "rdf:type", "lv2:Plugin");
  format(text, "%s.so", family->name);
  turtle_link(turtle, uri, "lv2:binary", text);
  turtle_integer(turtle, uri, "lv2:minorVersion", version.minor);
  turtle_integer(turtle, uri, "lv2:microVersion", version.micro);
  prototype_uri(family, text);
  turtle_link(turtle, uri, "lv2:prototype", text);
  format(text, "%s.ttl", family->name);
  turtle_link(turtle, uri, "rdfs:seeAlso", text);
}

/* The presets of a family: in the manifest that they are there, in a file of their own what they set. The file stays
   open, since it is wanted only where those of all families are good. */
static bool write_presets(TurtleWriter* manifest, const char* directory, const PortFamily* family,
                          const Presets* presets, TurtleWriter** file) {
  char name[PORTS_TEXT_SIZE];
  char file_name[PORTS_TEXT_SIZE];
  format(name, PRESETS_FORMAT, family->name);
  format(file_name, PRESETS_FORMAT ".ttl", family->name);
  *file = turtle_open(directory, name);
  return *file && presets_write(presets, family, manifest, *file, file_name);
}

/* What the bundle is to hold. */
typedef struct {
  const char* directory;
  Lv2Version version;
  const Presets* presets;
  const Statements* prose;
  const char* windows;  // NULL for none
} Bundle;

static bool write_entries(TurtleWriter* manifest, const Bundle* bundle, TurtleWriter** files) {
  for (unsigned f = 0; f < n_families; ++f) {
    write_prototype(manifest, families[f]);
    for (unsigned i = 0; i < families[f]->n_variants; ++i) {
      write_entry(manifest, families[f], families[f]->variants[i].uri, bundle->version);
    }
    if (bundle->windows) {
      describe_window(manifest, families[f], bundle->windows);
    }
    if (!write_presets(manifest, bundle->directory, families[f], bundle->presets, &files[f])) {
      return false;
    }
  }
  presets_write_banks(bundle->presets, manifest);
  return true;
}

/* The manifest, and the presets of all families. */
static bool write_manifest(const Bundle* bundle) {
  TurtleWriter* manifest = turtle_open(bundle->directory, "manifest");
  TurtleWriter** files = (TurtleWriter**)calloc(n_families, sizeof(TurtleWriter*));
  bool good = manifest && files && presets_check(bundle->presets) && write_entries(manifest, bundle, files);
  for (unsigned f = 0; files && f < n_families; ++f) {
    good = (!files[f] || turtle_close(files[f], good)) && good;
  }
  free((void*)files);
  return manifest && turtle_close(manifest, good);
}

static bool write_all(const Bundle* bundle) {
  bool good = write_manifest(bundle);
  for (unsigned f = 0; good && f < n_families; ++f) {
    good = describe_family(bundle->directory, families[f]) &&
           describe_prose(bundle->directory, families[f], bundle->prose);
  }
  return good;
}

/* False after saying what cannot be read. */
static bool read_prose(Statements* prose, const char* folder) {
  char mistake[STATEMENTS_MISTAKE_SIZE] = "";
  const bool good = family_prose_read(prose, folder, mistake);
  if (!good) {
    fprintf(stderr, "%s\n", mistake);
  }
  return good;
}

int main(int argc, char** argv) {
  if (argc != 5 && argc != 6) {
    fprintf(stderr, "usage: describe VERSION PRESETS PROSE BUNDLE [WINDOWS]\n");
    return 2;
  }
  Statements prose;
  statements_init(&prose);
  Bundle bundle = {.directory = argv[4], .prose = &prose, .windows = argc > 5 ? argv[5] : NULL};
  Presets* presets = version_parse(argv[1], &bundle.version) ? presets_read(argv[2]) : NULL;
  bundle.presets = presets;
  const bool good = presets && read_prose(&prose, argv[3]) && write_all(&bundle);
  if (presets) {
    presets_free(presets);
  }
  statements_free(&prose);
  return good ? 0 : 1;
}
