// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* All kernels, to be compiled here for one instruction set alone: see isa_names.h. */

#ifndef SIGNALBOX_TEST_ISA_KERNELS_H
#define SIGNALBOX_TEST_ISA_KERNELS_H

#include "tests/plugins/isa_names.h"

// NOLINTBEGIN(bugprone-suspicious-include)
#include "common/dsp/blend_kernels.c"
#include "common/dsp/crossover_kernels.c"
#include "common/dsp/feedback_kernels.c"
#include "common/dsp/filter_kernels.c"
#include "common/dsp/lag_kernels.c"
#include "common/dsp/level_kernels.c"
#include "common/dsp/loudness_kernels.c"
#include "common/dsp/sample_kernels.c"
#include "common/dsp/stereo_kernels.c"
#include "plugins/bus_summer/mix_kernels.c"
// NOLINTEND(bugprone-suspicious-include)

#endif
