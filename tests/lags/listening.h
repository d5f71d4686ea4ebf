// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Listening: a mix played through a plugin, and what it says of its lags meanwhile: the bus against its reference, or
   of any two strips, in its status; or the return, of which strip 1 of the mix is the dry signal and strip 2 the
   return. Not realtime-safe. */

#ifndef SIGNALBOX_LAGS_LISTENING_H
#define SIGNALBOX_LAGS_LISTENING_H

#include "common/host/instance.h"
#include "tests/lags/mixes.h"

typedef enum {
  LISTEN_TO_REFERENCE,  // strip 1 of the bus
  LISTEN_TO_STATUS,
  LISTEN_TO_RETURN,
} ListenWay;

/* How often a plugin is read, as hosts do. */
#define LISTEN_SECONDS 0.01

/* What was said while a late mix played. */
typedef struct {
  double seconds;      // to the first lag that was said; INFINITY where none ever was
  int32_t lag_frames;  // the first that was said, how much later strip 2 is than strip 1
  bool inverted;
  bool is_of_pair;    // whether it was of the strips 1 and 2
  unsigned n_wrong;   // how often it went on to say a lag more than CLOSE_FRAMES off, or of other strips
  unsigned n_alarms;  // how often a lag began to be said, of any strips
} Heard;

#define CLOSE_MS 0.1  // what a lag of a copy that has been changed may be off
#define CLOSE_FRAMES (CLOSE_MS * MIX_RATE_HZ / 1000.0)

/* By a bus of stereo strips, or of mono ones, which take the left sides. */
Heard listen(Host* host, const Mix* mix, ListenWay way, bool is_stereo);

#endif
