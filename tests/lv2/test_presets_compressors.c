// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The presets of the parallel compressor do what their names say, at the loudness of what goes in: each is played real
   loops of the kind that it names, and what it makes of them is measured. What is printed on the way is the table of
   what they do. */

#include "common/ports/ranges.h"
#include "tests/lv2/compressor_work.h"
#include "tests/lv2/dynamics_change.h"
#include "tests/lv2/fixture.h"
#include "tests/lv2/material.h"
#include "tests/lv2/preset_render.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/near.h"

enum { MAX_LOOPS = 5 };

/* All have some room between their hits. */
#define DRUMS \
  { "loop_amen", "loop_garzul", "loop_industrial", "loop_mika" }
#define DRUMS_AND_A_DENSE_LOOP \
  { "loop_amen", "loop_garzul", "loop_industrial", "loop_mika", "loop_breakbeat" }
/* All die away. */
#define BASSES \
  { "bass_woodsy_c", "bass_thick_c", "bass_trance_c", "bass_drop_c" }
#define VOICES \
  { MATERIAL_VOICE, MATERIAL_VOICE "en+f1", MATERIAL_VOICE "en+m4", MATERIAL_VOICE "en+croak" }
#define STRINGS \
  { "guit_e_fifths", "guit_e_slide", "guit_harmonics", "ambi_piano" }
#define MIXES \
  { MATERIAL_MIX "-dark", MATERIAL_MIX "-open", MATERIAL_MIX "-wide", MATERIAL_MIX }

typedef struct {
  double least, most;
} Interval;

#define NOT_PROMISED \
  { 0.0, 0.0 }

/* What a preset promises by its name, on every loop; see DynamicsChange. Presets without a promise of lift make a part
   of the spectrum heavier. */
typedef struct {
  const char* preset;
  const char* loops[MAX_LOOPS];  // up to the first NULL
  Interval lift_db;              // of a preset on an aux: beside the dry signal
  Interval reduction_db;         // on average
  Interval crest_db;             // sharper hits are above 0, crushed ones not
  Interval tilt_db;
  Interval highs_db;
} Promise;

static const Promise promises[] = {
  {"drums-gentle", DRUMS, {0.5, 1.5}, {3.0, 6.0}, {0.0, 2.0}, NOT_PROMISED, NOT_PROMISED},
  {"drums-punch", DRUMS, {1.5, 2.5}, {5.0, 8.0}, {0.0, 3.5}, NOT_PROMISED, NOT_PROMISED},
  {"drums-smash-under", DRUMS, {3.0, 5.0}, {8.0, 13.0}, {-2.0, 0.5}, NOT_PROMISED, NOT_PROMISED},
  {"drums-room-lift", DRUMS, {5.0, 7.0}, {15.0, 20.0}, {-2.0, 0.5}, NOT_PROMISED, NOT_PROMISED},
  {"drums-low-weight", DRUMS, NOT_PROMISED, {9.0, 12.0}, {-2.0, 1.0}, {4.0, 6.0}, NOT_PROMISED},
  {"drums-dark-smash", DRUMS, {2.5, 5.5}, {10.0, 15.0}, {-2.0, 0.5}, NOT_PROMISED, {-3.0, -0.5}},
  {"drums-new-york-on-an-aux", DRUMS, {3.0, 5.0}, {12.0, 18.0}, {-2.0, 1.5}, NOT_PROMISED, NOT_PROMISED},
  {"drums-punch-on-an-aux", DRUMS, {1.5, 2.5}, {5.0, 8.0}, {0.0, 3.5}, NOT_PROMISED, NOT_PROMISED},
  {"drums-dark-on-an-aux", DRUMS, {2.5, 5.5}, {11.0, 16.0}, {-2.0, 2.0}, NOT_PROMISED, {-3.0, -0.5}},
  {"bass-even", BASSES, {1.5, 3.5}, {8.0, 10.0}, {-1.0, 3.0}, NOT_PROMISED, NOT_PROMISED},
  {"bass-growl", BASSES, NOT_PROMISED, {6.0, 14.0}, {0.0, 6.0}, {-7.0, -3.0}, NOT_PROMISED},
  {"bass-even-on-an-aux", BASSES, {1.5, 3.5}, {8.0, 10.0}, {-1.0, 3.0}, NOT_PROMISED, NOT_PROMISED},
  {"vocals-present", VOICES, {2.5, 3.5}, {10.0, 15.0}, {-1.0, 0.0}, NOT_PROMISED, NOT_PROMISED},
  {"vocals-present-on-an-aux", VOICES, {2.5, 3.5}, {10.0, 15.0}, {-1.0, 0.0}, NOT_PROMISED, NOT_PROMISED},
  {"vocals-whisper-lift", VOICES, {5.0, 7.0}, {20.0, 26.0}, {-1.5, 0.0}, NOT_PROMISED, NOT_PROMISED},
  {"vocals-air", VOICES, NOT_PROMISED, {9.0, 11.0}, {-1.0, 0.0}, {-4.0, -2.5}, {2.5, 4.0}},
  {"guitars-and-keys-body", STRINGS, {2.5, 5.0}, {1.5, 6.5}, {-1.0, 1.0}, NOT_PROMISED, NOT_PROMISED},
  {"guitars-and-keys-strum", STRINGS, {4.0, 5.5}, {2.0, 8.0}, {-0.5, 1.5}, NOT_PROMISED, NOT_PROMISED},
  {"mix-bus-glue-beside", MIXES, {0.2, 1.2}, {3.0, 6.0}, {-1.0, 1.0}, NOT_PROMISED, NOT_PROMISED},
  {"mix-bus-denser-same-loudness", MIXES, {0.5, 2.5}, {6.0, 8.5}, {-2.0, 0.0}, NOT_PROMISED, NOT_PROMISED},
  {"mix-bus-rear-bus-on-an-aux", MIXES, {0.1, 0.8}, {4.0, 6.0}, {-1.0, 0.5}, NOT_PROMISED, NOT_PROMISED},
  {"voice-over-steady", VOICES, {3.0, 4.5}, {12.0, 15.0}, {-1.0, 0.0}, NOT_PROMISED, NOT_PROMISED},
};

