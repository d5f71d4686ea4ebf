// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer.h"

#include "common/dsp/chunk.h"
#include "common/dsp/glide.h"
#include "common/dsp/kernels.h"
#include "common/dsp/meter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  Glide l, r;    // gains into the bus
  Glide level;   // gain that the meter sees: without pan
  PanGains pan;  // of the last params
  Meter meter;
  float raw_peak;      // of the input, this chunk
  float metered_peak;  // of the same after `level`
} Strip;

struct BusSummer {
  unsigned n_strips, n_channels;
  uint32_t glide_frames;
  float fall;
  bool fresh;  // nothing has run since the reset: what is set holds at once
  ChunkClock clock;
  BusSummerParams params;
  uint32_t moving_frames;  // until every strip's gains have settled
  Strip strip[BUS_SUMMER_MAX_STRIPS];
  Glide same, cross;  // of the master's stereo matrix, fader included
  Meter meter[2];
  Correlation correlation;
  Watch watch;
};

BusSummer* bus_summer_new(unsigned n_strips, unsigned n_channels, double rate_hz) {
  BusSummer* bus = (BusSummer*)calloc(1, sizeof(BusSummer));
  if (!bus) {
    return NULL;
  }
  bus->n_strips = n_strips;
  bus->n_channels = n_channels;
  bus->glide_frames = glide_frames(rate_hz);
  bus->fall = meter_fall(rate_hz);
  correlation_init(&bus->correlation, rate_hz);
  watch_init(&bus->watch, rate_hz);
  bus_summer_reset(bus);
  return bus;
}

void bus_summer_free(BusSummer* bus) {
  free(bus);
}

void bus_summer_reset(BusSummer* bus) {
  bus->fresh = true;
  bus->clock = (ChunkClock){0};
  bus->moving_frames = 0;
  memset(bus->strip, 0, sizeof(bus->strip));
  memset(bus->meter, 0, sizeof(bus->meter));
  correlation_reset(&bus->correlation);
  watch_reset(&bus->watch);
}

static void move(const BusSummer* bus, Glide* glide, float target) {
  if (bus->fresh) {
    glide_reset(glide, target);
  } else {
    glide_set(glide, target, bus->glide_frames);
  }
}

static bool strip_is_moving(const Strip* strip) {
  return glide_is_moving(&strip->l) || glide_is_moving(&strip->r) || glide_is_moving(&strip->level);
}

static bool any_solo(const BusSummer* bus, const BusSummerParams* params) {
  bool solo = false;
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    solo |= params->strip[i].solo;
  }
  return solo;
}

static void set_strip(BusSummer* bus, Strip* strip, const BusStripParams* params, const BusSummerParams* all,
                      bool silenced) {
  float level = silenced ? 0.0f : params->gain;
  float polarity = params->invert ? -1.0f : 1.0f;
  PanGains pan = strip->pan;
  if (!all->enabled) {
    level = polarity = 1.0f;
    pan = (PanGains){1.0f, 1.0f};
  }
  move(bus, &strip->level, level);
  move(bus, &strip->l, level * polarity * pan.l);
  move(bus, &strip->r, level * polarity * pan.r);
  if (strip_is_moving(strip)) {
    bus->moving_frames = bus->glide_frames;
  }
}

void bus_summer_set(BusSummer* bus, const BusSummerParams* params) {
  const bool solo = any_solo(bus, params);
  const bool new_law = bus->fresh || params->pan_law != bus->params.pan_law;
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    const BusStripParams* strip = &params->strip[i];
    if (new_law || strip->pan != bus->params.strip[i].pan) {
      bus->strip[i].pan = bus->n_channels > 1 ? pan_balance(strip->pan) : pan_gains(params->pan_law, strip->pan);
    }
    set_strip(bus, &bus->strip[i], strip, params, strip->mute || (solo && !strip->solo));
  }
  const StereoMatrix matrix = stereo_matrix(params->width, params->mono);
  move(bus, &bus->same, params->enabled ? matrix.same * params->fader : 1.0f);
  move(bus, &bus->cross, params->enabled ? matrix.cross * params->fader : 0.0f);
  bus->params = *params;
}

