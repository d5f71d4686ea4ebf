// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router_ports.h"

#include "common/ports/specs.h"
#include "plugins/sidechain_router/sidechain_router.h"

static const PortSpec in_specs[] = {
  [ROUTER_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "in", "Main In", "In", "The signal to pass on, to duck or to gate."),
};

static const PortSpec key_in_specs[] = {
  [ROUTER_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "key_{a}", "Key {A}", "Key {A}",
                              "Key {A}: the signal that ducks or opens the main one, such as a kick drum or a voice."),
};

static const PortSpec out_specs[] = {
  [ROUTER_AUDIO] = SPEC_AUDIO(PORT_AUDIO_OUT, "out", "Main Out", "Out", "The main signal after ducking or gating."),
};

static const PortSpec key_out_specs[] = {
  [ROUTER_AUDIO] = SPEC_AUDIO(PORT_AUDIO_OUT, "key_out", "Key Out", "Key Out",
                              "The mixed and filtered key, for the sidechain input of the next plugin."),
};

static const PortSpec cv_specs[] = {
  [ROUTER_CV_ENVELOPE] = SPEC_CV("envelope_cv", "Envelope CV", "Envelope CV",
                                 "Level of the mixed and filtered key, from 0 to 1."),
  [ROUTER_CV_GAIN] = SPEC_CV("gain_cv", "Gain CV", "Gain CV",
                             "Gain that acts on the main signal: 1 at rest, lower while it is ducked or gated."),
};

static const ScalePoint key_source_points[] = {
  {"Stereo", KEY_STEREO, false}, {"Mono sum", KEY_MONO, false}, {"Side", KEY_SIDE, false},
  {"Left", KEY_LEFT, false},     {"Right", KEY_RIGHT, false},   {"Louder side", KEY_LOUDER, false},
  {NULL, 0.0f, false},
};

static const PortSpec key_specs[] = {
  [ROUTER_KEY_A_LEVEL] = SPEC_LEVEL_TO("key_a_level", "Level A", "Level A", 36.0f, 0.0f,
                                       "How much of key A goes into the key."),
  [ROUTER_KEY_B_LEVEL] = SPEC_LEVEL_TO("key_b_level", "Level B", "Level B", 36.0f, LEVEL_OFF_DB,
                                       "How much of key B goes into the key."),
  [ROUTER_KEY_SOURCE] = SPEC_CHOICE(
    "key_source", "Key Source", "Key Source", KEY_LOUDER, KEY_STEREO, key_source_points,
    "What of a stereo key counts; a mono key always counts as it is. Louder side follows the side that has "
    "had more power over the last 300 ms."),
  [ROUTER_KEY_HPF] = SPEC_HIGH_PASS("key_hpf", "HPF Key", "HPF Key", 12000.0f,
                                    "Keeps lows out of the key, such as rumble or a bass drum; or, high up, all but "
                                    "sibilants, for de-essing."),
  [ROUTER_KEY_LPF] = SPEC_LOW_PASS("key_lpf", "LPF Key", "LPF Key", 100.0f,
                                   "Keeps highs out of the key, such as cymbals."),
  [ROUTER_KEY_OUT_LEVEL] = SPEC_LEVEL("key_out_level", "Level Out", "Level Out", 0.0f, "Level of the key out."),
  [ROUTER_LISTEN] = SPEC_TOGGLE("listen", "Listen to Key", "Listen", 0.0f,
                                "Puts the mixed and filtered key on the main out, to set it up by ear."),
};

static const ScalePoint action_points[] = {
  {"Route only", ROUTER_ROUTE, false}, {"Duck", ROUTER_DUCK, false}, {"Gate", ROUTER_GATE, false},
  {"Pulse", ROUTER_PULSE, false},      {NULL, 0.0f, false},
};

