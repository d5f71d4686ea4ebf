// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The box of one strip: its plugins and sends, one below the other as the signal meets them. */

#include "common/map/picture_scene.h"

/* How many plugins and sends of a strip are named. */
enum { PLUGINS_NAMED = 14, PLUGINS_NAMED_OF_MANY = 6, MANY_BOXES = 48, SENDS_NAMED = 12 };

typedef struct {
  PictureScene* scene;
  uint32_t box, strip;
  uint32_t plugins_left;  // that may still be named
} Filling;

static void fill_note(PictureScene* scene, uint32_t box, uint32_t strip) {
  const Map* map = scene->map;
  const MapStrip* s = &map->strips[strip];
  const char* group = s->group < map->n_groups ? map->groups[s->group].name : "";
  if (s->kind == MAP_VCA) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < map->n_vca_links; ++i) {
      n += map->vca_links[i].vca == strip;
    }
    scene->boxes[box].note = picture_say(scene, "VCA of %u %s%s%s", n, n == 1 ? "strip" : "strips",
                                         is_unity(s->gain) ? "" : ", ",
                                         is_unity(s->gain) ? "" : picture_gain(scene, s->gain));
    return;
  }
  const char* kind = picture_kind_word(map, strip);
  const char* channels = picture_channels_word(scene, s->n_outputs ? s->n_outputs : s->n_inputs);
  scene->boxes[box].note = picture_say(scene, "%s%s%s%s%s", kind, channels[0] ? ", " : "", channels,
                                       group[0] ? ", " : "", group);
}

static void add_plugin(Filling* filling, uint32_t plugin) {
  PictureScene* scene = filling->scene;
  const MapPlugin* p = &scene->map->plugins[plugin];
  const bool is_keyed = scene->plugin_key[plugin] != MAP_NONE;
  const bool mistaken = scene->is_mistaken[plugin];
  if (filling->plugins_left == 0 && !is_keyed && !mistaken) {
    return;
  }
  filling->plugins_left -= filling->plugins_left > 0;
  const CellView name = {.kind = CELL_TEXT, .text = map_plugin_name(scene->map, plugin), .alarm = mistaken};
  const unsigned row = picture_add_row(scene, filling->box, name, p->active ? NULL : "off", !p->active);
  if (is_keyed) {
    scene->key_pin[plugin] = picture_add_input(scene, filling->box, row);
  }
}

static const char* send_target(PictureScene* scene, uint32_t send) {
  const Map* map = scene->map;
  const uint32_t wire = scene->send_wire[send];
  if (wire == MAP_NONE) {
    const bool is_named = map->sends[send].target < map->n_strips;
    return is_named ? map_strip_name(map, map->sends[send].target) : map->sends[send].name;
  }
  return map_strip_name(map, map->wires[wire].to.strip);
}

/* Returns the row. */
static unsigned add_send(const Filling* filling, uint32_t send) {
  PictureScene* scene = filling->scene;
  const MapSend* s = &scene->map->sends[send];
  const char* text = picture_say(scene, "to %s%s%s", send_target(scene, send),
                                 s->kind == MAP_SEND_SIDECHAIN ? ", key" : "", s->pre_fader ? ", pre" : "");
  return picture_add_row(scene, filling->box, (CellView){.kind = CELL_QUIET, .text = text},
                         s->active ? picture_gain(scene, s->gain) : "off",
                         !s->active || !scene->wiring.live[filling->strip]);
}

/* What is not named is counted in a row of its own. */
static void add_rest(const Filling* filling, uint32_t n_plugins, uint32_t n_sends) {
  PictureScene* scene = filling->scene;
  if (n_plugins > 0 || n_sends > 0) {
    const char* plugins = n_plugins == 1 ? "1 more plugin" : picture_say(scene, "%u more plugins", n_plugins);
    const char* sends = n_sends == 1 ? "1 more send" : picture_say(scene, "%u more sends", n_sends);
    const char* text = picture_say(scene, "and %s%s%s", n_plugins ? plugins : "", n_plugins && n_sends ? ", " : "",
                                   n_sends ? sends : "");
    picture_add_row(scene, filling->box, (CellView){.kind = CELL_QUIET, .text = text}, NULL, false);
  }
}

