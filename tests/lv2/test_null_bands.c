// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A parallel splitter in bands and a bus summer with nothing between are an all-pass: all frequencies come back as loud
   as they were, with any number of bands, in any order of the splits, at every usual rate. */

#include "plugins/parallel_splitter/parallel_splitter.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/null_route.h"
#include "tests/lv2/recording.h"

#include <complex.h>  // before FFTW's header, which then uses its type

#include <fftw3.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/near.h"

#define FLAT_DB 0.01

typedef struct {
  unsigned n_branches;
  float splits_hz[SPLITTER_SPLITS];
} Bands;

static const Bands bands[] = {
  {2, {200.0f, 1000.0f, 5000.0f}}, {2, {20.0f, 1000.0f, 5000.0f}},  {2, {20000.0f, 20.0f, 20.0f}},
  {3, {200.0f, 1000.0f, 5000.0f}}, {3, {8000.0f, 60.0f, 20.0f}},    {3, {500.0f, 500.0f, 5000.0f}},
  {4, {200.0f, 1000.0f, 5000.0f}}, {4, {200.0f, 5000.0f, 1000.0f}}, {4, {1000.0f, 200.0f, 5000.0f}},
  {4, {1000.0f, 5000.0f, 200.0f}}, {4, {5000.0f, 200.0f, 1000.0f}}, {4, {5000.0f, 1000.0f, 200.0f}},
  {4, {900.0f, 1000.0f, 1100.0f}}, {4, {20.0f, 20000.0f, 700.0f}},
};

/* The longest of them all, for a split at 20 Hz, has fallen below -120 dB by then. */
static uint64_t response_frames(double rate_hz) {
  uint64_t n_frames = 1;
  while ((double)n_frames < rate_hz / 4.0) {
    n_frames *= 2;
  }
  return n_frames;
}

/* How far the magnitude of an impulse response is from 1, at every line from 20 Hz to 20 kHz. */
static double worst_ripple_db(const float* response, uint64_t n_frames, double rate_hz) {
  double* samples = fftw_alloc_real(n_frames);
  fftw_complex* spectrum = fftw_alloc_complex(n_frames / 2 + 1);
  fftw_plan plan = fftw_plan_dft_r2c_1d((int)n_frames, samples, spectrum, FFTW_ESTIMATE);
  for (uint64_t i = 0; i < n_frames; ++i) {
    samples[i] = (double)response[i];
  }
  fftw_execute(plan);
  double worst = 0.0;
  for (uint64_t k = 0; k <= n_frames / 2; ++k) {
    const double frequency_hz = rate_hz * (double)k / (double)n_frames;
    if (frequency_hz >= 20.0 && frequency_hz <= 20000.0) {
      worst = larger_or_nan(worst, fabs(20.0 * log10(cabs(spectrum[k]))));
    }
  }
  fftw_destroy_plan(plan);
  fftw_free(samples);
  fftw_free(spectrum);
  return worst;
}

/* An impulse into each channel in turn: flat where it belongs, and not a trace of it on the other side. */
static void check_bands(const NullRoute* route, const char* bus, const Bands* row, double rate_hz) {
  for (unsigned c = 0; c < route->n_channels; ++c) {
    Graph* graph = null_route_graph(route, fixture_host, bus, rate_hz);
    Instance* splitter = graph_instance(graph, 0);
    Wav* in = wav_new(route->n_channels, response_frames(rate_hz), rate_hz);
    Wav* out = wav_new(NULL_ROUTE_SIDES, response_frames(rate_hz), rate_hz);
    assert_true(in && out);
    in->channels[c][0] = 1.0f;
    instance_set_named(splitter, "mode", SPLITTER_BANDS);
    instance_set_named(splitter, "branches", (float)row->n_branches);
    for (unsigned i = 0; i < SPLITTER_SPLITS; ++i) {
      char symbol[16];
      snprintf(symbol, sizeof(symbol), "split_%u", i + 1);
      instance_set_named(splitter, symbol, row->splits_hz[i]);
    }
    null_route_render(graph, in, out, NULL, NULL);
    for (unsigned b = 0; b < SPLITTER_BRANCHES; ++b) {
      const double peak = buffer_peak(null_route_branch(route, graph, b, c), in->n_frames);
      assert_int_equal(peak > 0.0, b < row->n_branches);
    }
    for (unsigned side = 0; side < NULL_ROUTE_SIDES; ++side) {
      if (route->n_channels == NULL_ROUTE_SIDES && side != c) {
        assert_true(buffer_peak(out->channels[side], out->n_frames) == 0.0);
      } else {
        assert_near(worst_ripple_db(out->channels[side], out->n_frames, rate_hz), 0.0, FLAT_DB);
      }
    }
    wav_free(in);
    wav_free(out);
    graph_free(graph);
  }
}

static void test_bands_are_flat(void** state) {
  (void)state;
  static const double rates_hz[] = {44100.0, 48000.0, 96000.0, 192000.0};
  for (unsigned w = 0; w < NULL_ROUTE_WIDTHS; ++w) {
    const char* bus = host_plugins(fixture_host, null_routes[w].busses)[0];
    for (unsigned r = 0; r < sizeof(rates_hz) / sizeof(rates_hz[0]); ++r) {
      for (unsigned i = 0; i < sizeof(bands) / sizeof(bands[0]); ++i) {
        check_bands(&null_routes[w], bus, &bands[i], rates_hz[r]);
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_bands_are_flat),
  };
  return cmocka_run_group_tests_name("null bands", tests, fixture_open, fixture_close);
}
