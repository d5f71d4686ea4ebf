// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer.h"

#include "common/dsp/chunk.h"
#include "common/dsp/cold.h"
#include "common/dsp/duplicate_detector.h"
#include "common/dsp/matrix_ramp.h"
#include "common/dsp/meter.h"
#include "common/dsp/ramp.h"
#include "common/dsp/sample_kernels.h"
#include "common/dsp/stereo_kernels.h"
#include "plugins/bus_summer/mix_kernels.h"
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

enum { CORRELATION_INTERVALS = 4 };

struct BusSummer {
  unsigned n_strips, n_channels;
  double rate_hz;
  uint32_t ramp_frames;
  float fall;
  ChunkClock clock;
  uint32_t interval_frames;
  StripInputs inputs;
  StripPans pans;
  StripGains gains;
  StripMeters strip_meters;
  MatrixRamp master;  // width, mono and fader
  bool mono;          // that was set last
  Ramp off;           // 0 enabled .. 1 off
  StripGains unity;   // of all strips, while the bus is off
  Meter meter[2];
  Correlation correlation;                // of CORRELATION_INTERVALS at a time,
  uint32_t correlation_interval;          // of which this is the number of the one under way,
  float correlation_value, mono_loss_db;  // and what they say
  DuplicateDetector duplicates;           // of the strips
  StripLags lags;
  StatusMonitor monitor;
  bool inputs_differ;  // whether they ever have since the start
};

static void set_unity(StripGains* gains) {
  StripTargets targets;
  for (unsigned i = 0; i < STRIP_GAINS_SIZE; ++i) {
    targets.gain[STRIP_LEFT][i] = targets.gain[STRIP_RIGHT][i] = targets.gain[STRIP_LEVEL][i] = 1.0f;
  }
  strip_gains_init(gains);
  strip_gains_set(gains, &targets, (RampFrames){0, 0});
}

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
  set_unity(&bus->unity);
  bus->ramp_frames = ramp_frames(rate_hz);
  const double interval_rate_hz = chunk_interval_rate_hz(rate_hz, bus->interval_frames);
  bus->fall = meter_fall(interval_rate_hz);
  correlation_init(&bus->correlation, interval_rate_hz / CORRELATION_INTERVALS);
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
  bus->inputs_differ = false;
  strip_inputs_reset(&bus->inputs);
  strip_gains_init(&bus->gains);
  strip_meters_reset(&bus->strip_meters);
  memset(bus->meter, 0, sizeof(bus->meter));
  correlation_reset(&bus->correlation);
  bus->correlation_interval = 0;
  bus->correlation_value = bus->mono_loss_db = 0.0f;
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
  strip_gains_set(&bus->gains, &targets, frames);
  ramp_set(&bus->off, params->enabled ? 0.0f : 1.0f, frames.fade);
  strip_lags_set(&bus->lags, params->enabled ? &targets : &bus->unity.target, params->reference);
  strip_meters_set(&bus->strip_meters, &bus->gains, &bus->off, frames.fade == 0);
  const StereoMatrix matrix = stereo_matrix(params->width, params->mono);
  const StereoMatrix master = {matrix.same * params->fader, matrix.cross * params->fader};
  matrix_ramp_set_gain(&bus->master, master, frames);
}

/* Adds up what comes in, as a bus does that is off; what is not finite as 0. */
static void sum_up(const MixInput* input, float sum[2][CHUNK_LONG_FRAMES]) {
  float strip[CHUNK_LONG_FRAMES];
  memset(sum, 0, 2 * sizeof(sum[0]));
  for (unsigned c = 0; c < 2 * input->n_strips; ++c) {
    const unsigned side = c % 2 < input->n_channels ? c % 2 : 0;
    const float* channel = input->channels[c / 2 * input->n_channels + side];
    kernel_sanitize(strip, chunk_source(channel, input->at), input->n_frames);
    for (uint32_t i = 0; i < input->n_frames; ++i) {
      sum[c % 2][i] += strip[i];
    }
  }
}

