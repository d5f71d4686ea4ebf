// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/setup.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_SIZE = 64 };

typedef struct {
  char pattern[WORD_SIZE];
  float ends[2];
  bool moves;
} Word;

/* The next word of a text; false at its end, and where it cannot be read. */
static bool next_word(const char** text, Word* word) {
  int length = 0;
  if (sscanf(*text, " %63[^= ]=%n", word->pattern, &length) < 1 || !length) {
    return false;
  }
  const char* number = *text + length;
  char* end;
  word->ends[0] = word->ends[1] = strtof(number, &end);
  word->moves = end != number && *end == ':';
  if (word->moves) {
    number = end + 1;
    word->ends[1] = strtof(number, &end);
  }
  *text = end;
  return end != number && (*end == ' ' || *end == '\0');
}

static bool matches(const Instance* instance, uint32_t port, const Word* word) {
  const HostPort* found = instance_port(instance, port);
  return found->kind == HOST_PORT_CONTROL && found->is_input && !fnmatch(word->pattern, found->symbol, 0);
}

bool setup_apply(Instance* instance, const char* text, HostError* error) {
  Word word;
  while (*text) {
    if (!next_word(&text, &word)) {
      return host_fail(error, "A setup cannot be read up to here: %s", text);
    }
    bool found = false;
    for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
      if (matches(instance, i, &word)) {
        instance_set(instance, i, word.ends[0]);
        found = true;
      }
    }
    if (!found) {
      return host_fail(error, "%s has no control %s: is it another version?",
                       lilv_node_as_uri(lilv_plugin_get_uri(instance_plugin(instance))), word.pattern);
    }
  }
  return true;
}

unsigned setup_moving(Instance* instance, const char* text, Moving moving[SETUP_MOST_MOVING]) {
  unsigned n = 0;
  Word word;
  while (next_word(&text, &word)) {
    for (uint32_t i = 0; i < instance_n_ports(instance); ++i) {
      if (word.moves && n < SETUP_MOST_MOVING && matches(instance, i, &word)) {
        moving[n++] = (Moving){instance_value(instance, i), {word.ends[0], word.ends[1]}};
      }
    }
  }
  return n;
}
