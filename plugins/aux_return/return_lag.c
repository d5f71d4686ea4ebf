// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/return_lag.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "plugins/aux_return/aux_return.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_PEAK 2.5e-4f  // -72 dBFS: what is above sounds
#define QUIET_SECONDS 1.0   // after which the next sound is tried at once
#define ALONE_SECONDS 0.8   // after which what is known of the dry signal beside a silent return counts no more
#define KNOWN_SECONDS 3.0   // after which what is known is measured again; twice as long each time that it is the same
#define HARM_SECONDS 0.5    // the same of what is late, which a user may be about to mend
#define TRY_SECONDS 2.0     // after the first try that finds nothing; twice as long after each
#define LATE_SECONDS 0.050  // beyond that it is an echo

enum { MOST_MISSED = 4, MOST_VAIN = 2, MOST_REFUSED = 5, MOST_CONFIRMED = 2 };

COLD bool return_lag_init(ReturnLag* lag, unsigned n_channels, double rate_hz) {
  *lag = (ReturnLag){.intervals_hz = rate_hz / CHUNK_FRAMES};
  lag->memory = (float*)malloc(lag_meter_floats(n_channels, rate_hz, RETURN_LONGEST_LAG_MS) * sizeof(float));
  if (!lag->memory) {
    return false;
  }
  lag_meter_init(&lag->meter, n_channels, rate_hz, RETURN_LONGEST_LAG_MS, lag->memory);
  return true;
}

COLD void return_lag_free(ReturnLag* lag) {
  free(lag->memory);
}

COLD void return_lag_reset(ReturnLag* lag) {
  lag_meter_reset(&lag->meter);
  lag->interval = lag->due = lag->quiet = lag->alone = 0;
  lag->n_refused = lag->n_missed = lag->n_vain = lag->n_confirmed = 0;
  lag->suspected = false;
  lag->lag = (Lag){false};
}

void return_lag_add(ReturnLag* lag, const float* const* dry, const float* const* raw, uint32_t at, uint32_t n_frames) {
  LagMeter* meter = &lag->meter;
  if (!lag_meter_is_recording(meter)) {
    return;
  }
  for (unsigned s = 0; s < 2; ++s) {
    for (unsigned c = 0; c < meter->n_channels; ++c) {
      float* room = lag_meter_room(meter, s, c, &n_frames);
      memcpy(room, (s ? raw : dry)[c] + at, n_frames * sizeof(float));
    }
  }
  lag_meter_add(meter, n_frames);
}

void return_lag_set(ReturnLag* lag, uint32_t dry_delay_frames, uint32_t return_delay_frames) {
  lag->dry_delay_frames = dry_delay_frames;
  lag->return_delay_frames = return_delay_frames;
}

COLD static void wait(ReturnLag* lag, double seconds) {
  lag->due = lag->interval + (uint32_t)(seconds * lag->intervals_hz);
}

/* Counts a measurement that did not find again what is known. Whether that counts on. */
static bool is_likely_still(ReturnLag* lag) {
  ++lag->n_missed;
  lag->n_vain += !lag->meter.suspects;
  return lag->n_missed < MOST_MISSED && lag->n_vain < MOST_VAIN;
}

COLD static void take_result(ReturnLag* lag) {
  if (lag->meter.lag.known) {
    const bool is_same = lag->lag.known && lag->lag.frames == lag->meter.lag.frames;
    lag->n_confirmed = is_same ? lag->n_confirmed + (lag->n_confirmed < MOST_CONFIRMED) : 0;
    lag->lag = lag->meter.lag;
    lag->n_refused = lag->n_missed = lag->n_vain = 0;
    wait(lag, return_lag_is_late(lag) ? HARM_SECONDS : KNOWN_SECONDS * (1u << lag->n_confirmed));
  } else if (lag->lag.known && is_likely_still(lag)) {
    lag->due = lag->interval;
  } else {
    lag->lag.known = false;
    lag->suspected = lag->meter.suspects && !lag->suspected;
    wait(lag, lag->suspected ? 0.0 : TRY_SECONDS * (1u << lag->n_refused));
    lag->n_refused += lag->n_refused < MOST_REFUSED && !lag->suspected;
  }
}

/* The first search has time, as the audio for the next one takes longer to come in. */
static bool has_time(const ReturnLag* lag) {
  return lag->meter.round == LAG_SEARCH && lag->interval % 2;
}

void return_lag_work(ReturnLag* lag) {
  ++lag->interval;
  if (!has_time(lag) && lag_meter_step(&lag->meter)) {
    take_result(lag);
  }
}

void return_lag_step(ReturnLag* lag, uint32_t n_intervals, float dry_peak, float return_peak) {
  if (fast_min(dry_peak, return_peak) <= LEAST_PEAK) {
    lag->quiet += n_intervals;
    lag->alone += fast_max(dry_peak, return_peak) > LEAST_PEAK ? n_intervals : 0;
    return;
  }
  if ((double)lag->quiet > QUIET_SECONDS * lag->intervals_hz) {
    lag->n_refused = 0;
    lag->due = lag->interval;
  }
  lag->quiet = lag->alone = 0;
  if (lag_meter_is_idle(&lag->meter) && (int32_t)(lag->interval - lag->due) >= 0) {
    lag_meter_start(&lag->meter,
                    lag->meter.n_channels > 1 && !lag->suspected && (lag->n_refused + lag->n_missed) % 2 != 0);
  }
}

COLD bool return_lag_is_late(const ReturnLag* lag) {
  int32_t late = lag->lag.frames - (int32_t)lag->dry_delay_frames;
  if (lag->return_delay_frames) {
    const int32_t delayed = late + (int32_t)lag->return_delay_frames;
    late = delayed < 0 ? delayed : 0;  // a pre-delay is wanted, unless the return is still early
  }
  const uint32_t apart = (uint32_t)abs(late);
  const bool certain = lag->lag.exact || late == lag->lag.frames;
  const bool both_sound = (double)lag->alone <= ALONE_SECONDS * lag->intervals_hz;
  return lag->lag.known && both_sound && apart >= (certain ? 1 : lag->meter.least_frames) &&
         apart <= (uint32_t)ceil(LATE_SECONDS * lag->meter.rate_hz);
}
