// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What an aux return says about its routing, and its guard in real loops. */

#include "common/dsp/chunk.h"
#include "common/dsp/guard.h"
#include "tests/plugins/return_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_status_names_a_return_that_is_the_dry_signal(void** state) {
  (void)state;
  static const Status expected[] = {STATUS_DUPLICATE, STATUS_CANCELLING, STATUS_OK};
  for (unsigned alike = 0; alike < 3; ++alike) {
    ReturnFixture* fixture = return_fixture_new(2);
    for (unsigned i = 0; alike < 2 && i < FRAMES; ++i) {
      fixture->wet[0][i] = fixture->dry[0][i] * (alike ? -0.3f : 0.3f);
      fixture->wet[1][i] = fixture->dry[1][i] * (alike ? -0.3f : 0.3f);
    }
    return_fixture_run(fixture, 0, 43200);
    assert_int_equal(return_fixture_meters(fixture).status, STATUS_OK);
    return_fixture_run(fixture, 43200, 9600);
    assert_int_equal(return_fixture_meters(fixture).status, expected[alike]);
    memset(fixture->wet, 0, sizeof(fixture->wet));
    return_fixture_run(fixture, 52800, 4800);
    assert_int_equal(return_fixture_meters(fixture).status, STATUS_OK);
    return_fixture_free(fixture);
  }
}

/* A return that is the dry signal, in all ways in which it is none for the ear, or changes sides on the way. */
static Status status_of_copy(const AuxReturnParams* params, unsigned late, float wobble) {
  ReturnFixture* fixture = return_fixture_new(2);
  fixture->params = *params;
  for (unsigned i = late; i < FRAMES; ++i) {
    const float gain = 0.5f * (1.0f + wobble * (float)sin(1e-4 * i));
    fixture->wet[0][i] = fixture->dry[0][i - late] * gain;
    fixture->wet[1][i] = fixture->dry[1][i - late] * gain;
  }
  return_fixture_run(fixture, 0, FRAMES);
  const Status status = return_fixture_meters(fixture).status;
  return_fixture_free(fixture);
  return status;
}

static void test_status_counts_what_is_mixed(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(2);
  const AuxReturnParams defaults = fixture->params;
  return_fixture_free(fixture);
  AuxReturnParams params = defaults;
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_DUPLICATE);
  assert_int_equal(status_of_copy(&params, 0, 0.1f), STATUS_OK);
  assert_int_equal(status_of_copy(&params, 1, 0.0f), STATUS_LATE);
  assert_int_equal(status_of_copy(&params, 48, 0.0f), STATUS_LATE);
  assert_int_equal(status_of_copy(&params, 2400, 0.0f), STATUS_LATE);
  assert_int_equal(status_of_copy(&params, 2500, 0.0f), STATUS_OK);  // an echo
  params.delay_ms = 20.0f;
  assert_int_equal(status_of_copy(&params, 48, 0.0f), STATUS_OK);  // it is wanted late
  params.delay_ms = 0.0f;
  params.dry_delay_ms = 1.0f;
  assert_int_equal(status_of_copy(&params, 48, 0.0f), STATUS_DUPLICATE);
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_LATE);
  params.delay_ms = 1.0f;
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_DUPLICATE);
  params = defaults;
  params.invert = true;
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_CANCELLING);
  params = defaults;
  params.lpf_hz = 5000.0f;
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_OK);
  params = defaults;
  params.mode = RETURN_WET_ONLY;
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_OK);
  params = defaults;
  params.mute = true;
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_OK);
  params = defaults;
  params.enabled = false;
  assert_int_equal(status_of_copy(&params, 0, 0.0f), STATUS_OK);
}

static void test_status_of_levels(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(2);
  memset(fixture->dry, 0, sizeof(fixture->dry));
  memset(fixture->wet[1], 0, sizeof(fixture->wet[1]));
  return_fixture_run(fixture, 0, FRAMES - 1000);
  assert_int_equal(return_fixture_meters(fixture).status, STATUS_OK);
  return_fixture_run(fixture, 0, 2000);
  assert_int_equal(return_fixture_meters(fixture).status, STATUS_ONE_SIDED);
  fixture->params.return_gain = 4.0f;
  return_fixture_run(fixture, 0, 2000);
  assert_int_equal(return_fixture_meters(fixture).status, STATUS_CLIPPING);
  memset(fixture->wet, 0, sizeof(fixture->wet));
  return_fixture_run(fixture, 0, FRAMES);
  return_fixture_run(fixture, 0, 2000);
  assert_int_equal(return_fixture_meters(fixture).status, STATUS_SILENT);
  return_fixture_free(fixture);
}

/* A loop: what comes out goes back into the return, so many frames late and so much louder, for some seconds; then it
   is open for some more. */
