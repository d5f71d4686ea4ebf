// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/specs.h"

const ScalePoint spec_level_points[] = {{"Off", LEVEL_OFF_DB, false}, {NULL, 0.0f, false}};

const ScalePoint spec_high_pass_points[] = {{"Off", HIGH_PASS_OFF_HZ, false}, {NULL, 0.0f, false}};

const ScalePoint spec_low_pass_points[] = {{"Off", LOW_PASS_OFF_HZ, false}, {NULL, 0.0f, false}};

const ScalePoint spec_pan_points[] = {
  {"Left", -1.0f, false}, {"Centre", 0.0f, false}, {"Right", 1.0f, false}, {NULL, 0.0f, false}};

const ScalePoint spec_detector_points[] = {
  {"Peak", DETECTOR_PEAK, false}, {"RMS", DETECTOR_RMS, false}, {NULL, 0.0f, false}};

const ScalePoint spec_status_points[] = {
  {"OK", STATUS_OK, false},
  {"Silent", STATUS_SILENT, false},
  {"Clipping", STATUS_CLIPPING, false},
  {"Duplicate", STATUS_DUPLICATE, false},
  {"Cancelling", STATUS_CANCELLING, false},
  {"One-sided", STATUS_ONE_SIDED, false},
  {"No key", STATUS_NO_KEY, false},
  {"Runaway", STATUS_RUNAWAY, false},
  {NULL, 0.0f, false},
};
