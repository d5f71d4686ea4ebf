// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/page.h"

#include "common/demo/page_player.h"
#include "common/demo/page_sharing.h"
#include "common/demo/page_sound.h"
#include "common/routes/session_text.h"
#include "common/routes/text_file.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

struct Page {
  const char* folder;
  TextFile style, script;
  TextFile contents;  // the list of what there is
  TextFile body;
  bool has_parts;
};

static const char before_style[] = "<!DOCTYPE html>\n"
                                   "<html lang=\"en\">\n"
                                   "<head>\n"
                                   "<meta charset=\"utf-8\">\n"
                                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                   "<title>Signalbox, heard</title>\n"
                                   "<link rel=\"icon\" href=\"data:,\">\n"
                                   "<style>\n";

static const char before_contents[] =
  "</style>\n"
  "</head>\n"
  "<body data-rate=\"%g\">\n"
  "<header>\n"
  "<h1>Signalbox, heard</h1>\n"
  "<p>Each path was played through the plugins of this build. Play it, and switch between before and after while it "
  "plays: the music goes on at the same place. Before is what goes in, added up; after is what comes out. Both were "
  "made equally loud, so that neither wins by being louder.</p>\n"
  "<p class=\"keys\"><kbd>Space</kbd> plays and pauses, <kbd>B</kbd> switches, <kbd>←</kbd> <kbd>→</kbd> go back and "
  "on by a second, <kbd>R</kbd> repeats, <kbd>N</kbd> and <kbd>P</kbd> go to the next path and the one before it.</p>\n"
  "<noscript><p>The switch needs scripts, which are off in this browser. The sounds are beside this page, as FLAC "
  "files.</p></noscript>\n"
  "</header>\n"
  "<nav aria-label=\"Contents\">\n<details open>\n<summary>Contents</summary>\n";

static const char before_body[] = "</details>\n</nav>\n<main>\n";

static const char before_script[] = "</main>\n"
                                    "<p id=\"said\" class=\"unseen\" role=\"status\"></p>\n"
                                    "<script>\n";

static const char after_script[] = "</script>\n</body>\n</html>\n";

/* Puts a file of the page's parts on a stream. */
static bool put_part(FILE* stream, const char* folder, const char* name, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE* file = fopen(path, "r");
  if (!file) {
    return host_fail(error, "Cannot read %s (%s): name the folder of the sources in SIGNALBOX_TOP.", path,
                     strerror(errno));
  }
  for (int c = getc(file); c != EOF; c = getc(file)) {
    putc(c, stream);
  }
  const bool good = !ferror(file) || host_fail(error, "Cannot read all of %s.", path);
  fclose(file);
  return good;
}

Page* page_new(const char* folder, const char* parts_folder, HostError* error) {
  Page* page = calloc(1, sizeof *page);
  const bool open = page && text_file_open(&page->style) && text_file_open(&page->script) &&
                    text_file_open(&page->contents) && text_file_open(&page->body);
  if (!(open || render_fail_memory(error)) || !put_part(page->style.stream, parts_folder, "base.css", error) ||
      !put_part(page->style.stream, parts_folder, "page.css", error) ||
      !put_part(page->script.stream, parts_folder, "page.js", error)) {
    page_free(page);
    return NULL;
  }
  page->folder = folder;
  return page;
}

void page_free(Page* page) {
  if (page) {
    text_file_close(&page->style);
    text_file_close(&page->script);
    text_file_close(&page->contents);
    text_file_close(&page->body);
  }
  free(page);
}

void page_begin_part(Page* page, const char* heading, const char* words) {
  fputs(page->has_parts ? "</ul>\n<h2>" : "<h2>", page->contents.stream);
  put_xml(page->contents.stream, heading);
  fputs("</h2>\n<ul>\n", page->contents.stream);
  page->has_parts = true;
  fputs("<h2 class=\"part\">", page->body.stream);
  put_xml(page->body.stream, heading);
  fputs("</h2>\n<p>", page->body.stream);
  put_xml(page->body.stream, words);
  fputs("</p>\n", page->body.stream);
}

/* The sources, added up. */
static Wav* sum_new(const SceneRender* render) {
  Wav* sum = wav_new(2, render->n_frames, render->rate_hz);
  for (unsigned i = 0; sum && i < render->n_sources; ++i) {
    for (unsigned channel = 0; channel < sum->n_channels; ++channel) {
      const float* source = render->sources[i].wav->channels[channel];
      for (uint64_t at = 0; at < render->n_frames; ++at) {
        sum->channels[channel][at] += source[at];
      }
    }
  }
  return sum;
}

