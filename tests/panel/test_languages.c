// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Windows in other languages: nothing is said in English, nothing is cut, and nothing lies on anything else, in any
   state. What is drawn is listened to, so that no list of words can go stale. */

#include "common/draw/text.h"
#include "common/gallery/gallery.h"
#include "common/panel/chrome.h"
#include "common/panel/field.h"
#include "common/panel/hover.h"
#include "common/panel/layout.h"
#include "common/panel/menu.h"
#include "common/panel/words.h"
#include "common/ports/status.h"
#include "tests/panel/foreign.h"
#include "tests/panel/panel_fixture.h"

#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_TEXTS = 1024 };

typedef struct {
  double x, y, width, height;
  char text[80];
} Drawn;

typedef struct {
  unsigned n;
  Drawn texts[MAX_TEXTS];
  char cut[80];
} Page;

static void hear(void* handle, TextStyle style, const char* text, double x, double width, double baseline,
                 bool was_cut) {
  Page* page = handle;
  if (page->n < MAX_TEXTS) {
    Drawn* drawn = &page->texts[page->n++];
    *drawn = (Drawn){.x = x, .y = baseline - text_capital(style), .width = width, .height = text_capital(style)};
    snprintf(drawn->text, sizeof drawn->text, "%s", text);
  }
  if (was_cut) {
    snprintf(page->cut, sizeof page->cut, "%s", text);
  }
}

/* It draws nothing, but takes text as any other. */
static cairo_surface_t* surface_new(const Panel* panel) {
  const cairo_rectangle_t extents = {0.0, 0.0, panel->width, panel->height};
  return cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &extents);
}

/* All that the panel has to say now. */
static void page_read(Panel* panel, Page* page) {
  cairo_surface_t* surface = surface_new(panel);
  cairo_t* cr = cairo_create(surface);
  const TextListener listener = {hear, page};
  page->n = 0;
  page->cut[0] = '\0';
  text_listen(cr, &listener);
  panel_draw(panel, cr);
  assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
  assert_true(page->n > 20 && page->n < MAX_TEXTS);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

static Page page;

/* The last variant of a family has all of its controls. */
static bool has_all(const Panel* panel, const char* state) {
  const PortFamily* family = panel->view.family;
  return !strcmp(state, "idle") && panel->view.variant == &family->variants[family->n_variants - 1];
}

/* With every reading and every control at its highest, and at its lowest with each status. */
static void each_extreme(Panel* panel, void (*check)(Panel* panel, const char* what)) {
  for (int end = 0; end < 2; ++end) {
    for (unsigned port = 0; port < panel->n_ports; ++port) {
      const PortSpec* spec = panel_spec(panel, port);
      if (!port_is_audio(spec) && port != panel->status_port) {
        panel_port_event(panel, port, end ? spec->maximum : spec->minimum);
      }
    }
    for (unsigned status = 0; status < (end ? 1 : STATUS_COUNT); ++status) {
      panel_port_event(panel, panel->status_port, (float)status);
      check(panel, end ? "at the top" : "at the bottom");
    }
  }
}

/* With the hand on each widget, its menu open, and a value being typed that means something, and one that does not. */
static void each_control(Panel* panel, void (*check)(Panel* panel, const char* what)) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    const unsigned port = widget_control(&panel->widgets[i]);
    if (panel->widgets[i].kind == WIDGET_PICTURE || (port < panel->n_ports && panel->ports[port].copy > 0)) {
      continue;  // the words of a copy are those of the first
    }
    hover_set(panel, (int)i);
    panel_tick(panel, panel->now_ms + 1000);
    check(panel, panel->widgets[i].label);
    if (port < panel->n_ports && panel_spec(panel, port)->kind == PORT_CONTROL_IN) {
      menu_open(panel, port, panel->widgets[i].area, false);
      check(panel, panel_spec(panel, port)->symbol);
      menu_close(panel);
      field_open(panel, port, panel->widgets[i].area);
      check(panel, "typing");
      panel_key(panel, &(PanelKey){PANEL_KEY_TEXT, "?"});
      panel_key(panel, &(PanelKey){PANEL_KEY_ENTER, ""});
      check(panel, "mistyping");
      panel_key(panel, &(PanelKey){PANEL_KEY_ESCAPE, ""});
    }
  }
  hover_set(panel, -1);
}

/* Units, and the letters of branches; all else is words. */
static bool is_of_all_languages(const char* word, size_t length) {
  static const char* const units[] = {"dB", "Hz", "kHz", "ms", "s", "k", "A", "B", "C", "D"};
  for (size_t i = 0; i < sizeof units / sizeof *units; ++i) {
    if (strlen(units[i]) == length && !strncmp(word, units[i], length)) {
      return true;
    }
  }
  return false;
}

static void nothing_is_english(Panel* panel, const char* what) {
  page_read(panel, &page);
  for (unsigned i = 0; i < page.n; ++i) {
    for (const char* at = page.texts[i].text; *at;) {
      size_t length = 0;
      while (isalpha((unsigned char)at[length])) {
        ++length;
      }
      if (length && !is_of_all_languages(at, length)) {
        fail_msg("%s, %s: \"%s\" is in no catalog: mark it (see words.h), and run ./waf languages",
                 panel->view.variant->uri, what, page.texts[i].text);
      }
      at += length ? length : 1;
    }
  }
}

