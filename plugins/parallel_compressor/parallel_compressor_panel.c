// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_compressor/parallel_compressor_panel.h"

#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/words.h"
#include "plugins/parallel_compressor/parallel_compressor.h"
#include "plugins/parallel_compressor/parallel_compressor_panel_graphs.h"

#include <math.h>

#define TOP 48.0
#define CARD_HEIGHT 360.0
#define LEFT_WIDTH 388.0
#define RIGHT_X 404.0
#define RIGHT_WIDTH 348.0
#define PAD 12.0

static void compressor_lay_out(Panel* panel) {
  static const struct {
    unsigned spec;
    const char* label;
  } numbers[] = {{COMPRESSOR_THRESHOLD, SAY("Threshold")},
                 {COMPRESSOR_RATIO, SAY("Ratio")},
                 {COMPRESSOR_KNEE, SAY("Knee")},
                 {COMPRESSOR_ATTACK, SAY("Attack")},
                 {COMPRESSOR_RELEASE, SAY("Release")},
                 {COMPRESSOR_MAKEUP, SAY("Make-up")},
                 {COMPRESSOR_KEY_HPF, SAY("Key HPF")},
                 {COMPRESSOR_LOOKAHEAD, SAY("Look-ahead")},
                 {COMPRESSOR_LINK, SAY("Link")}};
  const double x = 8.0 + PAD;
  const double third = 113.0;
  layout_card(panel, (PanelRect){8.0, TOP, LEFT_WIDTH, CARD_HEIGHT}, "Compressor");
  compressor_transfer_add(panel, (PanelRect){x, 74.0, 188.0, 188.0});
  compressor_history_add(panel, (PanelRect){x + 196.0, 74.0, 168.0, 188.0});
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; ++i) {
    layout_number(panel, x + i % 3 * (third + PAD), 268.0 + floor(i / 3.0) * 28.0, third,
                  section_port(panel, COMPRESSOR_DYNAMICS, numbers[i].spec), numbers[i].label);
  }
  const bool has_key = panel_shape(panel, COMPRESSOR_KEY).copies > 0;
  if (has_key) {
    layout_tick(panel, (PanelRect){x, 352.0, 88.0, 12.0}, "detector");
    layout_tick(panel, (PanelRect){x + 94.0, 352.0, 150.0, 12.0}, "listens to");
  } else {
    layout_text(panel, (PanelRect){x, 366.0, 100.0, 22.0}, "Detector");
  }
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){has_key ? x : x + third + PAD, 366.0, has_key ? 88.0 : third, 22.0},
             section_port(panel, COMPRESSOR_DYNAMICS, COMPRESSOR_DETECTOR), "");
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){x + 94.0, 366.0, 150.0, 22.0},
             section_port(panel, COMPRESSOR_KEY, COMPRESSOR_KEY_SOURCE), "");
  layout_number(panel, x + 2.0 * (third + PAD), 365.0, third, section_port(panel, COMPRESSOR_KEY, COMPRESSOR_KEY_LEVEL),
                "Key level");
}

static void readings_lay_out(Panel* panel, double x, double width) {
  layout_add(panel, WIDGET_PEAK, (PanelRect){x, 324.0, width, 16.0},
             section_port(panel, COMPRESSOR_MASTER, COMPRESSOR_METER_IN), "Peak in");
  layout_add(panel, WIDGET_PEAK, (PanelRect){x, 342.0, width, 16.0},
             section_port(panel, COMPRESSOR_MASTER, COMPRESSOR_METER_OUT), "Peak out");
  layout_add(panel, WIDGET_READING, (PanelRect){x, 360.0, width, 16.0},
             section_port(panel, COMPRESSOR_MASTER, COMPRESSOR_REDUCTION), "Gain");
  layout_add(panel, WIDGET_READING, (PanelRect){x, 378.0, width, 16.0},
             section_port(panel, COMPRESSOR_MASTER, COMPRESSOR_LATENCY), "Latency");
}

