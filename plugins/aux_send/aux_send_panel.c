// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/aux_send/aux_send_panel.h"

#include "common/panel/graph.h"
#include "common/panel/layout.h"
#include "common/panel/words.h"
#include "plugins/aux_send/aux_send_panel_path.h"

#define PAD 12.0

/* Between the rails stand the strip, which is the way through, and the sends. */
#define STRIP_X 8.0
#define STRIP_WIDTH 148.0
#define SENDS_X 172.0

static unsigned send_port(const Panel* panel, unsigned send, unsigned spec) {
  return panel_port(panel, AUX_SEND, send, spec, 0);
}

static void strip_lay_out(Panel* panel, PanelRect card) {
  const double x = card.x + PAD;
  const double right = x + 72.0;
  const double width = card.x + card.width - PAD - right;
  const double y = card.y + 26.0;
  const double bottom = card.y + card.height - 8.0;
  const unsigned n_channels = panel_shape(panel, AUX_MAIN).channels;
  layout_add(panel, WIDGET_FADER, (PanelRect){x - 4.0, y, 34.0, bottom - y}, section_port(panel, AUX_MAIN, AUX_FADER),
             NULL);
  const PanelRect meter = {x + 34.0, y + 10.0, n_channels > 1 ? 9.0 : 10.0, bottom - y - 30.0};
  const double scale_x = layout_meters(panel, meter, AUX_MAIN, AUX_METER) + 2.0;
  layout_meter_scale(panel, (PanelRect){scale_x, y + 4.0, 16.0, bottom - y - 18.0});
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){right, y + 10.0, width, 20.0}, section_port(panel, AUX_MAIN, AUX_MUTE),
             "M");
  layout_add(panel, WIDGET_PAN, (PanelRect){right, y + 38.0, width, 28.0}, section_port(panel, AUX_MAIN, AUX_PAN),
             NULL);
  if (n_channels < 2) {
    layout_text(panel, (PanelRect){right, bottom - 56.0, width, 16.0}, "Peak");
  }
  for (unsigned channel = 0; channel < n_channels; ++channel) {
    layout_add(panel, WIDGET_PEAK, (PanelRect){right, bottom - 38.0 + channel * 18.0, width, 16.0},
               panel_port(panel, AUX_MAIN, 0, AUX_METER, channel),
               n_channels < 2 ? ""
               : channel      ? SAY("R")
                              : SAY("L"));
  }
}

/* A lone send has room beside its fader for its filters. */
static void wide_lay_out(Panel* panel, PanelRect card) {
  const double x = card.x + PAD;
  const double y = card.y + 30.0;
  const double bottom = card.y + card.height - 8.0;
  const double right = x + 88.0;
  const double width = card.x + card.width - PAD - right;
  const double half = (width - PAD) / 2.0;
  layout_add(panel, WIDGET_SEGMENTS, (PanelRect){right, card.y + 8.0, width, 22.0}, send_port(panel, 0, SEND_TAP), "");
  layout_add(panel, WIDGET_FADER, (PanelRect){x, y, 36.0, bottom - y}, send_port(panel, 0, SEND_LEVEL), NULL);
  layout_add(panel, WIDGET_METER, (PanelRect){x + 46.0, y + 10.0, 10.0, bottom - y - 30.0},
             send_port(panel, 0, SEND_METER), NULL);
  layout_meter_scale(panel, (PanelRect){x + 60.0, y + 4.0, 16.0, bottom - y - 18.0});
  filter_graph_add(panel, (PanelRect){right, card.y + 38.0, width, 62.0}, send_port(panel, 0, SEND_HPF),
                   send_port(panel, 0, SEND_LPF));
  layout_add(panel, WIDGET_NUMBER, (PanelRect){right, card.y + 102.0, half, 24.0}, send_port(panel, 0, SEND_HPF),
             "HPF");
  layout_add(panel, WIDGET_NUMBER, (PanelRect){right + half + PAD, card.y + 102.0, half, 24.0},
             send_port(panel, 0, SEND_LPF), "LPF");
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){right, bottom - 24.0, 34.0, 20.0}, send_port(panel, 0, SEND_MUTE), "M");
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){right + 38.0, bottom - 24.0, 34.0, 20.0},
             send_port(panel, 0, SEND_INVERT), LOOK_POLARITY);
  layout_add(panel, WIDGET_PAN, (PanelRect){right + 84.0, bottom - 32.0, 80.0, 28.0}, send_port(panel, 0, SEND_PAN),
             NULL);
  layout_add(panel, WIDGET_PEAK, (PanelRect){right + width - 84.0, bottom - 22.0, 84.0, 16.0},
             send_port(panel, 0, SEND_METER), "Peak");
}

