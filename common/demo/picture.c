// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/picture.h"

#include "common/demo/plugin_box.h"
#include "common/demo/png.h"
#include "common/diagram/layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, MIX_ROWS = 5, BOXES = SCENE_SOURCES + SCENE_PLUGINS + 1 };

typedef struct {
  DiagramView diagram;
  BoxView boxes[BOXES];
  WireView wires[SCENE_WIRES + 1];
  PluginBox plugin_boxes[SCENE_PLUGINS];
  WaveView waves[SCENE_SOURCES + 1];
  RowView mix_rows[MIX_ROWS];
  char mix_texts[MIX_ROWS][DRAW_TEXT_SIZE];
  char mix_note[PLUGIN_BOX_LINE_SIZE];
  char subtitle[PLUGIN_BOX_LINE_SIZE];
} Picture;

/* Both sides of audio as one wave of their extremes, or each as its own. */
static void audio_wave(WaveView* wave, const MeasuredAudio* audio, bool joined) {
  const Wav* wav = audio->wav;
  wave->n_channels = wav->n_channels;
  for (unsigned channel = 0; channel < wav->n_channels; ++channel) {
    wave_read(wave, channel, wav->channels[channel], wav->n_frames);
  }
  if (joined && wave->n_channels == 2) {
    for (unsigned i = 0; i < WAVE_POINTS; ++i) {
      WavePoint* l = &wave->points[0][i];
      const WavePoint* r = &wave->points[1][i];
      *l = (WavePoint){fminf(l->low, r->low), fmaxf(l->high, r->high),
                       sqrtf((l->rms * l->rms + r->rms * r->rms) / 2.0f)};
    }
    wave->n_channels = 1;
  }
}

static void sources_fill(Picture* picture, const SceneRender* render) {
  for (unsigned i = 0; i < render->n_sources; ++i) {
    const MeasuredAudio* audio = &render->sources[i];
    audio_wave(&picture->waves[i], audio, true);
    picture->boxes[i] = (BoxView){.name = render->scene->sources[i].name,
                                  .note = render->scene->sources[i].sample ? render->scene->sources[i].sample
                                                                           : "espeak-ng",
                                  .wave_place = WAVE_BESIDE,
                                  .wave = &picture->waves[i],
                                  .n_outputs = 1,
                                  .outputs = {{audio->levels.rms_db, audio->levels.peak_db > 0.0f}}};
  }
}

static void mix_row(Picture* picture, unsigned index, const char* name, CellView meter, bool alarm) {
  picture->mix_rows[index] = (RowView){
    .cells = {{.kind = CELL_TEXT, .text = name},
              meter,
              {.kind = CELL_NUMBER, .text = picture->mix_texts[index], .alarm = alarm}}};
}

/* The result: its waveform, the peaks of its sides, loudness, true peak, and what the plugin found out about its sides.
 */
static void mix_fill(Picture* picture, const SceneRender* render) {
  const char* const sides[] = {"Left", "Right"};
  const MeasuredAudio* mix = render->mix;
  const PluginRender* plugin = render->mix_plugin;
  const uint32_t correlation = instance_find(plugin->instance, "correlation");
  unsigned n = 0;
  audio_wave(&picture->waves[SCENE_SOURCES], mix, false);
  for (; n < mix->wav->n_channels && n < 2; ++n) {
    const float peak_db = peak_measure(mix->wav->channels[n], mix->wav->n_frames);
    level_text(peak_db, picture->mix_texts[n]);
    mix_row(picture, n, sides[n], (CellView){.kind = CELL_METER, .value = peak_db}, peak_db > 0.0f);
  }
  char loudness[DRAW_TEXT_SIZE];
  snprintf(picture->mix_texts[n], DRAW_TEXT_SIZE, "%.32s LUFS", decibel_text(mix->levels.loudness, loudness));
  mix_row(picture, n++, "Loudness", (CellView){.kind = CELL_EMPTY}, false);
  snprintf(picture->mix_texts[n], DRAW_TEXT_SIZE, "%.32s dBTP",
           decibel_text((float)render->mix_true_peak_db, loudness));
  mix_row(picture, n++, "True peak", (CellView){.kind = CELL_EMPTY}, render->mix_true_peak_db > 0.0);
  if (correlation != UINT32_MAX) {
    const Reading* reading = &plugin->readings[correlation];
    snprintf(picture->mix_texts[n], DRAW_TEXT_SIZE, "%.2f", reading->sum / reading->count);
    mix_row(picture, n++, "Correlation", (CellView){.kind = CELL_EMPTY}, false);
  }
  snprintf(picture->mix_note, sizeof picture->mix_note, "%s.flac", render->scene->name);
  picture->boxes[render->n_sources + render->n_plugins] = (BoxView){.name = "Mix",
                                                                    .note = picture->mix_note,
                                                                    .wave_place = WAVE_BELOW,
                                                                    .wave = &picture->waves[SCENE_SOURCES],
                                                                    .rows = picture->mix_rows,
                                                                    .n_rows = n,
                                                                    .n_inputs = 1};
}

