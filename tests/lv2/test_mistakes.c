// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Mistakes of routing, made and mended while music plays: each is named within a second, or, where some seconds of
   silence define it (see common/dsp/status_monitor.h), within a second of these; it stays named, and is gone within a
   second of its mending. Nothing else is named before, nor after. */

#include "common/ports/status.h"
#include "tests/lv2/material.h"
#include "tests/lv2/recording.h"

#include <math.h>
#include <string.h>

enum { SOURCES = 4, BLOCK_FRAMES = 441, BLOCKS_PER_SECOND = 100, PHASES = 3 };

/* In blocks: when the mistake is made and mended, and the end; and what the pauses last that may begin a phase. */
enum {
  MADE = 250,
  MENDED = MADE + 500,
  END = MENDED + 400,
  PAUSE_MADE = 150,
  PAUSE_MENDED = 50,
  N_FRAMES = END * BLOCK_FRAMES,
};

/* Of each source; low enough for four of them to be added at the highest of the levels. */
#define SOURCE_PEAK 0.12f

static const char* const sources[SOURCES] = {"loop_amen", "loop_compus", "loop_garzul", "loop_industrial"};

typedef enum { PLAIN, WHILE_CLIPPING, IN_A_PAUSE, UNPLUGGED, CONTEXTS } Context;

static const char* const context_names[CONTEXTS] = {"", " while something clips", " in a pause",
                                                    ", mended by unplugging"};

/* What is wrong while a mistake lasts. */
typedef enum { COPIED, TURNED_AROUND, RIGHT_MISSING, TOO_LOUD, NOTHING_IN } Mistake;

/* A mistake, and what it is called after how many blocks (of those that define it). */
static const struct {
  Mistake mistake;
  Status status;
  unsigned named_blocks, gone_blocks;
} mistakes[] = {
  {COPIED, STATUS_DUPLICATE, 0, 0},          {TURNED_AROUND, STATUS_CANCELLING, 0, 0},
  {RIGHT_MISSING, STATUS_ONE_SIDED, 200, 0}, {TOO_LOUD, STATUS_CLIPPING, 0, 200},
  {NOTHING_IN, STATUS_SILENT, 200, 0},
};

enum { N_MISTAKES = sizeof(mistakes) / sizeof(mistakes[0]) };

static const double levels_db[] = {-30.0, -18.0, -6.0, 0.0, 6.0};

enum { N_LEVELS = sizeof(levels_db) / sizeof(levels_db[0]) };

typedef struct {
  const Subject* subject;
  Instance* instance;
  Recording* recording;
  Wav* source[SOURCES];
  unsigned char status[END];  // at the end of each block
} Fixture;

static bool has_pairs(const Subject* subject) {
  return !strcmp(subject->family->name, "bus_summer") || !strcmp(subject->family->name, "aux_return");
}

/* Which programme an input carries, and whether it is the right side of a stereo one: main, keys, what comes back and
   strips in their order. */
typedef struct {
  unsigned programme;
  bool is_right;
} Feed;

static Feed feed_of(const Subject* subject, uint32_t input) {
  uint32_t n = 0;
  unsigned programme = 0;
  for (unsigned i = 0; i < subject->n_ports; ++i) {
    const Port* port = &subject->ports[i];
    if (port->spec->kind != PORT_AUDIO_IN) {
      continue;
    }
    if (n == input) {
      return (Feed){programme, port->channel == 1};
    }
    programme += port->channel + 1 == port->channels;
    ++n;
  }
  return (Feed){SOURCES, false};
}

/* A frame of a programme: each side has some of another source of its own. */
static float programme_at(const Fixture* fixture, unsigned programme, bool is_right, uint64_t at) {
  const float own = fixture->source[programme % SOURCES]->channels[0][at];
  const float other = fixture->source[(programme + 1) % SOURCES]->channels[0][at];
  return is_right ? 0.7f * own + 0.3f * other : own;
}

/* A frame of an input while the mistake is made, or not. */
static float sample_at(const Fixture* fixture, Feed feed, const Mistake* mistake, float level, uint64_t at) {
  const float plain = programme_at(fixture, feed.programme, feed.is_right, at);
  if (!mistake) {
    return plain;
  }
  switch (*mistake) {
    case COPIED:
    case TURNED_AROUND: {
      const float copy = programme_at(fixture, 0, feed.is_right, at);
      return feed.programme != 1 ? plain : *mistake == COPIED ? level * copy : -level * copy;
    }
    case RIGHT_MISSING:
      return feed.is_right ? 0.0f : level * plain;
    case TOO_LOUD:
      return level / SOURCE_PEAK * plain;
    case NOTHING_IN:
    default:
      return 0.0f;
  }
}

/* Whether nothing comes in on a programme: in a pause on none, and unplugged on that which was the copy. */
static bool is_silent(Context context, unsigned programme, unsigned block) {
  const bool is_pause = (block >= MADE && block < MADE + PAUSE_MADE) ||
                        (block >= MENDED && block < MENDED + PAUSE_MENDED);
  return (context == IN_A_PAUSE && is_pause) || (context == UNPLUGGED && programme == 1 && block >= MENDED);
}

static void fill(const Fixture* fixture, Mistake mistake, double level_db, Context context) {
  const float level = (float)pow(10.0, level_db / 20.0);
  for (uint32_t i = 0; i < fixture->recording->n_inputs; ++i) {
    const Feed feed = feed_of(fixture->subject, i);
    for (uint32_t at = 0; at < N_FRAMES; ++at) {
      const unsigned block = at / BLOCK_FRAMES;
      const bool is_made = block >= MADE && block < MENDED;
      float sample = 0.0f;
      if (feed.programme < SOURCES && !is_silent(context, feed.programme, block)) {
        sample = sample_at(fixture, feed, is_made ? &mistake : NULL, level, at);
        sample *= context == WHILE_CLIPPING ? 1.5f / SOURCE_PEAK : 1.0f;
      }
      fixture->recording->in[i][at] = sample;
    }
  }
}

