// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The path in the aux send's window: a rail before the fader, above, and one behind it, below; each send hangs on one
   of them by a hook that is dragged from one to the other. */

#ifndef SIGNALBOX_AUX_SEND_PANEL_PATH_H
#define SIGNALBOX_AUX_SEND_PANEL_PATH_H

#include "common/panel/model.h"
#include "plugins/aux_send/aux_send_ports.h"

double send_rail_y(const Panel* panel, bool is_post);

/* The rails, which the way through leaves and comes to at strip_x. */
void send_path_add(Panel* panel, double strip_x);

/* How a send hangs. */
void send_hook_add(Panel* panel, unsigned send, PanelRect card);

#endif
