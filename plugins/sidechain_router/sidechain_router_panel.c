// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/sidechain_router/sidechain_router_panel.h"

#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/words.h"
#include "plugins/sidechain_router/sidechain_router.h"
#include "plugins/sidechain_router/sidechain_router_panel_graphs.h"

#define TOP 48.0
#define CARD_HEIGHT 380.0

/* The columns. */
#define KEY_X 8.0
#define KEY_WIDTH 232.0
#define ACTION_X 260.0
#define ACTION_WIDTH 312.0
#define MAIN_X 592.0
#define MAIN_WIDTH 220.0
#define PAD 12.0

static void key_lay_out(Panel* panel) {
  const double x = KEY_X + PAD;
  const double half = 98.0;
  const double x2 = x + half + PAD;
  layout_card(panel, (PanelRect){KEY_X, TOP, KEY_WIDTH, CARD_HEIGHT}, "Key");
  layout_add(panel, WIDGET_KNOB, (PanelRect){x - 4.0, 74.0, 56.0, 62.0},
             section_port(panel, ROUTER_KEY, ROUTER_KEY_A_LEVEL), "Key A");
  layout_add(panel, WIDGET_KNOB, (PanelRect){x + 52.0, 74.0, 56.0, 62.0},
             section_port(panel, ROUTER_KEY, ROUTER_KEY_B_LEVEL), "Key B");
  layout_text(panel, (PanelRect){x2, 76.0, half, 14.0}, "Source");
  layout_add(panel, WIDGET_LIST, (PanelRect){x2, 94.0, half, 22.0}, section_port(panel, ROUTER_KEY, ROUTER_KEY_SOURCE),
             "");
  filter_graph_add(panel, (PanelRect){x, 142.0, KEY_WIDTH - 2.0 * PAD, 66.0},
                   section_port(panel, ROUTER_KEY, ROUTER_KEY_HPF), section_port(panel, ROUTER_KEY, ROUTER_KEY_LPF));
  layout_number(panel, x, 210.0, half, section_port(panel, ROUTER_KEY, ROUTER_KEY_HPF), "HPF");
  layout_number(panel, x2, 210.0, half, section_port(panel, ROUTER_KEY, ROUTER_KEY_LPF), "LPF");
  layout_add(panel, WIDGET_PEAK, (PanelRect){x, 243.0, KEY_WIDTH - 2.0 * PAD, 16.0},
             section_port(panel, ROUTER_MASTER, ROUTER_METER_KEY), "Level of the key");
  router_key_meter_add(panel, (PanelRect){x, 264.0, KEY_WIDTH - 2.0 * PAD, 14.0});
  layout_number(panel, x, 288.0, half, router_port(panel, ROUTER_THRESHOLD), "Threshold");
  layout_number(panel, x2, 288.0, half, router_port(panel, ROUTER_FLOOR), "Floor");
  layout_add(panel, WIDGET_SWITCH, (PanelRect){x, 316.0, half, 24.0}, router_port(panel, ROUTER_RELATIVE), "Relative");
  layout_number(panel, x2, 316.0, half, router_port(panel, ROUTER_HYSTERESIS), "Hysteresis");
  layout_text(panel, (PanelRect){x, 348.0, 60.0, 22.0}, "Detector");
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){x2, 348.0, half, 22.0}, router_port(panel, ROUTER_DETECTOR), "");
  layout_number(panel, x, 386.0, half, section_port(panel, ROUTER_KEY, ROUTER_KEY_OUT_LEVEL), "Key out");
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){x2, 386.0, half, 24.0}, section_port(panel, ROUTER_KEY, ROUTER_LISTEN),
             "Listen")
    ->momentary = true;
}

static void action_lay_out(Panel* panel) {
  const double x = ACTION_X + PAD;
  const double third = 90.0;
  const double pitch = 99.0;
  const double width = ACTION_WIDTH - 2.0 * PAD;
  layout_card(panel, (PanelRect){ACTION_X, TOP, ACTION_WIDTH, CARD_HEIGHT}, "");
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){x, 56.0, width, 24.0}, router_port(panel, ROUTER_ACTION), "");
  router_transfer_add(panel, (PanelRect){x, 90.0, 138.0, 118.0});
  router_shape_add(panel, (PanelRect){x + 150.0, 90.0, 138.0, 118.0});
  layout_number(panel, x, 214.0, third, router_port(panel, ROUTER_DEPTH), "Depth");
  layout_number(panel, x + pitch, 214.0, third, router_port(panel, ROUTER_RATIO), "Ratio");
  layout_number(panel, x + 2.0 * pitch, 214.0, third, router_port(panel, ROUTER_KNEE), "Knee");
  layout_number(panel, x, 242.0, third, router_port(panel, ROUTER_ATTACK), "Attack");
  layout_number(panel, x + pitch, 242.0, third, router_port(panel, ROUTER_HOLD), "Hold");
  layout_number(panel, x + 2.0 * pitch, 242.0, third, router_port(panel, ROUTER_RELEASE), "Release");
  layout_number(panel, x, 270.0, 138.0, router_port(panel, ROUTER_LOOKAHEAD), "Look-ahead");
  layout_text(panel, (PanelRect){x, 300.0, width, 16.0}, "Band turned down");
  router_band_add(panel, (PanelRect){x, 318.0, width, 66.0});
  layout_number(panel, x, 388.0, 138.0, router_port(panel, ROUTER_DUCK_LOW), "From");
  layout_number(panel, x + 150.0, 388.0, 138.0, router_port(panel, ROUTER_DUCK_HIGH), "To");
}

