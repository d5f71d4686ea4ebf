// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return delays: delays of a block, for as long as they are needed. Audio thread, realtime-safe. */

#ifndef SIGNALBOX_RETURN_DELAYS_H
#define SIGNALBOX_RETURN_DELAYS_H

#include "common/dsp/audio_block.h"
#include "common/dsp/channel_delays.h"

/* Moves to a delay over fade_frames; with 0 frames it is there at once. Delays that have been idle hold no signal, so
   they begin to fade once they hold enough of it. */
void return_delays_set(ChannelDelays* delays, float delay_ms, uint32_t fade_frames);

/* In place. Idle delays do not run, and leave the block where it stands. Peaks are to be measured. */
void return_delays_run(ChannelDelays* delays, AudioBlock* block);

#endif
