// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/lag_proof.h"

#include "common/dsp/cold.h"
#include "common/dsp/fastmath.h"
#include "common/dsp/lag_round.h"

#include <math.h>
#include <stdlib.h>

/* Thresholds, of what was measured on loops with copies and without. */
#define RINGING_SECONDS 0.003    // of the peak: what is there may be the ringing of a filter
#define FOUND_SECONDS 6e-5       // by which the lag of an exact copy may differ from that of the search
#define MOVED_SECONDS 8e-5       // by which a filter moves the peak, but for one that leaves hardly anything
#define FARTHEST_SECONDS 4e-4    // by which it can move it
#define STEADY_SECONDS 4e-5      // by which the lags of both proofs may differ,
#define MOST_SLACK 3.0f          // or by so many frames, where little is known of high frequencies
#define LEAST_EXACT 0.97f        // likeness of an exact copy, or nearly one
#define LEAST_WIDE 0.25f         // of all frequencies, those that say at once that a copy is exact
#define LEAST_SMALL 0.6f         // likeness of a copy whose lag is very small,
#define LEAST_SMALL_SHARE 0.75f  // and of what is known of its phases, that which is in phase
#define CLEAR 600.0f             // of the noise, the height of a copy that a filter alone has changed;
#define DOUBT 4.2f               // how much more it weighs in another that it is not quite alike
#define MUCH_SURER 3.0f          // times the slack: the other proof need not show that no filter is it

/* How much it weighs that a copy is not quite alike. A meter of short lags alone is asked about any two of many
   signals, which may be the sides of one source; one of long lags, about the same two. */
static float weight_of_doubt(const LagMeter* meter) {
  const LagPeak* peak = &meter->correlation.peak;
  return meter->decimation > 1 || peak->height > CLEAR * peak->noise ? 1.0f : DOUBT;
}

/* Whether what a proof has found cannot be the work of a filter: of its phase, or of what is not known of that. The
   bound is what parted amplified copies 1 and 2 frames late from those in step, phasers, and the sides of loops. */
COLD static bool is_apart(const LagMeter* meter, float lag, float likeness) {
  const LagFilter* filter = &meter->correlation.filter;
  const float size = fabsf(lag);
  const float moved = fabsf(lag - (float)meter->searched);
  const bool is_small = size < (float)meter->least_frames;
  if (is_small && (filter->share < LEAST_SMALL_SHARE || likeness < LEAST_SMALL)) {
    return false;
  }
  if (size * meter->correlation.peak.unity < 1.0f && moved > (float)lag_round_frames(meter, MOVED_SECONDS)) {
    return false;
  }
  return size >
         1.4f * filter->slack - 0.37f + 1.5f * (1.0f - filter->share) + weight_of_doubt(meter) * (1.0f - likeness);
}

/* Whether a look at all segments of a proof leaves no doubt, and the second proof agrees with the first one. */
COLD static bool is_proven(const LagMeter* meter, int32_t frames) {
  const LagPeak* peak = &meter->correlation.peak;
  if (abs(frames - meter->searched) > lag_round_frames(meter, FARTHEST_SECONDS)) {
    return false;
  }
  if (meter->round == LAG_PROOF) {
    return lag_peak_is_proof(peak, lag_round_frames(meter, RINGING_SECONDS));
  }
  const int32_t least = lag_round_frames(meter, STEADY_SECONDS);
  const int32_t slack = (int32_t)fast_min(meter->correlation.filter.slack, MOST_SLACK);
  const int32_t apart = abs(frames - meter->proof.lag.frames);
  return lag_peak_is_second_proof(peak) && apart <= (slack > least ? slack : least);
}

COLD LagVerdict lag_proof_judge(LagMeter* meter) {
  const LagPeak* peak = &meter->correlation.peak;
  const bool whole = lag_round_is_whole(meter);
  const bool second = meter->round == LAG_SECOND_PROOF;
  const float lag = (float)meter->searched + meter->correlation.filter.lag;
  const int32_t filtered = meter->searched + (int32_t)lrintf(meter->correlation.filter.lag);
  const int32_t frames = whole ? filtered : meter->tried + peak->lag;
  const float likeness = peak->height / fast_max(peak->unity, 1e-9f);
  const bool exact = likeness > LEAST_EXACT;
  const bool as_found = abs(frames - meter->searched) <= lag_round_frames(meter, FOUND_SECONDS);
  const bool is_identical = exact && lag_peak_is_identical(peak);
  const bool is_plain = exact && as_found && (is_identical || peak->unity > LEAST_WIDE);
  const bool proven = whole ? is_proven(meter, frames) : is_plain && lag_peak_is_proof(peak, 0);
  if (!proven) {
    meter->lag = (Lag){false};
    return whole ? LAG_PROOF_FAILS : LAG_PROOF_GOES_ON;
  }
  const float slack = whole ? meter->correlation.filter.slack : 0.0f;
  const float first_slack = second ? meter->proof.slack : slack;
  const bool was_surer = first_slack < slack;
  const bool was_apart = !second || slack * MUCH_SURER < first_slack || meter->proof.is_apart;
  const bool now_apart = !whole || first_slack * MUCH_SURER < slack || is_apart(meter, lag, likeness);
  const bool same_side = !second || lag * (float)meter->proof.lag.frames >= 0.0f;
  const int32_t surest = was_surer ? meter->proof.lag.frames : frames;
  const Lag found = {.known = true, .exact = exact, .inverted = lag_peak_is_inverted(peak), .frames = surest};
  meter->proof = (LagProof){.lag = found,
                            .height = peak->height,
                            .likeness = likeness,
                            .slack = fast_min(first_slack, slack),
                            .is_identical = is_identical,
                            .is_apart = was_apart && now_apart && same_side};
  meter->lag = found;
  meter->lag.frames = meter->proof.is_apart ? surest : 0;
  return is_plain || second ? LAG_PROOF_IS_DONE : LAG_PROOF_NEEDS_ANOTHER;
}
