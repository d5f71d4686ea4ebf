// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer_ports.h"

#include "common/ports/specs.h"
#include "plugins/bus_summer/bus_summer.h"

static const PortSpec in_specs[] = {
  [BUS_IN_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "in_{n}", "Strip {n}", "In {n}", "Audio into strip {n}."),
};

static const PortSpec out_specs[] = {
  [BUS_OUT_AUDIO] = SPEC_AUDIO(PORT_AUDIO_OUT, "out", "Bus Out", "Out", "The sum of all audible strips."),
};

static const PortSpec strip_specs[] = {
  [STRIP_GAIN] = SPEC_LEVEL("gain_{n}", "Gain {n}", "Gain {n}", 0.0f, "Level of strip {n} in the sum."),
  [STRIP_PAN] = SPEC_PAN("pan_{n}", "Pan {n}", "Pan {n}", 0,
                         "Where strip {n} sits from left to right; a stereo strip is balanced."),
  [STRIP_WIDTH] = SPEC_PORT(
    PORT_CONTROL_IN, "width_{n}", "Width {n}", "Width {n}", PORT_STEREO_ONLY, UNIT_PERCENT, 0.0f, 200.0f, 100.0f, NULL,
    "Stereo width of strip {n}: 0 is mono, 100 leaves it alone, 200 doubles the difference of the "
    "sides."),
  [STRIP_MUTE] = SPEC_TOGGLE("mute_{n}", "Mute {n}", "Mute {n}", 0.0f,
                             "Takes strip {n} out of the sum. Mute wins over solo."),
  [STRIP_SOLO] = SPEC_TOGGLE("solo_{n}", "Solo {n}", "Solo {n}", 0.0f,
                             "While any strip is soloed, only soloed strips are heard."),
  [STRIP_INVERT] = SPEC_TOGGLE("invert_{n}", "Invert {n}", "Invert {n}", 0.0f,
                               "Turns the polarity of strip {n} around."),
  [STRIP_DELAY] = SPEC_RANGE(
    "delay_{n}", "Delay {n}", "Delay {n}", UNIT_MS, 0.0f, BUS_SUMMER_LONGEST_DELAY_MS, 0.0f,
    "Delays strip {n}, to line it up with a strip that arrives late. It adds no latency to the "
    "other strips."),
  [STRIP_METER] = SPEC_METER("meter_{n}", "Strip {n} Meter", "Meter {n}", 0,
                             "Peak level of strip {n} after gain and mute, in dBFS."),
  [STRIP_LAG] = SPEC_LAG(
    "lag_{n}", "Lag {n}", "Lag {n}", BUS_SUMMER_LONGEST_DELAY_MS,
    "How much later than on the reference strip the same sound arrives on strip {n}, before any delay; 0 where that is "
    "unknown. To line the two up, let the reference's delay be longer than this one's by as much."),
  [STRIP_POLARITY] = SPEC_POLARITY("polarity_{n}", "Polarity {n}", "Polarity {n}",
                                   "Whether the sound of the reference strip arrives on strip {n} as it is, or "
                                   "inverted, before Invert; unknown where no lag is."),
};

static const ScalePoint pan_law_points[] = {
  {"-3 dB equal power", PAN_MINUS_3_DB, false},
  {"-4.5 dB", PAN_MINUS_4_5_DB, false},
  {"-6 dB linear", PAN_MINUS_6_DB, false},
  {"0 dB balance", PAN_0_DB, false},
  {NULL, 0.0f, false},
};

