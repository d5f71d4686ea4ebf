// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/manual/controls.h"

#include "common/manual/contents.h"
#include "common/manual/text.h"
#include "common/routes/session_text.h"

#include <string.h>

enum { MOST_ROWS = 64, NUMBER_SIZE = 48 };

/* A port as all variants have it. Those of one symbol in one group are one, whatever sections they stand in. */
typedef struct {
  const PortSpec* specs[PORTS_MAX_VARIANTS];  // by variant; NULL where it has none
  unsigned channels[PORTS_MAX_VARIANTS];      // of those that there is a port for each
  const PortSpec* spec;                       // the first of them
} Row;

typedef struct {
  const PortFamily* family;
  Row rows[MOST_ROWS];
  unsigned n_rows;
} Rows;

void variant_name(const PortFamily* family, const PortVariant* variant, char out[PORTS_TEXT_SIZE]) {
  char title[CONTENTS_TITLE_SIZE];
  family_title(family, title);
  const size_t n = strlen(title);
  const char* rest = variant->title + (strncmp(variant->title, title, n) ? 0 : n + 1);
  const char* end = strstr(rest, " (");
  snprintf(out, PORTS_TEXT_SIZE, "%.*s", end ? (int)(end - rest) : (int)strlen(rest), rest);
}

static bool is_listed(const PortSpec* spec, ControlList list) {
  return port_is_audio(spec) ? list == LIST_AUDIO
                             : list == (spec->kind == PORT_CONTROL_IN ? LIST_CONTROLS : LIST_READINGS);
}

static Row* row_of(Rows* rows, const PortSpec* spec) {
  for (unsigned i = 0; i < rows->n_rows; ++i) {
    if (!strcmp(rows->rows[i].spec->symbol, spec->symbol)) {
      return &rows->rows[i];
    }
  }
  Row* row = &rows->rows[rows->n_rows];
  rows->n_rows += rows->n_rows + 1 < MOST_ROWS;
  *row = (Row){.spec = spec};
  return row;
}

/* What is in a group, given by its section. */
static void rows_fill(Rows* rows, const PortFamily* family, unsigned group, ControlList list) {
  *rows = (Rows){.family = family};
  for (unsigned s = 0; s < family->n_sections; ++s) {
    const PortSection* section = &family->sections[s];
    for (unsigned i = 0; ports_group_section(family, s) == group && i < section->n_specs; ++i) {
      const PortSpec* spec = &section->specs[i];
      Row* row = is_listed(spec, list) ? row_of(rows, spec) : NULL;
      for (unsigned v = 0; row && v < family->n_variants; ++v) {
        const SectionShape shape = family->variants[v].shape[s];
        if (shape.copies && (shape.channels > 1 || !(spec->flags & PORT_STEREO_ONLY))) {
          row->specs[v] = spec;
          row->channels[v] = spec->flags & PORT_PER_CHANNEL ? shape.channels : 1;
        }
      }
    }
  }
}

/* A text of a table, with n or x for the copy: as it is read, or, for a name of a place, without markup. */
static void put_template(FILE* file, const char* text, bool marked) {
  for (; *text; ++text) {
    if (*text == '{' && strchr("naA", text[1]) && text[1] && text[2] == '}') {
      fprintf(file, marked ? "<var>%c</var>" : "%c", text[1] == 'a' ? 'x' : text[1] == 'A' ? 'X' : 'n');
      text += 2;
    } else {
      const size_t n = strcspn(text + 1, "{") + 1;
      char part[PORTS_TEXT_SIZE];
      snprintf(part, sizeof part, "%.*s", (int)n, text);
      put_prose(file, part);
      text += strlen(part) - 1;
    }
  }
}

static void put_symbol(FILE* file, const Row* row, const char* suffix) {
  fputs("<code>", file);
  put_template(file, row->spec->symbol, true);
  fprintf(file, "%s</code> ", suffix);
}

static bool has_channels(const Row* row, unsigned channels) {
  for (unsigned v = 0; v < PORTS_MAX_VARIANTS; ++v) {
    if (row->specs[v] && row->channels[v] == channels) {
      return true;
    }
  }
  return false;
}

static void put_symbols(FILE* file, const Row* row) {
  if (has_channels(row, 1)) {
    put_symbol(file, row, "");
  }
  if (has_channels(row, 2)) {
    put_symbol(file, row, "_l");
    put_symbol(file, row, "_r");
  }
}

/* A number as people write it, with a real minus. */
static void put_value(FILE* file, float value) {
  char text[NUMBER_SIZE];
  snprintf(text, sizeof text, "%.7g", (double)value);
  put_prose(file, text);
}

static const char* unit_text(const PortSpec* spec) {
  static const char* const units[] = {
    [UNIT_NONE] = "",      [UNIT_DB] = " dB",         [UNIT_HZ] = " Hz",  [UNIT_MS] = " ms",
    [UNIT_PERCENT] = " %", [UNIT_FRAMES] = " frames", [UNIT_RATIO] = ":1"};
  return units[spec->unit];
}

static const char* word_of(const PortSpec* spec, float value) {
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    if (point->value == value) {
      return point->label;
    }
  }
  return spec->flags & PORT_TOGGLED ? value > 0.0f ? "On" : "Off" : NULL;
}

