// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The presets of aux returns do what their names say: each is played real loops, and what it makes of them is measured.
   What is printed on the way is the table of what they do. */

#include "tests/lv2/dynamics_change.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/preset_render.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

static double gain_db(const char* variant, const char* preset, const char* output, bool from_return, double hz) {
  return preset_gain_db(fixture_host, variant, preset, from_return ? PRESET_BACK : PRESET_MAIN, output, hz);
}

/* Returns. `low_hz` and `high_hz` are kept out, 0 for none; the width is in percent, the duck 0 for none. */
typedef struct {
  const char* preset;
  double level_db, delay_ms, low_hz, high_hz, width, duck_db;
  const char* duck_by;
} Return;

static const Return returns[] = {
  {"drums-short-room", -8.0, 10.0, 80.0, 20000.0, 100.0, 0.0, NULL},
  {"drums-room-between-the-hits", -3.0, 0.0, 45.0, 0.0, 100.0, 12.0, "loop_amen"},
  {"guitars-and-keys-wide-return", -9.0, 0.0, 60.0, 0.0, 150.0, 0.0, NULL},
  {"mix-bus-narrow-reverb", -10.0, 0.0, 90.0, 0.0, 50.0, 0.0, NULL},
  {"vocals-reverb-ducked", -6.0, 40.0, 120.0, 20000.0, 100.0, 6.0, MATERIAL_VOICE},
  {"vocals-delay-ducked", -8.0, 0.0, 70.0, 16000.0, 100.0, 9.0, MATERIAL_VOICE},
  {"vocals-plate-20-ms", -9.0, 20.0, 100.0, 0.0, 100.0, 0.0, NULL},
  {"voice-over-a-little-room", -14.0, 0.0, 90.0, 20000.0, 100.0, 4.0, MATERIAL_VOICE},
  {"outboard-insert", 0.0, 0.0, 0.0, 0.0, 100.0, 0.0, NULL},
  {"outboard-parallel", -6.02, 0.0, 0.0, 0.0, 100.0, 0.0, NULL},
};

/* The shift at which a loop's hits are found again in the output; by their slopes, as filters move the lows. */
static double measured_delay_ms(const float* in, const float* out, uint64_t n_frames) {
  double best = 0.0;
  uint64_t found = 0;
  for (uint64_t shift = 0; shift < (uint64_t)(0.06 * MATERIAL_RATE_HZ); ++shift) {
    double sum = 0.0;
    for (uint64_t i = shift + 1; i < n_frames; ++i) {
      sum += (double)(out[i] - out[i - 1]) * (double)(in[i - shift] - in[i - shift - 1]);
    }
    found = sum > best ? shift : found;
    best = fmax(best, sum);
  }
  return (double)found * 1000.0 / MATERIAL_RATE_HZ;
}

static void check_return_of_loop(const Return* row) {
  Wav* loop = material_wide_loop();
  PresetRender render = {.back = loop};
  preset_render_open(&render, fixture_host, "aux-return-stereo", row->preset);
  preset_render_run(&render);
  const float* const out[2] = {preset_render_output(&render, "out_l"), preset_render_output(&render, "out_r")};
  const float* const in[2] = {loop->channels[0], loop->channels[1]};
  const double delay_ms = measured_delay_ms(in[0], out[0], (uint64_t)(0.5 * MATERIAL_RATE_HZ));
  const double width_db = material_change_db(out, in, -1.0f, loop->n_frames) -
                          material_change_db(out, in, 1.0f, loop->n_frames);
  print_message("# %-30s %4.1f ms late, sides %+4.1f dB\n", row->preset, delay_ms, width_db);
  assert_near(delay_ms, row->delay_ms, 0.5);
  assert_near(width_db, 20.0 * log10(row->width / 100.0), 0.5);
  preset_render_close(&render);
  wav_free(loop);
}

static void check_return_of_tones(const Return* row) {
  const double middle = gain_db("aux-return-stereo", row->preset, "out_l", true, 1500.0);
  const double dry = gain_db("aux-return-stereo", row->preset, "out_l", false, 1000.0);
  print_message("# %-30s return %+5.1f dB, dry %+5.1f dB\n", row->preset, middle, fmax(dry, -90.0));
  assert_near(middle, row->level_db, 0.5);
  if (row->low_hz > 0.0) {
    assert_true(gain_db("aux-return-stereo", row->preset, "out_l", true, row->low_hz) < middle - 15.0);
  }
  if (row->high_hz > 0.0) {
    assert_true(gain_db("aux-return-stereo", row->preset, "out_l", true, row->high_hz) < middle - 12.0);
  }
}

/* The dry signal plays for 8 s; in the 3 s of silence after that the return comes back all the way. */
enum { DRY_SECONDS = 8, REST_SECONDS = 3 };

