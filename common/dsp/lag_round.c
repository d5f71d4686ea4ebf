// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_round.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"

#include <math.h>
#include <stdlib.h>

#define NEAR_SECONDS 0.001   // of the peak: what is near belongs to it
#define ASIDE_SECONDS 3e-4   // by which proofs take segments apart from the lag that is tried
#define FOUND_SECONDS 6e-5   // by which the lag of an exact copy may differ from that of the search
#define STEADY_SECONDS 2e-5  // by which the lags of both proofs may differ
#define LEAST_EXACT 0.97f    // of the height that a copy would have, that of an exact one
#define LEAST_SMALL 0.75f    // of it, that of a copy whose lag may be very small, or beyond all combs
#define LEAST_CONTEST 0.15f  // of the height at one lag, that at another, to count: half the level
#define MOST_CONTEST 0.7f    // of it, beyond which either may be the one
#define MOST_FAR 0.6f        // of the height that a copy would have, that of a long lag, for a short one to be the one
#define LEAST_WIDTHS 0.7f    // of its peak, that a filtered copy is late if the filter moves the peak

COLD void lag_round_begin(LagMeter* meter, LagRound round, int32_t tried) {
  meter->round = round;
  meter->tried = tried;
  meter->segment = 0;
  meter->looking = false;
  lag_correlation_clear(&meter->correlation);
}

static int32_t frames_of(const LagMeter* meter, double seconds) {
  return (int32_t)ceil(seconds * meter->rate_hz);
}

/* Begins a proof. Steady tones have their peak wherever segments begin to be compared. So both proofs take segments
   somewhat apart from the lag that is tried, to either side of it, and the peak of a tone moves along. */
COLD static void begin_proof(LagMeter* meter, LagRound round) {
  const int32_t aside = frames_of(meter, ASIDE_SECONDS);
  lag_round_begin(meter, round, round == LAG_PROOF ? meter->searched + aside : meter->searched - aside);
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
  if (lag_round_is_whole(meter) && !proven) {
    meter->lag.known = false;
    return true;
  }
  const bool plain = proven && exact && as_found && !meter->correlation.straighten;
  if (!lag_round_is_whole(meter) && !plain) {
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
  if ((!plain || (meter->is_far && meter->has_other)) && meter->decimation > 1 &&
      (uint32_t)abs(frames) > meter->correlation.fft.n / 4) {
    meter->lag.known = !doubtful;
    lag_round_begin(meter, LAG_ECHO, 2 * frames);
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

/* Begins to search for long lags, once nothing is within the reach of a segment, or something that has to be the only
   one: music repeats itself. True where there are none. */
COLD static bool go_far(LagMeter* meter) {
  if (meter->is_far || meter->decimation == 1) {
    return true;
  }
  meter->is_far = true;
  lag_round_begin(meter, LAG_SEARCH_LATER, (int32_t)lag_round_middle(meter->longest_frames));
  return false;
}

/* Ends the search for long lags. True where there is none to try. */
COLD static bool end_search(LagMeter* meter) {
  const LagPeak* earlier = &meter->correlation.peak;
  const LagPeak* later = &meter->later;
  const bool is_later = later->height > earlier->height;
  const LagPeak* best = is_later ? later : earlier;
  const LagPeak* other = is_later ? earlier : later;
  const int32_t middle = (int32_t)lag_round_middle(meter->longest_frames);
  const int32_t decimation = (int32_t)meter->decimation;
  if (meter->lag.known) {
    const int32_t lag = (is_later ? middle : -middle) + best->lag * decimation;
    const bool is_same = abs(lag - meter->lag.frames) <= frames_of(meter, NEAR_SECONDS);
    meter->lag.known = is_same || best->height < MOST_FAR * best->unity;
    return true;
  }
  if (!lag_peak_is_found(best)) {
    return true;
  }
  try_lag(meter, best, is_later ? middle : -middle, decimation);
  const int32_t other_lag = (is_later ? -middle : middle) + other->lag * decimation;
  if (meter->rivalry == 0.0f && other->height > best->second) {
    meter->rival = other_lag;
  }
  if (other->height > fast_max(LAG_LEAST_OTHER * best->height, best->second)) {
    meter->other = meter->rival = other_lag;
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
    lag_round_begin(meter, LAG_REPETITION, (is_second ? second : meter->tried + peak->lag) - meter->lag.frames);
    return !meter->lag.known;
  }
  const bool done = meter->round == LAG_RIVAL;
  lag_round_begin(meter, LAG_RIVAL, meter->rival);
  return done;
}

/* Ends a look at how the first signal repeats itself, which has to explain the other lag. */
COLD static bool end_repetition(LagMeter* meter) {
  meter->lag.known = meter->correlation.peak.height > 0.5f * meter->contested * meter->correlation.peak.unity;
  if (meter->lag.known && meter->contest == LAG_ECHO) {
    lag_round_begin(meter, LAG_RIVAL, meter->rival);
    return false;
  }
  return true;
}

COLD bool lag_round_end(LagMeter* meter) {
  const LagPeak* peak = &meter->correlation.peak;
  switch (meter->round) {
    case LAG_PROOF:
    case LAG_SECOND_PROOF:
      return end_proof(meter) && (meter->lag.known || !try_other(meter)) && go_far(meter);
    case LAG_ECHO:
    case LAG_RIVAL:
      return end_contest(meter);
    case LAG_REPETITION:
      return end_repetition(meter);
    case LAG_SEARCH_LATER:
      meter->later = *peak;
      lag_round_begin(meter, LAG_SEARCH_EARLIER, -meter->tried);
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
