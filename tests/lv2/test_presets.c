// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What holds for all presets: each changes something, is found by the words that people search for, and tells of no
   preset that is not there. What they do to sound is in test_presets_*.c. */

#include "common/host/state.h"
#include "common/ports/ports.h"
#include "common/routes/route.h"
#include "common/turtle/turtle_reader.h"
#include "common/turtle/vocabulary.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/suite.h"

#include <ctype.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

enum { MAX_CONTROLS = 512, BLOCK = 256, MAX_PRESETS = 1024, MAX_ROUTES = 64, PATH_SIZE = 4096, TEXT_SIZE = 256 };

#define RATE_HZ 48000.0

#define ON_AN_AUX "on an aux"

/* What the bundle says of its presets, once per variant, and the routes. */
static Statements statements;
static struct { const char *uri, *label, *comment; } presets[MAX_PRESETS];
static unsigned n_presets;
static Route* routes[MAX_ROUTES];
static unsigned n_routes;

static bool is_control_input(const Instance* instance, uint32_t index) {
  const HostPort* port = instance_port(instance, index);
  return port->kind == HOST_PORT_CONTROL && port->is_input;
}

/* How many controls a preset moves from their defaults. */
static unsigned count_changes(Instance* instance, const char* preset_uri) {
  HostError error;
  float before[MAX_CONTROLS];
  unsigned n_changed = 0;
  const uint32_t n_ports = instance_n_ports(instance);
  assert_true(n_ports <= MAX_CONTROLS);
  instance_set_defaults(instance);
  for (uint32_t i = 0; i < n_ports; ++i) {
    before[i] = is_control_input(instance, i) ? instance_get(instance, i) : 0.0f;
  }
  assert_true(state_apply_preset(instance, preset_uri, &error));
  for (uint32_t i = 0; i < n_ports; ++i) {
    n_changed += is_control_input(instance, i) && instance_get(instance, i) != before[i];
  }
  return n_changed;
}

static void test_every_preset_changes_something(void** state) {
  (void)state;
  unsigned n_counted = 0;
  for (const char* const* uri = host_plugins(fixture_host, SIGNALBOX_URI); *uri; ++uri) {
    char** offered = state_presets(fixture_host, host_plugin(fixture_host, *uri, NULL));
    Instance* instance = instance_new(fixture_host, *uri, RATE_HZ, BLOCK, NULL);
    assert_non_null(instance);
    for (char** preset = offered; *preset; ++preset) {
      if (!count_changes(instance, *preset)) {
        fail_msg("%s sets what is already set", *preset);
      }
      ++n_counted;
    }
    assert_true(offered[0] != NULL);
    state_presets_free(offered);
    instance_free(instance);
  }
  assert_int_equal(n_counted, n_presets);
  print_message("# %u presets, each counted once per variant\n", n_presets);
}

/* A name in lower case, with dashes for all but letters and digits. */
static void put_slug(const char* label, char slug[TEXT_SIZE]) {
  size_t n = 0;
  for (; *label && n + 4 < TEXT_SIZE; ++label) {
    if (*label == '&') {
      n += (size_t)snprintf(slug + n, TEXT_SIZE - n, "and");
    } else if (isalnum((unsigned char)*label)) {
      slug[n++] = (char)tolower((unsigned char)*label);
    } else if (n > 0 && slug[n - 1] != '-') {
      slug[n++] = '-';
    }
  }
  slug[n] = '\0';
}

/* So no two presets of a variant have one name, and none has two. */
static void test_presets_are_called_what_their_labels_say(void** state) {
  (void)state;
  for (unsigned i = 0; i < n_presets; ++i) {
    char slug[TEXT_SIZE];
    put_slug(presets[i].label, slug);
    assert_string_equal(strchr(presets[i].uri, '#') + 1, slug);
  }
}

static bool is_label(const char* text, size_t length) {
  for (unsigned i = 0; i < n_presets; ++i) {
    if (strlen(presets[i].label) == length && strncmp(presets[i].label, text, length) == 0) {
      return true;
    }
  }
  return false;
}

/* Quotation marks are for names of presets alone. Whether one of them is made to stand behind a send. */
static bool names_one_on_aux(const char* comment) {
  bool on_aux = false;
  const char* end = comment;
  for (const char* quote = strchr(comment, '"'); quote; quote = strchr(end + 1, '"')) {
    end = strchr(quote + 1, '"');
    assert_non_null(end);
    if (!is_label(quote + 1, (size_t)(end - quote - 1))) {
      fail_msg("No preset is called %.*s", (int)(end - quote + 1), quote);
    }
    on_aux |= strncmp(end - strlen(ON_AN_AUX), ON_AN_AUX, strlen(ON_AN_AUX)) == 0;
  }
  return on_aux;
}

