// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Map: the routing of a session, whichever program it is of, as it stands in the file.

   A session is a graph of strips. In a mixer, a strip is a track or a bus with plugins one behind the other; in a graph
   of plugins (Carla, Ingen, MOD), each plugin is a strip that holds nothing else. What lies outside, such as sound
   cards and other programs, is strips too. Wires lead from a channel of a strip to a channel of another, or into the
   sidechain of a plugin there.

   Readers make a map with the functions below that start with map_add_, and fill what these return: all that a reader
   does not know may stay as it is. Everything is named by its index, since arrays move as they grow: a pointer into a
   map holds until the next thing of that kind is added. Texts are UTF-8 and belong to the map: map_text() copies one
   into it. Where memory runs out, or there is more of anything than any session has, map_add_ functions return MAP_NONE
   and set `is_too_large`, and calls with MAP_NONE do nothing, so that a reader need ask only once, at its end. One
   thread; not realtime-safe. */

#ifndef SIGNALBOX_MAP_MAP_H
#define SIGNALBOX_MAP_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stands for no strip, plugin, send or channel, and for what is not known. */
#define MAP_NONE UINT32_MAX

typedef enum {
  MAP_ARDOUR,
  MAP_CARLA,
  MAP_INGEN,
  MAP_MOD,
  MAP_ROUTE,  // a route of ours
} MapHost;

typedef enum {
  MAP_TRACK,
  MAP_BUS,
  MAP_MASTER,
  MAP_MONITOR,
  MAP_CUE,     // a bus for the ears of who plays (Ardour's foldback bus)
  MAP_CLICK,   // the metronome
  MAP_VCA,     // carries no sound
  MAP_PLUGIN,  // a plugin of a graph
  MAP_SOURCE,  // outside: sound comes from it
  MAP_SINK,    // outside: sound goes to it
} MapStripKind;

/* An audio port of a plugin. */
typedef struct {
  const char* symbol;  // "" where it is not known, and so with the name
  const char* name;
  uint32_t index;  // among all ports of the plugin, or MAP_NONE
  bool is_sidechain;
  bool is_cv;
} MapPort;

typedef struct {
  MapPort* at;
  uint32_t n, room;
} MapPorts;

typedef struct {
  const char* symbol;
  double value;
} MapControl;

typedef struct {
  MapControl* at;
  uint32_t n, room;
} MapControls;

/* What a pin of a plugin hears, or where it goes: pins are its audio ports, each kind counted from 0, in order. */
typedef struct {
  uint32_t instance, pin, channel;
} MapPin;

typedef struct {
  MapPin* at;
  uint32_t n, room;
} MapPins;

/* A plugin, or what else stands among the plugins of a strip and changes the sound, such as gear in a port insert. */
typedef struct {
  uint32_t strip;
  const char* name;      // for people; "" where it is not known
  const char* uri;       // of LV2; what else tells the plugin apart in other formats; may be ""
  const char* format;    // "LV2", "LADSPA", "VST", "Lua", "Insert" and so on
  const char* category;  // lilv's class of it, such as "Reverb", or ""
  bool active;           // neither bypassed nor switched off (at first true)
  bool ports_known;      // whether all ports are in the lists, not only those that the file names

  const char* preset;  // the URI of what it is set to before its controls are, or ""
  bool is_unset;       // whether what it is set to is not known: that cannot be had, or controls are automated
  MapControls controls;
  MapPorts inputs, outputs;  // audio and CV ports; sidechains are among the inputs
  double latency_frames;     // below 0 where it is not known (at first so)
  uint32_t n_instances;      // on channels side by side (at first 1)

  /* Mixers: which channel of the strip each pin hears, and goes to, and which channels pass the plugin by (pin: the
     channel behind it; channel: the one before it). Channels from n_channels on are those of its sidechain. */
  bool pins_known;
  uint32_t n_channels;   // of the strip before the plugin, or MAP_NONE
  uint32_t n_sidechain;  // channels of its sidechain, which the host offers beside those of the strip
  MapPins pins_in, pins_out, pins_thru;
} MapPlugin;

typedef struct {
  MapStripKind kind;
  const char* name;
  const char* comment;           // what people have written about it, or ""
  uint32_t group;                // or MAP_NONE
  uint32_t n_inputs, n_outputs;  // channels, as far as they are known: never fewer than wires use
  bool active;                   // at first true
  bool muted, soloed;
  bool hears_midi;  // whether MIDI comes to it, which a plugin may play (mixers)
  bool has_fader;   // whether it has one (at first, all but plugins and what lies outside)
  double gain;      // the fader's, linear (at first 1)
  uint32_t first_plugin, n_plugins;
  uint32_t fader_place;  // how many of its plugins stand before the fader; MAP_NONE is all
} MapStrip;

typedef enum {
  MAP_SEND_BUS,       // to a bus of the session
  MAP_SEND_OUT,       // to ports of its own, which may be anywhere
  MAP_SEND_LISTEN,    // to the monitor section
  MAP_SEND_SIDECHAIN  // to the sidechain of a plugin
} MapSendKind;

