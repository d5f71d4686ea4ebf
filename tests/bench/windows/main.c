// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* `windows REPORT` measures what windows take, ours and others' in one host, and adds it to a report in Markdown. */

#include "common/ports/ports.h"
#include "tests/bench/windows/load.h"
#include "tests/screen/screen.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *uri;
} windows[] = {
  {"Bus Summer Stereo x16", "urn:signalbox:bus-summer-stereo-16"},
  {"Bus Summer Stereo x4", "urn:signalbox:bus-summer-stereo-4"},
  {"Aux Send Stereo x4", "urn:signalbox:aux-send-stereo-4"},
  {"Aux Return Stereo", "urn:signalbox:aux-return-stereo"},
  {"Parallel Splitter Stereo", "urn:signalbox:parallel-splitter-stereo"},
  {"Parallel Compressor Stereo", "urn:signalbox:parallel-compressor-stereo"},
  {"Sidechain Router Stereo", "urn:signalbox:sidechain-router-stereo"},
  {"LSP Compressor Stereo", "http://lsp-plug.in/plugins/lv2/compressor_stereo"},
  {"LSP Mixer x16 Stereo", "http://lsp-plug.in/plugins/lv2/mixer_x16_stereo"},
  {"x42 dpl stereo", "http://gareus.org/oss/lv2/dpl#stereo"},
  {"x42 matrixmixer 8x8", "http://gareus.org/oss/lv2/matrixmixer#i8o8"},
  {"x42 fil4 stereo", "http://gareus.org/oss/lv2/fil4#stereo"},
  {"ZamCompX2", "urn:zamaudio:ZamCompX2"},
};

static void put(FILE* file, const char* name, const Load* load) {
  fprintf(file, "| %s | %d x %d | %.1f | %.2f | %.1f | %.2f | %.1f | %.2f | %.1f |\n", name, load->width, load->height,
          load->open_ms, load->frame_ms[0], load->core_percent[0], load->frame_ms[1], load->core_percent[1],
          load->still_percent, load->memory_mb);
}

/* What ours are meant to take at most. */
static const double goal_frame_ms = 1.0, goal_core_percent = 3.0, goal_open_ms = 50.0;

static bool is_within_goals(const Load* load) {
  return load->frame_ms[0] <= goal_frame_ms && load->core_percent[0] <= goal_core_percent &&
         load->open_ms <= goal_open_ms;
}

static bool is_ours(const char* uri) {
  return strncmp(uri, SIGNALBOX_URI, strlen(SIGNALBOX_URI)) == 0;
}

static void put_goals(FILE* file, const char* missed) {
  fprintf(file, "\nOurs are to take at most %g ms a frame and %g %% of a core at 25 Hz, and %g ms to open: %s%s.\n",
          goal_frame_ms, goal_core_percent, goal_open_ms, missed[0] ? "**not met** by " : "met", missed);
}

int main(int argc, char** argv) {
  static const char head[] =
    "\n## Windows\n\nOn a screen without hardware, which draws what others leave to a graphics card. Frames are of "
    "windows whose every meter moves.\n\n"
    "| window | pixels | opens in ms | ms a frame at 25 Hz | % of a core | ms at 60 Hz | % | % when still | MB |\n"
    "|---|---|---|---|---|---|---|---|---|\n";
  FILE* file = argc == 2 ? fopen(argv[1], "a") : NULL;
  if (!file) {
    fprintf(stderr, "usage: windows REPORT, a file that can be added to\n");
    return 2;
  }
  char missed[512] = "";
  screen_start();
  fputs(head, file);
  fputs(head, stdout);
  for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); ++i) {
    Load load;
    if (load_measure(windows[i].uri, &load)) {
      put(file, windows[i].name, &load);
      put(stdout, windows[i].name, &load);
      if (is_ours(windows[i].uri) && !is_within_goals(&load)) {
        const size_t length = strlen(missed);
        snprintf(missed + length, sizeof(missed) - length, "%s%s", length ? ", " : "", windows[i].name);
      }
    } else {
      printf("(%s is not here, or shows no window.)\n", windows[i].name);
    }
    fflush(stdout);
  }
  screen_stop();
  put_goals(file, missed);
  put_goals(stdout, missed);
  return fclose(file) ? 1 : 0;
}
