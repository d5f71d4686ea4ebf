// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Findings that are made up. */

#ifndef SIGNALBOX_TESTS_EXAMPLE_FINDINGS_H
#define SIGNALBOX_TESTS_EXAMPLE_FINDINGS_H

#include "common/map/findings.h"

/* Adds a finding about a strip. */
Finding* example_finding(Findings* findings, FindingKind kind, bool is_hint, uint32_t strip, const char* where);
void example_finding_strip(Finding* finding, uint32_t strip);
void example_finding_wire(Finding* finding, uint32_t wire);
void example_findings_free(Findings* findings);

#endif
