// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Audio blocks: where they stand after each step, what they hold then, and that their peaks are those of their
   samples. */

#include "common/dsp/audio_block.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/white_noise.h"

enum { AT = 5, PORT_FRAMES = CHUNK_FRAMES + AT };

static float peak_of(const float* x, uint32_t n_frames) {
  float peak = 0.0f;
  for (uint32_t i = 0; i < n_frames; ++i) {
    assert_true(isfinite(x[i]));
    peak = fmaxf(peak, fabsf(x[i]));
  }
  return peak;
}

/* Both channels, of which the second of a mono block is the first. */
static void assert_is_measured(const AudioBlock* block) {
  for (unsigned c = 0; c < 2; ++c) {
    assert_true(block->peak[c] == peak_of(block->channel[c], block->n_frames));
  }
  assert_true(block->n_channels == 2 || block->channel[0] == block->channel[1]);
  assert_true(audio_block_peak(block) == fmaxf(block->peak[0], block->peak[1]));
}

static Ramp ramp(float from, float to, uint32_t n_frames) {
  Ramp ramp;
  ramp_reset(&ramp, from);
  ramp_set(&ramp, to, n_frames);
  return ramp;
}

static void read_noise(AudioBlock* block, unsigned n_channels, uint32_t n_frames) {
  float l[PORT_FRAMES], r[PORT_FRAMES];
  const float* const ports[2] = {l, r};
  white_noise_fill(l, PORT_FRAMES);
  white_noise_fill(r, PORT_FRAMES);
  audio_block_read(block, n_channels, n_frames, ports, AT);
  assert_memory_equal(block->own[0], l + AT, n_frames * sizeof(float));
  assert_memory_equal(block->channel[1], (n_channels > 1 ? r : l) + AT, n_frames * sizeof(float));
  assert_true(block->channel[0] == block->own[0] && block->n_channels == n_channels && block->n_frames == n_frames);
  assert_is_measured(block);
}

static void test_ports_are_read_and_written(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (uint32_t n = 1; n <= CHUNK_FRAMES; ++n) {
      AudioBlock block;
      float l[PORT_FRAMES], r[PORT_FRAMES], untouched[PORT_FRAMES];
      float* const ports[2] = {l, r};
      float* const nowhere[2] = {NULL, NULL};
      white_noise_fill(untouched, PORT_FRAMES);
      memcpy(l, untouched, sizeof(l));
      memcpy(r, untouched, sizeof(r));
      read_noise(&block, n_channels, n);
      audio_block_write(&block, nowhere, AT);
      audio_block_write(&block, ports, AT);
      for (uint32_t i = 0; i < PORT_FRAMES; ++i) {
        const bool within = i >= AT && i < AT + n;
        assert_true(l[i] == (within ? block.own[0][i - AT] : untouched[i]));
        assert_true(r[i] == (within && n_channels > 1 ? block.own[1][i - AT] : untouched[i]));
      }
    }
  }
}

static void test_what_is_no_number_or_not_connected_is_read_as_silence(void** state) {
  (void)state;
  float l[PORT_FRAMES];
  const float* const ports[2] = {l, NULL};
  AudioBlock block;
  white_noise_fill(l, PORT_FRAMES);
  l[AT] = NAN;
  l[AT + 1] = -INFINITY;
  audio_block_read(&block, 2, CHUNK_FRAMES, ports, AT);
  assert_true(block.own[0][0] == 0.0f && block.own[0][1] == 0.0f && block.own[0][2] == l[AT + 2]);
  assert_true(block.peak[1] == 0.0f);
  assert_is_measured(&block);
}

static void test_borrowed_blocks_stand_in_the_ports_until_they_have_to_move(void** state) {
  (void)state;
  for (unsigned bad = 0; bad < 2; ++bad) {
    float l[PORT_FRAMES], r[PORT_FRAMES], untouched[PORT_FRAMES];
    const float* const ports[2] = {l, r};
    AudioBlock block;
    white_noise_fill(l, PORT_FRAMES);
    white_noise_fill(r, PORT_FRAMES);
    r[AT + 7] = bad ? NAN : r[AT + 7];
    memcpy(untouched, r, sizeof(r));
    audio_block_borrow(&block, 2, CHUNK_FRAMES, ports, AT);
    assert_true(block.channel[0] == l + AT && block.channel[1] == r + AT);
    audio_block_measure(&block);
    assert_true(block.channel[0] == l + AT && block.channel[1] == (bad ? block.own[1] : r + AT));
    assert_true(!bad || block.own[1][7] == 0.0f);
    assert_memory_equal(block.channel[1] + 8, r + AT + 8, (CHUNK_FRAMES - 8) * sizeof(float));
    assert_is_measured(&block);
    audio_block_own(&block);
    assert_true(block.channel[0] == block.own[0] && block.channel[1] == block.own[1]);
    assert_memory_equal(block.own[0], l + AT, CHUNK_FRAMES * sizeof(float));
    assert_is_measured(&block);
    assert_memory_equal(r, untouched, sizeof(r));
  }
}

