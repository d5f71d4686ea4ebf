// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of a mixing desk's sends, written out in double precision. */

#include "common/dsp/glide.h"
#include "plugins/aux_send/aux_send.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { SENDS = AUX_SEND_MAX_SENDS, OUTS = (1 + SENDS) * 2, FRAMES = 8192 };

static const double rate_hz = 48000.0;

typedef struct {
  AuxSend* aux;
  unsigned n_channels;
  AuxSendParams params;
  float in[2][FRAMES];
  float out[OUTS][FRAMES];  // main, then send by send, n_channels each
} Bench;

static void defaults(AuxSendParams* params) {
  *params = (AuxSendParams){.fader = 1.0f, .enabled = true};
  for (unsigned i = 0; i < SENDS; ++i) {
    params->send[i] = (SendParams){
      .level = 1.0f, .hpf_hz = AUX_SEND_HPF_OFF_HZ, .lpf_hz = AUX_SEND_LPF_OFF_HZ, .tap = TAP_POST_FADER};
  }
}

static Bench* bench_new(unsigned n_channels) {
  Bench* bench = (Bench*)calloc(1, sizeof(Bench));
  assert_non_null(bench);
  bench->aux = aux_send_new(SENDS, n_channels, rate_hz);
  assert_non_null(bench->aux);
  bench->n_channels = n_channels;
  defaults(&bench->params);
  srand(7);
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = (float)rand() / (float)RAND_MAX - 0.5f;
    bench->in[1][i] = (float)rand() / (float)RAND_MAX - 0.5f;
  }
  return bench;
}

static void bench_free(Bench* bench) {
  aux_send_free(bench->aux);
  free(bench);
}

static void fill_in(Bench* bench, float l, float r) {
  for (unsigned i = 0; i < FRAMES; ++i) {
    bench->in[0][i] = l;
    bench->in[1][i] = r;
  }
}

/* Runs frames `at` .. `at + n` of the bench's buffers with the bench's params. */
static void run(Bench* bench, unsigned at, unsigned n) {
  const float* in[2] = {bench->in[0] + at, bench->in[1] + at};
  float* out[OUTS];
  for (unsigned i = 0; i < OUTS; ++i) {
    out[i] = bench->out[i] + at;
  }
  aux_send_set(bench->aux, &bench->params);
  aux_send_run(bench->aux, in, out, n);
}

static const float* main_out(const Bench* bench, unsigned side) {
  return bench->out[side];
}

static const float* send_out(const Bench* bench, unsigned i, unsigned side) {
  return bench->out[(1 + i) * bench->n_channels + side];
}

/* The balance law; a mono signal has no pan. */
static double balance(const Bench* bench, float pan, unsigned side) {
  const double towards = side ? (double)pan : -(double)pan;
  return bench->n_channels > 1 ? fmin(1.0, 1.0 + towards) : 1.0;
}

static double main_gain(const Bench* bench, unsigned side) {
  const AuxSendParams* params = &bench->params;
  return params->mute ? 0.0 : (double)params->fader * balance(bench, params->pan, side);
}

/* From the input to a send's out, filters aside. */
static double send_gain(const Bench* bench, unsigned i, unsigned side) {
  const SendParams* send = &bench->params.send[i];
  const double tapped = send->tap == TAP_POST_FADER ? main_gain(bench, side) : 1.0;
  const double level = send->mute ? 0.0 : (double)send->level;
  return tapped * level * balance(bench, send->pan, side) * (send->invert ? -1.0 : 1.0);
}

static void assert_outs_follow_the_formula(const Bench* bench, unsigned from, unsigned to) {
  for (unsigned side = 0; side < bench->n_channels; ++side) {
    for (unsigned i = from; i < to; ++i) {
      const double in = (double)bench->in[side][i];
      assert_near(main_out(bench, side)[i], in * main_gain(bench, side), 1e-7);
      for (unsigned s = 0; s < SENDS; ++s) {
        assert_near(send_out(bench, s, side)[i], in * send_gain(bench, s, side), 1e-6);
      }
    }
  }
}

static void set_something_of_everything(AuxSendParams* params) {
  params->fader = 0.6f;
  params->pan = 0.25f;
  params->send[0].level = 0.5f;
  params->send[0].pan = -0.3f;
  params->send[0].invert = true;
  params->send[1].level = 1.7f;
  params->send[1].pan = 0.8f;
  params->send[1].tap = TAP_PRE_FADER;
  params->send[2].mute = true;
  params->send[3].level = 3.9f;
  params->send[3].pan = 1.0f;
  params->send[3].invert = true;
  params->send[3].tap = TAP_PRE_FADER;
}

