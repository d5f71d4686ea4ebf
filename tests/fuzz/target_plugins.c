// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Target: everything that a host may do to any variant of one family, see host_pair.h. The plugin is linked in as it
   is, and met through its LV2 descriptor. */

#include "common/lv2/plugin.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/host_pair.h"

#include <stdlib.h>
#include <string.h>

/* How long a script may get, so that many can be run: frames times ports, and actions. */
enum { MAX_SAMPLES = 200000, MAX_ACTIONS = 300 };

static void run_script(unsigned v, Script* script) {
  const LV2_Descriptor* descriptor = lv2_descriptor(v);
  const PortVariant* variant = &plugin_type.family->variants[v];
  FUZZ_CHECK(descriptor && !strcmp(descriptor->URI, variant->uri), "descriptor %u is not that of %s", v, variant->uri);
  HostPair pair;
  Action action;
  host_pair_init(&pair, descriptor, plugin_type.family, variant);
  for (unsigned n = 0; n < MAX_ACTIONS && pair.n_done * pair.n_ports < MAX_SAMPLES; ++n) {
    if (!script_next(script, &action)) {
      break;
    }
    fuzz_note(descriptor->URI, n + 1);
    host_pair_act(&pair, &action);
  }
  host_pair_free(&pair);
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Script script = {data, size, 0};
  run_script(script_byte(&script) % plugin_type.family->n_variants, &script);
  return 0;
}

void fuzz_replay(const uint8_t* data, size_t size) {
  for (unsigned v = 0; v < plugin_type.family->n_variants; ++v) {
    Script script = {data, size, 1};
    run_script(v, &script);
  }
}
