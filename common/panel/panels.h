// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The windows of every family. The build writes the definition from the names of the folders under plugins/. */

#ifndef SIGNALBOX_PANELS_H
#define SIGNALBOX_PANELS_H

#include "common/panel/panel.h"

extern const PanelType* const panels[];
extern const unsigned n_panels;

#endif
