// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/apart.h"

#include <assert.h>
#include <limits.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool apart_do(ApartWork* work, void* context, void* result, size_t size) {
  unsigned char bytes[PIPE_BUF];
  int ends[2];
  assert(size <= sizeof(bytes));
  if (pipe(ends)) {
    return false;
  }
  const pid_t child = fork();
  if (child == 0) {
    _exit(work(context, result) && write(ends[1], result, size) == (ssize_t)size ? 0 : 1);
  }
  close(ends[1]);
  const bool good = child > 0 && read(ends[0], bytes, size) == (ssize_t)size;
  close(ends[0]);
  if (child > 0) {
    waitpid(child, NULL, 0);
  }
  if (good) {
    memcpy(result, bytes, size);
  }
  return good;
}
