// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/duplicate_detector.h"
#include "common/dsp/sample_kernels.h"
#include "plugins/bus_summer/bus_meter.h"
#include "plugins/bus_summer/bus_mix.h"
#include "plugins/bus_summer/fanned_input.h"
#include "plugins/bus_summer/strip_inputs.h"
#include "plugins/bus_summer/strip_lags.h"
#include "plugins/bus_summer/strip_meters.h"
#include "plugins/bus_summer/strip_pair.h"
#include "plugins/bus_summer/strip_pans.h"

#include <stdlib.h>
#include <string.h>

_Static_assert((int)BUS_SUMMER_MAX_STRIPS == (int)STRIP_GAINS_SIZE &&
                 (int)BUS_SUMMER_MAX_STRIPS == (int)DUPLICATE_DETECTOR_SIZE &&
                 (int)BUS_SUMMER_MAX_STRIPS == (int)LAG_LOOKOUT_SIZE,
               "rows of strips are passed on as rows of gains and signals");

struct BusSummer {
  unsigned n_strips, n_channels;
  double rate_hz;
  uint32_t ramp_frames;
  float fall;
  ChunkClock clock;
  uint32_t interval_frames;
  StripInputs inputs;
  StripPans pans;
  BusMix mix;
  bool mono;  // that was set last
  StripMeters strip_meters;
  BusMeter meter;
  DuplicateDetector duplicates;  // of the strips
  StripLags lags;
  StatusMonitor monitor;
  FannedInput fanned;
};

COLD BusSummer* bus_summer_new(unsigned n_strips, unsigned n_channels, double rate_hz) {
  BusSummer* bus = (BusSummer*)calloc(1, sizeof(BusSummer));
  if (!bus) {
    return NULL;
  }
  bus->interval_frames = chunk_long_interval(rate_hz);
  if (!strip_inputs_init(&bus->inputs, n_strips, n_channels, rate_hz)) {
    free(bus);
    return NULL;
  }
  if (!strip_lags_init(&bus->lags, n_strips, n_channels, rate_hz, bus->interval_frames)) {
    strip_inputs_free(&bus->inputs);
    free(bus);
    return NULL;
  }
  bus->n_strips = n_strips;
  bus->n_channels = n_channels;
  bus->rate_hz = rate_hz;
  strip_pans_init(&bus->pans, n_strips, n_channels);
  bus_mix_init(&bus->mix);
  bus->ramp_frames = ramp_frames(rate_hz);
  const double interval_rate_hz = chunk_interval_rate_hz(rate_hz, bus->interval_frames);
  bus->fall = meter_fall(interval_rate_hz);
  bus_meter_init(&bus->meter, interval_rate_hz);
  duplicate_detector_init(&bus->duplicates, rate_hz, bus->interval_frames);
  status_monitor_init(&bus->monitor, interval_rate_hz);
  bus_summer_reset(bus);
  return bus;
}

COLD void bus_summer_free(BusSummer* bus) {
  strip_lags_free(&bus->lags);
  strip_inputs_free(&bus->inputs);
  free(bus);
}

COLD void bus_summer_reset(BusSummer* bus) {
  bus->clock = (ChunkClock){0};
  bus->fanned = (FannedInput){false};
  strip_inputs_reset(&bus->inputs);
  bus_mix_reset(&bus->mix);
  strip_meters_reset(&bus->strip_meters);
  bus_meter_reset(&bus->meter);
  duplicate_detector_reset(&bus->duplicates);
  strip_lags_reset(&bus->lags);
  status_monitor_reset(&bus->monitor);
}

void bus_summer_set(BusSummer* bus, const BusSummerParams* params) {
  RampFrames frames = chunk_ramp_frames(&bus->clock, bus->ramp_frames);
  if (params->mono != bus->mono || params->pan_law != bus->pans.law) {
    frames.level = frames.fade;
  }
  bus->mono = params->mono;
  strip_inputs_set(&bus->inputs, params, frames);
  strip_pans_set(&bus->pans, params);
  StripTargets targets;
  strip_pans_targets(&bus->pans, params, &targets);
  bus_mix_set(&bus->mix, params, &targets, frames);
  strip_lags_set(&bus->lags, bus_mix_targets(&bus->mix), params->reference);
  strip_meters_set(&bus->strip_meters, &bus->mix.gains, &bus->mix.off, frames.fade == 0);
}

