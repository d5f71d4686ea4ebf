// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* However a host cuts the stream into blocks, the same samples come out, also while controls change. */

#include "tests/faults/fault_fixture.h"
#include "tests/faults/rows.h"
#include "tests/lv2/material.h"
#include "tests/lv2/pages.h"

#include <inttypes.h>
#include <string.h>

enum { FRAMES = 44100, PROGRAMMES = 4, CUTS = 200 / PROGRAMMES, CHANGES = 60 };

static const FaultFixture fixture = {.rate_hz = MATERIAL_RATE_HZ, .max_frames = 8192, .n_frames = FRAMES};

/* A second of real music on every input, offset from input to input. */
static Recording* music_new(const Subject* subject) {
  static const char* const samples[] = {"loop_amen", "loop_industrial", "ambi_choir", "bass_voxy_c"};
  enum { N_SAMPLES = sizeof(samples) / sizeof(samples[0]), OFFSET_FRAMES = 1001 };
  Recording* recording = fault_recording(subject, &fixture, 0);
  for (uint32_t sample = 0; sample < N_SAMPLES; ++sample) {
    Wav* wav = material_loop(samples[sample], 2.0);
    for (uint32_t i = sample; i < recording->n_inputs; i += N_SAMPLES) {
      memcpy(recording->in[i], wav->channels[0] + (uint64_t)(i / N_SAMPLES) * OFFSET_FRAMES, FRAMES * sizeof(float));
    }
    wav_free(wav);
  }
  return recording;
}

/* Renders with settings and changes that come from a seed alone. */
static void render(const Subject* subject, Recording* recording, uint64_t seed, Render plan) {
  ControlChange changes[CHANGES];
  Noise noise = {seed + 100};
  Instance* instance = fault_instance(subject, &fixture, seed);
  plan.changes = changes;
  plan.n_changes = controls_changes(instance, &noise, recording->n_frames, changes, CHANGES);
  recording_render(recording, instance, &plan);
  instance_free(instance);
}

/* Renders the same settings in long blocks and by a number of plans, which must give the same. */
static void check_like_long_blocks(const Subject* subject, Recording* recordings[2], uint64_t seed, const Render* plans,
                                   size_t n_plans) {
  render(subject, recordings[1], seed, (Render){.block_frames = fixture.max_frames});
  for (size_t i = 0; i < n_plans; ++i) {
    if (plans[i].cut_seed) {
      suite_note("settings %" PRIu64 ", cut %" PRIu64, seed, plans[i].cut_seed);
    } else {
      suite_note("settings %" PRIu64 ", blocks of %" PRIu32, seed, plans[i].block_frames);
    }
    render(subject, recordings[0], seed, plans[i]);
    fault_check_same(recordings[0], recordings[1]);
  }
}

void stream_check_cuts(const Subject* subject) {
  static const Render fixed[] = {
    {.block_frames = 1},  {.block_frames = 3},   {.block_frames = 61},   {.block_frames = 64},
    {.block_frames = 65}, {.block_frames = 127}, {.block_frames = 1024}, {.block_frames = 4099},
  };
  Recording* recordings[2] = {music_new(subject), music_new(subject)};
  check_like_long_blocks(subject, recordings, 10, fixed, sizeof(fixed) / sizeof(fixed[0]));
  for (uint64_t seed = 0; seed < PROGRAMMES; ++seed) {
    Render plans[CUTS];
    for (uint64_t i = 0; i < CUTS; ++i) {
      plans[i] = (Render){.cut_seed = 1 + i + seed * CUTS};
    }
    check_like_long_blocks(subject, recordings, seed, plans, CUTS);
  }
  recording_free(recordings[0]);
  recording_free(recordings[1]);
}

/* An empty block, as some hosts send to have controls read: nothing may be read or written, so nothing is there. */
static void run_empty(void* user, Instance* instance, uint64_t n_done) {
  (void)n_done;
  for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
    if (host_port_is_audio(instance_port(instance, i))) {
      instance_connect(instance, i, user);
    }
  }
  instance_run(instance, 0);
}

void stream_check_empty_blocks(const Subject* subject) {
  Pages nothing;
  CHECK(pages_init(&nothing, 0), "memory cannot be protected");
  Recording* recordings[2] = {music_new(subject), music_new(subject)};
  for (uint64_t seed = 0; seed < PROGRAMMES; ++seed) {
    Render plan = {.cut_seed = seed + 1000};
    suite_note("settings %" PRIu64 ", cut %" PRIu64, seed, plan.cut_seed);
    render(subject, recordings[1], seed, plan);
    plan.after_block = run_empty;
    plan.user = nothing.data;
    render(subject, recordings[0], seed, plan);
    fault_check_same(recordings[0], recordings[1]);
  }
  recording_free(recordings[0]);
  recording_free(recordings[1]);
  pages_free(&nothing);
}
