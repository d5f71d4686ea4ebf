// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A scene's settings of a plugin, as control changes at frames. Not realtime-safe. */

#ifndef SIGNALBOX_DEMO_SETTINGS_H
#define SIGNALBOX_DEMO_SETTINGS_H

#include "common/demo/scene.h"
#include "common/host/render.h"

/* Sets what holds from the start, and lists in `changes` what comes later, for the caller to free; a value that moves
   does so in steps of 10 ms. Returns false where the plugin lacks a control. */
bool settings_apply(const Scene* scene, const ScenePlugin* plugin, Instance* instance, ControlChange** changes,
                    size_t* n_changes, HostError* error);

/* Whether the scene leaves a control, given by its port, at the value with which it begins. */
bool control_is_constant(const Instance* instance, const ScenePlugin* plugin, uint32_t port);

/* The value with which a control begins, once the settings have been applied. */
float control_initial(const Instance* instance, const ScenePlugin* plugin, uint32_t port);

#endif
