// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A map as a diagram: the boxes of its plan, what is written in them, and the wires between them. One thread; not
   realtime-safe. */

#ifndef SIGNALBOX_MAP_PICTURE_SCENE_H
#define SIGNALBOX_MAP_PICTURE_SCENE_H

#include "common/diagram/diagram.h"
#include "common/map/picture_plan.h"

enum { PICTURE_ROWS = 40, PICTURE_TEXT_SIZE = 256 };

/* What stands in a box; its view points here. */
typedef struct {
  RowView rows[PICTURE_ROWS];
  MarkView* marks;
} PictureBox;

typedef struct {
  const Map* map;
  const Findings* findings;  // or NULL
  MapWiring wiring;
  PicturePlan plan;
  struct MapTexts* texts;
  bool is_short_of_memory;

  PictureBox* contents;  // of each box
  BoxView* boxes;
  unsigned *send_pin, *key_pin;         // of each send at its box, and of each plugin's sidechain
  unsigned *wire_output, *wire_input;   // the pins of each wire of the map, where these do not say
  bool* is_mistaken;                    // by plugin: a mistake is about it
  uint32_t *sends_start, *sends;        // those of each strip that are shown, and their end
  uint32_t *send_wire, *plugin_key;     // the first wire of each send, and into each plugin's sidechain, or MAP_NONE
  uint32_t *followers_start, *leaders;  // the VCAs that each strip follows

  WireView* wires;
  WireLook* looks;
  unsigned n_wires;
} PictureScene;

/* `cr` is what texts are measured with. False, with nothing to free, where memory is short, or, where `error` says so,
   there is too much to draw. */
bool picture_scene_init(PictureScene* scene, cairo_t* cr, const Map* map, const Findings* findings, MapError* error);
void picture_scene_free(PictureScene* scene);

/* For the files picture_*.c alone. */

/* Keeps a text as long as the scene. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
const char*
picture_say(PictureScene* scene, const char* format, ...);

/* A gain in dB: "−6.0 dB", "off". */
const char* picture_gain(PictureScene* scene, double gain);

/* Whether a fader is where it changes nothing, as far as can be read in the picture. */
bool is_unity(double gain);

/* Whether a send, which may be MAP_NONE, and its wires are shown. Every strip has one to the monitor section, which is
   off but while somebody listens. */
bool picture_shows_send(const Map* map, uint32_t send);

/* The plugin whose sidechain a wire leads into, or MAP_NONE. */
uint32_t picture_keyed_plugin(const Map* map, const MapWire* wire);

/* Adds a row to a box; where there is no room for more, what it says is lost. Returns its number, or that of the last.
 */
unsigned picture_add_row(PictureScene* scene, uint32_t box, CellView text, const char* number, bool off);

/* Gives a row a pin for what leaves or enters there, where it has none. Returns its number, or that of the last. */
unsigned picture_add_output(PictureScene* scene, uint32_t box, unsigned row);
unsigned picture_add_input(PictureScene* scene, uint32_t box, unsigned row);

/* Words for people: what a strip is, and how many channels it has, "" where that is not known. */
const char* picture_kind_word(const Map* map, uint32_t strip);
const char* picture_channels_word(PictureScene* scene, uint32_t n_channels);

/* Fill a box of one strip, that of a graph being a plugin, or of several strips. */
void picture_fill_strip(PictureScene* scene, uint32_t box);
void picture_fill_plugin(PictureScene* scene, uint32_t box, uint32_t strip);
void picture_fill_fold(PictureScene* scene, cairo_t* cr, uint32_t box);

/* Sets the marks of all boxes. */
void picture_fill_marks(PictureScene* scene);

/* Joins the wires of the map between the same pins. */
void picture_fill_wires(PictureScene* scene);

#endif
