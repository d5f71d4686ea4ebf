// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A host finds the words of the user's language in the bundle, and the English ones where there are none. */

#include "common/host/state.h"
#include "common/languages/port_words.h"
#include "common/turtle/vocabulary.h"
#include "tests/lv2/rdf.h"
#include "ttl/family_prose.h"

#include <lv2/core/lv2.h>
#include <lv2/port-groups/port-groups.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define PSET_BANK "http://lv2plug.in/ns/ext/presets#bank"

/* What users have set, and the catalog that this asks for. */
static const struct {
  const char* locale;
  const char* tag;
} users[] = {
  {"C", NULL},           {"de_DE.UTF-8", "de"}, {"de", "de"}, {"fr_CA.UTF-8", "fr"}, {"es_MX", "es"}, {"C.UTF-8", NULL},
  {"en_GB.UTF-8", NULL}, {"xx_XX", NULL},       {"", NULL},
};

static void check_text(const Subject* subject, const Language* language, const char* what, const char* found,
                       const char* expected) {
  if (!found || strcmp(found, expected) != 0) {
    fail_msg("%s in %s: the %s is \"%s\", not \"%s\"", subject->name, language_tag(language), what, found ? found : "",
             expected);
  }
}

static void check_words(const Subject* subject, const Language* language, const char* found, PortWords words) {
  char expected[PORTS_TEXT_SIZE];
  port_words_in(language, &words, expected);
  check_text(subject, language, words.context, found, expected);
}

static void check_title(const Subject* subject, const Language* language) {
  LilvNode* name = lilv_plugin_get_name(subject->plugin);
  check_words(subject, language, lilv_node_as_string(name), (PortWords){"plugin", subject->variant->title, 0, NULL});
  lilv_node_free(name);
}

/* What it is for, in a sentence and at length. */
static void check_prose(const Subject* subject, const Language* language, const char* predicate, const char* english) {
  char expected[FAMILY_PROSE_SIZE];
  assert_true(*english && family_prose_in(language, english, expected));
  LilvNode* uri = lilv_new_uri(host_world(subject->host), predicate);
  LilvNodes* found = lilv_plugin_get_value(subject->plugin, uri);
  assert_int_equal(lilv_nodes_size(found), 1);
  check_text(subject, language, predicate, lilv_node_as_string(lilv_nodes_get_first(found)), expected);
  lilv_nodes_free(found);
  lilv_node_free(uri);
}

/* Hosts store wires by the names of audio and CV ports. */
static void check_port(const Subject* subject, const Port* port, const Language* language) {
  const Language* of_name = port_is_audio(port->spec) ? NULL : language;
  char text[RDF_TEXT_SIZE];
  LilvNode* name = lilv_port_get_name(subject->plugin, rdf_port(subject, port->index));
  check_words(subject, of_name, lilv_node_as_string(name), port_name_words(port));
  lilv_node_free(name);
  rdf_port_text(subject, port, LV2_CORE_PREFIX "shortName", text);
  check_words(subject, of_name, text, port_short_name_words(port));
  rdf_port_text(subject, port, RDFS "comment", text);
  check_words(subject, language, text, port_comment_words(port));
}

/* Each value that has a word has it once. */
static void check_values(const Subject* subject, const Port* port, const Language* language) {
  LilvScalePoints* found = lilv_port_get_scale_points(subject->plugin, rdf_port(subject, port->index));
  for (const ScalePoint* point = port->spec->points; point && point->label; ++point) {
    unsigned n = 0;
    LILV_FOREACH (scale_points, i, found) {
      const LilvScalePoint* each = lilv_scale_points_get(found, i);
      if (lilv_node_as_float(lilv_scale_point_get_value(each)) == point->value) {
        check_words(subject, language, lilv_node_as_string(lilv_scale_point_get_label(each)),
                    (PortWords){scale_point_context(port->spec), point->label, 0, NULL});
        ++n;
      }
    }
    assert_true(n == 1 || (n == 0 && point->stereo_only));
  }
  lilv_scale_points_free(found);
}

