// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/commands/scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { COMMAND_SIZE = 8192 };

Scratch scratch_new(void) {
  Scratch scratch;
  snprintf(scratch.path, sizeof(scratch.path), "/tmp/signalbox-test-XXXXXX");
  assert_non_null(mkdtemp(scratch.path));
  return scratch;
}

int scratch_run(char said[SCRATCH_TEXT_SIZE], const char* format, ...) {
  char command[COMMAND_SIZE], whole[COMMAND_SIZE + 16];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(command, sizeof(command), format, arguments);
  va_end(arguments);
  snprintf(whole, sizeof(whole), "{ %s; } 2>&1", command);
  FILE* pipe = popen(whole, "r");
  assert_non_null(pipe);
  said[fread(said, 1, SCRATCH_TEXT_SIZE - 1, pipe)] = '\0';
  const int status = pclose(pipe);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

void scratch_write(const Scratch* scratch, const char* name, const char* text) {
  char said[SCRATCH_TEXT_SIZE], path[2 * SCRATCH_PATH_SIZE];
  snprintf(path, sizeof(path), "%s/%s", scratch->path, name);
  assert_int_equal(scratch_run(said, "mkdir -p $(dirname %s)", path), 0);
  FILE* file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

void scratch_list(const Scratch* scratch, const char* folder, char names[SCRATCH_TEXT_SIZE]) {
  assert_int_equal(
    scratch_run(names, "cd %s/%s && find . -type f -printf '%%P\\n' | LC_ALL=C sort", scratch->path, folder), 0);
}

void scratch_read(const Scratch* scratch, const char* name, char text[SCRATCH_TEXT_SIZE]) {
  assert_int_equal(scratch_run(text, "cat %s/%s", scratch->path, name), 0);
}

void scratch_remove(const Scratch* scratch) {
  char said[SCRATCH_TEXT_SIZE];
  assert_int_equal(scratch_run(said, "rm -r %s", scratch->path), 0);
}

const char* scratch_environment(const char* name) {
  const char* value = getenv(name);
  assert_non_null(value);
  return value;
}

void scratch_assert_says(const char* said, const char* const words[3]) {
  for (unsigned w = 0; w < 3 && words[w]; ++w) {
    if (!strstr(said, words[w])) {
      fail_msg("\"%s\" does not say \"%s\"", said, words[w]);
    }
  }
  if (strchr(said, '\n') != said + strlen(said) - 1) {
    fail_msg("\"%s\" is not one line", said);
  }
}
