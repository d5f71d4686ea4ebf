// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the engine must hold apart from its sound: off, start, block cuts, meters, status, bad samples and buffers. */

#include "common/dsp/chunk.h"
#include "tests/plugins/send_fixture.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void assert_is_off(const SendFixture* fixture, unsigned from, unsigned to) {
  for (unsigned side = 0; side < fixture->n_channels; ++side) {
    assert_samples_equal(send_fixture_main(fixture, side) + from, fixture->in[side] + from, (to - from));
    for (unsigned i = from; i < to; ++i) {
      for (unsigned s = 0; s < SENDS; ++s) {
        assert_true(send_fixture_send(fixture, s, side)[i] == 0.0f);
      }
    }
  }
}

static void test_off_passes_the_main_signal_alone(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SendFixture* fixture = send_fixture_new(n_channels);
    send_fixture_set_something(&fixture->params);
    fixture->params.enabled = false;
    send_fixture_run(fixture, 0, 1000);
    assert_is_off(fixture, 0, 1000);
    fixture->params.enabled = true;
    send_fixture_run(fixture, 1000, 1000);
    send_fixture_assert_formula(fixture, 1480, 2000);
    fixture->params.enabled = false;
    send_fixture_run(fixture, 2000, 1000);
    assert_is_off(fixture, 2480, 3000);
    send_fixture_free(fixture);
  }
}

/* What bypass lets through on the main out must not reach a post-fader send on its way out. */
static void test_off_does_not_leak_into_a_send_of_a_muted_signal(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  fixture->params.mute = true;
  send_fixture_run(fixture, 0, 1000);
  fixture->params.enabled = false;
  send_fixture_run(fixture, 1000, 1000);
  for (unsigned i = 0; i < 2000; ++i) {
    assert_true(send_fixture_send(fixture, 0, 0)[i] == 0.0f);
  }
  send_fixture_free(fixture);
}

static void test_starts_settled(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  send_fixture_run(fixture, 0, 0);
  send_fixture_set_something(&fixture->params);
  send_fixture_run(fixture, 0, 64);
  send_fixture_assert_formula(fixture, 0, 64);
  aux_send_reset(fixture->aux);
  send_fixture_defaults(&fixture->params);
  send_fixture_run(fixture, 64, 64);
  send_fixture_assert_formula(fixture, 64, 128);
  send_fixture_free(fixture);
}

/* A little of everything moves, every 700 frames. */
static void wander(AuxSendParams* params, unsigned step) {
  srand(step);
  const float random = (float)rand() / (float)RAND_MAX;
  SendParams* send = &params->send[step % SENDS];
  params->fader = step % 5 ? random : 1.0f;
  params->pan = step % 3 ? 0.0f : 1.0f - 2.0f * random;
  params->mute = step % 7 == 6;
  params->enabled = step % 6 != 5;
  send->level = step % 2 ? 1.0f : 2.0f * random;
  send->mute = step % 3 == 1;
  send->invert = step % 5 == 1;
  send->tap = (SendTap)(step / 2 % 2);
  send->hpf_hz = step % 4 ? 10.0f + 1000.0f * random : 0.0f;
  send->lpf_hz = step % 3 ? 1000.0f + 9000.0f * random : INFINITY;
}

