// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/scene.h"

#include <stddef.h>

const Scene scenes[] = {
  {
    .name = "bus-summer",
    .title = "Eight tracks, one bus",
    .comment = "Eight loops, each with its place and its level, on one fader: listen for the drums that leave in bar 5 "
               "and for the whole band going out together at the end.",
    .beats_per_minute = 120.0,
    .n_bars = 8,
    .sources =
      {
        {"Drums", "loop_garzul", 16.0, 1, {{0.0, 16.0, 0.0}}},
        {"Percussion", "loop_mika", 16.0, 1, {{0.0, 16.0, 0.0}}},
        {"Mallets", "loop_safari", 16.0, 1, {{0.0, 16.0, 0.0}}},
        {"Bass",
         "bass_woodsy_c",
         16.0,
         8,
         {{0.0, 1.5, 0.0},
          {2.5, 0.5, 0.0},
          {3.0, 1.0, 3.0},
          {4.0, 2.5, -5.0},
          {8.0, 1.5, 0.0},
          {10.5, 0.5, 0.0},
          {11.0, 1.0, 3.0},
          {12.0, 3.5, -2.0}}},
        {"Piano", "ambi_piano", 8.0, 2, {{0.0, 3.5, 2.0}, {4.5, 2.0, 2.0}}},
        {"Guitar", "guit_em9", 16.0, 1, {{0.0, 16.0, -4.0}}},
        {"Choir", "ambi_choir", 8.0, 1, {{4.0, 0.0, -0.4}}},
        {"Vinyl", "vinyl_hiss", 16.0, 1, {{0.0, 16.0, 0.0}}},
      },
    .plugins = {{
      "Bus",
      "urn:signalbox:bus-summer-stereo-8",
      {
        {"gain_1", -4.0f, 0.0, 0.0, NULL},
        {"mute_1", 1.0f, 16.0, 0.0, "out in bar 5"},
        {"mute_1", 0.0f, 20.0, 0.0, NULL},
        {"gain_2", -11.0f, 0.0, 0.0, NULL},
        {"pan_2", -0.3f, 0.0, 0.0, NULL},
        {"gain_3", -6.0f, 0.0, 0.0, NULL},
        {"pan_3", 0.4f, 0.0, 0.0, NULL},
        {"mute_3", 1.0f, 0.0, 0.0, NULL},
        {"gain_4", -8.5f, 0.0, 0.0, NULL},
        {"gain_5", -13.0f, 0.0, 0.0, NULL},
        {"pan_5", 0.2f, 0.0, 0.0, NULL},
        {"gain_6", -6.0f, 0.0, 0.0, NULL},
        {"pan_6", -0.4f, 0.0, 0.0, NULL},
        {"gain_7", -9.0f, 0.0, 0.0, NULL},
        {"pan_7", 0.25f, 0.0, 0.0, NULL},
        {"gain_8", -6.0f, 0.0, 0.0, NULL},
        {"width", 120.0f, 0.0, 0.0, NULL},
        {"fader", -36.0f, 24.0, 8.0, "fades out over bars 7 and 8"},
      },
    }},
    .wires =
      {
        {"Drums", NULL, "Bus", "in_1"},
        {"Percussion", NULL, "Bus", "in_2"},
        {"Mallets", NULL, "Bus", "in_3"},
        {"Bass", NULL, "Bus", "in_4"},
        {"Piano", NULL, "Bus", "in_5"},
        {"Guitar", NULL, "Bus", "in_6"},
        {"Choir", NULL, "Bus", "in_7"},
        {"Vinyl", NULL, "Bus", "in_8"},
      },
    .mix = "Bus",
    .mix_output = "out",
  },
};

const unsigned n_scenes = sizeof scenes / sizeof *scenes;
