// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* At rest and switched off, what goes into the main input comes out of the main output unchanged from the
   first frame on. */

#include "tests/lv2/recording.h"
#include "tests/lv2/settings.h"
#include "tests/support/noise_signals.h"

#include <inttypes.h>
#include <string.h>

enum { RATE_HZ = 48000, FRAMES = 9600, BLOCK_FRAMES = 1024, START_FRAMES = 2400, SETTLED_FRAMES = 131072 };

/* The settings that bring a family to rest where its defaults do not. A family without a row must be at rest by itself:
   each copy of its main input, alone, comes out of the first copy of its main output, a mono one on every channel. */
static const struct {
  const char* family;
  unsigned channels;  // of the main inputs that this is for; 0 for any
  const char* symbol;
  float value;
} rest_settings[] = {
  {"bus_summer", 1, "pan_law", 3.0f},               // the other laws lower a mono strip in the middle
  {"parallel_compressor", 0, "wet_level", -90.0f},  // the compressed path is there to be heard
};

/* Outputs beyond the main one that carry the main input at rest, by symbol without side. */
static const struct {
  const char* family;
  const char* symbol;
} rest_copies[] = {
  {"parallel_splitter", "b"},
};

/* Position of a port among its kind's audio ports, as recordings count them. */
static uint32_t audio_number(const Subject* subject, const Port* port) {
  uint32_t n = 0;
  for (unsigned i = 0; i < port->index; ++i) {
    const PortSpec* spec = subject->ports[i].spec;
    n += port_is_audio(spec) && port_is_input(spec) == port_is_input(port->spec);
  }
  return n;
}

static bool is_main(const Port* port, GroupRole role) {
  return port->section->role == role && port_is_audio(port->spec);
}

static unsigned n_main_inputs(const Subject* subject) {
  unsigned n = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    n = is_main(&subject->ports[i], GROUP_MAIN_IN) ? subject->ports[i].copy + 1 : n;
  }
  return n;
}

static unsigned main_channels(const Subject* subject) {
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    if (is_main(&subject->ports[i], GROUP_MAIN_IN)) {
      return subject->ports[i].channels;
    }
  }
  suite_fail("has no main input");
}

static void set_at_rest(const Subject* subject, Instance* instance) {
  instance_set_defaults(instance);
  for (size_t i = 0; i < sizeof(rest_settings) / sizeof(rest_settings[0]); ++i) {
    const unsigned channels = rest_settings[i].channels;
    if (!strcmp(rest_settings[i].family, subject->family->name) && (!channels || channels == main_channels(subject))) {
      const uint32_t index = instance_find(instance, rest_settings[i].symbol);
      CHECK(index != UINT32_MAX, "has no %s", rest_settings[i].symbol);
      instance_set(instance, index, rest_settings[i].value);
    }
  }
}

static bool carries_main_at_rest(const Subject* subject, const Port* port) {
  if (is_main(port, GROUP_MAIN_OUT) && port->copy == 0) {
    return true;
  }
  char symbol[PORTS_TEXT_SIZE];
  port_symbol(port, symbol);
  for (size_t i = 0; i < sizeof(rest_copies) / sizeof(rest_copies[0]); ++i) {
    const size_t length = strlen(rest_copies[i].symbol);
    const bool fits = !strncmp(symbol, rest_copies[i].symbol, length) && (!symbol[length] || symbol[length] == '_');
    if (fits && !strcmp(rest_copies[i].family, subject->family->name)) {
      return true;
    }
  }
  return false;
}

/* The input that an output channel shall repeat: the same channel of a copy of the main input. */
static const Port* source_of(const Subject* subject, const Port* output, unsigned copy) {
  const Port* source = NULL;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    if (is_main(port, GROUP_MAIN_IN) && port->copy == copy && port->channel <= output->channel) {
      source = port;
    }
  }
  return source;
}

static void check_repeats(const Subject* subject, const Recording* recording, const Port* output, const Port* source,
                          uint64_t delay_frames) {
  const float* in = recording->in[audio_number(subject, source)];
  const float* out = recording->out[audio_number(subject, output)];
  char symbol[PORTS_TEXT_SIZE];
  port_symbol(output, symbol);
  for (uint64_t at = 0; at < recording->n_frames; ++at) {
    const float expected = at < delay_frames ? 0.0f : in[at - delay_frames];
    CHECK(out[at] == expected, "%s is %.9g at frame %" PRIu64 ", and %.9g went in", symbol, (double)out[at], at,
          (double)expected);
  }
}

/* Silences all copies of the main input but one. */
static void fill_one_main(const Subject* subject, Recording* recording, unsigned copy, bool others_too) {
  recording_fill(recording, 1, RATE_HZ);
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    const bool other = is_main(port, GROUP_MAIN_IN) ? port->copy != copy : !others_too;
    if (other && port->spec->kind == PORT_AUDIO_IN) {
      memset(recording->in[audio_number(subject, port)], 0, recording->n_frames * sizeof(float));
    }
  }
}

