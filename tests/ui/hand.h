// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What tests do in windows of our own host: open them, take hold of a control, type. */

#ifndef SIGNALBOX_TEST_HAND_H
#define SIGNALBOX_TEST_HAND_H

#include "tests/ui/own_host.h"

enum { KEY_ENTER = 0xff0d, KEY_ESCAPE = 0xff1b, KEY_TAB = 0xff09, KEY_BACKSPACE = 0xff08, KEY_LEFT = 0xff51 };

/* Of everything, and of what most hosts have. */
extern const HostKind usual_host;

typedef void (*VariantCheck)(const PanelType* type, const PortVariant* variant);

void for_each_variant(VariantCheck check);

/* The last variant of each family, which is the largest or has the most. */
void for_each_family(VariantCheck check);

void open_usual(OwnHost* host, const PanelType* type, const PortVariant* variant);

/* The window of the family that has most controls, and one of them. */
HostTarget open_summer(OwnHost* host, HostKind kind);

/* Presses on it and moves up, in steps; the button stays down. */
void drag_up(OwnHost* host, HostTarget target, int steps);

void double_click(OwnHost* host, HostTarget target);
void press_key(OwnHost* host, xcb_keysym_t key);

#endif
