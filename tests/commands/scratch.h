// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A folder for a test of a program that reads files and writes others. What goes wrong here ends the test. */

#ifndef SIGNALBOX_COMMANDS_SCRATCH_H
#define SIGNALBOX_COMMANDS_SCRATCH_H

enum { SCRATCH_PATH_SIZE = 256, SCRATCH_TEXT_SIZE = 65536 };

typedef struct {
  char path[SCRATCH_PATH_SIZE];
} Scratch;

#if defined(__GNUC__)
#define SCRATCH_FORMAT __attribute__((format(printf, 2, 3)))
#else
#define SCRATCH_FORMAT
#endif

Scratch scratch_new(void);

/* Writes a file, its folder included; the name is relative to the scratch folder. */
void scratch_write(const Scratch* scratch, const char* name, const char* text);

/* Runs a shell command and keeps what it says on both its outputs; its exit status. */
SCRATCH_FORMAT int scratch_run(char said[SCRATCH_TEXT_SIZE], const char* format, ...);

/* The names of all files in a folder, a line each, in order; and the text of one. */
void scratch_list(const Scratch* scratch, const char* folder, char names[SCRATCH_TEXT_SIZE]);
void scratch_read(const Scratch* scratch, const char* name, char text[SCRATCH_TEXT_SIZE]);

void scratch_remove(const Scratch* scratch);

/* Folders that the test runner names. */
const char* scratch_environment(const char* name);

/* Fails unless a program said one sentence, with all these words in it, up to the first NULL. */
void scratch_assert_says(const char* said, const char* const words[3]);

#endif