/* Behind a send, what compresses must not give the dry signal again. */
static void test_sends_lead_to_presets_without_dry_signal(void** state) {
  (void)state;
  unsigned n_leading = 0;
  for (unsigned i = 0; i < n_presets; ++i) {
    const bool is_send = strncmp(presets[i].uri, SIGNALBOX_URI "aux-send", strlen(SIGNALBOX_URI "aux-send")) == 0;
    const bool leads = is_send && strstr(presets[i].comment, "compressor");
    const bool on_aux = names_one_on_aux(presets[i].comment);
    if (leads && strstr(presets[i].comment, "the key of") == NULL) {
      ++n_leading;
      if (!on_aux) {
        fail_msg("%s leads to a compressor, and names no preset for it that is %s", presets[i].uri, ON_AN_AUX);
      }
    }
    if (strstr(presets[i].uri, "#") && strstr(presets[i].uri, "parallel-compressor-")) {
      const bool behind_send = strstr(presets[i].label, ON_AN_AUX) != NULL;
      assert_true(behind_send == (strncmp(presets[i].comment, "Behind ", strlen("Behind ")) == 0));
    }
  }
  assert_true(n_leading > 0);
}

static bool contains(const char* text, const char* word) {
  const size_t length = strlen(word);
  for (; *text; ++text) {
    if (strncasecmp(text, word, length) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_found(const char* word) {
  bool found = false;
  for (unsigned i = 0; i < n_presets; ++i) {
    found |= contains(presets[i].label, word);
  }
  for (unsigned i = 0; i < n_routes; ++i) {
    found |= contains(routes[i]->label, word);
  }
  return found;
}

static void test_search_words_find_something(void** state) {
  (void)state;
  static const char* const words[] = {
    "New York",
    "rear bus",
    "four parallel busses",
    "parallel saturation",
    "600 Hz to 10 kHz",
    "gated reverb",
    "sub tone",
    "lows only",
    "sidechain pump",
    "1/4 at 120 BPM",
    "1/8 at 120 BPM",
    "de-esser",
    "mono sub",
    "DI and amp",
    "snare top",
    "snare bottom",
    "mix-minus",
    "peaks dry",
    "gain-matched",
    "A/B",
    "on an aux",
    "kick ducks bass",
    "voice over music",
    "room lift",
    "glue",
    "smash",
    "punch",
    "mid and side",
    "null test",
    "mono check",
    "reverb send",
    "reverb, ducked",
    "outboard",
    "cue",
    "loud and quiet",
    "whisper",
  };
  for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    if (!is_found(words[i])) {
      fail_msg("\"%s\" is in the name of no preset and no route", words[i]);
    }
  }
  assert_false(is_found("no such thing"));
}

static void read_presets(void) {
  char pattern[PATH_SIZE];
  char mistake[STATEMENTS_MISTAKE_SIZE];
  glob_t files;
  snprintf(pattern, sizeof(pattern), "%s/*_presets.ttl", suite_bundle());
  assert_int_equal(glob(pattern, 0, NULL, &files), 0);
  statements_init(&statements);
  for (size_t i = 0; i < files.gl_pathc; ++i) {
    assert_true(statements_read(&statements, files.gl_pathv[i], NULL, mistake));
  }
  globfree(&files);
  SordIter* iter = statements_search(&statements, NULL, RDF_TYPE, PSET_NS "Preset");
  for (; !sord_iter_end(iter); sord_iter_next(iter)) {
    const SordNode* node = sord_iter_get_node(iter, SORD_SUBJECT);
    assert_true(n_presets < MAX_PRESETS);
    presets[n_presets].uri = node_text(node);
    presets[n_presets].label = statements_text(&statements, node, RDFS_NS "label");
    presets[n_presets++].comment = statements_text(&statements, node, RDFS_NS "comment");
  }
  sord_iter_free(iter);
}

static void read_routes(void) {
  char pattern[PATH_SIZE];
  HostError error = {""};
  glob_t files;
  suite_source("presets/routes/*.ttl", pattern);
  assert_int_equal(glob(pattern, 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; ++i) {
    assert_true(n_routes < MAX_ROUTES);
    routes[n_routes] = route_read(files.gl_pathv[i], &error);
    assert_non_null(routes[n_routes++]);
  }
  globfree(&files);
}

static int open_all(void** state) {
  read_presets();
  read_routes();
  return fixture_open(state);
}

static int close_all(void** state) {
  for (unsigned i = 0; i < n_routes; ++i) {
    route_free(routes[i]);
  }
  statements_free(&statements);
  return fixture_close(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_every_preset_changes_something),
    cmocka_unit_test(test_presets_are_called_what_their_labels_say),
    cmocka_unit_test(test_sends_lead_to_presets_without_dry_signal),
    cmocka_unit_test(test_search_words_find_something),
  };
  return cmocka_run_group_tests_name("presets", tests, open_all, close_all);
}