/* With an entry in the list of contents, a heading, and words. */
static void section_begin(Page* page, const char* kind, const char* name, const char* title, const char* words) {
  fprintf(page->contents.stream, "<li><a href=\"#%s\">", name);
  put_xml(page->contents.stream, title);
  fputs("</a></li>\n", page->contents.stream);
  FILE* file = page->body.stream;
  fprintf(file, "<section class=\"%s\" id=\"%s\" aria-labelledby=\"%s-title\">\n", kind, name, name);
  fprintf(file, "<h2 id=\"%s-title\">", name);
  put_xml(file, title);
  fputs("</h2>\n<p class=\"listen\">", file);
  put_xml(file, words);
  fputs("</p>\n", file);
}

static bool section_write(Page* page, const SceneRender* render, const SceneRender* against, PageSound sounds[2],
                          HostError* error) {
  const Scene* scene = render->scene;
  const double seconds = (double)render->n_frames / render->rate_hz;
  equal_loudness(&sounds[0].loud, &sounds[1].loud);
  if (!page_sounds_save(sounds, page->folder, scene->name, error)) {
    return false;
  }
  section_begin(page, "example", scene->name, scene->title, scene->comment);
  page_player_write(page->body.stream, sounds, scene->title, seconds);
  page_levels_write(page->body.stream, sounds, true);
  page_picture_write(page->body.stream, scene->name, NULL, render);
  if (against) {
    page_picture_write(page->body.stream, against->scene->name, NULL, against);
  }
  fputs("</section>\n", page->body.stream);
  return true;
}

static PageSound mix_sound(const SceneRender* render, const char* caption, const char* ending) {
  const LoudSound loud = {(double)render->mix->levels.loudness, render->mix_true_peak_db, 0.0};
  return (PageSound){caption, ending, render->mix->wav, loud};
}

bool page_add(Page* page, const SceneRender* render, const SceneRender* against, HostError* error) {
  if (against) {
    PageSound sounds[2] = {mix_sound(against, against->scene->caption, "-before"),
                           mix_sound(render, render->scene->caption, "")};
    return section_write(page, render, against, sounds, error);
  }
  Wav* sum = sum_new(render);
  PageSound sounds[2] = {{"Before", "-before", sum, {0}}, mix_sound(render, "After", "")};
  const bool good = sum ? page_sound_measure(&sounds[0], error) && section_write(page, render, NULL, sounds, error)
                        : render_fail_memory(error);
  wav_free(sum);
  return good;
}

bool page_add_mistake(Page* page, const MistakeRender* render, const char* said, HostError* error) {
  const Mistake* mistake = render->mistake;
  PageSound sounds[2] = {
    {"Made", "-made", render->halves[MADE], {(double)render->levels[MADE].loudness, (double)NAN, 0.0}},
    {"Mended", "", render->halves[MENDED], {(double)render->levels[MENDED].loudness, (double)NAN, 0.0}}};
  const double seconds = (double)sounds[0].wav->n_frames / sounds[0].wav->rate_hz;
  char words[PATH_SIZE];
  snprintf(words, sizeof words, "%s Below, the spectra of both.", said);
  if (!page_sounds_save(sounds, page->folder, mistake->name, error)) {
    return false;
  }
  section_begin(page, "example", mistake->name, mistake->title, mistake->sentence);
  page_player_write(page->body.stream, sounds, mistake->title, seconds);
  page_levels_write(page->body.stream, sounds, false);
  page_picture_write(page->body.stream, mistake->name, words, NULL);
  fputs("</section>\n", page->body.stream);
  return true;
}

void page_add_sharing(Page* page, const Sharing sharing[SHARING_REVERBS]) {
  section_begin(page, "fact", "sharing", "One reverb for ten tracks, or ten reverbs",
                "What ten tracks that send to one reverb take of a processor, and what a reverb on each of them takes: "
                "measured on the machine that made this page, at 48 kHz in blocks of 256 frames. Ten sends cost "
                "something too, so that the heavier the reverb, the more is saved.");
  page_sharing_write(page->body.stream, sharing);
  fputs("</section>\n", page->body.stream);
}

static bool put_text(FILE* stream, TextFile* text, HostError* error) {
  return (fflush(text->stream) == 0 && fwrite(text->bytes, 1, text->size, stream) == text->size) ||
         render_fail_memory(error);
}

bool page_save(Page* page, HostError* error) {
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/index.html", page->folder);
  TextFile whole;
  if (!text_file_open(&whole)) {
    return render_fail_memory(error);
  }
  fputs(page->has_parts ? "</ul>\n" : "", page->contents.stream);
  fputs(before_style, whole.stream);
  bool good = put_text(whole.stream, &page->style, error);
  fprintf(whole.stream, before_contents, DEMO_RATE_HZ);
  good = good && put_text(whole.stream, &page->contents, error);
  fputs(before_body, whole.stream);
  good = good && put_text(whole.stream, &page->body, error);
  fputs(before_script, whole.stream);
  good = good && put_text(whole.stream, &page->script, error);
  fputs(after_script, whole.stream);
  good = good && text_file_save(&whole, path, error);
  text_file_close(&whole);
  if (good) {
    printf("\nThe page of it all is %s\n", path);
  }
  return good;
}
