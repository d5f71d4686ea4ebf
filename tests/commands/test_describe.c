// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What is wrong in a preset's source is said in a sentence that names the preset or the file; no bundle is touched. */

#include "tests/commands/scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PREFIXES                                          \
  "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"      \
  "@prefix pset: <http://lv2plug.in/ns/ext/presets#> .\n" \
  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
#define BANK "<urn:signalbox:bank:drums> a pset:Bank ; rdfs:label \"Drums\" .\n"
#define NAMES "rdfs:label \"Test\" ; rdfs:comment \"To test.\" ; pset:bank <urn:signalbox:bank:drums>"
#define PRESET(PLUGIN, PORTS)                                                                                          \
  PREFIXES BANK "<urn:signalbox:preset:test> a pset:Preset ; lv2:appliesTo <" PLUGIN "> ; " NAMES " ; lv2:port " PORTS \
                " .\n"
#define SEND "urn:signalbox:aux-send-mono"
#define LEVEL "[ lv2:symbol \"send_level_1\" ; pset:value -3.0 ]"

/* What is wrong, and words of the sentence that must say so. */
static const struct {
  const char *text, *words[3];
} mistakes[] = {
  {"this is no Turtle", {"test.ttl is not Turtle from line 1"}},
  {PRESET(SEND, "[ lv2:symbol"), {"test.ttl is not Turtle from line"}},
  {PREFIXES "<urn:signalbox:preset:test> a preset:Preset .\n", {"test.ttl uses the name preset:Preset", "prefix"}},
  {PRESET("urn:signalbox:no-such-plugin", LEVEL), {"preset urn:signalbox:preset:test", "no plugin of the suite"}},
  {PRESET(SEND, "[ lv2:symbol \"send_levle_1\" ; pset:value -3.0 ]"),
   {"preset urn:signalbox:preset:test", "send_levle_1"}},
  {PRESET(SEND, "[ lv2:symbol \"meter\" ; pset:value -3.0 ]"), {"preset urn:signalbox:preset:test", "meter"}},
  {PRESET(SEND, "[ lv2:symbol \"enabled\" ; pset:value 0 ]"), {"preset urn:signalbox:preset:test", "enabled"}},
  {PRESET(SEND, "[ lv2:symbol \"send_level_1\" ; pset:value 13.0 ]"), {"send_level_1 is 13", "-90 and 12"}},
  {PRESET(SEND, "[ lv2:symbol \"send_level_1\" ; pset:value \"loud\" ]"), {"send_level_1", "\"loud\""}},
  {PRESET(SEND, "[ lv2:symbol \"send_level_1\" ; pset:value \"NaN\"^^<http://www.w3.org/2001/XMLSchema#float> ]"),
   {"send_level_1 is nan"}},
  {PRESET(SEND, "[ lv2:symbol \"send_level_1\" ]"), {"send_level_1", "pset:value"}},
  {PRESET(SEND, LEVEL " , [ lv2:symbol \"send_level_1\" ; pset:value -4.0 ]"), {"send_level_1", "twice"}},
  {PREFIXES "<urn:signalbox:preset:test> a pset:Preset ; lv2:appliesTo <" SEND "> ; lv2:port " LEVEL " .\n",
   {"preset urn:signalbox:preset:test", "rdfs:label"}},
};

/* Runs `describe` on a folder whose bundle holds an old manifest; its exit status. */
static int describe(const Scratch* scratch, const char* text, char said[SCRATCH_TEXT_SIZE]) {
  scratch_write(scratch, "presets/test.ttl", text);
  scratch_write(scratch, "bundle/manifest.ttl", "# old\n");
  return scratch_run(said, "%s/describe 1.2.3 %s/presets %s/ttl %s/bundle", scratch_environment("SIGNALBOX_BUILD"),
                     scratch->path, scratch_environment("SIGNALBOX_TOP"), scratch->path);
}

