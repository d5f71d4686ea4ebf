// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send_ports.h"

#include "common/ports/specs.h"
#include "plugins/aux_send/aux_send.h"

static const PortSpec in_specs[] = {
  [AUX_AUDIO] = SPEC_AUDIO(PORT_AUDIO_IN, "in", "Main In", "In", "The signal to pass on and to send."),
};

static const PortSpec out_specs[] = {
  [AUX_AUDIO] = SPEC_AUDIO(PORT_AUDIO_OUT, "out", "Main Out", "Out", "The signal after fader, pan and mute."),
};

static const PortSpec send_out_specs[] = {
  [AUX_AUDIO] = SPEC_AUDIO(PORT_AUDIO_OUT, "send_{n}", "Send {n} Out", "Send {n}",
                           "What send {n} takes, for an effect or a bus elsewhere."),
};

static const PortSpec main_specs[] = {
  [AUX_FADER] = SPEC_LEVEL("fader", "Fader", "Fader", 0.0f, "Level of the main out and of post-fader sends."),
  [AUX_PAN] = SPEC_PAN("pan", "Pan", "Pan", PORT_STEREO_ONLY, "Balance of the main out and of post-fader sends."),
  [AUX_MUTE] = SPEC_TOGGLE("mute", "Mute", "Mute", 0.0f, "Silences the main out and post-fader sends."),
  [AUX_ENABLED] = SPEC_ENABLED("Off passes the main signal on untouched and silences the sends."),
  [AUX_METER] = SPEC_METER("meter", "Meter", "Meter", PORT_PER_CHANNEL, "Peak level of the main out, in dBFS."),
  [AUX_STATUS] = SPEC_STATUS,
};

static const ScalePoint tap_points[] = {
  {"Pre-fader", TAP_PRE_FADER, false}, {"Post-fader", TAP_POST_FADER, false}, {NULL, 0.0f, false}};

static const PortSpec send_specs[] = {
  [SEND_LEVEL] = SPEC_LEVEL("send_level_{n}", "Level {n}", "Level {n}", LEVEL_OFF_DB,
                            "How much goes to send {n}: nothing until it is turned up."),
  [SEND_TAP] = SPEC_CHOICE("send_tap_{n}", "Tap {n}", "Tap {n}", TAP_POST_FADER, TAP_POST_FADER, tap_points,
                           "Post-fader follows the main fader, pan and mute; Pre-fader takes the input as it is."),
  [SEND_PAN] = SPEC_PAN("send_pan_{n}", "Pan {n}", "Pan {n}", PORT_STEREO_ONLY, "Balance of send {n}."),
  [SEND_MUTE] = SPEC_TOGGLE("send_mute_{n}", "Mute {n}", "Mute {n}", 0.0f, "Silences send {n}."),
  [SEND_INVERT] = SPEC_TOGGLE("send_invert_{n}", "Invert {n}", "Invert {n}", 0.0f,
                              "Turns the polarity of send {n} around."),
  [SEND_HPF] = SPEC_HIGH_PASS("send_hpf_{n}", "HPF {n}", "HPF {n}", 2000.0f,
                              "Keeps lows out of send {n}, such as those that blur a reverb."),
  [SEND_LPF] = SPEC_LOW_PASS("send_lpf_{n}", "LPF {n}", "LPF {n}", 1000.0f,
                             "Keeps highs out of send {n}, such as hiss and sibilance."),
  [SEND_METER] = SPEC_METER("meter_send_{n}", "Meter {n}", "Meter {n}", 0,
                            "Peak level of send {n} at its output, in dBFS; the louder side of a stereo one."),
};

static const PortSection sections[] = {
  [AUX_IN] = SPEC_SECTION(GROUP_MAIN_IN, "in", "Main In", in_specs),
  [AUX_OUT] = SPEC_SECTION(GROUP_MAIN_OUT, "out", "Main Out", out_specs),
  [AUX_SEND_OUT] = SPEC_SECTION(GROUP_OTHER, "send_out_{n}", "Send {n} Out", send_out_specs),
  [AUX_MAIN] = SPEC_SECTION(GROUP_CONTROLS, "main", "Main", main_specs),
  [AUX_SEND] = SPEC_SECTION(GROUP_CONTROLS, "send_{n}", "Send {n}", send_specs),
};

#define VARIANT(NAME, TITLE, SENDS, CHANNELS)                                                  \
  {                                                                                            \
    SIGNALBOX_URI NAME, TITLE, {                                                               \
      [AUX_IN] = {1, CHANNELS}, [AUX_OUT] = {1, CHANNELS}, [AUX_SEND_OUT] = {SENDS, CHANNELS}, \
      [AUX_MAIN] = {1, CHANNELS}, [AUX_SEND] = {SENDS, CHANNELS},                              \
    }                                                                                          \
  }

static const PortVariant variants[] = {
  VARIANT("aux-send-mono", "Aux Send Mono (Signalbox)", 1, 1),
  VARIANT("aux-send-stereo", "Aux Send Stereo (Signalbox)", 1, 2),
  VARIANT("aux-send-stereo-4", "Aux Send Stereo x4 (Signalbox)", 4, 2),
};

const PortFamily aux_send_family = {
  .name = "aux_send",
  .lv2_class = "UtilityPlugin",
  .sections = sections,
  .n_sections = SPEC_COUNT(sections),
  .variants = variants,
  .n_variants = SPEC_COUNT(variants),
};
