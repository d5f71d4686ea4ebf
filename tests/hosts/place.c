// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Says where a control is in a plugin's window, for tests that put a hand on it in real hosts.

   usage: place URI SYMBOL

   Prints the port's index, the middle of the control's first widget and the size of the window, in units. */

#include "common/panel/model.h"
#include "common/panel/panels.h"

#include <stdio.h>
#include <string.h>

static Panel* open_panel(const char* uri) {
  for (unsigned i = 0; i < n_panels; ++i) {
    const PortFamily* family = panel_type_family(panels[i]);
    for (unsigned v = 0; v < family->n_variants; ++v) {
      if (!strcmp(family->variants[v].uri, uri)) {
        return panel_new(panels[i], &family->variants[v], NULL, THEME_DARK);
      }
    }
  }
  return NULL;
}

static const Widget* find_widget(const Panel* panel, const char* symbol) {
  for (unsigned i = 0; i < panel->n_widgets; ++i) {
    char own[PORTS_TEXT_SIZE] = "";
    const Widget* widget = &panel->widgets[i];
    if (widget->kind != WIDGET_PICTURE && widget->port < panel->n_ports) {
      port_symbol(&panel->ports[widget->port], own);
    }
    if (!strcmp(own, symbol)) {
      return widget;
    }
  }
  return NULL;
}

int main(int argc, char** argv) {
  Panel* panel = argc == 3 ? open_panel(argv[1]) : NULL;
  const Widget* widget = panel ? find_widget(panel, argv[2]) : NULL;
  if (widget) {
    printf("%u %g %g %g %g\n", widget->port, widget->area.x + widget->area.width / 2.0,
           widget->area.y + widget->area.height / 2.0, panel->width, panel->height);
  } else {
    fprintf(stderr, "usage: place URI SYMBOL, of a plugin and of a control that its window shows\n");
  }
  panel_free(panel);
  return widget ? 0 : 2;
}
