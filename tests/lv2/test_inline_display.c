// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The picture in the mixer strip, as a host meets it: asked for when it has changed, and not more often than 25 times a
   second; there once it has been there; drawn while the plugin runs. */

#include "common/dsp/lcg.h"
#include "common/lv2/inline_display.h"
#include "tests/lv2/rdf.h"
#include "tests/lv2/suite.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { RATE_HZ = 48000, FRAMES = 256, MAX_PORTS = 400, WIDTH = 100, HIGHEST = 140 };

typedef struct {
  void* object;
  const LV2_Descriptor* descriptor;
  const InlineDisplayInterface* display;
  LV2_Handle handle;
  Port ports[MAX_PORTS];
  float controls[MAX_PORTS];
  float audio[MAX_PORTS][FRAMES];
  unsigned n_ports;
  atomic_uint n_queued;
} Strip;

static Strip strip;

static void expect(bool good, const char* otherwise) {
  if (!good) {
    suite_fail("%s", otherwise);
  }
}

static void count_draw(void* handle) {
  ++((Strip*)handle)->n_queued;
}

/* A variant in a host that has displays, or in one that has none. */
static void open_strip(const Subject* subject, bool has_display) {
  static InlineDisplayFeature queue;
  static LV2_Feature feature;
  static const LV2_Feature* features[] = {&feature, NULL};
  char path[4096];
  memset(&strip, 0, sizeof(strip));
  snprintf(path, sizeof(path), "%s/%s.so", suite_bundle(), subject->family->name);
  strip.object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!strip.object) {
    suite_fail("cannot be loaded: %s", dlerror());
  }
  const LV2_Descriptor* (*descriptor)(uint32_t) = NULL;
  *(void**)&descriptor = dlsym(strip.object, "lv2_descriptor");
  strip.descriptor = descriptor((uint32_t)(subject->variant - subject->family->variants));
  strip.display = strip.descriptor->extension_data(INLINE_DISPLAY_INTERFACE);
  expect(strip.display && !strip.descriptor->extension_data(INLINE_DISPLAY_QUEUE_DRAW), "has no inline display");
  queue = (InlineDisplayFeature){&strip, count_draw};
  feature = (LV2_Feature){INLINE_DISPLAY_QUEUE_DRAW, &queue};
  strip.handle = strip.descriptor->instantiate(strip.descriptor, RATE_HZ, "", features + (has_display ? 0 : 1));
  expect(strip.handle, "cannot be instantiated");
  strip.n_ports = ports_list(subject->family, subject->variant, strip.ports);
  for (unsigned i = 0; i < strip.n_ports; ++i) {
    strip.controls[i] = strip.ports[i].spec->initial;
    strip.descriptor->connect_port(strip.handle, i,
                                   port_is_audio(strip.ports[i].spec) ? strip.audio[i] : &strip.controls[i]);
  }
  strip.descriptor->activate(strip.handle);
}

static void close_strip(void) {
  strip.descriptor->cleanup(strip.handle);
  dlclose(strip.object);
}

/* Runs for some seconds with noise of a gain, another on every input; how often a drawing was asked for. */
static unsigned play(double seconds, float gain) {
  static uint32_t seed = 1;
  const unsigned before = strip.n_queued;
  for (double t = 0.0; t < seconds; t += (double)FRAMES / RATE_HZ) {
    for (unsigned i = 0; i < strip.n_ports; ++i) {
      for (unsigned k = 0; strip.ports[i].spec->kind == PORT_AUDIO_IN && k < FRAMES; ++k) {
        seed = lcg_next(seed);
        strip.audio[i][k] = gain * ((float)(seed >> 8) / 8388608.0f - 1.0f);
      }
    }
    strip.descriptor->run(strip.handle, FRAMES);
  }
  return strip.n_queued - before;
}

static InlineDisplaySurface* render(void) {
  return strip.display->render(strip.handle, WIDTH, HIGHEST);
}

static void test_the_bundle_says_so(const Subject* subject) {
  expect(rdf_plugin_has(subject, LV2_NS "extensionData", INLINE_DISPLAY_INTERFACE), "does not declare its display");
  expect(rdf_plugin_has(subject, LV2_NS "optionalFeature", INLINE_DISPLAY_QUEUE_DRAW), "does not ask for queue_draw");
  expect(rdf_plugin_has(subject, LV2_NS "optionalFeature", INLINE_DISPLAY_NS "in_gui"), "does not ask for in_gui");
}

