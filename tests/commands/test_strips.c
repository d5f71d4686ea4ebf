// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Strips: which tracks, busses and channels a route is laid out on. */

#include "common/routes/strips.h"
#include "tests/commands/scratch.h"
#include "tests/lv2/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { RATE_HZ = 48000, MAX_FRAMES = 64 };

#define PREFIXES                                                                                       \
  "@prefix ingen: <http://drobilla.net/ns/ingen#> .\n@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n" \
  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n<> a ingen:Graph .\n"
#define INPUT(SYMBOL, INDEX, NAME) \
  "<> lv2:port <" SYMBOL "> . <" SYMBOL "> a lv2:InputPort ; lv2:index " INDEX " ; lv2:name \"" NAME "\" .\n"
#define OUTPUT "<> lv2:port <out> . <out> a lv2:OutputPort ; lv2:index 99 .\n"
#define BLOCK(SYMBOL, NAME, PLUGIN)                                       \
  "<> ingen:block <" SYMBOL "> . <" SYMBOL "> rdfs:label \"" NAME "\" ; " \
  "lv2:prototype <urn:signalbox:" PLUGIN "> .\n"
#define WIRE(TAIL, HEAD) "<> ingen:arc [ ingen:tail <" TAIL "> ; ingen:head <" HEAD "> ] .\n"

typedef struct {
  Route* route;
  Graph* graph;
  Strips* strips;
} Layout;

static Layout lay_out(const char* text) {
  char path[2 * SCRATCH_PATH_SIZE];
  HostError error = {""};
  const Scratch scratch = scratch_new();
  scratch_write(&scratch, "route.ttl", text);
  snprintf(path, sizeof(path), "%s/route.ttl", scratch.path);
  Layout layout = {.route = route_read(path, &error)};
  layout.graph = layout.route ? route_graph(layout.route, fixture_host, RATE_HZ, MAX_FRAMES, &error) : NULL;
  assert_string_equal(error.text, "");
  layout.strips = strips_new(layout.route, layout.graph, &error);
  assert_non_null(layout.strips);
  scratch_remove(&scratch);
  return layout;
}

static void forget(Layout* layout) {
  strips_free(layout->strips);
  graph_free(layout->graph);
  route_free(layout->route);
}

static void put_channel(FILE* out, uint32_t channel) {
  putc(channel == STRIP_NONE ? '-' : (int)('1' + channel), out);
}

static void put_plugin(FILE* out, const Layout* layout, const StripPlugin* plugin) {
  const Instance* instance = graph_instance(layout->graph, plugin->block);
  fprintf(out, " %s:", layout->route->blocks[plugin->block].symbol);
  for (uint32_t i = 0; i < instance_n_inputs(instance); ++i) {
    put_channel(out, plugin->channels[instance_input(instance, i)]);
  }
  putc('>', out);
  for (uint32_t i = 0; i < instance_n_outputs(instance); ++i) {
    put_channel(out, plugin->channels[instance_output(instance, i)]);
  }
  putc('(', out);
  for (uint32_t i = 0; i < plugin->width; ++i) {
    put_channel(out, plugin->thru[i]);
  }
  putc(')', out);
}

static void put_wires(FILE* out, const Layout* layout) {
  const Strips* strips = layout->strips;
  for (uint32_t i = 0; i < strips->n_wires; ++i) {
    const StripWire* wire = &strips->wires[i];
    const char* to = wire->to.strip == STRIP_MASTER ? "Master" : strips->strips[wire->to.strip].name;
    fprintf(out, "%s.%u-%s.%u\n", strips->strips[wire->from.strip].name, wire->from.channel + 1, to,
            wire->to.channel + 1);
  }
  for (uint32_t i = 0; i < strips->n_keys; ++i) {
    const StripKey* key = &strips->keys[i];
    const uint32_t block = strips->strips[key->strip].plugins[key->plugin].block;
    fprintf(out, "%s.%u=%s.%s\n", strips->strips[key->from.strip].name, key->from.channel + 1,
            layout->route->blocks[block].symbol,
            instance_port(graph_instance(layout->graph, block), key->port)->symbol);
  }
}

/* The strips as a line of text each: name, T for a track or B for a bus, inputs > outputs, and the plugins with the
   channels, from 1, of their inputs > outputs, and what passes them by in brackets; then wires and keys. */
static void describe(const Layout* layout, char* text, size_t size) {
  FILE* out = fmemopen(text, size, "w");
  assert_non_null(out);
  for (uint32_t s = 0; s < layout->strips->n_strips; ++s) {
    const Strip* strip = &layout->strips->strips[s];
    fprintf(out, "%s %c %u>%u", strip->name, strip->is_track ? 'T' : 'B', strip->n_inputs, strip->n_outputs);
    for (uint32_t p = 0; p < strip->n_plugins; ++p) {
      put_plugin(out, layout, &strip->plugins[p]);
    }
    putc('\n', out);
  }
  put_wires(out, layout);
  fclose(out);
}

static void assert_layout(const char* route, const char* expected) {
  char text[4096];
  Layout layout = lay_out(route);
  describe(&layout, text, sizeof(text));
  assert_string_equal(text, expected);
  forget(&layout);
}

