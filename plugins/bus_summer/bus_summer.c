// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer.h"

#include "common/dsp/chunk.h"
#include "common/dsp/duplicate_detector.h"
#include "common/dsp/kernels.h"
#include "common/dsp/matrix_ramp.h"
#include "common/dsp/meter.h"
#include "common/dsp/ramp.h"
#include "plugins/bus_summer/strip_pair.h"
#include "plugins/bus_summer/strip_shares.h"

#include <stdlib.h>
#include <string.h>

_Static_assert((int)BUS_SUMMER_MAX_STRIPS == (int)STRIP_GAINS_SIZE &&
                 (int)BUS_SUMMER_MAX_STRIPS == (int)METER_BANK_SIZE &&
                 (int)BUS_SUMMER_MAX_STRIPS == (int)DUPLICATE_DETECTOR_SIZE,
               "rows of strips are passed on as rows of gains, meters and signals");

/* Intervals are long, but where rates are so low that meters would fall in steps one could see. */
static uint32_t interval_frames_at(double rate_hz) {
  const double long_interval_hz = 100.0;
  return rate_hz >= long_interval_hz * CHUNK_LONG_FRAMES ? CHUNK_LONG_FRAMES : CHUNK_FRAMES;
}

/* Frames of the inputs that are being worked on: each strip's, and the peak that they have. What belongs to no strip is
   0. */
typedef struct {
  MixSource source[BUS_SUMMER_MAX_STRIPS];
  uint32_t at, n_frames;
  float peak[BUS_SUMMER_MAX_STRIPS];
} Chunk;

struct BusSummer {
  unsigned n_strips, n_channels;
  uint32_t ramp_frames;
  float fall;
  ChunkClock clock;
  uint32_t interval_frames;
  BusSummerParams params;
  const float* in[BUS_SUMMER_MAX_STRIPS * 2];  // what the host has connected
  float* out[2];
  bool connected;  // all inputs
  bool direct;     // both outputs, to buffers that are no inputs: they can be written while inputs are read
  bool aimed;      // the sources of `chunk` are those inputs
  Chunk chunk;
  StripGains gains;
  MeterBank strip_meters;
  float meter_gain[BUS_SUMMER_MAX_STRIPS];  // of each strip: the highest since the interval began
  float
    interval_peak[BUS_SUMMER_MAX_STRIPS];  // of what comes in, in as much of the interval as meter gains move; else 0
  bool meter_gains_move;
  MatrixRamp master;  // width, mono and fader
  Meter meter[2];
  Correlation correlation;
  DuplicateDetector duplicates;  // of the strips
  StatusMonitor monitor;
  StripShares shares;  // of the last params
};

BusSummer* bus_summer_new(unsigned n_strips, unsigned n_channels, double rate_hz) {
  BusSummer* bus = (BusSummer*)calloc(1, sizeof(BusSummer));
  if (!bus) {
    return NULL;
  }
  bus->n_strips = n_strips;
  bus->n_channels = n_channels;
  strip_shares_init(&bus->shares, n_strips, n_channels);
  bus->ramp_frames = ramp_frames(rate_hz);
  bus->interval_frames = interval_frames_at(rate_hz);
  const double interval_rate_hz = rate_hz * CHUNK_FRAMES / bus->interval_frames;  // at which CHUNK_FRAMES take as long
  bus->fall = meter_fall(interval_rate_hz);
  correlation_init(&bus->correlation, interval_rate_hz);
  duplicate_detector_init(&bus->duplicates, rate_hz, bus->interval_frames);
  status_monitor_init(&bus->monitor, interval_rate_hz);
  bus_summer_reset(bus);
  return bus;
}

void bus_summer_free(BusSummer* bus) {
  free(bus);
}

void bus_summer_reset(BusSummer* bus) {
  bus->aimed = false;
  bus->clock = (ChunkClock){0};
  strip_gains_init(&bus->gains, bus->ramp_frames);
  memset(&bus->strip_meters, 0, sizeof(bus->strip_meters));
  memset(bus->interval_peak, 0, sizeof(bus->interval_peak));
  memset(bus->meter, 0, sizeof(bus->meter));
  correlation_reset(&bus->correlation);
  duplicate_detector_reset(&bus->duplicates);
  status_monitor_reset(&bus->monitor);
}

static void set_meter_gains(BusSummer* bus) {
  strip_gains_levels(&bus->gains, bus->meter_gain);
  bus->meter_gains_move = strip_gains_are_moving(&bus->gains);
}

