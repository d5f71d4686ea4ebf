// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of a mixing desk's sends, written out in double precision. */

#include "tests/plugins/ramp_check.h"
#include "tests/plugins/send_fixture.h"

#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_outs_follow_the_formula(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned muted = 0; muted < 2; ++muted) {
      SendFixture* fixture = send_fixture_new(n_channels);
      send_fixture_set_something(&fixture->params);
      fixture->params.mute = muted;
      send_fixture_run(fixture, 0, FRAMES);
      send_fixture_assert_formula(fixture, 0, FRAMES);
      send_fixture_free(fixture);
    }
  }
}

static void test_defaults_are_bit_exact(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (int tap = TAP_PRE_FADER; tap <= TAP_POST_FADER; ++tap) {
      SendFixture* fixture = send_fixture_new(n_channels);
      for (unsigned s = 0; s < SENDS; ++s) {
        fixture->params.send[s].tap = (SendTap)tap;
      }
      send_fixture_run(fixture, 0, FRAMES);
      for (unsigned out = 0; out < (1 + SENDS) * n_channels; ++out) {
        assert_samples_equal(fixture->out[out], fixture->in[out % n_channels],
                             sizeof(fixture->out[out]) / sizeof(float));
      }
      send_fixture_free(fixture);
    }
  }
}

static void test_a_pre_fader_send_is_bit_exact_whatever_the_fader_does(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  fixture->params.fader = 0.3f;
  fixture->params.pan = -0.7f;
  fixture->params.send[2].tap = TAP_PRE_FADER;
  send_fixture_run(fixture, 0, 1000);
  fixture->params.mute = true;
  send_fixture_run(fixture, 1000, FRAMES - 1000);
  assert_samples_equal(send_fixture_send(fixture, 2, 0), fixture->in[0], sizeof(fixture->in[0]) / sizeof(float));
  assert_samples_equal(send_fixture_send(fixture, 2, 1), fixture->in[1], sizeof(fixture->in[1]) / sizeof(float));
  send_fixture_free(fixture);
}

static void change_main(AuxSendParams* params, unsigned change) {
  params->fader = change == 0 ? 0.2f : 0.7f;
  params->pan = change == 1 ? 0.5f : -0.5f;
  params->mute = change == 2;
  params->enabled = change != 3;
}

static void change_send(AuxSendParams* params, unsigned change) {
  SendParams* send = &params->send[3];
  params->fader = 0.7f;
  params->pan = -0.5f;
  send->level = change == 0 ? 0.2f : 0.8f;
  send->pan = change == 1 ? 0.5f : -0.4f;
  send->mute = change == 2;
  send->invert = change == 3;
  send->tap = change == 4 ? TAP_PRE_FADER : TAP_POST_FADER;
  params->enabled = change != 5;
}

static void test_every_change_is_a_line_of_ten_milliseconds(void** state) {
  (void)state;
  for (unsigned change = 0; change < 10; ++change) {
    SendFixture* fixture = send_fixture_new(2);
    send_fixture_fill(fixture, 0.5f, -0.3f);
    const bool of_main = change < 4;
    const unsigned which = of_main ? change : change - 4;
    void (*set)(AuxSendParams*, unsigned) = of_main ? change_main : change_send;
    set(&fixture->params, UINT_MAX);
    send_fixture_run(fixture, 0, 1000);
    set(&fixture->params, which);
    send_fixture_run(fixture, 1000, 1000);
    set(&fixture->params, UINT_MAX);
    send_fixture_run(fixture, 2000, 1000);
    for (unsigned side = 0; side < 2; ++side) {
      assert_some_ramp(of_main ? send_fixture_main(fixture, side) : send_fixture_send(fixture, 3, side), 1000, rate_hz);
      assert_some_ramp(of_main ? send_fixture_main(fixture, side) : send_fixture_send(fixture, 3, side), 2000, rate_hz);
    }
    send_fixture_free(fixture);
  }
}

/* Level of a sine that was put in at a level of 1, over whole periods. */
static double sine_db(const float* out, unsigned from, unsigned n, double frequency_hz) {
  double sum[2] = {0.0, 0.0};
  for (unsigned i = from; i < from + n; ++i) {
    const double angle = 6.283185307179586 * frequency_hz / rate_hz * i;
    sum[0] += 2.0 / n * (double)out[i] * cos(angle);
    sum[1] += 2.0 / n * (double)out[i] * sin(angle);
  }
  return 20.0 * log10(hypot(sum[0], sum[1]));
}