static void test_outs_follow_the_formula(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned muted = 0; muted < 2; ++muted) {
      Bench* bench = bench_new(n_channels);
      set_something_of_everything(&bench->params);
      bench->params.mute = muted;
      run(bench, 0, FRAMES);
      assert_outs_follow_the_formula(bench, 0, FRAMES);
      bench_free(bench);
    }
  }
}

static void test_defaults_are_bit_exact(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (int tap = TAP_PRE_FADER; tap <= TAP_POST_FADER; ++tap) {
      Bench* bench = bench_new(n_channels);
      bench->in[0][9] = -0.0f;
      for (unsigned s = 0; s < SENDS; ++s) {
        bench->params.send[s].tap = (SendTap)tap;
      }
      run(bench, 0, FRAMES);
      for (unsigned out = 0; out < (1 + SENDS) * n_channels; ++out) {
        assert_memory_equal(bench->out[out], bench->in[out % n_channels], sizeof(bench->out[out]));
      }
      bench_free(bench);
    }
  }
}

static void test_a_pre_fader_send_is_bit_exact_whatever_the_fader_does(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.fader = 0.3f;
  bench->params.pan = -0.7f;
  bench->params.send[2].tap = TAP_PRE_FADER;
  run(bench, 0, 1000);
  bench->params.mute = true;
  run(bench, 1000, FRAMES - 1000);
  assert_memory_equal(send_out(bench, 2, 0), bench->in[0], sizeof(bench->in[0]));
  assert_memory_equal(send_out(bench, 2, 1), bench->in[1], sizeof(bench->in[1]));
  bench_free(bench);
}

static void assert_is_off(const Bench* bench, unsigned from, unsigned to) {
  for (unsigned side = 0; side < bench->n_channels; ++side) {
    assert_memory_equal(main_out(bench, side) + from, bench->in[side] + from, (to - from) * sizeof(float));
    for (unsigned i = from; i < to; ++i) {
      for (unsigned s = 0; s < SENDS; ++s) {
        assert_true(send_out(bench, s, side)[i] == 0.0f);
      }
    }
  }
}

static void test_off_passes_the_main_signal_alone(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* bench = bench_new(n_channels);
    set_something_of_everything(&bench->params);
    bench->params.enabled = false;
    run(bench, 0, 1000);
    assert_is_off(bench, 0, 1000);
    bench->params.enabled = true;
    run(bench, 1000, 1000);
    assert_outs_follow_the_formula(bench, 1480, 2000);
    bench->params.enabled = false;
    run(bench, 2000, 1000);
    assert_is_off(bench, 2480, 3000);
    bench_free(bench);
  }
}

/* What bypass lets through on the main out must not reach a post-fader send on its way out. */
static void test_off_does_not_leak_into_a_send_of_a_muted_signal(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.mute = true;
  run(bench, 0, 1000);
  bench->params.enabled = false;
  run(bench, 1000, 1000);
  for (unsigned i = 0; i < 2000; ++i) {
    assert_true(send_out(bench, 0, 0)[i] == 0.0f);
  }
  bench_free(bench);
}

/* On constant input every change of a control must show as a straight line of 10 ms between two constants. */
static void assert_line(const float* out, unsigned at) {
  const unsigned n = glide_frames(rate_hz);
  const double from = (double)out[at - 1];
  const double to = (double)out[at + n];
  assert_true(fabs(from - to) > 0.01);
  for (unsigned i = 0; i < n; ++i) {
    assert_near(out[at + i], from + (to - from) * (i + 1) / n, 2e-6);
  }
  assert_true(out[at + n - 1] == out[at + n]);
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
    Bench* bench = bench_new(2);
    fill_in(bench, 0.5f, -0.3f);
    const bool of_main = change < 4;
    const unsigned which = of_main ? change : change - 4;
    void (*set)(AuxSendParams*, unsigned) = of_main ? change_main : change_send;
    set(&bench->params, UINT_MAX);
    run(bench, 0, 1000);
    set(&bench->params, which);
    run(bench, 1000, 1000);
    set(&bench->params, UINT_MAX);
    run(bench, 2000, 1000);
    for (unsigned side = 0; side < 2; ++side) {
      assert_line(of_main ? main_out(bench, side) : send_out(bench, 3, side), 1000);
      assert_line(of_main ? main_out(bench, side) : send_out(bench, 3, side), 2000);
    }
    bench_free(bench);
  }
}

