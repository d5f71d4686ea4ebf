// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* For LeakSanitizer, which calls this: fontconfig keeps what it knows of fonts to the end, which is no leak of ours. */
__attribute__((visibility("default"))) const char* __lsan_default_suppressions(void);  // NOLINT

const char* __lsan_default_suppressions(void) {  // NOLINT
  return "leak:libfontconfig\n";
}
