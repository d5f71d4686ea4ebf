// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* A language that has no letters: all that is in the catalogs, with a sign instead of each. */

#ifndef SIGNALBOX_TEST_FOREIGN_H
#define SIGNALBOX_TEST_FOREIGN_H

#include "common/languages/languages.h"

/* It lives as long as the process. */
const Language* foreign_language(void);

#endif