static void test_starts_settled(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  run(bench, 0, 0);
  set_something_of_everything(&bench->params);
  run(bench, 0, 64);
  assert_outs_follow_the_formula(bench, 0, 64);
  aux_send_reset(bench->aux);
  defaults(&bench->params);
  run(bench, 64, 64);
  assert_outs_follow_the_formula(bench, 64, 128);
  bench_free(bench);
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
  static const double hpf_hz[SENDS] = {10.0, 400.0, 10.0, 2000.0};
  static const double lpf_hz[SENDS] = {22000.0, 22000.0, 1000.0, 4000.0};
  for (unsigned f = 0; f < sizeof(frequencies_hz) / sizeof(frequencies_hz[0]); ++f) {
    Bench* bench = bench_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      const double x = sin(6.283185307179586 * frequencies_hz[f] / rate_hz * i);
      bench->in[0][i] = (float)x;
      bench->in[1][i] = (float)(0.5 * x);
    }
    for (unsigned s = 0; s < SENDS; ++s) {
      bench->params.send[s].hpf_hz = (float)hpf_hz[s];
      bench->params.send[s].lpf_hz = (float)lpf_hz[s];
    }
    run(bench, 0, FRAMES);
    for (unsigned s = 0; s < SENDS; ++s) {
      const double above = pow(frequencies_hz[f] / hpf_hz[s], 4.0);
      const double below = pow(frequencies_hz[f] / lpf_hz[s], 4.0);
      const double high_db = hpf_hz[s] > 10.0 ? 10.0 * log10(above / (1.0 + above)) : 0.0;
      const double low_db = lpf_hz[s] < 22000.0 ? -10.0 * log10(1.0 + below) : 0.0;
      assert_near(sine_db(send_out(bench, s, 0), 3360, 4800, frequencies_hz[f]), high_db + low_db, 0.1);
      assert_near(sine_db(send_out(bench, s, 1), 3360, 4800, frequencies_hz[f]), high_db + low_db - 6.0206, 0.1);
    }
    bench_free(bench);
  }
}

static void test_a_silent_send_forgets(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  SendParams* send = &bench->params.send[1];
  send->hpf_hz = 30.0f;
  send->lpf_hz = 1000.0f;
  for (unsigned round = 0; round < 2; ++round) {
    fill_in(bench, 0.5f, 0.5f);
    run(bench, 0, 2000);
    send->mute = true;
    run(bench, 2000, 2000);
    fill_in(bench, 0.0f, 0.0f);
    send->mute = false;
    run(bench, 4000, 2000);
    for (unsigned i = 4000; i < 6000; ++i) {
      assert_true(send_out(bench, 1, 0)[i] == 0.0f);
    }
  }
  bench_free(bench);
}

/* A cut-off that was set while a send was silent holds from its first frame; and waking up is a fade like any other. */
static void test_a_send_wakes_up_with_its_filters_set(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  SendParams* send = &bench->params.send[1];
  send->level = 0.0f;
  run(bench, 0, 1000);
  send->hpf_hz = 2000.0f;
  run(bench, 1000, 1000);
  send->level = 1.0f;
  fill_in(bench, 1.0f, 1.0f);
  run(bench, 2000, 1000);
  float peak = 0.0f;
  for (unsigned i = 2000; i < 3000; ++i) {
    peak = fmaxf(peak, fabsf(send_out(bench, 1, 0)[i]));
  }
  assert_true(peak > 0.0f && peak < 0.05f);
  bench_free(bench);
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
  send->hpf_hz = step % 4 ? 10.0f + 1000.0f * random : AUX_SEND_HPF_OFF_HZ;
  send->lpf_hz = step % 3 ? 1000.0f + 9000.0f * random : AUX_SEND_LPF_OFF_HZ;
}

static void run_wandering(Bench* bench, unsigned longest, AuxSendMeters* meters) {
  for (unsigned at = 0; at + 700 <= FRAMES; at += 700) {
    wander(&bench->params, at / 700);
    srand(longest);
    unsigned n = 0;
    for (unsigned i = 0; i < 700; i += n) {
      n = longest > 1 ? 1 + (unsigned)rand() % longest : 1;
      n = n < 700 - i ? n : 700 - i;
      run(bench, at + i, n);
    }
    aux_send_read(bench->aux, &meters[at / 700]);
  }
}