typedef struct {
  double loop_db;
  unsigned loop_frames;
  double closed_seconds, open_seconds;
  double largest;         // ever put out
  double passed_seconds;  // when the return first went over full scale, or -1
  double held_seconds;    // when Runaway was first told, or -1
  double out_seconds;     // when the output was below full scale for good, while closed
  Status end_status;
  double end_gain;  // of a return of 0.1 at the end
} Loop;

static float seed(unsigned frame) {
  return frame < 4800 ? 0.05f * return_fixture_noise() : 0.0f;
}

static void run_loop(Loop* loop) {
  ReturnFixture* fixture = return_fixture_new(1);
  const float gain = (float)pow(10.0, loop->loop_db / 20.0);
  const unsigned block = loop->loop_frames;
  const unsigned n_closed = (unsigned)(loop->closed_seconds * rate_hz) / block;
  const unsigned n_blocks = n_closed + (unsigned)(loop->open_seconds * rate_hz) / block;
  loop->passed_seconds = loop->held_seconds = -1.0;
  loop->out_seconds = 0.0;
  loop->largest = 0.0;
  memset(fixture->out, 0, sizeof(fixture->out));
  for (unsigned b = 0; b < n_blocks; ++b) {
    for (unsigned i = 0; i < block; ++i) {
      const double seconds = (b * block + i) / rate_hz;
      fixture->wet[0][i] = b < n_closed ? gain * fixture->out[0][i] : 0.1f;
      fixture->dry[0][i] = seed(b * block + i);
      if (loop->passed_seconds < 0.0 && fabsf(fixture->wet[0][i]) > 1.0f) {
        loop->passed_seconds = seconds;
      }
    }
    return_fixture_run(fixture, 0, block);
    const AuxReturnMeters meters = return_fixture_meters(fixture);
    const double seconds = (b + 1) * block / rate_hz;
    if (loop->held_seconds < 0.0 && meters.status == STATUS_RUNAWAY) {
      loop->held_seconds = seconds;
    }
    for (unsigned i = 0; i < block; ++i) {
      loop->largest = fmax(loop->largest, fabs((double)fixture->out[0][i]));
      if (fabsf(fixture->out[0][i]) > 1.0f) {
        loop->out_seconds = (b * block + i) / rate_hz;
      }
    }
  }
  loop->end_status = return_fixture_meters(fixture).status;
  loop->end_gain = (double)fixture->out[0][block - 1] / 0.1;
  return_fixture_free(fixture);
}

/* After full scale. A loop that has got there in a few long rounds is told by its level, which takes until
   it comes round again. */
static double allowed_seconds(const Loop* loop) {
  const double two_rounds = 2.0 * loop->loop_frames / rate_hz;
  return loop->loop_db < 6.0 ? 0.2 : fmax(0.2, two_rounds + GUARD_SECONDS);
}

static void test_guard_stops_loops(void** state) {
  (void)state;
  static const double gains_db[] = {0.5, 1.0, 3.0, 6.0, 12.0};
  static const unsigned delays[] = {32, 64, 256, 1024, 4096, 8192};
  for (unsigned g = 0; g < 5; ++g) {
    for (unsigned d = 0; d < 6; ++d) {
      const double passes = return_fixture_db(1.0 / 0.025) / gains_db[g];
      Loop loop = {.loop_db = gains_db[g],
                   .loop_frames = delays[d],
                   .closed_seconds = passes * delays[d] / rate_hz + 2.0,
                   .open_seconds = 1.3};
      run_loop(&loop);
      if (loop.held_seconds < 0.0 || loop.out_seconds > loop.passed_seconds + allowed_seconds(&loop) ||
          loop.largest > 8.0) {
        print_error("%g dB every %u frames: passes full scale at %.3f s, held at %.3f s, out at %.3f s, largest %.2f\n",
                    loop.loop_db, loop.loop_frames, loop.passed_seconds, loop.held_seconds, loop.out_seconds,
                    loop.largest);
      }
      assert_true(loop.passed_seconds > 0.0 && loop.held_seconds > 0.0);
      assert_true(loop.out_seconds < loop.passed_seconds + allowed_seconds(&loop));
      assert_true(loop.largest <= 8.0);
      assert_int_equal(loop.end_status, STATUS_OK);
      assert_near(loop.end_gain, 1.0, 1e-5);
    }
  }
}

static void test_no_guard_stops_nothing(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(1);
  fixture->params.guard = false;
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->wet[0][i] = 20.0f * return_fixture_noise();
    fixture->dry[0][i] = 0.0f;
  }
  return_fixture_run(fixture, 0, FRAMES);
  assert_samples_equal(fixture->out[0], fixture->wet[0], sizeof(fixture->wet[0]) / sizeof(float));
  return_fixture_free(fixture);
}

