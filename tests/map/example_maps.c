// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/map/example_maps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 256, N_GROUPS = 10 };

static const char* const group_names[N_GROUPS] = {"Drums",   "Percussion", "Bass",  "Guitars", "Keys",
                                                  "Strings", "Brass",      "Choir", "Vocals",  "Effects"};

/* Wires of a pair of channels, of which the first is returned. */
static uint32_t add_pair(Map* map, uint32_t from, uint32_t to, uint32_t send) {
  const uint32_t wire = map_add_wire(map, (MapEnd){from, MAP_NONE, 0}, (MapEnd){to, MAP_NONE, 0}, send);
  map_add_wire(map, (MapEnd){from, MAP_NONE, 1}, (MapEnd){to, MAP_NONE, 1}, send);
  return wire;
}

static uint32_t send_to(Map* map, uint32_t from, uint32_t to, double gain) {
  const uint32_t send = map_add_send(map, MAP_SEND_BUS, from, map_strip_name(map, to));
  map->sends[send].gain = gain;
  map->sends[send].target = to;
  add_pair(map, from, to, send);
  return send;
}

/* Five tracks with a drum bus and a reverb: the kick plays to the bus and to the master, the guitar's send goes to one
   side, the take is muted. */
static Map* make_small(Findings* findings) {
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  map->title = map_text(map, "Monday night");
  static const char* const names[] = {"Kick", "Snare", "Bass", "Guitar", "Vocal"};
  static const char* const plugins[][3] = {{"ACE Compressor", "ACE EQ"},
                                           {"ACE Compressor"},
                                           {"Sidechain Router", "ACE EQ"},
                                           {NULL},
                                           {"a-Delay", "De-esser", "ACE EQ"}};
  uint32_t tracks[5];
  for (unsigned i = 0; i < 5; ++i) {
    tracks[i] = map_add_strip(map, MAP_TRACK, names[i]);
    for (unsigned k = 0; k < 3 && plugins[i][k]; ++k) {
      map_add_plugin(map, tracks[i], plugins[i][k], "", "LV2");
    }
  }
  const uint32_t router = map->strips[tracks[2]].first_plugin;
  map->plugins[map->strips[tracks[4]].first_plugin].active = false;
  const uint32_t drums = map_add_strip(map, MAP_BUS, "Drums");
  map_add_plugin(map, drums, "Parallel Compressor", "", "LV2");
  const uint32_t verb = map_add_strip(map, MAP_BUS, "Plate");
  map_add_plugin(map, verb, "a-Reverb", "", "LV2");
  const uint32_t lonely = map_add_strip(map, MAP_BUS, "Old bus");
  const uint32_t master = map_add_strip(map, MAP_MASTER, "Master");
  const uint32_t out = map_add_strip(map, MAP_SINK, "system");
  map->strips[tracks[0]].gain = 0.7;
  map->strips[tracks[3]].muted = true;
  map->strips[drums].gain = 1.4;
  const uint32_t twice = add_pair(map, tracks[0], drums, MAP_NONE);
  const uint32_t direct = add_pair(map, tracks[0], master, MAP_NONE);
  add_pair(map, tracks[1], drums, MAP_NONE);
  for (unsigned i = 2; i < 5; ++i) {
    add_pair(map, tracks[i], master, MAP_NONE);
  }
  send_to(map, tracks[1], verb, 0.5);
  send_to(map, tracks[4], verb, 0.3);
  const uint32_t key = map_add_send(map, MAP_SEND_SIDECHAIN, tracks[0], "key");
  map_add_wire(map, (MapEnd){tracks[0], MAP_NONE, 0}, (MapEnd){tracks[2], router, 2}, key);
  add_pair(map, drums, master, MAP_NONE);
  add_pair(map, verb, master, MAP_NONE);
  add_pair(map, master, out, MAP_NONE);
  Finding* finding = example_finding(findings, FINDING_DOUBLED_PATH, false, tracks[0], "Kick");
  example_finding_wire(finding, twice);
  example_finding_wire(finding, direct);
  example_finding(findings, FINDING_SILENT_BUS, false, lonely, "Old bus");
  example_finding(findings, FINDING_MUTED, true, tracks[3], "Guitar");
  return map;
}

/* What a session of many tracks has; groups have as many tracks each, and a bus. */
typedef struct {
  Map* map;
  Findings* findings;
  uint32_t n_tracks;
  uint32_t busses[N_GROUPS];
  uint32_t in, plate, delay, master;
} Session;

static uint32_t group_of(const Session* session, uint32_t track) {
  return track * N_GROUPS / session->n_tracks;
}

