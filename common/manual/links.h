// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Where links and pictures of prose lead. Their targets are files of this tree, as seen from the folder of the pages,
   so that they also work for those who read the pages where the tree is. The manual has what is made of a file:

     NAME.md#PLACE                          another page, or a heading of it
     ../../../ttl/FAMILY_about.ttl          the page of a plugin
     ../../../presets/FAMILY/BANK.ttl#NAME  a preset
     ../../../presets/routes/NAME.ttl       a route
     ../../../presets/routes/README.md      all routes
     ../../ports/status.c                   all words of Routing Status
     #PLACE                                 a heading of the same page

   PLACE is the text of the heading in lower case, with - between words. Pictures:

     ../../gallery/FILE.png                 the window that the file shows
     ../../map/map.png                      the map that the file shows

   A link to a route that is a paragraph of its own becomes a picture of it, for which its text stands. */

#ifndef SIGNALBOX_MANUAL_LINKS_H
#define SIGNALBOX_MANUAL_LINKS_H

#include "common/manual/manual.h"

enum { LINK_SIZE = 512 };

/* The address in the manual that a link leads to. False where there is none. */
bool link_address(const Manual* manual, const char* target, char address[LINK_SIZE]);

/* The picture that a link to a route may become, and the one that a file shows; as pictures.h names them. False where
   there is none. */
bool link_route_picture(const char* target, char picture[LINK_SIZE]);
bool link_file_picture(const char* target, char picture[LINK_SIZE]);

#endif
