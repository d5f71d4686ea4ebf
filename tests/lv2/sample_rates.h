// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Sample rates that plugins are asked for: those that hosts have, from the lowest to the highest, and odd ones. */

#ifndef SIGNALBOX_TEST_SAMPLE_RATES_H
#define SIGNALBOX_TEST_SAMPLE_RATES_H

enum { N_RATES = 15 };

extern const double rates_hz[N_RATES];

#endif
