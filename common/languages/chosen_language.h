// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Which language windows are in: that of the environment, as gettext chooses it. */

#ifndef SIGNALBOX_LANGUAGES_CHOSEN_LANGUAGE_H
#define SIGNALBOX_LANGUAGES_CHOSEN_LANGUAGE_H

#include "common/languages/languages.h"

/* What `read` gives for LC_ALL, LC_MESSAGES and LANG, the first of them that says anything, is the locale. Where that
   is not C, the first of the languages in LANGUAGE, with colons between them, that is there comes before it. NULL is
   English. No LV2 option says it, and the locale of the process is the host's own, so neither is asked. Any thread, if
   that goes for `read`. */
const Language* language_chosen(char* (*read)(const char* name));

#endif
