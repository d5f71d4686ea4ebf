// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/ardour_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 256, MOST_CHANNELS = 1024 };

static const ArdourPort* port_at(const Ardour* ardour, uint32_t port) {
  return (const ArdourPort*)ardour->ports.at + port;
}

/* Ports of a sound card and such end in a number from 1, others often in their side. */
static uint32_t channel_of(const char* port) {
  size_t digits = strlen(port);
  while (digits > 0 && isdigit((unsigned char)port[digits - 1])) {
    --digits;
  }
  const double number = number_of(port[digits] ? port + digits : NULL, 0.0);
  if (number >= 1.0 && number <= MOST_CHANNELS) {
    return (uint32_t)number - 1;
  }
  const bool is_right = (digits > 0 && strchr("rR", port[digits - 1])) ||
                        (digits >= 5 && !strcmp(port + digits - 5, "right")) ||
                        (digits >= 5 && !strcmp(port + digits - 5, "Right"));
  return is_right ? 1 : 0;
}

/* The end of a wire that lies outside the session, by a name such as "system:playback_1": a strip for each program or
   sound card, and each of both directions. False where the name is of something in the program that is no strip. */
static bool outside_end(Ardour* ardour, const char* name, bool is_sink, MapEnd* end) {
  const char* colon = strchr(name, ':');
  if (!colon) {
    return false;
  }
  char key[NAME_SIZE];
  snprintf(key, sizeof(key), "%c%.*s", is_sink ? '>' : '<', (int)(colon - name), name);
  uint32_t strip = lookup_find(ardour->outside_of_name, key);
  if (strip == MAP_NONE) {
    strip = map_add_strip(ardour->map, is_sink ? MAP_SINK : MAP_SOURCE, key + 1);
    lookup_note(ardour->map, ardour->outside_of_name, key, strip);
  }
  *end = (MapEnd){strip, MAP_NONE, channel_of(colon + 1)};
  return strip != MAP_NONE;
}

typedef struct {
  MapEnd from, to;
  uint32_t send;
} Link;

static int by_ends(const void* a, const void* b) {
  const Link *x = (const Link*)a, *y = (const Link*)b;
  const uint32_t xs[] = {x->from.strip, x->send, x->from.channel, x->to.strip, x->to.plugin, x->to.channel};
  const uint32_t ys[] = {y->from.strip, y->send, y->from.channel, y->to.strip, y->to.plugin, y->to.channel};
  for (size_t i = 0; i < sizeof(xs) / sizeof(xs[0]); ++i) {
    if (xs[i] != ys[i]) {
      return xs[i] < ys[i] ? -1 : 1;
    }
  }
  return 0;
}

/* What a connection joins; false where that is nothing that carries sound from one strip to another. */
static bool link_of(Ardour* ardour, const ArdourConnection* connection, Link* link) {
  const ArdourPort* own = port_at(ardour, connection->port);
  const uint32_t number = lookup_find(ardour->port_of_name, connection->other);
  const ArdourPort* other = number == MAP_NONE ? NULL : port_at(ardour, number);
  MapEnd end = {MAP_NONE, MAP_NONE, MAP_NONE};
  if (other ? other->is_output == own->is_output : !outside_end(ardour, connection->other, own->is_output, &end)) {
    return false;
  }
  end = other ? other->end : end;
  const ArdourPort* source = own->is_output ? own : other;
  *link = (Link){own->is_output ? own->end : end, own->is_output ? end : own->end, source ? source->send : MAP_NONE};
  return true;
}

/* Connections may be written at both of their ends, so each is taken once. */
static void make_links(Ardour* ardour) {
  const ArdourConnection* connections = (const ArdourConnection*)ardour->connections.at;
  Link* links = (Link*)malloc(((size_t)ardour->connections.n + 1) * sizeof(Link));
  if (!links) {
    ardour->map->is_too_large = true;
    return;
  }
  uint32_t n = 0;
  for (uint32_t i = 0; i < ardour->connections.n; ++i) {
    n += link_of(ardour, &connections[i], &links[n]);
  }
  qsort(links, n, sizeof(Link), by_ends);
  for (uint32_t i = 0; i < n; ++i) {
    if (i == 0 || by_ends(&links[i - 1], &links[i]) != 0) {
      map_add_wire(ardour->map, links[i].from, links[i].to, links[i].send);
    }
  }
  free(links);
}

/* A send to a bus goes to all of its channels: a panner spreads what has fewer. */
static void make_sends(Ardour* ardour) {
  const ArdourReference* targets = (const ArdourReference*)ardour->targets.at;
  for (uint32_t i = 0; i < ardour->targets.n; ++i) {
    MapSend* send = &ardour->map->sends[targets[i].index];
    send->target = lookup_find(ardour->strip_of_id, targets[i].id);
    if (send->target == MAP_NONE) {
      continue;
    }
    const uint32_t n_from = send->n_channels ? send->n_channels : 1;
    const uint32_t n_to = ardour->map->strips[send->target].n_inputs;
    for (uint32_t channel = 0; channel < (n_to ? n_to : 1); ++channel) {
      const MapEnd from = {send->strip, MAP_NONE, channel < n_from ? channel : n_from - 1};
      map_add_wire(ardour->map, from, (MapEnd){send->target, MAP_NONE, channel}, targets[i].index);
    }
  }
}

static void follow_vcas(Ardour* ardour) {
  const ArdourReference* links = (const ArdourReference*)ardour->vca_links.at;
  for (uint32_t i = 0; i < ardour->vca_links.n; ++i) {
    map_add_vca_link(ardour->map, lookup_find(ardour->vca_of_number, links[i].id), links[i].index);
  }
}

void ardour_make_wires(Ardour* ardour) {
  make_links(ardour);
  make_sends(ardour);
  follow_vcas(ardour);
}
