// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What pictures of maps say, and the files that they become. */

#include "common/map/picture.h"
#include "common/map/picture_page.h"
#include "tests/map/example_maps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { MANY = 10000, PATH_SIZE = 64 };

static MapEnd end(uint32_t strip) {
  return (MapEnd){strip, MAP_NONE, 0};
}

/* What an example shows. */
static void test_strips_say_what_is_in_them(void** state) {
  (void)state;
  Findings findings;
  PicturePage page;
  memset(&findings, 0, sizeof findings);
  Map* map = example_maps[0].make(&findings);
  assert_true(picture_page_init(&page, map, &findings, NULL));
  const BoxView* boxes = page.scene.boxes;
  assert_string_equal(boxes[0].name, "Kick");
  assert_string_equal(boxes[0].note, "Track, stereo");
  assert_string_equal(boxes[0].outputs[0].text, "\u22123.1 dB");
  assert_string_equal(boxes[1].outputs[0].text, "");
  assert_int_equal(boxes[0].n_rows, 3);
  assert_string_equal(boxes[0].rows[0].cells[0].text, "ACE Compressor");
  assert_string_equal(boxes[0].rows[2].cells[0].text, "to Bass, key");
  assert_int_equal(boxes[0].rows[2].output, 2);
  assert_int_equal(boxes[2].rows[0].input, 2);
  assert_true(boxes[4].rows[0].off && !boxes[4].rows[1].off);
  assert_string_equal(boxes[4].rows[3].cells[1].text, "\u221210.5 dB");
  assert_true(boxes[3].off);
  assert_string_equal(boxes[3].marks[0].text, "Muted");
  assert_string_equal(page.diagram.subtitle, "Ardour 7, 5 tracks, 3 busses, 10 plugins: 2 mistakes, 1 hint");
  unsigned n_alarms = 0, n_off = 0;
  for (unsigned i = 0; i < page.scene.n_wires; ++i) {
    n_alarms += page.scene.looks[i].alarm;
    n_off += page.scene.looks[i].off;
    assert_true(!page.scene.looks[i].alarm || page.scene.wires[i].from == 0);
    assert_true(!page.scene.looks[i].off || page.scene.wires[i].from == 3);
    assert_int_equal(page.scene.wires[i].input, page.scene.looks[i].stroke == WIRE_DOTTED);
  }
  assert_int_equal(n_alarms, 2);
  assert_int_equal(n_off, 1);
  picture_page_free(&page);
  example_findings_free(&findings);
  map_free(map);
}

/* In a graph, ports are named where there are several, a pair as one. */
static void test_plugins_say_which_ports_are_wired(void** state) {
  (void)state;
  Findings findings;
  PicturePage page;
  memset(&findings, 0, sizeof findings);
  Map* map = example_maps[5].make(&findings);
  assert_true(picture_page_init(&page, map, &findings, NULL));
  const BoxView* router = &page.scene.boxes[2];
  assert_string_equal(router->name, "Sidechain Router");
  assert_int_equal(router->n_rows, 2);
  assert_string_equal(router->rows[0].cells[0].text, "In");
  assert_string_equal(router->rows[1].cells[0].text, "Key A");
  for (unsigned i = 0; i < page.scene.n_wires; ++i) {
    const bool is_key = page.scene.looks[i].stroke == WIRE_DOTTED;
    assert_true(page.scene.wires[i].to != 2 || router->rows[is_key].input == page.scene.wires[i].input + 1);
  }
  picture_page_free(&page);
  example_findings_free(&findings);
  map_free(map);
}

/* Groups are boxes, and tracks with mistakes stand apart. */
static void test_many_tracks_share_boxes(void** state) {
  (void)state;
  for (int has_groups = 0; has_groups < 2; ++has_groups) {
    Findings findings;
    PicturePage page;
    memset(&findings, 0, sizeof findings);
    Map* map = example_session(&findings, 150, has_groups);
    assert_true(picture_page_init(&page, map, &findings, NULL));
    const PicturePlan* plan = &page.scene.plan;
    assert_true(plan->n_boxes < 40);
    bool tells_muted = false;
    for (uint32_t box = 0; box < plan->n_boxes; ++box) {
      tells_muted |= strstr(page.scene.boxes[box].note, ", 1 muted") != NULL;
    }
    assert_true(tells_muted);
    for (uint32_t i = 0; i < findings.n; ++i) {
      const uint32_t box = plan->box_of[findings.at[i].strips[0]];
      assert_int_equal(plan->start[box + 1] - plan->start[box] == 1, !findings.at[i].is_hint);
    }
    picture_page_free(&page);
    example_findings_free(&findings);
    map_free(map);
  }
}

