// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Port tables: what a family of plugins exposes, stated once.

   A family is a list of sections; a section is a list of port specs that is repeated `copies` times (a strip, a send,
   a branch) and forms one port group per copy; a variant is a row that says how many copies and audio channels each
   section has. Everything else is derived: the indices hosts see, the slots the glue reads, the Turtle, the tests.

   Adding a control means adding a row to a table. Ports already released keep their place: a new port goes into a
   section of its own at the end of its family, which may join the group of an older one (GROUP_JOINED), so that hosts
   show a new control of a strip with the others of that strip.

   Strings may hold {n} (copy, from 1), {a} (copy as a letter, from a) and {A} (the same in upper case). */

#ifndef SIGNALBOX_PORTS_H
#define SIGNALBOX_PORTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define SIGNALBOX_URI "urn:signalbox:"

enum {
  PORTS_MAX_SECTIONS = 12,
  PORTS_MAX_COPIES = 32,  // and specs of a section: a bit each of a word
  PORTS_MAX_SPECS = 32,
  PORTS_MAX_VARIANTS = 8,
  PORTS_TEXT_SIZE = 512
};

typedef enum { PORT_AUDIO_IN, PORT_AUDIO_OUT, PORT_CV_OUT, PORT_CONTROL_IN, PORT_CONTROL_OUT } PortKind;

typedef enum { UNIT_NONE, UNIT_DB, UNIT_HZ, UNIT_MS, UNIT_PERCENT, UNIT_FRAMES, UNIT_RATIO } PortUnit;

typedef enum {
  PORT_PER_CHANNEL = 1 << 0,  // one port per channel of the section; of two: symbol + _l/_r, name + Left/Right
  PORT_STEREO_ONLY = 1 << 1,  // left out where the section has one channel
  PORT_TOGGLED = 1 << 2,
  PORT_ENUMERATION = 1 << 3,  // integer, with a scale point for every value
  PORT_INTEGER = 1 << 4,
  PORT_LOGARITHMIC = 1 << 5,
  PORT_ENABLED = 1 << 6,  // lv2:designation lv2:enabled
  PORT_LATENCY = 1 << 7,  // lv2:designation lv2:latency, lv2:reportsLatency
} PortFlag;

typedef struct {
  const char* label;  // NULL ends a list
  float value;
  bool stereo_only;  // left out where the section has one channel
} ScalePoint;

typedef struct {
  const char* symbol;
  const char* name;
  const char* short_name;  // at most 16 characters once expanded
  const char* comment;
  PortKind kind : 8;
  PortUnit unit : 8;
  unsigned flags : 16;              // of PortFlag
  float minimum, maximum, initial;  // of a control; 0 otherwise
  const ScalePoint* points;         // NULL for none
} PortSpec;

typedef enum {
  GROUP_NONE,       // ports of the section are in no group
  GROUP_CONTROLS,   // a plain group of controls
  GROUP_MAIN_IN,    // audio: the plugin's main input; of several copies, the first
  GROUP_MAIN_OUT,   // audio: the plugin's main output
  GROUP_SIDECHAIN,  // audio: an input that no host is to feed by itself, such as a key or a return, and that may stay
                    // unconnected; marks its ports lv2:isSideChain and itself pg:sideChainOf the main input
  GROUP_OTHER,      // audio: any other bus
  GROUP_JOINED,     // controls that sit in the groups of another section, copy by copy; that one has a role of its own
} GroupRole;

typedef struct {
  GroupRole role;
  const char* symbol;  // of the group, unique in the plugin once expanded; NULL with GROUP_NONE and GROUP_JOINED
  const char* name;    // likewise
  const PortSpec* specs;
  unsigned n_specs;
  unsigned joins;  // with GROUP_JOINED: the section whose groups these are
} PortSection;

typedef struct {
  unsigned char copies;    // 0: the variant lacks the section
  unsigned char channels;  // 1 or 2
} SectionShape;

typedef struct {
  const char* uri;    // SIGNALBOX_URI + name
  const char* title;  // what a plugin list shows, no colon; a narrow mixer strip shows its first 15 letters
  SectionShape shape[PORTS_MAX_SECTIONS];
} PortVariant;

