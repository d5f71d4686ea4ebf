// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Controls as a hand sees them: where a value stands on its scale, what a step is, and what typed text means. Any
   thread; nothing is allocated. */

#ifndef SIGNALBOX_PANEL_CONTROL_H
#define SIGNALBOX_PANEL_CONTROL_H

#include "common/ports/ports.h"

/* Where a value stands in the control's range, 0 .. 1, on the scale a fader or a knob has: logarithmic where the port
   is, opened up around 0 dB for levels that go down to off, and linear for all else. */
double control_position(const PortSpec* spec, double value);

/* The other way round; `position` is clamped, and the value rounded as control_round() does. */
float control_value(const PortSpec* spec, double position);

/* To as many digits as its text shows, so that what is read is what is set; within the range. */
float control_round(const PortSpec* spec, double value);

/* So many steps up: of 1 dB, 1 ms, 1 %, a twelfth of an octave, one entry; of a tenth of that (a quarter of it for the
   twelfth of an octave, one entry as before) when fine. Up from off a level goes to -60 dB. */
float control_step(const PortSpec* spec, float value, double steps, bool fine);

/* What a person has typed: a number with or without its unit, a thousand as k, a word of the scale, On and Off, and
   for a pan also C, L 30 and R 30. Both decimal signs will do. Numbers beyond the range are taken for its end. False,
   and *value as it was, where it is none of these. */
bool control_parse(const PortSpec* spec, const char* text, float* value);

#endif
