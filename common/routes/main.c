// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Writes every route of a folder as a session of each host: all of them, or, where anything is wrong in one, none. */

#include "common/routes/session.h"
#include "common/routes/text_file.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4096, MAX_FRAMES = 512 };

#define RATE_HZ 48000.0

#define BOARD_ENDING ".pedalboard"

/* The files of a session: their names begin with the route's. A pedalboard is a folder of two files. */
enum { SCRIPT, PROJECT, CHAIN, BOARD, MANIFEST, N_KINDS };

static const struct {
  const char* folder;
  bool is_named;  // after the route in that folder, too
  const char* ending;
} parts[N_KINDS] = {{"", false, ".lua"},
                    {"", false, ".carxp"},
                    {"", false, ".conf"},
                    {BOARD_ENDING "/", true, ".ttl"},
                    {BOARD_ENDING "/", false, "manifest.ttl"}};

/* What becomes of one route. */
typedef struct {
  TextFile files[N_KINDS];
  char name[PATH_SIZE];
} Session;

static bool session_open(Session* session) {
  bool good = true;
  for (unsigned kind = 0; kind < N_KINDS; ++kind) {
    good = good && text_file_open(&session->files[kind]);
  }
  return good;
}

/* What goes to hosts that do not compensate delay, with delays that do. */
static bool session_delay(Session* session, const Route* route, Graph* graph, HostError* error) {
  HostError why = {""};
  AddedDelays* delays = added_delays_new(route, graph, &why);
  const bool good = (delays ||
                     host_fail(error, "The route %s cannot be kept in step by delays. %s", route->name, why.text)) &&
                    carla_write(session->files[PROJECT].stream, route, graph, delays, error) &&
                    pipewire_write(session->files[CHAIN].stream, route, graph, delays, error) &&
                    mod_write(session->files[BOARD].stream, route, graph, delays, error);
  added_delays_free(delays);
  return good;
}

static bool session_fill(Session* session, Host* host, const char* path, const char* body, HostError* error) {
  Route* route = route_read(path, error);
  Graph* graph = route ? route_graph(route, host, RATE_HZ, MAX_FRAMES, error) : NULL;
  bool good = graph != NULL;
  if (good) {
    snprintf(session->name, sizeof(session->name), "%s", route->name);
    route_tell_limits(route, graph, stderr);
    good = session_open(session) || route_fail_memory(path, error);
    good = good && ardour_write(session->files[SCRIPT].stream, route, graph, body, error) &&
           session_delay(session, route, graph, error);
  }
  if (good) {
    mod_write_manifest(session->files[MANIFEST].stream, route);
  }
  graph_free(graph);
  route_free(route);
  return good;
}

static bool session_save(Session* session, const char* folder, HostError* error) {
  bool good = true;
  for (unsigned kind = 0; good && kind < N_KINDS; ++kind) {
    const char* name = session->name;
    char path[3 * PATH_SIZE];
    if (kind == BOARD) {
      snprintf(path, sizeof(path), "%s/%s" BOARD_ENDING, folder, name);
      good = mkdir(path, 0777) == 0 || errno == EEXIST ||
             host_fail(error, "Cannot make %s (%s): name a folder that can be written to.", path, strerror(errno));
    }
    snprintf(path, sizeof(path), "%s/%s%s%s%s", folder, name, parts[kind].folder, parts[kind].is_named ? name : "",
             parts[kind].ending);
    good = good && text_file_save(&session->files[kind], path, error);
  }
  return good;
}

static bool sessions_write(Host* host, const glob_t* files, const char* body, const char* folder, HostError* error) {
  Session* sessions = (Session*)calloc(files->gl_pathc + 1, sizeof(Session));
  bool good = sessions != NULL || host_fail(error, "There is not enough memory for the routes.");
  for (size_t i = 0; good && i < files->gl_pathc; ++i) {
    good = session_fill(&sessions[i], host, files->gl_pathv[i], body, error);
  }
  for (size_t i = 0; good && i < files->gl_pathc; ++i) {
    good = session_save(&sessions[i], folder, error);
  }
  for (size_t i = 0; sessions && i < files->gl_pathc; ++i) {
    for (unsigned kind = 0; kind < N_KINDS; ++kind) {
      text_file_close(&sessions[i].files[kind]);
    }
  }
  free(sessions);
  return good;
}

/* A whole file as text, to be freed with free(). */
static char* file_read(const char* path, HostError* error) {
  FILE* file = fopen(path, "r");
  TextFile text = {.stream = NULL};
  bool good = file && text_file_open(&text);
  for (int c = good ? getc(file) : EOF; c != EOF; c = getc(file)) {
    putc(c, text.stream);
  }
  good = good && !ferror(file) && fclose(text.stream) == 0;
  if (file) {
    fclose(file);
  }
  if (!good) {
    host_fail(error, "Cannot read %s (%s).", path, strerror(errno));
    free(text.bytes);
    return NULL;
  }
  return text.bytes;
}

static bool run(char** arguments, HostError* error) {
  char pattern[PATH_SIZE];
  snprintf(pattern, sizeof(pattern), "%s/*.ttl", arguments[2]);
  glob_t files;
  if (glob(pattern, 0, NULL, &files) != 0) {
    return host_fail(error, "There are no routes %s: name a folder that holds some.", pattern);
  }
  char* body = file_read(arguments[3], error);
  Host* host = body ? host_open_with_system(arguments[1], error) : NULL;
  const bool good = host && sessions_write(host, &files, body, arguments[4], error);
  host_close(host);
  free(body);
  globfree(&files);
  return good;
}

int main(int argc, char** argv) {
  HostError error = {""};
  if (argc != 5) {
    fprintf(stderr, "usage: sessions BUNDLE ROUTES ardour.lua FOLDER\n");
    return 2;
  }
  if (!run(argv, &error)) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  return 0;
}
