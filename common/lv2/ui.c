// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows as LV2 has them: an X11UI for each family, all in one shared object that shows lv2ui_descriptor() and
   nothing else. Hosts call from one thread. */

#include "common/languages/chosen_language.h"
#include "common/lv2/ui_options.h"
#include "common/panel/panels.h"
#include "common/ports/prototype.h"
#include "common/window/window.h"

#include <lv2/ui/ui.h>

#include <stdlib.h>
#include <string.h>

enum { MAX_FAMILIES = 16 };

/* An instance: the LV2UI_Handle. */
typedef struct {
  Panel* panel;
  Window* window;  // NULL before it is opened, and once it is closed
  LV2UI_Write_Function write;
  LV2UI_Controller controller;
  const LV2UI_Touch* touch;  // NULL where the host has none
} Ui;

static void write_port(void* handle, unsigned port, float value) {
  const Ui* ui = (const Ui*)handle;
  ui->write(ui->controller, port, sizeof(value), 0, &value);
}

static void touch_port(void* handle, unsigned port, bool grabbed) {
  const Ui* ui = (const Ui*)handle;
  if (ui->touch && ui->touch->touch) {
    ui->touch->touch(ui->touch->handle, port, grabbed);
  }
}

static void want_keyboard(void* handle, bool wanted) {
  const Ui* ui = (const Ui*)handle;
  if (ui->window) {
    window_want_keyboard(ui->window, wanted);
  }
}

static const PortVariant* find_variant(const PortFamily* family, const char* uri) {
  for (unsigned i = 0; i < family->n_variants; ++i) {
    if (!strcmp(family->variants[i].uri, uri)) {
      return &family->variants[i];
    }
  }
  return NULL;
}

static const PanelType* find_type(const char* uri) {
  char own[PORTS_TEXT_SIZE];
  for (unsigned i = 0; i < n_panels; ++i) {
    window_uri(panel_type_family(panels[i]), own);
    if (!strcmp(own, uri)) {
      return panels[i];
    }
  }
  return NULL;
}

static void cleanup(LV2UI_Handle handle) {
  Ui* ui = (Ui*)handle;
  Window* window = ui->window;
  ui->window = NULL;
  window_free(window);
  panel_free(ui->panel);
  free(ui);
}

/* The widget of an X11UI is the number of its window. */
static LV2UI_Widget as_widget(uint32_t id) {
  return (LV2UI_Widget)(uintptr_t)id;  // NOLINT(performance-no-int-to-ptr)
}

static LV2UI_Handle instantiate(const LV2UI_Descriptor* descriptor, const char* plugin_uri, const char* bundle_path,
                                LV2UI_Write_Function write, LV2UI_Controller controller, LV2UI_Widget* widget,
                                const LV2_Feature* const* features) {
  (void)bundle_path;
  const PanelType* type = find_type(descriptor->URI);
  const PortVariant* variant = type ? find_variant(panel_type_family(type), plugin_uri) : NULL;
  Ui* ui = variant ? (Ui*)calloc(1, sizeof(Ui)) : NULL;
  if (!ui) {
    return NULL;
  }
  const UiOptions options = ui_options(features);
  *ui = (Ui){.write = write, .controller = controller, .touch = options.touch};
  const PanelHost host = {ui, write_port, touch_port, want_keyboard};
  ui->panel = panel_new(type, variant, &host, options.theme);
  if (ui->panel) {
    const Language* language = language_chosen(getenv);
    panel_set_rate(ui->panel, options.rate_hz);
    panel_set_language(ui->panel, language);
    const char* title = language_text(language, "plugin", variant->title);
    ui->window = window_new(ui->panel, &(WindowSettings){options.parent, options.scale, title});
  }
  if (!ui->window) {
    cleanup(ui);
    return NULL;
  }
  *widget = as_widget(window_id(ui->window));
  if (options.resize && options.resize->ui_resize) {
    int width = 0;
    int height = 0;
    window_size(ui->window, &width, &height);
    options.resize->ui_resize(options.resize->handle, width, height);
  }
  return ui;
}

static void port_event(LV2UI_Handle handle, uint32_t port, uint32_t size, uint32_t format, const void* buffer) {
  if (format == 0 && size == sizeof(float) && buffer) {
    float value = 0.0f;
    memcpy(&value, buffer, sizeof(value));
    panel_port_event(((Ui*)handle)->panel, port, value);
  }
}

static int idle(LV2UI_Handle handle) {
  window_idle(((Ui*)handle)->window);
  return 0;
}

static int resize(LV2UI_Feature_Handle handle, int width, int height) {
  window_resize(((Ui*)handle)->window, width, height);
  return 0;
}

static const void* extension_data(const char* uri) {
  static const LV2UI_Idle_Interface idle_interface = {idle};
  static const LV2UI_Resize resize_interface = {NULL, resize};
  return !strcmp(uri, LV2_UI__idleInterface) ? (const void*)&idle_interface
         : !strcmp(uri, LV2_UI__resize)      ? (const void*)&resize_interface
                                             : NULL;
}

LV2_SYMBOL_EXPORT const LV2UI_Descriptor* lv2ui_descriptor(uint32_t index) {
  static LV2UI_Descriptor descriptors[MAX_FAMILIES];  // hosts call this from one thread at a time (LV2 "Discovery")
  static char uris[MAX_FAMILIES][PORTS_TEXT_SIZE];
  if (index >= n_panels || index >= MAX_FAMILIES) {
    return NULL;
  }
  window_uri(panel_type_family(panels[index]), uris[index]);
  descriptors[index] = (LV2UI_Descriptor){uris[index], instantiate, cleanup, port_event, extension_data};
  return &descriptors[index];
}
