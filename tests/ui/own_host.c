// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/ui/own_host.h"

#include "common/languages/chosen_language.h"
#include "common/ports/prototype.h"
#include "common/window/canvas.h"

#include <dlfcn.h>
#include <lv2/atom/atom.h>
#include <lv2/options/options.h>
#include <lv2/parameters/parameters.h>
#include <lv2/urid/urid.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define HOST_RATE_HZ 96000.0f

static void* object;
static LV2UI_DescriptorFunction descriptors;

int own_host_start(void** state) {
  (void)state;
  char path[4096];
  snprintf(path, sizeof(path), "%s/signalbox.lv2/signalbox_ui.so", getenv("SIGNALBOX_LV2_DIR"));
  screen_start();
  object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!object) {
    printf("# %s\n", dlerror());
    return 1;
  }
  *(void**)&descriptors = dlsym(object, "lv2ui_descriptor");
  return descriptors ? 0 : 1;
}

int own_host_stop(void** state) {
  (void)state;
  screen_stop();
  return 0;  // the object stays: leak checkers want to name what is in it
}

const LV2UI_Descriptor* own_host_descriptor(unsigned index) {
  return descriptors(index);
}

static const char* const uris[] = {LV2_UI__scaleFactor, LV2_UI__backgroundColor, LV2_PARAMETERS__sampleRate,
                                   LV2_ATOM__Float, LV2_ATOM__Int};

static LV2_URID map_uri(LV2_URID_Map_Handle handle, const char* uri) {
  enum { N = sizeof(uris) / sizeof(uris[0]) };
  (void)handle;
  for (unsigned i = 0; i < N; ++i) {
    if (!strcmp(uris[i], uri)) {
      return i + 1;
    }
  }
  return N + 1;
}

static void keep_write(LV2UI_Controller controller, uint32_t port, uint32_t size, uint32_t protocol,
                       const void* buffer) {
  OwnHost* host = (OwnHost*)controller;
  float value = 0.0f;
  assert_int_equal(size, sizeof(float));
  assert_int_equal(protocol, 0);
  assert_true(port < host->n_ports);
  const PortSpec* spec = host->ports[port].spec;
  memcpy(&value, buffer, sizeof(value));
  assert_int_equal(spec->kind, PORT_CONTROL_IN);
  assert_true(value >= spec->minimum && value <= spec->maximum);
  assert_true(host->kind.lacks_touch || host->is_touched[port]);
  if (host->n_writes < HOST_MAX_WRITES) {
    host->writes[host->n_writes] = (HostWrite){port, value};
  }
  if (host->kind.echoes && host->n_writes > 0 && host->n_writes < HOST_MAX_WRITES) {
    const HostWrite* late = &host->writes[host->n_writes - 1];
    own_host_tell(host, late->port, late->value);
  }
  ++host->n_writes;
}

static void keep_touch(LV2UI_Feature_Handle handle, uint32_t port, bool grabbed) {
  OwnHost* host = (OwnHost*)handle;
  assert_true(port < host->n_ports);
  assert_int_equal(host->ports[port].spec->kind, PORT_CONTROL_IN);
  assert_true(host->is_touched[port] != grabbed);
  host->is_touched[port] = grabbed;
  host->n_touched += grabbed ? 1u : -1u;
  ++host->n_touches[grabbed];
}

static int keep_resize(LV2UI_Feature_Handle handle, int width, int height) {
  OwnHost* host = (OwnHost*)handle;
  host->width = width;
  host->height = height;
  ++host->n_resizes;
  host->was_there = screen_child(host->parent) && screen_is_viewable(screen_child(host->parent));
  return 0;
}

static const LV2UI_Descriptor* find_descriptor(const PortFamily* family) {
  char uri[PORTS_TEXT_SIZE];
  window_uri(family, uri);
  const LV2UI_Descriptor* descriptor = NULL;
  for (unsigned i = 0; (descriptor = descriptors(i)) && strcmp(descriptor->URI, uri) != 0; ++i) {
  }
  return descriptor;
}

static void instantiate(OwnHost* host) {
  const uint32_t white = 0xffffffff;
  const float scale = host->kind.scale;
  const float rate_hz = HOST_RATE_HZ;
  LV2_URID_Map map = {NULL, map_uri};
  host->touch_feature = (LV2UI_Touch){host, keep_touch};
  host->resize_feature = (LV2UI_Resize){host, keep_resize};
  const LV2_URID float_id = map_uri(NULL, LV2_ATOM__Float);
  LV2_Options_Option options[4] = {
    {LV2_OPTIONS_INSTANCE, 0, map_uri(NULL, LV2_PARAMETERS__sampleRate), sizeof(float), float_id, &rate_hz},
    {LV2_OPTIONS_INSTANCE, 0, map_uri(NULL, LV2_UI__scaleFactor), sizeof(float), float_id, &scale},
    {LV2_OPTIONS_INSTANCE, 0, map_uri(NULL, LV2_UI__backgroundColor), sizeof(uint32_t), map_uri(NULL, LV2_ATOM__Int),
     &white},
  };
  if (!host->kind.is_light) {
    options[2] = (LV2_Options_Option){0};
  }
  const LV2_Feature all[] = {
    {LV2_UI__parent, (void*)(uintptr_t)host->parent},  // NOLINT(performance-no-int-to-ptr)
    {LV2_UI__touch, &host->touch_feature},
    {LV2_UI__resize, &host->resize_feature},
    {LV2_URID__map, &map},
    {LV2_OPTIONS__options, options},
  };
  const bool is_lacking[] = {host->kind.is_parentless, host->kind.lacks_touch, host->kind.lacks_resize,
                             host->kind.lacks_options, host->kind.lacks_options};
  const LV2_Feature* list[6] = {NULL};
  for (unsigned i = 0, n = 0; i < 5; ++i) {
    if (!is_lacking[i]) {
      list[n++] = &all[i];
    }
  }
  host->ui = host->descriptor->instantiate(host->descriptor, host->variant->uri, "/nowhere/", keep_write, host,
                                           &host->widget, list);
}

