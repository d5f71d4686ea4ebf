// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A Listen control that was left on is said, in silence, too: what comes out is not the mix. */

#include "tests/lv2/recording.h"

#include "common/ports/status.h"

#include <string.h>

enum { RATE_HZ = 48000, N_FRAMES = 3 * RATE_HZ };

static Status status_after(Instance* instance, Recording* recording) {
  recording_render(recording, instance, &(Render){.block_frames = 256});
  return (Status)instance_get_named(instance, "status");
}

/* Nothing on the keys, and something on what is named as the main input. */
static void fill(const Instance* instance, const Recording* recording) {
  for (uint32_t i = 0; i < recording->n_inputs; ++i) {
    const char* symbol = instance_port(instance, instance_input(instance, i))->symbol;
    const bool is_main = strncmp(symbol, "in", 2) == 0;
    for (uint32_t at = 0; at < N_FRAMES; ++at) {
      recording->in[i][at] = !is_main ? 0.0f : at / 24 % 2 ? 0.1f : -0.1f;
    }
  }
}

static void test_listening_is_said(const Subject* subject) {
  Instance* instance = suite_instance(subject, RATE_HZ, 256);
  const uint32_t listen = instance_find(instance, "listen");
  if (listen == UINT32_MAX) {
    instance_free(instance);
    return;
  }
  Recording* recording = recording_new(instance, N_FRAMES);
  fill(instance, recording);
  instance_set(instance, listen, 1.0f);
  const Status on = status_after(instance, recording);
  CHECK(on == STATUS_LISTENING, "says status %d while its Listen control is on", (int)on);
  instance_set(instance, listen, 0.0f);
  const Status off = status_after(instance, recording);
  CHECK(off == STATUS_OK, "says status %d once that is off", (int)off);
  recording_free(recording);
  instance_free(instance);
}

int main(void) {
  const SuiteTest tests[] = {{"Listening is said", test_listening_is_said}};
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
