// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The command signalbox-map. */

#include "common/map/picture.h"
#include "common/map/report.h"
#include "common/map/session_read.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { HEALTHY = 0, MISTAKEN = 1, UNREADABLE = 2 };

static const char help[] =
  "usage: signalbox-map [--json] [--picture FILE [--theme light|dark]] SESSION\n\n"
  "Reads a session of Ardour, a project of Carla, a pedalboard of MOD or Zynthian, a graph of Ingen or a route, and\n"
  "says what is wrong with its routing: what, where, why it matters, and what mends it, worst first. SESSION is a\n"
  "file, or a folder that holds one session.\n\n"
  "  --json          the same for scripts\n"
  "  --picture FILE  draws the session too, with its mistakes in it: an SVG, PNG or PDF, as the name of the file ends\n"
  "  --theme THEME   light (as without it) or dark\n"
  "  --help          this text\n"
  "  --version       which version this is\n\n"
  "What is meant so can be accepted: by a line such as `signalbox-map: ok doubled-path` in the comment of a track or\n"
  "bus or of the session, or by `ok doubled-path NAME` in a file .signalbox-map beside the session. `ok all` accepts\n"
  "everything.\n\n"
  "Exit status: 0 nothing wrong, 1 something, 2 the session cannot be read.\n";

typedef struct {
  const char* session;
  const char* picture;  // NULL for none
  Theme theme;
  bool json;
} Request;

static bool read_theme(const char* word, Theme* theme) {
  *theme = !strcmp(word, "dark") ? THEME_DARK : THEME_LIGHT;
  if (*theme == THEME_LIGHT && strcmp(word, "light") != 0) {
    fprintf(stderr, "signalbox-map: the theme is light or dark, and not %s.\n", word);
    return false;
  }
  return true;
}

/* Whether the picture can be drawn, so that nobody waits for what cannot. */
static bool read_picture(const char* path) {
  PictureFormat format;
  MapError error;
  if (!picture_format(path, &format, &error)) {
    fprintf(stderr, "signalbox-map: %s\n", error.text);
    return false;
  }
  return true;
}

/* Fills a request from the command line; an exit status where that is all, or -1. */
static int read_arguments(int argc, char** argv, Request* request) {
  static const struct option options[] = {
    {"json", no_argument, NULL, 'j'},        {"picture", required_argument, NULL, 'p'},
    {"theme", required_argument, NULL, 't'}, {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'v'},     {NULL, 0, NULL, 0}};
  for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    switch (option) {
      case 'j':
        request->json = true;
        break;
      case 'p':
        request->picture = optarg;
        if (!read_picture(optarg)) {
          return UNREADABLE;
        }
        break;
      case 't':
        if (!read_theme(optarg, &request->theme)) {
          return UNREADABLE;
        }
        break;
      case 'h':
        fputs(help, stdout);
        return HEALTHY;
      case 'v':
        printf("signalbox-map %s\n", SIGNALBOX_VERSION);
        return HEALTHY;
      default:
        return UNREADABLE;
    }
  }
  if (optind + 1 != argc) {
    fputs("signalbox-map: name one session, or see `signalbox-map --help`.\n", stderr);
    return UNREADABLE;
  }
  request->session = argv[optind];
  return -1;
}

/* Reads, looks and tells; the exit status, or -1 with a sentence. */
static int run(const Request* request, MapError* error) {
  char file[SESSION_PATH_SIZE];
  Map* map = session_find(request->session, file, error) ? session_read(file, error) : NULL;
  if (!map) {
    return -1;
  }
  Findings findings;
  char* accepted = session_accepted(file);
  int status = -1;
  if (findings_init(&findings, map, accepted)) {
    if (request->json) {
      report_json(stdout, map, &findings, map_text(map, file));
    } else {
      report_text(stdout, map, &findings);
    }
    status = findings.n > findings.n_accepted ? MISTAKEN : HEALTHY;
    if (request->picture && !picture_save(map, &findings, request->theme, request->picture, error)) {
      status = -1;
    }
    findings_free(&findings);
  } else {
    map_fail(error, "There is not enough memory to look at %s.", file);
  }
  free(accepted);
  map_free(map);
  return status;
}

int main(int argc, char** argv) {
  setenv("LANG", "C", 1);  // lilv gives the names of ports in English, as most sessions have them
  Request request = {.session = NULL};
  MapError error = {""};
  int status = read_arguments(argc, argv, &request);
  if (status < 0) {
    status = run(&request, &error);
  }
  if (status >= 0 && (fflush(stdout) != 0 || ferror(stdout))) {
    map_fail(&error, "Cannot write what was found (%s).", strerror(errno));
    status = -1;
  }
  if (status < 0) {
    fprintf(stderr, "signalbox-map: %s\n", error.text);
    status = UNREADABLE;
  }
  return status;
}
