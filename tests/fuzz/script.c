// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/fuzz/script.h"

#include <float.h>
#include <math.h>

static const unsigned n_arguments[ACTION_COUNT] = {
  [ACTION_RUN] = 2,           [ACTION_SET] = 3,     [ACTION_SHUFFLE] = 1, [ACTION_SOURCE] = 4, [ACTION_BAD_SAMPLE] = 3,
  [ACTION_REINSTANTIATE] = 1, [ACTION_CONNECT] = 3, [ACTION_RESET] = 0,   [ACTION_MODE] = 1,
};

uint8_t script_byte(Script* script) {
  return script->at < script->size ? script->data[script->at++] : 0;
}

bool script_next(Script* script, Action* action) {
  if (script->at >= script->size) {
    return false;
  }
  action->kind = (ActionKind)(script_byte(script) % ACTION_COUNT);
  for (unsigned i = 0; i < ACTION_MAX_ARGUMENTS; ++i) {
    action->argument[i] = i < n_arguments[action->kind] ? script_byte(script) : 0;
  }
  return true;
}

uint32_t script_frames(uint8_t size) {
  return size <= 128 ? size : 128u + (size - 128u) * 8u;
}

double script_rate_hz(uint8_t rate, bool* good) {
  static const double rates_hz[] = {48000.0,  44100.0,  96000.0, 192000.0, 8000.0,      11025.5, 22050.0,
                                    384000.0, 768000.0, 0.0,     -48000.0, (double)NAN, 1e12,    (double)INFINITY};
  const size_t n_good = 9;
  const size_t i = rate % (sizeof(rates_hz) / sizeof(rates_hz[0]));
  *good = i < n_good;
  return rates_hz[i];
}

static float value_within(const PortSpec* spec, float fraction) {
  return spec->flags & PORT_LOGARITHMIC ? spec->minimum * powf(spec->maximum / spec->minimum, fraction)
                                        : spec->minimum + fraction * (spec->maximum - spec->minimum);
}

float script_value(const PortSpec* spec, uint8_t value, uint8_t amount) {
  const float range = spec->maximum - spec->minimum;
  switch ((ValueKind)(value % VALUE_COUNT)) {
    case VALUE_LOWEST:
      return spec->minimum;
    case VALUE_HIGHEST:
      return spec->maximum;
    case VALUE_DEFAULT:
      return spec->initial;
    case VALUE_BEYOND:
      return amount % 2 ? spec->minimum - (float)amount * range : spec->maximum + ((float)amount + 1.0f) * range;
    case VALUE_BAD:
      return script_bad_number(amount);
    default:
      return value_within(spec, (float)amount / 255.0f);
  }
}

float script_bad_number(uint8_t bad) {
  static const float numbers[] = {NAN,    -NAN,    INFINITY, -INFINITY, 1e30f,        -1e30f,
                                  1e-40f, -1e-40f, FLT_MAX,  -FLT_MAX,  FLT_TRUE_MIN, -0.0f};
  return numbers[bad % (sizeof(numbers) / sizeof(numbers[0]))];
}

float script_gain(uint8_t level) {
  return powf(10.0f, ((float)level - 200.0f) / 40.0f);
}
