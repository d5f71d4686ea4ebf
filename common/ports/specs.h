// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Port specs that mean the same in every plugin of the suite, to be used as rows of a section's table. */

#ifndef SIGNALBOX_SPECS_H
#define SIGNALBOX_SPECS_H

#include "common/ports/ports.h"
#include "common/ports/ranges.h"
#include "common/ports/status.h"

extern const ScalePoint spec_level_points[];
extern const ScalePoint spec_high_pass_points[];
extern const ScalePoint spec_low_pass_points[];
extern const ScalePoint spec_pan_points[];
extern const ScalePoint spec_detector_points[];
extern const ScalePoint spec_polarity_points[];
extern const ScalePoint spec_status_points[];  // in status.c

/* Latency is reported in frames of whatever rate a session has; this is the highest that maxima are stated for. */
#define SPEC_HIGHEST_RATE_HZ 768000.0f

/* Words are for hosts and windows: plugins are built without them, and so are smaller. */
#ifdef PORTS_WITHOUT_WORDS
#define SPEC_WORDS(WORDS) (true ? NULL : (WORDS))
#else
#define SPEC_WORDS(WORDS) (WORDS)
#endif

/* Any row: KIND is a PortKind, FLAGS are PortFlags. */
#define SPEC_PORT(KIND, SYMBOL, NAME, SHORT, FLAGS, UNIT, MINIMUM, MAXIMUM, INITIAL, POINTS, COMMENT)       \
  {                                                                                                         \
    .symbol = SPEC_WORDS(SYMBOL), .name = SPEC_WORDS(NAME), .short_name = SPEC_WORDS(SHORT),                \
    .comment = SPEC_WORDS(COMMENT), .kind = (KIND), .flags = (FLAGS), .unit = (UNIT), .minimum = (MINIMUM), \
    .maximum = (MAXIMUM), .initial = (INITIAL), .points = SPEC_WORDS(POINTS)                                \
  }

/* An audio bus: one port per channel of the section. KIND is PORT_AUDIO_IN or PORT_AUDIO_OUT. */
#define SPEC_AUDIO(KIND, SYMBOL, NAME, SHORT, COMMENT) \
  SPEC_PORT(KIND, SYMBOL, NAME, SHORT, PORT_PER_CHANNEL, UNIT_NONE, 0.0f, 0.0f, 0.0f, NULL, COMMENT)

/* A CV output, 0 to 1. */
#define SPEC_CV(SYMBOL, NAME, SHORT, COMMENT) \
  SPEC_PORT(PORT_CV_OUT, SYMBOL, NAME, SHORT, 0, UNIT_NONE, 0.0f, 1.0f, 0.0f, NULL, COMMENT)

/* A level in dB, off at the bottom. */
#define SPEC_LEVEL_TO(SYMBOL, NAME, SHORT, MAXIMUM_DB, INITIAL_DB, COMMENT)                                            \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, 0, UNIT_DB, LEVEL_OFF_DB, MAXIMUM_DB, INITIAL_DB, spec_level_points, \
            COMMENT)
#define SPEC_LEVEL(SYMBOL, NAME, SHORT, INITIAL_DB, COMMENT) \
  SPEC_LEVEL_TO(SYMBOL, NAME, SHORT, 12.0f, INITIAL_DB, COMMENT)

/* A plain number within a range, on a linear or a logarithmic scale. */
#define SPEC_RANGE(SYMBOL, NAME, SHORT, UNIT, MINIMUM, MAXIMUM, INITIAL, COMMENT) \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, 0, UNIT, MINIMUM, MAXIMUM, INITIAL, NULL, COMMENT)
#define SPEC_LOG_RANGE(SYMBOL, NAME, SHORT, UNIT, MINIMUM, MAXIMUM, INITIAL, COMMENT) \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, PORT_LOGARITHMIC, UNIT, MINIMUM, MAXIMUM, INITIAL, NULL, COMMENT)

/* The cut-off of a filter that is out of the path at one end, which is its default. */
#define SPEC_HIGH_PASS(SYMBOL, NAME, SHORT, MAXIMUM_HZ, COMMENT)                                           \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, PORT_LOGARITHMIC, UNIT_HZ, HIGH_PASS_OFF_HZ, MAXIMUM_HZ, \
            HIGH_PASS_OFF_HZ, spec_high_pass_points, COMMENT)
#define SPEC_LOW_PASS(SYMBOL, NAME, SHORT, MINIMUM_HZ, COMMENT)                                           \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, PORT_LOGARITHMIC, UNIT_HZ, MINIMUM_HZ, LOW_PASS_OFF_HZ, \
            LOW_PASS_OFF_HZ, spec_low_pass_points, COMMENT)

#define SPEC_TOGGLE(SYMBOL, NAME, SHORT, INITIAL, COMMENT) \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, PORT_TOGGLED, UNIT_NONE, 0.0f, 1.0f, INITIAL, NULL, COMMENT)

