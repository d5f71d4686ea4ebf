// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return_ports.h"

#include "common/ports/specs.h"
#include "plugins/aux_return/aux_return.h"

static const PortSpec main_in_specs[] = {
  [RETURN_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "in", "Main In", "In", "The dry signal."),
};

static const PortSpec in_specs[] = {
  [RETURN_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "return", "Return In", "Return", "What comes back from the effect."),
};

static const PortSpec out_specs[] = {
  [RETURN_AUDIO] = SPEC_AUDIO(PORT_AUDIO_OUT, "out", "Main Out", "Out", "The dry signal and the return together."),
};

static const ScalePoint mode_points[] = {{"Add", RETURN_ADD, false},
                                         {"Mix", RETURN_BLENDED, false},
                                         {"Wet only", RETURN_WET_ONLY, false},
                                         {NULL, 0.0f, false}};

static const PortSpec blend_specs[] = {
  [RETURN_MODE] = SPEC_CHOICE(
    "mode", "Mode", "Mode", RETURN_WET_ONLY, RETURN_ADD, mode_points,
    "Add puts the return beside the dry signal; Mix fades from one to the other; Wet only leaves the dry signal out."),
  [RETURN_DRY_LEVEL] = SPEC_LEVEL("dry_level", "Level Dry", "Level Dry", 0.0f, "Level of the dry signal."),
  [RETURN_LEVEL] = SPEC_LEVEL("return_level", "Level Return", "Level Return", 0.0f, "Level of the return."),
  [RETURN_MIX] = SPEC_RANGE("mix", "Mix", "Mix", UNIT_PERCENT, 0.0f, 100.0f, 50.0f,
                            "Share of the return in mode Mix; the rest is dry."),
  [RETURN_MATCH] = SPEC_TOGGLE(
    "match", "Match", "Match", 0.0f,
    "Holds the return as loud as the dry signal, so that an effect is judged by its sound and not by its loudness."),
  [RETURN_DRY_DELAY] = SPEC_RANGE(
    "dry_delay", "Delay Dry", "Delay Dry", UNIT_MS, 0.0f, RETURN_LONGEST_DRY_DELAY_MS, 0.0f,
    "Holds the dry signal back until outboard gear has returned; reported to the host as latency."),
};

static const PortSpec return_specs[] = {
  [RETURN_PAN] = SPEC_PAN("return_pan", "Pan Return", "Pan Return", PORT_STEREO_ONLY, "Balance of the return."),
  [RETURN_WIDTH] = SPEC_PORT(
    PORT_CONTROL_IN, "return_width", "Width Return", "Width Return", PORT_STEREO_ONLY, UNIT_PERCENT, 0.0f, 200.0f,
    100.0f, NULL,
    "Stereo width of the return: 0 is mono, 100 leaves it alone, 200 doubles the difference of the sides."),
  [RETURN_MUTE] = SPEC_TOGGLE("return_mute", "Mute Return", "Mute Return", 0.0f, "Silences the return."),
  [RETURN_INVERT] = SPEC_TOGGLE("return_invert", "Invert Return", "Invert Return", 0.0f,
                                "Turns the polarity of the return around."),
  [RETURN_HPF] = SPEC_HIGH_PASS("return_hpf", "HPF Return", "HPF Return", 2000.0f, "Keeps lows out of the return."),
  [RETURN_LPF] = SPEC_LOW_PASS("return_lpf", "LPF Return", "LPF Return", 1000.0f, "Keeps highs out of the return."),
  [RETURN_DELAY] = SPEC_RANGE("return_delay", "Delay Return", "Delay Return", UNIT_MS, 0.0f, RETURN_LONGEST_DELAY_MS,
                              0.0f, "Holds the return back, as the pre-delay of a reverb does."),
};

static const PortSpec duck_specs[] = {
  [RETURN_DUCK_DEPTH] = SPEC_RANGE("duck_depth", "Duck Depth", "Duck Depth", UNIT_DB, 0.0f, RETURN_DEEPEST_DUCK_DB,
                                   0.0f, "The most that the dry signal turns the return down; 0 is off."),
  [RETURN_DUCK_THRESHOLD] = SPEC_RANGE("duck_threshold", "Duck Threshold", "Duck Threshold", UNIT_DB, -60.0f, 0.0f,
                                       -30.0f, "Level of the dry signal above which it turns the return down."),
  [RETURN_DUCK_ATTACK] = SPEC_LOG_RANGE("duck_attack", "Duck Attack", "Duck Attack", UNIT_MS, 0.1f, 200.0f, 10.0f,
                                        "How fast the return is turned down: the time to 63 %."),
  [RETURN_DUCK_RELEASE] = SPEC_LOG_RANGE("duck_release", "Duck Release", "Duck Release", UNIT_MS, 5.0f, 5000.0f, 300.0f,
                                         "How fast the return comes back: the time to 63 %."),
};

