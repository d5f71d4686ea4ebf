// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_meter.h"

#include "common/dsp/cold.h"
#include "common/dsp/lag_round.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SEGMENT_LAGS 2.7        // of a segment, the longest lags that are looked at
#define SEGMENT_SECONDS 0.16    // at least
#define NEAR_SECONDS 0.001      // of the peak: what is near belongs to it
#define FINE_SECONDS 0.00125    // within which of the lag that is tried a proof looks for it
#define LEAST_SECONDS 0.000125  // of a lag that is not exact

enum { SEARCH_SEGMENTS = 2 };

static uint32_t longest_of(double rate_hz, float longest_ms) {
  return (uint32_t)ceil(rate_hz * (double)longest_ms / 1000.0);
}

static uint32_t length_of(double rate_hz) {
  return fft_length((uint32_t)(SEGMENT_SECONDS * rate_hz));
}

static uint32_t decimation_of(double rate_hz, float longest_ms) {
  const uint32_t longest = longest_of(rate_hz, longest_ms);
  const double reach = length_of(rate_hz) / SEGMENT_LAGS;
  return longest > reach ? (uint32_t)ceil(lag_round_middle(longest) / reach) : 1;
}

/* Number of the first segment of a round, counted from where the recording begins. The search for long lags leaves
   none to a proof that comes later. */
static unsigned first_segment(LagRound round, bool is_far) {
  const unsigned searched = is_far ? 0 : SEARCH_SEGMENTS;
  switch (round) {
    case LAG_PROOF:
      return searched;
    case LAG_SECOND_PROOF:
      return searched + LAG_PROOF_SEGMENTS - 1;
    case LAG_SEARCH:
    case LAG_SEARCH_LATER:
    case LAG_SEARCH_EARLIER:
    case LAG_ECHO:
    case LAG_RIVAL:
    case LAG_REPETITION:
      break;
  }
  return 0;
}

static uint32_t frames_to_record(uint32_t n, uint32_t decimation, uint32_t longest) {
  const unsigned last = first_segment(LAG_SECOND_PROOF, false) + LAG_PROOF_SEGMENTS - 1;
  const uint32_t proof = longest + last * (n / 2) + n + n / 256;  // and what proofs take aside
  const uint32_t echo = decimation > 1 ? 2 * longest + (LAG_PROOF_SEGMENTS - 1) * (n / 2) + n : 0;
  return echo > proof ? echo : proof;
}

COLD size_t lag_meter_floats(unsigned n_channels, double rate_hz, float longest_ms) {
  const uint32_t n = length_of(rate_hz);
  const uint32_t decimation = decimation_of(rate_hz, longest_ms);
  return lag_correlation_floats(n) +
         2 * n_channels * (size_t)frames_to_record(n, decimation, longest_of(rate_hz, longest_ms));
}

COLD void lag_meter_init(LagMeter* meter, unsigned n_channels, double rate_hz, float longest_ms, float* memory) {
  const uint32_t n = length_of(rate_hz);
  *meter = (LagMeter){.n_channels = n_channels,
                      .rate_hz = rate_hz,
                      .longest_frames = longest_of(rate_hz, longest_ms),
                      .decimation = decimation_of(rate_hz, longest_ms),
                      .least_frames = (uint32_t)ceil(rate_hz * LEAST_SECONDS)};
  meter->n_to_record = frames_to_record(n, meter->decimation, meter->longest_frames);
  lag_correlation_init(&meter->correlation, n, memory);
  memory += lag_correlation_floats(n);
  for (unsigned i = 0; i < 2 * n_channels; ++i) {
    meter->recorded[i / n_channels][i % n_channels] = memory + i * (size_t)meter->n_to_record;
  }
}

void lag_meter_reset(LagMeter* meter) {
  meter->busy = false;
}

COLD void lag_meter_start(LagMeter* meter, bool mirrored) {
  meter->n_recorded = 0;
  meter->mirrored = mirrored;
  meter->is_far = meter->suspects = false;
  meter->lag = (Lag){false};
  meter->near = (LagProof){.lag = {false}};
  meter->busy = true;
  lag_round_begin(meter, LAG_SEARCH, 0);
}

