// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Settings: seeded choices for the controls of a variant, all of them within their ranges. */

#ifndef SIGNALBOX_TEST_SETTINGS_H
#define SIGNALBOX_TEST_SETTINGS_H

#include "tests/host/noise.h"
#include "tests/host/render.h"
#include "tests/lv2/suite.h"

/* A value that a user might choose: often the default or an end of the range, frequencies by octave. */
float settings_choose(const PortSpec* spec, Noise* noise);

/* Sets every control input of an instance to such a value. */
void settings_shuffle(const Subject* subject, Instance* instance, Noise* noise);

/* Fills n changes of random control inputs at random frames below n_frames, in order of frame. */
void settings_changes(const Subject* subject, Noise* noise, uint64_t n_frames, ControlChange* changes, size_t n);

/* Calls `visit` for every control input, with a note of its symbol set. */
void settings_each(const Subject* subject, void (*visit)(const Subject* subject, const Port* port, void* user),
                   void* user);

/* The control with a flag, such as PORT_ENABLED or PORT_LATENCY; NULL where the variant has none. */
const Port* settings_flagged(const Subject* subject, PortFlag flag);

#endif
