// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_return/aux_return_panel.h"

#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/words.h"
#include "plugins/aux_return/aux_return.h"
#include "plugins/aux_return/aux_return_panel_graphs.h"

#define TOP 48.0
#define CARD_HEIGHT 236.0
#define LEFT_X 8.0
#define CARD_WIDTH 228.0
#define DUCK_X 244.0
#define BLEND_X 480.0
#define BLEND_WIDTH 232.0
#define TIME_Y 292.0
#define PAD 12.0

static void return_lay_out(Panel* panel) {
  const double x = LEFT_X + PAD;
  const double half = 96.0;
  const double x2 = x + half + PAD;
  layout_card(panel, (PanelRect){LEFT_X, TOP, CARD_WIDTH, CARD_HEIGHT}, "Return");
  const double y = panel_shape(panel, RETURN_RETURN).channels > 1 ? 162.0 : 190.0;
  filter_graph_add(panel, (PanelRect){x, 74.0, CARD_WIDTH - 2.0 * PAD, y - 78.0},
                   section_port(panel, RETURN_RETURN, RETURN_HPF), section_port(panel, RETURN_RETURN, RETURN_LPF));
  layout_number(panel, x, y, half, section_port(panel, RETURN_RETURN, RETURN_HPF), "HPF");
  layout_number(panel, x2, y, half, section_port(panel, RETURN_RETURN, RETURN_LPF), "LPF");
  layout_add(panel, WIDGET_PAN, (PanelRect){x, 191.0, half, 28.0}, section_port(panel, RETURN_RETURN, RETURN_PAN),
             NULL);
  layout_number(panel, x2, 192.0, half, section_port(panel, RETURN_RETURN, RETURN_WIDTH), "Width");
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){x, 226.0, 46.0, 20.0}, section_port(panel, RETURN_RETURN, RETURN_MUTE),
             "M");
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){x + 50.0, 226.0, 46.0, 20.0},
             section_port(panel, RETURN_RETURN, RETURN_INVERT), LOOK_POLARITY);
  layout_add(panel, WIDGET_SWITCH, (PanelRect){x2, 224.0, half, 24.0}, section_port(panel, RETURN_BLEND, RETURN_MATCH),
             "Match");
  layout_add(panel, WIDGET_SWITCH, (PanelRect){x2, 252.0, half, 24.0}, section_port(panel, RETURN_MAIN, RETURN_GUARD),
             "Guard");
  return_lamp_add(panel, (PanelRect){x, 254.0, half, 20.0});
}

static void duck_lay_out(Panel* panel) {
  const double x = DUCK_X + PAD;
  const double half = 96.0;
  const double x2 = x + half + PAD;
  layout_card(panel, (PanelRect){DUCK_X, TOP, CARD_WIDTH, CARD_HEIGHT}, "Duck");
  return_duck_add(panel, (PanelRect){x, 74.0, 116.0, 136.0});
  return_history_add(panel, (PanelRect){x + 122.0, 74.0, 82.0, 136.0});
  layout_number(panel, x, 216.0, half, section_port(panel, RETURN_DUCK, RETURN_DUCK_DEPTH), "Depth");
  layout_number(panel, x2, 216.0, half, section_port(panel, RETURN_DUCK, RETURN_DUCK_THRESHOLD), "Threshold");
  layout_number(panel, x, 246.0, half, section_port(panel, RETURN_DUCK, RETURN_DUCK_ATTACK), "Attack");
  layout_number(panel, x2, 246.0, half, section_port(panel, RETURN_DUCK, RETURN_DUCK_RELEASE), "Release");
}

static void fader_lay_out(Panel* panel, double x, const char* name, unsigned level, unsigned meter) {
  layout_text(panel, (PanelRect){x + 2.0, 84.0, 70.0, 14.0}, name);
  layout_add(panel, WIDGET_PEAK, (PanelRect){x + 36.0, 98.0, 36.0, 14.0}, meter, "");
  layout_add(panel, WIDGET_FADER, (PanelRect){x, 106.0, 36.0, 142.0}, level, NULL);
  layout_add(panel, WIDGET_METER, (PanelRect){x + 47.0, 116.0, 10.0, 112.0}, meter, NULL);
}

