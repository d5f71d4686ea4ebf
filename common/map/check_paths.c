// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Paths that part and meet again: the same sound twice, and, where the host does not keep paths in step, one that is
   late. Ways through effects carry another sound, so that they double nothing; late they can be. */

#include "common/map/search.h"

#include <math.h>

/* Copies weaker than this beside the other add less than 2 dB. */
#define WEAKEST_COPY 0.25
#define DB_PER_DECADE 20.0
#define LEAST_FRAMES 0.5
#define MS_PER_S 1000.0

/* A way in words: directly, by a send, or by way of a bus. */
static const char* way_text(Check* check, uint32_t wire, uint32_t meets) {
  const MapWire* w = &check->map->wires[wire];
  const char* name = map_strip_name(check->map, w->to.strip);
  if (w->to.strip == meets) {
    return w->send == MAP_NONE ? "directly" : "by a send";
  }
  return check_say(check, w->send == MAP_NONE ? "by way of %s" : "by a send to %s", name);
}

/* Puts the more direct of two ways first. */
static Meeting sorted(const Check* check, const Meeting* meeting) {
  const MapWire* second = &check->map->wires[meeting->wires[1]];
  const MapWire* first = &check->map->wires[meeting->wires[0]];
  const bool swap = (second->to.strip == meeting->meets && second->send == MAP_NONE &&
                     (first->to.strip != meeting->meets || first->send != MAP_NONE)) ||
                    (first->send != MAP_NONE && second->send == MAP_NONE);
  Meeting result = *meeting;
  if (swap) {
    result.wires[0] = meeting->wires[1];
    result.wires[1] = meeting->wires[0];
    result.ways[0] = meeting->ways[1];
    result.ways[1] = meeting->ways[0];
  }
  return result;
}

static Finding* found(Check* check, FindingKind kind, const Meeting* meeting) {
  Finding* finding = check_found(check, kind, false, meeting->parts);
  check_mark_strip(check, finding, meeting->meets);
  check_mark_wire(check, finding, meeting->wires[0]);
  check_mark_wire(check, finding, meeting->wires[1]);
  return finding;
}

static const char* cure_of(Check* check, const Meeting* meeting) {
  const MapWire *direct = &check->map->wires[meeting->wires[0]], *other = &check->map->wires[meeting->wires[1]];
  const char *bus = map_strip_name(check->map, other->to.strip), *place = map_strip_name(check->map, direct->to.strip);
  if (other->send != MAP_NONE) {
    return check_say(check, "Put the effect that is missing on %s, or turn the send off.", bus);
  }
  if (check->map->host == MAP_ARDOUR) {
    return check_say(
      check,
      "Click its output button, Routing Grid, and leave one of the two: take it off %s to hear it through "
      "%s alone.",
      place, bus);
  }
  return check_say(check, "%sake one of the two wires away: the one to %s, or the one to %s.",
                   check_words(check, "T", "In the Patchbay, t", "T"), place, bus);
}

static bool tell_doubled(Check* check, const Meeting* unsorted) {
  const Meeting meeting = sorted(check, unsorted);
  const double weaker = fmin(meeting.ways[0].gain, meeting.ways[1].gain);
  const double stronger = fmax(meeting.ways[0].gain, meeting.ways[1].gain);
  if (weaker < stronger * WEAKEST_COPY) {
    return false;
  }
  Finding* finding = found(check, FINDING_DOUBLED_PATH, &meeting);
  if (finding) {
    finding->what = check_say(
      check, "The same sound reaches %s twice: %s, and %s.", map_strip_name(check->map, meeting.meets),
      way_text(check, meeting.wires[0], meeting.meets), way_text(check, meeting.wires[1], meeting.meets));
    finding->where = map_strip_name(check->map, meeting.parts);
    finding->why = check_say(check,
                             "Nothing on either way changes it, so it only gets %.1f dB louder, and no single fader "
                             "turns it down.",
                             DB_PER_DECADE * log10(1.0 + weaker / stronger));
    finding->cure = cure_of(check, &meeting);
  }
  return true;
}

static bool tell_late(Check* check, const Meeting* meeting) {
  const double frames = meeting->ways[1].delay_frames - meeting->ways[0].delay_frames;
  if (fabs(frames) < LEAST_FRAMES) {
    return false;
  }
  Finding* finding = found(check, FINDING_LATE_PATH, meeting);
  if (finding) {
    const uint32_t late = meeting->wires[frames > 0.0 ? 1 : 0], early = meeting->wires[frames > 0.0 ? 0 : 1];
    const double rate_hz = check->map->rate_hz > 0.0 ? check->map->rate_hz : 48000.0;
    finding->what = check_say(check, "Of two ways to %s, that %s is %.0f frames (%.2f ms) later than that %s.",
                              map_strip_name(check->map, meeting->meets), way_text(check, late, meeting->meets),
                              fabs(frames), fabs(frames) / rate_hz * MS_PER_S, way_text(check, early, meeting->meets));
    finding->where = map_strip_name(check->map, meeting->parts);
    finding->why = check_say(check, "%s does not keep paths in step, so they comb when they are added up.",
                             check->map->program);
    finding->cure = "Delay the early one by as much: splitters have a Delay for each branch, bus summers one for each "
                    "strip.";
  }
  return true;
}

void check_paths(Check* check) {
  search_meetings(check, false, tell_doubled);
}

void check_late_paths(Check* check) {
  if (!check->map->compensates) {
    search_meetings(check, true, tell_late);
  }
}
