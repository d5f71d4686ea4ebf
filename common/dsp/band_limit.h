// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Band limit: a high-pass and then a low-pass, on one or two channels. Each is what filter.h says, and can be out of
   the path on its own. Together they cost little more than one of them. */

#ifndef SIGNALBOX_BAND_LIMIT_H
#define SIGNALBOX_BAND_LIMIT_H

#include "common/dsp/filter.h"

typedef struct {
  Filter hpf, lpf;
} BandLimit;

/* Set-up. Any thread while it does not run; realtime-safe. */

/* Both out of the path, until set. */
void band_limit_init(BandLimit* limit, double rate_hz);

/* Forgets all signal and settles on what was set last. */
void band_limit_reset(BandLimit* limit);

/* Audio thread, realtime-safe. */

/* Moves to two cut-offs in Hz over ramp_frames; with 0 frames they are there at once. A high-pass at 0 and a low-pass
   at INFINITY are out of the path. */
void band_limit_set(BandLimit* limit, float hpf_hz, float lpf_hz, uint32_t ramp_frames);

/* Both are settled out of the path: until the next set, running them would change no sample. */
static inline bool band_limit_is_idle(const BandLimit* limit) {
  return filter_is_idle(&limit->hpf) && filter_is_idle(&limit->lpf);
}

/* In place: float[n_channels][n_frames] of finite samples, n_channels 1 or 2. */
void band_limit_run(BandLimit* limit, float* const* channels, unsigned n_channels, uint32_t n_frames);

#endif
