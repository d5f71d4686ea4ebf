// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_round.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"
#include "common/dsp/lag_proof.h"

#include <stdlib.h>

#define NEAR_SECONDS 0.001     // of the peak: what is near belongs to it
#define ASIDE_SECONDS 3e-4     // by which proofs take segments apart from the lag that is tried
#define LEAST_LIKE_EXACT 0.5f  // of the height that an exact copy would have in a search, for one segment to prove it
#define LEAST_LONG 0.5f        // likeness of a copy whose lag is beyond all combs
#define LEAST_CONTEST 0.15f    // of the height at one lag, that at another, to count: half the level
#define MOST_CONTEST 0.7f      // of it, beyond which either may be the one
#define MOST_RIVALRY 0.4f      // in a search, beyond which a short lag may be that of an echo
#define LEAST_FAR 0.12f     // of the height that a copy would have, that of a long lag, to be tried beside a short one
#define MOST_FAR 0.6f       // of it, beyond which the short one is not the one
#define LEAST_MORE 0.02f    // by which the likeness at one of two lags is higher
#define LEAST_SUSPECT 8.0f  // of the noise: what a search has found that is none
#define LEAST_KNOWN 12.0f   // of the noise: what it has found beside that

COLD void lag_round_begin(LagMeter* meter, LagRound round, int32_t tried) {
  meter->round = round;
  meter->tried = tried;
  meter->segment = 0;
  meter->looking = false;
  lag_correlation_clear(&meter->correlation);
}

/* Begins a proof. Steady tones have their peak wherever segments begin to be compared. So both proofs take segments
   somewhat apart from the lag that is tried, to either side of it, and the peak of a tone moves along. */
COLD static void begin_proof(LagMeter* meter, LagRound round) {
  const int32_t aside = lag_round_frames(meter, ASIDE_SECONDS);
  lag_round_begin(meter, round, round == LAG_PROOF ? meter->searched + aside : meter->searched - aside);
}

/* Looks for the sound at another lag, if the one that has been proven is long and not beyond doubt. True where it is.
 */
COLD static bool look_for_echoes(LagMeter* meter) {
  const bool is_long = meter->decimation > 1 && (uint32_t)abs(meter->lag.frames) > meter->correlation.fft.n / 4;
  if (!is_long && meter->rivalry > MOST_RIVALRY && !meter->proof.is_identical) {
    meter->lag.known = false;
    return true;
  }
  if (!is_long || meter->proof.is_identical) {
    return true;
  }
  meter->lag.known = meter->proof.likeness > LEAST_LONG;
  lag_round_begin(meter, LAG_ECHO, 2 * meter->lag.frames);
  return !meter->lag.known;
}

/* True where there is nothing more to find. */
COLD static bool end_proof(LagMeter* meter) {
  switch (lag_proof_judge(meter)) {
    case LAG_PROOF_GOES_ON:
      return false;
    case LAG_PROOF_NEEDS_ANOTHER:
      begin_proof(meter, LAG_SECOND_PROOF);
      return false;
    case LAG_PROOF_IS_DONE:
      return look_for_echoes(meter);
    case LAG_PROOF_FAILS:
      break;
  }
  return true;
}

/* Takes what a search has found, in segments apart by so much. */
COLD static void try_lag(LagMeter* meter, const LagPeak* peak, int32_t apart, int32_t decimation) {
  meter->searched = apart + peak->lag * decimation;
  meter->rival = meter->other = apart + peak->second_lag * decimation;
  meter->rivalry = peak->second > LEAST_KNOWN * peak->noise ? peak->second / peak->height : 0.0f;
  meter->has_other = lag_peak_has_other(peak);
  meter->may_be_exact = meter->decimation == 1 ? peak->height > LEAST_LIKE_EXACT * peak->unity
                                               : lag_peak_is_identical(peak);
  meter->suspects = meter->suspects || peak->height > LEAST_SUSPECT * peak->noise;
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
  const bool is_later = later->height * earlier->noise > earlier->height * later->noise;
  const LagPeak* best = is_later ? later : earlier;
  const LagPeak* other = is_later ? earlier : later;
  const int32_t middle = (int32_t)lag_round_middle(meter->longest_frames);
  const int32_t decimation = (int32_t)meter->decimation;
  if (meter->lag.known) {
    const int32_t lag = (is_later ? middle : -middle) + best->lag * decimation;
    const bool is_same = abs(lag - meter->lag.frames) <= lag_round_frames(meter, NEAR_SECONDS);
    if (is_same || best->height < LEAST_FAR * best->unity || best->height < LEAST_KNOWN * best->noise) {
      return true;
    }
    meter->near = meter->proof;
    meter->near.lag = meter->lag;
    meter->is_high = best->height > MOST_FAR * best->unity;
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

/* Whether a lag is the one that has been found, or what a filter makes of it. */
static bool is_itself(const LagMeter* meter, int32_t lag) {
  return abs(lag - meter->lag.frames) <= lag_round_frames(meter, 2.0 * NEAR_SECONDS);
}

/* Ends a look for the sound at another lag. True where the measurement ends with it. */
COLD static bool end_contest(LagMeter* meter) {
  const LagPeak* peak = &meter->correlation.peak;
  const int32_t first = meter->tried + peak->lag;
  const int32_t second = meter->tried + peak->second_lag;
  const bool is_second = is_itself(meter, first) || (peak->second > peak->height && !is_itself(meter, second));
  const bool is_other = !is_itself(meter, is_second ? second : first);
  const float height = is_second ? peak->second : peak->height;
  const bool is_noise = height < LEAST_SUSPECT * peak->noise;
  meter->contested = is_other && !is_noise ? height / meter->proof.height : 0.0f;
  if (meter->round == LAG_RIVAL) {
    meter->contested = fast_max(meter->contested, meter->rivalry);
  }
  if (meter->contested > LEAST_CONTEST) {
    const float most = meter->round == LAG_ECHO && !is_second ? LEAST_CONTEST : MOST_CONTEST;
    meter->lag.known = meter->contested <= most;
    meter->contest = meter->round;
    lag_round_begin(meter, LAG_REPETITION, (is_second ? second : first) - meter->lag.frames);
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

/* Of a lag within the reach of a segment and a long one, at both of which the sound has been found, the one at which it
   is more like itself counts, if there is a difference: music repeats itself. */
COLD static void choose(LagMeter* meter) {
  const LagProof* near = &meter->near;
  const bool is_identical = meter->lag.known && meter->proof.is_identical;
  const bool is_same = abs(meter->lag.frames - near->lag.frames) <= lag_round_frames(meter, NEAR_SECONDS);
  const float more = meter->proof.likeness - near->likeness;
  const bool is_long = meter->lag.known && !near->is_identical && (is_identical || more > LEAST_MORE);
  const bool is_near = meter->lag.known ? is_same || more < -LEAST_MORE : !meter->is_high && more <= LEAST_MORE;
  meter->lag = is_long ? meter->lag : near->lag;
  meter->lag.known = is_long || is_near || (near->is_identical && !is_identical);
}

COLD static bool end_round(LagMeter* meter) {
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

COLD bool lag_round_end(LagMeter* meter) {
  const bool done = end_round(meter);
  if (done && meter->near.lag.known) {
    choose(meter);
  }
  return done;
}
