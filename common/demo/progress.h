// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Progress of a step on standard output: a line that fills up on a terminal, one plain line per step elsewhere. There
   is one step at a time. One thread; not realtime-safe. */

#ifndef SIGNALBOX_DEMO_PROGRESS_H
#define SIGNALBOX_DEMO_PROGRESS_H

/* Begins a step. The text must live until the step ends. */
void progress_begin(const char* step);

/* How much of the step is done, 0..1. */
void progress_show(double part);

/* Ends a step, done or not. */
void progress_end(void);

#endif
