// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The engine against the formulas of the mixing desk, written out in double precision. */

#include "tests/plugins/ramp_check.h"
#include "tests/plugins/summer_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"
#include "tests/plugins/samples_equal.h"

static void test_mix_equals_the_formula(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (int law = PAN_MINUS_3_DB; law <= PAN_0_DB; ++law) {
      for (unsigned mono = 0; mono < 2; ++mono) {
        SummerFixture* fixture = summer_fixture_new(n_channels);
        summer_fixture_set_something(&fixture->params);
        fixture->params.pan_law = (PanLaw)law;
        fixture->params.mono = mono;
        summer_fixture_run(fixture, 0, FRAMES);
        summer_fixture_assert_mix(fixture, 0, FRAMES);
        summer_fixture_free(fixture);
      }
    }
  }
}

static void test_solo_silences_the_others_and_mute_wins(void** state) {
  (void)state;
  for (unsigned pattern = 0; pattern < 256; ++pattern) {
    SummerFixture* fixture = summer_fixture_new(2);
    for (unsigned s = 0; s < STRIPS; ++s) {
      fixture->params.solo[s] = (pattern >> s) & 1u;
      fixture->params.mute[s] = (pattern >> (s + STRIPS)) & 1u;
    }
    summer_fixture_run(fixture, 0, 100);
    summer_fixture_assert_mix(fixture, 0, 100);
    summer_fixture_free(fixture);
  }
}

static void test_one_strip_comes_back_bit_for_bit(void** state) {
  (void)state;
  for (unsigned used = 0; used < STRIPS; ++used) {
    SummerFixture* fixture = summer_fixture_new(2);
    for (unsigned c = 0; c < STRIPS * 2; ++c) {
      if (c / 2 != used) {
        memset(fixture->in[c], 0, sizeof(fixture->in[c]));
      }
    }
    summer_fixture_run(fixture, 0, FRAMES);
    assert_samples_equal(fixture->out[0], fixture->in[used * 2], sizeof(fixture->out[0]) / sizeof(float));
    assert_samples_equal(fixture->out[1], fixture->in[used * 2 + 1], sizeof(fixture->out[1]) / sizeof(float));
    summer_fixture_free(fixture);
  }
}

/* Gives the first so many inputs what the first one has, each in a buffer of its own. */
static void fan_out(SummerFixture* fixture, unsigned n_inputs) {
  for (unsigned c = 1; c < n_inputs; ++c) {
    memcpy(fixture->in[c], fixture->in[0], sizeof(fixture->in[0]));
  }
}

static void run_in_blocks(SummerFixture* fixture, unsigned block) {
  for (unsigned at = 0; at < FRAMES; at += block) {
    summer_fixture_run(fixture, at, at + block < FRAMES ? block : FRAMES - at);
  }
}

/* Leaves strip 1 alone to be heard, for what is expected. */
static void silence_other_strips(SummerFixture* fixture, unsigned n_frames) {
  for (unsigned c = fixture->n_channels; c < STRIPS * fixture->n_channels; ++c) {
    memset(fixture->in[c], 0, n_frames * sizeof(float));
  }
}

static const unsigned blocks[] = {FRAMES, 97, 1};

static void test_one_channel_fanned_out_by_a_host_counts_once(void** state) {
  (void)state;
  for (unsigned i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
      SummerFixture* fixture = summer_fixture_new(n_channels);
      fan_out(fixture, STRIPS * n_channels);
      run_in_blocks(fixture, blocks[i]);
      silence_other_strips(fixture, FRAMES);
      summer_fixture_assert_mix(fixture, 0, FRAMES);
      summer_fixture_free(fixture);
    }
  }
}

/* From the very frame on in which one input differs, and for good. */
static void test_inputs_that_have_differed_count_each(void** state) {
  (void)state;
  const unsigned differs_at = 500;
  for (unsigned i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
      SummerFixture* fixture = summer_fixture_new(n_channels);
      fan_out(fixture, STRIPS * n_channels);
      fixture->in[STRIPS * n_channels - 1][differs_at] += 0.125f;
      run_in_blocks(fixture, blocks[i]);
      silence_other_strips(fixture, differs_at);
      summer_fixture_assert_mix(fixture, 0, FRAMES);
      summer_fixture_free(fixture);
    }
  }
}

/* As of a source that somebody has wired to all strips but one. */
static void test_one_source_on_some_strips_counts_on_each(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    SummerFixture* fixture = summer_fixture_new(n_channels);
    fan_out(fixture, (STRIPS - 1) * n_channels);
    summer_fixture_run(fixture, 0, FRAMES);
    summer_fixture_assert_mix(fixture, 0, FRAMES);
    summer_fixture_free(fixture);
  }
}

