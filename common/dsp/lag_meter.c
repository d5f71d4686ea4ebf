// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_meter.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SEGMENT_LAGS 2.7        // of a segment, the longest lags that are looked at
#define SEGMENT_SECONDS 0.16    // at least
#define NEAR_SECONDS 0.001      // of the peak: what is near belongs to it
#define FINE_SECONDS 0.00125    // within which of the lag that is tried a proof looks for it
#define ASIDE_SECONDS 3e-4      // by which proofs take segments apart from the lag that is tried
#define FOUND_SECONDS 6e-5      // by which the lag of an exact copy may differ from that of the search
#define STEADY_SECONDS 2e-5     // by which the lags of both proofs may differ
#define LEAST_EXACT 0.97f       // of the height that a copy would have, that of an exact one
#define LEAST_SMALL 0.75f       // of it, that of a copy whose lag may be very small, or beyond all combs
#define LEAST_CONTEST 0.15f     // of the height at one lag, that at another, to count: half the level
#define MOST_CONTEST 0.7f       // of it, beyond which either may be the one
#define LEAST_WIDTHS 0.7f       // of its peak, that a filtered copy is late if the filter moves the peak
#define LEAST_SECONDS 0.000125  // of a lag that is not exact

enum { SEARCH_SEGMENTS = 2, PROOF_SEGMENTS = 3 };

static uint32_t longest_of(double rate_hz, float longest_ms) {
  return (uint32_t)ceil(rate_hz * (double)longest_ms / 1000.0);
}

static uint32_t length_of(double rate_hz) {
  return fft_length((uint32_t)(SEGMENT_SECONDS * rate_hz));
}

/* By which the segments of a search for long lags are apart. */
static uint32_t middle_of(uint32_t longest) {
  return longest / 2;
}

static uint32_t decimation_of(double rate_hz, float longest_ms) {
  const uint32_t longest = longest_of(rate_hz, longest_ms);
  const double reach = length_of(rate_hz) / SEGMENT_LAGS;
  return longest > reach ? (uint32_t)ceil(middle_of(longest) / reach) : 1;
}

/* Number of the first segment of a round, counted from where the recording begins. The search for long lags leaves
   none to a proof that comes later. */