static void foreign_panel_is_foreign(Panel* panel, const char* uri, const char* state) {
  (void)uri;
  panel_set_language(panel, foreign_language());
  nothing_is_english(panel, state);
  if (!strcmp(state, "idle")) {
    each_extreme(panel, nothing_is_english);
  }
  if (has_all(panel, state)) {
    each_control(panel, nothing_is_english);
  }
}

/* In a language that has no letters, which is made of all that is in catalogs, letters are what is in none. */
static void test_nothing_is_english(void** state) {
  (void)state;
  fixture_each_state(foreign_panel_is_foreign);
}

static const Language* language;
static unsigned n_bad;

/* All that is wrong is told, each text once in a language, so that a translator sees it all. */
static void complain(const Panel* panel, const char* what, const char* text, const char* verb, const char* other) {
  static char last[64][80];
  char now[80];
  snprintf(now, sizeof now, "%s %s", language_tag(language), text);
  for (unsigned i = 0; i < sizeof last / sizeof *last; ++i) {
    if (!strcmp(last[i], now)) {
      return;
    }
  }
  memcpy(last[n_bad++ % (sizeof last / sizeof *last)], now, sizeof now);
  print_error("%s in %s, %s: \"%s\" %s%s\n", panel->view.variant->uri, language_tag(language), what, text, verb, other);
}

static void nothing_is_cut(Panel* panel, const char* what) {
  page_read(panel, &page);
  if (page.cut[0]) {
    complain(panel, what, page.cut, "is cut", "");
  }
  for (unsigned i = 0; i < page.n; ++i) {
    for (unsigned j = 0; j < i; ++j) {
      const Drawn* a = &page.texts[i];
      const Drawn* b = &page.texts[j];
      if (a->x + 0.5 < b->x + b->width && b->x + 0.5 < a->x + a->width && a->y + 0.5 < b->y + b->height &&
          b->y + 0.5 < a->y + a->height) {
        complain(panel, what, a->text, "lies on ", b->text);
      }
    }
  }
}

/* But for what a hand opens, which lies on other things and is looked at in test_pictures.c. */
static void panel_fits(Panel* panel, const char* uri, const char* state) {
  (void)uri;
  if (strcmp(state, "tip") != 0 && strcmp(state, "menu") != 0 && strcmp(state, "typing") != 0) {
    panel_set_language(panel, language);
    nothing_is_cut(panel, state);
    if (!strcmp(state, "idle")) {
      each_extreme(panel, nothing_is_cut);
    }
  }
}

static void check_languages(void (*check)(Panel* panel, const char* uri, const char* state)) {
  n_bad = 0;
  for (unsigned i = 0; i <= n_languages; ++i) {
    language = i ? languages[i - 1] : NULL;
    fixture_each_state(check);
  }
  assert_int_equal(n_bad, 0);
}

static void test_text_fits(void** state) {
  (void)state;
  check_languages(panel_fits);
}

/* Whether a part that a hand opens is cut, or leaves the window. */
static bool is_bad(const Panel* panel, void (*draw)(const Panel*, cairo_t*), PanelRect area) {
  cairo_surface_t* surface = surface_new(panel);
  cairo_t* cr = cairo_create(surface);
  draw(panel, cr);
  const bool cut = text_was_cut(cr);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return cut || area.x < 0.0 || area.y < 0.0 || area.x + area.width > panel->width ||
         area.y + area.height > panel->height;
}

/* The tip of what is cut in the footer, and the menu. */
static void popups_fit(Panel* panel, const char* uri, const char* state) {
  panel_set_language(panel, language);
  (void)uri;
  for (unsigned i = 0; has_all(panel, state) && i < panel->n_widgets; ++i) {
    const Widget* widget = &panel->widgets[i];
    const unsigned port = widget_control(widget);
    if (widget->kind == WIDGET_PICTURE || (port < panel->n_ports && panel->ports[port].copy > 0)) {
      continue;
    }
    hover_set(panel, (int)i);
    panel_tick(panel, panel->now_ms + 1000);
    if (panel->has_tip ? is_bad(panel, tip_draw, panel->tip) : is_bad(panel, footer_draw, footer_area(panel))) {
      complain(panel, "hovered", widget->label, "has no room for its comment", "");
    }
    if (port < panel->n_ports && panel_spec(panel, port)->kind == PORT_CONTROL_IN) {
      menu_open(panel, port, widget->area, false);
      if (is_bad(panel, menu_draw, panel->menu.area)) {
        complain(panel, "with its menu open", panel_spec(panel, port)->symbol, "has no room for it", "");
      }
      menu_close(panel);
    }
  }
}

static void test_what_a_hand_opens_fits(void** state) {
  (void)state;
  check_languages(popups_fit);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_nothing_is_english),
    cmocka_unit_test(test_text_fits),
    cmocka_unit_test(test_what_a_hand_opens_fits),
  };
  return cmocka_run_group_tests_name("languages", tests, NULL, NULL);
}