static void add_tracks(Session* session, uint32_t first_group) {
  Map* map = session->map;
  char name[NAME_SIZE];
  for (uint32_t i = 0; i < session->n_tracks; ++i) {
    const uint32_t group = group_of(session, i);
    snprintf(name, sizeof(name), "%s %u", group_names[group], i + 1);
    const uint32_t track = map_add_strip(map, MAP_TRACK, name);
    for (uint32_t k = 0; k < 1 + i % 3; ++k) {
      map_add_plugin(map, track, k ? "ACE EQ" : "ACE Compressor", "", "LV2");
    }
    map->strips[track].gain = 1.0 - 0.05 * (i % 7);
    map->strips[track].muted = i % 31 == 5;
    map->strips[track].group = first_group == MAP_NONE ? MAP_NONE : first_group + group;
    add_pair(map, session->in, track, MAP_NONE);
  }
  for (uint32_t i = 0; i < N_GROUPS; ++i) {
    snprintf(name, sizeof(name), "%s bus", group_names[i]);
    session->busses[i] = map_add_strip(map, MAP_BUS, name);
  }
}

static void add_wires(const Session* session) {
  Map* map = session->map;
  for (uint32_t i = 0; i < session->n_tracks; ++i) {
    const uint32_t track = session->in + 1 + i;
    const uint32_t wire = add_pair(map, track, session->busses[group_of(session, i)], MAP_NONE);
    if (i % 3 == 0) {
      send_to(map, track, session->plate, 0.5);
    }
    if (i % 8 == 1) {
      send_to(map, track, session->delay, 0.25);
    }
    if (i % 40 == 3) {
      const char* name = map_strip_name(map, track);
      Finding* finding = example_finding(session->findings, FINDING_DOUBLED_PATH, false, track, name);
      example_finding_wire(finding, wire);
      example_finding_wire(finding, add_pair(map, track, session->master, MAP_NONE));
    }
  }
  for (uint32_t i = 0; i < N_GROUPS; ++i) {
    add_pair(map, session->busses[i], session->master, MAP_NONE);
  }
  add_pair(map, session->plate, session->master, MAP_NONE);
  add_pair(map, session->delay, session->master, MAP_NONE);
}

Map* example_session(Findings* findings, uint32_t n_tracks, bool has_groups) {
  Map* map = map_new(MAP_ARDOUR, "Ardour 8", true);
  Session session = {.map = map, .findings = findings, .n_tracks = n_tracks};
  uint32_t first_group = MAP_NONE;
  map->title = map_text(map, "A session of many tracks");
  for (uint32_t i = 0; has_groups && i < N_GROUPS; ++i) {
    const uint32_t group = map_add_group(map, group_names[i], true);
    first_group = i == 0 ? group : first_group;
  }
  session.in = map_add_strip(map, MAP_SOURCE, "system");
  add_tracks(&session, first_group);
  session.plate = map_add_strip(map, MAP_BUS, "Plate");
  session.delay = map_add_strip(map, MAP_BUS, "Delay");
  session.master = map_add_strip(map, MAP_MASTER, "Master");
  add_wires(&session);
  add_pair(map, session.master, map_add_strip(map, MAP_SINK, "system"), MAP_NONE);
  Finding* same = example_finding(findings, FINDING_SAME_EFFECT, true, 1, "Drums 1 and 8 more");
  for (uint32_t i = 1; i < 9 && i < n_tracks; ++i) {
    example_finding_strip(same, 1 + i);
  }
  return map;
}

static Map* make_large(Findings* findings) {
  return example_session(findings, 150, true);
}

static Map* make_large_without_groups(Findings* findings) {
  return example_session(findings, 150, false);
}

static Map* make_medium(Findings* findings) {
  return example_session(findings, 18, true);
}

/* Two busses that send to each other, and one that feeds itself. */
static Map* make_circle(Findings* findings) {
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  map->title = map_text(map, "Feedback");
  const uint32_t track = map_add_strip(map, MAP_TRACK, "Snare"), a = map_add_strip(map, MAP_BUS, "Delay");
  const uint32_t b = map_add_strip(map, MAP_BUS, "Plate"), master = map_add_strip(map, MAP_MASTER, "Master");
  add_pair(map, track, master, MAP_NONE);
  send_to(map, track, a, 1.0);
  const uint32_t forth = send_to(map, a, b, 0.7), back = send_to(map, b, a, 0.5);
  send_to(map, b, b, 0.1);
  add_pair(map, a, master, MAP_NONE);
  add_pair(map, b, master, MAP_NONE);
  Finding* finding = example_finding(findings, FINDING_CIRCLE, false, a, "Delay and Plate");
  finding->what = "The sound goes round in a circle: Delay, Plate, Delay.";
  finding->cure = "Switch off the send from Plate to Delay.";
  example_finding_strip(finding, b);
  for (uint32_t i = 0; i < map->n_wires; ++i) {
    if (map->wires[i].send == forth || map->wires[i].send == back) {
      example_finding_wire(finding, i);
    }
  }
  return map;
}