/* Butterworth prototypes in series: (f/h)^4 / (1 + (f/h)^4) and 1 / (1 + (f/l)^4) in power. */
static void test_sends_have_filters_of_their_own(void** state) {
  (void)state;
  static const double frequencies_hz[] = {100.0, 400.0, 1000.0, 2000.0, 4000.0, 12000.0};
  static const double hpf_hz[SENDS] = {0.0, 400.0, 0.0, 2000.0};
  static const double lpf_hz[SENDS] = {(double)INFINITY, (double)INFINITY, 1000.0, 4000.0};
  for (unsigned f = 0; f < sizeof(frequencies_hz) / sizeof(frequencies_hz[0]); ++f) {
    SendFixture* fixture = send_fixture_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      const double x = sin(6.283185307179586 * frequencies_hz[f] / rate_hz * i);
      fixture->in[0][i] = (float)x;
      fixture->in[1][i] = (float)(0.5 * x);
    }
    for (unsigned s = 0; s < SENDS; ++s) {
      fixture->params.send[s].hpf_hz = (float)hpf_hz[s];
      fixture->params.send[s].lpf_hz = (float)lpf_hz[s];
    }
    send_fixture_run(fixture, 0, FRAMES);
    for (unsigned s = 0; s < SENDS; ++s) {
      const double above = pow(frequencies_hz[f] / hpf_hz[s], 4.0);
      const double below = pow(frequencies_hz[f] / lpf_hz[s], 4.0);
      const double high_db = hpf_hz[s] > 0.0 ? 10.0 * log10(above / (1.0 + above)) : 0.0;
      const double low_db = -10.0 * log10(1.0 + below);
      assert_near(sine_db(send_fixture_send(fixture, s, 0), 3360, 4800, frequencies_hz[f]), high_db + low_db, 0.1);
      assert_near(sine_db(send_fixture_send(fixture, s, 1), 3360, 4800, frequencies_hz[f]), high_db + low_db - 6.0206,
                  0.1);
    }
    send_fixture_free(fixture);
  }
}

static void test_a_silent_send_forgets(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  SendParams* send = &fixture->params.send[1];
  send->hpf_hz = 30.0f;
  send->lpf_hz = 1000.0f;
  for (unsigned round = 0; round < 2; ++round) {
    send_fixture_fill(fixture, 0.5f, 0.5f);
    send_fixture_run(fixture, 0, 2000);
    send->mute = true;
    send_fixture_run(fixture, 2000, 2000);
    send_fixture_fill(fixture, 0.0f, 0.0f);
    send->mute = false;
    send_fixture_run(fixture, 4000, 2000);
    for (unsigned i = 4000; i < 6000; ++i) {
      assert_true(send_fixture_send(fixture, 1, 0)[i] == 0.0f);
    }
  }
  send_fixture_free(fixture);
}

/* A cut-off that was set while a send was silent holds from its first frame; and waking up is a fade like any other. */
static void test_a_send_wakes_up_with_its_filters_set(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  SendParams* send = &fixture->params.send[1];
  send->level = 0.0f;
  send_fixture_run(fixture, 0, 1000);
  send->hpf_hz = 2000.0f;
  send_fixture_run(fixture, 1000, 1000);
  send->level = 1.0f;
  send_fixture_fill(fixture, 1.0f, 1.0f);
  send_fixture_run(fixture, 2000, 1000);
  float peak = 0.0f;
  for (unsigned i = 2000; i < 3000; ++i) {
    peak = fmaxf(peak, fabsf(send_fixture_send(fixture, 1, 0)[i]));
  }
  assert_true(peak > 0.0f && peak < 0.05f);
  send_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_outs_follow_the_formula),
    cmocka_unit_test(test_defaults_are_bit_exact),
    cmocka_unit_test(test_a_pre_fader_send_is_bit_exact_whatever_the_fader_does),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
    cmocka_unit_test(test_sends_have_filters_of_their_own),
    cmocka_unit_test(test_a_silent_send_forgets),
    cmocka_unit_test(test_a_send_wakes_up_with_its_filters_set),
  };
  return cmocka_run_group_tests_name("aux_send", tests, NULL, NULL);
}
