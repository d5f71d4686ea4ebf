// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strip inputs: the strips of a bus after their delay and their width, which is how they are summed. A strip with
   neither is passed on as it comes in, and costs nothing: its delay lines are not even looked at. */

#ifndef SIGNALBOX_STRIP_INPUTS_H
#define SIGNALBOX_STRIP_INPUTS_H

#include "common/dsp/channel_delays.h"
#include "common/dsp/chunk.h"
#include "common/dsp/matrix_ramp.h"
#include "plugins/bus_summer/bus_summer.h"
#include "plugins/bus_summer/mix_kernels.h"

typedef struct {
  unsigned n_strips, n_channels;
  uint32_t working;                       // a bit for each strip that is delayed or widened, or about to be
  uint32_t holding;                       // a bit for each whose delays hold signal
  float delay_ms[BUS_SUMMER_MAX_STRIPS];  // that was set last,
  float width[BUS_SUMMER_MAX_STRIPS];     // and the width
  ChannelDelays delays[BUS_SUMMER_MAX_STRIPS];
  MatrixRamp matrix[BUS_SUMMER_MAX_STRIPS];  // of the width
  float* memory;                             // of the delays
  float (*own)[CHUNK_LONG_FRAMES];           // by channel: a chunk of a strip that cannot be passed on as it comes in
  const float* channels[2 * BUS_SUMMER_MAX_STRIPS];
} StripInputs;

/* Instantiation thread. */

/* Of n_strips (1 .. BUS_SUMMER_MAX_STRIPS) with n_channels (1 or 2) each. False where memory is short. */
bool strip_inputs_init(StripInputs* inputs, unsigned n_strips, unsigned n_channels, double rate_hz);
void strip_inputs_free(StripInputs* inputs);

/* Forgets all signal. */
void strip_inputs_reset(StripInputs* inputs);

/* Audio thread, realtime-safe. */

/* Fades to other delays and moves to other widths; with 0 frames they are there at once. */
void strip_inputs_set(StripInputs* inputs, const BusSummerParams* params, RampFrames frames);

/* To be called of those strips (a bit each) that are not run although they are delayed: they forget all signal. Once
   they run again they are passed on as they come in until there is enough of it to fade to their delay, over
   fade_frames. */
void strip_inputs_forget(StripInputs* inputs, uint32_t strips, uint32_t fade_frames);

/* All strips are passed on as they come in, so that strip_inputs_run() need not be called. */
static inline bool strip_inputs_are_idle(const StripInputs* inputs) {
  return !(inputs->working | inputs->holding);
}

/* Takes a chunk (n_frames <= CHUNK_LONG_FRAMES) of all strips through delay and width, and moves on. What is given back
   stands in the buffers of `input` or in those of the strip inputs, until the next call; the latter is finite but where
   a width has made it overflow. Raises in_peak to the linear peak of the strips it has worked on as they came in. */
MixInput strip_inputs_run(StripInputs* inputs, const MixInput* input, float* in_peak);

/* The same chunk (as given back) with everything that is not finite as 0. */
MixInput strip_inputs_sanitize(StripInputs* inputs, const MixInput* input);

#endif
