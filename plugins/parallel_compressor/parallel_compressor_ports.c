// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor_ports.h"

#include "common/ports/specs.h"
#include "plugins/parallel_compressor/parallel_compressor.h"

static const PortSpec in_specs[] = {
  [COMPRESSOR_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "in", "Main In", "In", "Audio to be compressed in parallel."),
};

static const PortSpec out_specs[] = {
  [COMPRESSOR_AUDIO] = SPEC_AUDIO(PORT_AUDIO_OUT, "out", "Main Out", "Out",
                                  "The dry signal and the compressed one, added up in step."),
};

static const PortSpec key_in_specs[] = {
  [COMPRESSOR_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "key", "Key", "Key",
                                  "Another signal for the compressor to listen to; it is not heard."),
};

static const ScalePoint key_source_points[] = {{"Own", COMPRESSOR_OWN, false},
                                               {"Key", COMPRESSOR_KEYED, false},
                                               {"Both", COMPRESSOR_BOTH, false},
                                               {NULL, 0.0f, false}};

static const PortSpec key_specs[] = {
  [COMPRESSOR_KEY_SOURCE] = SPEC_CHOICE(
    "key_source", "Source Key", "Source Key", COMPRESSOR_BOTH, COMPRESSOR_OWN, key_source_points,
    "What the compressor listens to: the main signal, the key, or the sum of both."),
  [COMPRESSOR_KEY_LEVEL] = SPEC_LEVEL_TO("key_level", "Level Key", "Level Key", 36.0f, 0.0f,
                                         "Level of the key in what the compressor listens to."),
};

static const PortSpec dynamics_specs[] = {
  [COMPRESSOR_THRESHOLD] = SPEC_RANGE("threshold", "Threshold", "Threshold", UNIT_DB, -60.0f, 0.0f, -24.0f,
                                      "Level above which the compressor turns the wet signal down."),
  [COMPRESSOR_RATIO] = SPEC_LOG_RANGE("ratio", "Ratio", "Ratio", UNIT_RATIO, 1.0f, 100.0f, 8.0f,
                                      "How many dB more in make one dB more out, above the threshold."),
  [COMPRESSOR_KNEE] = SPEC_RANGE("knee", "Knee", "Knee", UNIT_DB, 0.0f, 24.0f, 6.0f,
                                 "Width of the soft transition around the threshold; 0 is a hard corner."),
  [COMPRESSOR_ATTACK] = SPEC_LOG_RANGE(
    "attack", "Attack", "Attack", UNIT_MS, 0.01f, 200.0f, 5.0f,
    "Time in which 63 % of a reduction comes in. Longer lets more of each hit through."),
  [COMPRESSOR_RELEASE] = SPEC_LOG_RANGE("release", "Release", "Release", UNIT_MS, 5.0f, 2000.0f, 100.0f,
                                        "Time in which 63 % of a reduction goes away again."),
  [COMPRESSOR_DETECTOR] = SPEC_DETECTOR(
    "What the compressor takes for the level: peaks, or the power of the last 10 ms or so, "
    "which a sine has 3 dB below its peak. The power takes these 10 ms to build up, beside attack and release."),
  [COMPRESSOR_KEY_HPF] = SPEC_HIGH_PASS(
    "key_hpf", "HPF Key", "HPF Key", 1000.0f,
    "Keeps lows out of what the compressor listens to, so that a bass drum does not duck everything."),
  [COMPRESSOR_LINK] = SPEC_PORT(
    PORT_CONTROL_IN, "link", "Stereo Link", "Link", PORT_STEREO_ONLY, UNIT_PERCENT, 0.0f, 100.0f, 100.0f, NULL,
    "100 turns both sides down by what the louder one needs, which keeps the image still; 0 leaves each side "
    "to itself; between, a side takes on that share of the difference in dB."),
  [COMPRESSOR_MAKEUP] = SPEC_RANGE("makeup", "Make-up", "Make-up", UNIT_DB, 0.0f, 36.0f, 0.0f,
                                   "Gain after the compressor, on the wet signal alone."),
  [COMPRESSOR_LOOKAHEAD] = SPEC_RANGE(
    "lookahead", "Look-ahead", "Look-ahead", UNIT_MS, 0.0f, COMPRESSOR_LONGEST_LOOKAHEAD_MS, 0.0f,
    "Has the compressor act that long before a hit; delays dry and wet alike, and is reported to "
    "the host as latency."),
};

