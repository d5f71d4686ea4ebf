// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "plugins/parallel_splitter/parallel_splitter.h"

#include "common/lv2/inline_display.h"
#include "common/lv2/plugin.h"
#include "plugins/parallel_splitter/parallel_splitter_glance.h"
#include "plugins/parallel_splitter/parallel_splitter_ports.h"

static void* engine_new(const PortVariant* variant, double rate_hz) {
  return parallel_splitter_new(variant->shape[SPLITTER_IN].channels, rate_hz);
}

static void read_split(const Plugin* plugin, SplitterParams* params) {
  params->mode = (SplitterMode)plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_MODE);
  params->n_branches = (unsigned)plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_N_BRANCHES);
  for (unsigned i = 0; i < SPLITTER_SPLITS; ++i) {
    params->split_hz[i] = plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_SPLIT_1 + i);
  }
  params->sensitivity = plugin_share(plugin, SPLITTER_SPLIT, 0, SPLITTER_SENSITIVITY);
  params->threshold = gain_from_db(plugin_control(plugin, SPLITTER_SPLIT, 0, SPLITTER_THRESHOLD));
}

static void read_branch(const Plugin* plugin, unsigned i, SplitterBranchParams* branch) {
  branch->gain = plugin_level(plugin, SPLITTER_BRANCH, i, SPLITTER_GAIN);
  branch->delay_ms = plugin_control(plugin, SPLITTER_BRANCH, i, SPLITTER_DELAY);
  branch->mute = plugin_toggle(plugin, SPLITTER_BRANCH, i, SPLITTER_MUTE);
  branch->solo = plugin_toggle(plugin, SPLITTER_BRANCH, i, SPLITTER_SOLO);
  branch->invert = plugin_toggle(plugin, SPLITTER_BRANCH, i, SPLITTER_INVERT);
}

static void read_params(const Plugin* plugin, SplitterParams* params) {
  read_split(plugin, params);
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    if (plugin_changed(plugin, SPLITTER_BRANCH, i)) {
      read_branch(plugin, i, &params->branch[i]);
    }
  }
  params->enabled = plugin_toggle(plugin, SPLITTER_MASTER, 0, SPLITTER_ENABLED);
}

static void report(const Plugin* plugin, const SplitterMeters* meters) {
  for (unsigned i = 0; i < SPLITTER_BRANCHES; ++i) {
    plugin_report_peak(plugin, SPLITTER_BRANCH, i, SPLITTER_METER, meters->branch_peak[i]);
  }
  plugin_report(plugin, SPLITTER_MASTER, 0, SPLITTER_STATUS, (float)meters->status);
}

PLUGIN_TYPE(parallel_splitter, ParallelSplitter, SplitterParams, SplitterMeters, SPLITTER_IN, SPLITTER_OUT);