/* On the way to off and back. */
static void fade_off(const BusSummer* bus, const MixInput* input, float* const sum[2]) {
  float plain[2][CHUNK_LONG_FRAMES];
  float weight[CHUNK_LONG_FRAMES];
  sum_up(input, plain);
  ramp_fill(&bus->off, weight, input->n_frames);
  kernel_crossfade(sum[0], sum[0], plain[0], weight, input->n_frames);
  kernel_crossfade(sum[1], sum[1], plain[1], weight, input->n_frames);
}

static bool is_off(const BusSummer* bus) {
  return ramp_is_settled_at(&bus->off, 1.0f);
}

/* Sums up the strips, and all that follows; false where something comes out that is not finite. `input` is what comes
   in, `strips` what is made of it. */
static bool mix(const BusSummer* bus, const MixInput* input, const MixInput* strips, float* const sum[2], float* peak,
                StereoMeasure* measure) {
  if (is_off(bus)) {
    kernel_mix(sum[0], sum[1], strips, &bus->unity, peak);
  } else {
    (strip_gains_are_moving(&bus->gains) ? kernel_mix_ramping : kernel_mix)(sum[0], sum[1], strips, &bus->gains, peak);
    matrix_ramp_run(&bus->master, sum[0], sum[1], input->n_frames);
  }
  if (ramp_is_moving(&bus->off)) {
    fade_off(bus, input, sum);
  }
  kernel_measure(measure, sum[0], sum[1], input->n_frames);
  return peak_is_finite(measure->peak[0]) && peak_is_finite(measure->peak[1]);
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
  if (!mix(bus, input, &sanitized, sum, peak, measure)) {
    kernel_sanitize(sum[0], sum[0], input->n_frames);
    kernel_sanitize(sum[1], sum[1], input->n_frames);
    kernel_measure(measure, sum[0], sum[1], input->n_frames);
  }
  take_fingerprints(bus, &sanitized);
}

static void advance(BusSummer* bus, uint32_t n_frames) {
  matrix_ramp_advance(&bus->master, n_frames);
  ramp_advance(&bus->off, n_frames);
  if (strip_gains_are_moving(&bus->gains)) {
    strip_gains_advance(&bus->gains, n_frames);
  }
}

/* Takes in the peaks of the strips as they are summed; that of those that come in otherwise is in_peak. Moves on
   by n_frames, as strip meters are told where the gains are at the end of them. */
static void advance_and_meter(BusSummer* bus, uint32_t n_frames, float in_peak, const float* strip_peak,
                              const StereoMeasure* measure) {
  const bool off = is_off(bus);
  advance(bus, n_frames);
  int32_t highest = float_bits(in_peak);  // as bits, in whose order compilers look at several at once
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    highest = float_bits(strip_peak[i]) > highest ? float_bits(strip_peak[i]) : highest;
  }
  status_monitor_add_in(&bus->monitor, float_from_bits(highest));
  strip_meters_add(&bus->strip_meters, &bus->gains, off, strip_peak);
  meter_add(&bus->meter[0], measure->peak[0]);
  meter_add(&bus->meter[1], measure->peak[1]);
  status_monitor_add_out(&bus->monitor, measure->peak[0], measure->peak[1]);
  correlation_add(&bus->correlation, &measure->products);
}

static void step_correlation(BusSummer* bus) {
  if (++bus->correlation_interval == CORRELATION_INTERVALS) {
    bus->correlation_interval = 0;
    correlation_step(&bus->correlation);
    bus->correlation_value = correlation_value(&bus->correlation);
    bus->mono_loss_db = correlation_mono_loss_db(&bus->correlation);
  }
}

static void end_interval(BusSummer* bus) {
  strip_meters_step(&bus->strip_meters, &bus->gains, &bus->off, bus->fall);
  meter_step(&bus->meter[0], bus->fall);
  meter_step(&bus->meter[1], bus->fall);
  step_correlation(bus);
  duplicate_detector_step(&bus->duplicates);
  strip_lags_step(&bus->lags);
  status_monitor_step(&bus->monitor);
}

/* How many of the next n_frames make one chunk. Each path through the mix is taken from a certain frame on. */
static uint32_t next_chunk(const BusSummer* bus, uint32_t n_frames) {
  uint32_t n = chunk_length_in(&bus->clock, bus->interval_frames, n_frames);
  n = ramp_limit(&bus->off, n);
  return strip_gains_limit(&bus->gains, n);
}