void bus_summer_set(BusSummer* bus, const BusSummerParams* params) {
  const uint32_t ramp_frames = chunk_ramp_frames(&bus->clock, bus->ramp_frames);
  strip_shares_set(&bus->shares, params, bus->clock.started ? &bus->params : NULL);
  const StripTargets targets = strip_shares_targets(&bus->shares, params);
  strip_gains_set(&bus->gains, &targets, ramp_frames);
  const StereoMatrix matrix = stereo_matrix(params->width, params->mono);
  const StereoMatrix master = {matrix.same * params->fader, matrix.cross * params->fader};
  matrix_ramp_set(&bus->master, params->enabled ? master : (StereoMatrix){1.0f, 0.0f}, ramp_frames);
  bus->params = *params;
  if (!bus->clock.started) {
    set_meter_gains(bus);
  }
  bus->meter_gains_move = true;
}

/* Has the sources read the inputs from a frame on. */
static void aim(BusSummer* bus, uint32_t at) {
  memset(bus->chunk.peak, 0, sizeof(bus->chunk.peak));
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    bus->chunk.source[i] = (MixSource){.l = chunk_source(bus->in[i * bus->n_channels], at),
                                       .r = chunk_source(bus->in[(i + 1) * bus->n_channels - 1], at)};
  }
}

static bool mix(const BusSummer* bus, Chunk* chunk, float* const acc[2], StereoMeasure* measure) {
  (strip_gains_are_moving(&bus->gains) ? kernel_mix_ramping : kernel_mix)(
    acc[0], acc[1], chunk->source, bus->n_strips, chunk->at, chunk->n_frames, &bus->gains, chunk->peak);
  matrix_ramp_run(&bus->master, acc[0], acc[1], chunk->n_frames);
  kernel_measure(measure, acc[0], acc[1], chunk->n_frames);
  return peak_is_finite(measure->peak[0]) && peak_is_finite(measure->peak[1]);
}

/* Finite samples only: of a chunk that had others the sources are clean. */
static void probe(BusSummer* bus, const Chunk* chunk) {
  const uint32_t frame = fingerprint_clock_frame(&bus->duplicates.clock, bus->clock.at);
  if (frame >= chunk->n_frames) {
    return;
  }
  const bool right = fingerprint_clock_side(&bus->duplicates.clock) != 0;
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    const float* side = right ? chunk->source[i].r : chunk->source[i].l;
    duplicate_detector_add(&bus->duplicates, i, side[chunk->at + frame]);
  }
}

/* The same for the rare chunk of which something comes out that is not finite, because it came in (every strip is part
   of the sum, if only times 0), or because the sum overflows. */
static void mix_sanitized(BusSummer* bus, Chunk* chunk, float* const acc[2], StereoMeasure* measure) {
  float clean[BUS_SUMMER_MAX_STRIPS][2][CHUNK_LONG_FRAMES];
  Chunk copy = *chunk;
  copy.at = 0;
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    kernel_sanitize(clean[i][0], chunk->source[i].l + chunk->at, chunk->n_frames);
    kernel_sanitize(clean[i][1], chunk->source[i].r + chunk->at, chunk->n_frames);
    copy.source[i].l = clean[i][0];
    copy.source[i].r = clean[i][1];
  }
  if (!mix(bus, &copy, acc, measure)) {
    kernel_sanitize(acc[0], acc[0], chunk->n_frames);
    kernel_sanitize(acc[1], acc[1], chunk->n_frames);
    kernel_measure(measure, acc[0], acc[1], chunk->n_frames);
  }
  probe(bus, &copy);
  memcpy(chunk->peak, copy.peak, sizeof(copy.peak));
}

static void advance(BusSummer* bus, uint32_t n_frames) {
  matrix_ramp_advance(&bus->master, n_frames);
  if (strip_gains_are_moving(&bus->gains)) {
    strip_gains_advance(&bus->gains, n_frames);
  }
}

/* Takes in the strips' peaks and where their gains are. Of a interval in which gains move, meters see the highest peak
   times the highest gain, which is the same however the interval is cut, and never too low. */
static void follow_gains(BusSummer* bus, const float* peak) {
  float level[BUS_SUMMER_MAX_STRIPS];
  strip_gains_levels(&bus->gains, level);
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    bus->interval_peak[i] = fast_max(peak[i], bus->interval_peak[i]);
    bus->meter_gain[i] = fast_max(level[i], bus->meter_gain[i]);
  }
}

