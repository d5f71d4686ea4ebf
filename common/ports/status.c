// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/ports/status.h"

#include "common/ports/specs.h"

const ScalePoint spec_status_points[] = {
  {"OK", STATUS_OK, false},
  {"Silent", STATUS_SILENT, false},
  {"Clipping", STATUS_CLIPPING, false},
  {"Duplicate", STATUS_DUPLICATE, false},
  {"Cancelling", STATUS_CANCELLING, false},
  {"One-sided", STATUS_ONE_SIDED, false},
  {"No key", STATUS_NO_KEY, false},
  {"Runaway", STATUS_RUNAWAY, false},
  {"Late", STATUS_LATE, false},
  {"Listening", STATUS_LISTENING, false},
  {NULL, 0.0f, false},
};

Status status_worse(Status a, Status b) {
  static const unsigned char severity[STATUS_COUNT] = {
    [STATUS_OK] = 0,       [STATUS_SILENT] = 1, [STATUS_LISTENING] = 2, [STATUS_ONE_SIDED] = 3,  [STATUS_NO_KEY] = 4,
    [STATUS_CLIPPING] = 5, [STATUS_LATE] = 6,   [STATUS_DUPLICATE] = 7, [STATUS_CANCELLING] = 8, [STATUS_RUNAWAY] = 9,
  };
  return severity[a] >= severity[b] ? a : b;
}