static void test_a_host_without_displays_gets_none(const Subject* subject) {
  open_strip(subject, false);
  expect(!render(), "draws before it has run");
  play(0.2, 0.5f);
  expect(!render(), "draws where nobody has asked for it");
  close_strip();
}

static void test_drawing_is_asked_for_where_it_has_changed(const Subject* subject) {
  open_strip(subject, true);
  expect(play(0.5, 0.5f) == 0, "asks before anybody has looked");
  render();
  const unsigned n_loud = play(1.0, 0.5f);
  play(20.0, 0.0f);  // every meter falls to its floor, and the status settles
  const unsigned n_silent = play(2.0, 0.0f);
  const unsigned n_again = play(1.0, 0.25f);
  if (n_loud < 1 || n_loud > 26 || n_silent || n_again < 1 || n_again > 26) {
    suite_fail("asks %u times in a second of noise, %u times in silence, %u times in noise again", n_loud, n_silent,
               n_again);
  }
  close_strip();
}

/* What is drawn on request is what a display that is drawn later, with nothing new, shows as well. */
static void test_what_is_drawn_is_not_stale(const Subject* subject) {
  static unsigned char first[4 * WIDTH * HIGHEST];
  open_strip(subject, true);
  render();
  play(1.0, 0.5f);
  play(20.0, 0.0f);
  const InlineDisplaySurface* surface = render();
  const size_t n_bytes = (size_t)surface->height * (size_t)surface->stride;
  memcpy(first, surface->data, n_bytes);
  for (unsigned i = 0; i < 3; ++i) {
    play(0.1, 0.0f);
    surface = render();
  }
  expect(!memcmp(surface->data, first, n_bytes), "draws what was, and not what is");
  close_strip();
}

static void test_any_size_is_drawn(const Subject* subject) {
  static const uint32_t sizes[][2] = {{82, 112}, {156, 168}, {1, 1}, {0, 0}, {82, 1}, {3000, 20}, {UINT32_MAX, 16}};
  open_strip(subject, true);
  for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
    const InlineDisplaySurface* surface = strip.display->render(strip.handle, sizes[i][0], sizes[i][1]);
    suite_note("asked for %u x %u", sizes[i][0], sizes[i][1]);
    expect(surface, "draws nothing");
    expect(surface->width == (int)(sizes[i][0] > 4096 ? 4096 : sizes[i][0] ? sizes[i][0] : 1), "has another width");
    expect(surface->height >= 1 && (uint32_t)surface->height <= (sizes[i][1] ? sizes[i][1] : 1), "is too high");
    expect(surface->stride == 4 * surface->width, "has another stride");
    const unsigned char* last = surface->data + (size_t)surface->stride * (size_t)surface->height - 4;
    expect((last[0] | last[1] | last[2]) && last[3] == 0xff, "is not filled");
    play(0.1, 0.5f);
  }
  close_strip();
}

static atomic_bool is_over;

static void* draw_for_ever(void* data) {
  bool is_there = true;
  while (!is_over) {
    is_there = render() && is_there;
  }
  return is_there ? NULL : data;
}

static void test_it_is_drawn_while_the_plugin_runs(const Subject* subject) {
  pthread_t thread;
  void* failed = NULL;
  open_strip(subject, true);
  is_over = false;
  expect(!pthread_create(&thread, NULL, draw_for_ever, &strip), "gets no thread");
  play(1.0, 0.5f);
  is_over = true;
  pthread_join(thread, &failed);
  expect(!failed, "draws nothing now and then");
  close_strip();
}

int main(void) {
  static const SuiteTest tests[] = {
    {"the bundle says that there is a display", test_the_bundle_says_so},
    {"a host without displays gets none", test_a_host_without_displays_gets_none},
    {"drawing is asked for where it has changed", test_drawing_is_asked_for_where_it_has_changed},
    {"what is drawn is not stale", test_what_is_drawn_is_not_stale},
    {"any size is drawn", test_any_size_is_drawn},
    {"it is drawn while the plugin runs", test_it_is_drawn_while_the_plugin_runs},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
