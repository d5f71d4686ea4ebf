// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Guards ttl/ports.lock, which has one line for every port that has been released: sessions, presets and patches refer
   to ports by index, symbol and (Carla) name, and keep values that mean something within a range. A line never changes
   and never moves to another index; new ports are appended with SIGNALBOX_LOCK_PORTS=append in the environment. */

#include "common/ports/families.h"
#include "tests/lv2/suite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LOCK_FILE "ttl/ports.lock"
#define APPEND_VARIABLE "SIGNALBOX_LOCK_PORTS"

enum { LINE_SIZE = 1024, MAX_LINES = 8192, SHOWN_LINES = 8 };

typedef struct {
  char* text[MAX_LINES];
  size_t n;
} Lines;

static void lines_add(Lines* lines, const char* text) {
  assert_in_range(lines->n, 0, MAX_LINES - 1);
  char* copy = strdup(text);
  assert_non_null(copy);
  lines->text[lines->n++] = copy;
}

static void lines_clear(Lines* lines) {
  while (lines->n) {
    free(lines->text[--lines->n]);
  }
}

static const char* kind_word(PortKind kind) {
  static const char* const words[] = {[PORT_AUDIO_IN] = "audio-in",
                                      [PORT_AUDIO_OUT] = "audio-out",
                                      [PORT_CV_OUT] = "cv-out",
                                      [PORT_CONTROL_IN] = "control-in",
                                      [PORT_CONTROL_OUT] = "control-out"};
  return words[kind];
}

static const char* scale_word(unsigned flags) {
  return flags & PORT_TOGGLED       ? "toggle"
         : flags & PORT_ENUMERATION ? "choice"
         : flags & PORT_INTEGER     ? "integer"
         : flags & PORT_LOGARITHMIC ? "logarithmic"
                                    : "linear";
}

static const char* unit_word(PortUnit unit) {
  static const char* const words[] = {
    [UNIT_NONE] = "-",    [UNIT_DB] = "dB",         [UNIT_HZ] = "Hz",      [UNIT_MS] = "ms",
    [UNIT_PERCENT] = "%", [UNIT_FRAMES] = "frames", [UNIT_RATIO] = "ratio"};
  return words[unit];
}

/* The line of a port: variant and index, which say which port it is, then what must not change. */
static void port_line(const PortVariant* variant, const Port* port, char line[LINE_SIZE]) {
  const PortSpec* spec = port->spec;
  char symbol[PORTS_TEXT_SIZE];
  char name[PORTS_TEXT_SIZE];
  port_symbol(port, symbol);
  port_name(port, name);
  int n = snprintf(line, LINE_SIZE, "%s %u %s %s", variant->uri + strlen(SIGNALBOX_URI), port->index, symbol,
                   kind_word(spec->kind));
  if (!port_is_audio(spec)) {
    n += snprintf(line + n, LINE_SIZE - (size_t)n, " %g..%g %g %s %s", (double)spec->minimum, (double)spec->maximum,
                  (double)spec->initial, scale_word(spec->flags), unit_word(spec->unit));
  }
  snprintf(line + n, LINE_SIZE - (size_t)n, " \"%s\"", name);
}

static void list_ports(Lines* lines) {
  for (unsigned f = 0; f < n_families; ++f) {
    for (unsigned v = 0; v < families[f]->n_variants; ++v) {
      const PortVariant* variant = &families[f]->variants[v];
      unsigned n_ports;
      Port* ports = ports_new(families[f], variant, &n_ports);
      assert_non_null(ports);
      for (unsigned i = 0; i < n_ports; ++i) {
        char line[LINE_SIZE];
        port_line(variant, &ports[i], line);
        lines_add(lines, line);
      }
      free(ports);
    }
  }
}

static void read_lock(const char* path, Lines* lines) {
  FILE* file = fopen(path, "r");
  if (!file) {
    fail_msg("Cannot read %s; restore it from the repository's history.", path);
  }
  char line[LINE_SIZE];
  while (fgets(line, sizeof(line), file)) {
    line[strcspn(line, "\n")] = '\0';
    if (line[0] && line[0] != '#') {
      lines_add(lines, line);
    }
  }
  fclose(file);
}

/* Whether two lines are about the same port, by variant and index. */
static bool is_same_port(const char* a, const char* b) {
  const char* index = strchr(a, ' ');
  const char* end = index ? strchr(index + 1, ' ') : NULL;
  return end && !strncmp(a, b, (size_t)(end - a) + 1);
}

static const char* find_port(const Lines* lines, const char* line) {
  for (size_t i = 0; i < lines->n; ++i) {
    if (is_same_port(lines->text[i], line)) {
      return lines->text[i];
    }
  }
  return NULL;
}

static void test_released_ports_stay_what_and_where_they_are(void** state) {
  (void)state;
  char path[4096];
  suite_source(LOCK_FILE, path);
  Lines locked = {.n = 0}, present = {.n = 0};
  read_lock(path, &locked);
  list_ports(&present);
  unsigned n_changed = 0;
  for (size_t i = 0; i < locked.n; ++i) {
    const char* now = find_port(&present, locked.text[i]);
    if (!now || strcmp(now, locked.text[i]) != 0) {
      if (n_changed++ < SHOWN_LINES) {
        print_error("released: %s\n     now: %s\n", locked.text[i], now ? now : "(no such port)");
      }
    }
  }
  lines_clear(&locked);
  lines_clear(&present);
  if (n_changed) {
    fail_msg("%u released ports have changed or moved, which breaks the sessions of users: put them back, and give "
             "new ports a section of their own at the end of their family.",
             n_changed);
  }
}

static void append(const char* path, const Lines* lines, const Lines* locked) {
  FILE* file = fopen(path, "a");
  if (!file) {
    fail_msg("Cannot write to %s; may it be written to?", path);
  }
  for (size_t i = 0; i < lines->n; ++i) {
    if (!find_port(locked, lines->text[i])) {
      fprintf(file, "%s\n", lines->text[i]);
    }
  }
  assert_int_equal(fclose(file), 0);
}

static void test_every_port_is_locked(void** state) {
  (void)state;
  char path[4096];
  suite_source(LOCK_FILE, path);
  const char* wish = getenv(APPEND_VARIABLE);
  Lines locked = {.n = 0}, present = {.n = 0};
  list_ports(&present);
  read_lock(path, &locked);
  if (wish && !strcmp(wish, "append")) {
    append(path, &present, &locked);
    lines_clear(&locked);
    read_lock(path, &locked);
  }
  size_t n_new = 0;
  for (size_t i = 0; i < present.n; ++i) {
    if (!find_port(&locked, present.text[i])) {
      if (n_new++ < SHOWN_LINES) {
        print_error("not locked: %s\n", present.text[i]);
      }
    }
  }
  lines_clear(&locked);
  lines_clear(&present);
  if (n_new) {
    fail_msg("%zu new ports are not in " LOCK_FILE
             "; when they are as they shall stay, append them with " APPEND_VARIABLE
             "=append ./waf test --only lv2/test_lock",
             n_new);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_released_ports_stay_what_and_where_they_are),
    cmocka_unit_test(test_every_port_is_locked),
  };
  return cmocka_run_group_tests_name("ports.lock", tests, NULL, NULL);
}
