// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/sharing.h"

#include "common/host/instance.h"
#include "common/host/noise.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define RATE_HZ 48000.0
#define NOISE_PEAK 0.25f
#define SEND_LEVEL_DB (-12.0f)

enum { BLOCK_FRAMES = 256, SLICE_BLOCKS = 16, ROUNDS = 60, SETTLE_SLICES = 4 };

typedef struct {
  Instance* sends[SHARING_TRACKS];
  Instance* shared;
  Instance* apart[SHARING_TRACKS];
} Racks;

static const struct {
  const char *name, *uri, *blend;
} reverbs[SHARING_REVERBS] = {
  {"ACE Reverb", "urn:ardour:a-reverb", "blend"},
  {"Plate reverb", "http://plugin.org.uk/swh-plugins/plate", "wet"},
};

static Instance* reverb_new(Host* host, unsigned kind, float blend, HostError* error) {
  Instance* reverb = instance_new(host, reverbs[kind].uri, RATE_HZ, BLOCK_FRAMES, error);
  if (reverb) {
    instance_set_named(reverb, reverbs[kind].blend, blend);
  }
  return reverb;
}

static void play_noise(Instance* instance, Noise* noise) {
  for (uint32_t side = 0; side < instance_n_inputs(instance); ++side) {
    float* buffer = instance_buffer(instance, instance_input(instance, side));
    for (unsigned frame = 0; frame < BLOCK_FRAMES; ++frame) {
      buffer[frame] = noise_between(noise, -NOISE_PEAK, NOISE_PEAK);
    }
  }
}

static bool racks_fill(Racks* racks, Host* host, unsigned kind, HostError* error) {
  Noise noise = {1};
  racks->shared = reverb_new(host, kind, 1.0f, error);
  for (unsigned i = 0; i < SHARING_TRACKS; ++i) {
    racks->sends[i] = instance_new(host, "urn:signalbox:aux-send-stereo", RATE_HZ, BLOCK_FRAMES, error);
    racks->apart[i] = reverb_new(host, kind, 0.3f, error);
    if (!racks->shared || !racks->sends[i] || !racks->apart[i]) {
      return false;
    }
    instance_set_named(racks->sends[i], "send_level_1", SEND_LEVEL_DB);
    play_noise(racks->sends[i], &noise);
    play_noise(racks->apart[i], &noise);
  }
  return true;
}

static void racks_empty(const Racks* racks) {
  instance_free(racks->shared);
  for (unsigned i = 0; i < SHARING_TRACKS; ++i) {
    instance_free(racks->sends[i]);
    instance_free(racks->apart[i]);
  }
}

static void run_shared(const Racks* racks) {
  for (unsigned i = 0; i < SHARING_TRACKS; ++i) {
    instance_run(racks->sends[i], BLOCK_FRAMES);
  }
  for (uint32_t side = 0; side < instance_n_inputs(racks->shared); ++side) {
    float* sum = instance_buffer(racks->shared, instance_input(racks->shared, side));
    memset(sum, 0, BLOCK_FRAMES * sizeof(float));
    for (unsigned i = 0; i < SHARING_TRACKS; ++i) {
      const float* send = instance_buffer(racks->sends[i], instance_output(racks->sends[i], 2 + side));
      for (unsigned frame = 0; frame < BLOCK_FRAMES; ++frame) {
        sum[frame] += send[frame];
      }
    }
  }
  instance_run(racks->shared, BLOCK_FRAMES);
}

static void run_apart(const Racks* racks) {
  for (unsigned i = 0; i < SHARING_TRACKS; ++i) {
    instance_run(racks->apart[i], BLOCK_FRAMES);
  }
}

static double now_s(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Of one processor, for as long as a slice sounds. */
static double slice_share(void (*run)(const Racks*), const Racks* racks) {
  const double start = now_s();
  for (unsigned block = 0; block < SLICE_BLOCKS; ++block) {
    run(racks);
  }
  return (now_s() - start) * RATE_HZ / (SLICE_BLOCKS * BLOCK_FRAMES);
}

static bool measure(Host* host, unsigned kind, Sharing* sharing, HostError* error) {
  Racks racks = {{NULL}, NULL, {NULL}};
  const bool good = racks_fill(&racks, host, kind, error);
  *sharing = (Sharing){reverbs[kind].name, (double)INFINITY, (double)INFINITY};
  for (unsigned round = 0; good && round < SETTLE_SLICES + ROUNDS; ++round) {
    const double shared = slice_share(run_shared, &racks), apart = slice_share(run_apart, &racks);
    if (round >= SETTLE_SLICES) {
      sharing->shared = fmin(sharing->shared, shared);
      sharing->apart = fmin(sharing->apart, apart);
    }
  }
  racks_empty(&racks);
  return good;
}

bool sharing_measure(Host* host, Sharing sharing[SHARING_REVERBS], HostError* error) {
  bool good = true;
  for (unsigned kind = 0; good && kind < SHARING_REVERBS; ++kind) {
    good = measure(host, kind, &sharing[kind], error);
  }
  return good;
}
