// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Limits: what the work of a plugin costs where nothing else is done, written by hand for vectors of eight (AVX2), with
   a plain loop for processors without them. No clean-up of broken samples, no ramps, no status, no meters beyond
   peaks: a measure to hold plugins against. test_limits.c checks that they do their work.

   Buffers are planar and may have any alignment; outputs overlap nothing. Realtime-safe, but for limit_new(). */

#ifndef SIGNALBOX_BENCH_LIMITS_H
#define SIGNALBOX_BENCH_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LIMIT_RATE_HZ = 48000, LIMIT_BANDS = 4, LIMIT_STRIPS = 16, LIMIT_CONTROLS = 128, LIMIT_PATHS = 5 };

typedef struct {
  const char* name;
  unsigned n_inputs, n_outputs;
  size_t size;                // of its state
  void (*init)(void* state);  // NULL where it has none
  void (*run)(void* state, const float* const* in, float* const* out, uint32_t n_frames);
} Limit;

/* Stereo strips into one bus: the balance of each, the peaks of each, and a look at 128 controls for changes. */
typedef struct {
  const float* control[LIMIT_CONTROLS];
  float values[LIMIT_CONTROLS];  // what the controls point to
  uint32_t seen[LIMIT_CONTROLS];
  bool changed;
  float gain[LIMIT_STRIPS][2];
  float peak[LIMIT_STRIPS];  // out: of the louder side, before the gain
} LimitMixer;

extern const Limit limit_mixer_8, limit_mixer_16;

/* What a host does that mixes by itself: out += gain * in for each channel of eight stereo strips, built without any
   instruction set beyond the processor's baseline. Its state is float[8][2]. */
extern const Limit limit_host_8;

/* Stereo paths at a gain each, with the peaks of what they pass on. */
typedef struct {
  float gain[LIMIT_PATHS];
  float peak[LIMIT_PATHS][2];  // out: of each side of each path, after the gain
  float peak_sum[2];           // out, where paths are summed up
} LimitPaths;

/* A stereo pair to several stereo outs: a track with one send and with four, the main path first, and four copies. */
extern const Limit limit_send, limit_send_4, limit_copies;

/* Two stereo pairs into one: a dry signal and a return. */
extern const Limit limit_return;

/* Four bands of a stereo pair, Linkwitz-Riley of 4th order at LIMIT_SPLITS_HZ, each with the all-passes of the splits
   that it does not meet: 42 second-order sections. Outputs are left and right of each band, the lowest first. */
#define LIMIT_SPLITS_HZ \
  { 200.0, 1000.0, 5000.0 }

extern const Limit limit_crossover;

/* A stereo compressor beside its dry signal: peak of both sides, logarithm, knee, attack and release, exponential. */
#define LIMIT_THRESHOLD_DB (-30.0)
#define LIMIT_KNEE_DB 6.0
#define LIMIT_RATIO 4.0
#define LIMIT_ATTACK_MS 5.0
#define LIMIT_RELEASE_MS 100.0
#define LIMIT_WET_GAIN 0.5

extern const Limit limit_compressor;

/* A settled state; NULL where memory is short or the limit has no state. To be freed with free(). */
void* limit_new(const Limit* limit);

/* Whether this processor runs the vector code, and the way to forbid it (for the tests). */
bool limit_has_vectors(void);
void limit_forbid_vectors(bool forbidden);

#endif
