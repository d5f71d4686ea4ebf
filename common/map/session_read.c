// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/session_read.h"
#include "common/map/ardour_read.h"
#include "common/map/carla_read.h"
#include "common/map/graph_read.h"
#include "common/map/xml.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_NOTES = 1 << 16, HEAD_SIZE = 512 };

#define NOTES_NAME ".signalbox-map"
#define MANIFEST_NAME "manifest.ttl"

/* What some editors put before UTF-8. */
#define UTF8_MARK "\xef\xbb\xbf"

/* How names of sessions end. */
static const char* const endings[] = {".ardour", ".carxp", ".ttl"};

static bool ends_in(const char* name, const char* ending) {
  const size_t n = strlen(name), m = strlen(ending);
  return n > m && !strcmp(name + n - m, ending);
}

/* A folder's own name. */
static const char* base_of(const char* path, size_t* n) {
  size_t end = strlen(path);
  while (end > 1 && path[end - 1] == '/') {
    --end;
  }
  size_t start = end;
  while (start > 0 && path[start - 1] != '/') {
    --start;
  }
  *n = end - start;
  return path + start;
}

/* The sessions of one kind in a folder: how many, and the name of one, which is the one with the folder's name if there
   is such. */
static uint32_t list(const char* path, const char* ending, char name[NAME_MAX + 1], bool* is_namesake) {
  size_t n_base;
  const char* base = base_of(path, &n_base);
  DIR* folder = opendir(path);
  uint32_t n = 0;
  *is_namesake = false;
  for (const struct dirent* entry; folder && (entry = readdir(folder));) {
    const char* found = entry->d_name;
    if (found[0] == '.' || !ends_in(found, ending) || !strcmp(found, MANIFEST_NAME)) {
      continue;
    }
    ++n;
    const size_t n_stem = strlen(found) - strlen(ending);
    const bool is_same = n_stem <= n_base && !strncmp(found, base, n_stem) && (n_stem == n_base || base[n_stem] == '.');
    if (!*is_namesake && (n == 1 || is_same)) {
      snprintf(name, NAME_MAX + 1, "%s", found);
    }
    *is_namesake |= is_same;
  }
  if (folder) {
    closedir(folder);
  }
  return n;
}

/* The only session in a folder, or the one with the folder's name. */
static bool find_in(const char* path, char file[SESSION_PATH_SIZE], MapError* error) {
  for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); ++i) {
    char name[NAME_MAX + 1];
    bool is_namesake;
    const uint32_t n = list(path, endings[i], name, &is_namesake);
    if (n > 1 && !is_namesake) {
      return map_fail(error, "%s holds more than one session: name the file, such as %s.", path, name);
    }
    if (n > 0) {
      return snprintf(file, SESSION_PATH_SIZE, "%s/%s", path, name) < SESSION_PATH_SIZE ||
             map_fail(error, "The path of the session is too long.");
    }
  }
  return map_fail(error, "%s holds no session.", path);
}

/* Whether a file is the manifest of a bundle, which has its graph in another file: its folder, then. */
static bool is_manifest(const char* path, char folder[SESSION_PATH_SIZE]) {
  size_t n_base;
  char name[NAME_MAX + 1];
  bool is_namesake;
  const char* base = base_of(path, &n_base);
  size_t n = (size_t)(base - path);
  while (n > 1 && path[n - 1] == '/') {
    --n;
  }
  return !strcmp(base, MANIFEST_NAME) &&
         snprintf(folder, SESSION_PATH_SIZE, "%.*s", n ? (int)n : 1, n ? path : ".") < SESSION_PATH_SIZE &&
         list(folder, ".ttl", name, &is_namesake) > 0;
}

bool session_find(const char* path, char file[SESSION_PATH_SIZE], MapError* error) {
  struct stat status;
  char folder[SESSION_PATH_SIZE];
  if (stat(path, &status) != 0) {
    return map_fail(error, "Cannot read %s (%s).", path, strerror(errno));
  }
  if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode)) {
    return map_fail(error, "Cannot read %s: it is neither a file nor a folder.", path);
  }
  if (S_ISDIR(status.st_mode)) {
    return find_in(path, file, error);
  }
  if (is_manifest(path, folder)) {
    return find_in(folder, file, error);
  }
  return snprintf(file, SESSION_PATH_SIZE, "%s", path) < SESSION_PATH_SIZE ||
         map_fail(error, "The path of the session is too long.");
}

/* Whether a text begins with an element, or what may stand before one, or is in UTF-16, as only XML is. Turtle may
   begin with a name in the same brackets, but that has a colon in it, or nothing. */
static bool begins_as_xml(const char* text) {
  if (!strncmp(text, "\xff\xfe", 2) || !strncmp(text, "\xfe\xff", 2)) {
    return true;
  }
  text += !strncmp(text, UTF8_MARK, strlen(UTF8_MARK)) ? strlen(UTF8_MARK) : 0;
  text += strspn(text, " \t\r\n");
  const size_t n = text[0] == '<' ? strcspn(text, " \t\r\n>") : 0;
  return n > 1 && !memchr(text, ':', n);
}

/* The start of a file, as a text; its length, or -1. */
static ssize_t read_head(const char* file, char head[HEAD_SIZE]) {
  const int descriptor = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  const ssize_t n = descriptor < 0 ? -1 : read(descriptor, head, HEAD_SIZE - 1);
  head[n > 0 ? n : 0] = '\0';
  if (descriptor >= 0) {
    close(descriptor);
  }
  return n;
}

Map* session_read(const char* file, MapError* error) {
  static const struct {
    const char* root;
    Map* (*read)(const char* path, MapError* error);
  } readers[] = {{"Session", ardour_read}, {"CARLA-PROJECT", carla_read}};
  Xml xml;
  char head[HEAD_SIZE], root[HEAD_SIZE];
  const ssize_t n_head = read_head(file, head);
  if (!begins_as_xml(head)) {
    if (n_head >= 0 && (size_t)n_head > strlen(head)) {
      map_fail(error, "%s is of no program that this reads: it is not text.", file);
      return NULL;
    }
    if (n_head == 0) {
      map_fail(error, "%s is empty.", file);
      return NULL;
    }
    return graph_read(file, error);
  }
  if (!xml_open(&xml, file, error)) {
    return NULL;
  }
  snprintf(root, sizeof(root), "%s", xml_name(&xml));
  xml_close(&xml, NULL);
  for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); ++i) {
    if (!strcmp(root, readers[i].root)) {
      return readers[i].read(file, error);
    }
  }
  map_fail(error, "%s is of no program that this reads: its outermost element is %s.", file, root);
  return NULL;
}

char* session_accepted(const char* file) {
  char path[SESSION_PATH_SIZE];
  const char* slash = strrchr(file, '/');
  const int n = slash ? (int)(slash - file) + 1 : 0;
  if (snprintf(path, sizeof(path), "%.*s" NOTES_NAME, n, file) >= (int)sizeof(path)) {
    return NULL;
  }
  FILE* stream = fopen(path, "r");
  char* text = stream ? (char*)calloc(1, MOST_NOTES + 1) : NULL;
  if (text) {
    const size_t n_read = fread(text, 1, MOST_NOTES, stream);
    text[n_read] = '\0';
    if (!strncmp(text, UTF8_MARK, strlen(UTF8_MARK))) {
      memmove(text, text + strlen(UTF8_MARK), n_read - strlen(UTF8_MARK) + 1);
    }
  }
  if (stream) {
    fclose(stream);
  }
  return text;
}
