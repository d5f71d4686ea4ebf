// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/page.h"

#include "common/draw/numbers.h"
#include "common/routes/session_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PATH_SIZE = 4096 };

struct Page {
  FILE* file;
  const char* folder;
};

static const char head[] =
  "<!DOCTYPE html>\n"
  "<html lang=\"en\">\n"
  "<head>\n"
  "<meta charset=\"utf-8\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
  "<title>Signalbox, heard</title>\n"
  "<link rel=\"icon\" href=\"data:,\">\n"
  "<style>\n"
  ":root { color-scheme: light dark; --paper: #f6f5f2; --card: #ffffff; --text: #1d2430; --quiet: #5b6472;\n"
  "  --rule: #dcdad4; --accent: #1f6f78; }\n"
  "@media (prefers-color-scheme: dark) {\n"
  "  :root { --paper: #14181d; --card: #1c2229; --text: #e6e9ed; --quiet: #9aa5b1; --rule: #313a44; --accent: #6fc3cc; "
  "}\n"
  "}\n"
  "* { box-sizing: border-box; }\n"
  "body { margin: 0; background: var(--paper); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; }\n"
  "main, header { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }\n"
  "header { padding-top: 2.5rem; padding-bottom: 0.5rem; }\n"
  "h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.5rem; }\n"
  "h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 0.4rem; }\n"
  "h2.part { font-size: 1.6rem; margin-top: 2.5rem; }\n"
  "p { margin: 0 0 1rem; max-width: 46rem; }\n"
  "header p { color: var(--quiet); }\n"
  "section { background: var(--card); border: 1px solid var(--rule); border-radius: 0.75rem;\n"
  "  padding: 1.25rem; margin: 0 0 1.5rem; }\n"
  ".players { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1rem;\n"
  "  margin: 0 0 1.25rem; }\n"
  "figure { margin: 0; min-width: 0; }\n"
  "figcaption { display: flex; justify-content: space-between; gap: 1rem; font-weight: 600; margin-bottom: 0.35rem; }\n"
  "figcaption span { font-weight: 400; color: var(--quiet); font-variant-numeric: tabular-nums; }\n"
  "audio { display: block; width: 100%; }\n"
  ".picture { overflow-x: auto; border-radius: 0.5rem; }\n"
  "img { display: block; width: 100%; min-width: 44rem; height: auto; }\n"
  "a { color: var(--accent); }\n"
  "a:focus-visible, audio:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }\n"
  "</style>\n"
  "</head>\n"
  "<body>\n"
  "<header>\n"
  "<h1>Signalbox, heard</h1>\n"
  "<p>Each path was played through the plugins of this build. Before is what goes in, added up; after is what comes "
  "out; where one of them would be over full scale, both are lowered alike. A picture opens in full when you choose "
  "it.</p>\n"
  "</header>\n"
  "<main>\n";

static const char foot[] = "</main>\n"
                           "<script>\n"
                           "// One player at a time.\n"
                           "document.addEventListener('play', event => {\n"
                           "  for (const player of document.querySelectorAll('audio')) {\n"
                           "    if (player !== event.target) player.pause();\n"
                           "  }\n"
                           "}, true);\n"
                           "</script>\n"
                           "</body>\n"
                           "</html>\n";

Page* page_new(const char* folder, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/index.html", folder);
  Page* page = calloc(1, sizeof *page);
  FILE* file = page ? fopen(path, "w") : NULL;
  if (!file) {
    host_fail(error, "Cannot write the page %s: is the folder yours?", path);
    free(page);
    return NULL;
  }
  *page = (Page){.file = file, .folder = folder};
  fputs(head, file);
  return page;
}

/* The sources, added up. */
static Wav* before_new(const SceneRender* render) {
  Wav* before = wav_new(2, render->n_frames, render->rate_hz);
  for (unsigned i = 0; before && i < render->n_sources; ++i) {
    for (unsigned channel = 0; channel < before->n_channels; ++channel) {
      const float* source = render->sources[i].wav->channels[channel];
      for (uint64_t at = 0; at < render->n_frames; ++at) {
        before->channels[channel][at] += source[at];
      }
    }
  }
  return before;
}

/* Saves a scaled copy. */
static bool sound_save(const Page* page, const char* name, const char* ending, const Wav* wav, double gain_db,
                       HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/%s%s.flac", page->folder, name, ending);
  Wav* copy = wav_new(wav->n_channels, wav->n_frames, wav->rate_hz);
  if (!copy) {
    return host_fail(error, "There is not enough memory for %s.", path);
  }
  const float gain = (float)pow(10.0, gain_db / 20.0);
  for (unsigned channel = 0; channel < wav->n_channels; ++channel) {
    for (uint64_t at = 0; at < wav->n_frames; ++at) {
      copy->channels[channel][at] = gain * wav->channels[channel][at];
    }
  }
  const bool good = wav_save(copy, path, error);
  wav_free(copy);
  return good;
}

