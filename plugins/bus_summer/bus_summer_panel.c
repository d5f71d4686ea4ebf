// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/bus_summer/bus_summer_panel.h"

#include "common/panel/chrome.h"
#include "common/panel/layout.h"
#include "common/panel/words.h"
#include "plugins/bus_summer/bus_summer_panel_path.h"

#include <math.h>
#include <stdio.h>

#define HEIGHT 480.0
#define BUS_WIDTH 176.0

enum { PAINT_MUTE = 1, PAINT_SOLO, PAINT_INVERT };

static unsigned strip_port(const Panel* panel, unsigned copy, unsigned spec) {
  return panel_port(panel, BUS_STRIP, copy, spec, 0);
}

static void strip_buttons(Panel* panel, unsigned copy, double x, double width) {
  static const struct {
    unsigned spec, group;
    const char* label;
  } buttons[] = {{STRIP_MUTE, PAINT_MUTE, SAY("M")},
                 {STRIP_SOLO, PAINT_SOLO, SAY("S")},
                 {STRIP_INVERT, PAINT_INVERT, LOOK_POLARITY}};
  const double pitch = (width + 2.0) / 3.0;
  for (unsigned i = 0; i < 3; ++i) {
    const PanelRect area = {x + i * pitch, 86.0, pitch - 2.0, 18.0};
    layout_add(panel, WIDGET_TOGGLE, area, strip_port(panel, copy, buttons[i].spec), buttons[i].label)
      ->group = buttons[i].group;
  }
}

/* From top to bottom as the signal goes, but that the number and the buttons come first. */
static void strip_lay_out(Panel* panel, unsigned copy) {
  const double pitch = bus_strip_pitch(panel);
  const double pad = pitch > 64.0 ? 6.0 : 4.0;
  const double x = copy * pitch + pad;
  const double width = pitch - 2.0 * pad;
  const double middle = x + width / 2.0;
  const bool is_stereo = panel_shape(panel, BUS_STRIP).channels > 1;
  const bool is_narrow = width < 64.0;
  const double top = is_stereo ? 160.0 : 136.0;
  strip_buttons(panel, copy, x, width);
  layout_add(panel, WIDGET_PAN, (PanelRect){x + 2.0, 106.0, width - 4.0, 28.0}, strip_port(panel, copy, STRIP_PAN),
             NULL);
  layout_add(panel, WIDGET_NUMBER, (PanelRect){x + 1.0, 134.0, width - 2.0, 24.0}, strip_port(panel, copy, STRIP_WIDTH),
             "Width")
    ->is_narrow = is_narrow;
  layout_add(panel, WIDGET_PEAK, (PanelRect){x + 4.0, top, width - 8.0, 16.0}, strip_port(panel, copy, STRIP_METER),
             "");
  layout_add(panel, WIDGET_FADER, (PanelRect){middle - 23.0, top + 20.0, 34.0, 384.0 - top - 20.0},
             strip_port(panel, copy, STRIP_GAIN), NULL);
  layout_add(panel, WIDGET_METER, (PanelRect){middle + 13.0, top + 22.0, 9.0, 364.0 - top - 22.0},
             strip_port(panel, copy, STRIP_METER), NULL);
  layout_add(panel, WIDGET_NUMBER, (PanelRect){x + 1.0, 386.0, width - 2.0, 24.0}, strip_port(panel, copy, STRIP_DELAY),
             "Delay")
    ->is_narrow = is_narrow;
}

static void bus_lay_out(Panel* panel, double x) {
  const double left = x + 16.0;
  const double width = BUS_WIDTH - 32.0;
  layout_add(panel, WIDGET_LIST, (PanelRect){left, 86.0, width, 22.0}, section_port(panel, BUS_MASTER, MASTER_PAN_LAW),
             "");
  layout_add(panel, WIDGET_NUMBER, (PanelRect){left, 110.0, width, 24.0}, section_port(panel, BUS_MASTER, MASTER_WIDTH),
             "Width");
  layout_add(panel, WIDGET_NUMBER, (PanelRect){left, 136.0, width, 24.0}, panel_find(panel, "reference"), "Reference");
  bus_correlation_add(panel, (PanelRect){left, 166.0, width, 30.0});
  const unsigned fader = section_port(panel, BUS_MASTER, MASTER_FADER);
  layout_add(panel, WIDGET_FADER, (PanelRect){left, 204.0, 38.0, 222.0}, fader, NULL);
  for (unsigned channel = 0; channel < 2; ++channel) {
    const unsigned meter = panel_port(panel, BUS_MASTER, 0, MASTER_METER, channel);
    layout_add(panel, WIDGET_METER, (PanelRect){left + 44.0 + channel * 13.0, 206.0, 11.0, 200.0}, meter, NULL);
    layout_add(panel, WIDGET_PEAK, (PanelRect){left + 106.0, 206.0 + channel * 20.0, 38.0, 16.0}, meter, "");
  }
  layout_meter_scale(panel, (PanelRect){left + 70.0, 200.0, 22.0, 212.0});
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){left + 92.0, 356.0, 56.0, 22.0},
             section_port(panel, BUS_MASTER, MASTER_MONO), "Mono");
  bus_mono_loss_add(panel, (PanelRect){left + 92.0, 320.0, 58.0, 30.0});
  bus_line_up_add(panel, (PanelRect){left + 92.0, 384.0, 56.0, 22.0});
}

static void lay_out(Panel* panel) {
  const unsigned n = panel_shape(panel, BUS_STRIP).copies;
  const double x = n * bus_strip_pitch(panel);
  layout_begin(panel, x + BUS_WIDTH, HEIGHT);
  bus_path_add(panel);
  for (unsigned copy = 0; copy < n; ++copy) {
    strip_lay_out(panel, copy);
  }
  bus_lay_out(panel, x);
}

/* A strip that is not heard keeps its buttons; the pan law is for mono strips. */
static bool is_unused(const Panel* panel, unsigned port) {
  const Port* at = &panel->ports[port];
  const PortSection* strips = &panel->view.family->sections[BUS_STRIP];
  if (at->section == strips) {
    const unsigned spec = (unsigned)(at->spec - strips->specs);
    const bool is_button = spec == STRIP_MUTE || spec == STRIP_SOLO || spec == STRIP_INVERT;
    return !is_button && !bus_strip_is_heard(panel, at->copy);
  }
  return port == section_port(panel, BUS_MASTER, MASTER_PAN_LAW) && panel_shape(panel, BUS_STRIP).channels > 1;
}

const PanelType bus_summer_panel = {
  .family = &bus_summer_family, .lay_out = lay_out, .is_unused = is_unused, .explain = bus_explain};
