// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/bench/works.h"

#include "tests/bench/workloads.h"

#define OURS(NAME, SETUP) \
  { "Signalbox", SIGNALBOX_PREFIX NAME, SETUP, NULL }
#define LIMIT(WHICH) \
  { "limit", NULL, "", &(WHICH) }
#define PEER(NAME, URI, SETUP) \
  { NAME, URI, SETUP, NULL }

#define LSP "http://lsp-plug.in/plugins/lv2/"
#define X42 "http://gareus.org/oss/lv2/"
#define CALF "http://calf.sourceforge.net/plugins/"
#define SWH "http://plugin.org.uk/swh-plugins/"

const Work works[] = {
  {"bus 4",
   "4 stereo strips into one bus",
   4,
   2,
   false,
   {OURS("bus-summer-stereo-4", SETUP_STRIPS), PEER("LSP Mixer x4", LSP "mixer_x4_stereo", "")}},
  {"bus 8",
   "8 stereo strips into one bus",
   8,
   2,
   false,
   {OURS("bus-summer-stereo-8", SETUP_STRIPS),
    LIMIT(limit_mixer_8),
    {"host's own mixing loop", NULL, "", &limit_host_8},
    PEER("LSP Mixer x8", LSP "mixer_x8_stereo", "")}},
  {"bus 16",
   "16 stereo strips into one bus",
   16,
   2,
   false,
   {OURS("bus-summer-stereo-16", SETUP_STRIPS), LIMIT(limit_mixer_16),
    PEER("LSP Mixer x16", LSP "mixer_x16_stereo", "")}},
  {"bus 8 mono",
   "8 mono strips into one bus",
   8,
   1,
   false,
   {OURS("bus-summer-mono-8", SETUP_STRIPS), PEER("x42 Matrix Mixer 8x8", X42 "matrixmixer#i8o8", "mix_1_1=0.5:0.6")}},
  {"bus 16 mono", "16 mono strips into one bus", 16, 1, false, {OURS("bus-summer-mono-16", SETUP_STRIPS)}},
  {"send",
   "stereo track with a send",
   2,
   2,
   true,
   {OURS("aux-send-stereo", SETUP_SENDS), LIMIT(limit_send), PEER("x42 Stereo Routing", X42 "stereoroute", ""),
    PEER("x42 Balance", X42 "balance", "balance=0.2:0.3")}},
  {"send 4", "stereo track with four sends", 5, 2, true, {OURS("aux-send-stereo-4", SETUP_SENDS), LIMIT(limit_send_4)}},
  {"return",
   "stereo return beside the dry signal",
   2,
   2,
   true,
   {OURS("aux-return-stereo", SETUP_QUIET_RETURN), LIMIT(limit_return),
    PEER("x42 Crossfade", X42 "xfade", "xfade=0:0.1"), PEER("swh Crossfade", SWH "xfade", "xfade=0:0.1")}},
  {"copies",
   "stereo to four copies",
   4,
   2,
   false,
   {OURS("parallel-splitter-stereo", SETUP_COPIES), LIMIT(limit_copies)}},
  {"bands",
   "stereo into four bands",
   4,
   2,
   false,
   {OURS("parallel-splitter-stereo", SETUP_BANDS), LIMIT(limit_crossover),
    PEER("LSP Crossover", LSP "crossover_stereo",
         "frs_*=0 frs_2=2 frs_4=2 frs_6=2 sf_2=200 sf_4=1000 sf_6=5000 g_out=1:0.9"),
    PEER("Calf X-Over 4 Band", CALF "XOver4Band", "freq0=200 freq1=1000 freq2=5000 level=1:0.9")}},
  {"compressor",
   "parallel compression in stereo, at work",
   1,
   2,
   false,
   {OURS("parallel-compressor-stereo", SETUP_COMPRESSOR), LIMIT(limit_compressor),
    PEER("Ardour a-comp", "urn:ardour:a-comp#stereo", "thr=-30:-32 rat=4 kn=6"),
    PEER("Zam CompX2", "urn:zamaudio:ZamCompX2", "thr=-30:-32 rat=4 kn=6"),
    PEER("LSP Compressor", LSP "compressor_stereo", "al=0.03:0.025 cr=4"),
    PEER("Calf Compressor", CALF "Compressor", "threshold=0.03:0.025 ratio=4"),
    PEER("swh SC4", SWH "sc4", "threshold=-30:-28 ratio=4")}},
  {"ducking",
   "ducking by a stereo key behind a high-pass",
   1,
   2,
   false,
   {OURS("sidechain-router-stereo", SETUP_DUCK),
    PEER("LSP Sidechain Compressor", LSP "sc_compressor_stereo", "sct=2 shpm=1 shpf=100 al=0.03:0.025 cr=20"),
    PEER("Calf Sidechain Compressor", CALF "SidechainCompressor",
         "sc_route=1 sc_mode=9 f1_freq=100 f2_freq=18000 threshold=0.03:0.025 ratio=20")}},
};

_Static_assert(sizeof(works) / sizeof(works[0]) <= WORKS_MOST, "more works than there is room for");

const unsigned n_works = sizeof(works) / sizeof(works[0]);
