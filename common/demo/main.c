// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The demo: plays every scene and every route through the plugins, makes and mends every mistake, and leaves sound
   files, levels, pictures and a page that shows them in a folder. */

#include "common/demo/mistake_picture.h"
#include "common/demo/page.h"
#include "common/demo/picture.h"
#include "common/demo/routes.h"
#include "common/demo/table.h"

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
static void source_path(char path[PATH_SIZE], const char* folder, const Scene* scene, const char* name) {
  const int begin = snprintf(path, PATH_SIZE, "%s/%s-", folder, scene->name);
  snprintf(path + begin, PATH_SIZE - (size_t)begin, "%s.wav", name);
  for (char* c = path + begin; *c; ++c) {
    *c = (char)(*c == ' ' ? '-' : tolower((unsigned char)*c));
  }
}

/* Writes a render's files but those of the page; names them on standard output. */
static bool sounds_save(const SceneRender* render, const char* folder, HostError* error) {
  char path[PATH_SIZE];
  for (unsigned i = 0; i < render->n_sources; ++i) {
    source_path(path, folder, render->scene, render->scene->sources[i].name);
    if (!wav_save(render->sources[i].wav, path, error)) {
      return false;
    }
    printf("  %s\n", path);
  }
  snprintf(path, sizeof path, "%s/%s.wav", folder, render->scene->name);
  if (!wav_save(render->mix->wav, path, error)) {
    return false;
  }
  printf("  %s\n", path);
  return true;
}

static bool scenes_play(Host* host, Page* page, const char* folder, const char* samples_folder, HostError* error) {
  bool ok = true;
  page_begin_part(page, "Paths", "Whole set-ups, each of one idea. A picture opens in full when you choose it.");
  for (unsigned i = 0; ok && i < n_scenes; ++i) {
    printf("%s\n", scenes[i].title);
    SceneRender* render = scene_render_new(host, &scenes[i], samples_folder, error);
    ok = render != NULL;
    if (ok) {
      table_print(render);
      printf("Wrote\n");
      ok = sounds_save(render, folder, error) && picture_save(render, folder, error) &&
           page_add(page, render, NULL, error);
    }
    scene_render_free(render);
  }
  return ok;
}

/* Makes a mistake, mends it, and leaves its files and a line on it. */
static bool mistake_show(Host* host, const Mistake* mistake, Page* page, const char* folder, const char* samples_folder,
                         HostError* error) {
  char path[PATH_SIZE];
  char said[MISTAKE_TEXT_SIZE];
  snprintf(path, sizeof path, "%s/%s.png", folder, mistake->name);
  MistakeRender* render = mistake_render_new(host, mistake, samples_folder, error);
  if (!render) {
    return false;
  }
  mistake_said(render, said);
  printf("  %s. %s\n", mistake->title, said);
  const bool ok = mistake_picture_save(render, path, error) && page_add_mistake(page, render, said, error);
  mistake_render_free(render);
  return ok;
}

static bool mistakes_show(Host* host, Page* page, const char* folder, const char* samples_folder, HostError* error) {
  bool ok = true;
  printf("\nMistakes, made and mended\n");
  page_begin_part(page, "Mistakes, made and mended",
                  "Each was made for three bars, and then mended for the same three. The ribbon below the wave "
                  "is Routing Status, as a host would show it.");
  for (unsigned i = 0; ok && i < n_mistakes; ++i) {
    ok = mistake_show(host, &mistakes[i], page, folder, samples_folder, error);
  }
  return ok;
}

static bool sharing_show(Host* host, Page* page, HostError* error) {
  Sharing sharing[SHARING_REVERBS];
  if (!sharing_measure(host, sharing, error)) {
    return false;
  }
  printf("\nOne reverb for %d tracks, or one on each, of one processor\n", SHARING_TRACKS);
  for (unsigned i = 0; i < SHARING_REVERBS; ++i) {
    printf("  %s: shared, with all sends, %.2f %%; on each, %.2f %%, %.1f times as much\n", sharing[i].reverb,
           100.0 * sharing[i].shared, 100.0 * sharing[i].apart, sharing_ratio(&sharing[i]));
  }
  page_add_sharing(page, sharing);
  return true;
}

static bool demo_play(Host* host, Routes* routes, const char* folder, const char* samples_folder, HostError* error) {
  char parts[PATH_SIZE];
  snprintf(parts, sizeof parts, "%s/common/demo/page", environment("SIGNALBOX_TOP", "."));
  Page* page = page_new(folder, parts, error);
  const bool ok = page && scenes_play(host, page, folder, samples_folder, error) &&
                  routes_play(routes, page, folder, samples_folder, error) && sharing_show(host, page, error) &&
                  mistakes_show(host, page, folder, samples_folder, error) && page_save(page, error);
  page_free(page);
  return ok;
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
  Host* host = host_open_with_system(bundle, error);
  Routes* routes = host ? routes_load(environment("SIGNALBOX_TOP", "."), host, error) : NULL;
  const bool ok = routes && folder_make(folder, error) && demo_play(host, routes, folder, samples_folder, error);
  routes_free(routes);
  host_close(host);
  return ok;
}

int main(int argc, char** argv) {
  HostError error = {""};
  if (argc > 2) {
    fprintf(stderr, "The demo renders one argument, the folder for its files (build/demo when none is given).\n");
    return 2;
  }
  if (!demo_run(argc > 1 ? argv[1] : "build/demo", &error)) {
    fflush(stdout);
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  return 0;
}
