// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Writes every route of a folder as a session of each host: all of them, or, where anything is wrong in one, none. */

#include "common/routes/session.h"
#include "common/routes/text_file.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, MAX_FRAMES = 512 };

#define RATE_HZ 48000.0

/* What becomes of one route. */
typedef struct {
  TextFile script, project;
  char name[PATH_SIZE];
} Session;

static bool session_fill(Session* session, Host* host, const char* path, const char* body, HostError* error) {
  Route* route = route_read(path, error);
  Graph* graph = route ? route_graph(route, host, RATE_HZ, MAX_FRAMES, error) : NULL;
  bool good = graph != NULL;
  if (good) {
    snprintf(session->name, sizeof(session->name), "%s", route->name);
    route_tell_limits(route, graph, stderr);
    good = (text_file_open(&session->script) && text_file_open(&session->project)) || route_fail_memory(path, error);
    good = good && ardour_write(session->script.stream, route, graph, body, error) &&
           carla_write(session->project.stream, route, graph, error);
  }
  graph_free(graph);
  route_free(route);
  return good;
}

static bool session_save(Session* session, const char* folder, HostError* error) {
  char path[2 * PATH_SIZE];
  snprintf(path, sizeof(path), "%s/%s.lua", folder, session->name);
  if (!text_file_save(&session->script, path, error)) {
    return false;
  }
  snprintf(path, sizeof(path), "%s/%s.carxp", folder, session->name);
  return text_file_save(&session->project, path, error);
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
    text_file_close(&sessions[i].script);
    text_file_close(&sessions[i].project);
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
