// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Instance: one running plugin. Controls start at the plugin's defaults; every audio and CV port starts on a buffer of
   its own that the instance owns (silent), every control port on a value of its own, every atom port on an empty
   sequence. CV ports count as audio. A new instance is active. Audio is planar float*, lengths are in frames. One
   thread at a time; not realtime-safe but where it is said. */

#ifndef SIGNALBOX_HOST_INSTANCE_H
#define SIGNALBOX_HOST_INSTANCE_H

#include "common/host/host_port.h"

typedef struct Instance Instance;

/* max_frames: the longest block that will be run, and the size of the instance's own buffers. NULL where the plugin is
   unknown, requires a feature this host lacks, or cannot be instantiated at this rate. */
Instance* instance_new(Host* host, const char* uri, double rate_hz, uint32_t max_frames, HostError* error);
void instance_free(Instance* instance);

/* deactivate() and activate(): as if it had just been made, controls aside. */
void instance_reset(Instance* instance);

Host* instance_host(const Instance* instance);
const LilvPlugin* instance_plugin(const Instance* instance);
LilvInstance* instance_lilv(const Instance* instance);
const LV2_Feature* const* instance_features(const Instance* instance);
double instance_rate_hz(const Instance* instance);
uint32_t instance_max_frames(const Instance* instance);

/* Ports by index. */
uint32_t instance_n_ports(const Instance* instance);
const HostPort* instance_port(const Instance* instance, uint32_t index);

/* Index of the port with a symbol, or UINT32_MAX. */
uint32_t instance_find(const Instance* instance, const char* symbol);

/* Audio and CV inputs and outputs, counted from 0 in port order: how many, and the index of each. */
uint32_t instance_n_inputs(const Instance* instance);
uint32_t instance_n_outputs(const Instance* instance);
uint32_t instance_input(const Instance* instance, uint32_t i);
uint32_t instance_output(const Instance* instance, uint32_t i);

/* The value of a control port, input or output. Realtime-safe. */
float instance_get(const Instance* instance, uint32_t index);
void instance_set(Instance* instance, uint32_t index, float value);

/* Where the instance keeps it. */
float* instance_value(Instance* instance, uint32_t index);

/* The value by symbol, which must exist. */
float instance_get_named(const Instance* instance, const char* symbol);
void instance_set_named(Instance* instance, const char* symbol, float value);

/* All control inputs back to their defaults. */
void instance_set_defaults(Instance* instance);

/* The buffer that the instance owns for an audio or CV port: max_frames floats. */
float* instance_buffer(const Instance* instance, uint32_t index);

/* Connects any port to any memory of the caller's, or to nothing (NULL); instance_connect_own() undoes that. Buffers
   may be shared between ports. instance_get() and instance_set() go on to use the instance's own value.
   Realtime-safe. */
void instance_connect(Instance* instance, uint32_t index, void* data);
void instance_connect_own(Instance* instance, uint32_t index);

/* Realtime-safe. n_frames <= max_frames. */
void instance_run(Instance* instance, uint32_t n_frames);

/* What the latency port says, in frames, as of the last run; 0 where there is none. */
uint32_t instance_latency_frames(const Instance* instance);
bool instance_has_latency(const Instance* instance);

#endif