enum { N_PROMISES = sizeof(promises) / sizeof(promises[0]) };

static double lift_of(const char* preset, const char* loop, double louder_db, double threshold_db) {
  CompressorWork work = {.preset = preset, .loop = loop, .louder_db = louder_db, .threshold_db = threshold_db};
  compressor_work_run(&work);
  const double lift_db = dynamics_lift_db(work.before, work.after, work.n_frames);
  compressor_work_close(&work);
  return lift_db;
}

static bool is_promised(Interval interval) {
  return interval.least < interval.most;
}

static void check_promise(const char* preset, const char* what, double value, Interval interval) {
  if (is_promised(interval) && !(value >= interval.least && value <= interval.most)) {
    print_error("%s: %s is %.2f dB, not within %g and %g\n", preset, what, value, interval.least, interval.most);
    fail();
  }
}

static void check_loop(const Promise* row, const char* loop) {
  CompressorWork work = {.preset = row->preset, .loop = loop};
  compressor_work_run(&work);
  const DynamicsChange change = dynamics_change(work.before, work.after, work.n_frames);
  const double reduction_db = -work.render.mean_db;
  print_message("# %-30s %-16s quiet parts %+4.1f dB, crest %+4.1f dB, lows %+4.1f dB, highs %+4.1f dB, turned down by "
                "%4.1f dB, %+4.1f LU\n",
                row->preset, loop, change.lift_db, change.crest_db, change.tilt_db, change.highs_db, reduction_db,
                change.loudness_lu);
  check_promise(row->preset, "the lift of quiet parts", change.lift_db, row->lift_db);
  check_promise(row->preset, "the mean reduction", reduction_db, row->reduction_db);
  check_promise(row->preset, "the change of crest", change.crest_db, row->crest_db);
  check_promise(row->preset, "the lows against the highs", change.tilt_db, row->tilt_db);
  check_promise(row->preset, "the change of highs", change.highs_db, row->highs_db);
  if (!compressor_is_on_aux(row->preset)) {
    assert_near(change.loudness_lu, 0.0, 0.5);
  }
  compressor_work_close(&work);
}

static void test_presets_keep_their_promises(void** state) {
  (void)state;
  for (unsigned p = 0; p < N_PROMISES; ++p) {
    for (unsigned l = 0; l < MAX_LOOPS && promises[p].loops[l]; ++l) {
      check_loop(&promises[p], promises[p].loops[l]);
    }
  }
}

/* Of two whose names differ in strength, the first lifts more on every loop, the last of which has hardly any room. */
static void test_stronger_words_are_stronger(void** state) {
  (void)state;
  static const struct {
    const char *stronger, *weaker;
    const char* loops[MAX_LOOPS];
  } rows[] = {
    {"drums-room-lift", "drums-smash-under", DRUMS_AND_A_DENSE_LOOP},
    {"drums-smash-under", "drums-punch", DRUMS_AND_A_DENSE_LOOP},
    {"drums-punch", "drums-gentle", DRUMS_AND_A_DENSE_LOOP},
    {"drums-new-york-on-an-aux", "drums-punch-on-an-aux", DRUMS_AND_A_DENSE_LOOP},
    {"vocals-whisper-lift", "vocals-present", VOICES},
    {"mix-bus-denser-same-loudness", "mix-bus-glue-beside", MIXES},
    {"mix-bus-denser-same-loudness", "mix-bus-rear-bus-on-an-aux", MIXES},
  };
  for (unsigned r = 0; r < sizeof(rows) / sizeof(rows[0]); ++r) {
    for (unsigned l = 0; l < MAX_LOOPS && rows[r].loops[l]; ++l) {
      const double strong_db = lift_of(rows[r].stronger, rows[r].loops[l], 0.0, 0.0);
      const double weak_db = lift_of(rows[r].weaker, rows[r].loops[l], 0.0, 0.0);
      if (!(strong_db > 1.2 * weak_db && weak_db > 0.0)) {
        print_error("On %s, %s lifts by %.2f dB and %s by %.2f dB\n", rows[r].loops[l], rows[r].stronger, strong_db,
                    rows[r].weaker, weak_db);
        fail();
      }
    }
  }
}