static void test_gives_back_its_input_at_rest(const Subject* subject) {
  Instance* instance = suite_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Recording* recording = recording_new(instance, FRAMES);
  CHECK(n_main_inputs(subject), "has no main input");
  for (unsigned copy = 0; copy < n_main_inputs(subject); ++copy) {
    unsigned n_repeated = 0;
    suite_note("main input %u", copy + 1);
    fill_one_main(subject, recording, copy, false);
    instance_reset(instance);
    set_at_rest(subject, instance);
    recording_render(recording, instance, NULL);
    for (unsigned i = 0; i < subject->n_ports; ++i) {
      const Port* port = &subject->ports[i];
      if (port->spec->kind == PORT_AUDIO_OUT && carries_main_at_rest(subject, port)) {
        check_repeats(subject, recording, port, source_of(subject, port, copy), 0);
        ++n_repeated;
      }
    }
    CHECK(n_repeated >= main_channels(subject), "only %u outputs repeat it", n_repeated);
  }
  recording_free(recording);
  instance_free(instance);
}

/* Off: main in goes to main out, late by the latency, whatever else is set and comes in; other outputs are silent. */
static void check_is_off(const Subject* subject, Instance* instance, Recording* recording, unsigned copy) {
  const uint32_t latency_frames = instance_latency_frames(instance);
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    if (is_main(port, GROUP_MAIN_OUT) && port->copy == 0) {
      check_repeats(subject, recording, port, source_of(subject, port, copy), latency_frames);
    } else if (port->spec->kind == PORT_AUDIO_OUT) {
      const double peak = buffer_peak(recording->out[audio_number(subject, port)], recording->n_frames);
      CHECK(peak == 0.0, "output port %u is up to %g", i, peak);
    }
  }
}

static void test_is_a_wire_when_off(const Subject* subject) {
  Instance* instance = suite_instance(subject, RATE_HZ, BLOCK_FRAMES);
  Recording* recording = recording_new(instance, FRAMES);
  Noise noise = {2};
  for (unsigned round = 0; round < 4 * n_main_inputs(subject); ++round) {
    const unsigned copy = round % n_main_inputs(subject);
    suite_note("main input %u, settings %u", copy + 1, round);
    fill_one_main(subject, recording, copy, true);
    controls_shuffle(instance, &noise);
    instance_set(instance, settings_flagged(subject, PORT_ENABLED)->index, 0.0f);
    instance_reset(instance);
    recording_render(recording, instance, NULL);
    check_is_off(subject, instance, recording, copy);
  }
  recording_free(recording);
  instance_free(instance);
}

static double loudest(const Recording* recording) {
  double peak = 0.0;
  for (uint32_t i = 0; i < recording->n_outputs; ++i) {
    peak = larger_or_nan(peak, buffer_peak(recording->out[i], recording->n_frames));
  }
  return peak;
}

/* The first 50 ms after activation sound as if the settings had held for long before: no fade-in. The tolerance of
   -60 dB is for detectors, which come to rest without quite arriving; a fade-in is off by 0 dB. Settings with which
   nothing is heard are left out. */
static void test_starts_settled(const Subject* subject) {
  Instance* instance = suite_instance(subject, RATE_HZ, SETTLED_FRAMES);
  Recording* recording = recording_new(instance, START_FRAMES);
  Recording* settled = recording_new(instance, START_FRAMES);
  Noise signal = {3};
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    noise_fill(&signal, recording->in[i], START_FRAMES, 0.25f);
    memcpy(settled->in[i], recording->in[i], START_FRAMES * sizeof(float));
  }
  Noise noise = {4};
  unsigned n_heard = 0;
  for (unsigned round = 0; n_heard < 12; ++round) {
    suite_note("settings %u", round);
    CHECK(round < 2000, "is silent with too many settings");
    controls_shuffle(instance, &noise);
    controls_enable(instance);
    instance_reset(instance);
    recording_render(recording, instance, NULL);
    if (loudest(recording) > 0.01) {
      ++n_heard;
      instance_reset(instance);
      instance_run(instance, SETTLED_FRAMES);
      recording_render(settled, instance, NULL);
      const double peak = loudest(settled);
      const double difference = recording_difference(recording, settled, 0);
      CHECK(difference <= 1e-3 * peak, "the first run is off by %g from what it would be later, of a peak of %g",
            difference, peak);
    }
  }
  recording_free(settled);
  recording_free(recording);
  instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {
    {"gives back its input at rest", test_gives_back_its_input_at_rest},
    {"is a wire when off", test_is_a_wire_when_off},
    {"starts settled", test_starts_settled},
  };
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
