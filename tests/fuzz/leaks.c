// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* For LeakSanitizer, which calls this: sord loses a node of a statement that it leaves out because another node of it
   means nothing, as an undeclared prefix, or is no text; and fontconfig keeps what it has found out about fonts.
   Nothing of ours calls the function named here. */
__attribute__((visibility("default"))) const char* __lsan_default_suppressions(void);  // NOLINT

const char* __lsan_default_suppressions(void) {  // NOLINT
  return "leak:sord_node_from_serd_node\nleak:libfontconfig\n";
}
