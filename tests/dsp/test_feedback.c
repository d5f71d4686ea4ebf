// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Feedback in loops that are closed and in signals that only look like it. */

#include "common/dsp/feedback.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { RING = 32768, NEVER = 1 << 30 };

/* What goes out is the dry signal and the return times wet_gain; what comes in is made of what went out, or of the dry
   signal, so many frames ago. */
typedef struct Fixture {
  Feedback feedback;
  ChunkClock clock;
  uint64_t frame;
  uint32_t step;  // longest chunk
  unsigned n_channels;
  uint32_t delay_frames;
  float loop_gain;  // of what went out, on its way in
  float send_gain;  // of the dry signal, on its way in
  float wet_gain;
  float (*dry)(uint64_t frame);
  float (*other)(uint64_t frame);  // comes in besides; or NULL
  float past_dry[2][RING], past_out[2][RING];
  float dry_level;  // of late
} Fixture;

static float noise_of(uint64_t frame) {
  uint64_t z = (frame + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (float)((z ^ (z >> 31)) >> 40) * 0x1p-23f - 1.0f;
}

static float silence(uint64_t frame) {
  (void)frame;
  return 0.0f;
}

static float noise(uint64_t frame) {
  return 0.3f * noise_of(frame);
}

static uint64_t burst_frames = 2000;

static float burst(uint64_t frame) {
  return frame < burst_frames ? 0.05f * noise_of(frame) : 0.0f;
}

static float clicks(uint64_t frame) {
  return 0.3f * noise_of(frame) * (float)exp(-(double)(frame % 9001) / 500.0);
}

static Fixture* fixture_new(float (*dry)(uint64_t), uint32_t delay_frames, double loop_db) {
  Fixture* fixture = (Fixture*)calloc(1, sizeof(Fixture));
  assert_non_null(fixture);
  fixture->dry = dry;
  fixture->delay_frames = delay_frames;
  fixture->loop_gain = loop_db > -200.0 ? (float)pow(10.0, loop_db / 20.0) : 0.0f;
  fixture->wet_gain = 1.0f;
  fixture->step = CHUNK_FRAMES;
  fixture->n_channels = 1;
  feedback_init(&fixture->feedback, 48000.0);
  feedback_step(&fixture->feedback, true, 0.0f);
  return fixture;
}

static void make_frame(Fixture* fixture, float in[2], float out[2]) {
  const uint64_t ago = fixture->frame - fixture->delay_frames;
  for (unsigned c = 0; c < fixture->n_channels; ++c) {
    const bool there = fixture->frame >= fixture->delay_frames;
    const float dry = c ? 0.0f : fixture->dry(fixture->frame);
    in[c] = there ? fixture->loop_gain * fixture->past_out[c][ago % RING] +
                      fixture->send_gain * fixture->past_dry[c][ago % RING]
                  : 0.0f;
    in[c] += fixture->other ? fixture->other(fixture->frame) : 0.0f;
    out[c] = dry + in[c] * fixture->wet_gain;
    fixture->past_dry[c][fixture->frame % RING] = dry;
    fixture->dry_level = fmaxf(fixture->dry_level, fabsf(dry));
    fixture->past_out[c][fixture->frame % RING] = out[c];
  }
  ++fixture->frame;
}

static void run_chunk(Fixture* fixture, uint32_t n) {
  float in[2][CHUNK_FRAMES];
  float out[2][CHUNK_FRAMES];
  float peak_in = 0.0f;
  float peak_out = 0.0f;
  for (uint32_t i = 0; i < n; ++i) {
    float in_frame[2];
    float out_frame[2];
    make_frame(fixture, in_frame, out_frame);
    for (unsigned c = 0; c < fixture->n_channels; ++c) {
      in[c][i] = in_frame[c];
      out[c][i] = out_frame[c];
      peak_in = fmaxf(peak_in, fabsf(in_frame[c]));
      peak_out = fmaxf(peak_out, fabsf(out_frame[c]));
    }
  }
  const unsigned last = fixture->n_channels - 1;
  const float* const sides[][2] = {{in[0], in[last]}, {out[0], out[last]}};
  const FeedbackAudio audio = {.in = sides[0],
                               .wet = sides[0],
                               .out = sides[1],
                               .wet_gain = {fixture->wet_gain, fixture->wet_gain},
                               .peak_in = peak_in,
                               .peak_out = peak_out};
  feedback_add(&fixture->feedback, &audio, n);
  if (chunk_advance(&fixture->clock, n)) {
    feedback_step(&fixture->feedback, true, fixture->dry_level);
    fixture->dry_level *= 0.997f;
  }
}

/* Frames until a growing loop is found, but no more than max_frames (then NEVER). */
static uint64_t frames_to_proof(Fixture* fixture, uint64_t max_frames) {
  while (fixture->frame < max_frames) {
    run_chunk(fixture, chunk_length(&fixture->clock, fixture->step));
    if (feedback_is_growing(&fixture->feedback)) {
      return fixture->frame;
    }
  }
  return NEVER;
}

/* The burst comes in after one round and is put out as the return's own; it comes in once more after two; from then on
   it takes as many rounds as the header says. */
static void test_growing_loops_are_found_in_time(void** state) {
  (void)state;
  static const double growths_db[] = {0.2, 0.5, 1.0, 3.0, 6.0};
  static const uint32_t delays[] = {1000, 1024, 2048, 4096, 10007, 16384};
  for (unsigned g = 0; g < 5; ++g) {
    for (unsigned d = 0; d < 6; ++d) {
      burst_frames = delays[d];
      Fixture* fixture = fixture_new(burst, delays[d], growths_db[g]);
      const double expected = (2.0 + (double)FEEDBACK_ROUNDS) * delays[d];
      const uint64_t found = frames_to_proof(fixture, (uint64_t)expected + 3000);
      assert_true(found != NEVER);
      assert_true((double)found >= 2.0 * delays[d]);
      free(fixture);
    }
  }
  burst_frames = 2000;
}

static void test_loops_that_do_not_grow_are_not(void** state) {
  (void)state;
  static const double growths_db[] = {-20.0, -6.0, -0.5, -0.01, 0.0};
  static float (*const sources[])(uint64_t) = {burst, noise, clicks};
  for (unsigned s = 0; s < 3; ++s) {
    for (unsigned g = 0; g < 5; ++g) {
      Fixture* fixture = fixture_new(sources[s], 3000, growths_db[g]);
      assert_true(frames_to_proof(fixture, 200000) == NEVER);
      free(fixture);
    }
  }
}

static void test_growth_is_that_of_the_whole_round(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(burst, 2000, 6.0);
  fixture->wet_gain = 0.4f;
  assert_true(frames_to_proof(fixture, 100000) == NEVER);
  free(fixture);
  fixture = fixture_new(burst, 2000, -6.0);
  fixture->wet_gain = 2.5f;
  assert_true(frames_to_proof(fixture, 20000) != NEVER);
  free(fixture);
}

static void test_polarity_and_sides_do_not_matter(void** state) {
  (void)state;
  for (unsigned n_channels = 1; n_channels <= 2; ++n_channels) {
    for (unsigned inverted = 0; inverted < 2; ++inverted) {
      Fixture* fixture = fixture_new(burst, 2000, 2.0);
      fixture->n_channels = n_channels;
      fixture->loop_gain *= inverted ? -1.0f : 1.0f;
      assert_true(frames_to_proof(fixture, 13000) != NEVER);
      free(fixture);
    }
  }
}

static void test_a_loop_under_a_programme_is_found(void** state) {
  (void)state;
  static float (*const sources[])(uint64_t) = {noise, clicks};
  for (unsigned s = 0; s < 2; ++s) {
    Fixture* fixture = fixture_new(sources[s], 3000, 1.0);
    assert_true(frames_to_proof(fixture, 30000) != NEVER);
    free(fixture);
  }
}

/* However loud it comes back: a send, even of many times the level of the dry signal, is no loop. */
static void test_sends_are_no_loops(void** state) {
  (void)state;
  static const uint32_t delays[] = {32, 300, 3000, 9001, 12000};
  static const float gains[] = {-3.0f, -1.0f, 0.5f, 1.0f, 2.0f, 4.0f};
  static float (*const sources[])(uint64_t) = {noise, clicks};
  for (unsigned s = 0; s < 2; ++s) {
    for (unsigned d = 0; d < 5; ++d) {
      for (unsigned g = 0; g < 6; ++g) {
        Fixture* fixture = fixture_new(sources[s], delays[d], -1000.0);
        fixture->send_gain = gains[g];
        assert_true(frames_to_proof(fixture, 100000) == NEVER);
        free(fixture);
      }
    }
  }
}

static float fade_in(uint64_t frame) {
  return noise_of(frame) * fminf((float)frame / 50000.0f, 2.0f);
}

static float swell(uint64_t frame) {
  return noise_of(frame) * (float)exp((double)(frame % 48000) / 12000.0 - 3.0);
}

static float repetition(uint64_t frame) {
  return noise_of(frame % 3001) * (float)exp(-(double)(frame % 3001) / 800.0);
}

static float roll(uint64_t frame) {
  const uint64_t n_heard = frame / 3001 + 1;
  return repetition(frame) * fminf((float)n_heard / 16.0f, 2.0f);
}

static float tone(uint64_t frame) {
  return (float)sin(0.1309 * (double)frame) * fminf((float)frame / 50000.0f, 2.0f);
}

static void test_what_gets_louder_by_itself_is_no_loop(void** state) {
  (void)state;
  static float (*const sources[])(uint64_t) = {fade_in, swell, repetition, roll, tone};
  for (unsigned s = 0; s < 5; ++s) {
    Fixture* fixture = fixture_new(silence, 1000, -1000.0);
    fixture->other = sources[s];
    assert_true(frames_to_proof(fixture, 300000) == NEVER);
    free(fixture);
  }
}

static float crescendo(uint64_t frame) {
  return 0.01f * repetition(frame) * (float)pow(1.2, floor((double)frame / 3001.0));
}

static void test_a_crescendo_of_the_dry_signal_is_no_loop(void** state) {
  (void)state;
  static float (*const sources[])(uint64_t) = {silence, crescendo};
  for (unsigned s = 0; s < 2; ++s) {
    Fixture* fixture = fixture_new(sources[s], 1000, -1000.0);
    fixture->other = crescendo;
    fixture->wet_gain = 30.0f;
    assert_int_equal(frames_to_proof(fixture, 90000) == NEVER, s);
    free(fixture);
  }
}

enum { PULSE_FRAMES = 500 };

static uint64_t echo_pulses;  // how many places of pulses an echo is late
static uint64_t odd_place;    // the only odd place that has one

/* Pulses, each with a shape of its own but those that are echoes of one another, each louder by 10 % than the last. */
static float pulses(uint64_t frame) {
  const uint64_t place = frame / PULSE_FRAMES;
  const uint64_t at = frame % PULSE_FRAMES;
  const bool is_echo = place % echo_pulses == 0;
  const uint64_t echo = place / echo_pulses;
  const double level = is_echo ? 0.02 * pow(1.1, (double)echo) : 0.05;
  const bool is_there = place % 2 == 0 || place == odd_place;
  return is_there ? noise_of((is_echo ? 0 : place) * PULSE_FRAMES + at) * (float)(level * exp(-(double)at / 30.0))
                  : 0.0f;
}

static bool pulses_are_a_loop(uint64_t echo, uint64_t odd) {
  echo_pulses = echo;
  odd_place = odd;
  Fixture* fixture = fixture_new(silence, 1000, -1000.0);
  fixture->other = pulses;
  const bool found = frames_to_proof(fixture, 60000) != NEVER;
  free(fixture);
  return found;
}

/* Two pulses of five that come in are the least. Where one of three is an echo, the proof has to come at the fourth
   one, which is the tenth pulse from the first echo on; one pulse more in the meantime, and it never comes. */
static void test_a_loop_is_a_good_part_of_what_comes_in(void** state) {
  (void)state;
  assert_true(pulses_are_a_loop(4, NEVER));
  assert_true(pulses_are_a_loop(6, NEVER));
  assert_true(pulses_are_a_loop(6, 11));
  assert_false(pulses_are_a_loop(6, 13));
  assert_false(pulses_are_a_loop(8, NEVER));
}

static void test_only_delays_in_range_are_found(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(noise, FEEDBACK_LONGEST_FRAMES + 1, 1.0);
  assert_true(frames_to_proof(fixture, 10 * FEEDBACK_LONGEST_FRAMES) == NEVER);
  free(fixture);
}

/* The range is one of seconds: at high rates it has more frames. */
static void test_long_delays_are_found_at_high_rates(void** state) {
  (void)state;
  static const double rates_hz[] = {48000.0, 96000.0, 192000.0};
  for (unsigned i = 0; i < 3; ++i) {
    const uint32_t delay_frames = (uint32_t)(0.15 * rates_hz[i]);
    Fixture* fixture = fixture_new(noise, delay_frames, 1.0);
    feedback_init(&fixture->feedback, rates_hz[i]);
    feedback_step(&fixture->feedback, true, 0.0f);
    assert_true(frames_to_proof(fixture, 6 * delay_frames) != NEVER);
    free(fixture);
  }
}

static void test_a_proof_does_not_last(void** state) {
  (void)state;
  Fixture* fixture = fixture_new(burst, 1000, 1.0);
  assert_true(frames_to_proof(fixture, 6000) != NEVER);
  fixture->loop_gain = 0.0f;
  fixture->dry = noise;
  for (unsigned i = 0; i < 40; ++i) {
    run_chunk(fixture, CHUNK_FRAMES);
  }
  assert_false(feedback_is_growing(&fixture->feedback));
  free(fixture);
}

static void test_does_not_depend_on_cuts(void** state) {
  (void)state;
  static const uint32_t steps[] = {CHUNK_FRAMES, 1, 3, 17, 63};
  uint64_t expected = 0;
  for (unsigned s = 0; s < 5; ++s) {
    Fixture* fixture = fixture_new(clicks, 2345, 0.7);
    fixture->step = steps[s];
    const uint64_t found = frames_to_proof(fixture, 60000);
    assert_true(found != NEVER);
    expected = s ? expected : found;
    assert_true(found == expected);
    free(fixture);
  }
}

/* Forgotten in the middle of an interval, it has to start again and stays within its memory (for a sanitizer to see).
 */
static void test_forgets_anywhere(void** state) {
  (void)state;
  for (uint32_t step = 1; step < CHUNK_FRAMES; step += 13) {
    Fixture* fixture = fixture_new(burst, 1000, 0.5);
    fixture->step = step;
    while (fixture->frame < 3500) {
      run_chunk(fixture, chunk_length(&fixture->clock, step));
    }
    feedback_forget(&fixture->feedback);
    assert_false(feedback_is_growing(&fixture->feedback));
    const uint64_t forgotten = fixture->frame;
    assert_true(frames_to_proof(fixture, 20000) >= forgotten + 2000);
    assert_true(fixture->frame < 20000);
    free(fixture);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_growing_loops_are_found_in_time),
    cmocka_unit_test(test_loops_that_do_not_grow_are_not),
    cmocka_unit_test(test_growth_is_that_of_the_whole_round),
    cmocka_unit_test(test_polarity_and_sides_do_not_matter),
    cmocka_unit_test(test_a_loop_under_a_programme_is_found),
    cmocka_unit_test(test_sends_are_no_loops),
    cmocka_unit_test(test_what_gets_louder_by_itself_is_no_loop),
    cmocka_unit_test(test_a_crescendo_of_the_dry_signal_is_no_loop),
    cmocka_unit_test(test_a_loop_is_a_good_part_of_what_comes_in),
    cmocka_unit_test(test_only_delays_in_range_are_found),
    cmocka_unit_test(test_long_delays_are_found_at_high_rates),
    cmocka_unit_test(test_a_proof_does_not_last),
    cmocka_unit_test(test_does_not_depend_on_cuts),
    cmocka_unit_test(test_forgets_anywhere),
  };
  return cmocka_run_group_tests_name("feedback", tests, NULL, NULL);
}
