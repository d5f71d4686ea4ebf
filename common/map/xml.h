// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Reads XML files from their start to their end, an element at a time, so that memory is short for no file: nothing is
   kept but what the caller keeps. Nothing but the file itself is read, and files with definitions of their own
   (entities that grow when they are read, or that lie elsewhere) are refused.

   Elements are visited from the outside in:

     for (XmlInside routes = xml_inside(&xml); xml_next(&xml, &routes);) {
       if (xml_is(&xml, "Route")) {
         read_route(&xml);  // looks at attributes, then inside, in the same way
       }
     }

   Texts hold until the next call. One thread; not realtime-safe. */

#ifndef SIGNALBOX_MAP_XML_H
#define SIGNALBOX_MAP_XML_H

#include "common/map/map.h"

#include <libxml/xmlreader.h>

typedef struct {
  xmlTextReaderPtr reader;
  xmlDocPtr document;  // what is kept of the file: a few nodes at a time
  const char* path;
  char mistake[256];  // the first, or ""
  char* text;         // the last that xml_text() gave
  size_t text_room;
  bool failed;
  int file;
} Xml;

/* The elements inside one. */
typedef struct {
  int depth;  // of the one around them
  bool is_empty, is_entered;
} XmlInside;

/* Opens a file, and goes to its outermost element. False with a sentence where there is no such file or it is no XML;
   `xml` needs no closing then. The path must live as long. */
bool xml_open(Xml* xml, const char* path, MapError* error);

/* False with a sentence where what was read is broken somewhere, or breaks off. To be called in any case. */
bool xml_close(Xml* xml, MapError* error);

/* Whether the element has that name. */
bool xml_is(const Xml* xml, const char* name);

/* Its name, and its line in the file. */
const char* xml_name(const Xml* xml);

/* An attribute of the element; NULL where there is none. */
const char* xml_attribute(Xml* xml, const char* name);

/* The same as a number, or a fallback where it is none. */
double xml_number(Xml* xml, const char* name, double fallback);

/* The same as a truth value: 1, yes, y, true or on, in any case of letters, or not. */
bool xml_flag(Xml* xml, const char* name, bool fallback);

/* To go through the elements inside the current one. Attributes are to be asked for before. */
XmlInside xml_inside(Xml* xml);

/* Goes to the next element inside, whatever was read of the last; false where there is none any more. */
bool xml_next(Xml* xml, XmlInside* inside);

/* The text inside the current element, without elements in it; "" where there is none. */
const char* xml_text(Xml* xml);

/* A number as it stands in files, with a point whatever the locale; a fallback where the text is NULL, none, or not
   finite. */
double number_of(const char* text, double fallback);

/* A truth value as above. */
bool flag_of(const char* text, bool fallback);

#endif
