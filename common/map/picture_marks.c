// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What is marked in the heads of boxes: states of strips, and the numbers of findings. */

#include "common/map/picture_scene.h"
#include "common/map/report.h"

#include <stdlib.h>

/* The number of a finding at a box. */
typedef struct {
  uint32_t box, number;
  bool is_hint;
} Number;

typedef struct {
  Number* at;
  size_t n;
} Numbers;

/* These are at each of their strips, others at the first alone. */
static uint32_t places_of(const Finding* finding) {
  const bool is_everywhere = finding->kind == FINDING_CIRCLE || finding->kind == FINDING_SAME_EFFECT;
  return is_everywhere || finding->n_strips == 0 ? finding->n_strips : 1;
}

static int number_compare(const void* a, const void* b) {
  const Number *x = a, *y = b;
  return x->box != y->box ? (x->box < y->box ? -1 : 1) : (x->number > y->number) - (x->number < y->number);
}

/* The numbers at all boxes, box by box, each once. */
static bool numbers_find(const PictureScene* scene, Numbers* numbers) {
  const Findings* findings = scene->findings;
  size_t room = 0;
  for (uint32_t i = 0; findings && i < findings->n; ++i) {
    room += places_of(&findings->at[i]);
  }
  *numbers = (Numbers){calloc(room + 1, sizeof(Number)), 0};
  if (!numbers->at) {
    return false;
  }
  uint32_t number = 0, next = 0;
  for (uint32_t i = 0; findings && i < findings->n; ++i) {
    const Finding* finding = &findings->at[i];
    if (i == next) {
      next = report_next(findings, i);
      number += !finding->is_accepted;
    }
    for (uint32_t k = 0; !finding->is_accepted && k < places_of(finding); ++k) {
      numbers->at[numbers->n++] = (Number){scene->plan.box_of[finding->strips[k]], number, finding->is_hint};
    }
  }
  qsort(numbers->at, numbers->n, sizeof(Number), number_compare);
  size_t n = 0;
  for (size_t i = 0; i < numbers->n; ++i) {
    if (n == 0 || number_compare(&numbers->at[n - 1], &numbers->at[i]) != 0) {
      numbers->at[n++] = numbers->at[i];
    }
  }
  numbers->n = n;
  return true;
}

/* In a word, what keeps a strip from being heard as usual; NULL for nothing. */
static const char* state_word(const PictureScene* scene, uint32_t strip) {
  const MapStrip* s = &scene->map->strips[strip];
  const bool is_off = !s->active ||
                      (s->kind == MAP_PLUGIN && s->n_plugins > 0 && !scene->map->plugins[s->first_plugin].active);
  if (is_off) {
    return "Off";
  }
  return s->muted ? "Muted" : !scene->wiring.live[strip] ? "VCA muted" : s->soloed ? "Solo" : NULL;
}

/* Numbers that follow one another are one mark: "3–17". Returns how many numbers the mark takes. */
static size_t mark_add(PictureScene* scene, uint32_t box, const Number* numbers, size_t n) {
  size_t run = 1;
  while (run < n && numbers[run].is_hint == numbers->is_hint && numbers[run].number == numbers->number + run) {
    ++run;
  }
  run = run < 3 ? 1 : run;
  BoxView* view = &scene->boxes[box];
  const char* text = run == 1 ? picture_say(scene, "%u", numbers->number)
                              : picture_say(scene, "%u\xE2\x80\x93%u", numbers->number, numbers[run - 1].number);
  scene->contents[box].marks[view->n_marks++] = (MarkView){numbers->is_hint ? BADGE_HINT : BADGE_MISTAKE, text};
  return run;
}

void picture_fill_marks(PictureScene* scene) {
  Numbers numbers;
  if (!numbers_find(scene, &numbers)) {
    scene->is_short_of_memory = true;
    return;
  }
  size_t next = 0;
  for (uint32_t box = 0; box < scene->plan.n_boxes; ++box) {
    const uint32_t first = scene->plan.start[box], n_strips = scene->plan.start[box + 1] - first;
    const bool is_one = n_strips == 1;
    size_t end = next;
    while (end < numbers.n && numbers.at[end].box == box) {
      ++end;
    }
    BoxView* view = &scene->boxes[box];
    MarkView* marks = calloc(end - next + 1, sizeof(MarkView));
    scene->contents[box].marks = marks;
    view->marks = marks;
    scene->is_short_of_memory |= !marks;
    const char* word = is_one ? state_word(scene, scene->plan.strips[first]) : view->off ? "Muted" : NULL;
    if (marks && word) {
      marks[view->n_marks++] = (MarkView){BADGE_WORD, word};
    }
    while (marks && next < end) {
      next += mark_add(scene, box, &numbers.at[next], end - next);
    }
    next = end;
  }
  free(numbers.at);
}