static void run_wandering(SendFixture* fixture, unsigned longest, AuxSendMeters* meters) {
  for (unsigned at = 0; at + 700 <= FRAMES; at += 700) {
    wander(&fixture->params, at / 700);
    srand(longest);
    unsigned n = 0;
    for (unsigned i = 0; i < 700; i += n) {
      n = longest > 1 ? 1 + (unsigned)rand() % longest : 1;
      n = n < 700 - i ? n : 700 - i;
      (i ? send_fixture_run_on : send_fixture_run)(fixture, at + i, n);
    }
    aux_send_read(fixture->aux, &meters[at / 700]);
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  static const unsigned longest[] = {1, 3, 64, 65, 700};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SendFixture* whole = send_fixture_new(n_channels);
    AuxSendMeters expected[FRAMES / 700];
    memset(expected, 0, sizeof(expected));
    run_wandering(whole, 100000, expected);
    for (unsigned l = 0; l < sizeof(longest) / sizeof(longest[0]); ++l) {
      SendFixture* cut = send_fixture_new(n_channels);
      AuxSendMeters meters[FRAMES / 700];
      memset(meters, 0, sizeof(meters));
      memcpy(cut->in, whole->in, sizeof(cut->in));
      run_wandering(cut, longest[l], meters);
      assert_samples_equal(cut->out[0], whole->out[0], sizeof(cut->out) / sizeof(float));
      assert_memory_equal(meters, expected, sizeof(meters));
      send_fixture_free(cut);
    }
    send_fixture_free(whole);
  }
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  for (unsigned filtered = 0; filtered < 2; ++filtered) {
    SendFixture* fixture = send_fixture_new(2);
    send_fixture_set_something(&fixture->params);
    fixture->params.send[0].lpf_hz = filtered ? 3000.0f : INFINITY;
    send_fixture_fill(fixture, 0.0f, 0.0f);
    fixture->in[0][100] = 0.2f;
    fixture->in[1][100] = -0.3f;
    send_fixture_run(fixture, 0, 128);
    AuxSendMeters meters;
    aux_send_read(fixture->aux, &meters);
    assert_near(meters.peak[0], 0.2 * 0.6 * 0.75, 1e-7);
    assert_near(meters.peak[1], 0.3 * 0.6, 1e-7);
    assert_near(meters.send_peak[1], 0.3 * 1.7, 1e-6);
    assert_true(meters.send_peak[2] == 0.0f);
    assert_near(meters.send_peak[3], 0.3 * 3.9, 1e-6);
    float peak = 0.0f;
    for (unsigned i = 0; i < 128; ++i) {
      peak = fmaxf(peak, fmaxf(fabsf(send_fixture_send(fixture, 0, 0)[i]), fabsf(send_fixture_send(fixture, 0, 1)[i])));
    }
    assert_true(meters.send_peak[0] == peak && peak > 0.0f);
    send_fixture_free(fixture);
  }
}

static void test_meters_fall_by_20_db_a_second(void** state) {
  (void)state;
  enum { INTERVALS = 187 };
  SendFixture* fixture = send_fixture_new(2);
  send_fixture_run(fixture, 0, CHUNK_LONG_FRAMES);
  AuxSendMeters first;
  AuxSendMeters later;
  aux_send_read(fixture->aux, &first);
  send_fixture_fill(fixture, 0.0f, 0.0f);
  for (unsigned i = 0; i < INTERVALS; ++i) {
    send_fixture_run(fixture, 0, CHUNK_LONG_FRAMES);
  }
  aux_send_read(fixture->aux, &later);
  const double fallen = pow(10.0, -INTERVALS * CHUNK_LONG_FRAMES / 48000.0);
  assert_near(later.peak[0] / first.peak[0], fallen, 1e-4);
  assert_near(later.peak[1] / first.peak[1], fallen, 1e-4);
  assert_near(later.send_peak[3] / first.send_peak[3], fallen, 1e-4);
  send_fixture_free(fixture);
}

static Status status_after(SendFixture* fixture, double seconds) {
  for (double done = 0.0; done < seconds; done += FRAMES / rate_hz) {
    send_fixture_run(fixture, 0, FRAMES);
  }
  AuxSendMeters meters;
  aux_send_read(fixture->aux, &meters);
  return meters.status;
}

static void test_status(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  assert_int_equal(status_after(fixture, 2.4), STATUS_OK);
  fixture->params.pan = -1.0f;
  assert_int_equal(status_after(fixture, 1.7), STATUS_OK);
  assert_int_equal(status_after(fixture, 0.7), STATUS_ONE_SIDED);
  fixture->params.send[3].level = 3.9f;
  assert_int_equal(status_after(fixture, 0.1), STATUS_CLIPPING);
  fixture->params.send[3].level = 1.0f;
  fixture->params.fader = 3.9f;
  assert_int_equal(status_after(fixture, 2.4), STATUS_CLIPPING);
  send_fixture_fill(fixture, 0.0f, 0.0f);
  assert_int_equal(status_after(fixture, 2.4), STATUS_SILENT);
  send_fixture_free(fixture);
  fixture = send_fixture_new(1);
  assert_int_equal(status_after(fixture, 2.4), STATUS_OK);
  fixture->params.mute = true;
  assert_int_equal(status_after(fixture, 2.4), STATUS_OK);
  send_fixture_free(fixture);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (unsigned b = 0; b < 3; ++b) {
    SendFixture* fixture = send_fixture_new(2);
    SendFixture* clean = send_fixture_new(2);
    send_fixture_set_something(&fixture->params);
    fixture->params.send[0].hpf_hz = 200.0f;
    fixture->params.send[1].lpf_hz = 2000.0f;
    clean->params = fixture->params;
    fixture->in[1][700] = bad[b];
    clean->in[1][700] = copysignf(0.0f, bad[b]);
    send_fixture_run(fixture, 0, FRAMES);
    send_fixture_run(clean, 0, FRAMES);
    assert_samples_equal(fixture->out[0], clean->out[0], sizeof(fixture->out) / sizeof(float));
    AuxSendMeters meters;
    aux_send_read(fixture->aux, &meters);
    assert_true(meters.peak[1] < 1.0f && meters.send_peak[0] < 1.0f);
    send_fixture_free(fixture);
    send_fixture_free(clean);
  }
}

