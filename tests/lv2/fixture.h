// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Fixture: the host that a group of cmocka tests shares. */

#ifndef SIGNALBOX_TEST_FIXTURE_H
#define SIGNALBOX_TEST_FIXTURE_H

#include "common/host/host.h"

extern Host* fixture_host;

/* Set-up of a group: opens the built bundle, alone or with the plugins of the system. */
int fixture_open(void** state);
int fixture_open_with_system(void** state);

/* Tear-down. */
int fixture_close(void** state);

#endif
