// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Words in other languages keep what the English ones promise: names are unique, short, and differ in their first
   letters. */

#include "common/languages/port_words.h"
#include "common/ports/families.h"
#include "common/ports/specs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
  STRIP_CHARACTERS = 15,  // of a name that a narrow mixer strip of Ardour shows
  NAME_CHARACTERS = 24,
  SHORT_NAME_CHARACTERS = 16  // as LV2 has it
};

static size_t count_characters(const char* text) {
  size_t n = 0;
  for (; *text; ++text) {
    n += ((unsigned char)*text & 0xc0) != 0x80;
  }
  return n;
}

/* Cuts a text after so many characters. */
static void cut(char* text, size_t n) {
  for (; *text; ++text) {
    if (((unsigned char)*text & 0xc0) != 0x80 && n-- == 0) {
      *text = '\0';
      return;
    }
  }
}

/* A text that a host shows of some variant, and what it was written from. */
typedef struct {
  const Language* language;
  PortWords words;
  char text[PORTS_TEXT_SIZE];
  char english[PORTS_TEXT_SIZE];
} Shown;

/* What is filled in is the same as in English. */
static void check_placeholders(const Language* language, const PortWords* words) {
  static const char* const placeholders[] = {"{n}", "{a}", "{A}"};
  const char* text = language_text(language, words->context, words->english);
  for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); ++i) {
    if (!strstr(text, placeholders[i]) != !strstr(words->english, placeholders[i])) {
      fail_msg("%s: \"%s\" is \"%s\", which differ in %s", language_tag(language), words->english, text,
               placeholders[i]);
    }
  }
}

static Shown shown_in(const Language* language, PortWords words) {
  check_placeholders(language, &words);
  Shown shown = {.language = language, .words = words};
  port_words_in(language, &words, shown.text);
  port_words_in(NULL, &words, shown.english);
  return shown;
}

static void check_name(const Shown* shown, size_t most) {
  const size_t n = count_characters(shown->text);
  if (n == 0 || n > most || strpbrk(shown->text, ":{}")) {
    fail_msg("%s: the %s \"%s\" is \"%s\", of %zu letters", language_tag(shown->language), shown->words.context,
             shown->english, shown->text, n);
  }
}

static void check_differ(const Shown* a, const Shown* b) {
  if (!strcmp(a->text, b->text)) {
    fail_msg("%s: \"%s\" and \"%s\" are both \"%s\"", language_tag(a->language), a->english, b->english, a->text);
  }
}

typedef void (*VariantCheck)(const Language* language, const PortFamily* family, const PortVariant* variant,
                             const Port* ports, unsigned n_ports);

static void check_all(VariantCheck check) {
  for (unsigned f = 0; f < n_families; ++f) {
    for (unsigned v = 0; v < families[f]->n_variants; ++v) {
      const PortVariant* variant = &families[f]->variants[v];
      unsigned n_ports;
      Port* ports = ports_new(families[f], variant, &n_ports);
      assert_non_null(ports);
      for (unsigned i = 0; i < n_languages; ++i) {
        check(languages[i], families[f], variant, ports, n_ports);
      }
      free(ports);
    }
  }
}

/* Those of a language, in place of the English ones, for all ports of a variant; to be freed. */
static Shown* all_shown(const Language* language, const Port* ports, unsigned n_ports,
                        PortWords (*words)(const Port* port)) {
  Shown* all = (Shown*)calloc(n_ports, sizeof(Shown));
  assert_non_null(all);
  for (unsigned i = 0; i < n_ports; ++i) {
    all[i] = shown_in(language, words(&ports[i]));
  }
  return all;
}

static void check_names(const Language* language, const PortFamily* family, const PortVariant* variant,
                        const Port* ports, unsigned n_ports) {
  (void)family, (void)variant;
  Shown* names = all_shown(language, ports, n_ports, port_name_words);
  for (unsigned i = 0; i < n_ports; ++i) {
    check_name(&names[i], NAME_CHARACTERS);
    for (unsigned k = 0; k < i; ++k) {
      check_differ(&names[i], &names[k]);
    }
  }
  free(names);
}

static void test_names_are_unique_and_short(void** state) {
  (void)state;
  check_all(check_names);
}

static void check_cut_names(const Language* language, const PortFamily* family, const PortVariant* variant,
                            const Port* ports, unsigned n_ports) {
  (void)family, (void)variant;
  Shown* names = all_shown(language, ports, n_ports, port_name_words);
  for (unsigned i = 0; i < n_ports; ++i) {
    cut(names[i].text, STRIP_CHARACTERS);
    for (unsigned k = 0; k < i && ports[i].spec->kind == PORT_CONTROL_IN; ++k) {
      check_differ(&names[i], &names[k]);
    }
  }
  free(names);
}

