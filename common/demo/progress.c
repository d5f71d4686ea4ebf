// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BAR_LENGTH = 32, STEP_COLUMN = 36 };

static const char* current;
static int shown;  // per cent, so that a terminal is written to at most a hundred times

static void line_draw(int percent) {
  char bar[BAR_LENGTH + 1];
  const size_t filled = (size_t)(percent * BAR_LENGTH / 100);
  memset(bar, '#', filled);
  memset(bar + filled, '.', BAR_LENGTH - filled);
  bar[BAR_LENGTH] = '\0';
  printf("\r%-*s %s %3d %%", STEP_COLUMN, current, bar, percent);
  fflush(stdout);
  shown = percent;
}

void progress_begin(const char* step) {
  current = step;
  if (isatty(STDOUT_FILENO)) {
    line_draw(0);
  } else {
    printf("%s\n", step);
    fflush(stdout);
  }
}

void progress_show(double part) {
  const int percent = (int)(part * 100.0);
  if (isatty(STDOUT_FILENO) && percent > shown && percent <= 100) {
    line_draw(percent);
  }
}

void progress_end(void) {
  if (isatty(STDOUT_FILENO)) {
    printf("\n");
  }
}
