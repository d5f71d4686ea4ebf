// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Pictures of the manual, as SVG, one on light ground and one on dark. They are named by targets:

     route:NAME               the path of presets/routes/NAME.ttl
     map:NAME                 what signalbox-map draws of the session NAME.ardour, with its mistakes
     window:VARIANT           the window of a variant at work; of a family, of the one that the README shows
     window:VARIANT/STATE     in a state of common/gallery
     path:FAMILY              the path of the signal through a plugin

   Not realtime-safe. */

#ifndef SIGNALBOX_MANUAL_PICTURES_H
#define SIGNALBOX_MANUAL_PICTURES_H

#include "common/manual/manual.h"
#include "common/panel/panel.h"

#include <stdio.h>

/* Draws a picture and puts it on a page, with words for those who do not see it. */
bool picture_put(FILE* file, Manual* manual, const char* target, const char* words, HostError* error);

/* The windows of a family. */
const PanelType* panel_of(const PortFamily* family);

#endif