static void test_a_block_may_be_an_alias_or_silence(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    AudioBlock block, other;
    read_noise(&other, n_channels, CHUNK_FRAMES);
    audio_block_silence(&block, n_channels, 9);
    assert_true(block.n_channels == n_channels && block.n_frames == 9 && audio_block_peak(&block) == 0.0f);
    assert_true(!audio_block_is_alias(&block, &other));
    assert_is_measured(&block);
    audio_block_alias(&block, &other);
    assert_true(audio_block_is_alias(&block, &other) && block.channel[0] == other.own[0]);
    assert_true(block.n_channels == n_channels && block.n_frames == CHUNK_FRAMES);
    assert_is_measured(&block);
    audio_block_own(&block);
    assert_true(block.channel[0] == block.own[0] && block.own[0][3] == other.own[0][3]);
    assert_is_measured(&block);
  }
}

static void test_what_is_written_is_measured(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    AudioBlock block;
    audio_block_begin(&block, n_channels, 20);
    white_noise_fill(block.own[0], PORT_FRAMES);
    for (unsigned i = 0; i < 20; ++i) {
      block.own[1][i] = 3.0f;
    }
    block.own[0][4] = 2.0f;
    audio_block_set_peaks(&block, (const float[]){2.0f, 3.0f});
    assert_is_measured(&block);
    block.own[0][5] = -INFINITY;
    block.own[0][6] = 2.5f;
    audio_block_set_peaks(&block, (const float[]){INFINITY, 3.0f});
    assert_true(block.own[0][5] == 0.0f && block.peak[0] == 2.5f);
    assert_is_measured(&block);
  }
}

/* audio_block_scale() and audio_block_write_scaled() against the product written out. */
static void test_each_channel_takes_its_gain(void** state) {
  (void)state;
  const Ramp gains[][2] = {{ramp(0.0f, 1.0f, 100), ramp(1.0f, -0.5f, 70)},
                           {ramp(-0.3f, -0.3f, 1), ramp(1.0f, 1.0f, 1)},
                           {ramp(1.0f, 1.0f, 1), ramp(2.0f, 0.0f, 200)},
                           {ramp(0.0f, 0.0f, 1), ramp(3.98f, 3.98f, 1)}};
  for (unsigned g = 0; g < sizeof(gains) / sizeof(gains[0]); ++g) {
    AudioBlock in, out, alike;
    float port[2][PORT_FRAMES];
    float* const ports[] = {port[0], port[1]};
    float* const nowhere[] = {NULL, NULL};
    white_noise_fill(port[0], PORT_FRAMES);
    white_noise_fill(port[1], PORT_FRAMES);
    const float after = port[1][PORT_FRAMES - 1];
    read_noise(&in, 2, CHUNK_FRAMES - 1);
    audio_block_scale(&out, &in, &gains[g][0], &gains[g][1]);
    const float peak = audio_block_write_scaled(&in, &gains[g][0], &gains[g][1], ports, AT);
    for (unsigned c = 0; c < 2; ++c) {
      float values[CHUNK_FRAMES];
      ramp_fill(&gains[g][c], values, CHUNK_FRAMES);
      for (uint32_t i = 0; i < CHUNK_FRAMES - 1; ++i) {
        assert_true(out.channel[c][i] == in.channel[c][i] * values[i]);
        assert_true(port[c][AT + i] == in.channel[c][i] * values[i]);
      }
      const bool is_unity = ramp_is_settled_at(&gains[g][c], 1.0f);
      assert_true(out.channel[c] == (is_unity ? in.channel[c] : out.own[c]));
    }
    assert_is_measured(&out);
    assert_true(peak == audio_block_peak(&out) && port[1][PORT_FRAMES - 1] == after);
    assert_true(audio_block_write_scaled(&in, &gains[g][0], &gains[g][1], nowhere, AT) == peak);
    alike = in;
    audio_block_begin(&alike, 2, CHUNK_FRAMES - 1);
    audio_block_scale(&alike, &alike, &gains[g][0], &gains[g][1]);
    for (unsigned c = 0; c < 2; ++c) {
      assert_memory_equal(alike.channel[c], out.channel[c], (CHUNK_FRAMES - 1) * sizeof(float));
    }
  }
}

