// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/routes_page.h"

#include "common/manual/pictures.h"
#include "common/manual/presets_list.h"
#include "common/manual/text.h"
#include "common/ports/families.h"
#include "common/ports/value_text.h"
#include "common/routes/route.h"
#include "common/routes/session_text.h"

#include <glob.h>
#include <math.h>
#include <string.h>

enum { WORDS_SIZE = 1024 };

/* A plugin of a route: one of ours, or, with NULLs, one by others. */
static const PortFamily* family_of(const RouteBlock* block, const PortVariant** variant) {
  const size_t n = strlen(SIGNALBOX_URI);
  *variant = NULL;
  return block->plugin && !strncmp(block->plugin, SIGNALBOX_URI, n) ? family_named(block->plugin + n, variant) : NULL;
}

static bool port_find(const PortFamily* family, const PortVariant* variant, const char* symbol, Port* found) {
  Port ports[320];
  const unsigned n = ports_list(family, variant, ports);
  for (unsigned i = 0; i < n; ++i) {
    char text[PORTS_TEXT_SIZE];
    port_symbol(&ports[i], text);
    if (!strcmp(text, symbol)) {
      *found = ports[i];
      return true;
    }
  }
  return false;
}

/* A control with its value; of plugins by others, as their symbols are. */
static void put_setting(FILE* file, const PortFamily* family, const PortVariant* variant, const RouteValue* value) {
  Port port;
  char name[PORTS_TEXT_SIZE];
  char text[PORTS_TEXT_SIZE];
  if (family && port_find(family, variant, value->symbol, &port)) {
    port_name(&port, name);
    value_text(port.spec, value->value, text);
  } else {
    snprintf(name, sizeof name, "%s", value->symbol);
    snprintf(text, sizeof text, "%g", (double)value->value);
  }
  put_xml(file, name);
  fputs(" <b>", file);
  put_prose(file, text);
  fputs("</b>", file);
}

static void block_write(FILE* file, const Manual* manual, const RouteBlock* block) {
  const PortVariant* variant;
  const PortFamily* family = family_of(block, &variant);
  char page[CONTENTS_NAME_SIZE];
  fputs("<li><p class=\"name\">", file);
  put_xml(file, block->name);
  fputs("</p>\n<p>", file);
  if (family) {
    family_page_name(family, page);
    fprintf(file, "<a href=\"%s.html\">%.*s</a>", page, (int)strcspn(variant->title, "("), variant->title);
  } else {
    fputs("<code>", file);
    put_xml(file, block->plugin ? block->plugin : "");
    fputs("</code>", file);
  }
  const char* label = block->preset ? preset_label(manual, block->preset) : NULL;
  if (label) {
    fprintf(file, ", preset <a href=\"presets.html#%s\">", preset_place(block->preset));
    put_xml(file, label);
    fputs("</a>", file);
  }
  for (uint32_t i = 0; i < block->n_values; ++i) {
    fputs(i ? ", " : ": ", file);
    put_setting(file, family, variant, &block->values[i]);
  }
  fputs("</p></li>\n", file);
}

/* "The path from Voice and Guitar through Voice send, Reverb and Return". */
static void words_of(const Route* route, char words[WORDS_SIZE]) {
  char name[CONTENTS_TITLE_SIZE];
  snprintf(words, WORDS_SIZE, "The path from ");
  for (uint32_t i = 0; i < route->n_inputs; ++i) {
    const bool is_pair = route_source_name(route, i, name, sizeof name);
    const size_t n = strlen(words);
    snprintf(words + n, WORDS_SIZE - n, "%s%s", i ? ", " : "", name);
    i += is_pair;
  }
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    const size_t n = strlen(words);
    snprintf(words + n, WORDS_SIZE - n, "%s%s", i ? ", " : " through ", route->blocks[i].name);
  }
}

static bool route_write(FILE* file, Manual* manual, const Route* route, HostError* error) {
  char words[WORDS_SIZE];
  char target[CONTENTS_TITLE_SIZE];
  words_of(route, words);
  snprintf(target, sizeof target, "route:%.120s", route->name);
  fprintf(file, "<section class=\"route\">\n<h2 id=\"%s\">", route->name);
  put_xml(file, route->label);
  fputs("</h2>\n<p>", file);
  put_prose(file, route->comment ? route->comment : "");
  fputs("</p>\n", file);
  const bool good = picture_put(file, manual, target, words, error);
  fputs("<details>\n<summary>What is set</summary>\n<ul class=\"rows presets\">\n", file);
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    block_write(file, manual, &route->blocks[i]);
  }
  fputs("</ul>\n</details>\n</section>\n", file);
  return good;
}

/* The files of all routes, to be freed with globfree(). */
static bool routes_find(const Manual* manual, glob_t* files, HostError* error) {
  char pattern[MANUAL_PATH_SIZE];
  snprintf(pattern, sizeof pattern, "%s/presets/routes/*.ttl", manual->sources);
  return glob(pattern, 0, NULL, files) == 0 || host_fail(error, "There are no routes %s.", pattern);
}

bool routes_page_write(FILE* file, Manual* manual, HostError* error) {
  glob_t files;
  fputs(
    "<p>Routes are whole set-ups. They come as templates for Ardour, as projects for Carla, as filter chains for "
    "PipeWire and as pedalboards for MOD. Dotted wires lead into sidechains. A picture opens in full when you choose "
    "it.</p>\n",
    file);
  bool good = routes_find(manual, &files, error);
  for (size_t i = 0; good && i < files.gl_pathc; ++i) {
    Route* route = route_read(files.gl_pathv[i], error);
    good = route && route_write(file, manual, route, error);
    route_free(route);
  }
  globfree(&files);
  return good;
}

static bool is_in(const PortFamily* family, const Route* route) {
  const PortVariant* variant;
  for (uint32_t i = 0; i < route->n_blocks; ++i) {
    if (family_of(&route->blocks[i], &variant) == family) {
      return true;
    }
  }
  return false;
}

bool routes_of_family_write(FILE* file, const Manual* manual, const PortFamily* family, HostError* error) {
  glob_t files;
  unsigned n = 0;
  bool good = routes_find(manual, &files, error);
  fputs("<h2 id=\"routes\">Routes with it</h2>\n<p>", file);
  for (size_t i = 0; good && i < files.gl_pathc; ++i) {
    Route* route = route_read(files.gl_pathv[i], error);
    good = route != NULL;
    if (good && is_in(family, route)) {
      fprintf(file, "%s<a href=\"routes.html#%s\">", n++ ? ", " : "", route->name);
      put_xml(file, route->label);
      fputs("</a>", file);
    }
    route_free(route);
  }
  fputs(n ? ".</p>\n" : "None.</p>\n", file);
  globfree(&files);
  return good;
}