static void test_valid_presets_are_described(void** state) {
  (void)state;
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  assert_int_equal(describe(&scratch, PRESET(SEND, LEVEL), said), 0);
  assert_string_equal(said, "");
  scratch_read(&scratch, "bundle/manifest.ttl", said);
  assert_string_not_equal(said, "# old\n");
  scratch_list(&scratch, "bundle", said);
  assert_non_null(strstr(said, "aux_send_presets.ttl\n"));
  assert_null(strstr(said, ".part"));
  scratch_remove(&scratch);
}

static void test_mistakes_are_reported(void** state) {
  (void)state;
  for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); ++i) {
    char said[SCRATCH_TEXT_SIZE];
    const Scratch scratch = scratch_new();
    assert_int_equal(describe(&scratch, mistakes[i].text, said), 1);
    scratch_assert_says(said, mistakes[i].words);
    scratch_list(&scratch, "bundle", said);
    assert_string_equal(said, "manifest.ttl\n");
    scratch_read(&scratch, "bundle/manifest.ttl", said);
    assert_string_equal(said, "# old\n");
    scratch_remove(&scratch);
  }
}

static void test_folder_that_cannot_be_written(void** state) {
  (void)state;
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  scratch_write(&scratch, "presets/test.ttl", PRESET(SEND, LEVEL));
  assert_int_equal(scratch_run(said, "%s/describe 1.2.3 %s/presets %s/ttl %s/nowhere",
                               scratch_environment("SIGNALBOX_BUILD"), scratch.path,
                               scratch_environment("SIGNALBOX_TOP"), scratch.path),
                   1);
  scratch_assert_says(said, (const char* const[3]){"nowhere/manifest.ttl cannot be written"});
  scratch_remove(&scratch);
}

static void test_prose_that_is_missing(void** state) {
  (void)state;
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  scratch_write(&scratch, "presets/test.ttl", PRESET(SEND, LEVEL));
  scratch_write(&scratch, "bundle/manifest.ttl", "# old\n");
  assert_int_equal(scratch_run(said, "%s/describe 1.2.3 %s/presets %s/bundle %s/bundle",
                               scratch_environment("SIGNALBOX_BUILD"), scratch.path, scratch.path, scratch.path),
                   1);
  scratch_assert_says(said, (const char* const[3]){"_about.ttl"});
  scratch_read(&scratch, "bundle/manifest.ttl", said);
  assert_string_equal(said, "# old\n");
  scratch_remove(&scratch);
}

/* LV2 has two numbers, and takes odd ones for plugins that are not released. */
static void test_version_is_in_the_manifest(void** state) {
  (void)state;
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  assert_int_equal(describe(&scratch, PRESET(SEND, LEVEL), said), 0);
  scratch_read(&scratch, "bundle/manifest.ttl", said);
  assert_non_null(strstr(said, "lv2:minorVersion 204 ;"));
  assert_non_null(strstr(said, "lv2:microVersion 6 ;"));
  scratch_remove(&scratch);
}

static void test_no_version(void** state) {
  (void)state;
  static const char* const versions[] = {"1.2", "1.2.3.4", "new", "1.100.0"};
  for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); ++i) {
    char said[SCRATCH_TEXT_SIZE];
    const Scratch scratch = scratch_new();
    scratch_write(&scratch, "presets/test.ttl", PRESET(SEND, LEVEL));
    scratch_write(&scratch, "bundle/manifest.ttl", "# old\n");
    assert_int_equal(scratch_run(said, "%s/describe %s %s/presets %s/ttl %s/bundle",
                                 scratch_environment("SIGNALBOX_BUILD"), versions[i], scratch.path,
                                 scratch_environment("SIGNALBOX_TOP"), scratch.path),
                     1);
    scratch_assert_says(said, (const char* const[3]){versions[i], "is no version"});
    scratch_read(&scratch, "bundle/manifest.ttl", said);
    assert_string_equal(said, "# old\n");
    scratch_remove(&scratch);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_valid_presets_are_described),   cmocka_unit_test(test_mistakes_are_reported),
    cmocka_unit_test(test_folder_that_cannot_be_written), cmocka_unit_test(test_prose_that_is_missing),
    cmocka_unit_test(test_version_is_in_the_manifest),    cmocka_unit_test(test_no_version),
  };
  return cmocka_run_group_tests_name("describe", tests, NULL, NULL);
}
