// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/windows/load.h"

#include "common/host/host.h"
#include "tests/screen/screen.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <lv2/options/options.h>
#include <lv2/ui/ui.h>
#include <lv2/units/units.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_METERS = 512, SECONDS = 4, SETTLE_CALLS = 20, TIMEOUT_S = 60, PAGE_KB = 4 };

static const double rates_hz[] = {25.0, 60.0};

/* A window that is open. */
typedef struct {
  Host* host;
  const LilvPlugin* plugin;
  char uri[512], plugin_uri[512], binary[4096], bundle[4096];
  const LV2UI_Descriptor* descriptor;
  const LV2UI_Idle_Interface* idle;
  LV2UI_Handle ui;
  uint32_t meters[MAX_METERS];
  float lowest[MAX_METERS], highest[MAX_METERS];
  unsigned n_meters;
} Shown;

static double seconds_of(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void write_nowhere(LV2UI_Controller controller, uint32_t port, uint32_t size, uint32_t protocol,
                          const void* buffer) {
  (void)controller;
  (void)port;
  (void)size;
  (void)protocol;
  (void)buffer;
}

static void touch_nowhere(LV2UI_Feature_Handle handle, uint32_t port, bool grabbed) {
  (void)handle;
  (void)port;
  (void)grabbed;
}

static int keep_size(LV2UI_Feature_Handle handle, int width, int height) {
  (void)handle;
  (void)width;
  (void)height;
  return 0;
}

static uint32_t port_by_symbol(LV2UI_Feature_Handle handle, const char* symbol) {
  const Shown* shown = (const Shown*)handle;
  LilvNode* node = lilv_new_string(host_world(shown->host), symbol);
  const LilvPort* port = lilv_plugin_get_port_by_symbol(shown->plugin, node);
  lilv_node_free(node);
  return port ? lilv_port_get_index(shown->plugin, port) : LV2UI_INVALID_PORT_INDEX;
}

static void copy_path(const LilvNode* uri, char out[4096]) {
  char* path = lilv_file_uri_parse(lilv_node_as_uri(uri), NULL);
  snprintf(out, 4096, "%s", path ? path : "");
  lilv_free(path);
}

/* The first window for X. */
static bool find_ui(Shown* shown) {
  LilvNode* x11 = lilv_new_uri(host_world(shown->host), LV2_UI__X11UI);
  LilvUIs* uis = lilv_plugin_get_uis(shown->plugin);
  bool found = false;
  LILV_FOREACH (uis, i, uis) {
    const LilvUI* ui = lilv_uis_get(uis, i);
    if (!found && lilv_ui_is_a(ui, x11)) {
      found = true;
      snprintf(shown->uri, sizeof(shown->uri), "%s", lilv_node_as_uri(lilv_ui_get_uri(ui)));
      copy_path(lilv_ui_get_binary_uri(ui), shown->binary);
      copy_path(lilv_ui_get_bundle_uri(ui), shown->bundle);
    }
  }
  lilv_uis_free(uis);
  lilv_node_free(x11);
  return found;
}

static float number_or(const LilvNode* node, float otherwise) {
  return node && (lilv_node_is_float(node) || lilv_node_is_int(node)) ? lilv_node_as_float(node) : otherwise;
}

/* Levels and reductions; what counts, or says a word, or a time, keeps still while music plays. */
static bool is_meter(const Shown* shown, const LilvPort* port) {
  static const char* const still[] = {LV2_CORE__integer, LV2_CORE__enumeration, LV2_CORE__toggled,
                                      LV2_CORE__reportsLatency};
  bool moves = true;
  for (unsigned i = 0; i < sizeof(still) / sizeof(still[0]); ++i) {
    LilvNode* property = lilv_new_uri(host_world(shown->host), still[i]);
    moves = moves && !lilv_port_has_property(shown->plugin, port, property);
    lilv_node_free(property);
  }
  LilvNode* unit = lilv_new_uri(host_world(shown->host), LV2_UNITS__unit);
  LilvNode* of_port = lilv_port_get(shown->plugin, port, unit);
  moves = moves && !(of_port && lilv_node_is_uri(of_port) && !strcmp(lilv_node_as_uri(of_port), LV2_UNITS__ms));
  lilv_node_free(of_port);
  lilv_node_free(unit);
  return moves;
}

static void find_meters(Shown* shown) {
  LilvNode* output = lilv_new_uri(host_world(shown->host), LV2_CORE__OutputPort);
  LilvNode* control = lilv_new_uri(host_world(shown->host), LV2_CORE__ControlPort);
  for (uint32_t i = 0; i < lilv_plugin_get_num_ports(shown->plugin) && shown->n_meters < MAX_METERS; ++i) {
    const LilvPort* port = lilv_plugin_get_port_by_index(shown->plugin, i);
    if (lilv_port_is_a(shown->plugin, port, output) && lilv_port_is_a(shown->plugin, port, control) &&
        is_meter(shown, port)) {
      LilvNode* least = NULL;
      LilvNode* most = NULL;
      lilv_port_get_range(shown->plugin, port, NULL, &least, &most);
      shown->lowest[shown->n_meters] = number_or(least, 0.0f);
      shown->highest[shown->n_meters] = number_or(most, 1.0f);
      shown->meters[shown->n_meters++] = i;
      lilv_node_free(least);
      lilv_node_free(most);
    }
  }
  lilv_node_free(output);
  lilv_node_free(control);
}

static bool load_binary(Shown* shown) {
  void* object = dlopen(shown->binary, RTLD_NOW | RTLD_LOCAL);
  LV2UI_DescriptorFunction descriptors = NULL;
  if (object) {
    *(void**)&descriptors = dlsym(object, "lv2ui_descriptor");
  }
  for (uint32_t i = 0; descriptors && (shown->descriptor = descriptors(i)); ++i) {
    if (!strcmp(shown->descriptor->URI, shown->uri)) {
      return true;
    }
  }
  return false;
}

static bool instantiate(Shown* shown, xcb_window_t parent) {
  static LV2UI_Touch touch = {NULL, touch_nowhere};
  static LV2UI_Resize resize;
  static LV2UI_Port_Map ports;
  static LV2_Options_Option options[1];
  LV2UI_Widget widget = NULL;
  resize = (LV2UI_Resize){shown, keep_size};
  ports = (LV2UI_Port_Map){shown, port_by_symbol};
  const LV2_Feature features[] = {
    {LV2_UI__parent, (void*)(uintptr_t)parent},  // NOLINT(performance-no-int-to-ptr)
    {LV2_UI__touch, &touch},
    {LV2_UI__resize, &resize},
    {LV2_UI__portMap, &ports},
    {LV2_UI__idleInterface, NULL},
    {LV2_URID__map, host_map(shown->host)},
    {LV2_URID__unmap, host_unmap(shown->host)},
    {LV2_OPTIONS__options, options},
  };
  enum { N = sizeof(features) / sizeof(features[0]) };
  const LV2_Feature* list[N + 1] = {NULL};
  for (unsigned i = 0; i < N; ++i) {
    list[i] = &features[i];
  }
  shown->ui = shown->descriptor->instantiate(shown->descriptor, shown->plugin_uri, shown->bundle, write_nowhere, NULL,
                                             &widget, list);
  shown->idle = shown->descriptor->extension_data
                  ? (const LV2UI_Idle_Interface*)shown->descriptor->extension_data(LV2_UI__idleInterface)
                  : NULL;
  return shown->ui && shown->idle;
}

/* Every meter on its own way, up and down about once a second. */
static void move_meters(const Shown* shown, double time) {
  for (unsigned i = 0; i < shown->n_meters && shown->descriptor->port_event; ++i) {
    const double share = 0.5 + 0.45 * sin(6.3 * time * (1.0 + 0.03 * i) + i);
    const float value = (float)((double)shown->lowest[i] + share * (double)(shown->highest[i] - shown->lowest[i]));
    shown->descriptor->port_event(shown->ui, shown->meters[i], sizeof(value), 0, &value);
  }
}

static void idle(const Shown* shown) {
  shown->idle->idle(shown->ui);
}

/* CPU of each frame, in seconds. */
static double run(const Shown* shown, double rate_hz, bool moves) {
  const unsigned n = (unsigned)(SECONDS * rate_hz);
  const double start = seconds_of(CLOCK_MONOTONIC);
  const double cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  for (unsigned i = 0; i < n; ++i) {
    const double now = seconds_of(CLOCK_MONOTONIC) - start;
    const double due = i / rate_hz;
    if (due > now) {
      nanosleep(&(struct timespec){0, (long)((due - now) * 1e9)}, NULL);
    }
    if (moves) {
      move_meters(shown, due);
    }
    idle(shown);
  }
  return (seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu) / n;
}

/* The second number of statm is what is in memory, in pages. */
static double memory_mb(void) {
  char text[128] = "";
  FILE* file = fopen("/proc/self/statm", "r");
  if (file) {
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
  }
  const char* second = strchr(text, ' ');
  return second ? strtod(second, NULL) * PAGE_KB / 1024.0 : 0.0;
}

static bool open_window(Shown* shown, const char* uri) {
  snprintf(shown->plugin_uri, sizeof(shown->plugin_uri), "%s", uri);
  shown->host = host_open(NULL, NULL);
  shown->plugin = shown->host ? host_plugin(shown->host, uri, NULL) : NULL;
  return shown->plugin && find_ui(shown);
}

/* Some windows tell the host no size. */
static void read_size(xcb_window_t parent, Load* load) {
  const xcb_window_t window = screen_child(parent);
  xcb_connection_t* connection = screen_connection();
  xcb_get_geometry_reply_t* size = xcb_get_geometry_reply(connection, xcb_get_geometry(connection, window), NULL);
  load->width = size ? size->width : 0;
  load->height = size ? size->height : 0;
  free(size);
}

static bool measure(const char* uri, Load* load) {
  static Shown shown;
  if (!open_window(&shown, uri)) {
    return false;
  }
  find_meters(&shown);
  screen_join();
  const xcb_window_t parent = screen_window(10, 10, 1900, 1000, 0);
  const double before_mb = memory_mb();
  const double start = seconds_of(CLOCK_MONOTONIC);
  if (!load_binary(&shown) || !instantiate(&shown, parent)) {
    return false;
  }
  idle(&shown);
  load->open_ms = 1e3 * (seconds_of(CLOCK_MONOTONIC) - start);
  for (unsigned i = 0; i < SETTLE_CALLS; ++i) {
    idle(&shown);
    nanosleep(&(struct timespec){0, 20000000}, NULL);
  }
  for (unsigned i = 0; i < 2; ++i) {
    const double frame = run(&shown, rates_hz[i], true);
    load->frame_ms[i] = 1e3 * frame;
    load->core_percent[i] = 100.0 * frame * rates_hz[i];
  }
  nanosleep(&(struct timespec){2, 500000000}, NULL);  // peak lines fall
  run(&shown, rates_hz[0], false);
  load->still_percent = 100.0 * run(&shown, rates_hz[0], false) * rates_hz[0];
  load->memory_mb = memory_mb() - before_mb;
  read_size(parent, load);
  return true;
}

/* What a window prints, and how it ends, is its own affair. */
static _Noreturn void become_window(const char* uri, int result_fd) {
  Load load = {0};
  const int nowhere = open("/dev/null", O_RDWR);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  alarm(TIMEOUT_S);
  const bool good = measure(uri, &load) && write(result_fd, &load, sizeof(load)) == sizeof(load);
  _exit(good ? 0 : 1);
}

bool load_measure(const char* uri, Load* load) {
  int result[2];
  if (pipe(result)) {
    return false;
  }
  fflush(NULL);
  const pid_t child = fork();
  if (child == 0) {
    close(result[0]);
    become_window(uri, result[1]);
  }
  close(result[1]);
  const bool good = child > 0 && read(result[0], load, sizeof(*load)) == sizeof(*load);
  close(result[0]);
  waitpid(child, NULL, 0);
  return good;
}