static void main_lay_out(Panel* panel) {
  const double x = MAIN_X + PAD;
  const double y = 254.0;
  const double height = 148.0;
  layout_card(panel, (PanelRect){MAIN_X, TOP, MAIN_WIDTH, CARD_HEIGHT}, "Main");
  router_history_add(panel, (PanelRect){x, 74.0, MAIN_WIDTH - 2.0 * PAD, 154.0});
  layout_heading(panel, x, 247.0, "Out");
  const double scale_x = layout_meters(panel, (PanelRect){x, y, 12.0, height}, ROUTER_MASTER, ROUTER_METER) + 2.0;
  layout_meter_scale(panel, (PanelRect){scale_x, y - 6.0, 20.0, height + 12.0});
  const unsigned reduction = section_port(panel, ROUTER_MASTER, ROUTER_REDUCTION);
  layout_add(panel, WIDGET_METER, (PanelRect){scale_x + 22.0, y, 12.0, height}, reduction, NULL);
  layout_tick(panel, (PanelRect){scale_x + 14.0, y + height + 3.0, 28.0, 12.0}, "gain");
  const double text_x = scale_x + 46.0;
  const double room = MAIN_X + MAIN_WIDTH - PAD - text_x;
  for (unsigned channel = 0; channel < panel_shape(panel, ROUTER_MASTER).channels; ++channel) {
    const double row = y + channel * 22.0;
    layout_add(panel, WIDGET_PEAK, (PanelRect){text_x, row, room, 16.0},
               panel_port(panel, ROUTER_MASTER, 0, ROUTER_METER, channel),
               panel_shape(panel, ROUTER_MASTER).channels < 2 ? SAY("Peak")
               : channel                                      ? SAY("Peak R")
                                                              : SAY("Peak L"));
  }
  layout_add(panel, WIDGET_READING, (PanelRect){text_x, y + 52.0, room, 16.0}, reduction, "Gain");
  layout_add(panel, WIDGET_READING, (PanelRect){text_x, y + 74.0, room, 16.0},
             section_port(panel, ROUTER_MASTER, ROUTER_LATENCY), "Latency");
}

static void lay_out(Panel* panel) {
  layout_begin(panel, 820.0, 460.0);
  key_lay_out(panel);
  action_lay_out(panel);
  main_lay_out(panel);
  router_wires_add(panel, (PanelRect){KEY_X + KEY_WIDTH, 255.0, ACTION_X - KEY_X - KEY_WIDTH, 32.0},
                   (PanelRect){ACTION_X + ACTION_WIDTH, 133.0, MAIN_X - ACTION_X - ACTION_WIDTH, 32.0});
}

/* What an action does not look at. Route only looks at none of it; a key has sides only where it is stereo. */
static bool is_unused(const Panel* panel, unsigned port) {
  const Port* at = &panel->ports[port];
  const PortSection* dynamics = &panel->view.family->sections[ROUTER_DYNAMICS];
  if (at->section != dynamics) {
    return port == section_port(panel, ROUTER_KEY, ROUTER_KEY_SOURCE) && panel_shape(panel, ROUTER_KEY_IN).channels < 2;
  }
  const unsigned spec = (unsigned)(at->spec - dynamics->specs);
  const unsigned action = (unsigned)router_value(panel, ROUTER_ACTION);
  switch (spec) {
    case ROUTER_ACTION:
      return false;
    case ROUTER_THRESHOLD:
    case ROUTER_RELATIVE:
      return action == ROUTER_ROUTE || action == ROUTER_PULSE;
    case ROUTER_HYSTERESIS:
      return action != ROUTER_GATE;
    case ROUTER_RATIO:
    case ROUTER_KNEE:
      return action != ROUTER_DUCK;
    default:
      return action == ROUTER_ROUTE;
  }
}

const PanelType sidechain_router_panel = {
  .family = &sidechain_router_family, .lay_out = lay_out, .is_unused = is_unused};