/* Takes in what the duplicate detector asks for of the strips, all finite. */
static void take_fingerprints(BusSummer* bus, const MixInput* input) {
  const uint32_t frame = fingerprint_clock_frame(&bus->duplicates.clock, bus->clock.at);
  if (frame >= input->n_frames) {
    return;
  }
  const unsigned side = fingerprint_clock_side(&bus->duplicates.clock) != 0 ? input->n_channels - 1 : 0;
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    const float* channel = input->channels[i * input->n_channels + side];
    duplicate_detector_add(&bus->duplicates, i, channel ? channel[input->at + frame] : 0.0f);
  }
}

/* Does a chunk once more of which something came out that is not finite, because it came in (every strip is part of the
   sum, if only times 0), or because the sum overflowed. This is rare; to look at all samples beforehand would take more
   than the mix itself. */
static void mix_sanitized(BusSummer* bus, const MixInput* input, const MixInput* strips, float* const sum[2],
                          float* peak, StereoMeasure* measure) {
  const MixInput sanitized = strip_inputs_sanitize(&bus->inputs, strips);
  if (!bus_mix_run(&bus->mix, input, &sanitized, sum, peak, measure)) {
    kernel_sanitize(sum[0], sum[0], input->n_frames);
    kernel_sanitize(sum[1], sum[1], input->n_frames);
    kernel_measure(measure, sum[0], sum[1], input->n_frames);
  }
  take_fingerprints(bus, &sanitized);
}

/* Takes in the peaks of the strips as they are summed; that of those that come in otherwise is in_peak. Moves on
   by n_frames, as strip meters are told where the gains are at the end of them. */
static void advance_and_meter(BusSummer* bus, uint32_t n_frames, float in_peak, const float* strip_peak,
                              const StereoMeasure* measure) {
  const bool off = bus_mix_is_off(&bus->mix);
  bus_mix_advance(&bus->mix, n_frames);
  int32_t highest = float_bits(in_peak);  // as bits, in whose order compilers look at several at once
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    highest = float_bits(strip_peak[i]) > highest ? float_bits(strip_peak[i]) : highest;
  }
  status_monitor_add_in(&bus->monitor, float_from_bits(highest));
  strip_meters_add(&bus->strip_meters, &bus->mix.gains, off, strip_peak);
  bus_meter_add(&bus->meter, measure);
  status_monitor_add_out(&bus->monitor, measure->peak[0], measure->peak[1]);
}

static void end_interval(BusSummer* bus) {
  strip_meters_step(&bus->strip_meters, &bus->mix.gains, &bus->mix.off, bus->fall);
  bus_meter_step(&bus->meter, bus->fall);
  duplicate_detector_step(&bus->duplicates);
  strip_lags_step(&bus->lags);
  status_monitor_step(&bus->monitor);
}

/* The strips as they are summed: see strip_inputs.h. Off, none is delayed or widened. Gives `input` or `made`. */
static const MixInput* take_strips(BusSummer* bus, const MixInput* input, MixInput* made, float* in_peak) {
  if (strip_inputs_are_idle(&bus->inputs)) {
    return input;
  }
  if (bus_mix_is_off(&bus->mix)) {
    strip_inputs_forget(&bus->inputs, UINT32_MAX, bus->ramp_frames);
    return input;
  }
  *made = strip_inputs_run(&bus->inputs, input, in_peak);
  return made;
}

/* One channel that a host has fanned out as the first strip of many, the others of which are silent: both sides of it,
   where it has two. */
COLD static void take_first_strip(const BusSummer* bus, const float* in,
                                  const float* strips[2 * BUS_SUMMER_MAX_STRIPS]) {
  memset(strips, 0, 2 * BUS_SUMMER_MAX_STRIPS * sizeof(strips[0]));
  for (unsigned c = 0; c < bus->n_channels; ++c) {
    strips[c] = in;
  }
}

