// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/fixture.h"

#include "tests/lv2/suite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

Host* fixture_host;

static int open_by(Host* (*open)(const char* bundle, HostError* error)) {
  HostError error = {""};
  fixture_host = open(suite_bundle(), &error);
  if (!fixture_host) {
    print_error("%s\n", error.text);
  }
  return fixture_host ? 0 : -1;
}

int fixture_open(void** state) {
  (void)state;
  return open_by(host_open);
}

int fixture_open_with_system(void** state) {
  (void)state;
  return open_by(host_open_with_system);
}

int fixture_close(void** state) {
  (void)state;
  host_close(fixture_host);
  return 0;
}