static void test_a_mono_block_takes_the_left_gain(void** state) {
  (void)state;
  const Ramp left = ramp(0.5f, 0.5f, 1);
  const Ramp right = ramp(7.0f, 7.0f, 1);
  AudioBlock in, out;
  float port[PORT_FRAMES];
  float* const ports[] = {port};
  read_noise(&in, 1, CHUNK_FRAMES);
  audio_block_scale(&out, &in, &left, &right);
  assert_is_measured(&out);
  assert_true(out.peak[0] == 0.5f * in.peak[0]);
  assert_true(audio_block_write_scaled(&in, &left, &right, ports, 0) == out.peak[0]);
  assert_memory_equal(port, out.channel[0], CHUNK_FRAMES * sizeof(float));
}

static void test_what_overflows_becomes_0(void** state) {
  (void)state;
  const Ramp gains[][2] = {{ramp(2.0f, 2.0f, 1), ramp(0.5f, 0.5f, 1)}, {ramp(2.0f, 4.0f, 100), ramp(0.0f, 0.5f, 9)}};
  for (unsigned g = 0; g < sizeof(gains) / sizeof(gains[0]); ++g) {
    AudioBlock block;
    float port[2][PORT_FRAMES];
    float* const ports[] = {port[0], port[1]};
    read_noise(&block, 2, CHUNK_FRAMES);
    block.own[0][9] = FLT_MAX;
    block.own[1][9] = -FLT_MAX;
    audio_block_measure(&block);
    assert_is_measured(&block);
    const float peak = audio_block_write_scaled(&block, &gains[g][0], &gains[g][1], ports, 0);
    audio_block_scale(&block, &block, &gains[g][0], &gains[g][1]);
    assert_true(block.own[0][9] == 0.0f && block.own[1][9] < -1.0f);
    assert_is_measured(&block);
    assert_true(peak == audio_block_peak(&block) && port[0][9] == 0.0f);
  }
}

static void test_a_crossfade_goes_from_one_to_the_other(void** state) {
  (void)state;
  const Ramp weight = ramp(0.0f, 1.0f, CHUNK_FRAMES);
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    AudioBlock a, b, out;
    read_noise(&a, n_channels, CHUNK_FRAMES);
    read_noise(&b, n_channels, CHUNK_FRAMES);
    audio_block_crossfade(&out, &a, &b, &weight);
    for (unsigned c = 0; c < 2; ++c) {
      for (uint32_t i = 0; i < CHUNK_FRAMES; ++i) {
        const float part = (float)(i + 1) / CHUNK_FRAMES;
        assert_float_equal(out.channel[c][i], (1.0f - part) * a.channel[c][i] + part * b.channel[c][i], 1e-6f);
      }
      assert_true(out.channel[c][CHUNK_FRAMES - 1] == b.channel[c][CHUNK_FRAMES - 1]);
    }
    assert_is_measured(&out);
    audio_block_crossfade(&b, &a, &b, &weight);
    assert_memory_equal(b.channel[0], out.channel[0], CHUNK_FRAMES * sizeof(float));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_ports_are_read_and_written),
    cmocka_unit_test(test_what_is_no_number_or_not_connected_is_read_as_silence),
    cmocka_unit_test(test_borrowed_blocks_stand_in_the_ports_until_they_have_to_move),
    cmocka_unit_test(test_a_block_may_be_an_alias_or_silence),
    cmocka_unit_test(test_what_is_written_is_measured),
    cmocka_unit_test(test_each_channel_takes_its_gain),
    cmocka_unit_test(test_a_mono_block_takes_the_left_gain),
    cmocka_unit_test(test_what_overflows_becomes_0),
    cmocka_unit_test(test_a_crossfade_goes_from_one_to_the_other),
  };
  return cmocka_run_group_tests_name("audio_block", tests, NULL, NULL);
}
