// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lags/tally.h"

#include "tests/lags/oracle.h"

#include <math.h>

/* The longest lags, in frames: of a bus 50 ms, of a return 500 ms. */
enum { LONGEST_BUS_LAG = 2400, LONGEST_RETURN_LAG = 24000, MOST_OTHERS = 6 };

#define LATE_SECONDS 3.5
#define HEALTHY_SECONDS 20.0

static const char* const way_names[] = {
  [LISTEN_TO_REFERENCE] = "reference", [LISTEN_TO_STATUS] = "status", [LISTEN_TO_RETURN] = "return"};

/* Every other mix is played in mono. */
static bool is_stereo(uint64_t seed) {
  return seed % 2 == 1;
}

void late_tally_add(LateTally* tally, Host* host, const LateKind* kind, ListenWay way, uint64_t seed, FILE* log) {
  const bool is_return = way == LISTEN_TO_RETURN;
  const int32_t longest = is_return ? LONGEST_RETURN_LAG : LONGEST_BUS_LAG;
  Mix mix = mix_late(kind, seed, LATE_SECONDS, longest, is_return ? 0 : (unsigned)(seed / 2 % (MOST_OTHERS + 1)));
  const Heard heard = listen(host, &mix, way, is_stereo(seed));
  const double until = mix_both_sound(&mix, is_stereo(seed)) + FOUND_SECONDS;
  const bool found = heard.seconds <= until && heard.is_of_pair;
  const bool close = found && fabs((double)(heard.lag_frames - mix.lag_frames)) <= CLOSE_FRAMES;
  const bool polarity = found && heard.inverted == mix.inverted;
  const bool exact = found && heard.lag_frames == mix.lag_frames;
  ++tally->n_mixes;
  tally->n_found += found;
  tally->n_exact += exact;
  tally->n_close += close;
  tally->n_right_polarity += polarity;
  tally->n_wrong += heard.n_wrong > 0;
  const bool findable = found || oracle_finds(&mix, is_stereo(seed), longest, until, CLOSE_FRAMES);
  tally->n_findable += findable;
  tally->slowest_seconds = found ? fmax(tally->slowest_seconds, heard.seconds) : tally->slowest_seconds;
  if (log && (!close || !polarity || heard.n_wrong || (!exact && !kind->effect))) {
    fprintf(log,
            "%s, %s, seed %llu, %s, %u strips, %d frames%s, both from %.2f s%s: said %d%s after %.2f s, %u wrong\n",
            way_names[way], kind->name, (unsigned long long)seed, mix.source, mix.n_strips, mix.lag_frames,
            mix.inverted ? " inverted" : "", until - FOUND_SECONDS, findable ? "" : ", not to be found",
            heard.lag_frames, heard.inverted ? " inverted" : "", heard.seconds, heard.n_wrong);
  }
  mix_free(&mix);
}

void healthy_tally_add(HealthyTally* tally, Host* host, const HealthyKind* kind, ListenWay way, uint64_t seed,
                       FILE* log) {
  Mix mix = mix_healthy(kind, seed, HEALTHY_SECONDS);
  const Heard heard = listen(host, &mix, way, is_stereo(seed));
  tally->hours += HEALTHY_SECONDS / 3600.0;
  tally->n_alarms += heard.n_alarms;
  if (log && heard.n_alarms) {
    fprintf(log, "%s, %s, seed %llu: %u alarms, the first %d frames%s after %.2f s\n", way_names[way], kind->name,
            (unsigned long long)seed, heard.n_alarms, heard.lag_frames, heard.inverted ? " inverted" : "",
            heard.seconds);
  }
  mix_free(&mix);
}
