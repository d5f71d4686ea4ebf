// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/mistake_render.h"

#include "common/demo/pins.h"
#include "common/demo/scene_render.h"
#include "common/demo/source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOOP_FRAMES = 1024 };  // once around a loop: a multiple of a block

/* What comes in, by audio input of the plugin in the order of its ports, in either half. */
typedef struct {
  Wav* in[MISTAKE_HALVES];
} Feed;

static const Scene time_grid = {.beats_per_minute = MISTAKE_BEATS_PER_MINUTE, .n_bars = MISTAKE_BARS};

static Wav* source_new(const SceneSource* source, const char* samples_folder, HostError* error) {
  Wav* sample = demo_sample_load(source->sample, samples_folder, error);
  Wav* audio = sample ? source_audio_new(&time_grid, source, sample, DEMO_RATE_HZ) : NULL;
  if (sample && !audio) {
    render_fail_memory(error);
  }
  wav_free(sample);
  return audio;
}

/* A stage that clips softly, and a loudspeaker, in place: first-order filters at 70 Hz and 4 kHz. */
static void amplify(Wav* audio) {
  const double turn = 6.28318530717958647692 / audio->rate_hz;
  const double low_weight = 1.0 - exp(-70.0 * turn), high_weight = 1.0 - exp(-4000.0 * turn);
  for (unsigned c = 0; c < audio->n_channels; ++c) {
    double lows = 0.0, highs = 0.0;
    for (uint64_t i = 0; i < audio->n_frames; ++i) {
      const double clipped = 0.5 * tanh(3.0 * (double)audio->channels[c][i]);
      lows += low_weight * (clipped - lows);
      highs += high_weight * (clipped - lows - highs);
      audio->channels[c][i] = (float)highs;
    }
  }
}

/* Adds a source to a pin's inputs. */
static void wire_add(Wav* in, const MistakeWire* wire, const Wav* audio, const Pin* pin, const Instance* instance) {
  const uint64_t late = (uint64_t)llround(wire->late_ms * DEMO_RATE_HZ / 1000.0);
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    for (unsigned c = 0; c < pin->n_channels; ++c) {
      if (instance_input(instance, i) == pin->ports[c] && !(c > 0 && wire->left_only)) {
        for (uint64_t at = late; at < audio->n_frames; ++at) {
          in->channels[i][at] += wire->gain * audio->channels[c][at - late];
        }
      }
    }
  }
}

static const Pin* pin_find(const Pin* pins, unsigned n_pins, const char* name, bool is_input) {
  for (unsigned i = 0; i < n_pins; ++i) {
    if (pins[i].is_input == is_input && !strcmp(pins[i].name, name)) {
      return &pins[i];
    }
  }
  return NULL;
}

static bool wire_play(Feed* feed, const Mistake* mistake, const MistakeWire* wire, const Instance* instance,
                      const char* samples_folder, HostError* error) {
  Pin pins[PINS_MAX];
  const Pin* pin = pin_find(pins, pins_list(instance, pins), wire->to_input, true);
  if (!pin) {
    return host_fail(error, "The mistake %s has a wire to %s, which %s does not have.", mistake->name, wire->to_input,
                     mistake->uri);
  }
  Wav* audio = source_new(&mistake->sources[wire->source], samples_folder, error);
  if (audio && wire->through_amp) {
    amplify(audio);
  }
  for (unsigned half = MADE; audio && half <= MENDED; ++half) {
    if (wire->when == WIRED_ALWAYS || wire->when == (half == MADE ? WIRED_WRONG : WIRED_RIGHT)) {
      wire_add(feed->in[half], wire, audio, pin, instance);
    }
  }
  const bool ok = audio != NULL;
  wav_free(audio);
  return ok;
}

static bool feed_fill(Feed* feed, const Mistake* mistake, const Instance* instance, uint64_t n_frames,
                      const char* samples_folder, HostError* error) {
  for (unsigned half = MADE; half <= MENDED; ++half) {
    feed->in[half] = wav_new(instance_n_inputs(instance), n_frames, DEMO_RATE_HZ);
    if (!feed->in[half]) {
      return render_fail_memory(error);
    }
  }
  for (const MistakeWire* wire = mistake->wires; wire->to_input; ++wire) {
    if (!wire_play(feed, mistake, wire, instance, samples_folder, error)) {
      return false;
    }
  }
  return true;
}

static float read_port(const Instance* instance, const char* symbol) {
  const uint32_t port = instance_find(instance, symbol);
  return port == UINT32_MAX ? 0.0f : instance_get(instance, port);
}

/* Takes down what is said of the mistake. */
static void note_said(MistakeRender* render, const Instance* instance) {
  const bool measured = read_port(instance, "reference") > 0.0f;
  render->strips[0] = (unsigned)read_port(instance, "status_a");
  render->strips[1] = (unsigned)read_port(instance, "status_b");
  render->lag_ms = (double)read_port(instance, measured ? "lag_2" : "status_lag");
  render->inverted = read_port(instance, measured ? "polarity_2" : "status_polarity") < 0.0f;
}

/* Lines strip 2 up with strip 1 by what is said. */
static void line_up(const MistakeRender* render, Instance* instance) {
  instance_set_named(instance, render->lag_ms > 0.0 ? "delay_1" : "delay_2", (float)fabs(render->lag_ms));
  instance_set_named(instance, "invert_2", render->inverted ? 1.0f : 0.0f);
}

