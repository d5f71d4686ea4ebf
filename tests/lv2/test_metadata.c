// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What every variant says about itself as a plugin: class, licence, people, features. */

#include "common/ports/specs.h"
#include "common/turtle/vocabulary.h"
#include "tests/lv2/rdf.h"

#include <lv2/core/lv2.h>

#include <stdio.h>
#include <string.h>

#define DOAP "http://usefulinc.com/ns/doap#"
#define CONNECT_ALL_OUTPUTS "http://harrisonconsoles.com/lv2/routing#connectAllOutputs"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"

static void check_has_text(const Subject* subject, const char* predicate, size_t least) {
  char text[RDF_TEXT_SIZE];
  rdf_plugin_text(subject, predicate, text);
  CHECK(strlen(text) >= least, "its %s is only \"%s\"", predicate, text);
}

static void test_is_what_its_family_is(const Subject* subject) {
  char text[RDF_TEXT_SIZE];
  snprintf(text, sizeof(text), LV2_CORE_PREFIX "%s", subject->family->lv2_class);
  CHECK(rdf_plugin_has(subject, RDF_TYPE, text), "is no %s", text);
  CHECK(rdf_plugin_has(subject, RDF_TYPE, LV2_CORE__Plugin), "is no plugin");
  rdf_plugin_text(subject, DOAP "name", text);
  CHECK(!strcmp(text, subject->variant->title), "is called \"%s\", not \"%s\"", text, subject->variant->title);
  CHECK(!strchr(text, ':'), "has a colon in its name, which Ardour cannot reload the side chains of");
  CHECK(lilv_plugin_verify(subject->plugin), "does not pass lilv_plugin_verify()");
}

static void test_says_whose_it_is(const Subject* subject) {
  char project[RDF_TEXT_SIZE];
  char text[RDF_TEXT_SIZE];
  check_has_text(subject, RDFS "comment", 200);
  check_has_text(subject, DOAP "shortdesc", 20);
  check_has_text(subject, LV2_CORE__minorVersion, 1);
  check_has_text(subject, LV2_CORE__microVersion, 1);
  CHECK(rdf_plugin_has(subject, DOAP "license", "http://opensource.org/licenses/isc"), "is not under the ISC licence");
  rdf_plugin_text(subject, LV2_CORE__project, project);
  rdf_text(subject, project, DOAP "name", text);
  CHECK(!strcmp(text, "Signalbox"), "belongs to the project \"%s\", not Signalbox", text);
  LilvNode* author = lilv_plugin_get_author_name(subject->plugin);
  CHECK(author && strlen(lilv_node_as_string(author)) > 3, "names no maintainer");
  lilv_node_free(author);
}

/* Which plugins show more of a status than the words that all of them can. */
static const struct {
  const char* family;
  Status status;
} special[] = {
  {"bus_summer", STATUS_DUPLICATE},
  {"bus_summer", STATUS_CANCELLING},
  {"aux_return", STATUS_DUPLICATE},
  {"aux_return", STATUS_CANCELLING},
  {"aux_return", STATUS_RUNAWAY},
  {"sidechain_router", STATUS_NO_KEY},
  {"sidechain_router", STATUS_LISTENING},
  {"parallel_compressor", STATUS_LISTENING},
  {"parallel_compressor", STATUS_NO_KEY},
  {"bus_summer", STATUS_LATE},
  {"aux_return", STATUS_LATE},
};

static bool shows(const Subject* subject, Status status) {
  bool shown = status == STATUS_SILENT || status == STATUS_CLIPPING || status == STATUS_ONE_SIDED;
  for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); ++i) {
    shown = shown || (status == special[i].status && !strcmp(subject->family->name, special[i].family));
  }
  return shown;
}

static void test_explains_each_status(const Subject* subject) {
  LilvNode* key = lilv_new_uri(host_world(subject->host), RDFS "comment");
  LilvNodes* comments = lilv_plugin_get_value(subject->plugin, key);
  const char* comment = lilv_node_as_string(lilv_nodes_get_first(comments));
  for (const ScalePoint* point = spec_status_points; point->label; ++point) {
    if (point->value != STATUS_OK) {
      CHECK(!!strstr(comment, point->label) == shows(subject, (Status)point->value), "its comment %s the status %s",
            strstr(comment, point->label) ? "has" : "lacks", point->label);
    }
  }
  lilv_nodes_free(comments);
  lilv_node_free(key);
}

/* A mixer comes down from many inputs to two outputs, and Ardour would leave its bus as wide as it was, with a surround
   panner. Elsewhere the feature does harm: what has more outputs than a track has channels then plays all of them on
   the track's own, one on top of the other. */
static bool comes_down(const Subject* subject) {
  unsigned n_main_copies = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (subject->ports[i].section->role == GROUP_MAIN_IN) {
      n_main_copies = subject->ports[i].copy + 1;
    }
  }
  return n_main_copies > 1;
}

static void test_asks_for_no_feature(const Subject* subject) {
  LilvNodes* required = lilv_plugin_get_required_features(subject->plugin);
  const LilvNode* first = lilv_nodes_get_first(required);
  CHECK(!first, "requires %s", lilv_node_as_string(first));
  lilv_nodes_free(required);
  CHECK(rdf_plugin_has(subject, LV2_CORE__optionalFeature, LV2_CORE__hardRTCapable), "is not %s",
        LV2_CORE__hardRTCapable);
  CHECK(!rdf_plugin_has(subject, LV2_CORE__optionalFeature, LV2_CORE__inPlaceBroken), "is %s", LV2_CORE__inPlaceBroken);
  CHECK(!rdf_plugin_has(subject, LV2_CORE__optionalFeature, LV2_CORE__isLive), "is %s", LV2_CORE__isLive);
  const bool asks = rdf_plugin_has(subject, LV2_CORE__optionalFeature, CONNECT_ALL_OUTPUTS);
  CHECK(asks == comes_down(subject), "%s Ardour to connect all outputs", asks ? "asks" : "does not ask");
  LilvNodes* extensions = lilv_plugin_get_extension_data(subject->plugin);
  CHECK(lilv_nodes_size(extensions) == 1, "promises extension data that it does not have");
  CHECK(rdf_plugin_has(subject, LV2_CORE__extensionData, INLINE_DISPLAY_NS "interface"), "has no inline display");
  lilv_nodes_free(extensions);
}

int main(void) {
  const SuiteTest tests[] = {
    {"is what its family is", test_is_what_its_family_is},
    {"says whose it is", test_says_whose_it_is},
    {"explains each status", test_explains_each_status},
    {"asks for no feature", test_asks_for_no_feature},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