/* Adds the sends that stand before a plugin, of those that are named. */
static unsigned add_sends(const Filling* filling, uint32_t place, unsigned last_row) {
  PictureScene* scene = filling->scene;
  const uint32_t n_plugins = scene->map->strips[filling->strip].n_plugins;
  const uint32_t begin = scene->sends_start[filling->strip], end = scene->sends_start[filling->strip + 1];
  for (uint32_t i = begin; i < end && i < begin + SENDS_NAMED; ++i) {
    const uint32_t send = scene->sends[i];
    const uint32_t own = scene->map->sends[send].place;
    if ((own < n_plugins ? own : n_plugins) == place) {
      last_row = add_send(filling, send);
      if (scene->send_wire[send] != MAP_NONE) {
        scene->send_pin[send] = picture_add_output(scene, filling->box, last_row);
      }
    }
  }
  return last_row;
}

static void fill_rows(Filling* filling) {
  PictureScene* scene = filling->scene;
  const MapStrip* s = &scene->map->strips[filling->strip];
  const uint32_t begin = scene->sends_start[filling->strip], end = scene->sends_start[filling->strip + 1];
  uint32_t n_unnamed = 0;
  unsigned last_send = 0;
  for (uint32_t place = 0; place < s->n_plugins; ++place) {
    last_send = add_sends(filling, place, last_send);
    const unsigned n_rows = scene->boxes[filling->box].n_rows;
    add_plugin(filling, s->first_plugin + place);
    n_unnamed += scene->boxes[filling->box].n_rows == n_rows;
  }
  last_send = add_sends(filling, s->n_plugins, last_send);
  for (uint32_t i = begin + SENDS_NAMED; i < end; ++i) {
    scene->send_pin[scene->sends[i]] = picture_add_output(scene, filling->box, last_send);
  }
  add_rest(filling, n_unnamed, end - begin > SENDS_NAMED ? end - begin - SENDS_NAMED : 0);
}

static void fill_vcas(const Filling* filling) {
  PictureScene* scene = filling->scene;
  for (uint32_t i = scene->followers_start[filling->strip]; i < scene->followers_start[filling->strip + 1]; ++i) {
    const uint32_t vca = scene->leaders[i];
    const CellView text = {.kind = CELL_QUIET, .text = picture_say(scene, "VCA %s", map_strip_name(scene->map, vca))};
    const double gain = scene->map->strips[vca].gain;
    picture_add_row(scene, filling->box, text, is_unity(gain) ? NULL : picture_gain(scene, gain), false);
  }
}

/* The fader stands on the wire behind it, or, where there is none, in the box. */
static void fill_fader(const Filling* filling) {
  PictureScene* scene = filling->scene;
  const MapStrip* s = &scene->map->strips[filling->strip];
  bool has_wire = false;
  for (uint32_t i = scene->wiring.out_start[filling->strip]; i < scene->wiring.out_start[filling->strip + 1]; ++i) {
    has_wire |= scene->map->wires[scene->wiring.out[i]].send == MAP_NONE;
  }
  if (!s->has_fader || is_unity(s->gain) || s->kind == MAP_VCA) {
    return;
  }
  const char* gain = picture_gain(scene, s->gain);
  if (has_wire) {
    scene->boxes[filling->box].outputs[0].text = gain;
  } else {
    picture_add_row(scene, filling->box, (CellView){.kind = CELL_QUIET, .text = "Fader"}, gain, false);
  }
}

void picture_fill_strip(PictureScene* scene, uint32_t box) {
  const uint32_t strip = scene->plan.strips[scene->plan.start[box]];
  const MapStrip* s = &scene->map->strips[strip];
  Filling filling = {.scene = scene,
                     .box = box,
                     .strip = strip,
                     .plugins_left = scene->plan.n_boxes > MANY_BOXES ? PLUGINS_NAMED_OF_MANY : PLUGINS_NAMED};
  scene->boxes[box].name = map_strip_name(scene->map, strip);
  scene->boxes[box].off = !scene->wiring.live[strip];
  if (s->kind == MAP_PLUGIN && s->n_plugins > 0) {
    picture_fill_plugin(scene, box, strip);
  } else {
    fill_note(scene, box, strip);
    fill_rows(&filling);
  }
  fill_vcas(&filling);
  fill_fader(&filling);
}