/* Adds a strip whose gains move. */
static void mix_moving(Strip* strip, MixSource* source, float* acc[2], uint32_t n_frames) {
  float gains[2][CHUNK_FRAMES];
  glide_fill(&strip->level, gains[0], n_frames);
  strip->metered_peak = fast_max(kernel_peak_moving(source->l, gains[0], n_frames),
                                 kernel_peak_moving(source->r, gains[0], n_frames));
  glide_fill(&strip->l, gains[0], n_frames);
  glide_fill(&strip->r, gains[1], n_frames);
  kernel_mix_moving(acc[0], acc[1], source, gains[0], gains[1], n_frames);
  strip->raw_peak = source->peak;
}

static void note_peak(Strip* strip, float raw_peak) {
  strip->raw_peak = raw_peak;
  strip->metered_peak = raw_peak * fabsf(strip->level.target);
}

/* Settled strips waiting to be added, in their order. */
typedef struct {
  Strip* strip[BUS_SUMMER_MAX_STRIPS];
  MixSource source[BUS_SUMMER_MAX_STRIPS];
  unsigned n;
} Batch;

static void mix_batch(Batch* batch, float* acc[2], uint32_t n_frames) {
  kernel_mix(acc[0], acc[1], batch->source, batch->n, n_frames);
  for (unsigned i = 0; i < batch->n; ++i) {
    note_peak(batch->strip[i], batch->source[i].peak);
  }
  batch->n = 0;
}

/* Sums a chunk of all strips in their order; false where any input holds a sample that is not finite. */
static bool sum_strips(BusSummer* bus, const float* const* in, float* acc[2], uint32_t n_frames) {
  Batch batch;
  batch.n = 0;
  memset(acc[0], 0, n_frames * sizeof(float));
  memset(acc[1], 0, n_frames * sizeof(float));
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    Strip* strip = &bus->strip[i];
    MixSource* source = &batch.source[batch.n];
    source->l = in[i * bus->n_channels];
    source->r = in[(i + 1) * bus->n_channels - 1];
    source->gain_l = strip->l.target;
    source->gain_r = strip->r.target;
    if (bus->moving_frames && strip_is_moving(strip)) {
      MixSource moving = *source;
      mix_batch(&batch, acc, n_frames);
      mix_moving(strip, &moving, acc, n_frames);
    } else if (source->gain_l != 0.0f || source->gain_r != 0.0f) {
      batch.strip[batch.n++] = strip;
    } else {
      note_peak(strip, fast_max(kernel_peak(source->l, n_frames), kernel_peak(source->r, n_frames)));
    }
  }
  mix_batch(&batch, acc, n_frames);
  bool finite = true;
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    finite &= peak_is_finite(bus->strip[i].raw_peak);
  }
  return finite;
}

/* The same with every input cleaned first; for the rare chunk that needs it. */
static void sum_clean_strips(BusSummer* bus, const float* const* in, float* acc[2], uint32_t n_frames) {
  float clean[BUS_SUMMER_MAX_STRIPS * 2][CHUNK_FRAMES];
  const float* clean_in[BUS_SUMMER_MAX_STRIPS * 2];
  for (unsigned i = 0; i < bus->n_strips * bus->n_channels; ++i) {
    kernel_clean(clean[i], in[i], n_frames);
    clean_in[i] = clean[i];
  }
  sum_strips(bus, clean_in, acc, n_frames);
}