static void test_cuts_do_not_matter(void** state) {
  (void)state;
  static const unsigned longest[] = {1, 3, 64, 65, 700};
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    Bench* whole = bench_new(n_channels);
    AuxSendMeters expected[FRAMES / 700];
    memset(expected, 0, sizeof(expected));
    for (unsigned i = 0; i < FRAMES; i += 5) {
      whole->in[0][i] = -0.0f;
    }
    run_wandering(whole, 100000, expected);
    for (unsigned l = 0; l < sizeof(longest) / sizeof(longest[0]); ++l) {
      Bench* cut = bench_new(n_channels);
      AuxSendMeters meters[FRAMES / 700];
      memset(meters, 0, sizeof(meters));
      memcpy(cut->in, whole->in, sizeof(cut->in));
      run_wandering(cut, longest[l], meters);
      assert_memory_equal(cut->out, whole->out, sizeof(cut->out));
      assert_memory_equal(meters, expected, sizeof(meters));
      bench_free(cut);
    }
    bench_free(whole);
  }
}

static void test_meters_show_the_peaks(void** state) {
  (void)state;
  for (unsigned filtered = 0; filtered < 2; ++filtered) {
    Bench* bench = bench_new(2);
    set_something_of_everything(&bench->params);
    bench->params.send[0].lpf_hz = filtered ? 3000.0f : AUX_SEND_LPF_OFF_HZ;
    fill_in(bench, 0.0f, 0.0f);
    bench->in[0][100] = 0.2f;
    bench->in[1][100] = -0.3f;
    run(bench, 0, 128);
    AuxSendMeters meters;
    aux_send_read(bench->aux, &meters);
    assert_near(meters.peak[0], 0.2 * 0.6 * 0.75, 1e-7);
    assert_near(meters.peak[1], 0.3 * 0.6, 1e-7);
    assert_near(meters.send_peak[1], 0.3 * 1.7, 1e-6);
    assert_true(meters.send_peak[2] == 0.0f);
    assert_near(meters.send_peak[3], 0.3 * 3.9, 1e-6);
    float peak = 0.0f;
    for (unsigned i = 0; i < 128; ++i) {
      peak = fmaxf(peak, fmaxf(fabsf(send_out(bench, 0, 0)[i]), fabsf(send_out(bench, 0, 1)[i])));
    }
    assert_true(meters.send_peak[0] == peak && peak > 0.0f);
    bench_free(bench);
  }
}

static void test_meters_fall_by_20_db_a_second(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  run(bench, 0, 64);
  AuxSendMeters first;
  AuxSendMeters later;
  aux_send_read(bench->aux, &first);
  fill_in(bench, 0.0f, 0.0f);
  for (unsigned done = 0; done < 48000; done += 64) {
    run(bench, 0, 64);
  }
  aux_send_read(bench->aux, &later);
  assert_near(later.peak[0] / first.peak[0], 0.1, 1e-4);
  assert_near(later.peak[1] / first.peak[1], 0.1, 1e-4);
  assert_near(later.send_peak[3] / first.send_peak[3], 0.1, 1e-4);
  bench_free(bench);
}

static Status status_after(Bench* bench, double seconds) {
  for (double done = 0.0; done < seconds; done += FRAMES / rate_hz) {
    run(bench, 0, FRAMES);
  }
  AuxSendMeters meters;
  aux_send_read(bench->aux, &meters);
  return meters.status;
}

static void test_status(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  assert_int_equal(status_after(bench, 2.4), STATUS_OK);
  bench->params.pan = -1.0f;
  assert_int_equal(status_after(bench, 1.7), STATUS_OK);
  assert_int_equal(status_after(bench, 0.7), STATUS_ONE_SIDED);
  bench->params.send[3].level = 3.9f;
  assert_int_equal(status_after(bench, 0.1), STATUS_CLIPPING);
  bench->params.send[3].level = 1.0f;
  bench->params.fader = 3.9f;
  assert_int_equal(status_after(bench, 2.4), STATUS_CLIPPING);
  fill_in(bench, 0.0f, 0.0f);
  assert_int_equal(status_after(bench, 2.4), STATUS_SILENT);
  bench_free(bench);
  bench = bench_new(1);
  assert_int_equal(status_after(bench, 2.4), STATUS_OK);
  bench->params.mute = true;
  assert_int_equal(status_after(bench, 2.4), STATUS_OK);
  bench_free(bench);
}

static void test_one_bad_sample_is_silence_and_gone(void** state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (unsigned b = 0; b < 3; ++b) {
    Bench* bench = bench_new(2);
    Bench* clean = bench_new(2);
    set_something_of_everything(&bench->params);
    bench->params.send[0].hpf_hz = 200.0f;
    bench->params.send[1].lpf_hz = 2000.0f;
    clean->params = bench->params;
    bench->in[1][700] = bad[b];
    clean->in[1][700] = copysignf(0.0f, bad[b]);
    run(bench, 0, FRAMES);
    run(clean, 0, FRAMES);
    assert_memory_equal(bench->out, clean->out, sizeof(bench->out));
    AuxSendMeters meters;
    aux_send_read(bench->aux, &meters);
    assert_true(meters.peak[1] < 1.0f && meters.send_peak[0] < 1.0f);
    bench_free(bench);
    bench_free(clean);
  }
}