float* lag_meter_room(const LagMeter* meter, unsigned signal, unsigned channel, uint32_t* n_frames) {
  const uint32_t room = meter->n_to_record - meter->n_recorded;
  *n_frames = *n_frames < room ? *n_frames : room;
  return meter->recorded[signal][channel] + meter->n_recorded;
}

void lag_meter_add(LagMeter* meter, uint32_t n_frames) {
  meter->n_recorded += n_frames;
}

/* Whether the round works at a lower rate. */
static bool is_decimated(const LagMeter* meter) {
  return meter->round == LAG_SEARCH_LATER || meter->round == LAG_SEARCH_EARLIER;
}

/* Frame at which a signal's part of the segment under way begins: that of the later one is as much later. */
static uint32_t start_of(const LagMeter* meter, unsigned signal) {
  const unsigned segment = first_segment(meter->round, meter->is_far) + meter->segment;
  const int32_t later = signal ? meter->tried : -meter->tried;
  return segment * (meter->correlation.fft.n / 2) + (uint32_t)(later > 0 ? later : 0);
}

static bool segment_is_there(const LagMeter* meter) {
  const uint32_t n = meter->correlation.fft.n;
  const uint32_t frames = is_decimated(meter) ? (n + LAG_TAPS) * meter->decimation : n;
  return meter->n_recorded >= start_of(meter, 0) + frames && meter->n_recorded >= start_of(meter, 1) + frames;
}

COLD static bool add_segment(LagMeter* meter) {
  LagSegment segment[2];
  const bool of_itself = meter->round == LAG_REPETITION;
  for (unsigned s = 0; s < 2; ++s) {
    const uint32_t start = start_of(meter, s);
    float* const* recorded = meter->recorded[of_itself ? 0 : s];
    segment[s] = (LagSegment){.decimation = is_decimated(meter) ? meter->decimation : 1,
                              .mirrored = meter->mirrored && s == 0 && !of_itself,
                              .side = {recorded[0] + start}};
    segment[s].side[1] = meter->n_channels > 1 ? recorded[1] + start : NULL;
  }
  return lag_correlation_add(&meter->correlation, segment);
}

/* Whether the spectra of so many segments are to be looked at: that of the first one of the proof by itself, too. */
static bool are_enough(const LagMeter* meter) {
  const unsigned n_segments = meter->round == LAG_SEARCH ? SEARCH_SEGMENTS : LAG_PROOF_SEGMENTS;
  const bool may_prove = meter->round == LAG_PROOF && meter->segment == 1 && meter->may_be_exact;
  return is_decimated(meter) || may_prove || meter->segment == n_segments;
}

COLD static bool look(LagMeter* meter) {
  const uint32_t divisor = is_decimated(meter) ? meter->decimation : 1;
  const double rate_hz = meter->rate_hz / divisor;
  const uint32_t most = (uint32_t)(meter->correlation.fft.n / SEGMENT_LAGS);
  const uint32_t longest = meter->longest_frames / divisor;
  LagRange range = {.most = (int32_t)(longest < most ? longest : most),
                    .near = (int32_t)ceil(NEAR_SECONDS * rate_hz) + 2};
  const uint32_t coarse = meter->is_far ? meter->decimation : 1;
  range.widest = meter->round < LAG_PROOF ? range.most : (int32_t)(ceil(FINE_SECONDS * rate_hz) + 2.0 * coarse);
  const bool straighten = meter->round == LAG_SECOND_PROOF || (meter->round == LAG_PROOF && lag_round_is_whole(meter));
  range.expected = meter->searched - meter->tried;
  return lag_correlation_look(&meter->correlation, &range, straighten);
}

COLD static bool run_slice(LagMeter* meter) {
  if (meter->looking) {
    if (look(meter)) {
      meter->looking = false;
      return lag_round_end(meter);
    }
  } else if (segment_is_there(meter) && add_segment(meter)) {
    ++meter->segment;
    meter->looking = are_enough(meter);
  }
  return false;
}

bool lag_meter_step(LagMeter* meter) {
  if (!meter->busy || !run_slice(meter)) {
    return false;
  }
  meter->busy = false;
  return true;
}
