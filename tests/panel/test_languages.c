// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Windows in other languages: nothing is said in English, nothing is cut, and nothing lies on anything else, in any
   state. What is drawn is listened to, so that no list of words can go stale. */

#include "common/draw/text.h"
#include "common/gallery/gallery.h"
#include "common/panel/field.h"
#include "common/panel/hover.h"
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

/* All that the panel has to say now. */
static void page_read(Panel* panel, Page* page) {
  const cairo_rectangle_t extents = {0.0, 0.0, panel->width, panel->height};
  cairo_surface_t* surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &extents);
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

static void test_text_fits(void** state) {
  (void)state;
  language = NULL;
  fixture_each_state(panel_fits);
  for (unsigned i = 0; i < n_languages; ++i) {
    language = languages[i];
    fixture_each_state(panel_fits);
  }
  assert_int_equal(n_bad, 0);
}

static void check_typed(const char* tag, const char* symbol, const char* typed, double expected) {
  Fixture fixture;
  fixture_begin(&fixture, "bus-summer-stereo-8");
  panel_set_language(fixture.panel, language_find(tag));
  fixture_double_click(&fixture, fixture_face(&fixture, symbol));
  fixture_type(&fixture, typed);
  fixture_key(&fixture, PANEL_KEY_ENTER);
  if ((double)fabsf(fixture_value(&fixture, symbol) - (float)expected) > 1e-6) {
    fail_msg("\"%s\" in %s makes %s %g", typed, tag, symbol, (double)fixture_value(&fixture, symbol));
  }
  fixture_end(&fixture);
}

static void test_values_are_typed_in_any_language(void** state) {
  static const char* const tags[] = {"en", "de", "fr", "es"};
  (void)state;
  for (unsigned i = 0; i < sizeof tags / sizeof *tags; ++i) {
    check_typed(tags[i], "gain_2", "-6,5", -6.5);
    check_typed(tags[i], "gain_2", "-6.5 dB", -6.5);
    check_typed(tags[i], "delay_2", "1,25 ms", 1.25);
    check_typed(tags[i], "gain_2", "off", -90.0);
    check_typed(tags[i], "pan_2", "R 30", 0.3);
  }
  check_typed("de", "gain_2", "aus", -90.0);
  check_typed("de", "pan_2", "m", 0.0);
  check_typed("fr", "pan_2", "g 30", -0.3);
  check_typed("es", "pan_2", "d30", 0.3);
  check_typed("fr", "gain_2", "Arr\xC3\xAAt", -90.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_nothing_is_english),
    cmocka_unit_test(test_text_fits),
    cmocka_unit_test(test_values_are_typed_in_any_language),
  };
  return cmocka_run_group_tests_name("languages", tests, NULL, NULL);
}
