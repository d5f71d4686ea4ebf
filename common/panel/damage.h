// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What of a panel is to be drawn anew. There are two layers, see panel.h: what a damage of the lower one touches is
   damaged in the upper one too. */

#ifndef SIGNALBOX_PANEL_DAMAGE_H
#define SIGNALBOX_PANEL_DAMAGE_H

#include "common/panel/model.h"

/* Something of the upper layer: a menu, a tip, the footer. */
void panel_damage(Panel* panel, PanelRect rect);

/* All of both layers. */
void panel_damage_all(Panel* panel);

/* A widget where it is now, in its layer. */
void widget_damage(Panel* panel, const Widget* widget);

/* Every widget that a port changes, and the footer if that tells of it. */
void panel_damage_port(Panel* panel, unsigned port);

/* The same where it goes from one value to another: of its meters only what lies between, of its peaks nothing. To be
   called before and after, for what also changes its place. */
void panel_damage_change(Panel* panel, unsigned port, double from, double to);

/* The lines of its peaks that fall from one level to another, and the numbers of its peaks. */
void panel_damage_line(Panel* panel, unsigned port, double from_db, double to_db);
void panel_damage_peak(Panel* panel, unsigned port);

#endif
