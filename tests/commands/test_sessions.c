// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sessions: what is wrong in one route keeps all from being written, and what has been written stays as it was; and
   where Carla does not compensate delay, a splitter does. */

#include "tests/commands/scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                                               \
  "@prefix ingen: <http://drobilla.net/ns/ingen#> .\n@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"     \
  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"                                              \
  "<in> a lv2:InputPort ; lv2:index 0 ; lv2:name \"In <&> \\\"out\\\"\" .\n"                               \
  "<out> a lv2:OutputPort ; lv2:index 1 .\n"                                                               \
  "<> a ingen:Graph ; rdfs:label \"Test\" ; rdfs:comment \"A \\\"quoted\\\" \\\\ line\\nand one more\" ; " \
  "lv2:port <in> , <out> .\n"
#define BLOCK(NAME, PLUGIN) "<> ingen:block <" NAME "> . <" NAME "> lv2:prototype <urn:signalbox:" PLUGIN "> .\n"
#define PRESET(NODE) "<send> <http://lv2plug.in/ns/ext/presets#preset> " NODE " .\n"
#define VALUE(PORT, NUMBER) "<" PORT "> ingen:value " NUMBER " .\n"
#define WIRE(TAIL, HEAD_) "<> ingen:arc [ ingen:tail <" TAIL "> ; ingen:head <" HEAD_ "> ] .\n"

#define VALID HEAD BLOCK("send", "aux-send-mono") WIRE("in", "send/in") WIRE("send/out", "out")

/* A splitter, one of whose branches goes through 5 ms of look-ahead. */
#define PARALLEL(SPLIT_OUT, STRIP)                                                                          \
  HEAD BLOCK("split", "parallel-splitter-mono") BLOCK("late", "sidechain-router-mono")                      \
    BLOCK("bus", "bus-summer-mono-8") "<late> lv2:port <late/lookahead> .\n" VALUE("late/lookahead", "5")   \
      WIRE("in", "split/in") WIRE("split/b", "late/in") WIRE("late/out", "bus/in_2") WIRE(SPLIT_OUT, STRIP) \
        WIRE("bus/out_l", "out")

/* Writes the sessions of the routes in a scratch folder; its exit status. */
static int write_sessions(const Scratch* scratch, char said[SCRATCH_TEXT_SIZE]) {
  return scratch_run(said, "%s/sessions/sessions %s/signalbox.lv2 %s/routes %s/common/routes/ardour.lua %s/out",
                     scratch_environment("SIGNALBOX_BUILD"), scratch_environment("SIGNALBOX_LV2_DIR"), scratch->path,
                     scratch_environment("SIGNALBOX_TOP"), scratch->path);
}

static void test_valid_routes_are_written(void** state) {
  (void)state;
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  scratch_write(&scratch, "routes/a.ttl", VALID);
  scratch_write(&scratch, "routes/b.ttl", VALID);
  scratch_write(&scratch, "out/foreign", "");
  assert_int_equal(write_sessions(&scratch, said), 0);
  assert_string_equal(said, "");
  scratch_list(&scratch, "out", said);
  assert_string_equal(said, "a.carxp\na.conf\na.lua\na.pedalboard/a.ttl\na.pedalboard/manifest.ttl\n"
                            "b.carxp\nb.conf\nb.lua\nb.pedalboard/b.ttl\nb.pedalboard/manifest.ttl\nforeign\n");
  scratch_read(&scratch, "out/a.lua", said);
  assert_non_null(strstr(said, "description = \"A \\\"quoted\\\" \\\\ line\\nand one more\""));
  assert_non_null(strstr(said, "name = \"In <&> \\\"out\\\"\", track = true"));
  scratch_remove(&scratch);
}

