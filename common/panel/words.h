// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* What a panel says, in its language. Widgets and families have English words, which are looked up when they are drawn;
   what is made of several is looked up as the format that makes it. Numbers look the same in all languages: the decimal
   sign is a point, and either sign is taken where a value is typed. */

#ifndef SIGNALBOX_PANEL_WORDS_H
#define SIGNALBOX_PANEL_WORDS_H

#include "common/panel/model.h"
#include "common/ports/value_text.h"

/* Marks words in a table that are said later, so that `./waf languages` finds them; other literals are found as
   arguments of say() and of the functions of layout.h. */
#define SAY(ENGLISH) ENGLISH

/* The words for English ones, or a format for an English format, with the same conversions in the same order. */
__attribute__((format_arg(2))) const char* say(const Panel* panel, const char* english);

/* What is written on a widget, {n} being its `a`, from 1. */
void say_label(const Panel* panel, const Widget* widget, char out[PORTS_TEXT_SIZE]);

void say_port_name(const Panel* panel, unsigned port, char out[PORTS_TEXT_SIZE]);
void say_port_comment(const Panel* panel, unsigned port, char out[PORTS_TEXT_SIZE]);
const char* say_point(const Panel* panel, const PortSpec* spec, const ScalePoint* point);

/* A value as mixers write it: "-6.0", "off", "L 30", "1.2 kHz". */
void value_short(const Panel* panel, const PortSpec* spec, float value, char out[PANEL_TEXT_SIZE]);

/* The same with the unit of decibels, too. */
void value_full(const Panel* panel, const PortSpec* spec, float value, char out[PANEL_TEXT_SIZE]);

/* And in words: "30 % left". */
void value_long(const Panel* panel, const PortSpec* spec, float value, char out[PANEL_TEXT_SIZE]);

/* What value_short() and value_full() write, in the panel's language or in English, and all that control_parse() takes.
 */
bool value_parse(const Panel* panel, const PortSpec* spec, const char* typed, float* value);

#endif
