// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Host script: what a host does with a plugin, read from bytes. Any bytes make a script, and a small change of the
   bytes makes a small change of the script. The first byte says which variant; each action is a byte for its kind, and
   a byte for each of its arguments. seeds.py reads the names below. */

#ifndef SIGNALBOX_FUZZ_SCRIPT_H
#define SIGNALBOX_FUZZ_SCRIPT_H

#include "common/ports/ports.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Actions with their arguments. Numbers of ports and the like are taken modulo how many there are. */
typedef enum {
  ACTION_RUN,  // SIZE CUT: a block, see script_frames(), which the hostile host cuts by the seed CUT; 0 leaves it whole
  ACTION_SET,  // CONTROL VALUE AMOUNT: sets a control input
  ACTION_SHUFFLE,        // SEED: sets all control inputs within their ranges
  ACTION_SOURCE,         // INPUT SOURCE LEVEL DETAIL: what an audio input plays from now on
  ACTION_BAD_SAMPLE,     // INPUT BAD AT: a bad sample in the next block
  ACTION_CONNECT,        // PORT CONNECTION DETAIL: where the hostile host has a port
  ACTION_RESET,          // deactivate() and activate()
  ACTION_REINSTANTIATE,  // RATE: cleanup() and instantiate()
  ACTION_MODE,           // MODE: the floating-point mode that the hostile host is in
  ACTION_COUNT
} ActionKind;

typedef enum {
  VALUE_WITHIN,  // AMOUNT / 255 of the range
  VALUE_LOWEST,
  VALUE_HIGHEST,
  VALUE_DEFAULT,
  VALUE_BEYOND,  // AMOUNT ranges above it, or below
  VALUE_BAD,     // the bad number AMOUNT
  VALUE_COUNT
} ValueKind;

typedef enum {
  SOURCE_SILENCE,
  SOURCE_NOISE,      // DETAIL: which one
  SOURCE_SINE,       // DETAIL: pitch
  SOURCE_CLICKS,     // DETAIL: frames from one to the next
  SOURCE_STEADY,     // DETAIL: sign
  SOURCE_VANISHING,  // DETAIL: which one, and how far above the smallest numbers
  SOURCE_COUNT
} SourceKind;

typedef enum {
  CONNECTION_OWN,
  CONNECTION_NONE,
  CONNECTION_INPUT,  // an audio output's buffer is that of the audio input DETAIL
  CONNECTION_COUNT
} ConnectionKind;

enum { ACTION_MAX_ARGUMENTS = 4 };

typedef struct {
  ActionKind kind;
  uint8_t argument[ACTION_MAX_ARGUMENTS];
} Action;

typedef struct {
  const uint8_t* data;
  size_t size, at;
} Script;

/* The next byte; 0 behind the end. */
uint8_t script_byte(Script* script);

/* Reads the next action; false at the end. */
bool script_next(Script* script, Action* action);

/* Frames that a SIZE stands for: every number up to 128, then every eighth. */
uint32_t script_frames(uint8_t size);

/* The rate that a RATE stands for. Some are such that no plugin is to be had; `good` is false then. */
double script_rate_hz(uint8_t rate, bool* good);

/* What VALUE and AMOUNT stand for at a control. */
float script_value(const PortSpec* spec, uint8_t value, uint8_t amount);

/* The number that a BAD stands for: not finite, subnormal or huge. */
float script_bad_number(uint8_t bad);

/* The factor that a LEVEL stands for, -100 to 27.5 dB in steps of half a dB. */
float script_gain(uint8_t level);

#endif