static unsigned first_segment(LagRound round, bool is_far) {
  const unsigned searched = is_far ? 0 : SEARCH_SEGMENTS;
  switch (round) {
    case LAG_PROOF:
      return searched;
    case LAG_SECOND_PROOF:
      return searched + PROOF_SEGMENTS - 1;
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
  const unsigned last = first_segment(LAG_SECOND_PROOF, false) + PROOF_SEGMENTS - 1;
  const uint32_t proof = longest + last * (n / 2) + n + n / 256;  // and what proofs take aside
  const uint32_t echo = decimation > 1 ? 2 * longest + (PROOF_SEGMENTS - 1) * (n / 2) + n : 0;
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

COLD static void begin_round(LagMeter* meter, LagRound round, int32_t tried) {
  meter->round = round;
  meter->tried = tried;
  meter->segment = 0;
  meter->looking = false;
  lag_correlation_clear(&meter->correlation);
}

COLD void lag_meter_start(LagMeter* meter, bool mirrored) {
  meter->n_recorded = 0;
  meter->mirrored = mirrored;
  meter->is_far = false;
  meter->lag = (Lag){false};
  meter->busy = true;
  begin_round(meter, LAG_SEARCH, 0);
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
  switch (meter->round) {
    case LAG_SEARCH:
      return meter->segment == SEARCH_SEGMENTS;
    case LAG_SEARCH_LATER:
    case LAG_SEARCH_EARLIER:
      return true;
    case LAG_PROOF:
      return meter->segment == 1 || meter->segment == PROOF_SEGMENTS;
    case LAG_SECOND_PROOF:
    case LAG_ECHO:
    case LAG_RIVAL:
    case LAG_REPETITION:
      break;
  }
  return meter->segment == PROOF_SEGMENTS;
}

static bool is_whole(const LagMeter* meter) {
  return meter->segment == PROOF_SEGMENTS;
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
  const bool straighten = meter->round == LAG_SECOND_PROOF || (meter->round == LAG_PROOF && is_whole(meter));
  range.likely = straighten ? -meter->tried : range.widest + 1;  // in step, if in doubt
  return lag_correlation_look(&meter->correlation, &range, straighten);
}

static int32_t frames_of(const LagMeter* meter, double seconds) {
  return (int32_t)ceil(seconds * meter->rate_hz);
}

/* Begins a proof. Steady tones have their peak wherever segments begin to be compared. So both proofs take segments
   somewhat apart from the lag that is tried, to either side of it, and the peak of a tone moves along. */
COLD static void begin_proof(LagMeter* meter, LagRound round) {
  const int32_t aside = frames_of(meter, ASIDE_SECONDS);
  begin_round(meter, round, round == LAG_PROOF ? meter->searched + aside : meter->searched - aside);
}

/* In one segment by itself, only an exact copy is beyond doubt. True where there is nothing to find. */
COLD static bool end_proof(LagMeter* meter) {
  const LagPeak* peak = &meter->correlation.peak;
  const bool second = meter->round == LAG_SECOND_PROOF;
  const int32_t frames = meter->tried + peak->lag;
  const bool steady = !second || abs(frames - meter->lag.frames) <= frames_of(meter, STEADY_SECONDS);
  const bool as_found = abs(frames - meter->searched) <= frames_of(meter, FOUND_SECONDS);
  const bool proven = lag_peak_is_proof(peak) && steady;
  const bool exact = peak->height > LEAST_EXACT * peak->unity;
  if (is_whole(meter) && !proven) {
    meter->lag.known = false;
    return true;
  }
  const bool plain = proven && exact && as_found && !meter->correlation.straighten;
  if (!is_whole(meter) && !plain) {
    return false;
  }
  meter->lag = (Lag){.known = true, .exact = exact, .inverted = lag_peak_is_inverted(peak), .frames = frames};
  meter->proven = peak->height;
  if (!plain && !second) {
    begin_proof(meter, LAG_SECOND_PROOF);
    return false;
  }
  const bool doubtful = peak->height < LEAST_SMALL * peak->unity;
  // In the few frequencies that a filter has left, the peak is wide, and the filter's phase moves it.
  const bool wide = (float)abs(frames) * peak->unity < LEAST_WIDTHS;
  const bool moved = abs(frames - meter->searched) > frames_of(meter, STEADY_SECONDS);
  const bool in_step = !meter->is_far && meter->searched == 0;  // noise can look like a filter
  if (in_step || (!plain && wide && moved) || (doubtful && (uint32_t)abs(frames) < meter->least_frames)) {
    meter->lag.frames = 0;
  }
  if (!plain && meter->decimation > 1 && (uint32_t)abs(frames) > meter->correlation.fft.n / 4) {
    meter->lag.known = !doubtful;
    begin_round(meter, LAG_ECHO, 2 * frames);
    return doubtful;
  }
  return true;
}

/* Takes what a search has found, in segments apart by so much. */
COLD static void try_lag(LagMeter* meter, const LagPeak* peak, int32_t apart, int32_t decimation) {
  meter->searched = apart + peak->lag * decimation;
  meter->rival = meter->other = apart + peak->second_lag * decimation;
  meter->rivalry = peak->second > 12.0f * peak->noise ? peak->second / peak->height : 0.0f;
  meter->has_other = lag_peak_has_other(peak);
  begin_proof(meter, LAG_PROOF);
}

/* Tries what has been found beside the lag that could not be proven: music repeats itself. False where that is nothing.
 */
COLD static bool try_other(LagMeter* meter) {
  if (!meter->has_other) {
    return false;
  }
  meter->has_other = false;
  meter->rival = meter->searched;
  meter->rivalry = 0.0f;
  meter->searched = meter->other;
  begin_proof(meter, LAG_PROOF);
  return true;
}

/* Begins to search for long lags, once nothing is within the reach of a segment. True where there are none. */
COLD static bool go_far(LagMeter* meter) {
  if (meter->is_far || meter->decimation == 1) {
    return true;
  }
  meter->is_far = true;
  begin_round(meter, LAG_SEARCH_LATER, (int32_t)middle_of(meter->longest_frames));
  return false;
}

/* Ends the search for long lags. True where there is none to try. */
COLD static bool end_search(LagMeter* meter) {
  const LagPeak* earlier = &meter->correlation.peak;
  const LagPeak* later = &meter->later;
  const bool is_later = later->height > earlier->height;
  const LagPeak* best = is_later ? later : earlier;
  const LagPeak* other = is_later ? earlier : later;
  if (!lag_peak_is_found(best)) {
    return true;
  }
  const int32_t middle = (int32_t)middle_of(meter->longest_frames);
  const int32_t decimation = (int32_t)meter->decimation;
  try_lag(meter, best, is_later ? middle : -middle, decimation);
  const int32_t other_lag = (is_later ? -middle : middle) + other->lag * decimation;
  if (meter->rivalry == 0.0f && other->height > best->second) {
    meter->rival = other_lag;
  }
  if (other->height > fast_max(LAG_LEAST_OTHER * best->height, best->second)) {
    meter->other = other_lag;
    meter->has_other = true;
  }
  return false;
}

/* Ends a look for the sound at another lag. True where the measurement ends with it. */
COLD static bool end_contest(LagMeter* meter) {
  const LagPeak* peak = &meter->correlation.peak;
  const int32_t second = meter->tried + peak->second_lag;
  const bool is_itself = abs(second - meter->lag.frames) <= frames_of(meter, NEAR_SECONDS);
  const bool is_second = peak->second > peak->height && !is_itself;
  const float height = is_second ? peak->second : peak->height;
  meter->contested = height > 8.0f * peak->noise ? height / meter->proven : 0.0f;
  if (meter->round == LAG_RIVAL) {
    meter->contested = fast_max(meter->contested, meter->rivalry);
  }
  if (meter->contested > LEAST_CONTEST) {
    const float most = meter->round == LAG_ECHO && !is_second ? LEAST_CONTEST : MOST_CONTEST;
    meter->lag.known = meter->contested <= most;
    meter->contest = meter->round;
    begin_round(meter, LAG_REPETITION, (is_second ? second : meter->tried + peak->lag) - meter->lag.frames);
    return !meter->lag.known;
  }
  const bool done = meter->round == LAG_RIVAL;
  begin_round(meter, LAG_RIVAL, meter->rival);
  return done;
}

/* Ends a look at how the first signal repeats itself, which has to explain the other lag. */
COLD static bool end_repetition(LagMeter* meter) {
  meter->lag.known = meter->correlation.peak.height > 0.5f * meter->contested * meter->correlation.peak.unity;
  if (meter->lag.known && meter->contest == LAG_ECHO) {
    begin_round(meter, LAG_RIVAL, meter->rival);
    return false;
  }
  return true;
}

/* Ends a look. True where that ends the measurement. */
COLD static bool end_look(LagMeter* meter) {
  const LagPeak* peak = &meter->correlation.peak;
  switch (meter->round) {
    case LAG_PROOF:
    case LAG_SECOND_PROOF:
      return end_proof(meter) && (meter->lag.known || (!try_other(meter) && go_far(meter)));
    case LAG_ECHO:
    case LAG_RIVAL:
      return end_contest(meter);
    case LAG_REPETITION:
      return end_repetition(meter);
    case LAG_SEARCH_LATER:
      meter->later = *peak;
      begin_round(meter, LAG_SEARCH_EARLIER, -meter->tried);
      return false;
    case LAG_SEARCH_EARLIER:
      return end_search(meter);
    case LAG_SEARCH:
      break;
  }
  if (!lag_peak_is_found(peak)) {
    return go_far(meter);
  }
  try_lag(meter, peak, 0, 1);
  return false;
}

COLD static bool run_slice(LagMeter* meter) {
  if (meter->looking) {
    if (look(meter)) {
      meter->looking = false;
      return end_look(meter);
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