static void read_status(void* user, Instance* instance, uint64_t n_done) {
  Fixture* fixture = (Fixture*)user;
  fixture->status[n_done / BLOCK_FRAMES - 1] = (unsigned char)instance_get_named(instance, "status");
}

/* All that is panned, to the left, while the mistake lasts: how a mono strip comes to be on one side. */
static size_t pan_all(const Subject* subject, ControlChange* changes, size_t most) {
  size_t n = 0;
  for (unsigned turn = 0; turn < 2; ++turn) {
    for (unsigned i = 0; i < subject->n_ports && n < most; ++i) {
      if (!strncmp(subject->ports[i].spec->symbol, "pan_{", 5)) {
        changes[n++] = (ControlChange){(turn ? MENDED : MADE) * BLOCK_FRAMES, i, turn ? 0.0f : -1.0f};
      }
    }
  }
  return n;
}

static void check_mistake(Fixture* fixture, unsigned m, double level_db, Context context) {
  ControlChange changes[64];
  Render plan = {.block_frames = BLOCK_FRAMES, .after_block = read_status, .user = fixture, .changes = changes};
  const Status base = context == WHILE_CLIPPING ? STATUS_CLIPPING : STATUS_OK;
  const Status status = mistakes[m].status;
  suite_note("status %d at %g dB%s", (int)status, level_db, context_names[context]);
  if (mistakes[m].mistake == RIGHT_MISSING) {
    plan.n_changes = pan_all(fixture->subject, changes, sizeof(changes) / sizeof(changes[0]));
  }
  fill(fixture, mistakes[m].mistake, level_db, context);
  instance_reset(fixture->instance);
  recording_render(fixture->recording, fixture->instance, &plan);
  unsigned named = END, gone = 0;
  for (unsigned block = 0; block < END; ++block) {
    const bool is_named = fixture->status[block] == status;
    named = is_named && named == END ? block : named;
    gone = is_named ? block + 1 : gone;
  }
  const unsigned from = MADE + (context == IN_A_PAUSE ? PAUSE_MADE : 0);
  CHECK(fixture->status[MADE - 1] == base, "says %d before it is made", (int)fixture->status[MADE - 1]);
  CHECK(named >= MADE, "is named %.2f s before it is made", (MADE - named) / (double)BLOCKS_PER_SECOND);
  CHECK(named < END, "is never named; says %d", (int)fixture->status[MENDED - 1]);
  CHECK(named < from + mistakes[m].named_blocks + BLOCKS_PER_SECOND, "is named after %.2f s",
        ((int)named - (int)from) / (double)BLOCKS_PER_SECOND);
  for (unsigned block = named; block < MENDED; ++block) {
    CHECK(fixture->status[block] == status, "becomes %d while it lasts", (int)fixture->status[block]);
  }
  CHECK(gone <= MENDED + mistakes[m].gone_blocks + BLOCKS_PER_SECOND, "is still named %.2f s after it is mended",
        ((int)gone - MENDED) / (double)BLOCKS_PER_SECOND);
  CHECK(fixture->status[END - 1] == base, "leaves %d", (int)fixture->status[END - 1]);
}

/* What can be wrong with a variant, and be told while something else is. */
static bool applies(const Fixture* fixture, unsigned m, double level_db, Context context) {
  const Subject* subject = fixture->subject;
  const bool is_stereo = instance_find(fixture->instance, "meter_r") != UINT32_MAX ||
                         instance_find(fixture->instance, "in_r") != UINT32_MAX;
  switch (mistakes[m].mistake) {
    case COPIED:
    case TURNED_AROUND:
      return has_pairs(subject);
    case RIGHT_MISSING:
      return is_stereo && context == PLAIN;
    case TOO_LOUD:
      return level_db > 0.0 && context == PLAIN;
    case NOTHING_IN:
    default:
      return level_db == 0.0 && context == PLAIN;
  }
}

static void test_mistakes_are_named_and_gone_in_time(const Subject* subject) {
  Fixture fixture = {.subject = subject, .instance = suite_instance(subject, MATERIAL_RATE_HZ, BLOCK_FRAMES)};
  fixture.recording = recording_new(fixture.instance, N_FRAMES);
  for (unsigned s = 0; s < SOURCES; ++s) {
    fixture.source[s] = material_loop(sources[s], N_FRAMES / MATERIAL_RATE_HZ + 0.1);
    material_set_peak_db(fixture.source[s], 20.0 * log10((double)SOURCE_PEAK));
  }
  for (unsigned m = 0; m < N_MISTAKES; ++m) {
    for (unsigned l = 0; l < N_LEVELS; ++l) {
      for (Context context = PLAIN; context < CONTEXTS; ++context) {
        if (applies(&fixture, m, levels_db[l], context)) {
          check_mistake(&fixture, m, levels_db[l], context);
        }
      }
    }
  }
  for (unsigned s = 0; s < SOURCES; ++s) {
    wav_free(fixture.source[s]);
  }
  recording_free(fixture.recording);
  instance_free(fixture.instance);
}

int main(void) {
  const SuiteTest tests[] = {{"mistakes are named and gone in time", test_mistakes_are_named_and_gone_in_time}};
  return suite_run(tests, sizeof(tests) / sizeof(tests[0]));
}