/* Width, mono and fader. */
static void run_master(BusSummer* bus, float* acc[2], uint32_t n_frames) {
  if (glide_is_moving(&bus->same) || glide_is_moving(&bus->cross)) {
    float same[CHUNK_FRAMES];
    float cross[CHUNK_FRAMES];
    glide_fill(&bus->same, same, n_frames);
    glide_fill(&bus->cross, cross, n_frames);
    kernel_matrix_moving(acc[0], acc[1], same, cross, n_frames);
    glide_advance(&bus->same, n_frames);
    glide_advance(&bus->cross, n_frames);
  } else if (bus->same.target != 1.0f || bus->cross.target != 0.0f) {
    kernel_matrix(acc[0], acc[1], (StereoMatrix){bus->same.target, bus->cross.target}, n_frames);
  }
}

static void meter_strips(BusSummer* bus) {
  float in_peak = 0.0f;
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    Strip* strip = &bus->strip[i];
    in_peak = fast_max(in_peak, strip->raw_peak);
    meter_add(&strip->meter, strip->metered_peak);
  }
  watch_add_in(&bus->watch, in_peak);
}

static void advance_strips(BusSummer* bus, uint32_t n_frames) {
  if (!bus->moving_frames) {
    return;
  }
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    glide_advance(&bus->strip[i].l, n_frames);
    glide_advance(&bus->strip[i].r, n_frames);
    glide_advance(&bus->strip[i].level, n_frames);
  }
  bus->moving_frames -= n_frames < bus->moving_frames ? n_frames : bus->moving_frames;
}

/* Meters the bus out, and takes out of it what overflowed. */
static void meter_out(BusSummer* bus, float* acc[2], uint32_t n_frames) {
  StereoMeasure measure = kernel_measure(acc[0], acc[1], n_frames);
  if (!peak_is_finite(measure.peak[0]) || !peak_is_finite(measure.peak[1])) {
    kernel_clean(acc[0], acc[0], n_frames);
    kernel_clean(acc[1], acc[1], n_frames);
    measure = kernel_measure(acc[0], acc[1], n_frames);
  }
  meter_add(&bus->meter[0], measure.peak[0]);
  meter_add(&bus->meter[1], measure.peak[1]);
  watch_add_out(&bus->watch, measure.peak[0], measure.peak[1]);
  correlation_add(&bus->correlation, &measure.products);
}

static void end_cell(BusSummer* bus) {
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    meter_step(&bus->strip[i].meter, bus->fall);
  }
  meter_step(&bus->meter[0], bus->fall);
  meter_step(&bus->meter[1], bus->fall);
  correlation_step(&bus->correlation);
  watch_step(&bus->watch);
}

void bus_summer_run(BusSummer* bus, const float* const* in, float* const* out, uint32_t n_frames) {
  float sums[2][CHUNK_FRAMES];
  float* acc[2] = {sums[0], sums[1]};
  uint32_t n = 0;
  for (uint32_t at = 0; at < n_frames; at += n) {
    n = chunk_length(&bus->clock, n_frames - at);
    const float* chunk[BUS_SUMMER_MAX_STRIPS * 2];
    for (unsigned i = 0; i < bus->n_strips * bus->n_channels; ++i) {
      chunk[i] = chunk_in(in[i], at);
    }
    if (!sum_strips(bus, chunk, acc, n)) {
      sum_clean_strips(bus, chunk, acc, n);
    }
    meter_strips(bus);
    advance_strips(bus, n);
    run_master(bus, acc, n);
    meter_out(bus, acc, n);
    chunk_out(out[0], at, acc[0], n);
    chunk_out(out[1], at, acc[1], n);
    if (chunk_advance(&bus->clock, n)) {
      end_cell(bus);
    }
    bus->fresh = false;
  }
}

void bus_summer_read(const BusSummer* bus, BusSummerMeters* meters) {
  for (unsigned i = 0; i < bus->n_strips; ++i) {
    meters->strip_peak[i] = meter_peak(&bus->strip[i].meter);
  }
  meters->peak[0] = meter_peak(&bus->meter[0]);
  meters->peak[1] = meter_peak(&bus->meter[1]);
  meters->correlation = correlation_value(&bus->correlation);
  meters->status = watch_status(&bus->watch);
  meters->status_strip[0] = meters->status_strip[1] = 0;
}
