// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* State: what a session or a preset keeps of an instance. The thread of the instance, between runs; not
   realtime-safe. */

#ifndef SIGNALBOX_HOST_STATE_H
#define SIGNALBOX_HOST_STATE_H

#include "common/host/instance.h"

/* The instance's controls and state as Turtle, to be freed with free(); NULL with an error where lilv cannot. */
char* state_save(Instance* instance, HostError* error);

/* Back from what state_save() gave. False where it is no state, or one of another plugin. */
bool state_restore(Instance* instance, const char* turtle, HostError* error);

/* URIs of the presets for a plugin that the host's bundles hold, in the order of their text, ended by a NULL; to be
   freed with state_presets_free(). */
char** state_presets(Host* host, const LilvPlugin* plugin);
void state_presets_free(char** presets);

/* The name of a preset, for people, to be freed with free(); NULL where it has none, or there is no such preset. */
char* state_preset_label(Host* host, const char* preset_uri);

/* Applies a preset by its URI. False where there is no such preset, or it is one of another plugin. */
bool state_apply_preset(Instance* instance, const char* preset_uri, HostError* error);

#endif