/* What is wrong in a route beside a valid one, and words of the sentence that must say so. */
static const struct {
  const char *text, *words[3];
} mistakes[] = {
  {"no Turtle", {"b.ttl", "not Turtle"}},
  {HEAD BLOCK("send", "no-such-plugin"), {"route b", "send", "urn:signalbox:no-such-plugin"}},
  {VALID WIRE("send/out", "send/out"), {"route b", "wire to out of its block send", "no such audio input"}},
  {VALID WIRE("gone/out", "out"), {"b.ttl", "wire from", "gone/out"}},
  {HEAD BLOCK("a", "aux-send-mono") BLOCK("b", "aux-send-mono") WIRE("a/out", "b/in") WIRE("b/out", "a/in"),
   {"route b", "loop through its block"}},
  {VALID "<send> lv2:port <send/fader> .\n" VALUE("send/fader", "1e39"), {"route b", "fader of its block send to inf"}},
  {VALID "<send> lv2:port <send/fader> .\n" VALUE("send/fader", "\"loud\""), {"b.ttl", "fader of send", "\"loud\""}},
  {VALID "<send> lv2:port <send/fader> .\n" VALUE("send/fader", "1 , 2"), {"b.ttl", "fader of send two values"}},
  {VALID "<send> lv2:prototype <urn:signalbox:aux-send-stereo> .\n", {"b.ttl", "which of two its block send is"}},
  {VALID PRESET("<urn:no-such-preset>"), {"route b", "block send", "no preset urn:no-such-preset"}},
  {VALID PRESET("\"Reverb send\""), {"route b", "block send", "The preset Reverb send is no URI"}},
  {VALID WIRE("in", "send/in"), {"b.ttl", "the wire from in to in twice"}},
};

static void test_mistakes_write_nothing(void** state) {
  (void)state;
  for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); ++i) {
    char said[SCRATCH_TEXT_SIZE];
    const Scratch scratch = scratch_new();
    scratch_write(&scratch, "routes/a.ttl", VALID);
    scratch_write(&scratch, "routes/b.ttl", mistakes[i].text);
    scratch_write(&scratch, "out/a.lua", "-- old\n");
    assert_int_equal(write_sessions(&scratch, said), 1);
    scratch_assert_says(said, mistakes[i].words);
    scratch_list(&scratch, "out", said);
    assert_string_equal(said, "a.lua\n");
    scratch_read(&scratch, "out/a.lua", said);
    assert_string_equal(said, "-- old\n");
    scratch_remove(&scratch);
  }
}

/* It is told, and nothing is lost. */
static void test_values_out_of_range_are_written_as_its_end(void** state) {
  (void)state;
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  scratch_write(&scratch, "routes/a.ttl", VALID "<send> lv2:port <send/fader> .\n" VALUE("send/fader", "12.0001"));
  scratch_write(&scratch, "out/foreign", "");
  assert_int_equal(write_sessions(&scratch, said), 0);
  scratch_assert_says(said, (const char* const[3]){"route a", "fader of its block send to 12.0001", "-90 to 12"});
  scratch_read(&scratch, "out/a.carxp", said);
  assert_non_null(strstr(said, "<Symbol>fader</Symbol>\n    <Value>12</Value>"));
  scratch_remove(&scratch);
}

static void test_places_that_are_not_there(void** state) {
  (void)state;
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  assert_int_equal(write_sessions(&scratch, said), 1);
  scratch_assert_says(said, (const char* const[3]){"no routes", "/routes/*.ttl"});
  scratch_write(&scratch, "routes/a.ttl", VALID);
  assert_int_equal(write_sessions(&scratch, said), 1);
  scratch_assert_says(said, (const char* const[3]){"Cannot write", "/out/a.lua", "No such file"});
  scratch_remove(&scratch);
}

#define WIRE_XML(SOURCE, TARGET) "<Source>" SOURCE "</Source>\n   <Target>" TARGET "</Target>"

/* Writes the sessions of one route, and gives the one for Carla. */
static void write_project(const char* route, char project[SCRATCH_TEXT_SIZE]) {
  char said[SCRATCH_TEXT_SIZE];
  const Scratch scratch = scratch_new();
  scratch_write(&scratch, "out/foreign", "");
  scratch_write(&scratch, "routes/a.ttl", route);
  assert_int_equal(write_sessions(&scratch, said), 0);
  assert_string_equal(said, "");
  scratch_read(&scratch, "out/a.carxp", project);
  scratch_remove(&scratch);
}

/* The branch beside the slow one waits, on top of what the route itself asks it to. */
static void test_branches_wait_in_carla(void** state) {
  (void)state;
  char text[SCRATCH_TEXT_SIZE];
  write_project(PARALLEL("split/a", "bus/in_1") "<split> lv2:port <split/delay_a> .\n" VALUE("split/delay_a", "2"),
                text);
  assert_non_null(strstr(text, "<Symbol>delay_a</Symbol>\n    <Value>7</Value>"));
  assert_non_null(strstr(text, "<Symbol>delay_b</Symbol>\n    <Value>0</Value>"));
  assert_null(strstr(text, "Wait"));
}