#define SPLIT BLOCK("split", "Split", "parallel-splitter-mono")
#define LATE BLOCK("late", "Late", "aux-send-mono")
#define BUS BLOCK("bus", "Bus", "bus-summer-mono-8")

/* A branch goes through a plugin while the other passes by, all on one track. */
static void test_parallel_paths_share_a_track(void** state) {
  (void)state;
  assert_layout(PREFIXES INPUT("in", "0", "Voice") OUTPUT SPLIT LATE BUS WIRE("in", "split/in")
                  WIRE("split/a", "bus/in_1") WIRE("split/b", "late/in") WIRE("late/out", "bus/in_2")
                    WIRE("bus/out_l", "out"),
                "Voice T 1>1 split:1>12--(--) late:2>2-(1-) bus:12------>1-(-)\nVoice.1-Master.1\n");
}

/* What is dry stays on its channel while something else is taken from it. */
static void test_signals_are_kept_while_needed(void** state) {
  (void)state;
  assert_layout(PREFIXES INPUT("in", "0", "Voice") OUTPUT LATE BUS WIRE("in", "late/in") WIRE("in", "bus/in_1")
                  WIRE("late/out", "bus/in_2") WIRE("bus/out_l", "out"),
                "Voice T 1>1 late:1>2-(1-) bus:12------>1-(-)\nVoice.1-Master.1\n");
}

/* Left and Right by name, and nothing else, make a pair; names are told apart. */
static void test_pairs_and_names(void** state) {
  (void)state;
  assert_layout(PREFIXES INPUT("a", "0", "Kit Left") INPUT("b", "1", "Kit Right") INPUT("c", "2", "Bass Left")
                  INPUT("d", "3", "Other Right") INPUT("e", "4", "Master")
                    OUTPUT BLOCK("bus", "Kit", "bus-summer-mono-8") WIRE("a", "bus/in_1") WIRE("b", "bus/in_2")
                      WIRE("c", "bus/in_3") WIRE("d", "bus/in_4") WIRE("e", "bus/in_8") WIRE("bus/out_l", "out"),
                "Kit T 2>2\nBass Left T 1>1\nOther Right T 1>1\nMaster 2 T 1>1\nKit 2 B 5>1 bus:1234---5>1-(-)\n"
                "Kit.1-Kit 2.1\nKit.2-Kit 2.2\nBass Left.1-Kit 2.3\nOther Right.1-Kit 2.4\nMaster 2.1-Kit 2.5\n"
                "Kit 2.1-Master.1\n");
}

/* What meets at an input is added up by a bus, even where it comes from one track. */
static void test_sums_need_a_bus(void** state) {
  (void)state;
  assert_layout(PREFIXES INPUT("in", "0", "Voice") OUTPUT SPLIT BUS WIRE("in", "split/in") WIRE("split/a", "bus/in_1")
                  WIRE("split/b", "bus/in_1") WIRE("bus/out_l", "out"),
                "Voice T 1>2 split:1>12--(--)\nBus B 1>1 bus:1------->1-(-)\n"
                "Voice.1-Bus.1\nVoice.2-Bus.1\nBus.1-Master.1\n");
}

#define DUCK BLOCK("duck", "Duck", "sidechain-router-mono")

/* A key from elsewhere is a sidechain; one from the same track is a channel of it. */
static void test_keys(void** state) {
  (void)state;
  assert_layout(PREFIXES INPUT("a", "0", "Bass") INPUT("b", "1", "Kick") OUTPUT DUCK WIRE("a", "duck/in")
                  WIRE("b", "duck/key_b") WIRE("duck/out", "out"),
                "Bass T 1>1 duck:1-->1-(-)\nKick T 1>1\nBass.1-Master.1\nKick.1=duck.key_b\n");
  assert_layout(PREFIXES INPUT("a", "0", "Bass") OUTPUT DUCK WIRE("a", "duck/in") WIRE("a", "duck/key_a")
                  WIRE("duck/out", "out"),
                "Bass T 1>1 duck:11->1-(-)\nBass.1-Master.1\n");
}

/* Two tracks that are keyed by one another would wait for each other, were the second not put on a bus. */
static void test_strips_never_wait_for_each_other(void** state) {
  (void)state;
  assert_layout(PREFIXES INPUT("a", "0", "Bass") INPUT("b", "1", "Kick")
                  OUTPUT DUCK BLOCK("late", "Late", "sidechain-router-mono") WIRE("a", "duck/in")
                    WIRE("b", "duck/key_a") WIRE("b", "late/in") WIRE("duck/out", "late/key_a") WIRE("late/out", "out"),
                "Bass T 1>1 duck:1-->1-(-)\nKick T 1>1\nLate B 2>1 late:12->1-(-)\n"
                "Bass.1-Late.2\nKick.1-Late.1\nLate.1-Master.1\nKick.1=duck.key_a\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_parallel_paths_share_a_track),
    cmocka_unit_test(test_signals_are_kept_while_needed),
    cmocka_unit_test(test_pairs_and_names),
    cmocka_unit_test(test_sums_need_a_bus),
    cmocka_unit_test(test_keys),
    cmocka_unit_test(test_strips_never_wait_for_each_other),
  };
  return cmocka_run_group_tests_name("strips", tests, fixture_open, fixture_close);
}