static const PortSpec dynamics_specs[] = {
  [ROUTER_ACTION] = SPEC_CHOICE("action", "Action", "Action", ROUTER_PULSE, ROUTER_ROUTE, action_points,
                                "Route only passes the main signal on; Duck turns it down while the key is loud; Gate "
                                "lets it through only while the key is loud; Pulse turns it down once at every onset "
                                "of the key, always on the same curve."),
  [ROUTER_THRESHOLD] = SPEC_RANGE("threshold", "Threshold", "Threshold", UNIT_DB, -60.0f, 0.0f, -30.0f,
                                  "Level of the key above which it ducks, or opens the gate. Pulse has no threshold."),
  [ROUTER_RELATIVE] = SPEC_TOGGLE(
    "relative", "Relative Threshold", "Relative", 0.0f,
    "Counts the threshold from the key's own recent peak, so that a key at any level works the same. Noise, hum and "
    "bleed around the key then count as silence."),
  [ROUTER_FLOOR] = SPEC_RANGE(
    "floor", "Floor", "Floor", UNIT_DB, -90.0f, -20.0f, -60.0f,
    "A key below this level counts as silence, with a relative threshold, too. Raise it if "
    "bleed acts before the key has been heard for the first time, which nothing else can tell "
    "from a quiet key."),
  [ROUTER_HYSTERESIS] = SPEC_RANGE("hysteresis", "Hysteresis", "Hysteresis", UNIT_DB, 0.0f, 24.0f, 3.0f,
                                   "How far the key must fall below the threshold before Gate begins to close."),
  [ROUTER_DEPTH] = SPEC_RANGE("depth", "Depth", "Depth", UNIT_DB, 0.0f, 60.0f, 12.0f,
                              "The most that the main signal is turned down."),
  [ROUTER_RATIO] = SPEC_RANGE("ratio", "Ratio", "Ratio", UNIT_RATIO, 1.0f, 100.0f, 100.0f,
                              "How steeply Duck follows a key above the threshold."),
  [ROUTER_KNEE] = SPEC_RANGE("knee", "Knee", "Knee", UNIT_DB, 0.0f, 24.0f, 6.0f,
                             "Width of the soft transition around the threshold of Duck."),
  [ROUTER_ATTACK] = SPEC_LOG_RANGE(
    "attack", "Attack", "Attack", UNIT_MS, 0.01f, 200.0f, 2.0f,
    "How fast Duck and Pulse turn down, or Gate opens: the time to 63 %. So that nothing "
    "clicks, it is never shorter than 0.23 ms."),
  [ROUTER_HOLD] = SPEC_RANGE(
    "hold", "Hold", "Hold", UNIT_MS, 0.0f, 1000.0f, 0.0f,
    "How long a duck stays down, or a gate open, after the key has gone below the threshold, and how long a pulse "
    "stays "
    "down: onsets before that is over do not count. A gate stays open for 20 ms at least. For Duck with a slow attack, "
    "20 ms bridge the gaps between the peaks of a low key."),
  [ROUTER_RELEASE] = SPEC_LOG_RANGE("release", "Release", "Release", UNIT_MS, 5.0f, 5000.0f, 150.0f,
                                    "How fast the main signal comes back, or Gate closes: the time to 63 %."),
  [ROUTER_DUCK_LOW] = SPEC_HIGH_PASS(
    "duck_low", "Duck Low", "Duck Low", 2000.0f,
    "Only what of the main signal lies above this frequency is turned down. Above Duck High, the two change places."),
  [ROUTER_DUCK_HIGH] = SPEC_LOW_PASS("duck_high", "Duck High", "Duck High", 200.0f,
                                     "Only what of the main signal lies below this frequency is turned down."),
  [ROUTER_LOOKAHEAD] = SPEC_RANGE(
    "lookahead", "Look-ahead", "Look-ahead", UNIT_MS, 0.0f, ROUTER_LONGEST_LOOKAHEAD_MS, 0.0f,
    "Acts on the main signal that long before the key arrives; reported to the host as latency."),
  [ROUTER_DETECTOR] = SPEC_DETECTOR(
    "What the level of the key means: its peaks, or its power over 10 ms or so, which it takes to build up."),
};

static const PortSpec master_specs[] = {
  [ROUTER_ENABLED] = SPEC_ENABLED("Off passes the main signal on untouched and silences the key out."),
  [ROUTER_METER_KEY] = SPEC_METER("meter_key", "Meter Key", "Meter Key", 0,
                                  "Peak level of the mixed and filtered key, in dBFS."),
  [ROUTER_METER] = SPEC_METER("meter", "Meter", "Meter", PORT_PER_CHANNEL, "Peak level of the main out, in dBFS."),
  [ROUTER_REDUCTION] = SPEC_REDUCTION(-60.0f, "How far the main signal is turned down."),
  [ROUTER_STATUS] = SPEC_STATUS,
  [ROUTER_LATENCY] = SPEC_LATENCY(ROUTER_LONGEST_LOOKAHEAD_MS, "Delay of every output, in frames: the look-ahead."),
};

static const PortSection sections[] = {
  [ROUTER_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in", "Main In", in_specs),
  [ROUTER_KEY_IN] = SPEC_SECTION(GROUP_SIDECHAIN, "key_{a}", "Key {A}", key_in_specs),
  [ROUTER_OUT] = SPEC_SECTION(GROUP_MAIN_OUT, "out", "Main Out", out_specs),
  [ROUTER_KEY_OUT] = SPEC_SECTION(GROUP_OTHER, "key_out", "Key Out", key_out_specs),
  [ROUTER_CV_OUT] = {GROUP_NONE, NULL, NULL, cv_specs, SPEC_COUNT(cv_specs)},
  [ROUTER_KEY] = SPEC_SECTION(GROUP_CONTROLS, "key", "Key", key_specs),
  [ROUTER_DYNAMICS] = SPEC_SECTION(GROUP_CONTROLS, "dynamics", "Dynamics", dynamics_specs),
  [ROUTER_MASTER] = SPEC_SECTION(GROUP_CONTROLS, "main", "Main", master_specs),
};

#define VARIANT(NAME, TITLE, CHANNELS, CVS)                                                                 \
  {                                                                                                         \
    SIGNALBOX_URI NAME, TITLE, {                                                                            \
      [ROUTER_IN] = {1, CHANNELS}, [ROUTER_KEY_IN] = {ROUTER_KEYS, CHANNELS}, [ROUTER_OUT] = {1, CHANNELS}, \
      [ROUTER_KEY_OUT] = {1, CHANNELS}, [ROUTER_CV_OUT] = {CVS, 1}, [ROUTER_KEY] = {1, CHANNELS},           \
      [ROUTER_DYNAMICS] = {1, CHANNELS}, [ROUTER_MASTER] = {1, CHANNELS},                                   \
    }                                                                                                       \
  }

static const PortVariant variants[] = {
  VARIANT("sidechain-router-mono", "Sidechain Router Mono (Signalbox)", 1, 0),
  VARIANT("sidechain-router-stereo", "Sidechain Router Stereo (Signalbox)", 2, 0),
  VARIANT("sidechain-router-cv", "Sidechain Router Stereo CV (Signalbox)", 2, 1),
};

const PortFamily sidechain_router_family = {
  .name = "sidechain_router",
  .lv2_class = "DynamicsPlugin",
  .sections = sections,
  .n_sections = SPEC_COUNT(sections),
  .variants = variants,
  .n_variants = SPEC_COUNT(variants),
};
