// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows of the aux send. */

#ifndef SIGNALBOX_AUX_SEND_PANEL_H
#define SIGNALBOX_AUX_SEND_PANEL_H

#include "common/panel/panel.h"

extern const PanelType aux_send_panel;

#endif
