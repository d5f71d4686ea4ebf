// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The pictures in the sidechain router's window, each with its handles. */

#ifndef SIGNALBOX_SIDECHAIN_ROUTER_PANEL_GRAPHS_H
#define SIGNALBOX_SIDECHAIN_ROUTER_PANEL_GRAPHS_H

#include "common/panel/model.h"
#include "plugins/sidechain_router/sidechain_router_ports.h"

/* A control of the dynamics section, and its value. */
unsigned router_port(const Panel* panel, unsigned spec);
double router_value(const Panel* panel, unsigned spec);

/* Whether anything is turned down. */
bool router_acts(const Panel* panel);

/* The level of the key, lying, with the threshold on it. */
void router_key_meter_add(Panel* panel, PanelRect area);

/* Gain over the level of the key, with the live dot. */
void router_transfer_add(Panel* panel, PanelRect area);

/* Attack, hold and release. */
void router_shape_add(Panel* panel, PanelRect area);

/* What is turned down of the main signal. */
void router_band_add(Panel* panel, PanelRect area);

/* 5 s of reduction over the key. */
void router_history_add(Panel* panel, PanelRect area);

/* From the key to the action, and on to the main out. */
void router_wires_add(Panel* panel, PanelRect key, PanelRect out);

#endif