/* Where no branch can, the wire goes through a splitter that does: one for all wires that wait alike. */
static void test_wires_wait_in_carla(void** state) {
  (void)state;
  static const struct {
    const char *route, *from;
  } cases[] = {
    {PARALLEL("in", "bus/in_1") WIRE("in", "bus/in_3"), "Audio Input:Left"},
    {PARALLEL("split/b", "bus/in_1") WIRE("split/b", "bus/in_3"), "split:Branch B"},
    {PARALLEL("split/a", "bus/in_1")
       WIRE("split/a", "bus/in_3") "<split> lv2:port <split/delay_a> .\n" VALUE("split/delay_a", "96"),
     "split:Branch A"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    char text[SCRATCH_TEXT_SIZE], wire[SCRATCH_PATH_SIZE];
    write_project(cases[i].route, text);
    snprintf(wire, sizeof(wire), WIRE_XML("%s", "Wait 1:Main In"), cases[i].from);
    assert_non_null(strstr(text, wire));
    assert_non_null(strstr(text, WIRE_XML("Wait 1:Branch A", "bus:Strip 1")));
    assert_non_null(strstr(text, WIRE_XML("Wait 1:Branch A", "bus:Strip 3")));
    snprintf(wire, sizeof(wire), WIRE_XML("%s", "bus:Strip 1"), cases[i].from);
    assert_null(strstr(text, wire));
    const char* plugin = strstr(text, "<Name>Wait 1</Name>");
    assert_non_null(plugin);
    assert_non_null(strstr(plugin, "<Symbol>delay_a</Symbol>\n    <Value>5</Value>"));
    assert_null(strstr(text, "Wait 2"));
  }
}

/* A block under some label, and behind it one under another. */
#define LABELLED(LABEL, OTHER)                                                                                       \
  HEAD BLOCK("a", "aux-send-mono")                                                                                   \
    BLOCK("b", "aux-send-mono") "<a> rdfs:label \"" LABEL "\" . <b> rdfs:label \"" OTHER "\" .\n" WIRE("in", "a/in") \
      WIRE("a/out", "b/in") WIRE("b/out", "out")

#define LONG_NAME "A name that is far longer than any that Carla keeps, since it cuts them"

/* Carla splits `Name:Port` at the first colon, and knows a box by what it itself makes of its name. */
static void test_names_survive_carla(void** state) {
  (void)state;
  static const struct {
    const char *route, *name, *other;
  } cases[] = {
    {LABELLED("Bus: 1", "Reverb"), "Bus. 1", "Reverb"},
    {LABELLED("A/B", "A:B"), "A.B", "A.B 2"},
    {LABELLED("Same", "Same"), "Same", "Same 2"},
    {LABELLED("Same 2", "Same"), "Same 2", "Same"},
    {LABELLED("Audio Input", "Audio Output"), "Audio Input 2", "Audio Output 2"},
    {LABELLED("  Around  ", ""), "Around", "b"},
    {LABELLED("Tab\\tand\\nline", "<&>"), "Tab and line", "&lt;&amp;&gt;"},
    {LABELLED(LONG_NAME, LONG_NAME), "A name that is far longer than any that Carla keep",
     "A name that is far longer than any that Carla ke 2"},
    {LABELLED("1234567890123456789012345678901234567890123456789\u00e4", "x"),
     "1234567890123456789012345678901234567890123456789", "x"},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    char text[SCRATCH_TEXT_SIZE], part[SCRATCH_PATH_SIZE];
    write_project(cases[i].route, text);
    snprintf(part, sizeof(part), WIRE_XML("%s:Main Out", "%s:Main In"), cases[i].name, cases[i].other);
    if (!strstr(text, part)) {
      fail_msg("There is no %s", part);
    }
    snprintf(part, sizeof(part), "<Type>LV2</Type>\n   <Name>%s</Name>", cases[i].name);
    assert_non_null(strstr(text, part));
    snprintf(part, sizeof(part), "pluginId=\"1\">\n    <Name>%s</Name>", cases[i].other);
    assert_non_null(strstr(text, part));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_valid_routes_are_written),
    cmocka_unit_test(test_mistakes_write_nothing),
    cmocka_unit_test(test_places_that_are_not_there),
    cmocka_unit_test(test_branches_wait_in_carla),
    cmocka_unit_test(test_wires_wait_in_carla),
    cmocka_unit_test(test_names_survive_carla),
    cmocka_unit_test(test_values_out_of_range_are_written_as_its_end),
  };
  return cmocka_run_group_tests_name("sessions", tests, NULL, NULL);
}
