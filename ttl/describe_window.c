// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "ttl/describe_window.h"

#include "common/ports/prototype.h"

/* Hosts refuse a window that requires what they do not know, so all but one is optional. */
static const char* const facts[][2] = {
  {"rdf:type", "ui:X11UI"},
  {"lv2:requiredFeature", "ui:idleInterface"},
  {"lv2:optionalFeature", "ui:parent"},
  {"lv2:optionalFeature", "ui:resize"},
  {"lv2:optionalFeature", "ui:touch"},
  {"lv2:optionalFeature", "urid:map"},
  {"lv2:optionalFeature", "opts:options"},
  {"lv2:extensionData", "ui:idleInterface"},
  {"lv2:extensionData", "ui:resize"},
  {"opts:supportedOption", "ui:scaleFactor"},
  {"opts:supportedOption", "ui:backgroundColor"},
  {"opts:supportedOption", "param:sampleRate"},
};

void describe_window(TurtleWriter* manifest, const PortFamily* family, const char* binary) {
  char uri[PORTS_TEXT_SIZE];
  window_uri(family, uri);
  for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); ++i) {
    turtle_uri(manifest, uri, facts[i][0], facts[i][1]);
  }
  turtle_link(manifest, uri, "lv2:binary", binary);
  for (unsigned i = 0; i < family->n_variants; ++i) {
    turtle_link(manifest, family->variants[i].uri, "ui:ui", uri);
  }
}
