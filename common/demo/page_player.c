// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/page_player.h"

#include "common/draw/numbers.h"
#include "common/routes/session_text.h"

static const char play_button[] =
  "<button type=\"button\" class=\"play\" aria-label=\"Play\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
  "<path class=\"start\" d=\"M7 4l13 8-13 8z\"/><path class=\"pause\" d=\"M6 4h4.5v16H6zm7.5 0H18v16h-4.5z\"/>"
  "</svg></button>\n";

static const char repeat_button[] =
  "<button type=\"button\" class=\"repeat\" aria-label=\"Repeat\" aria-pressed=\"false\"><svg viewBox=\"0 0 24 24\" "
  "aria-hidden=\"true\"><path fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
  "d=\"M18.58 9.61A7 7 0 1 1 14.39 5.42\"/><path d=\"M15.42 2.6l-2.06 5.64 5.26-1.28z\"/></svg></button>\n";

void page_player_write(FILE* file, const PageSound sounds[2], const char* title, double seconds) {
  fprintf(file, "<div class=\"player\" data-seconds=\"%.3f\" role=\"group\" aria-label=\"", seconds);
  put_xml(file, title);
  fprintf(file, "\">\n%s<div class=\"switch\" role=\"group\" aria-label=\"What is heard\">\n", play_button);
  for (unsigned i = 0; i < 2; ++i) {
    fprintf(file, "<button type=\"button\" aria-pressed=\"%s\">", i ? "false" : "true");
    put_xml(file, sounds[i].caption);
    fputs("</button>\n", file);
  }
  fputs("</div>\n<div class=\"seek\">", file);
  page_waves_write(file, sounds);
  fprintf(file,
          "<input type=\"range\" min=\"0\" max=\"%.3f\" step=\"0.001\" value=\"0\" aria-label=\"Position\"></div>\n"
          "<span class=\"time\"></span>\n%s</div>\n",
          seconds, repeat_button);
}

void page_levels_write(FILE* file, const PageSound sounds[2], bool equally_loud) {
  char text[DRAW_TEXT_SIZE];
  fputs("<p class=\"levels\">", file);
  for (unsigned i = 0; i < 2; ++i) {
    fputs("<span>", file);
    put_xml(file, sounds[i].caption);
    fprintf(file, ": %s LUFS", decibel_text((float)sounds[i].loud.loudness, text));
    if (equally_loud) {
      fprintf(file, ", %s dBTP", decibel_text((float)sounds[i].loud.true_peak_db, text));
      fprintf(file, ", played at %s dB", decibel_text((float)sounds[i].loud.gain_db, text));
    }
    fputs(".</span> ", file);
  }
  if (equally_loud) {
    const double loudness = sounds[0].loud.loudness + sounds[0].loud.gain_db;
    fprintf(file, "<span>So both are %s LUFS.</span>", decibel_text((float)loudness, text));
  } else {
    fputs("<span>Played as they are: how loud it is is part of the mistake.</span>", file);
  }
  fputs("</p>\n", file);
}

void page_picture_write(FILE* file, const char* name, const char* words, const SceneRender* render) {
  fprintf(file, "<div class=\"picture\"><a href=\"%s.png\"><img src=\"%s.png\" alt=\"", name, name);
  if (words) {
    put_xml(file, words);
  }
  for (unsigned i = 0; render && i < render->n_sources; ++i) {
    fputs(i ? ", " : "The path from ", file);
    put_xml(file, render->scene->sources[i].name);
  }
  for (unsigned i = 0; render && i < render->n_plugins; ++i) {
    fputs(i ? ", " : " through ", file);
    put_xml(file, render->scene->plugins[i].name);
  }
  fputs(render ? " to the mix, with levels" : "", file);
  fputs("\"></a></div>\n", file);
}