static const PortSpec blend_specs[] = {
  [COMPRESSOR_WET_HPF] = SPEC_HIGH_PASS("wet_hpf", "HPF Wet", "HPF Wet", 2000.0f,
                                        "Takes lows out of the compressed signal."),
  [COMPRESSOR_WET_LPF] = SPEC_LOW_PASS("wet_lpf", "LPF Wet", "LPF Wet", 1000.0f,
                                       "Takes highs out of the compressed signal."),
  [COMPRESSOR_WET_LEVEL] = SPEC_LEVEL("wet_level", "Level Wet", "Level Wet", -6.0f,
                                      "Level of the compressed signal in the blend."),
  [COMPRESSOR_DRY_LEVEL] = SPEC_LEVEL("dry_level", "Level Dry", "Level Dry", 0.0f,
                                      "Level of the untouched signal in the blend."),
  [COMPRESSOR_AUTO_LEVEL] = SPEC_TOGGLE(
    "auto_level", "Auto Level", "Auto Level", 1.0f,
    "Keeps the blend as loud as the input, so that the sound is compared and not the loudness."),
  [COMPRESSOR_LISTEN] = SPEC_TOGGLE(
    "listen", "Listen to Wet", "Listen", 0.0f,
    "Takes the dry signal out, to hear the compressed one alone as loud as it is in the blend."),
};

static const PortSpec master_specs[] = {
  [COMPRESSOR_ENABLED] = SPEC_ENABLED("Off passes the main signal on untouched, as late as the latency says."),
  [COMPRESSOR_METER_IN] = SPEC_METER("meter_in", "Meter In", "Meter In", 0,
                                     "Peak level of the louder side of the main in, in dBFS."),
  [COMPRESSOR_METER_OUT] = SPEC_METER("meter_out", "Meter Out", "Meter Out", 0,
                                      "Peak level of the louder side of the main out, in dBFS."),
  [COMPRESSOR_REDUCTION] = SPEC_REDUCTION(METER_FLOOR_DB, "How far the compressor turns the wet signal down."),
  [COMPRESSOR_STATUS] = SPEC_STATUS,
  [COMPRESSOR_LATENCY] = SPEC_LATENCY(COMPRESSOR_LONGEST_LOOKAHEAD_MS,
                                      "Delay of the main out, in frames: the look-ahead."),
};

static const PortSection sections[] = {
  [COMPRESSOR_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in", "Main In", in_specs),
  [COMPRESSOR_KEY_IN] = SPEC_SECTION(GROUP_SIDECHAIN, "key_in", "Key In", key_in_specs),
  [COMPRESSOR_OUT] = SPEC_SECTION(GROUP_MAIN_OUT, "out", "Main Out", out_specs),
  [COMPRESSOR_KEY] = SPEC_SECTION(GROUP_CONTROLS, "key", "Key", key_specs),
  [COMPRESSOR_DYNAMICS] = SPEC_SECTION(GROUP_CONTROLS, "dynamics", "Dynamics", dynamics_specs),
  [COMPRESSOR_BLEND] = SPEC_SECTION(GROUP_CONTROLS, "blend", "Blend", blend_specs),
  [COMPRESSOR_MASTER] = SPEC_SECTION(GROUP_CONTROLS, "main", "Main", master_specs),
};

#define VARIANT(NAME, TITLE, CHANNELS, KEYS)                                                                     \
  {                                                                                                              \
    SIGNALBOX_URI NAME, TITLE, {                                                                                 \
      [COMPRESSOR_IN] = {1, CHANNELS}, [COMPRESSOR_KEY_IN] = {KEYS, CHANNELS}, [COMPRESSOR_OUT] = {1, CHANNELS}, \
      [COMPRESSOR_KEY] = {KEYS, 1}, [COMPRESSOR_DYNAMICS] = {1, CHANNELS}, [COMPRESSOR_BLEND] = {1, CHANNELS},   \
      [COMPRESSOR_MASTER] = {1, CHANNELS},                                                                       \
    }                                                                                                            \
  }

static const PortVariant variants[] = {
  VARIANT("parallel-compressor-mono", "Parallel Compressor Mono (Signalbox)", 1, 0),
  VARIANT("parallel-compressor-stereo", "Parallel Compressor Stereo (Signalbox)", 2, 0),
  VARIANT("parallel-compressor-stereo-key", "Parallel Compressor Stereo Key (Signalbox)", 2, 1),
};

const PortFamily parallel_compressor_family = {
  .name = "parallel_compressor",
  .lv2_class = "CompressorPlugin",
  .sections = sections,
  .n_sections = SPEC_COUNT(sections),
  .variants = variants,
  .n_variants = SPEC_COUNT(variants),
};