/* A circle needs as few wires that come back as it takes to open it. */
static void test_circles_come_back(void** state) {
  (void)state;
  Findings findings;
  PicturePage page;
  memset(&findings, 0, sizeof findings);
  Map* map = example_maps[4].make(&findings);
  assert_true(picture_page_init(&page, map, &findings, NULL));
  unsigned n_back = 0;
  for (unsigned i = 0; i < page.scene.n_wires; ++i) {
    n_back += page.scene.wires[i].comes_back;
    assert_true(!page.scene.wires[i].comes_back || page.scene.wires[i].from == 2);
  }
  assert_int_equal(n_back, 2);
  picture_page_free(&page);
  example_findings_free(&findings);
  map_free(map);
}

/* A circle is entered where the sound enters it, though another of its busses comes first. */
static void test_circles_begin_where_they_are_fed(void** state) {
  (void)state;
  PicturePage page;
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  const uint32_t last = map_add_strip(map, MAP_BUS, "Last"), first = map_add_strip(map, MAP_BUS, "First");
  const uint32_t track = map_add_strip(map, MAP_TRACK, "Track");
  map_add_wire(map, end(track), end(first), MAP_NONE);
  map_add_wire(map, end(first), end(last), MAP_NONE);
  map_add_wire(map, end(last), end(first), MAP_NONE);
  assert_true(picture_page_init(&page, map, NULL, NULL));
  for (unsigned i = 0; i < page.scene.n_wires; ++i) {
    assert_int_equal(page.scene.wires[i].comes_back, page.scene.wires[i].from == page.scene.plan.box_of[last]);
  }
  picture_page_free(&page);
  map_free(map);
}

/* What is accepted is neither told nor counted, and takes no room. */
static void test_what_is_accepted_is_not_told(void** state) {
  (void)state;
  double heights[2];
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  map_add_strip(map, MAP_BUS, "Bus");
  for (uint32_t n_accepted = 0; n_accepted < 2; ++n_accepted) {
    Findings findings;
    PicturePage page;
    memset(&findings, 0, sizeof findings);
    for (uint32_t i = 0; i < n_accepted; ++i) {
      example_finding(&findings, FINDING_DOUBLED_PATH, false, 0, "Bus")->is_accepted = true;
      example_finding(&findings, FINDING_DOUBLED_PATH, true, 0, "Bus")->is_accepted = true;
    }
    example_finding(&findings, FINDING_SILENT_BUS, false, 0, "Bus");
    assert_true(picture_page_init(&page, map, &findings, NULL));
    heights[n_accepted] = page.height;
    assert_string_equal(page.diagram.subtitle, "Ardour 7, 1 bus: 1 mistake");
    assert_int_equal(page.scene.boxes[0].n_marks, 1);
    picture_page_free(&page);
    example_findings_free(&findings);
  }
  assert_true(heights[0] <= heights[1] && heights[1] <= heights[0]);
  map_free(map);
}

static Map* many_plugins(uint32_t n_wires) {
  Map* map = map_new(MAP_CARLA, "Carla", false);
  for (uint32_t i = 0; i < MANY; ++i) {
    map_add_plugin(map, map_add_strip(map, MAP_PLUGIN, "p"), "p", "", "LV2");
  }
  for (uint32_t i = 0; i < n_wires; ++i) {
    map_add_wire(map, end(i), end((i + 1) % MANY), MAP_NONE);
  }
  return map;
}

