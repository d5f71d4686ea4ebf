// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/specs.h"

const ScalePoint spec_level_points[] = {{"Off", LEVEL_OFF_DB, false}, {NULL, 0.0f, false}};

const ScalePoint spec_high_pass_points[] = {{"Off", HIGH_PASS_OFF_HZ, false}, {NULL, 0.0f, false}};

const ScalePoint spec_low_pass_points[] = {{"Off", LOW_PASS_OFF_HZ, false}, {NULL, 0.0f, false}};

const ScalePoint spec_pan_points[] = {
  {"Left", -1.0f, false}, {"Centre", 0.0f, false}, {"Right", 1.0f, false}, {NULL, 0.0f, false}};

const ScalePoint spec_polarity_points[] = {
  {"Inverted", -1.0f, false}, {"Unknown", 0.0f, false}, {"Same", 1.0f, false}, {NULL, 0.0f, false}};

const ScalePoint spec_detector_points[] = {
  {"Peak", SPEC_DETECTOR_PEAK, false}, {"RMS", SPEC_DETECTOR_RMS, false}, {NULL, 0.0f, false}};
