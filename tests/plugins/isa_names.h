// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Gives every kernel a name of its own, to include before the kernels when ISA is the name of a variant. A kernel that
   is missing here does not link, as it would be there twice. */

#ifndef SIGNALBOX_TEST_ISA_NAMES_H
#define SIGNALBOX_TEST_ISA_NAMES_H

#define ISA_JOIN(name, isa) name##_##isa
#define ISA_NAME(name, isa) ISA_JOIN(name, isa)

#define kernel_mix ISA_NAME(only_mix, ISA)
#define kernel_mix_ramping ISA_NAME(only_mix_ramping, ISA)
#define kernel_gain_from_db ISA_NAME(only_gain_from_db, ISA)
#define kernel_meter_db ISA_NAME(only_meter_db, ISA)
#define kernel_scale ISA_NAME(only_scale, ISA)
#define kernel_add ISA_NAME(only_add, ISA)
#define kernel_scale_moving ISA_NAME(only_scale_moving, ISA)
#define kernel_matrix ISA_NAME(only_matrix, ISA)
#define kernel_matrix_moving ISA_NAME(only_matrix_moving, ISA)
#define kernel_crossfade ISA_NAME(only_crossfade, ISA)
#define kernel_mean_of_four ISA_NAME(only_mean_of_four, ISA)
#define kernel_max_abs ISA_NAME(only_louder, ISA)
#define kernel_feedback ISA_NAME(only_feedback, ISA)
#define kernel_find ISA_NAME(only_find, ISA)
#define kernel_log2 ISA_NAME(only_log2, ISA)
#define kernel_exp2_negative ISA_NAME(only_exp2_negative, ISA)
#define kernel_knee ISA_NAME(only_knee, ISA)
#define kernel_blend ISA_NAME(only_blend, ISA)
#define kernel_blend_ramping ISA_NAME(only_blend_ramping, ISA)
#define kernel_sanitize ISA_NAME(only_clean, ISA)
#define kernel_sanitize_scaled ISA_NAME(only_clean_scaled, ISA)
#define kernel_peak ISA_NAME(only_peak, ISA)
#define kernel_lowest ISA_NAME(only_lowest, ISA)
#define kernel_measure ISA_NAME(only_measure, ISA)
#define kernel_products ISA_NAME(only_products, ISA)
#define kernel_crossover ISA_NAME(only_crossover, ISA)
#define kernel_filter ISA_NAME(only_filter, ISA)
#define kernel_filter_pair ISA_NAME(only_filter_pair, ISA)
#define kernel_loudness ISA_NAME(only_loudness, ISA)
#define kernel_lag_products ISA_NAME(only_lag_products, ISA)

#endif
