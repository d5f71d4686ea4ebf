// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/mistake.h"

#include <stddef.h>

#define DRUMS \
  { "Drums", "loop_garzul", 16.0, 1, {{0.0, 16.0, 0.0}}, NULL, -8.0 }
#define PERCUSSION \
  { "Percussion", "loop_mika", 16.0, 1, {{0.0, 16.0, 0.0}}, NULL, -14.0 }
#define GUITAR \
  { "Guitar", "guit_em9", 16.0, 1, {{0.0, 16.0, -4.0}}, NULL, -8.0 }
#define BASS                                                                                               \
  {                                                                                                        \
    "Bass", "bass_woodsy_c", 8.0, 5,                                                                       \
      {{0.0, 1.5, 0.0}, {1.5, 0.5, 7.0}, {2.0, 1.0, 3.0}, {3.0, 2.5, -5.0}, {5.5, 2.0, -2.0}}, NULL, -10.0 \
  }

#define BUS "urn:signalbox:bus-summer-stereo-4"

const Mistake mistakes[] = {
  {
    .name = "in-step",
    .title = "In step: a bass by wire and by amplifier",
    .sentence = "The microphone at the amplifier hears the bass 3 ms after the wire, and upside down, so that the two "
                "take notes out of each other. The bus says by how much; delay strip 1 by that and invert strip 2, and "
                "the bottom is back.",
    .uri = BUS,
    .status = STATUS_LATE,
    .sources = {BASS, DRUMS},
    .wires = {{"in_1", 0, WIRED_ALWAYS, 0.0, 1.0f, false, false},
              {"in_2", 0, WIRED_ALWAYS, 3.1, -1.0f, false, true},
              {"in_3", 1, WIRED_ALWAYS, 0.0, 0.5f, false, false}},
    .made = {{"reference", 1.0f}},
    .mended = {{"reference", 1.0f}},
    .lines_up = true,
  },
  {
    .name = "late",
    .title = "Late: a saturated copy that comes 1 ms after the drums",
    .sentence = "It comes back from an effect whose delay the host does not know, and the sum rings like a tube. Delay "
                "strip 1 by what Status Lag says.",
    .uri = BUS,
    .status = STATUS_LATE,
    .sources = {DRUMS},
    .wires = {{"in_1", 0, WIRED_ALWAYS, 0.0, 1.0f, false, false}, {"in_2", 0, WIRED_ALWAYS, 1.0, 0.8f, false, true}},
    .made = {{"reference", 1.0f}},
    .mended = {{"reference", 1.0f}},
    .lines_up = true,
  },
  {
    .name = "cancelling",
    .title = "Cancelling: two copies of opposite polarity",
    .sentence = "The same drums are on two strips, one of them upside down: what is left is thin, or nothing. Mute "
                "one of them: inverted, it would be there twice.",
    .uri = BUS,
    .status = STATUS_CANCELLING,
    .sources = {DRUMS, GUITAR},
    .wires = {{"in_1", 0, WIRED_ALWAYS, 0.0, 0.7f, false, false},
              {"in_2", 0, WIRED_ALWAYS, 0.0, -0.6f, false, false},
              {"in_3", 1, WIRED_ALWAYS, 0.0, 0.5f, false, false}},
    .mended = {{"mute_2", 1.0f}},
  },
  {
    .name = "duplicate",
    .title = "Duplicate: one track on two strips",
    .sentence =
      "A track that also goes out through a group arrives twice: up to 6 dB too loud, and its fader does half of "
      "what it should. Take one of the two wires away.",
    .uri = BUS,
    .status = STATUS_DUPLICATE,
    .sources = {DRUMS, GUITAR},
    .wires = {{"in_1", 0, WIRED_ALWAYS, 0.0, 0.6f, false, false},
              {"in_2", 0, WIRED_WRONG, 0.0, 0.6f, false, false},
              {"in_3", 1, WIRED_ALWAYS, 0.0, 0.5f, false, false}},
  },
  {
    .name = "clipping",
    .title = "Clipping: more than full scale",
    .sentence = "Three loud tracks add up to more than a file or a converter can hold. Turn the fader of the bus down, "
                "not the master behind it.",
    .uri = BUS,
    .status = STATUS_CLIPPING,
    .sources = {DRUMS, PERCUSSION, BASS},
    .wires = {{"in_1", 0, WIRED_ALWAYS, 0.0, 2.2f, false, false},
              {"in_2", 1, WIRED_ALWAYS, 0.0, 2.2f, false, false},
              {"in_3", 2, WIRED_ALWAYS, 0.0, 2.2f, false, false}},
    .mended = {{"fader", -12.0f}},
  },
  {
    .name = "one-sided",
    .title = "One-sided: half of a stereo track",
    .sentence =
      "Only the left cable is in: everything sits in one ear, and nobody notices on the laptop. Wire the right "
      "side as well.",
    .uri = BUS,
    .status = STATUS_ONE_SIDED,
    .sources = {GUITAR},
    .wires = {{"in_1", 0, WIRED_WRONG, 0.0, 1.0f, true, false}, {"in_1", 0, WIRED_RIGHT, 0.0, 1.0f, false, false}},
  },
  {
    .name = "silent",
    .title = "Silent: nothing comes in",
    .sentence = "The tracks still go to the master, and the bus waits for them. Send them to the bus.",
    .uri = BUS,
    .status = STATUS_SILENT,
    .sources = {DRUMS},
    .wires = {{"in_1", 0, WIRED_RIGHT, 0.0, 1.0f, false, false}},
  },
  {
    .name = "no-key",
    .title = "No key: a duck without its kick",
    .sentence =
      "Action is Duck, but nobody wired the drums to the key: the bass plays on as if nothing were there. Wire "
      "the key, and it moves out of their way.",
    .uri = "urn:signalbox:sidechain-router-stereo",
    .status = STATUS_NO_KEY,
    .sources = {BASS, DRUMS},
    .wires = {{"in", 0, WIRED_ALWAYS, 0.0, 1.0f, false, false}, {"key_a", 1, WIRED_RIGHT, 0.0, 1.0f, false, false}},
    .made = {{"action", 1.0f}, {"relative", 1.0f}, {"threshold", -20.0f}, {"depth", 15.0f}},
    .mended = {{"action", 1.0f}},
  },
  {
    .name = "listening",
    .title = "Listening: the key was left on",
    .sentence =
      "Listen puts the key where the bass should be: good for setting its filters, bad when it stays on and goes "
      "into the mix. Switch it off.",
    .uri = "urn:signalbox:sidechain-router-stereo",
    .status = STATUS_LISTENING,
    .sources = {BASS, DRUMS},
    .wires = {{"in", 0, WIRED_ALWAYS, 0.0, 1.0f, false, false}, {"key_a", 1, WIRED_ALWAYS, 0.0, 1.0f, false, false}},
    .made = {{"listen", 1.0f}},
    .mended = {{"listen", 0.0f}},
  },
  {
    .name = "runaway",
    .title = "Runaway: a return that feeds itself",
    .sentence =
      "What goes out comes back in, louder each time. The guard holds the return out before it hurts, and lets it "
      "in again once the loop is cut.",
    .uri = "urn:signalbox:aux-return-stereo",
    .status = STATUS_RUNAWAY,
    .sources = {GUITAR},
    .wires = {{"in", 0, WIRED_ALWAYS, 0.0, 1.0f, false, false}},
    .loop_gain = 1.4f,
  },
};

const unsigned n_mistakes = sizeof mistakes / sizeof *mistakes;