static void test_the_largest_samples_leave_nothing_behind(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  bench->params.fader = bench->params.send[0].level = 4.0f;
  bench->params.send[0].hpf_hz = 500.0f;
  bench->params.send[1].lpf_hz = 2000.0f;
  for (unsigned i = 0; i < 50; ++i) {
    bench->in[0][i] = i / 7 % 2 ? FLT_MAX : -FLT_MAX;
  }
  memset(bench->in[0] + 50, 0, sizeof(bench->in[0]) - 50 * sizeof(float));
  bench->params.send[2].tap = TAP_PRE_FADER;
  run(bench, 0, 20);
  bench->params.enabled = false;
  bench->params.send[2].tap = TAP_POST_FADER;
  run(bench, 20, 20);
  bench->params.enabled = true;
  run(bench, 40, FRAMES - 40);
  for (unsigned out = 0; out < OUTS; out += 2) {
    for (unsigned i = 0; i < FRAMES; ++i) {
      assert_true(isfinite(bench->out[out][i]));
    }
    assert_near(bench->out[out][FRAMES - 1], 0.0, 1e-6);
  }
  bench_free(bench);
}

/* Any out may be any in. */
static void test_buffers_may_be_shared(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  Bench* shared = bench_new(2);
  set_something_of_everything(&bench->params);
  set_something_of_everything(&shared->params);
  run(bench, 0, FRAMES);
  const float* in[2] = {shared->in[0], shared->in[1]};
  float* out[OUTS] = {shared->in[1], shared->out[1], shared->in[0]};
  aux_send_set(shared->aux, &shared->params);
  aux_send_run(shared->aux, in, out, FRAMES);
  assert_memory_equal(shared->in[1], main_out(bench, 0), sizeof(bench->out[0]));
  assert_memory_equal(shared->out[1], main_out(bench, 1), sizeof(bench->out[0]));
  assert_memory_equal(shared->in[0], send_out(bench, 0, 0), sizeof(bench->out[0]));
  bench_free(shared);
  bench_free(bench);
}

static void test_unconnected_buffers_are_silence_and_nowhere(void** state) {
  (void)state;
  Bench* bench = bench_new(2);
  const float* in[2] = {NULL, bench->in[1]};
  float* out[OUTS] = {[1] = bench->out[1], [4] = bench->out[4], [5] = bench->out[5]};
  memset(bench->out, 1, sizeof(bench->out));
  aux_send_set(bench->aux, &bench->params);
  aux_send_run(bench->aux, in, out, FRAMES);
  assert_memory_equal(bench->out[1], bench->in[1], sizeof(bench->out[1]));
  assert_memory_equal(bench->out[5], bench->in[1], sizeof(bench->out[5]));
  for (unsigned i = 0; i < FRAMES; ++i) {
    assert_true(bench->out[4][i] == 0.0f);
  }
  bench_free(bench);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_outs_follow_the_formula),
    cmocka_unit_test(test_defaults_are_bit_exact),
    cmocka_unit_test(test_a_pre_fader_send_is_bit_exact_whatever_the_fader_does),
    cmocka_unit_test(test_off_passes_the_main_signal_alone),
    cmocka_unit_test(test_off_does_not_leak_into_a_send_of_a_muted_signal),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
    cmocka_unit_test(test_starts_settled),
    cmocka_unit_test(test_sends_have_filters_of_their_own),
    cmocka_unit_test(test_a_silent_send_forgets),
    cmocka_unit_test(test_a_send_wakes_up_with_its_filters_set),
    cmocka_unit_test(test_cuts_do_not_matter),
    cmocka_unit_test(test_meters_show_the_peaks),
    cmocka_unit_test(test_meters_fall_by_20_db_a_second),
    cmocka_unit_test(test_status),
    cmocka_unit_test(test_one_bad_sample_is_silence_and_gone),
    cmocka_unit_test(test_the_largest_samples_leave_nothing_behind),
    cmocka_unit_test(test_buffers_may_be_shared),
    cmocka_unit_test(test_unconnected_buffers_are_silence_and_nowhere),
  };
  return cmocka_run_group_tests_name("aux_send", tests, NULL, NULL);
}