/* The strips as they are summed: see strip_inputs.h. Off, none is delayed or widened. Gives `input` or `made`. */
static const MixInput* take_strips(BusSummer* bus, const MixInput* input, MixInput* made, float* in_peak) {
  if (strip_inputs_are_idle(&bus->inputs)) {
    return input;
  }
  if (is_off(bus)) {
    strip_inputs_forget(&bus->inputs, UINT32_MAX, bus->ramp_frames);
    return input;
  }
  *made = strip_inputs_run(&bus->inputs, input, in_peak);
  return made;
}

/* In how many of the next frames an input is the same as another, bit for bit. */
static uint32_t frames_alike(const float* a, const float* b, uint32_t n_frames) {
  if (a == b || (a && b && !memcmp(a, b, n_frames * sizeof(float)))) {
    return n_frames;
  }
  uint32_t alike = 0;
  while (alike < n_frames && float_bits(a ? a[alike] : 0.0f) == float_bits(b ? b[alike] : 0.0f)) {
    ++alike;
  }
  return alike;
}

/* How many of the next frames are one channel that a host has fanned out: Ardour feeds that of a mono track to every
   input, each a buffer of its own, and the sum would be 9 to 30 dB too loud. Nobody wires one source, and nothing else,
   to every strip of a desk. So inputs that have never differed since the start are one channel, up to the very frame in
   which one of them does. While the first is silent there is nothing to compare: silence sums up to the same either
   way, and what sounds elsewhere then differs from it (see note_difference). */
static uint32_t frames_of_one(BusSummer* bus, const float* const* in, uint32_t n_frames) {
  if (bus->inputs_differ || !in[0] || kernel_peak(in[0], n_frames) == 0.0f) {
    return 0;
  }
  uint32_t n = n_frames;
  for (unsigned c = 1; c < bus->n_strips * bus->n_channels && n; ++c) {
    n = frames_alike(in[0], in[c], n);
  }
  bus->inputs_differ = n < n_frames;
  return n;
}

/* After a chunk that was not one channel: where anything came in, the inputs are not all alike. Strips that are delayed
   sound later than they come in: their peaks are left out, and in_peak is of what comes into them. NULL peaks are those
   of a chunk with something in it that is not finite. */
static void note_difference(BusSummer* bus, const float* strip_peak, uint32_t delayed, float in_peak) {
  bus->inputs_differ = bus->inputs_differ || !strip_peak || in_peak > 0.0f;
  for (unsigned i = 0; i < bus->n_strips && !bus->inputs_differ; ++i) {
    bus->inputs_differ = !(delayed >> i & 1u) && strip_peak[i] > 0.0f;
  }
}

/* That channel as the first strip of many, the others of which are silent: both sides of it, where it has two. */
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
  const uint32_t n_of_one = frames_of_one(bus, in, n_frames);
  // With short blocks, to ask takes as long as a copy.
  const bool direct = n_frames >= CHUNK_LONG_FRAMES && chunk_is_direct(in, bus->n_strips * bus->n_channels, out, 2);
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
    input.n_frames = next_chunk(bus, (is_one ? n_of_one : n_frames) - input.at);
    float in_peak = 0.0f;
    const uint32_t delayed = bus->inputs.working | bus->inputs.holding;
    MixInput made;
    const MixInput* strips = take_strips(bus, &input, &made, &in_peak);
    const bool finite = mix(bus, &input, strips, sum, peak, &measure);
    if (!is_one && !bus->inputs_differ) {
      note_difference(bus, finite ? peak : NULL, delayed, in_peak);
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
  const bool off = bus->off.target > 0.0f;
  const StripTargets* gains = off ? &bus->unity.target : &bus->gains.target;
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
  meters->peak[0] = meter_peak(&bus->meter[0]);
  meters->peak[1] = meter_peak(&bus->meter[1]);
  meters->correlation = bus->correlation_value;
  meters->mono_loss_db = bus->mono_loss_db;
  memset(meters->lag_ms, 0, sizeof(meters->lag_ms));
  memset(meters->polarity, 0, sizeof(meters->polarity));
  if (bus->lags.any_known) {
    read_lags(bus, meters);
  }
  read_status(bus, meters);
}