void own_host_open(OwnHost* host, const PanelType* type, const PortVariant* variant, HostKind kind, int x, int y) {
  memset(host, 0, sizeof(*host));
  host->kind = kind;
  host->type = type;
  host->variant = variant;
  host->n_ports = ports_list(panel_type_family(type), variant, NULL);
  assert_true(host->n_ports <= PANEL_MAX_PORTS);
  ports_list(panel_type_family(type), variant, host->ports);
  host->parent = screen_window(x, y, SCREEN_WIDTH - x, SCREEN_HEIGHT - y, 0);
  host->descriptor = find_descriptor(panel_type_family(type));
  assert_non_null(host->descriptor);
  host->idle = (const LV2UI_Idle_Interface*)host->descriptor->extension_data(LV2_UI__idleInterface);
  host->resize = (const LV2UI_Resize*)host->descriptor->extension_data(LV2_UI__resize);
  assert_true(host->idle && host->resize);
  screen_move(2, 2);
  instantiate(host);
  assert_non_null(host->ui);
  host->child = (xcb_window_t)(uintptr_t)host->widget;
}

void own_host_close(OwnHost* host) {
  host->descriptor->cleanup(host->ui);
  assert_int_equal(host->n_touched, 0);
  assert_int_equal(host->n_touches[0], host->n_touches[1]);
  xcb_destroy_window(screen_connection(), host->parent);
  screen_sync();
}

void own_host_idle(OwnHost* host, unsigned calls) {
  for (unsigned i = 0; i < calls; ++i) {
    assert_int_equal(host->idle->idle(host->ui), 0);
    nanosleep(&(struct timespec){0, 5000000}, NULL);
  }
}

void own_host_settle(OwnHost* host) {
  screen_sync();
  own_host_idle(host, 10);
  screen_sync();
}

void own_host_tell(OwnHost* host, unsigned port, float value) {
  host->descriptor->port_event(host->ui, port, sizeof(value), 0, &value);
}

HostTarget own_host_target(const OwnHost* host, const Panel* twin, double scale, int x, int y) {
  for (unsigned i = 0; i < twin->n_widgets; ++i) {
    const Widget* widget = &twin->widgets[i];
    const bool has_scale = widget->kind == WIDGET_FADER || widget->kind == WIDGET_KNOB || widget->kind == WIDGET_NUMBER;
    const PortSpec* spec = has_scale && widget->port < host->n_ports ? host->ports[widget->port].spec : NULL;
    if (spec && spec->kind == PORT_CONTROL_IN && spec->initial < spec->maximum) {
      return (HostTarget){widget->port, x + (int)(scale * (widget->area.x + widget->area.width / 2.0)),
                          y + (int)(scale * (widget->area.y + widget->area.height / 2.0))};
    }
  }
  fail_msg("%s has no control with a scale", host->variant->uri);
  return (HostTarget){0, 0, 0};
}

Panel* twin_new(const OwnHost* host) {
  Panel* twin = panel_new(host->type, host->variant, NULL, host->kind.is_light ? THEME_LIGHT : THEME_DARK);
  assert_non_null(twin);
  panel_set_language(twin, language_chosen(getenv));
  panel_set_rate(twin, host->kind.lacks_options ? 0.0 : (double)HOST_RATE_HZ);
  return twin;
}

void twin_read(Panel* twin, int width, int height, uint32_t* pixels) {
  Canvas canvas = {0};
  CanvasRect rects[CANVAS_MAX_RECTS];
  assert_true(canvas_resize(&canvas, twin, width, height));
  canvas_draw(&canvas, twin, rects);
  const uint8_t* data = cairo_image_surface_get_data(canvas.image);
  for (int y = 0; y < height; ++y) {
    const uint8_t* row = data + (size_t)y * (size_t)cairo_image_surface_get_stride(canvas.image);
    memcpy(&pixels[y * width], row, (size_t)width * sizeof(uint32_t));
  }
  for (int i = 0; i < width * height; ++i) {
    pixels[i] &= 0xffffff;
  }
  canvas_clear(&canvas);
}