/* A send of a mixer's strip. It has a wire for each channel that it feeds. */
typedef struct {
  MapSendKind kind;
  uint32_t strip;
  const char* name;
  uint32_t target;  // strip, where the file names one, or MAP_NONE
  double gain;      // at first 1
  bool active;      // at first true
  bool pre_fader;
  bool allows_feedback;  // whether somebody has said that it may lead back to where it comes from
  uint32_t place;        // how many plugins of the strip stand before it; MAP_NONE is all
  uint32_t n_channels;   // that it takes, or 0 where that is not known
} MapSend;

typedef enum { MAP_WIRE_MAIN, MAP_WIRE_SEND, MAP_WIRE_SIDECHAIN } MapWireKind;

/* One end of a wire. In a graph, and outside, a channel is the index of a port among its plugin's inputs or outputs. */
typedef struct {
  uint32_t strip;
  uint32_t
    plugin;  // the plugin whose sidechain it leads into, where that is apart from its inputs (mixers), or MAP_NONE
  uint32_t channel;
} MapEnd;

typedef struct {
  MapEnd from, to;
  MapWireKind kind;
  uint32_t send;  // what it belongs to, or MAP_NONE
} MapWire;

typedef struct {
  const char* name;
  bool is_folder;  // a folder, or a group whose strips play into one bus, rather than one of controls
} MapGroup;

/* A strip follows a VCA. */
typedef struct {
  uint32_t vca, strip;
} MapVcaLink;

typedef struct {
  const char* title;    // the session's, or ""
  const char* program;  // "Ardour 7", "Carla"
  const char* comment;  // what people have written about the session, or ""
  MapHost host;
  bool compensates;  // whether that host keeps paths of different delay in step
  double rate_hz;    // 0 where it is not known
  bool is_too_large;

  MapStrip* strips;
  MapPlugin* plugins;  // those of a strip one behind the other
  MapSend* sends;
  MapWire* wires;
  MapGroup* groups;
  MapVcaLink* vca_links;
  uint32_t n_strips, n_plugins, n_sends, n_wires, n_groups, n_vca_links;

  uint32_t room_strips, room_plugins, room_sends, room_wires, room_groups, room_vca_links;
  struct MapTexts* texts;
} Map;

/* What went wrong, in one sentence. */
typedef struct {
  char text[512];
} MapError;

/* NULL where memory is short. */
Map* map_new(MapHost host, const char* program, bool compensates);
void map_free(Map* map);

/* Making one. */

/* A copy that lives as long as the map; "" for NULL, and where memory is short. What is not UTF-8 in it, and control
   characters, become question marks. */
const char* map_text(Map* map, const char* text);

uint32_t map_add_strip(Map* map, MapStripKind kind, const char* name);

/* Only to the strip that was added last. */
uint32_t map_add_plugin(Map* map, uint32_t strip, const char* name, const char* uri, const char* format);

void map_add_control(Map* map, uint32_t plugin, const char* symbol, double value);
void map_add_pin(Map* map, MapPins* pins, MapPin pin);

/* The number of a plugin's audio port among its inputs or outputs, by its symbol or its name; it is added where there
   is none. One of the two texts may be NULL. */
uint32_t map_port(Map* map, uint32_t plugin, bool is_input, const char* symbol, const char* name);

/* The same of a plugin whose ports may be known: MAP_NONE where they are, and that is none of audio, as of MIDI. */
uint32_t map_audio_port(Map* map, uint32_t plugin, bool is_input, const char* symbol, const char* name);

uint32_t map_add_send(Map* map, MapSendKind kind, uint32_t strip, const char* name);

/* `send` may be MAP_NONE. A wire whose ends are not both there is not added. Its kind follows from its ends and the
   send. */
uint32_t map_add_wire(Map* map, MapEnd from, MapEnd to, uint32_t send);

uint32_t map_add_group(Map* map, const char* name, bool is_folder);
void map_add_vca_link(Map* map, uint32_t vca, uint32_t strip);

/* Asking. */

/* A plugin's control by its symbol; a fallback where the file does not say. */
double map_control(const Map* map, uint32_t plugin, const char* symbol, double fallback);

/* Names for people: of a strip; of a plugin, never "". */
const char* map_strip_name(const Map* map, uint32_t strip);
const char* map_plugin_name(const Map* map, uint32_t plugin);

/* The wires of each strip: those out of strip s are out[out_start[s]] to out[out_start[s + 1] - 1], and so with those
   into it, its sidechains' too. In the order in which they were added. Made in a time that grows with the map. */
typedef struct {
  uint32_t *out_start, *out, *in_start, *in;
  double* gain;  // of each strip's fader, with those of the VCAs that it follows
  bool* live;    // whether a strip lets sound out: it is active, and neither it nor a VCA of it is muted
} MapWiring;

/* False where memory is short. */
bool map_wiring_init(MapWiring* wiring, const Map* map);
void map_wiring_free(MapWiring* wiring);

/* The gain from the plugins of the strip that a wire comes from to where it leads, with fader, VCAs and send; 0 where
   the strip at either end, or the send, is switched off or muted. */
double map_wire_gain(const Map* map, const MapWiring* wiring, uint32_t wire);

/* Writes a sentence into an error, which may be NULL; returns false, for `return map_fail(…)`. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool map_fail(MapError* error, const char* format, ...);

#endif
