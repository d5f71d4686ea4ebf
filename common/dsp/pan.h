// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pan laws, balance and stereo width as gains. Pan runs from -1 (left) to 1 (right). For control changes, not per
   sample. Any thread, realtime-safe. */

#ifndef SIGNALBOX_PAN_H
#define SIGNALBOX_PAN_H

#include <stdbool.h>

/* Named after the level of each side in the middle. */
typedef enum {
  PAN_MINUS_3_DB,    // equal power: cos and sin of (pan + 1) pi/4
  PAN_MINUS_4_5_DB,  // geometric mean of equal power and linear
  PAN_MINUS_6_DB,    // linear: (1 - pan) / 2 and (1 + pan) / 2
  PAN_0_DB,          // balance: min(1, 1 - pan) and min(1, 1 + pan)
} PanLaw;

typedef struct {
  float l, r;
} PanGains;

/* Of a mono source under a law. The ends are exact: 1 on one side, 0 on the other. */
PanGains pan_gains(PanLaw law, float pan);

/* Of a stereo source: the balance law, which is PAN_0_DB. */
static inline PanGains pan_balance(float pan) {
  return (PanGains){pan > 0.0f ? 1.0f - pan : 1.0f, pan < 0.0f ? 1.0f + pan : 1.0f};
}

/* The same of a source of n_channels: a mono one has none. */
static inline PanGains pan_balance_of(unsigned n_channels, float pan) {
  return n_channels > 1 ? pan_balance(pan) : (PanGains){1.0f, 1.0f};
}

/* A symmetric stereo matrix: L' = same L + cross R, R' = same R + cross L. */
typedef struct {
  float same, cross;
} StereoMatrix;

/* Width 0 is mono, 1 leaves the sides as they are, 2 doubles the difference; `mono` puts (L + R) / 2 on both sides. */
static inline StereoMatrix stereo_matrix(float width, bool mono) {
  return mono ? (StereoMatrix){0.5f, 0.5f} : (StereoMatrix){(1.0f + width) / 2.0f, (1.0f - width) / 2.0f};
}

#endif