static void test_every_change_is_a_line_of_ten_milliseconds(void** state) {
  (void)state;
  for (unsigned change = 0; change < 10; ++change) {
    SummerFixture* fixture = summer_fixture_new(1);
    for (unsigned c = 0; c < STRIPS; ++c) {
      for (unsigned i = 0; i < FRAMES; ++i) {
        fixture->in[c][i] = 0.1f * (float)(c + 1);
      }
    }
    BusSummerParams* params = &fixture->params;
    params->pan[1] = -0.5f;
    summer_fixture_run(fixture, 0, 1000);
    params->gain[0] = change == 0 ? 0.25f : 1.0f;
    params->pan[1] = change == 1 ? 0.7f : -0.5f;
    params->mute[2] = change == 2;
    params->solo[3] = change == 3;
    params->invert[3] = change == 4;
    params->fader = change == 5 ? 0.0f : 1.0f;
    params->width = change == 6 ? 0.2f : 1.0f;
    params->mono = change == 7;
    params->pan_law = change == 8 ? PAN_MINUS_6_DB : PAN_MINUS_3_DB;
    params->enabled = change != 9;
    summer_fixture_run(fixture, 1000, 1000);
    assert_some_ramp(fixture->out[0], 1000, rate_hz);
    assert_some_ramp(fixture->out[1], 1000, rate_hz);
    summer_fixture_free(fixture);
  }
}

/* Runs the whole of the buffers, cut at a frame and in blocks after it. */
static void run_cut(SummerFixture* fixture, unsigned cut, unsigned block) {
  summer_fixture_run(fixture, 0, cut);
  for (unsigned at = cut; at < FRAMES; at += block) {
    summer_fixture_run(fixture, at, at + block < FRAMES ? block : FRAMES - at);
  }
}

static void test_strips_beside_delayed_and_widened_ones_stay_exact(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned plain = 0; plain < STRIPS; ++plain) {
      SummerFixture* fixture = summer_fixture_new(n_channels);
      for (unsigned s = 0; s < STRIPS; ++s) {
        fixture->params.mute[s] = s != plain;
        fixture->params.delay_ms[s] = s == plain ? 0.0f : 7.0f * (float)(s + 1);
        fixture->params.strip_width[s] = s == plain ? 1.0f : 0.5f * (float)s;
        fixture->params.pan[s] = -1.0f;
      }
      run_cut(fixture, 1000, 333);
      assert_samples_equal(fixture->out[0], fixture->in[plain * n_channels], FRAMES);
      summer_fixture_free(fixture);
    }
  }
}

static void test_a_delayed_strip_comes_back_bit_for_bit(void** state) {
  (void)state;
  static const float delays_ms[] = {1.0f / 48.0f, 1.0f, 10.0f, 33.3f, BUS_SUMMER_LONGEST_DELAY_MS};
  for (unsigned d = 0; d < sizeof(delays_ms) / sizeof(delays_ms[0]); ++d) {
    SummerFixture* fixture = summer_fixture_new(2);
    const unsigned frames = (unsigned)lround((double)delays_ms[d] * 0.001 * rate_hz);
    for (unsigned s = 0; s < STRIPS; ++s) {
      fixture->params.mute[s] = s != 2;
      fixture->params.delay_ms[s] = delays_ms[d];
    }
    run_cut(fixture, 1000, 333);
    for (unsigned side = 0; side < 2; ++side) {
      for (unsigned i = 0; i < frames; ++i) {
        assert_true(fixture->out[side][i] == 0.0f);
      }
      assert_samples_equal(fixture->out[side] + frames, fixture->in[4 + side], FRAMES - frames);
    }
    summer_fixture_free(fixture);
  }
}

/* From undelayed to delayed it goes on as it is until enough is held, then fades for 10 ms; so does a bus that is
   switched off, back to where it was. */
static void test_a_new_delay_cross_fades(void** state) {
  (void)state;
  enum { SET = 1000, DELAY = 480, RAMP = 480 };
  for (unsigned change = 0; change < 2; ++change) {
    SummerFixture* fixture = summer_fixture_new(1);
    float* in = fixture->in[0];
    memset(fixture->in, 0, sizeof(fixture->in));
    for (unsigned i = 0; i < FRAMES; ++i) {
      in[i] = i < SET ? 0.0f : (float)(i - SET) / FRAMES;  // a fade shows by how much it delays
    }
    fixture->params.pan_law = PAN_0_DB;
    fixture->params.delay_ms[0] = change ? 10.0f : 0.0f;
    summer_fixture_run(fixture, 0, SET + DELAY);
    fixture->params.delay_ms[0] = 10.0f;
    fixture->params.enabled = !change;
    summer_fixture_run(fixture, SET + DELAY, FRAMES - SET - DELAY);
    const unsigned from = change ? SET + DELAY : SET + 2 * DELAY;
    for (unsigned i = SET + DELAY; i < FRAMES; ++i) {
      const double weight = i < from ? 0.0 : fmin(1.0, (i - from + 1) / (double)RAMP);
      const double late = change ? 1.0 - weight : weight;
      assert_near(fixture->out[0][i], (double)in[i] - DELAY * late / FRAMES, 1e-6);
    }
    summer_fixture_free(fixture);
  }
}

