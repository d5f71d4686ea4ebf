// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/panel/chrome.h"
#include "common/panel/field.h"
#include "common/panel/layout.h"
#include "common/panel/look.h"
#include "common/panel/menu.h"

/* Pictures first, then what stands on them, then grips. */
static unsigned layer_of(const Widget* widget) {
  return widget->kind == WIDGET_PICTURE ? 0 : widget->kind == WIDGET_GRIP ? 2 : 1;
}

void panel_draw(Panel* panel, cairo_t* cr) {
  double x0, y0, x1, y1;
  cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
  const PanelRect clip = {x0, y0, x1 - x0, y1 - y0};
  cairo_save(cr);
  theme_set(cr, panel->theme);
  ink_set(cr, INK_PAPER, 1.0);
  cairo_paint(cr);
  for (unsigned layer = 0; layer < 3; ++layer) {
    for (unsigned i = 0; i < panel->n_widgets; ++i) {
      const Widget* widget = &panel->widgets[i];
      if (layer_of(widget) == layer && rects_meet(widget_reach(panel, widget), clip)) {
        cairo_save(cr);
        widget_draw(panel, widget, cr);
        cairo_restore(cr);
      }
    }
  }
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
  cairo_restore(cr);
}