static void narrow_lay_out(Panel* panel, unsigned send, PanelRect card) {
  const double x = card.x + 8.0;
  const double width = card.width - 16.0;
  const double half = (width - 4.0) / 2.0;
  const double bottom = card.y + card.height - 8.0;
  layout_add(panel, WIDGET_LIST, (PanelRect){x, card.y + 28.0, width, 22.0}, send_port(panel, send, SEND_TAP), "");
  filter_graph_add(panel, (PanelRect){x, card.y + 58.0, width, 58.0}, send_port(panel, send, SEND_HPF),
                   send_port(panel, send, SEND_LPF));
  layout_add(panel, WIDGET_NUMBER, (PanelRect){x, card.y + 118.0, width, 24.0}, send_port(panel, send, SEND_HPF),
             "HPF");
  layout_add(panel, WIDGET_NUMBER, (PanelRect){x, card.y + 144.0, width, 24.0}, send_port(panel, send, SEND_LPF),
             "LPF");
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){x, card.y + 176.0, half, 20.0}, send_port(panel, send, SEND_MUTE), "M")
    ->group = 1;
  layout_add(panel, WIDGET_TOGGLE, (PanelRect){x + half + 4.0, card.y + 176.0, half, 20.0},
             send_port(panel, send, SEND_INVERT), LOOK_POLARITY)
    ->group = 2;
  layout_add(panel, WIDGET_PAN, (PanelRect){x, card.y + 200.0, width, 28.0}, send_port(panel, send, SEND_PAN), NULL);
  const double y = card.y + 238.0;
  layout_add(panel, WIDGET_PEAK, (PanelRect){x, y, width, 16.0}, send_port(panel, send, SEND_METER), "Peak");
  layout_add(panel, WIDGET_FADER, (PanelRect){x + 8.0, y + 20.0, 36.0, bottom - y - 20.0},
             send_port(panel, send, SEND_LEVEL), NULL);
  layout_add(panel, WIDGET_METER, (PanelRect){x + 54.0, y + 30.0, 10.0, bottom - y - 50.0},
             send_port(panel, send, SEND_METER), NULL);
  layout_meter_scale(panel, (PanelRect){x + 68.0, y + 24.0, 16.0, bottom - y - 38.0});
}

static PanelRect send_card(const Panel* panel, unsigned send, PanelRect strip) {
  const unsigned n = panel_shape(panel, AUX_SEND).copies;
  const double width = (panel->width - SENDS_X) / n - 8.0;
  return (PanelRect){SENDS_X + send * (width + 8.0), strip.y, width, strip.height};
}

/* The cards come first: what lies still is below what moves. */
static void lay_out(Panel* panel) {
  const unsigned n = panel_shape(panel, AUX_SEND).copies;
  layout_begin(panel, n > 1 ? 640.0 : 560.0, n > 1 ? 560.0 : 320.0);
  const double top = send_rail_y(panel, false) + 16.0;
  const PanelRect strip = {STRIP_X, top, STRIP_WIDTH, send_rail_y(panel, true) - 16.0 - top};
  layout_card(panel, strip, "Main");
  for (unsigned send = 0; send < n; ++send) {
    layout_card(panel, send_card(panel, send, strip), n > 1 ? SAY("Send {n}") : SAY("Send"))->a = send;
  }
  send_path_add(panel, STRIP_X + STRIP_WIDTH / 2.0);
  strip_lay_out(panel, strip);
  for (unsigned send = 0; send < n; ++send) {
    const PanelRect card = send_card(panel, send, strip);
    send_hook_add(panel, send, card);
    if (n > 1) {
      narrow_lay_out(panel, send, card);
    } else {
      wide_lay_out(panel, card);
    }
  }
}

/* What of a send that is off, or muted, cannot be heard. */
static bool is_unused(const Panel* panel, unsigned port) {
  const Port* at = &panel->ports[port];
  const PortSection* sections = panel->view.family->sections;
  if (at->section == &sections[AUX_SEND]) {
    const bool muted = panel_value(panel, AUX_SEND, at->copy, SEND_MUTE) > 0.0;
    return muted && port != send_port(panel, at->copy, SEND_MUTE);
  }
  return at->section == &sections[AUX_MAIN] && panel_value(panel, AUX_MAIN, 0, AUX_MUTE) > 0.0 &&
         port != section_port(panel, AUX_MAIN, AUX_MUTE);
}

const PanelType aux_send_panel = {.family = &aux_send_family, .lay_out = lay_out, .is_unused = is_unused};
