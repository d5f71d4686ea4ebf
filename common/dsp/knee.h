// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The static curve of a compressor with a quadratic soft knee: Giannoulis, Massberg, Reiss, "Digital Dynamic Range
   Compressor Design", JAES 60(6), 2012, equation 4, as a reduction instead of an output level. Written without a
   branch, for vector lanes. Any thread, realtime-safe. */

#ifndef SIGNALBOX_KNEE_H
#define SIGNALBOX_KNEE_H

#define KNEE_NARROWEST 1e-6f  // stands for no knee at all

/* Levels in any logarithmic unit, the same for all. */
typedef struct {
  float threshold;
  float slope;  // 1 - 1/ratio
  float width;  // of the whole knee, >= KNEE_NARROWEST
  float depth;  // the largest reduction
} Knee;

/* >= 0; exactly 0 up to half a knee below the threshold. */
static inline float knee_reduction(Knee knee, float level) {
  const float above = level - knee.threshold + 0.5f * knee.width;  // counted from where the knee begins
  const float positive = above > 0.0f ? above : 0.0f;
  const float within = positive < knee.width ? positive : knee.width;
  const float reduction = knee.slope * (within * within / (2.0f * knee.width) + (positive - within));
  return reduction < knee.depth ? reduction : knee.depth;
}

#endif