static void meter(BusSummer* bus, const Chunk* chunk, const StereoMeasure* measure) {
  int32_t in_peak = 0;  // as bits, in whose order compilers look at several at once
  float metered_peak[METER_BANK_SIZE] = {0.0f};
  const float* peak = chunk->peak;
  if (bus->meter_gains_move) {
    follow_gains(bus, chunk->peak);
    peak = bus->interval_peak;
  }
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    in_peak = float_bits(chunk->peak[i]) > in_peak ? float_bits(chunk->peak[i]) : in_peak;
    metered_peak[i] = peak[i] * bus->meter_gain[i];
  }
  status_monitor_add_in(&bus->monitor, float_from_bits(in_peak));
  meter_bank_add(&bus->strip_meters, metered_peak);
  meter_add(&bus->meter[0], measure->peak[0]);
  meter_add(&bus->meter[1], measure->peak[1]);
  status_monitor_add_out(&bus->monitor, measure->peak[0], measure->peak[1]);
  correlation_add(&bus->correlation, &measure->products);
}

static void end_interval(BusSummer* bus) {
  meter_bank_step(&bus->strip_meters, bus->fall);
  if (bus->meter_gains_move) {
    memset(bus->interval_peak, 0, sizeof(bus->interval_peak));
    set_meter_gains(bus);
  }
  meter_step(&bus->meter[0], bus->fall);
  meter_step(&bus->meter[1], bus->fall);
  correlation_step(&bus->correlation);
  duplicate_detector_step(&bus->duplicates);
  status_monitor_step(&bus->monitor);
}

void bus_summer_connect(BusSummer* bus, const float* const* in, float* const* out) {
  const unsigned n = bus->n_strips * bus->n_channels;
  memcpy(bus->in, in, n * sizeof(*in));
  memcpy(bus->out, out, sizeof(bus->out));
  bus->aimed = false;
  bus->connected = true;
  bus->direct = out[0] && out[1] && out[0] != out[1];
  for (unsigned i = 0; i < n; ++i) {
    bus->connected &= in[i] != NULL;
    bus->direct &= in[i] != out[0] && in[i] != out[1];
  }
}

/* How many of the next n_frames make one chunk. The master takes another path from the frame on on which it lands,
   which may leave a zero another sign. */
static uint32_t next_chunk(const BusSummer* bus, uint32_t n_frames) {
  const uint32_t n = chunk_length_in(&bus->clock, bus->interval_frames, n_frames);
  return strip_gains_limit(&bus->gains, ramp_limit(&bus->master.same, ramp_limit(&bus->master.cross, n)));
}

void bus_summer_run(BusSummer* bus, uint32_t n_frames) {
  _Alignas(64) float sums[2][CHUNK_LONG_FRAMES];
  Chunk* chunk = &bus->chunk;
  for (uint32_t at = 0; at < n_frames; at += chunk->n_frames) {
    chunk->at = bus->connected ? at : 0;
    chunk->n_frames = next_chunk(bus, n_frames - at);
    if (!bus->aimed) {
      aim(bus, at - chunk->at);
      bus->aimed = bus->connected;
    }
    float* const acc[2] = {bus->direct ? bus->out[0] + at : sums[0], bus->direct ? bus->out[1] + at : sums[1]};
    StereoMeasure measure;
    if (mix(bus, chunk, acc, &measure)) {
      probe(bus, chunk);
    } else {
      mix_sanitized(bus, chunk, acc, &measure);
    }
    advance(bus, chunk->n_frames);
    meter(bus, chunk, &measure);
    if (!bus->direct) {
      chunk_write(bus->out[0], at, acc[0], chunk->n_frames);
      chunk_write(bus->out[1], at, acc[1], chunk->n_frames);
    }
    if (chunk_advance_in(&bus->clock, bus->interval_frames, chunk->n_frames)) {
      end_interval(bus);
    }
  }
}

void bus_summer_read(const BusSummer* bus, BusSummerMeters* meters) {
  for (unsigned i = 0; i < BUS_SUMMER_MAX_STRIPS; ++i) {
    meters->strip_peak[i] = meter_bank_peak(&bus->strip_meters, i);
  }
  meters->peak[0] = meter_peak(&bus->meter[0]);
  meters->peak[1] = meter_peak(&bus->meter[1]);
  meters->correlation = correlation_value(&bus->correlation);
  StripPair pair = {.status = STATUS_OK};
  if (bus->duplicates.any_matching) {
    pair = strip_pair_find(&bus->duplicates, bus->n_strips, &bus->params, bus->gains.target.gain[STRIP_LEVEL]);
  }
  meters->status = status_worse(pair.status, status_monitor_status(&bus->monitor));
  for (unsigned k = 0; k < 2; ++k) {
    meters->status_strip[k] = meters->status == pair.status ? pair.strip[k] : 0;
  }
}