/* The ground that joins the two faders. */
static void joint_draw(const Panel* panel, const Widget* widget, cairo_t* cr) {
  const PanelRect area = widget->area;
  (void)panel;
  round_rectangle(cr, area.x, area.y, area.width, area.height, 6.0);
  ink_set(cr, INK_PAPER, 1.0);
  cairo_fill(cr);
}

static void blend_lay_out(Panel* panel) {
  static const unsigned meters[] = {COMPRESSOR_METER_IN, COMPRESSOR_METER_OUT, COMPRESSOR_REDUCTION};
  static const char* const names[] = {SAY("in"), SAY("out"), SAY("gain")};
  const double x = RIGHT_X + PAD;
  const double width = 150.0;
  const double half = 70.0;
  layout_card(panel, (PanelRect){RIGHT_X, TOP, RIGHT_WIDTH, CARD_HEIGHT}, "Blend");
  compressor_route_add(panel, (PanelRect){x, 72.0, RIGHT_WIDTH - 2.0 * PAD, 74.0});
  layout_text(panel, (PanelRect){x, 154.0, width, 14.0}, "Wet filter");
  filter_graph_add(panel, (PanelRect){x, 172.0, width, 62.0}, section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_WET_HPF),
                   section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_WET_LPF));
  layout_number(panel, x, 236.0, half, section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_WET_HPF), "HPF");
  layout_number(panel, x + 80.0, 236.0, half, section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_WET_LPF), "LPF");
  layout_add(panel, WIDGET_SWITCH, (PanelRect){x, 268.0, width, 24.0},
             section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_AUTO_LEVEL), "Auto level");
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){x, 296.0, width, 22.0},
             section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_LISTEN), "Listen to wet")
    ->momentary = true;
  readings_lay_out(panel, x, width);
  layout_picture(panel, (PanelRect){x + 162.0, 150.0, 92.0, 252.0}, joint_draw);
  layout_caption(panel, (PanelRect){x + 164.0, 154.0, 45.0, 14.0}, "Dry");
  layout_caption(panel, (PanelRect){x + 209.0, 154.0, 45.0, 14.0}, "Wet");
  layout_add(panel, WIDGET_FADER, (PanelRect){x + 168.0, 170.0, 38.0, 230.0},
             section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_DRY_LEVEL), NULL);
  layout_add(panel, WIDGET_FADER, (PanelRect){x + 212.0, 170.0, 38.0, 230.0},
             section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_WET_LEVEL), NULL);
  for (unsigned i = 0; i < 3; ++i) {
    const double at = x + 258.0 + i * 14.0 + (i > 1 ? 18.0 : 0.0);
    layout_add(panel, WIDGET_METER, (PanelRect){at, 180.0, 12.0, 200.0},
               section_port(panel, COMPRESSOR_MASTER, meters[i]), NULL);
    layout_tick(panel, (PanelRect){at - 8.0, 384.0, 28.0, 12.0}, names[i]);
  }
  layout_meter_scale(panel, (PanelRect){x + 287.0, 174.0, 16.0, 212.0});
}

static void lay_out(Panel* panel) {
  layout_begin(panel, 760.0, 440.0);
  compressor_lay_out(panel);
  blend_lay_out(panel);
}

static bool is_unused(const Panel* panel, unsigned port) {
  const bool is_own = panel_value(panel, COMPRESSOR_KEY, 0, COMPRESSOR_KEY_SOURCE) == (double)COMPRESSOR_OWN;
  return (port == section_port(panel, COMPRESSOR_KEY, COMPRESSOR_KEY_LEVEL) && is_own) ||
         (port == section_port(panel, COMPRESSOR_BLEND, COMPRESSOR_DRY_LEVEL) &&
          panel_value(panel, COMPRESSOR_BLEND, 0, COMPRESSOR_LISTEN) > 0.0);
}

const PanelType parallel_compressor_panel = {
  .family = &parallel_compressor_family, .lay_out = lay_out, .is_unused = is_unused};
