// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The text of a value as a person reads it: "-6.0 dB", "Off", "Post-fader", "1.2 kHz", "30 % left". */

#ifndef SIGNALBOX_VALUE_TEXT_H
#define SIGNALBOX_VALUE_TEXT_H

#include "common/ports/ports.h"

enum { VALUE_TEXT_SIZE = 32 };

/* Of a value of a control or a control output, in the unit of its spec and within its range. The word of a scale point
   where the value is at one, On and Off for a toggle, otherwise a number with its unit: dB with one decimal, whole
   frames, others with three significant digits. The decimal sign is a point in every locale. A value that is not finite
   gives "?". `out` is always terminated. Any thread, realtime-safe. */
void value_text(const PortSpec* spec, float value, char out[VALUE_TEXT_SIZE]);

#endif