/* A choice from a list: POINTS has a point for every value from 0 to LAST. */
#define SPEC_CHOICE(SYMBOL, NAME, SHORT, LAST, INITIAL, POINTS, COMMENT) \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, PORT_ENUMERATION, UNIT_NONE, 0.0f, LAST, INITIAL, POINTS, COMMENT)

/* Left to right, -1 to 1. */
#define SPEC_PAN(SYMBOL, NAME, SHORT, FLAGS, COMMENT) \
  SPEC_PORT(PORT_CONTROL_IN, SYMBOL, NAME, SHORT, FLAGS, UNIT_NONE, -1.0f, 1.0f, 0.0f, spec_pan_points, COMMENT)

#define SPEC_ENABLED(COMMENT)                                                                                     \
  SPEC_PORT(PORT_CONTROL_IN, "enabled", "Enabled", "Enabled", PORT_TOGGLED | PORT_ENABLED, UNIT_NONE, 0.0f, 1.0f, \
            1.0f, NULL, COMMENT)

/* What the level of a key means. */
enum { SPEC_DETECTOR_PEAK, SPEC_DETECTOR_RMS };

#define SPEC_DETECTOR(COMMENT) \
  SPEC_CHOICE("detector", "Detector", "Detector", SPEC_DETECTOR_RMS, SPEC_DETECTOR_PEAK, spec_detector_points, COMMENT)

/* A peak meter in dBFS; FLAGS is 0 or PORT_PER_CHANNEL. */
#define SPEC_METER(SYMBOL, NAME, SHORT, FLAGS, COMMENT)                                                              \
  SPEC_PORT(PORT_CONTROL_OUT, SYMBOL, NAME, SHORT, FLAGS, UNIT_DB, METER_FLOOR_DB, METER_CEILING_DB, METER_FLOOR_DB, \
            NULL, COMMENT)

/* How far dynamics turn something down: held and falling as meters are. */
#define SPEC_REDUCTION(LOWEST_DB, COMMENT) \
  SPEC_PORT(PORT_CONTROL_OUT, "reduction", "Reduction", "Reduction", 0, UNIT_DB, LOWEST_DB, 0.0f, 0.0f, NULL, COMMENT)

/* Any other reading. */
#define SPEC_READING(SYMBOL, NAME, SHORT, MINIMUM, MAXIMUM, FLAGS, COMMENT) \
  SPEC_PORT(PORT_CONTROL_OUT, SYMBOL, NAME, SHORT, FLAGS, UNIT_NONE, MINIMUM, MAXIMUM, 0.0f, NULL, COMMENT)

/* How much later the same sound arrives than elsewhere, and with which polarity. */
#define SPEC_LAG(SYMBOL, NAME, SHORT, LONGEST_MS, COMMENT) \
  SPEC_PORT(PORT_CONTROL_OUT, SYMBOL, NAME, SHORT, 0, UNIT_MS, -(LONGEST_MS), LONGEST_MS, 0.0f, NULL, COMMENT)
#define SPEC_POLARITY(SYMBOL, NAME, SHORT, COMMENT)                                                \
  SPEC_PORT(PORT_CONTROL_OUT, SYMBOL, NAME, SHORT, PORT_ENUMERATION, UNIT_NONE, -1.0f, 1.0f, 0.0f, \
            spec_polarity_points, COMMENT)

/* What a fold of a stereo out to mono would cost. */
#define SPEC_MONO_LOSS(COMMENT)                                                                                    \
  SPEC_PORT(PORT_CONTROL_OUT, "mono_loss", "Mono Loss", "Mono Loss", 0, UNIT_DB, 0.0f, MONO_LOSS_CEILING_DB, 0.0f, \
            NULL, COMMENT)

/* One word for it all; what each means here stands in the prose of the plugin. */
#define SPEC_STATUS                                                                                    \
  SPEC_PORT(PORT_CONTROL_OUT, "status", "Routing Status", "Status", PORT_ENUMERATION, UNIT_NONE, 0.0f, \
            STATUS_COUNT - 1, 0.0f, spec_status_points,                                                \
            "The worst of what is wrong with the routing around this plugin.")

#define SPEC_LATENCY(LONGEST_MS, COMMENT)                                                                      \
  SPEC_PORT(PORT_CONTROL_OUT, "latency", "Latency", "Latency", PORT_LATENCY | PORT_INTEGER, UNIT_FRAMES, 0.0f, \
            (LONGEST_MS) / 1000.0f * SPEC_HIGHEST_RATE_HZ, 0.0f, NULL, COMMENT)

#define SPEC_COUNT(TABLE) ((unsigned)(sizeof(TABLE) / sizeof((TABLE)[0])))

/* A section that forms groups: ROLE is a GroupRole, TABLE an array of specs. */
#define SPEC_SECTION(ROLE, SYMBOL, NAME, TABLE)                                               \
  {                                                                                           \
    .role = (ROLE), .symbol = SPEC_WORDS(SYMBOL), .name = SPEC_WORDS(NAME), .specs = (TABLE), \
    .n_specs = SPEC_COUNT(TABLE)                                                              \
  }

#endif
