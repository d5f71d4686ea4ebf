// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a fuzz target consists of. Linked with libFuzzer it is fed inputs that libFuzzer makes up; linked with replay.c
   it is a test program that is fed the kept ones. */

#ifndef SIGNALBOX_FUZZ_H
#define SIGNALBOX_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The target: does with `data` what it is about, and calls fuzz_fail() where a promise is broken. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

/* Feeds a kept input to the target, in every way that the target knows. */
void fuzz_replay(const uint8_t* data, size_t size);

/* Notes what is done next, for the case that it breaks a promise: the text must live until the next note. */
void fuzz_note(const char* text, unsigned number);

/* Ends the program as a crash does, after a sentence. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
_Noreturn void
fuzz_fail(const char* format, ...);

#define FUZZ_CHECK(CONDITION, ...) \
  do {                             \
    if (!(CONDITION)) {            \
      fuzz_fail(__VA_ARGS__);      \
    }                              \
  } while (0)

#endif