/* Plugins between the inputs and outputs of a patchbay, with a key. */
static Map* make_graph(Findings* findings) {
  Map* map = map_new(MAP_CARLA, "Carla", false);
  const uint32_t in = map_add_strip(map, MAP_SOURCE, "Audio Input");
  static const char* const names[] = {"Parallel Splitter", "Sidechain Router", "Calf Saturator", "Bus Summer"};
  uint32_t plugins[4];
  for (unsigned i = 0; i < 4; ++i) {
    plugins[i] = map_add_strip(map, MAP_PLUGIN, names[i]);
    map_add_plugin(map, plugins[i], names[i], "", "LV2");
  }
  const uint32_t out = map_add_strip(map, MAP_SINK, "Audio Output");
  const uint32_t router = map->strips[plugins[1]].first_plugin;
  (void)findings;
  map->plugins[map->strips[plugins[2]].first_plugin].active = false;
  map_port(map, router, true, "in_l", "In L");
  map_port(map, router, true, "in_r", "In R");
  map->plugins[router].inputs.at[map_port(map, router, true, "key", "Key A")].is_sidechain = true;
  add_pair(map, in, plugins[0], MAP_NONE);
  add_pair(map, plugins[0], plugins[1], MAP_NONE);
  map_add_wire(map, (MapEnd){in, MAP_NONE, 1}, (MapEnd){plugins[1], MAP_NONE, 2}, MAP_NONE);
  add_pair(map, plugins[0], plugins[2], MAP_NONE);
  add_pair(map, plugins[1], plugins[3], MAP_NONE);
  add_pair(map, plugins[2], plugins[3], MAP_NONE);
  add_pair(map, plugins[3], out, MAP_NONE);
  return map;
}

static Map* make_empty(Findings* findings) {
  (void)findings;
  return map_new(MAP_ARDOUR, "Ardour 6", true);
}

/* Names of 200 characters and from right to left, letters that no font has, many plugins, sends and findings. */
static Map* make_long(Findings* findings) {
  char name[NAME_SIZE];
  memset(name, 'W', 200);
  name[200] = '\0';
  Map* map = map_new(MAP_ARDOUR, name, true);
  map->title = map_text(map, name);
  static const char* const others[] = {"\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD",
                                       "\u0645\u0631\u062D\u0628\u0627",
                                       "\U00010380\U0001F941\uFFFF",
                                       "\u00C4\u0301\u0301\u0301",
                                       "",
                                       "tab\tand\nline"};
  const uint32_t many = map_add_strip(map, MAP_TRACK, name);
  for (unsigned i = 0; i < 60; ++i) {
    map_add_plugin(map, many, i % 2 ? name : "Chorus", "", "LV2");
  }
  for (unsigned i = 0; i < sizeof(others) / sizeof(others[0]); ++i) {
    map_add_plugin(map, map_add_strip(map, MAP_TRACK, others[i]), others[i], "", "LV2");
  }
  const uint32_t master = map_add_strip(map, MAP_MASTER, name);
  for (uint32_t i = 0; i < master; ++i) {
    add_pair(map, i, master, MAP_NONE);
    map->strips[i].gain = 0.5;
  }
  for (unsigned i = 0; i < 50; ++i) {
    const uint32_t bus = map_add_strip(map, MAP_BUS, name);
    send_to(map, many, bus, 0.5);
    if (i % 2) {
      example_finding(findings, FINDING_DEAD_SEND, false, many, map_strip_name(map, many));
    } else {
      example_finding(findings, FINDING_CLIP, true, i % 3 ? master : many, map_strip_name(map, many));
    }
  }
  return map;
}

const ExampleMap example_maps[] = {
  {"small", make_small},   {"medium", make_medium},
  {"large", make_large},   {"large-without-groups", make_large_without_groups},
  {"circle", make_circle}, {"graph", make_graph},
  {"empty", make_empty},   {"long", make_long},
};
const unsigned n_example_maps = sizeof(example_maps) / sizeof(example_maps[0]);