void bus_summer_run(BusSummer* bus, const float* const* in, float* const* out, uint32_t n_frames) {
  _Alignas(64) float sums[2][CHUNK_LONG_FRAMES];
  const float* first_strip[2 * BUS_SUMMER_MAX_STRIPS];
  const unsigned n_inputs = bus->n_strips * bus->n_channels;
  const uint32_t n_of_one = fanned_input_frames(&bus->fanned, in, n_inputs, n_frames);
  // With short blocks, to ask takes as long as a copy.
  const bool direct = n_frames >= CHUNK_LONG_FRAMES && chunk_is_direct(in, n_inputs, out, 2);
  MixInput input = {.n_strips = bus->n_strips, .n_channels = bus->n_channels};
  if (n_of_one) {
    take_first_strip(bus, in[0], first_strip);
  }
  for (; input.at < n_frames; input.at += input.n_frames) {
    float* const sum[2] = {direct ? out[0] + input.at : sums[0], direct ? out[1] + input.at : sums[1]};
    float peak[BUS_SUMMER_MAX_STRIPS] = {0.0f};
    StereoMeasure measure;
    const bool is_one = input.at < n_of_one;
    input.channels = is_one ? first_strip : in;
    input.n_frames = bus_mix_limit(
      &bus->mix, chunk_length_in(&bus->clock, bus->interval_frames, (is_one ? n_of_one : n_frames) - input.at));
    float in_peak = 0.0f;
    const uint32_t delayed = bus->inputs.working | bus->inputs.holding;
    MixInput made;
    const MixInput* strips = take_strips(bus, &input, &made, &in_peak);
    const bool finite = bus_mix_run(&bus->mix, &input, strips, sum, peak, &measure);
    if (!is_one && !bus->fanned.differs) {
      fanned_input_note(&bus->fanned, finite ? peak : NULL, bus->n_strips, delayed, in_peak);
    }
    if (finite) {
      take_fingerprints(bus, strips);
    } else {
      mix_sanitized(bus, &input, strips, sum, peak, &measure);
    }
    strip_lags_add(&bus->lags, &input, peak);
    advance_and_meter(bus, input.n_frames, in_peak, peak, &measure);
    for (unsigned side = 0; side < 2 && !direct; ++side) {
      chunk_write(out[side], input.at, sum[side], input.n_frames);
    }
    if (chunk_advance_in(&bus->clock, bus->interval_frames, input.n_frames)) {
      end_interval(bus);
    }
  }
}

static float milliseconds(const BusSummer* bus, int32_t frames) {
  return (float)(1000.0 * frames / bus->rate_hz);
}

static float polarity_of(bool inverted) {
  return inverted ? -1.0f : 1.0f;
}

/* Of all strips against the reference. */
COLD static void read_lags(const BusSummer* bus, BusSummerMeters* meters) {
  const unsigned reference = bus->lags.reference;
  for (unsigned i = 0; i < bus->n_strips && reference; ++i) {
    const Lag lag = strip_lags_between(&bus->lags, reference - 1, i);
    if (lag.known) {
      meters->lag_ms[i] = milliseconds(bus, lag.frames);
      meters->polarity[i] = polarity_of(lag.inverted);
    }
  }
}

/* The pair of strips that does the worst. */
COLD static StripPair worst_pair(const BusSummer* bus) {
  const bool off = bus->mix.off.target > 0.0f;
  const StripTargets* gains = bus_mix_targets(&bus->mix);
  StripPair pair = {.status = STATUS_OK};
  if (duplicate_detector_has_matches(&bus->duplicates)) {
    pair = strip_pair_find(&bus->duplicates, bus->n_strips, gains);
  }
  if (pair.status == STATUS_OK && bus->lags.any_known) {
    uint32_t delays[BUS_SUMMER_MAX_STRIPS] = {0};
    for (unsigned i = 0; i < bus->n_strips && !off; ++i) {
      delays[i] = bus->inputs.delays[i].frames;
    }
    pair = strip_pair_find_late(&bus->lags, gains, delays);
  }
  return pair;
}

static void read_status(const BusSummer* bus, BusSummerMeters* meters) {
  const bool any_pair = duplicate_detector_has_matches(&bus->duplicates) || bus->lags.any_known;
  const StripPair pair = any_pair ? worst_pair(bus) : (StripPair){.status = STATUS_OK};
  meters->status = status_worse(pair.status, status_monitor_status(&bus->monitor));
  const bool is_of_pair = meters->status == pair.status;
  meters->status_strip[0] = is_of_pair ? pair.strip[0] : 0;
  meters->status_strip[1] = is_of_pair ? pair.strip[1] : 0;
  const bool is_late = meters->status == STATUS_LATE;
  meters->status_lag_ms = is_late ? milliseconds(bus, (int32_t)pair.lag_frames) : 0.0f;
  meters->status_polarity = is_late ? polarity_of(pair.inverted) : 0.0f;
}

void bus_summer_read(const BusSummer* bus, BusSummerMeters* meters) {
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    meters->strip_peak[i] = meter_bank_peak(&bus->strip_meters.bank, i);
  }
  meters->peak[0] = meter_peak(&bus->meter.side[0]);
  meters->peak[1] = meter_peak(&bus->meter.side[1]);
  meters->correlation = bus->meter.correlation_value;
  meters->mono_loss_db = bus->meter.mono_loss_db;
  memset(meters->lag_ms, 0, sizeof(meters->lag_ms));
  memset(meters->polarity, 0, sizeof(meters->polarity));
  if (bus->lags.any_known) {
    read_lags(bus, meters);
  }
  read_status(bus, meters);
}
