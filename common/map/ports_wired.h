// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Whether ports of plugins are in use: in a graph, by wires; in a mixer, by pins. For the checks alone. */

#ifndef SIGNALBOX_MAP_PORTS_WIRED_H
#define SIGNALBOX_MAP_PORTS_WIRED_H

#include "common/map/check.h"

/* By the number of the port among the plugin's inputs or outputs. What is not known counts as in use. */
bool port_is_wired(const Check* check, uint32_t plugin, bool is_input, uint32_t port);

/* Whether any of the ports is whose symbol begins so; whether any sidechain input is. */
bool any_port_is_wired(const Check* check, uint32_t plugin, bool is_input, const char* start);
bool any_sidechain_is_wired(const Check* check, uint32_t plugin);

#endif
