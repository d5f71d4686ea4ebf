// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/picture_scene.h"

const char* picture_kind_word(const Map* map, uint32_t strip) {
  static const char* const words[] = {[MAP_TRACK] = "Track",
                                      [MAP_BUS] = "Bus",
                                      [MAP_MASTER] = "Master bus",
                                      [MAP_MONITOR] = "Monitor section",
                                      [MAP_CUE] = "Cue bus",
                                      [MAP_CLICK] = "Metronome",
                                      [MAP_VCA] = "VCA",
                                      [MAP_PLUGIN] = "Plugin",
                                      [MAP_SOURCE] = "From outside",
                                      [MAP_SINK] = "To outside"};
  return words[map->strips[strip].kind];
}

const char* picture_channels_word(PictureScene* scene, uint32_t n_channels) {
  switch (n_channels) {
    case 0:
      return "";
    case 1:
      return "mono";
    case 2:
      return "stereo";
    default:
      return picture_say(scene, "%u channels", n_channels);
  }
}