static void test_first_letters_of_controls_differ(void** state) {
  (void)state;
  check_all(check_cut_names);
}

static void check_short_names(const Language* language, const PortFamily* family, const PortVariant* variant,
                              const Port* ports, unsigned n_ports) {
  (void)family, (void)variant;
  Shown* names = all_shown(language, ports, n_ports, port_short_name_words);
  for (unsigned i = 0; i < n_ports; ++i) {
    check_name(&names[i], SHORT_NAME_CHARACTERS);
    for (unsigned k = 0; k < i; ++k) {
      if (strcmp(names[i].english, names[k].english) != 0) {
        check_differ(&names[i], &names[k]);
      }
    }
  }
  free(names);
}

static void test_short_names_are_unique_and_shorter(void** state) {
  (void)state;
  check_all(check_short_names);
}

static void check_comments(const Language* language, const PortFamily* family, const PortVariant* variant,
                           const Port* ports, unsigned n_ports) {
  (void)family, (void)variant;
  for (unsigned i = 0; i < n_ports; ++i) {
    const Shown comment = shown_in(language, port_comment_words(&ports[i]));
    const size_t length = strlen(comment.text);
    if (length + 1 >= PORTS_TEXT_SIZE || comment.text[length - 1] != '.' || strpbrk(comment.text, "{}")) {
      fail_msg("%s: the comment \"%s\" is \"%s\"", language_tag(language), comment.english, comment.text);
    }
  }
}

static void test_comments_are_whole_sentences(void** state) {
  (void)state;
  check_all(check_comments);
}

static void check_groups(const Language* language, const PortFamily* family, const PortVariant* variant,
                         const Port* ports, unsigned n_ports) {
  (void)ports, (void)n_ports;
  Shown names[PORTS_MAX_SECTIONS * PORTS_MAX_COPIES];
  unsigned n = 0;
  for (unsigned s = 0; s < family->n_sections; ++s) {
    for (unsigned copy = 0; family->sections[s].name && copy < variant->shape[s].copies; ++copy) {
      names[n] = shown_in(language, group_name_words(&family->sections[s], copy));
      check_name(&names[n], NAME_CHARACTERS);
      for (unsigned k = 0; k < n; ++k) {
        if (strcmp(names[n].english, names[k].english) != 0) {
          check_differ(&names[n], &names[k]);
        }
      }
      ++n;
    }
  }
}

static void test_groups_are_told_apart(void** state) {
  (void)state;
  check_all(check_groups);
}

static void check_points(const Language* language, const PortFamily* family, const PortVariant* variant,
                         const Port* ports, unsigned n_ports) {
  (void)family, (void)variant;
  for (unsigned i = 0; i < n_ports; ++i) {
    const PortSpec* spec = ports[i].spec;
    for (const ScalePoint* a = spec->points; a && a->label; ++a) {
      const Shown shown = shown_in(language, (PortWords){scale_point_context(spec), a->label, 0, NULL});
      check_name(&shown, NAME_CHARACTERS);
      for (const ScalePoint* b = spec->points; b != a; ++b) {
        const Shown other = shown_in(language, (PortWords){scale_point_context(spec), b->label, 0, NULL});
        check_differ(&shown, &other);
      }
    }
  }
}

static void test_values_are_told_apart(void** state) {
  (void)state;
  check_all(check_points);
}

static void check_title(const Language* language, const PortFamily* family, const PortVariant* variant,
                        const Port* ports, unsigned n_ports) {
  (void)family, (void)ports, (void)n_ports;
  static const char suffix[] = " (Signalbox)";
  const Shown title = shown_in(language, (PortWords){"plugin", variant->title, 0, NULL});
  check_name(&title, count_characters(variant->title) * 3 / 2);
  const size_t length = strlen(title.text);
  assert_true(length > sizeof(suffix));
  assert_string_equal(title.text + length - (sizeof(suffix) - 1), suffix);
  for (unsigned f = 0; f < n_families; ++f) {
    for (unsigned v = 0; v < families[f]->n_variants; ++v) {
      const Shown other = shown_in(language, (PortWords){"plugin", families[f]->variants[v].title, 0, NULL});
      if (&families[f]->variants[v] != variant) {
        check_differ(&title, &other);
      }
    }
  }
}

static void test_titles_are_unique_and_signed(void** state) {
  (void)state;
  check_all(check_title);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_names_are_unique_and_short),
    cmocka_unit_test(test_first_letters_of_controls_differ),
    cmocka_unit_test(test_short_names_are_unique_and_shorter),
    cmocka_unit_test(test_comments_are_whole_sentences),
    cmocka_unit_test(test_groups_are_told_apart),
    cmocka_unit_test(test_values_are_told_apart),
    cmocka_unit_test(test_titles_are_unique_and_signed),
  };
  return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