/* Bursts over full scale, as hot as +6 dBFS, at any rhythm. */
static void test_loud_bursts_do_not_trip_the_guard(void** state) {
  (void)state;
  for (unsigned period = 500; period < 30000; period = period * 3 / 2) {
    ReturnFixture* fixture = return_fixture_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      const float level = 4.0f * (float)exp(-(double)(i % period) / 3000.0) * (float)(i / period % 3 + 1) / 3.0f;
      fixture->wet[0][i] = level * return_fixture_noise();
      fixture->wet[1][i] = level * return_fixture_noise();
      fixture->dry[0][i] = fixture->dry[1][i] = 0.0f;
    }
    return_fixture_run(fixture, 0, FRAMES);
    assert_samples_equal(fixture->out[0], fixture->wet[0], sizeof(fixture->out) / sizeof(float));
    return_fixture_free(fixture);
  }
}

static void test_switching_the_guard_off_ends_a_runaway(void** state) {
  (void)state;
  ReturnFixture* fixture = return_fixture_new(1);
  for (unsigned i = 0; i < FRAMES; ++i) {
    fixture->wet[0][i] *= 20.0f;
  }
  return_fixture_run(fixture, 0, 9600);
  assert_int_equal(return_fixture_meters(fixture).status, STATUS_RUNAWAY);
  fixture->params.guard = false;
  return_fixture_run(fixture, 9600, 9600);
  assert_true(return_fixture_meters(fixture).status != STATUS_RUNAWAY);
  for (unsigned i = 9600 + 480; i < 19200; ++i) {
    assert_true(fixture->out[0][i] == fixture->dry[0][i] + fixture->wet[0][i]);
  }
  return_fixture_free(fixture);
}

/* Nor is it held out once it is heard again, but for as long as it takes to find that it is too loud. */
static void test_a_return_that_is_not_heard_is_no_runaway(void** state) {
  (void)state;
  for (unsigned way = 0; way < 4; ++way) {
    ReturnFixture* fixture = return_fixture_new(1);
    const AuxReturnParams heard = fixture->params;
    fixture->params.mute = way == 0;
    fixture->params.enabled = way != 1;
    fixture->params.return_gain = way == 2 ? 0.0f : 1.0f;
    fixture->params.mode = way == 3 ? RETURN_BLENDED : RETURN_ADD;
    fixture->params.mix = 0.0f;
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->wet[0][i] *= 20.0f;
    }
    for (unsigned at = 0; at < 48000; at += 4800) {
      return_fixture_run(fixture, at, 4800);
      assert_true(return_fixture_meters(fixture).status != STATUS_RUNAWAY);
    }
    fixture->params = heard;
    return_fixture_run(fixture, 48000, 960);
    assert_true(return_fixture_meters(fixture).status != STATUS_RUNAWAY);
    return_fixture_run(fixture, 48960, 3840);
    assert_int_equal(return_fixture_meters(fixture).status, STATUS_RUNAWAY);
    return_fixture_free(fixture);
  }
}

/* Where the guard begins to hold within a block, it does so on the same frame as in short ones. */
static void test_a_runaway_is_held_from_the_same_frame_on_in_long_blocks(void** state) {
  (void)state;
  ReturnFixture* fixtures[2];
  for (unsigned f = 0; f < 2; ++f) {
    const unsigned n = f ? CHUNK_FRAMES : 2048;
    fixtures[f] = return_fixture_new(2);
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixtures[f]->wet[0][i] = fixtures[f]->wet[1][i] = i % 32 ? 0.1f : GUARD_LOUD + 0.5f;
    }
    return_fixture_run(fixtures[f], 0, n);
    for (unsigned at = n; at + n <= 6144; at += n) {
      return_fixture_run_on(fixtures[f], at, n);
    }
    assert_int_equal(return_fixture_meters(fixtures[f]).status, STATUS_RUNAWAY);
  }
  for (unsigned c = 0; c < 2; ++c) {
    assert_samples_equal(fixtures[0]->out[c], fixtures[1]->out[c], 6144);
  }
  return_fixture_free(fixtures[0]);
  return_fixture_free(fixtures[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_status_names_a_return_that_is_the_dry_signal),
    cmocka_unit_test(test_status_counts_what_is_mixed),
    cmocka_unit_test(test_status_of_levels),
    cmocka_unit_test(test_guard_stops_loops),
    cmocka_unit_test(test_no_guard_stops_nothing),
    cmocka_unit_test(test_loud_bursts_do_not_trip_the_guard),
    cmocka_unit_test(test_switching_the_guard_off_ends_a_runaway),
    cmocka_unit_test(test_a_return_that_is_not_heard_is_no_runaway),
    cmocka_unit_test(test_a_runaway_is_held_from_the_same_frame_on_in_long_blocks),
  };
  return cmocka_run_group_tests_name("aux_return_guard", tests, NULL, NULL);
}
