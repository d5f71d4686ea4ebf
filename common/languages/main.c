// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Prints what translators are given, as a template for catalogs: the texts of the port tables, of the presets, and of
   the prose on families. What
   the code says beside that is found by xgettext, see common/waf/languages.py. A text may come more than once; msguniq
   makes one of these.

   usage: list_words PRESETS PROSE

   PRESETS and PROSE, folders, hold the sources (see presets.h and family_prose.h). */

#include "common/languages/port_words.h"
#include "common/ports/families.h"
#include "common/presets/presets.h"
#include "ttl/family_prose.h"

#include <stdio.h>

#define SPDX "SPDX"  // apart from the rest, which else would be taken for what this file says of itself

/* The licence, and what msginit fills in. */
static const char header[] = "# " SPDX "-FileCopyrightText: 2026 The Signalbox developers\n"
                             "# " SPDX "-License-Identifier: ISC\n"
                             "msgid \"\"\n"
                             "msgstr \"\"\n"
                             "\"Project-Id-Version: signalbox\\n\"\n"
                             "\"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n\"\n"
                             "\"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n\"\n"
                             "\"Language-Team: LANGUAGE <LL@li.org>\\n\"\n"
                             "\"Language: \\n\"\n"
                             "\"MIME-Version: 1.0\\n\"\n"
                             "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                             "\"Content-Transfer-Encoding: 8bit\\n\"\n";

static void print_quoted(const char* keyword, const char* text) {
  printf("%s \"", keyword);
  for (; *text; ++text) {
    if (*text == '"' || *text == '\\') {
      putchar('\\');
    }
    putchar(*text);
  }
  puts("\"");
}

/* A text, and where it is from. */
static void print_text(const char* context, const char* english, const char* reference) {
  printf("\n#: %s\n", reference);
  print_quoted("msgctxt", context);
  print_quoted("msgid", english);
  puts("msgstr \"\"");
}

static void print_words(PortWords words, const char* reference) {
  print_text(words.context, words.english, reference);
}

/* The names of audio and CV ports are English everywhere, see ttl/describe_family.c. */
static void print_spec(const PortSpec* spec, const char* reference) {
  const Port port = {.spec = spec, .channels = 1};
  if (!port_is_audio(spec)) {
    print_words(port_name_words(&port), reference);
    print_words(port_short_name_words(&port), reference);
  }
  print_words(port_comment_words(&port), reference);
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    print_text(scale_point_context(spec), point->label, reference);
  }
}

static void print_family(const PortFamily* family) {
  char reference[PORTS_TEXT_SIZE];
  snprintf(reference, sizeof(reference), "plugins/%s/%s_ports.c", family->name, family->name);
  for (unsigned v = 0; v < family->n_variants; ++v) {
    print_text("plugin", family->variants[v].title, reference);
  }
  for (unsigned s = 0; s < family->n_sections; ++s) {
    const PortSection* section = &family->sections[s];
    if (section->name) {
      print_words(group_name_words(section, 0), reference);
    }
    for (unsigned i = 0; i < section->n_specs; ++i) {
      print_spec(&section->specs[i], reference);
    }
  }
}

static void print_preset_words(void* user, const char* context, const char* english, const char* of) {
  (void)user;
  print_text(context, english, of);
}

static void print_prose(const Statements* prose, const PortFamily* family) {
  char reference[PORTS_TEXT_SIZE];
  char paragraph[FAMILY_PROSE_SIZE];
  snprintf(reference, sizeof(reference), "ttl/%s_about.ttl", family->name);
  print_text(FAMILY_PROSE_CONTEXT, family_purpose(prose, family), reference);
  for (const char* text = family_text(prose, family); *text;) {
    text = family_paragraph(text, paragraph);
    print_text(FAMILY_PROSE_CONTEXT, paragraph, reference);
  }
}

/* False after saying on stderr what cannot be read. */
static bool print_all_prose(const char* folder) {
  Statements prose;
  char mistake[STATEMENTS_MISTAKE_SIZE] = "";
  statements_init(&prose);
  const bool good = family_prose_read(&prose, folder, mistake);
  if (!good) {
    fprintf(stderr, "%s\n", mistake);
  }
  for (unsigned f = 0; good && f < n_families; ++f) {
    print_prose(&prose, families[f]);
  }
  statements_free(&prose);
  return good;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: list_words PRESETS PROSE\n");
    return 2;
  }
  Presets* presets = presets_read(argv[1]);
  if (!presets) {
    return 1;
  }
  fputs(header, stdout);
  for (unsigned f = 0; f < n_families; ++f) {
    print_family(families[f]);
  }
  presets_each_words(presets, print_preset_words, NULL);
  presets_free(presets);
  return print_all_prose(argv[2]) && fflush(stdout) == 0 ? 0 : 1;
}
