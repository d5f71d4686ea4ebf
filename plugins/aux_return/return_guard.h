// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Return guard: what an aux return has its guard (common/dsp/guard.h) do with a chunk. Of one with stages: limit the
   return as it comes in, run before the mix, ask for no levels, listen after the mix. Of one that is nothing but a mix
   of the inputs: ask for levels, see after the mix that the guard does not mind, listen to all. Audio thread,
   realtime-safe. */

#ifndef SIGNALBOX_RETURN_GUARD_H
#define SIGNALBOX_RETURN_GUARD_H

#include "common/dsp/guard.h"
#include "plugins/aux_return/return_chunk.h"

#define RETURN_GUARD_LIMIT 16.0f  // of a guarded return, +24 dBFS: no loop or music comes back louder

/* Cuts off what is louder, so that filters do not ring at levels that the guard would take for a runaway. Peaks are to
   be measured. */
void return_guard_limit(const Guard* guard, AudioBlock* raw);

/* Takes the peak of a return that has been through its filters, delay and duck, and limits and fades it. */
void return_guard_run(Guard* guard, ReturnChunk* chunk);

/* Has a mix of nothing but the inputs write the levels that the guard listens to, if it does; that of any other chunk
   writes none. */
void return_guard_ask_for_levels(Guard* guard, ReturnChunk* chunk, bool idle);

/* Whether it would leave a chunk of nothing but the inputs, with this peak of the return, as it is. */
static inline bool return_guard_is_idle(const Guard* guard, float return_peak) {
  return !(guard->on && return_peak > RETURN_GUARD_LIMIT) && guard_is_idle(guard, return_peak);
}

/* Listens to a mixed chunk with stages. `clock_at` is where in a control interval a chunk begins, here and below. */
void return_guard_listen(Guard* guard, ReturnChunk* chunk, uint32_t clock_at);

/* The same of a chunk of nothing but the inputs. Gives its frames: no more than up to where the guard begins to hold.
 */
uint32_t return_guard_listen_to_all(Guard* guard, ReturnChunk* chunk, uint32_t clock_at);

#endif
