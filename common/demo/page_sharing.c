// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/page_sharing.h"

#include "common/routes/session_text.h"

#include <math.h>

static void bar_write(FILE* file, const char* what, double share, double most) {
  fprintf(file, "<li><span>%s</span><i style=\"--share: %.3f\"></i><span>%.2f %%</span></li>\n", what, share / most,
          100.0 * share);
}

void page_sharing_write(FILE* file, const Sharing sharing[SHARING_REVERBS]) {
  double most = 0.0;
  for (unsigned i = 0; i < SHARING_REVERBS; ++i) {
    most = fmax(most, fmax(sharing[i].shared, sharing[i].apart));
  }
  for (unsigned i = 0; i < SHARING_REVERBS; ++i) {
    fputs("<h3>", file);
    put_xml(file, sharing[i].reverb);
    fprintf(file, ": %.1f times as much</h3>\n<ul class=\"bars\">\n", sharing_ratio(&sharing[i]));
    bar_write(file, "One, shared", sharing[i].shared, most);
    bar_write(file, "On each", sharing[i].apart, most);
    fputs("</ul>\n", file);
  }
}