static void test_too_much_to_read_is_said_in_a_sentence(void** state) {
  (void)state;
  for (int is_ring = 0; is_ring < 2; ++is_ring) {
    PicturePage page;
    MapError error = {""};
    Map* map = many_plugins(is_ring ? MANY : MANY - 1);
    assert_false(picture_page_init(&page, map, NULL, &error));
    assert_non_null(strstr(error.text, "10000 strips"));
    map_free(map);
  }
  Findings findings;
  PicturePage page;
  memset(&findings, 0, sizeof findings);
  Map* map = example_session(&findings, MANY, false);
  assert_true(picture_page_init(&page, map, &findings, NULL));
  assert_true(page.scene.plan.n_boxes < 60);
  picture_page_free(&page);
  example_findings_free(&findings);
  map_free(map);
}

static char* file_read(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char* bytes = malloc(*size + 1);
  assert_non_null(bytes);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

static bool holds(const char* bytes, size_t size, const char* word) {
  size_t at = 0;
  while (at + strlen(word) < size && memcmp(bytes + at, word, strlen(word)) != 0) {
    ++at;
  }
  return at + strlen(word) < size;
}

/* In a folder of their own, which the test leaves empty. */
static void test_the_same_map_gives_the_same_bytes(void** state) {
  (void)state;
  static const char* const endings[] = {"svg", "png", "PDF"};
  static const char* const beginnings[] = {"<?xml", "\x89PNG", "%PDF"};
  char folder[] = "/tmp/signalbox-picture-XXXXXX";
  assert_non_null(mkdtemp(folder));
  for (unsigned i = 0; i < 3; ++i) {
    char* bytes[3];
    size_t sizes[3];
    for (unsigned k = 0; k < 3; ++k) {
      char path[PATH_SIZE];
      Findings findings;
      MapError error = {""};
      memset(&findings, 0, sizeof findings);
      Map* map = example_maps[0].make(&findings);
      snprintf(path, sizeof path, "%s/map.%s", folder, endings[i]);
      if (!picture_save(map, &findings, k < 2 ? THEME_LIGHT : THEME_DARK, path, &error)) {
        fail_msg("%s", error.text);
      }
      bytes[k] = file_read(path, &sizes[k]);
      assert_memory_equal(bytes[k], beginnings[i], 4);
      remove(path);
      example_findings_free(&findings);
      map_free(map);
    }
    assert_true(i < 2 || holds(bytes[0], sizes[0], "20000101"));  // and not today
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
    assert_true(sizes[0] != sizes[2] || memcmp(bytes[0], bytes[2], sizes[0]) != 0);
    for (unsigned k = 0; k < 3; ++k) {
      free(bytes[k]);
    }
  }
  assert_int_equal(rmdir(folder), 0);
}

static void test_what_cannot_be_written_is_said_in_a_sentence(void** state) {
  (void)state;
  char folder[] = "/tmp/signalbox-picture-XXXXXX", full[PATH_SIZE];
  assert_non_null(mkdtemp(folder));
  snprintf(full, sizeof full, "%s/full.png", folder);
  assert_int_equal(symlink("/dev/full", full), 0);
  const char* const paths[] = {"map", "map.jpg", ".svg", "/nowhere/map.svg", full};
  Map* map = map_new(MAP_ARDOUR, "Ardour 7", true);
  for (unsigned i = 0; i < sizeof paths / sizeof *paths; ++i) {
    MapError error = {""};
    assert_false(picture_save(map, NULL, THEME_LIGHT, paths[i], &error));
    assert_non_null(strstr(error.text, paths[i]));
  }
  remove(full);
  assert_int_equal(rmdir(folder), 0);
  map_free(map);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_strips_say_what_is_in_them),
    cmocka_unit_test(test_plugins_say_which_ports_are_wired),
    cmocka_unit_test(test_many_tracks_share_boxes),
    cmocka_unit_test(test_circles_come_back),
    cmocka_unit_test(test_circles_begin_where_they_are_fed),
    cmocka_unit_test(test_what_is_accepted_is_not_told),
    cmocka_unit_test(test_too_much_to_read_is_said_in_a_sentence),
    cmocka_unit_test(test_the_same_map_gives_the_same_bytes),
    cmocka_unit_test(test_what_cannot_be_written_is_said_in_a_sentence),
  };
  return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
