// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Waveforms as envelopes: for each slice of time the lowest and the highest sample and the RMS. Not realtime-safe. */

#ifndef SIGNALBOX_DRAW_WAVE_H
#define SIGNALBOX_DRAW_WAVE_H

#include <cairo.h>
#include <stddef.h>

enum { WAVE_POINTS = 1200, WAVE_CHANNELS = 2 };

typedef struct {
  float low, high, rms;
} WavePoint;

/* WAVE_POINTS slices of equal length; the channels are drawn one below the other. */
typedef struct {
  unsigned n_channels;
  WavePoint points[WAVE_CHANNELS][WAVE_POINTS];
} WaveView;

/* Reads one channel. Every frame falls in exactly one slice; with fewer frames than slices the nearest earlier frame
   stands for a slice. Without frames the wave is silence. */
void wave_read(WaveView* wave, unsigned channel, const float* samples, size_t n_frames);

/* Draws into a rectangle whose height is full scale, from -1 to 1, shared by the channels. Slices are joined to whole
   device pixels, so that no peak is lost at any scale; what is over full scale is marked at the rim. */
void wave_draw(cairo_t* cr, const WaveView* wave, double x, double y, double width, double height);

#endif
