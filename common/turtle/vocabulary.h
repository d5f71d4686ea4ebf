// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The vocabularies in which presets, routes and plugins are described, as the start of their URIs. */

#ifndef SIGNALBOX_TURTLE_VOCABULARY_H
#define SIGNALBOX_TURTLE_VOCABULARY_H

#define ATOM_NS "http://lv2plug.in/ns/ext/atom#"
#define DOAP_NS "http://usefulinc.com/ns/doap#"
#define EVENT_NS "http://lv2plug.in/ns/ext/event#"
#define INGEN_NS "http://drobilla.net/ns/ingen#"
#define INLINE_DISPLAY_NS "http://harrisonconsoles.com/lv2/inlinedisplay#"
#define LV2_NS "http://lv2plug.in/ns/lv2core#"
#define MOD_NS "http://moddevices.com/ns/mod#"
#define MODPEDAL_NS "http://moddevices.com/ns/modpedal#"
#define OPTS_NS "http://lv2plug.in/ns/ext/options#"
#define PARAM_NS "http://lv2plug.in/ns/ext/parameters#"
#define PG_NS "http://lv2plug.in/ns/ext/port-groups#"
#define PPROPS_NS "http://lv2plug.in/ns/ext/port-props#"
#define PSET_NS "http://lv2plug.in/ns/ext/presets#"
#define RDF_NS "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS_NS "http://www.w3.org/2000/01/rdf-schema#"
#define UI_NS "http://lv2plug.in/ns/extensions/ui#"
#define UNITS_NS "http://lv2plug.in/ns/extensions/units#"
#define URID_NS "http://lv2plug.in/ns/ext/urid#"
#define XSD_NS "http://www.w3.org/2001/XMLSchema#"

#define RDF_TYPE RDF_NS "type"

#endif