/* What the comments say of other levels. */
static void test_presets_work_at_other_levels(void** state) {
  (void)state;
  for (unsigned p = 0; p < N_PROMISES; ++p) {
    const Promise* row = &promises[p];
    const double lift_db = lift_of(row->preset, row->loops[0], 0.0, 0.0);
    for (double louder_db = -6.0; louder_db <= 6.0; louder_db += 12.0) {
      const double other_db = lift_of(row->preset, row->loops[0], louder_db, 0.0);
      const double moved_db = lift_of(row->preset, row->loops[0], louder_db, louder_db);
      print_message(
        "# %-30s lifts by %+4.1f dB, of what is %+2.0f dB louder by %+4.1f dB, threshold moved by %+4.1f dB\n",
        row->preset, lift_db, louder_db, other_db, moved_db);
      assert_near(moved_db, lift_db, 0.05);
      if (is_promised(row->lift_db)) {
        check_promise(row->preset, "the lift at another level", other_db / lift_db, (Interval){0.6, 1.5});
      }
    }
  }
}

/* What a preset, with another control set where there is one, makes of a loop. */
static void render_with(PresetRender* render, const Wav* main, const char* preset, const char* symbol, float value) {
  *render = (PresetRender){.main = main};
  preset_render_open(render, fixture_host, COMPRESSOR_VARIANT, preset);
  if (symbol) {
    instance_set_named(render->instance, symbol, value);
  }
  preset_render_run(render);
}

/* Nothing of the dry signal comes through, and the copy is not late, as the dry signal elsewhere does not wait. */
static void test_on_an_aux_there_is_no_dry_signal(void** state) {
  (void)state;
  unsigned n_on_aux = 0;
  for (unsigned p = 0; p < N_PROMISES; ++p) {
    const char* preset = promises[p].preset;
    const Wav* main = compressor_loop(promises[p].loops[0]);
    const size_t size = main->n_frames * sizeof(float);
    PresetRender plain, wet, none;
    render_with(&plain, main, preset, NULL, 0.0f);
    render_with(&wet, main, preset, "listen", 1.0f);
    render_with(&none, main, preset, "wet_level", LEVEL_OFF_DB);
    if (compressor_is_on_aux(preset)) {
      assert_memory_equal(plain.out->channels[0], wet.out->channels[0], size);
      assert_true(material_peak_db(none.out->channels[0], main->n_frames) < -200.0);
      assert_int_equal(instance_latency_frames(plain.instance), 0);
      ++n_on_aux;
    } else {
      assert_true(material_peak_db(none.out->channels[0], main->n_frames) > -20.0);
    }
    preset_render_close(&plain);
    preset_render_close(&wet);
    preset_render_close(&none);
  }
  assert_true(n_on_aux >= 6);
}

static void test_the_wet_signal_is_heard_alone(void** state) {
  (void)state;
  Wav* quiet = material_tone(1000.0);
  material_set_peak_db(quiet, -60.0);
  PresetRender render = {.main = quiet};
  preset_render_open(&render, fixture_host, COMPRESSOR_VARIANT, "utility-hear-the-wet-alone");
  const double wet_db = (double)instance_get_named(render.instance, "wet_level");
  preset_render_run(&render);
  assert_near(material_rms_db(preset_render_output(&render, "out_l"), quiet->n_frames) -
                material_rms_db(quiet->channels[0], quiet->n_frames),
              wet_db, 0.01);
  preset_render_close(&render);
  wav_free(quiet);
}

static void test_every_preset_was_rendered(void** state) {
  (void)state;
  preset_render_check_all(fixture_host, "parallel-compressor");
}

static int close_all(void** state) {
  compressor_loops_free();
  return fixture_close(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_presets_keep_their_promises),   cmocka_unit_test(test_stronger_words_are_stronger),
    cmocka_unit_test(test_presets_work_at_other_levels),  cmocka_unit_test(test_on_an_aux_there_is_no_dry_signal),
    cmocka_unit_test(test_the_wet_signal_is_heard_alone), cmocka_unit_test(test_every_preset_was_rendered),
  };
  return cmocka_run_group_tests_name("presets_compressors", tests, fixture_open, close_all);
}