static void blend_lay_out(Panel* panel) {
  const double x = BLEND_X + PAD;
  const unsigned n_channels = panel_shape(panel, RETURN_MAIN).channels;
  layout_card(panel, (PanelRect){BLEND_X, TOP, BLEND_WIDTH, CARD_HEIGHT}, "");
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){x, 56.0, BLEND_WIDTH - 2.0 * PAD, 24.0},
             section_port(panel, RETURN_BLEND, RETURN_MODE), "");
  fader_lay_out(panel, x, SAY("Dry"), section_port(panel, RETURN_BLEND, RETURN_DRY_LEVEL),
                section_port(panel, RETURN_MAIN, RETURN_METER_DRY));
  fader_lay_out(panel, x + 76.0, SAY("Return"), section_port(panel, RETURN_BLEND, RETURN_LEVEL),
                section_port(panel, RETURN_MAIN, RETURN_METER_RETURN));
  layout_text(panel, (PanelRect){x + 156.0, 84.0, 52.0, 14.0}, "Out");
  const double scale_x = layout_meters(panel, (PanelRect){x + 156.0, 116.0, 11.0, 102.0}, RETURN_MAIN, RETURN_METER);
  layout_meter_scale(panel, (PanelRect){scale_x + 2.0, 110.0, 20.0, 114.0});
  for (unsigned channel = 0; channel < n_channels; ++channel) {
    const double y = n_channels > 1 ? 223.0 + channel * 14.0 : 234.0;
    layout_add(panel, WIDGET_PEAK, (PanelRect){x + 156.0, y, 52.0, 14.0},
               panel_port(panel, RETURN_MAIN, 0, RETURN_METER, channel),
               n_channels < 2 ? ""
               : channel      ? SAY("R")
                              : SAY("L"));
  }
  layout_number(panel, x, 252.0, 112.0, section_port(panel, RETURN_BLEND, RETURN_MIX), "Mix");
  layout_add(panel, WIDGET_READING, (PanelRect){x + 124.0, 258.0, 84.0, 16.0}, panel_find(panel, "mono_loss"),
             "In mono");
}

static void time_lay_out(Panel* panel) {
  const double x = LEFT_X + PAD;
  layout_card(panel, (PanelRect){LEFT_X, TIME_Y, BLEND_X + BLEND_WIDTH - LEFT_X, 76.0}, "");
  layout_number(panel, x, TIME_Y + 10.0, 126.0, section_port(panel, RETURN_BLEND, RETURN_DRY_DELAY), "Dry delay");
  layout_number(panel, x, TIME_Y + 42.0, 126.0, section_port(panel, RETURN_RETURN, RETURN_DELAY), "Return delay");
  return_timeline_add(panel, (PanelRect){x + 142.0, TIME_Y + 8.0, 404.0, 60.0});
  return_line_up_add(panel, (PanelRect){x + 562.0, TIME_Y + 8.0, 118.0, 22.0});
  layout_add(panel, WIDGET_READING, (PanelRect){x + 562.0, TIME_Y + 34.0, 118.0, 16.0}, panel_find(panel, "lag"),
             "Return late");
  layout_add(panel, WIDGET_READING, (PanelRect){x + 562.0, TIME_Y + 52.0, 118.0, 16.0},
             section_port(panel, RETURN_MAIN, RETURN_LATENCY), "Latency");
}

static void lay_out(Panel* panel) {
  layout_begin(panel, 720.0, 400.0);
  return_lay_out(panel);
  duck_lay_out(panel);
  blend_lay_out(panel);
  time_lay_out(panel);
  layout_explains(panel, panel_find(panel, "lag"));
}

static bool is_unused(const Panel* panel, unsigned port) {
  const unsigned mode = (unsigned)panel_value(panel, RETURN_BLEND, 0, RETURN_MODE);
  const PortSection* sections = panel->view.family->sections;
  const Port* at = &panel->ports[port];
  if (at->section == &sections[RETURN_DUCK]) {
    return port != section_port(panel, RETURN_DUCK, RETURN_DUCK_DEPTH) &&
           panel_value(panel, RETURN_DUCK, 0, RETURN_DUCK_DEPTH) == 0.0;
  }
  if (at->section == &sections[RETURN_RETURN] && port != section_port(panel, RETURN_RETURN, RETURN_MUTE)) {
    return panel_value(panel, RETURN_RETURN, 0, RETURN_MUTE) > 0.0;
  }
  return (port == section_port(panel, RETURN_BLEND, RETURN_MIX) && mode != RETURN_BLENDED) ||
         (port == section_port(panel, RETURN_BLEND, RETURN_DRY_LEVEL) && mode == RETURN_WET_ONLY);
}

const PanelType aux_return_panel = {
  .family = &aux_return_family, .lay_out = lay_out, .is_unused = is_unused, .explain = return_explain};
