// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/draw/numbers.h"

#include <math.h>
#include <stdio.h>

#define MINUS "\xE2\x88\x92"
#define INFINITY_SIGN "\xE2\x88\x9E"

const char* decibel_text(float level_db, char out[DRAW_TEXT_SIZE]) {
  const double rounded = round((double)level_db * 10.0) / 10.0;
  if (!(level_db > DRAW_OFF_DB)) {
    snprintf(out, DRAW_TEXT_SIZE, MINUS INFINITY_SIGN);
  } else {
    snprintf(out, DRAW_TEXT_SIZE, "%s%.1f", rounded < 0.0 ? MINUS : rounded > 0.0 ? "+" : "", fabs(rounded));
  }
  return out;
}

const char* level_text(float level_db, char out[DRAW_TEXT_SIZE]) {
  if (!(level_db > DRAW_OFF_DB)) {
    snprintf(out, DRAW_TEXT_SIZE, "off");
  } else {
    char number[DRAW_TEXT_SIZE];
    snprintf(out, DRAW_TEXT_SIZE, "%.32s dB", decibel_text(level_db, number));
  }
  return out;
}

const char* number_text(float value, char out[DRAW_TEXT_SIZE]) {
  snprintf(out, DRAW_TEXT_SIZE, "%s%.4g", value < 0.0f ? MINUS : "", fabs((double)value));
  return out;
}

const char* pan_text(float pan, char out[DRAW_TEXT_SIZE]) {
  const long percent = lround(fabs((double)pan) * 100.0);
  if (percent == 0) {
    snprintf(out, DRAW_TEXT_SIZE, "C");
  } else {
    snprintf(out, DRAW_TEXT_SIZE, "%c %ld", pan < 0.0f ? 'L' : 'R', percent);
  }
  return out;
}