static void player_write(FILE* file, const char* caption, const char* name, const char* title, const char* ending,
                         const Levels* levels) {
  char loudness[DRAW_TEXT_SIZE];
  fprintf(file, "<figure>\n<figcaption>%s <span>%s LUFS</span></figcaption>\n", caption,
          decibel_text(levels->loudness, loudness));
  fprintf(file, "<audio controls preload=\"metadata\" src=\"%s%s.flac\" aria-label=\"%s: ", name, ending, caption);
  put_xml(file, title);
  fprintf(file, "\"></audio>\n</figure>\n");
}

/* Up to its players. */
static void section_begin(FILE* file, const char* name, const char* title, const char* words) {
  fprintf(file, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", name, name);
  put_xml(file, title);
  fprintf(file, "</h2>\n<p>");
  put_xml(file, words);
  fprintf(file, "</p>\n<div class=\"players\">\n");
}

static void section_write(const Page* page, const SceneRender* render, const Levels* before, const Levels* after) {
  FILE* file = page->file;
  const Scene* scene = render->scene;
  section_begin(file, scene->name, scene->title, scene->comment);
  player_write(file, "Before", scene->name, scene->title, "-before", before);
  player_write(file, "After", scene->name, scene->title, "", after);
  fprintf(file, "</div>\n<div class=\"picture\"><a href=\"%s.png\"><img src=\"%s.png\" alt=\"The path from ",
          scene->name, scene->name);
  for (unsigned i = 0; i < render->n_sources; ++i) {
    fputs(i ? ", " : "", file);
    put_xml(file, scene->sources[i].name);
  }
  fputs(" through ", file);
  for (unsigned i = 0; i < render->n_plugins; ++i) {
    fputs(i ? ", " : "", file);
    put_xml(file, scene->plugins[i].name);
  }
  fprintf(file, " to the mix, with levels\"></a></div>\n</section>\n");
}

bool page_add(Page* page, const SceneRender* render, HostError* error) {
  Wav* before = before_new(render);
  Levels levels;
  if (!before || !levels_measure(&levels, (const float* const*)before->channels, before->n_channels, before->n_frames,
                                 before->rate_hz)) {
    wav_free(before);
    return host_fail(error, "There is not enough memory for the page.");
  }
  /* Where one of the two is over full scale both are lowered, so that they still compare. */
  const double gain_db = -fmax(0.0, fmax((double)levels.peak_db, (double)render->mix->levels.peak_db));
  const bool good = sound_save(page, render->scene->name, "-before", before, gain_db, error) &&
                    sound_save(page, render->scene->name, "", render->mix->wav, gain_db, error);
  levels.loudness += (float)gain_db;
  Levels after = render->mix->levels;
  after.loudness += (float)gain_db;
  if (good) {
    section_write(page, render, &levels, &after);
  }
  wav_free(before);
  return good;
}

void page_begin_part(Page* page, const char* heading, const char* words) {
  fputs("<h2 class=\"part\">", page->file);
  put_xml(page->file, heading);
  fputs("</h2>\n<p>", page->file);
  put_xml(page->file, words);
  fputs("</p>\n", page->file);
}

bool page_add_mistake(Page* page, const MistakeRender* render, const char* said, HostError* error) {
  static const char* const captions[] = {[MADE] = "Made", [MENDED] = "Mended"};
  static const char* const endings[] = {[MADE] = "-made", [MENDED] = ""};
  const Mistake* mistake = render->mistake;
  FILE* file = page->file;
  section_begin(file, mistake->name, mistake->title, mistake->sentence);
  for (unsigned half = MADE; half <= MENDED; ++half) {
    if (!sound_save(page, mistake->name, endings[half], render->halves[half], 0.0, error)) {
      return false;
    }
    player_write(file, captions[half], mistake->name, mistake->title, endings[half], &render->levels[half]);
  }
  fprintf(file, "</div>\n<div class=\"picture\"><a href=\"%s.png\"><img src=\"%s.png\" alt=\"", mistake->name,
          mistake->name);
  put_xml(file, said);
  fprintf(file, " Below, the spectra of both.\"></a></div>\n</section>\n");
  return true;
}

bool page_close(Page* page, HostError* error) {
  if (!page) {
    return true;
  }
  fputs(foot, page->file);
  const bool bad = ferror(page->file);
  const bool good = fclose(page->file) == 0 && !bad;
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/index.html", page->folder);
  if (good) {
    printf("\nThe page of it all is %s\n", path);
  }
  free(page);
  return good || host_fail(error, "Cannot write all of %s: is the disk full?", path);
}
