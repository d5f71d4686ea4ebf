// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Settings: the controls of a variant as its table has them. */

#ifndef SIGNALBOX_TEST_SETTINGS_H
#define SIGNALBOX_TEST_SETTINGS_H

#include "tests/lv2/suite.h"
#include "tests/support/controls.h"

/* Calls `visit` for every control input, with a note of its symbol set. */
void settings_each(const Subject* subject, void (*visit)(const Subject* subject, const Port* port, void* user),
                   void* user);

/* The control with a flag, such as PORT_ENABLED or PORT_LATENCY; NULL where the variant has none. */
const Port* settings_flagged(const Subject* subject, PortFlag flag);

#endif
