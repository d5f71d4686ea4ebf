// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/map/xml.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_TEXT = 256, MOST_TEXT = 1 << 20, NUMBER_SIZE = 64 };

#if LIBXML_VERSION >= 21200
typedef const xmlError* XmlMistake;
#else
typedef xmlErrorPtr XmlMistake;
#endif

static void note_mistake(void* user, XmlMistake mistake) {
  Xml* xml = (Xml*)user;
  if (mistake->level < XML_ERR_ERROR || xml->failed) {
    return;
  }
  xml->failed = true;
  const int code = mistake->code;
  if (code == XML_ERR_DOCUMENT_EMPTY) {
    snprintf(xml->mistake, sizeof(xml->mistake), "holds no session: there is nothing in it that could be one");
  } else if (code == XML_ERR_TAG_NOT_FINISHED || code == XML_ERR_DOCUMENT_END || code == XML_ERR_GT_REQUIRED) {
    snprintf(xml->mistake, sizeof(xml->mistake), "breaks off in line %d: it was not written to its end", mistake->line);
  } else {
    const char* message = mistake->message ? mistake->message : "no XML";
    snprintf(xml->mistake, sizeof(xml->mistake), "is broken in line %d (%.*s)", mistake->line,
             (int)strcspn(message, "\n"), message);
  }
}

static bool fail(Xml* xml, const char* mistake) {
  if (!xml->failed) {
    xml->failed = true;
    snprintf(xml->mistake, sizeof(xml->mistake), "%s", mistake);
  }
  return false;
}

/* Goes on to the next node; whether there is one. */
static bool step(Xml* xml, bool past_inside) {
  const int got = xml->failed ? -1 : past_inside ? xmlTextReaderNext(xml->reader) : xmlTextReaderRead(xml->reader);
  return got == 1 || (got < 0 && fail(xml, "is no XML"));
}

/* A file may say what it is, but not define anything. */
static bool defines_nothing(Xml* xml) {
  xml->document = xmlTextReaderCurrentDoc(xml->reader);
  const xmlDtd* definitions = xml->document ? xml->document->intSubset : NULL;
  return !definitions || (!definitions->children && !definitions->ExternalID && !definitions->SystemID) ||
         fail(xml, "has definitions of its own (a DTD), which no session has");
}

static bool go_to_root(Xml* xml) {
  while (step(xml, false)) {
    if (!defines_nothing(xml)) {
      return false;
    }
    if (xmlTextReaderNodeType(xml->reader) == XML_READER_TYPE_ELEMENT) {
      return true;
    }
  }
  return fail(xml, "holds nothing");
}

/* A regular file, open; whatever else a path may name could block, or never end. */
static int open_file(const char* path, MapError* error) {
  const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) {
    map_fail(error, "Cannot read %s (%s).", path, strerror(errno));
  } else if (!S_ISREG(status.st_mode)) {
    map_fail(error, "Cannot read %s: it is not a file.", path);
  } else {
    return file;
  }
  if (file >= 0) {
    close(file);
  }
  return -1;
}

bool xml_open(Xml* xml, const char* path, MapError* error) {
  *xml = (Xml){.path = path, .file = open_file(path, error)};
  if (xml->file < 0) {
    return false;
  }
  xml->reader = xmlReaderForFd(xml->file, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
  if (!xml->reader) {
    close(xml->file);
    return map_fail(error, "There is not enough memory for %s.", path);
  }
  xmlTextReaderSetStructuredErrorHandler(xml->reader, note_mistake, xml);
  return go_to_root(xml) || xml_close(xml, error);
}

bool xml_close(Xml* xml, MapError* error) {
  const bool good = !xml->failed || map_fail(error, "%s %s.", xml->path, xml->mistake);
  xmlFreeTextReader(xml->reader);
  xmlFreeDoc(xml->document);
  close(xml->file);
  free(xml->text);
  *xml = (Xml){.failed = true};
  return good;
}

const char* xml_name(const Xml* xml) {
  const xmlChar* name = xmlTextReaderConstLocalName(xml->reader);
  return name ? (const char*)name : "";
}

bool xml_is(const Xml* xml, const char* name) {
  return !strcmp(xml_name(xml), name);
}

const char* xml_attribute(Xml* xml, const char* name) {
  if (xmlTextReaderMoveToAttribute(xml->reader, (const xmlChar*)name) != 1) {
    return NULL;
  }
  const char* value = (const char*)xmlTextReaderConstValue(xml->reader);
  xmlTextReaderMoveToElement(xml->reader);
  return value;
}

double number_of(const char* text, double fallback) {
  char* end = NULL;
  const double value = text ? strtod(text, &end) : fallback;
  return end != text && isfinite(value) ? value : fallback;
}

bool flag_of(const char* text, bool fallback) {
  static const char* const words[] = {"1", "yes", "y", "true", "on"};
  for (size_t i = 0; text && i < sizeof(words) / sizeof(words[0]); ++i) {
    if (!strcasecmp(text, words[i])) {
      return true;
    }
  }
  return text ? false : fallback;
}

double xml_number(Xml* xml, const char* name, double fallback) {
  return number_of(xml_attribute(xml, name), fallback);
}

bool xml_flag(Xml* xml, const char* name, bool fallback) {
  return flag_of(xml_attribute(xml, name), fallback);
}

XmlInside xml_inside(Xml* xml) {
  return (XmlInside){.depth = xmlTextReaderDepth(xml->reader),
                     .is_empty = xmlTextReaderIsEmptyElement(xml->reader) != 0};
}

bool xml_next(Xml* xml, XmlInside* inside) {
  if (inside->is_empty) {
    return false;
  }
  bool got = step(xml, inside->is_entered);
  inside->is_entered = true;
  for (; got; got = step(xml, true)) {
    const int type = xmlTextReaderNodeType(xml->reader), depth = xmlTextReaderDepth(xml->reader);
    if (type == XML_READER_TYPE_ELEMENT && depth == inside->depth + 1) {
      return true;
    }
    if (type == XML_READER_TYPE_END_ELEMENT && depth <= inside->depth) {
      return false;
    }
  }
  return false;
}

/* Adds to the text that is kept; what is longer than any that people write is cut. */
static size_t append(Xml* xml, size_t used, const char* text) {
  const size_t n = strlen(text);
  if (used + n >= MOST_TEXT) {
    return used;
  }
  if (used + n + 1 > xml->text_room) {
    const size_t room = 2 * (used + n) + FIRST_TEXT;
    char* moved = (char*)realloc(xml->text, room);
    if (!moved) {
      fail(xml, "is too large for the memory");
      return used;
    }
    xml->text = moved;
    xml->text_room = room;
  }
  memcpy(xml->text + used, text, n + 1);
  return used + n;
}

const char* xml_text(Xml* xml) {
  size_t used = append(xml, 0, "");
  const int depth = xmlTextReaderDepth(xml->reader);
  if (!xmlTextReaderIsEmptyElement(xml->reader)) {
    while (step(xml, false) && xmlTextReaderDepth(xml->reader) > depth) {
      const int type = xmlTextReaderNodeType(xml->reader);
      const bool is_text = type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                           type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
      const xmlChar* part = is_text ? xmlTextReaderConstValue(xml->reader) : NULL;
      used = part ? append(xml, used, (const char*)part) : used;
    }
  }
  return xml->text ? xml->text : "";
}