static void check_group(const Subject* subject, const Port* port, const Language* language) {
  const PortFamily* family = subject->family;
  const PortSection* section = &family
                                  ->sections[ports_group_section(family, (unsigned)(port->section - family->sections))];
  if (section->role != GROUP_NONE) {
    char group[RDF_TEXT_SIZE];
    char text[RDF_TEXT_SIZE];
    rdf_port_text(subject, port, LV2_PORT_GROUPS__group, group);
    rdf_text(subject, group, LV2_CORE__name, text);
    check_words(subject, language, text, group_name_words(section, port->copy));
    rdf_text(subject, group, RDFS "label", text);
    check_words(subject, language, text, group_name_words(section, port->copy));
  }
}

/* What presets and banks are called in English, by their URIs, as the first user has it. */
typedef struct {
  char uri[256], label[256];
} Name;

enum { MOST_NAMES = 1000 };
static Name names[MOST_NAMES];
static size_t n_names;

static const char* english_name(const char* uri, const char* label, const Language* language) {
  for (size_t i = 0; i < n_names; ++i) {
    if (!strcmp(names[i].uri, uri)) {
      return names[i].label;
    }
  }
  assert_null(language);
  assert_true(n_names < MOST_NAMES);
  snprintf(names[n_names].uri, sizeof(names[0].uri), "%s", uri);
  snprintf(names[n_names].label, sizeof(names[0].label), "%s", label);
  return names[n_names++].label;
}

/* A host that lists presets by name tells all of them apart. */
static void check_presets(const Subject* subject, const Language* language) {
  char** presets = state_presets(subject->host, subject->plugin);
  assert_non_null(presets[0]);
  for (char** preset = presets; *preset; ++preset) {
    char* label = state_preset_label(subject->host, *preset);
    assert_non_null(label);
    const char* english = english_name(*preset, label, language);
    check_text(subject, language, "preset", label, language_text(language, "preset", english));
    for (char** other = presets; other != preset; ++other) {
      char* name = state_preset_label(subject->host, *other);
      assert_string_not_equal(label, name);
      free(name);
    }
    char bank[RDF_TEXT_SIZE];
    char text[RDF_TEXT_SIZE];
    rdf_text(subject, *preset, PSET_BANK, bank);
    rdf_text(subject, bank, RDFS "label", text);
    check_text(subject, language, "bank", text, language_text(language, "bank", english_name(bank, text, language)));
    free(label);
  }
  state_presets_free(presets);
}

static void check_all(const Subject* subject, const Language* language, const Statements* prose) {
  check_title(subject, language);
  check_prose(subject, language, DOAP_NS "shortdesc", family_purpose(prose, subject->family));
  check_prose(subject, language, RDFS_NS "comment", family_text(prose, subject->family));
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    check_port(subject, &subject->ports[i], language);
    check_values(subject, &subject->ports[i], language);
    check_group(subject, &subject->ports[i], language);
  }
  check_presets(subject, language);
}

/* lilv heeds the language of its environment when it is asked, or, in later versions, when it begins. */
static void test_hosts_find_words_of_their_users(void** state) {
  (void)state;
  char folder[4096];
  char mistake[STATEMENTS_MISTAKE_SIZE];
  Statements prose;
  statements_init(&prose);
  snprintf(folder, sizeof(folder), "%s/ttl", getenv("SIGNALBOX_TOP"));
  assert_true(family_prose_read(&prose, folder, mistake));
  for (size_t i = 0; i < sizeof(users) / sizeof(users[0]); ++i) {
    setenv("LANG", users[i].locale, 1);
    const Language* language = language_find(users[i].tag);
    assert_int_equal(!language, !users[i].tag);
    Host* host = host_open(suite_bundle(), NULL);
    assert_non_null(host);
    size_t n_subjects = 0;
    Subject* subjects = subjects_new(host, &n_subjects);
    assert_true(n_subjects > 0);
    for (size_t s = 0; s < n_subjects; ++s) {
      check_all(&subjects[s], language, &prose);
    }
    subjects_free(subjects, n_subjects);
    host_close(host);
  }
  statements_free(&prose);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_hosts_find_words_of_their_users),
  };
  return cmocka_run_group_tests_name("bundle", tests, NULL, NULL);
}