static const PortSpec main_specs[] = {
  [RETURN_GUARD] = SPEC_TOGGLE("guard", "Guard", "Guard", 1.0f,
                               "Fades out a return that feeds itself, until the loop has been quiet for a second."),
  [RETURN_ENABLED] = SPEC_ENABLED(
    "Off passes the main signal on untouched, as late as the latency says, without the return."),
  [RETURN_METER_DRY] = SPEC_METER("meter_dry", "Meter Dry", "Meter Dry", 0,
                                  "Peak level of the louder side of the dry signal in the main out, in dBFS."),
  [RETURN_METER_RETURN] = SPEC_METER("meter_return", "Meter Return", "Meter Return", 0,
                                     "Peak level of the louder side of the return in the main out, in dBFS."),
  [RETURN_METER] = SPEC_METER("meter", "Meter", "Meter", PORT_PER_CHANNEL, "Peak level of the main out, in dBFS."),
  [RETURN_REDUCTION] = SPEC_REDUCTION(-RETURN_DEEPEST_DUCK_DB, "How far the dry signal turns the return down."),
  [RETURN_LAG] = SPEC_LAG("lag", "Lag", "Lag", RETURN_LONGEST_LAG_MS,
                          "How much later than the dry signal the same sound comes back, before any delay; 0 where "
                          "that is unknown. A Delay Dry of as much lines the two up."),
  [RETURN_POLARITY] = SPEC_POLARITY(
    "polarity", "Polarity", "Polarity",
    "Whether the dry signal comes back as it is, or inverted, before Invert; unknown where no lag is."),
  [RETURN_MONO_LOSS] = SPEC_MONO_LOSS(
    "How much quieter than its two sides a stereo main out is once it is folded to mono."),
  [RETURN_STATUS] = SPEC_STATUS,
  [RETURN_LATENCY] = SPEC_LATENCY(RETURN_LONGEST_DRY_DELAY_MS, "Delay of the dry signal, in frames."),
};

static const PortSection sections[] = {
  [RETURN_MAIN_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in", "Main In", main_in_specs),
  [RETURN_IN] = SPEC_SECTION(GROUP_SIDECHAIN, "return_in", "Return In", in_specs),
  [RETURN_OUT] = SPEC_SECTION(GROUP_MAIN_OUT, "out", "Main Out", out_specs),
  [RETURN_BLEND] = SPEC_SECTION(GROUP_CONTROLS, "blend", "Blend", blend_specs),
  [RETURN_RETURN] = SPEC_SECTION(GROUP_CONTROLS, "return", "Return", return_specs),
  [RETURN_DUCK] = SPEC_SECTION(GROUP_CONTROLS, "duck", "Duck", duck_specs),
  [RETURN_MAIN] = SPEC_SECTION(GROUP_CONTROLS, "main", "Main", main_specs),
};

#define VARIANT(NAME, TITLE, CHANNELS)                                                                \
  {                                                                                                   \
    SIGNALBOX_URI NAME, TITLE, {                                                                      \
      [RETURN_MAIN_IN] = {1, CHANNELS}, [RETURN_IN] = {1, CHANNELS}, [RETURN_OUT] = {1, CHANNELS},    \
      [RETURN_BLEND] = {1, CHANNELS}, [RETURN_RETURN] = {1, CHANNELS}, [RETURN_DUCK] = {1, CHANNELS}, \
      [RETURN_MAIN] = {1, CHANNELS},                                                                  \
    }                                                                                                 \
  }

static const PortVariant variants[] = {
  VARIANT("aux-return-mono", "Aux Return Mono (Signalbox)", 1),
  VARIANT("aux-return-stereo", "Aux Return Stereo (Signalbox)", 2),
};

const PortFamily aux_return_family = {
  .name = "aux_return",
  .lv2_class = "MixerPlugin",
  .sections = sections,
  .n_sections = SPEC_COUNT(sections),
  .variants = variants,
  .n_variants = SPEC_COUNT(variants),
};
