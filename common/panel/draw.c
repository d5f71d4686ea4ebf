// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/chrome.h"
#include "common/panel/field.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/menu.h"

static void widgets_draw(const Panel* panel, cairo_t* cr, PanelRect clip, unsigned from, unsigned to) {
  for (unsigned i = from; i < to; ++i) {
    const Widget* widget = &panel->widgets[panel->order[i]];
    if (rects_meet(widget_reach(panel, widget), clip)) {
      cairo_save(cr);
      widget_draw(panel, widget, cr);
      cairo_restore(cr);
    }
  }
}

static void moving_draw(const Panel* panel, cairo_t* cr, PanelRect clip) {
  widgets_draw(panel, cr, clip, panel->n_still, panel->n_widgets);
  if (rects_meet(footer_area(panel), clip)) {
    footer_draw(panel, cr);
  }
  if (panel->has_tip && panel->hovered >= 0) {
    tip_draw(panel, cr);
  }
  if (panel->field.is_open) {
    field_draw(panel, cr);
  }
  if (panel->menu.is_open) {
    menu_draw(panel, cr);
  }
}

void panel_draw_layer(Panel* panel, PanelLayer layer, cairo_t* cr) {
  double x0, y0, x1, y1;
  cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
  const PanelRect clip = {x0, y0, x1 - x0, y1 - y0};
  cairo_save(cr);
  theme_set(cr, panel->theme);
  if (layer == PANEL_STILL) {
    ink_set(cr, INK_PAPER, 1.0);
    cairo_paint(cr);
    widgets_draw(panel, cr, clip, 0, panel->n_still);
  } else {
    moving_draw(panel, cr, clip);
  }
  cairo_restore(cr);
}

void panel_draw(Panel* panel, cairo_t* cr) {
  panel_draw_layer(panel, PANEL_STILL, cr);
  panel_draw_layer(panel, PANEL_MOVING, cr);
}