static void test_a_new_width_is_a_line_of_ten_milliseconds(void** state) {
  (void)state;
  static const float widths[][2] = {{1.0f, 0.0f}, {0.0f, 1.0f}, {2.0f, 0.5f}, {1.0f, 2.0f}};
  for (unsigned w = 0; w < 4; ++w) {
    SummerFixture* fixture = summer_fixture_new(2);
    memset(fixture->in, 0, sizeof(fixture->in));
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->in[2][i] = 0.5f;
    }
    fixture->params.strip_width[1] = widths[w][0];
    summer_fixture_run(fixture, 0, 1000);
    fixture->params.strip_width[1] = widths[w][1];
    summer_fixture_run(fixture, 1000, 1000);
    assert_some_ramp(fixture->out[0], 1000, rate_hz);
    assert_some_ramp(fixture->out[1], 1000, rate_hz);
    summer_fixture_assert_mix(fixture, 1500, 2000);
    summer_fixture_free(fixture);
  }
}

/* What is automated moves for as long as its points are apart, and what is muted meanwhile still takes a ramp. */
static void test_automation_makes_levels_slow_and_nothing_else(void** state) {
  (void)state;
  enum { APART = 700, POINTS = 4, LAST = APART * POINTS };
  for (unsigned change = 0; change < 8; ++change) {
    SummerFixture* fixture = summer_fixture_new(2);
    BusSummerParams* params = &fixture->params;
    memset(fixture->in, 0, sizeof(fixture->in));
    for (unsigned i = 0; i < FRAMES; ++i) {
      fixture->in[0][i] = fixture->in[1][i] = 0.5f;
      fixture->in[3][i] = 0.25f;
    }
    for (unsigned point = 0; point < POINTS; ++point) {
      params->gain[3] = 1.0f - 0.1f * (float)point;  // of a silent strip
      summer_fixture_run(fixture, APART * point, APART);
    }
    params->gain[0] = change == 0 ? 0.5f : 1.0f;
    params->fader = change == 1 ? 0.25f : 1.0f;
    params->strip_width[1] = change == 2 ? 0.0f : 1.0f;
    params->mute[0] = change == 3;
    params->solo[1] = change == 4;
    params->invert[0] = change == 5;
    params->mono = change == 6;
    params->enabled = change != 7;
    params->gain[3] = change == 7 ? 0.7f : 0.6f;
    params->gain[0] = change == 7 ? 0.9f : params->gain[0];
    summer_fixture_run(fixture, LAST, FRAMES - LAST);
    const float* out = fixture->out[1];
    if (change < 3) {
      const double from = (double)out[LAST - 1];
      for (unsigned i = 0; i < APART; ++i) {
        assert_near(out[LAST + i], from + ((double)out[FRAMES - 1] - from) * (i + 1) / APART, 2e-6);
      }
      assert_true(fabs(from - (double)out[FRAMES - 1]) > 0.1);
    } else if (change < 7) {
      assert_some_ramp(out, LAST, rate_hz);
    } else {
      assert_true(out[LAST + 480] == 0.75f && out[FRAMES - 1] == 0.75f);
    }
    summer_fixture_free(fixture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_mix_equals_the_formula),
    cmocka_unit_test(test_solo_silences_the_others_and_mute_wins),
    cmocka_unit_test(test_one_strip_comes_back_bit_for_bit),
    cmocka_unit_test(test_one_channel_fanned_out_by_a_host_counts_once),
    cmocka_unit_test(test_inputs_that_have_differed_count_each),
    cmocka_unit_test(test_one_source_on_some_strips_counts_on_each),
    cmocka_unit_test(test_strips_beside_delayed_and_widened_ones_stay_exact),
    cmocka_unit_test(test_a_delayed_strip_comes_back_bit_for_bit),
    cmocka_unit_test(test_a_new_delay_cross_fades),
    cmocka_unit_test(test_a_new_width_is_a_line_of_ten_milliseconds),
    cmocka_unit_test(test_automation_makes_levels_slow_and_nothing_else),
    cmocka_unit_test(test_every_change_is_a_line_of_ten_milliseconds),
  };
  return cmocka_run_group_tests_name("bus_summer", tests, NULL, NULL);
}
