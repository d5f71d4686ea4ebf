// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Status: one word for what is wrong with the routing around a plugin. The values of every `status` port, which of them
   is worst, and, in status.c, the words that hosts show. Includes nothing of LV2 and nothing of the sound, so that
   engines, their glue and windows can all speak of it. */

#ifndef SIGNALBOX_STATUS_H
#define SIGNALBOX_STATUS_H

/* Numbered as sessions store them: a new value goes at the end. */
typedef enum {
  STATUS_OK,
  STATUS_SILENT,      // nothing comes in
  STATUS_CLIPPING,    // an output goes above 0 dBFS
  STATUS_DUPLICATE,   // two inputs carry the same signal, up to gain, with the same polarity
  STATUS_CANCELLING,  // ... with opposite polarity
  STATUS_ONE_SIDED,   // one side of a stereo out is silent while the other is not
  STATUS_NO_KEY,      // dynamics are on and their key is silent
  STATUS_RUNAWAY,     // the guard is holding a return out
  STATUS_LATE,        // two inputs carry the same signal, one of them a little later: together they comb
  STATUS_LISTENING,   // a Listen control is on, so that the main out is not the mix
  STATUS_COUNT
} Status;

/* The more severe of two. Worst first: Runaway, Cancelling, Duplicate, Late, Clipping, No key, One-sided, Listening,
   Silent, OK. A cause comes before its symptom: doubling adds 6 dB, and so it clips. Any thread, realtime-safe. */
Status status_worse(Status a, Status b);

#endif