/* Some variants have another end of the range. */
static void put_maxima(FILE* file, const Row* row) {
  put_value(file, row->spec->maximum);
  float last = row->spec->maximum;
  for (unsigned v = 0; v < PORTS_MAX_VARIANTS; ++v) {
    bool is_new = row->specs[v] && row->specs[v]->maximum > last;
    if (is_new) {
      last = row->specs[v]->maximum;
      fputs(", ", file);
      put_value(file, last);
    }
  }
}

static void put_range(FILE* file, const Row* row) {
  const PortSpec* spec = row->spec;
  const bool is_choice = spec->flags & (PORT_TOGGLED | PORT_ENUMERATION);
  fputs("<p class=\"range\">", file);
  if (spec->flags & PORT_TOGGLED) {
    fputs("0 Off or 1 On<br>", file);
  } else if (!is_choice) {
    put_value(file, spec->minimum);
    fputs(" to ", file);
    put_maxima(file, row);
    fputs(unit_text(spec), file);
  }
  if (spec->kind == PORT_CONTROL_IN) {
    const char* word = word_of(spec, spec->initial);
    fputs(is_choice ? "<span>default: " : "<br><span>default: ", file);
    if (word) {
      put_xml(file, word);
    } else {
      put_value(file, spec->initial);
      fputs(unit_text(spec), file);
    }
    fputs("</span>", file);
  }
  fputs("</p>\n", file);
}

static void put_points(FILE* file, const PortSpec* spec) {
  if (!spec->points) {
    return;
  }
  fputs("<p class=\"points\">", file);
  for (const ScalePoint* point = spec->points; point && point->label; ++point) {
    fputs("<span>", file);
    put_value(file, point->value);
    fputs(" ", file);
    put_xml(file, point->label);
    fputs(point->stereo_only ? " (stereo)</span> " : "</span> ", file);
  }
  fputs("</p>\n", file);
}

/* Which variants have it, where some have not. */
static void put_variants(FILE* file, const Rows* rows, const Row* row) {
  unsigned n = 0;
  for (unsigned v = 0; v < rows->family->n_variants; ++v) {
    n += row->specs[v] != NULL;
  }
  const bool is_absence = 2 * n > rows->family->n_variants;
  unsigned n_said = 0;
  for (unsigned v = 0; n < rows->family->n_variants && v < rows->family->n_variants; ++v) {
    if ((row->specs[v] == NULL) == is_absence) {
      char name[PORTS_TEXT_SIZE];
      variant_name(rows->family, &rows->family->variants[v], name);
      fprintf(file, "%s", n_said++ ? ", " : is_absence ? "<p class=\"only\">not in " : "<p class=\"only\">only in ");
      put_xml(file, name);
    }
  }
  fputs(n_said ? "</p>\n" : "", file);
}

static void row_write(FILE* file, const Rows* rows, const Row* row) {
  fputs("<li id=\"", file);
  put_template(file, row->spec->symbol, false);
  fputs("\">\n<p class=\"name\"><b>", file);
  put_template(file, row->spec->name, true);
  fputs("</b> ", file);
  put_symbols(file, row);
  fputs("</p>\n", file);
  if (!port_is_audio(row->spec)) {
    put_range(file, row);
  }
  fputs("<p class=\"comment\">", file);
  put_template(file, row->spec->comment, true);
  fputs("</p>\n", file);
  if (!port_is_audio(row->spec)) {
    put_points(file, row->spec);
  }
  put_variants(file, rows, row);
  fputs("</li>\n", file);
}

/* How many copies there are: "4, 8 or 16", by the variants. */
static void copies_write(FILE* file, const PortFamily* family, unsigned section) {
  bool is_seen[PORTS_MAX_COPIES + 1] = {false};
  unsigned most = 0;
  const char* symbol = family->sections[section].symbol;
  for (unsigned v = 0; v < family->n_variants; ++v) {
    const unsigned copies = family->variants[v].shape[section].copies;
    is_seen[copies] = true;
    most = copies > most ? copies : most;
  }
  if (!symbol || !strchr(symbol, '{')) {
    return;
  }
  if (strstr(symbol, "{a}")) {
    fprintf(file, "<p class=\"copies\"><var>x</var> is from a to %c.</p>\n", 'a' + (int)most - 1);
    return;
  }
  fputs("<p class=\"copies\"><var>n</var> is from 1 to what the variant has: ", file);
  bool is_first = true;
  for (unsigned copies = 1; copies <= most; ++copies) {
    if (is_seen[copies]) {
      fprintf(file, "%s%u", is_first ? "" : copies == most ? " or " : ", ", copies);
      is_first = false;
    }
  }
  fputs(".</p>\n", file);
}

void controls_write(FILE* file, const PortFamily* family, ControlList list) {
  for (unsigned s = 0; s < family->n_sections; ++s) {
    Rows rows;
    if (family->sections[s].role == GROUP_JOINED) {
      continue;
    }
    rows_fill(&rows, family, s, list);
    if (!rows.n_rows) {
      continue;
    }
    fputs("<h3>", file);
    put_template(file, family->sections[s].name ? family->sections[s].name : "CV Out", true);
    fputs("</h3>\n", file);
    copies_write(file, family, s);
    fputs("<ul class=\"rows controls\">\n", file);
    for (unsigned i = 0; i < rows.n_rows; ++i) {
      row_write(file, &rows, &rows.rows[i]);
    }
    fputs("</ul>\n", file);
  }
}
