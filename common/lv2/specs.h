// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Port specs that mean the same in every plugin of the suite, to be used as rows of a section's table. */

#ifndef SIGNALBOX_SPECS_H
#define SIGNALBOX_SPECS_H

#include "common/dsp/meter.h"
#include "common/dsp/pan.h"
#include "common/dsp/watch.h"
#include "common/lv2/ports.h"

extern const ScalePoint spec_level_points[];
extern const ScalePoint spec_pan_points[];
extern const ScalePoint spec_status_points[];

#define SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT) \
  .symbol = (SYMBOL), .name = (NAME), .short_name = (SHORT), .comment = (COMMENT)

/* An audio bus: one port per channel of the section. KIND is PORT_AUDIO_IN or PORT_AUDIO_OUT. */
#define SPEC_AUDIO(KIND, SYMBOL, NAME, SHORT, COMMENT) \
  { SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = (KIND), .flags = PORT_PER_CHANNEL }

/* A level in dB, off at the bottom. */
#define SPEC_LEVEL(SYMBOL, NAME, SHORT, INITIAL_DB, COMMENT)                                                          \
  {                                                                                                                   \
    SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = PORT_CONTROL_IN, .unit = UNIT_DB, .minimum = LEVEL_OFF_DB,      \
                                              .maximum = 12.0f, .initial = (INITIAL_DB), .points = spec_level_points  \
  }

/* A plain number within a range. */
#define SPEC_RANGE(SYMBOL, NAME, SHORT, UNIT, MINIMUM, MAXIMUM, INITIAL, COMMENT)                                \
  {                                                                                                              \
    SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = PORT_CONTROL_IN, .unit = (UNIT), .minimum = (MINIMUM),     \
                                              .maximum = (MAXIMUM), .initial = (INITIAL)                         \
  }

#define SPEC_TOGGLE(SYMBOL, NAME, SHORT, INITIAL, COMMENT)                                                        \
  {                                                                                                               \
    SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = PORT_CONTROL_IN, .flags = PORT_TOGGLED, .maximum = 1.0f,    \
                                              .initial = (INITIAL)                                                \
  }

/* A choice from a list: POINTS has a point for every value from 0 to LAST. */
#define SPEC_CHOICE(SYMBOL, NAME, SHORT, LAST, INITIAL, POINTS, COMMENT)                                              \
  {                                                                                                                   \
    SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = PORT_CONTROL_IN, .flags = PORT_ENUMERATION, .maximum = (LAST),  \
                                              .initial = (INITIAL), .points = (POINTS)                                \
  }

/* Left to right, -1 to 1. */
#define SPEC_PAN(SYMBOL, NAME, SHORT, COMMENT)                                                              \
  {                                                                                                         \
    SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = PORT_CONTROL_IN, .minimum = -1.0f, .maximum = 1.0f,   \
                                              .points = spec_pan_points                                     \
  }

#define SPEC_ENABLED(COMMENT)                                                                                       \
  {                                                                                                                 \
    SPEC_TEXTS("enabled", "Enabled", "Enabled", COMMENT), .kind = PORT_CONTROL_IN,                                  \
      .flags = PORT_TOGGLED | PORT_ENABLED, .maximum = 1.0f, .initial = 1.0f                                        \
  }

/* A peak meter in dBFS; FLAGS is 0 or PORT_PER_CHANNEL. */
#define SPEC_METER(SYMBOL, NAME, SHORT, FLAGS, COMMENT)                                                            \
  {                                                                                                                \
    SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = PORT_CONTROL_OUT, .flags = (FLAGS), .unit = UNIT_DB,         \
                                              .minimum = METER_FLOOR_DB, .maximum = METER_CEILING_DB,              \
                                              .initial = METER_FLOOR_DB                                            \
  }

/* Any other reading. */
#define SPEC_READING(SYMBOL, NAME, SHORT, UNIT, MINIMUM, MAXIMUM, FLAGS, COMMENT)                                    \
  {                                                                                                                  \
    SPEC_TEXTS(SYMBOL, NAME, SHORT, COMMENT), .kind = PORT_CONTROL_OUT, .flags = (FLAGS), .unit = (UNIT),            \
                                              .minimum = (MINIMUM), .maximum = (MAXIMUM)                             \
  }

#define SPEC_STATUS(COMMENT)                                                                                        \
  {                                                                                                                 \
    SPEC_TEXTS("status", "Status", "Status", COMMENT), .kind = PORT_CONTROL_OUT, .flags = PORT_ENUMERATION,         \
                                                       .maximum = STATUS_COUNT - 1, .points = spec_status_points    \
  }

#define SPEC_COUNT(TABLE) ((unsigned)(sizeof(TABLE) / sizeof((TABLE)[0])))

#endif