static bool settings_set(Instance* instance, const MistakeSetting* setting, HostError* error) {
  for (; setting->symbol; ++setting) {
    const uint32_t port = instance_find(instance, setting->symbol);
    if (port == UINT32_MAX) {
      return host_fail(error, "There is no control named %s: the demo and the plugins are not of the same version.",
                       setting->symbol);
    }
    instance_set(instance, port, setting->value);
  }
  return true;
}

/* Hands an instance its next block of input, and what has come around its loop. */
static void block_feed(const MistakeRender* render, const Feed* feed, Instance* instance, uint64_t at, bool is_made) {
  Pin pins[PINS_MAX];
  const Wav* in = feed->in[is_made ? MADE : MENDED];
  const uint64_t from = is_made ? at : at - render->out->n_frames / 2;
  const float loop_gain = is_made && at >= LOOP_FRAMES ? render->mistake->loop_gain : 0.0f;
  const Pin* back = pin_find(pins, pins_list(instance, pins), "return", true);
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    float* buffer = instance_buffer(instance, instance_input(instance, i));
    memcpy(buffer, in->channels[i] + from, DEMO_BLOCK_FRAMES * sizeof(float));
  }
  for (unsigned c = 0; back && loop_gain != 0.0f && c < back->n_channels; ++c) {
    float* buffer = instance_buffer(instance, back->ports[c]);
    for (unsigned i = 0; i < DEMO_BLOCK_FRAMES; ++i) {
      buffer[i] += loop_gain * render->out->channels[c][at + i - LOOP_FRAMES];
    }
  }
}

static bool blocks_run(MistakeRender* render, const Feed* feed, Instance* instance, HostError* error) {
  const Mistake* mistake = render->mistake;
  for (uint64_t block = 0; block < render->n_blocks; ++block) {
    const uint64_t at = block * DEMO_BLOCK_FRAMES;
    const bool is_made = block < render->n_blocks / 2;
    if (block == 0 && !settings_set(instance, mistake->made, error)) {
      return false;
    }
    if (block == render->n_blocks / 2) {
      note_said(render, instance);
      if (!settings_set(instance, mistake->mended, error)) {
        return false;
      }
      if (mistake->lines_up) {
        line_up(render, instance);
      }
    }
    block_feed(render, feed, instance, at, is_made);
    instance_run(instance, DEMO_BLOCK_FRAMES);
    for (unsigned c = 0; c < render->out->n_channels; ++c) {
      memcpy(render->out->channels[c] + at, instance_buffer(instance, instance_output(instance, c)),
             DEMO_BLOCK_FRAMES * sizeof(float));
    }
    render->status[block] = (unsigned char)read_port(instance, "status");
  }
  return true;
}

/* Copies a half of the result. */
static bool half_take(MistakeRender* render, unsigned half, HostError* error) {
  const uint64_t n_frames = render->out->n_frames / 2;
  Wav* wav = render->halves[half] = wav_new(render->out->n_channels, n_frames, render->out->rate_hz);
  for (unsigned c = 0; wav && c < wav->n_channels; ++c) {
    memcpy(wav->channels[c], render->out->channels[c] + half * n_frames, n_frames * sizeof(float));
  }
  return (wav && levels_measure(&render->levels[half], (const float* const*)wav->channels, wav->n_channels, n_frames,
                                wav->rate_hz)) ||
         render_fail_memory(error);
}

/* The main output is the first pair of outputs. */
static bool mistake_play(MistakeRender* render, Instance* instance, const char* samples_folder, HostError* error) {
  const double beats = (double)MISTAKE_BARS * BEATS_PER_BAR;
  const uint64_t n_frames = (uint64_t)llround(scene_seconds(&time_grid, beats) * DEMO_RATE_HZ);
  render->n_blocks = n_frames / DEMO_BLOCK_FRAMES * 2;
  render->status = calloc(render->n_blocks, 1);
  render->out = wav_new(2, render->n_blocks * DEMO_BLOCK_FRAMES, DEMO_RATE_HZ);
  if (!render->status || !render->out) {
    return render_fail_memory(error);
  }
  Feed feed = {{NULL, NULL}};
  const bool ok = feed_fill(&feed, render->mistake, instance, n_frames, samples_folder, error) &&
                  blocks_run(render, &feed, instance, error) && half_take(render, MADE, error) &&
                  half_take(render, MENDED, error);
  wav_free(feed.in[MADE]);
  wav_free(feed.in[MENDED]);
  return ok;
}

MistakeRender* mistake_render_new(Host* host, const Mistake* mistake, const char* samples_folder, HostError* error) {
  MistakeRender* render = calloc(1, sizeof *render);
  if (!render) {
    render_fail_memory(error);
    return NULL;
  }
  render->mistake = mistake;
  Instance* instance = instance_new(host, mistake->uri, DEMO_RATE_HZ, DEMO_BLOCK_FRAMES, error);
  const bool ok = instance && mistake_play(render, instance, samples_folder, error);
  instance_free(instance);
  if (!ok) {
    mistake_render_free(render);
    return NULL;
  }
  return render;
}

void mistake_render_free(MistakeRender* render) {
  if (render) {
    wav_free(render->out);
    wav_free(render->halves[MADE]);
    wav_free(render->halves[MENDED]);
    free(render->status);
  }
  free(render);
}

double mistake_named_seconds(const MistakeRender* render) {
  for (uint64_t i = 0; i < render->n_blocks / 2; ++i) {
    if (render->status[i] == render->mistake->status) {
      return (double)((i + 1) * DEMO_BLOCK_FRAMES) / DEMO_RATE_HZ;
    }
  }
  return (double)INFINITY;
}
