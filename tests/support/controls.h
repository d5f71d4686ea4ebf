// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Controls: seeded choices for the control inputs of any plugin, all of them within their ranges. */

#ifndef SIGNALBOX_TEST_CONTROLS_H
#define SIGNALBOX_TEST_CONTROLS_H

#include "common/host/noise.h"
#include "common/host/render.h"

/* Whether a host would let a user set it. */
static inline bool control_is_settable(const HostPort* port) {
  return port->kind == HOST_PORT_CONTROL && port->is_input;
}

/* A value that a user might choose: often the default or an end of the range, frequencies by octave. Realtime-safe. */
float control_choose(const HostPort* port, Noise* noise);

/* Sets every control input to such a value. Realtime-safe. */
void controls_shuffle(Instance* instance, Noise* noise);

/* Fills n changes of random control inputs at random frames below n_frames, in order of frame. Returns n, or 0 where
   the plugin has no control input. */
size_t controls_changes(const Instance* instance, Noise* noise, uint64_t n_frames, ControlChange* changes, size_t n);

/* Turns on a plugin that has a bypass of its own. Realtime-safe. */
void controls_enable(Instance* instance);

/* Turns off what a plugin of the suite may follow for many seconds on purpose, a match of loudness, where all that came
   in is to be forgotten soon. Realtime-safe. */
void controls_shorten_memory(Instance* instance);

#endif
