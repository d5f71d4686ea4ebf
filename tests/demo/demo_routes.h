// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Routes of presets/routes and what the demo plays on them. What cannot be had fails the test that asks. */

#ifndef SIGNALBOX_TEST_DEMO_ROUTES_H
#define SIGNALBOX_TEST_DEMO_ROUTES_H

#include "common/demo/route_render.h"

#define DEMO_SAMPLES_FOLDER "/usr/share/sonic-pi/samples"

Host* demo_host_new(void);
Route* demo_route_new(const char* name);
Graph* demo_graph_new(const Route* route, Host* host);
SceneRender* demo_render_new(const Route* route, Host* host);

/* The block of a symbol. */
uint32_t demo_block(const Route* route, const char* symbol);

#endif