typedef struct {
  const char* name;       // the family's folder, its shared object and its Turtle file
  const char* lv2_class;  // its class in the LV2 namespace, such as "MixerPlugin"
  const PortSection* sections;
  unsigned n_sections;
  const PortVariant* variants;
  unsigned n_variants;
} PortFamily;

/* One port of one variant, as a host sees it. */
typedef struct {
  const PortSpec* spec;
  const PortSection* section;
  unsigned index;     // LV2 port index
  unsigned slot;      // where the glue keeps it, see ports_slot()
  unsigned copy;      // from 0
  unsigned channel;   // from 0
  unsigned channels;  // that the spec has here: 1, or 2 for a left and a right port
} Port;

/* Lists a variant's ports in index order into `ports` (room for ports_count()), or only counts them where it is NULL.
   Returns their number. Any thread, realtime-safe. */
unsigned ports_list(const PortFamily* family, const PortVariant* variant, Port* ports);

static inline unsigned ports_count(const PortFamily* family, const PortVariant* variant) {
  return ports_list(family, variant, NULL);
}

/* A list of them, to be freed with free(); NULL, and no ports, where memory is short. Any thread; not realtime-safe. */
static inline Port* ports_new(const PortFamily* family, const PortVariant* variant, unsigned* n_ports) {
  Port* ports = (Port*)calloc(ports_count(family, variant), sizeof(Port));
  *n_ports = ports ? ports_list(family, variant, ports) : 0;
  return ports;
}

/* The section whose groups a section's ports are in, which is most often the section itself; its role is not
   GROUP_JOINED, and GROUP_NONE where there is no group. Any thread, realtime-safe. */
static inline unsigned ports_group_section(const PortFamily* family, unsigned section) {
  const PortSection* s = &family->sections[section];
  return s->role == GROUP_JOINED ? s->joins : section;
}

/* Slots number every (section, copy, spec, channel) of a variant densely and in this order, whether or not the variant
   has that port: a port is found by arithmetic, and an absent one reads as its default. Those of an audio section with
   one spec are its buffers as engines take them, copy by copy and channel by channel. */
typedef struct {
  unsigned base[PORTS_MAX_SECTIONS];    // first slot of each section
  unsigned stride[PORTS_MAX_SECTIONS];  // slots of each copy of it; a section that the variant lacks has one copy
  unsigned width[PORTS_MAX_SECTIONS];   // slots of each spec: its channels, or 1 where no spec has a port per channel
  unsigned n_slots;
} PortLayout;

/* Any thread, realtime-safe. */
PortLayout ports_layout(const PortFamily* family, const PortVariant* variant);

/* Any thread, realtime-safe, all three. copy, spec and channel are below what the section has. */

static inline unsigned ports_slot(const PortLayout* layout, unsigned section, unsigned copy, unsigned spec,
                                  unsigned channel) {
  return layout->base[section] + copy * layout->stride[section] + spec * layout->width[section] + channel;
}

static inline bool port_is_audio(const PortSpec* spec) {
  return spec->kind == PORT_AUDIO_IN || spec->kind == PORT_AUDIO_OUT || spec->kind == PORT_CV_OUT;
}

static inline bool port_is_input(const PortSpec* spec) {
  return spec->kind == PORT_AUDIO_IN || spec->kind == PORT_CONTROL_IN;
}

/* What a host may set a control to, mapped to what it means: clamped to the range, toggles to 0 or 1, integers and
   selectors rounded; a non-finite value gives `last`. Any thread, realtime-safe. */
float port_sanitize(const PortSpec* spec, float value, float last);

/* Expands a text of a table for one copy; `out` is always terminated, and cut at PORTS_TEXT_SIZE. The others are the
   port's symbol, name and short name with the channel's suffix. Not realtime-safe. */
void ports_expand(const char* text, unsigned copy, char out[PORTS_TEXT_SIZE]);
void port_symbol(const Port* port, char out[PORTS_TEXT_SIZE]);
void port_name(const Port* port, char out[PORTS_TEXT_SIZE]);
void port_short_name(const Port* port, char out[PORTS_TEXT_SIZE]);

#endif
