// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What the English words of the suite are in other languages. There is a language for each catalog in this folder,
   TAG.po, which the build makes into a table.

   A text is looked up with a context, the msgctxt of the catalogs, which says what kind of text it is: the same English
   may need other words as the name of a port and as that of a preset. Texts may hold {n}, {a} and {A} as port tables
   do (see ports.h), and are looked up before these are expanded.

   English is NULL wherever a language is asked for. Plugins do without all of this; it is for what hosts and windows
   show. Any thread, realtime-safe. */

#ifndef SIGNALBOX_LANGUAGES_LANGUAGES_H
#define SIGNALBOX_LANGUAGES_LANGUAGES_H

typedef struct Language Language;

extern const Language* const languages[];  // all but English
extern const unsigned n_languages;

/* The language of a locale such as "de_AT.UTF-8", "de-at" or "de"; NULL where there is no catalog for it, and of NULL.
 */
const Language* language_find(const char* locale);

/* As Turtle and XML have it: "de", and "en" for English. */
const char* language_tag(const Language* language);

/* A text of the code in a language. The English itself, the very pointer, where the catalog has nothing for it.

   Where both texts are literals, `./waf languages` finds them by the name of this function, and puts them into what
   translators get. */
const char* language_text(const Language* language, const char* context, const char* english);

/* Marks a text that stands in a table, say, and is looked up elsewhere, to be found in the same way. Both are literals;
   it gives the English. */
#define LANGUAGE_TEXT(CONTEXT, ENGLISH) ENGLISH

#endif
