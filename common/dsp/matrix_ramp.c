// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/dsp/matrix_ramp.h"

#include "common/dsp/chunk.h"
#include "common/dsp/stereo_kernels.h"

void matrix_ramp_set(MatrixRamp* matrix, StereoMatrix target, uint32_t ramp_frames) {
  ramp_set(&matrix->same, target.same, ramp_frames);
  ramp_set(&matrix->cross, target.cross, ramp_frames);
}

void matrix_ramp_run(const MatrixRamp* matrix, float* l, float* r, uint32_t n_frames) {
  if (ramp_is_moving(&matrix->same) || ramp_is_moving(&matrix->cross)) {
    float same[CHUNK_LONG_FRAMES];
    float cross[CHUNK_LONG_FRAMES];
    ramp_fill(&matrix->same, same, n_frames);
    ramp_fill(&matrix->cross, cross, n_frames);
    kernel_matrix_moving(l, r, same, cross, n_frames);
  } else if (!matrix_ramp_is_idle(matrix)) {
    kernel_matrix(l, r, (StereoMatrix){matrix->same.target, matrix->cross.target}, n_frames);
  }
}
