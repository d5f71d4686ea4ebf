// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows of the aux return. */

#ifndef SIGNALBOX_AUX_RETURN_PANEL_H
#define SIGNALBOX_AUX_RETURN_PANEL_H

#include "common/panel/panel.h"

extern const PanelType aux_return_panel;

#endif
