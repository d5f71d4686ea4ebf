// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Effects for mixes, written for them and in no way from the plugins: each changes a track in place, with settings
   that it draws at random. None but the room, the reverb, the chorus and the echoes adds any delay. Not realtime-safe.
   Biquads are those of Bristow-Johnson's "Audio EQ Cookbook". */

#ifndef SIGNALBOX_LAGS_EFFECTS_H
#define SIGNALBOX_LAGS_EFFECTS_H

#include "tests/lags/loops.h"

typedef void Effect(Track track, uint64_t n_frames, Noise* noise);

/* What a copy of a sound goes through on its way. */

/* A shelf at either end and a bell between them, by up to 9 dB each. */
Effect effect_equalizer;

/* By 4:1 to 10:1 of all above -30 dBFS; attack 1 to 20 ms, release 50 to 200 ms. */
Effect effect_compressor;

/* A soft clipper, from clean to driven hard, and a loudspeaker of 80 Hz to 5 kHz. */
Effect effect_amplifier;

/* The sound itself, and reflections that are 3 to 12 dB below it in all and ring for 0.2 to 0.4 s. */
Effect effect_room;

/* What becomes another sound. */

/* Nothing but reflections, from 0 to 30 ms on, that ring for 0.8 to 1.6 s. */
Effect effect_reverb;

/* The sound delayed by a time that swings by 3 ms around 12 ms, and nothing of it undelayed. */
Effect effect_chorus;

/* Times a sine of 90 to 400 Hz. */
Effect effect_ring_modulator;

/* Six all-passes whose frequency swings from 300 Hz to 3 kHz. */
Effect effect_phaser;

/* In steps of 1/64. */
Effect effect_crusher;

/* Two echoes of one level, 8 to 40 ms or 80 to 450 ms late, so that neither of them is the one. (A single echo without
   the dry sound would be a copy that comes late, which is what a lag is.) */
Effect effect_echoes;

/* Below 300 Hz, or above 3 kHz. */
Effect effect_low_pass;
Effect effect_high_pass;

#endif