static void test_the_largest_samples_leave_nothing_behind(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  fixture->params.fader = fixture->params.send[0].level = 4.0f;
  fixture->params.send[0].hpf_hz = 500.0f;
  fixture->params.send[1].lpf_hz = 2000.0f;
  for (unsigned i = 0; i < 50; ++i) {
    fixture->in[0][i] = i / 7 % 2 ? FLT_MAX : -FLT_MAX;
  }
  memset(fixture->in[0] + 50, 0, sizeof(fixture->in[0]) - 50 * sizeof(float));
  fixture->params.send[2].tap = TAP_PRE_FADER;
  send_fixture_run(fixture, 0, 20);
  fixture->params.enabled = false;
  fixture->params.send[2].tap = TAP_POST_FADER;
  send_fixture_run(fixture, 20, 20);
  fixture->params.enabled = true;
  send_fixture_run(fixture, 40, FRAMES - 40);
  for (unsigned out = 0; out < OUTS; out += 2) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      assert_true(isfinite(fixture->out[out][i]));
    }
    assert_near(fixture->out[out][FRAMES - 1], 0.0, 1e-6);
  }
  send_fixture_free(fixture);
}

/* Any out may be any in. */
static void test_buffers_may_be_shared(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  SendFixture* shared = send_fixture_new(2);
  send_fixture_set_something(&fixture->params);
  send_fixture_set_something(&shared->params);
  send_fixture_run(fixture, 0, FRAMES);
  const float* in[2] = {shared->in[0], shared->in[1]};
  float* out[OUTS] = {shared->in[1], shared->out[1], shared->in[0]};
  aux_send_set(shared->aux, &shared->params);
  aux_send_run(shared->aux, in, out, FRAMES);
  assert_samples_equal(shared->in[1], send_fixture_main(fixture, 0), sizeof(fixture->out[0]) / sizeof(float));
  assert_samples_equal(shared->out[1], send_fixture_main(fixture, 1), sizeof(fixture->out[0]) / sizeof(float));
  assert_samples_equal(shared->in[0], send_fixture_send(fixture, 0, 0), sizeof(fixture->out[0]) / sizeof(float));
  send_fixture_free(shared);
  send_fixture_free(fixture);
}

static void test_unconnected_buffers_are_silence_and_nowhere(void** state) {
  (void)state;
  SendFixture* fixture = send_fixture_new(2);
  const float* in[2] = {NULL, fixture->in[1]};
  float* out[OUTS] = {[1] = fixture->out[1], [4] = fixture->out[4], [5] = fixture->out[5]};
  memset(fixture->out, 1, sizeof(fixture->out));
  aux_send_set(fixture->aux, &fixture->params);
  aux_send_run(fixture->aux, in, out, FRAMES);
  assert_samples_equal(fixture->out[1], fixture->in[1], sizeof(fixture->out[1]) / sizeof(float));
  assert_samples_equal(fixture->out[5], fixture->in[1], sizeof(fixture->out[5]) / sizeof(float));
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(fixture->out[4][i] == 0.0f);
  }
  send_fixture_free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_off_passes_the_main_signal_alone),
    cmocka_unit_test(test_off_does_not_leak_into_a_send_of_a_muted_signal),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_meters_show_the_peaks),
    cmocka_unit_test(test_meters_fall_by_20_db_a_second),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_one_bad_sample_is_silence_and_gone),
    cmocka_unit_test(test_the_largest_samples_leave_nothing_behind),
    cmocka_unit_test(test_buffers_may_be_shared),
    cmocka_unit_test(test_unconnected_buffers_are_silence_and_nowhere),
  };
  return cmocka_run_group_tests_name("aux_send_state", tests, NULL, NULL);
}
