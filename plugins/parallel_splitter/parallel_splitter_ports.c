// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter_ports.h"

#include "common/ports/specs.h"
#include "plugins/parallel_splitter/parallel_splitter.h"

static const PortSpec in_specs[] = {
  [SPLITTER_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "in", "Main In", "In", "The signal to split."),
};

static const PortSpec out_specs[] = {
  [SPLITTER_AUDIO] = SPEC_AUDIO(
    PORT_AUDIO_OUT, "{a}", "Branch {A}", "Branch {A}",
    "Branch {A}, to be treated on its own and then added to the others, in a bus summer for one."),
};

static const ScalePoint mode_points[] = {
  {"Copy", SPLITTER_COPY, false},
  {"Bands", SPLITTER_BANDS, false},
  {"Mid/Side", SPLITTER_MID_SIDE, true},
  {"Left/Right", SPLITTER_LEFT_RIGHT, true},
  {"Transient/Sustain", SPLITTER_TRANSIENT, false},
  {"Loud/Quiet", SPLITTER_LOUD, false},
  {NULL, 0.0f, false},
};

/* One of the frequencies that part the bands. */
#define SPEC_SPLIT(NUMBER, INITIAL_HZ)                                                                                 \
  SPEC_LOG_RANGE("split_" NUMBER, "Split " NUMBER, "Split " NUMBER, UNIT_HZ, 20.0f, 20000.0f, INITIAL_HZ,              \
                 "Mode Bands: a frequency at which one band ends and the next begins. The splits in use may stand in " \
                 "any order; there is one less than there are branches.")

static const PortSpec split_specs[] = {
  [SPLITTER_MODE] = SPEC_CHOICE(
    "mode", "Mode", "Mode", SPLITTER_LOUD, SPLITTER_COPY, mode_points,
    "How the signal is split. The branches of all modes but Copy add up to the signal again. "
    "A mono splitter takes Mid/Side and Left/Right for Copy."),
  [SPLITTER_N_BRANCHES] = SPEC_PORT(
    PORT_CONTROL_IN, "branches", "Branches", "Branches", PORT_INTEGER, UNIT_NONE, SPLITTER_MIN_BRANCHES,
    SPLITTER_BRANCHES, SPLITTER_MIN_BRANCHES, NULL,
    "Modes Copy and Bands: how many branches there are; the others are silent. The other "
    "modes always have two."),
  [SPLITTER_SPLIT_1] = SPEC_SPLIT("1", 200.0f),
  [SPLITTER_SPLIT_2] = SPEC_SPLIT("2", 1000.0f),
  [SPLITTER_SPLIT_3] = SPEC_SPLIT("3", 5000.0f),
  [SPLITTER_SENSITIVITY] = SPEC_RANGE(
    "sensitivity", "Sensitivity", "Sensitivity", UNIT_PERCENT, 0.0f, 100.0f, 50.0f,
    "Mode Transient/Sustain: how weak an attack may be to go to branch A, and how much "
    "of it goes there."),
  [SPLITTER_THRESHOLD] = SPEC_RANGE("threshold", "Threshold", "Threshold", UNIT_DB, -60.0f, 0.0f, -24.0f,
                                    "Mode Loud/Quiet: peaks from this level on, in dBFS, go to branch A."),
};

static const PortSpec branch_specs[] = {
  [SPLITTER_GAIN] = SPEC_LEVEL("gain_{a}", "Gain {A}", "Gain {A}", 0.0f, "Level of branch {A}."),
  [SPLITTER_MUTE] = SPEC_TOGGLE("mute_{a}", "Mute {A}", "Mute {A}", 0.0f, "Silences branch {A}. Mute wins over solo."),
  [SPLITTER_SOLO] = SPEC_TOGGLE("solo_{a}", "Solo {A}", "Solo {A}", 0.0f,
                                "While any branch is soloed, the others are silent."),
  [SPLITTER_INVERT] = SPEC_TOGGLE("invert_{a}", "Invert {A}", "Invert {A}", 0.0f,
                                  "Turns the polarity of branch {A} around."),
  [SPLITTER_DELAY] = SPEC_RANGE(
    "delay_{a}", "Delay {A}", "Delay {A}", UNIT_MS, 0.0f, SPLITTER_LONGEST_DELAY_MS, 0.0f,
    "Makes branch {A} late, to line it up with a slower one in hosts that do not compensate delay, or for effect."),
  [SPLITTER_METER] = SPEC_METER("meter_{a}", "Meter {A}", "Meter {A}", 0,
                                "Peak level of branch {A} at its output, in dBFS; the louder side of a stereo one."),
};

static const PortSpec master_specs[] = {
  [SPLITTER_ENABLED] = SPEC_ENABLED("Off passes the signal on untouched at branch A and silences the others."),
  [SPLITTER_STATUS] = SPEC_STATUS,
};

static const PortSection sections[] = {
  [SPLITTER_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in", "Main In", in_specs),
  [SPLITTER_OUT] = SPEC_SECTION(GROUP_MAIN_OUT, "out_{a}", "Branch {A} Out", out_specs),
  [SPLITTER_SPLIT] = SPEC_SECTION(GROUP_CONTROLS, "split", "Split", split_specs),
  [SPLITTER_BRANCH] = SPEC_SECTION(GROUP_CONTROLS, "branch_{a}", "Branch {A}", branch_specs),
  [SPLITTER_MASTER] = SPEC_SECTION(GROUP_CONTROLS, "main", "Main", master_specs),
};

#define VARIANT(NAME, TITLE, CHANNELS)                                                                                 \
  {                                                                                                                    \
    SIGNALBOX_URI NAME, TITLE, {                                                                                       \
      [SPLITTER_IN] = {1, CHANNELS}, [SPLITTER_OUT] = {SPLITTER_BRANCHES, CHANNELS}, [SPLITTER_SPLIT] = {1, CHANNELS}, \
      [SPLITTER_BRANCH] = {SPLITTER_BRANCHES, CHANNELS}, [SPLITTER_MASTER] = {1, CHANNELS},                            \
    }                                                                                                                  \
  }

static const PortVariant variants[] = {
  VARIANT("parallel-splitter-mono", "Parallel Splitter Mono (Signalbox)", 1),
  VARIANT("parallel-splitter-stereo", "Parallel Splitter Stereo (Signalbox)", 2),
};

const PortFamily parallel_splitter_family = {
  .name = "parallel_splitter",
  .lv2_class = "UtilityPlugin",
  .sections = sections,
  .n_sections = SPEC_COUNT(sections),
  .variants = variants,
  .n_variants = SPEC_COUNT(variants),
};
