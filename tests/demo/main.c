// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The demo: plays every scene through the plugins and leaves sound files, levels and pictures in a folder. */

#include "tests/demo/picture.h"
#include "tests/demo/progress.h"
#include "tests/demo/table.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SAMPLES_FOLDER "/usr/share/sonic-pi/samples"

enum { PATH_SIZE = 4096 };

static const char* environment(const char* name, const char* otherwise) {
  const char* value = getenv(name);
  return value && *value ? value : otherwise;
}

static bool is_folder(const char* path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Makes a folder and those above it. */
static bool folder_make(const char* path, HostError* error) {
  char part[PATH_SIZE];
  snprintf(part, sizeof part, "%s", path);
  for (char* slash = part; slash;) {
    slash = strchr(slash + 1, '/');
    if (slash) {
      *slash = '\0';
    }
    if (mkdir(part, 0777) != 0 && errno != EEXIST) {
      return host_fail(error, "Cannot make the folder %s (%s): name another for the files of the demo.", part,
                       strerror(errno));
    }
    if (slash) {
      *slash = '/';
    }
  }
  return is_folder(path) || host_fail(error, "%s is not a folder: name another for the files of the demo.", path);
}

/* "Drums" of the scene bus-summer becomes FOLDER/bus-summer-drums.wav. */
static void stem_path(char path[PATH_SIZE], const char* folder, const Scene* scene, const char* name) {
  const int begin = snprintf(path, PATH_SIZE, "%s/%s-", folder, scene->name);
  snprintf(path + begin, PATH_SIZE - (size_t)begin, "%s.wav", name);
  for (char* c = path + begin; *c; ++c) {
    *c = (char)(*c == ' ' ? '-' : tolower((unsigned char)*c));
  }
}

/* Writes a take's files; names them on standard output. */
static bool take_save(const Take* take, const char* folder, HostError* error) {
  char path[PATH_SIZE];
  for (unsigned i = 0; i < take->n_sources; ++i) {
    stem_path(path, folder, take->scene, take->scene->sources[i].name);
    if (!wav_save(take->sources[i].audio, path, error)) {
      return false;
    }
    printf("  %s\n", path);
  }
  snprintf(path, sizeof path, "%s/%s.wav", folder, take->scene->name);
  if (!wav_save(take->mix->audio, path, error)) {
    return false;
  }
  printf("  %s\n", path);
  snprintf(path, sizeof path, "%s/%s.png", folder, take->scene->name);
  if (!picture_save(take, path, error)) {
    return false;
  }
  printf("  %s\n", path);
  return true;
}

static bool demo_run(const char* folder, HostError* error) {
  const char* samples_folder = environment("SIGNALBOX_SAMPLES", SAMPLES_FOLDER);
  const char* lv2_folder = environment("SIGNALBOX_LV2_DIR", "build");
  char bundle[PATH_SIZE];
  snprintf(bundle, sizeof bundle, "%s/signalbox.lv2", lv2_folder);
  if (!is_folder(samples_folder)) {
    return host_fail(error,
                     "There are no samples in %s: install the Debian package sonic-pi-samples, or name a folder that "
                     "holds them in SIGNALBOX_SAMPLES.",
                     samples_folder);
  }
  if (!is_folder(bundle)) {
    return host_fail(error,
                     "There are no plugins in %s: run ./waf build, or name the folder that holds signalbox.lv2 in "
                     "SIGNALBOX_LV2_DIR.",
                     bundle);
  }
  Host* host = host_open(bundle, error);
  bool ok = host && folder_make(folder, error);
  for (unsigned i = 0; ok && i < n_scenes; ++i) {
    printf("%s\n", scenes[i].title);
    Take* take = take_new(host, &scenes[i], samples_folder, error);
    ok = take != NULL;
    if (ok) {
      table_print(take);
      printf("Wrote\n");
      ok = take_save(take, folder, error);
    }
    take_free(take);
  }
  host_close(host);
  return ok;
}

int main(int argc, char** argv) {
  HostError error = {""};
  if (argc > 2) {
    fprintf(stderr, "The demo takes one argument, the folder for its files (build/demo when none is given).\n");
    return 2;
  }
  if (!demo_run(argc > 1 ? argv[1] : "build/demo", &error)) {
    fflush(stdout);
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  return 0;
}