/* How many pins of the same direction come before a plugin's pin. */
static unsigned pin_number(const PluginRender* plugin, unsigned pin) {
  unsigned n = 0;
  for (unsigned i = 0; i < pin; ++i) {
    n += plugin->pins[i].is_input == plugin->pins[pin].is_input;
  }
  return n;
}

static unsigned plugin_index(const SceneRender* render, const char* name) {
  unsigned i = 0;
  while (i < render->n_plugins && strcmp(render->plugins[i].plugin->name, name) != 0) {
    ++i;
  }
  return i;
}

static unsigned source_index(const SceneRender* render, const char* name) {
  unsigned i = 0;
  while (i < render->n_sources && strcmp(render->scene->sources[i].name, name) != 0) {
    ++i;
  }
  return i;
}

/* The render has been played, so every end of a wire is there. */
static WireView wire_view(const SceneRender* render, const char* from, const char* from_output) {
  if (!from_output) {
    return (WireView){.from = source_index(render, from)};
  }
  const unsigned index = plugin_index(render, from);
  const PluginRender* plugin = &render->plugins[index];
  return (WireView){.from = render->n_sources + index,
                    .output = pin_number(plugin, plugin_render_pin(plugin, from_output, false))};
}

static void wires_fill(Picture* picture, const SceneRender* render) {
  unsigned n = 0;
  for (const SceneWire* wire = render->scene->wires; wire->from; ++wire) {
    const unsigned to = plugin_index(render, wire->to);
    WireView* view = &picture->wires[n++];
    *view = wire_view(render, wire->from, wire->from_output);
    view->to = render->n_sources + to;
    view->input = pin_number(&render->plugins[to], plugin_render_pin(&render->plugins[to], wire->to_input, true));
  }
  picture->wires[n] = wire_view(render, render->scene->mix, render->scene->mix_output);
  picture->wires[n++].to = render->n_sources + render->n_plugins;
  picture->diagram.n_wires = n;
}

static void picture_fill(Picture* picture, const SceneRender* render) {
  const Scene* scene = render->scene;
  sources_fill(picture, render);
  for (unsigned i = 0; i < render->n_plugins; ++i) {
    plugin_box_fill(&picture->plugin_boxes[i], &render->plugins[i]);
    picture->boxes[render->n_sources + i] = picture->plugin_boxes[i].view;
  }
  mix_fill(picture, render);
  wires_fill(picture, render);
  snprintf(picture->subtitle, sizeof picture->subtitle, "%u bars at %g BPM, %.1f s", scene->n_bars,
           scene->beats_per_minute, (double)render->n_frames / render->rate_hz);
  picture->diagram.title = scene->title;
  picture->diagram.subtitle = picture->subtitle;
  picture->diagram.legend = "On each wire: RMS level over the whole piece";
  picture->diagram.boxes = picture->boxes;
  picture->diagram.n_boxes = render->n_sources + render->n_plugins + 1;
  picture->diagram.wires = picture->wires;
}

/* A diagram, and where its parts are. */
typedef struct {
  const DiagramView* view;
  const DiagramLayout* layout;
} LaidOut;

static void laid_out_draw(cairo_t* cr, void* data) {
  const LaidOut* laid_out = data;
  diagram_draw(cr, laid_out->view, laid_out->layout);
}

static bool diagram_save(const DiagramView* diagram, const char* path, HostError* error) {
  cairo_surface_t* probe = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t* ruler = cairo_create(probe);
  DiagramLayout* layout = layout_new(ruler, diagram);
  cairo_destroy(ruler);
  cairo_surface_destroy(probe);
  if (!layout) {
    return host_fail(error, "The picture %s cannot be laid out: the scene's wires form a loop.", path);
  }
  LaidOut laid_out = {diagram, layout};
  const bool ok = png_save(path, layout->width, layout->height, laid_out_draw, &laid_out, error);
  layout_free(layout);
  return ok;
}

bool picture_save(const SceneRender* render, const char* folder, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/%s.png", folder, render->scene->name);
  Picture* picture = calloc(1, sizeof *picture);
  if (!picture) {
    return host_fail(error, "There is not enough memory for the picture %s.", path);
  }
  picture_fill(picture, render);
  const bool ok = diagram_save(&picture->diagram, path, error);
  free(picture);
  if (ok) {
    printf("  %s\n", path);
  }
  return ok;
}