static void check_return_duck(const Return* row) {
  Wav* dry = row->duck_by ? material_loop(row->duck_by, DRY_SECONDS + REST_SECONDS) : NULL;
  Wav* back = material_loop("ambi_drone", DRY_SECONDS + REST_SECONDS);
  if (dry) {
    const uint64_t rest = (uint64_t)(DRY_SECONDS * MATERIAL_RATE_HZ);
    material_set_rms_db(dry, -18.0);
    memset(dry->channels[0] + rest, 0, (dry->n_frames - rest) * sizeof(float));
  }
  PresetRender render = {.main = dry, .back = back, .rest_after_seconds = DRY_SECONDS};
  preset_render_open(&render, fixture_host, "aux-return-stereo", row->preset);
  preset_render_run(&render);
  print_message("# %-30s ducked to %5.1f dB, back to %5.1f dB, then %5.1f dB\n", row->preset, render.deepest_db,
                render.highest_db, render.last_db);
  assert_near(render.deepest_db, -row->duck_db, 0.3);
  assert_true(render.highest_db > -row->duck_db / 2.0 - 0.01);
  assert_near(render.last_db, 0.0, 0.01 * row->duck_db);
  preset_render_close(&render);
  wav_free(back);
  if (dry) {
    wav_free(dry);
  }
}

static void test_returns(void** state) {
  (void)state;
  for (unsigned r = 0; r < sizeof(returns) / sizeof(returns[0]); ++r) {
    check_return_of_loop(&returns[r]);
    check_return_of_tones(&returns[r]);
    check_return_duck(&returns[r]);
  }
}

static void test_outboard_keeps_the_dry_signal_out_or_half_in(void** state) {
  (void)state;
  assert_true(gain_db("aux-return-stereo", "outboard-insert", "out_l", false, 1000.0) < -90.0);
  assert_near(gain_db("aux-return-stereo", "outboard-parallel", "out_l", false, 1000.0), -6.02, 0.01);
  PresetRender render = {0};
  preset_render_open(&render, fixture_host, "aux-return-stereo", "outboard-parallel");
  instance_run(render.instance, 1);
  assert_int_equal(instance_latency_frames(render.instance), lround(0.005 * MATERIAL_RATE_HZ));
  instance_free(render.instance);
}

/* Whatever the chain does to the level, it is heard as loud as what went into it, and alone; off, that is heard. */
static void test_a_chain_is_compared_at_one_loudness(void** state) {
  (void)state;
  static const char* const loops[] = {"loop_amen", "bass_woodsy_c", MATERIAL_MIX, MATERIAL_VOICE};
  static const float gains[] = {2.5f, 0.3f};
  for (unsigned i = 0; i < 8; ++i) {
    Wav* dry = material_loop(loops[i / 2], 8.0);
    Wav* chain = material_loop(loops[i / 2], 8.0);
    float low = 0.0f;
    for (uint64_t at = 0; at < chain->n_frames; ++at) {
      low += 0.2f * (chain->channels[0][at] - low);
      chain->channels[0][at] = gains[i % 2] * low;  // louder or quieter, and duller
    }
    PresetRender render = {.main = dry, .back = chain};
    preset_render_open(&render, fixture_host, "aux-return-stereo", "a-b-a-chain-gain-matched");
    preset_render_run(&render);
    const uint64_t from = (uint64_t)(2.0 * MATERIAL_RATE_HZ);
    const DynamicsChange before = dynamics_change(dry->channels[0] + from, chain->channels[0] + from,
                                                  dry->n_frames - from);
    const DynamicsChange after = dynamics_change(dry->channels[0] + from, render.out->channels[0] + from,
                                                 dry->n_frames - from);
    print_message("# %-30s %-14s the chain is %+5.1f LU, heard at %+4.1f LU\n", "a-b-a-chain-gain-matched",
                  loops[i / 2], before.loudness_lu, after.loudness_lu);
    assert_true(fabs(before.loudness_lu) > 3.0);
    assert_near(after.loudness_lu, 0.0, 0.5);
    assert_near(after.tilt_db, before.tilt_db, 0.5);
    wav_free(render.out);
    instance_set_named(render.instance, "enabled", 0.0f);
    instance_reset(render.instance);
    preset_render_run(&render);
    assert_memory_equal(render.out->channels[0], dry->channels[0], dry->n_frames * sizeof(float));
    preset_render_close(&render);
    wav_free(dry);
    wav_free(chain);
  }
  assert_true(gain_db("aux-return-stereo", "a-b-a-chain-gain-matched", "out_l", false, 1000.0) < -90.0);
}

static void test_every_preset_was_rendered(void** state) {
  (void)state;
  preset_render_check_all(fixture_host, "aux-return");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_returns),
    cmocka_unit_test(test_outboard_keeps_the_dry_signal_out_or_half_in),
    cmocka_unit_test(test_a_chain_is_compared_at_one_loudness),
    cmocka_unit_test(test_every_preset_was_rendered),
  };
  return cmocka_run_group_tests_name("presets_returns", tests, fixture_open, fixture_close);
}
