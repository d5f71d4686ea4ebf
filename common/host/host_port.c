// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/host/host_port.h"

#include <lv2/atom/atom.h>
#include <lv2/core/lv2.h>
#include <lv2/port-props/port-props.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool port_is_a(const Host* host, const LilvPlugin* plugin, const LilvPort* port, const char* class_uri) {
  LilvNode* uri = lilv_new_uri(host_world(host), class_uri);
  const bool is_a = lilv_port_is_a(plugin, port, uri);
  lilv_node_free(uri);
  return is_a;
}

static HostPortKind port_kind(const Host* host, const LilvPlugin* plugin, const LilvPort* port) {
  static const char* const classes[] = {[HOST_PORT_AUDIO] = LV2_CORE__AudioPort,
                                        [HOST_PORT_CV] = LV2_CORE__CVPort,
                                        [HOST_PORT_CONTROL] = LV2_CORE__ControlPort,
                                        [HOST_PORT_ATOM] = LV2_ATOM__AtomPort};
  for (unsigned kind = HOST_PORT_AUDIO; kind < HOST_PORT_OTHER; ++kind) {
    if (port_is_a(host, plugin, port, classes[kind])) {
      return (HostPortKind)kind;
    }
  }
  return HOST_PORT_OTHER;
}

static bool port_has(const Host* host, const LilvPlugin* plugin, const LilvPort* port, const char* property_uri) {
  LilvNode* uri = lilv_new_uri(host_world(host), property_uri);
  const bool has = lilv_port_has_property(plugin, port, uri);
  lilv_node_free(uri);
  return has;
}

static bool port_is_designated(const Host* host, const LilvPlugin* plugin, const LilvPort* port, const char* what_uri) {
  LilvNode* predicate = lilv_new_uri(host_world(host), LV2_CORE__designation);
  LilvNode* designation = lilv_port_get(plugin, port, predicate);
  const bool is = designation && lilv_node_is_uri(designation) && !strcmp(lilv_node_as_uri(designation), what_uri);
  lilv_node_free(designation);
  lilv_node_free(predicate);
  return is;
}

static float number(LilvNode* node) {
  return node && (lilv_node_is_float(node) || lilv_node_is_int(node) || lilv_node_is_bool(node))
           ? lilv_node_as_float(node)
           : NAN;
}

HostPort* host_ports_new(const Host* host, const LilvPlugin* plugin) {
  const uint32_t n_ports = lilv_plugin_get_num_ports(plugin);
  HostPort* ports = (HostPort*)calloc(n_ports ? n_ports : 1, sizeof(HostPort));
  for (uint32_t i = 0; ports && i < n_ports; ++i) {
    const LilvPort* port = lilv_plugin_get_port_by_index(plugin, i);
    LilvNode* name = lilv_port_get_name(plugin, port);
    LilvNode *initial, *minimum, *maximum;
    lilv_port_get_range(plugin, port, &initial, &minimum, &maximum);
    ports[i] = (HostPort){.symbol = lilv_node_as_string(lilv_port_get_symbol(plugin, port)),
                          .name = strdup(name ? lilv_node_as_string(name) : ""),
                          .kind = port_kind(host, plugin, port),
                          .is_input = port_is_a(host, plugin, port, LV2_CORE__InputPort),
                          .is_optional = port_has(host, plugin, port, LV2_CORE__connectionOptional),
                          .is_toggle = port_has(host, plugin, port, LV2_CORE__toggled),
                          .is_integer = port_has(host, plugin, port, LV2_CORE__integer) ||
                                        port_has(host, plugin, port, LV2_CORE__enumeration),
                          .is_logarithmic = port_has(host, plugin, port, LV2_PORT_PROPS__logarithmic),
                          .is_enabled = port_is_designated(host, plugin, port, LV2_CORE__enabled),
                          .is_sidechain = port_has(host, plugin, port, LV2_CORE_PREFIX "isSideChain"),
                          .minimum = number(minimum),
                          .maximum = number(maximum),
                          .initial = number(initial)};
    lilv_node_free(name);
    lilv_node_free(initial);
    lilv_node_free(minimum);
    lilv_node_free(maximum);
  }
  return ports;
}

void host_ports_free(HostPort* ports, uint32_t n_ports) {
  for (uint32_t i = 0; ports && i < n_ports; ++i) {
    free(ports[i].name);
  }
  free(ports);
}