static const PortSpec master_specs[] = {
  [MASTER_FADER] = SPEC_LEVEL("fader", "Fader", "Fader", 0.0f, "Level of the whole bus."),
  [MASTER_WIDTH] = SPEC_RANGE("width", "Width", "Width", UNIT_PERCENT, 0.0f, 200.0f, 100.0f,
                              "Stereo width: 0 is mono, 100 leaves it alone, 200 doubles the difference of the sides."),
  [MASTER_MONO] = SPEC_TOGGLE("mono", "Mono", "Mono", 0.0f, "Puts (left + right) / 2 on both sides, to check a mix."),
  [MASTER_PAN_LAW] = SPEC_CHOICE("pan_law", "Pan Law", "Pan Law", PAN_0_DB, PAN_MINUS_3_DB, pan_law_points,
                                 "How loud a mono strip is in the middle; stereo strips always use the 0 dB law."),
  [MASTER_ENABLED] = SPEC_ENABLED("Off sums all strips at unity, with every other control out of the path."),
  [MASTER_METER] = SPEC_METER("meter", "Meter", "Meter", PORT_PER_CHANNEL, "Peak level of the bus out, in dBFS."),
  [MASTER_CORRELATION] = SPEC_READING(
    "correlation", "Correlation", "Correlation", -1.0f, 1.0f, 0,
    "How alike the sides of the bus out are: 1 is mono, 0 unrelated, below 0 cancels in mono."),
  [MASTER_MONO_LOSS] = SPEC_MONO_LOSS("How much quieter than its two sides the bus out is once it is folded to mono."),
  [MASTER_STATUS] = SPEC_STATUS,
  [MASTER_STATUS_A] = SPEC_READING("status_a", "Strip A", "Strip A", 0.0f, BUS_SUMMER_MAX_STRIPS, PORT_INTEGER,
                                   "The first strip that the status is about; 0 for none."),
  [MASTER_STATUS_B] = SPEC_READING("status_b", "Strip B", "Strip B", 0.0f, BUS_SUMMER_MAX_STRIPS, PORT_INTEGER,
                                   "The second strip that the status is about; 0 for none."),
  [MASTER_STATUS_LAG] = SPEC_LAG(
    "status_lag", "Status Lag", "Status Lag", BUS_SUMMER_LONGEST_DELAY_MS,
    "How much later than Strip A, after their delays, Strip B has the same sound, where the status is Late; else 0."),
  [MASTER_STATUS_POLARITY] = SPEC_POLARITY(
    "status_polarity", "Status Polarity", "Status Polar.",
    "Whether Strip B has the sound of Strip A as it is, or inverted, after Invert, where the status is Late; else "
    "unknown."),
};

static const ScalePoint reference_points[] = {{"None", 0.0f, false}, {NULL, 0.0f, false}};

#define REFERENCE(STRIPS)                                                                                          \
  {                                                                                                                \
    [REFERENCE_STRIP] = SPEC_PORT(PORT_CONTROL_IN, "reference", "Reference", "Reference", PORT_INTEGER, UNIT_NONE, \
                                  0.0f, STRIPS, 0.0f, reference_points,                                            \
                                  "The strip that every lag is measured against. With none, all lags read 0.")     \
  }

static const PortSpec reference_of_4_specs[] = REFERENCE(4.0f);
static const PortSpec reference_of_8_specs[] = REFERENCE(8.0f);
static const PortSpec reference_of_16_specs[] = REFERENCE(16.0f);

#define REFERENCE_SECTION(SPECS) \
  { GROUP_JOINED, NULL, NULL, SPECS, SPEC_COUNT(SPECS), BUS_MASTER }

static const PortSection sections[] = {
  [BUS_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in_{n}", "Strip {n} In", in_specs),
  [BUS_OUT] = SPEC_SECTION(GROUP_MAIN_OUT, "out", "Bus Out", out_specs),
  [BUS_STRIP] = SPEC_SECTION(GROUP_CONTROLS, "strip_{n}", "Strip {n}", strip_specs),
  [BUS_MASTER] = SPEC_SECTION(GROUP_CONTROLS, "bus", "Bus", master_specs),
  [BUS_REFERENCE_OF_4] = REFERENCE_SECTION(reference_of_4_specs),
  [BUS_REFERENCE_OF_8] = REFERENCE_SECTION(reference_of_8_specs),
  [BUS_REFERENCE_OF_16] = REFERENCE_SECTION(reference_of_16_specs),
};

#define VARIANT(NAME, TITLE, STRIPS, CHANNELS)                                                                    \
  {                                                                                                               \
    SIGNALBOX_URI NAME, TITLE, {                                                                                  \
      [BUS_IN] = {STRIPS, CHANNELS}, [BUS_OUT] = {1, 2}, [BUS_STRIP] = {STRIPS, CHANNELS}, [BUS_MASTER] = {1, 2}, \
      [BUS_REFERENCE_OF_##STRIPS] = {1, 1},                                                                       \
    }                                                                                                             \
  }

static const PortVariant variants[] = {
  VARIANT("bus-summer-mono-8", "Bus Summer Mono x8 (Signalbox)", 8, 1),
  VARIANT("bus-summer-mono-16", "Bus Summer Mono x16 (Signalbox)", 16, 1),
  VARIANT("bus-summer-stereo-4", "Bus Summer Stereo x4 (Signalbox)", 4, 2),
  VARIANT("bus-summer-stereo-8", "Bus Summer Stereo x8 (Signalbox)", 8, 2),
  VARIANT("bus-summer-stereo-16", "Bus Summer Stereo x16 (Signalbox)", 16, 2),
};

const PortFamily bus_summer_family = {
  .name = "bus_summer",
  .lv2_class = "MixerPlugin",
  .sections = sections,
  .n_sections = SPEC_COUNT(sections),
  .variants = variants,
  .n_variants = SPEC_COUNT(variants),
};
