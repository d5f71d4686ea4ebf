// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* PortView: the values at the ports of one instance, by slot. What a plugin's glue keeps, and all that a window or a
   mixer strip is given: these never meet an engine, nor LV2. Reading is for any thread that the values are for,
   realtime-safe. */

#ifndef SIGNALBOX_PORT_VIEW_H
#define SIGNALBOX_PORT_VIEW_H

#include "common/ports/ports.h"

typedef struct {
  const PortFamily* family;
  const PortVariant* variant;
  PortLayout layout;
  const float* values;  // layout.n_slots of them, in the units of the specs: what a control is set to, sanitized (see
                        // port_sanitize), or what a control output reports; 0 for audio, the default of absent ports
} PortView;

/* Of values that stay the owner's. */
static inline PortView port_view(const PortFamily* family, const PortVariant* variant, const float* values) {
  return (PortView){family, variant, ports_layout(family, variant), values};
}

/* The slot of a port, and its value: see ports_slot(). */
static inline unsigned port_view_slot(const PortView* view, unsigned section, unsigned copy, unsigned spec,
                                      unsigned channel) {
  return ports_slot(&view->layout, section, copy, spec, channel);
}

static inline float port_view_value(const PortView* view, unsigned section, unsigned copy, unsigned spec,
                                    unsigned channel) {
  return view->values[port_view_slot(view, section, copy, spec, channel)];
}

#endif
