// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/settings.h"

#include <math.h>
#include <stdlib.h>

#define STEP_SECONDS 0.01

static double setting_steps(const Scene* scene, const SceneSetting* setting) {
  return fmax(1.0, round(scene_seconds(scene, setting->beats) / STEP_SECONDS));
}

/* What a setting starts from: the last value that an earlier setting gives to its control, else the control's own. */
static float value_before(const Instance* instance, const ScenePlugin* plugin, unsigned index, uint32_t port) {
  for (unsigned i = index; i-- > 0;) {
    if (instance_find(instance, plugin->settings[i].symbol) == port) {
      return plugin->settings[i].value;
    }
  }
  return instance_get(instance, port);
}

static size_t setting_expand(const Scene* scene, const SceneSetting* setting, float from, double rate_hz, uint32_t port,
                             ControlChange* changes) {
  const double n_steps = setting_steps(scene, setting);
  size_t n = 0;
  for (double step = 1.0; step <= n_steps; step += 1.0) {
    const double part = step / n_steps;
    const double seconds = scene_seconds(scene, setting->beat + setting->beats * (step - 1.0) / n_steps);
    const double value = (double)from + ((double)setting->value - (double)from) * part;
    changes[n++] = (ControlChange){(uint64_t)llround(seconds * rate_hz), port, (float)value};
  }
  return n;
}

/* By frame; changes at one frame stay in their order. */
static void changes_sort(ControlChange* changes, size_t n) {
  for (size_t i = 1; i < n; ++i) {
    const ControlChange change = changes[i];
    size_t k = i;
    for (; k > 0 && changes[k - 1].frame > change.frame; --k) {
      changes[k] = changes[k - 1];
    }
    changes[k] = change;
  }
}

bool settings_apply(const Scene* scene, const ScenePlugin* plugin, Instance* instance, ControlChange** changes,
                    size_t* n_changes, HostError* error) {
  double most_changes = 1.0;
  for (const SceneSetting* setting = plugin->settings; setting->symbol; ++setting) {
    if (instance_find(instance, setting->symbol) == UINT32_MAX) {
      return host_fail(error, "%s has no control named %s: the demo and the plugins are not of the same version.",
                       plugin->uri, setting->symbol);
    }
    most_changes += setting_steps(scene, setting);
  }
  *n_changes = 0;
  *changes = calloc((size_t)most_changes, sizeof **changes);
  if (!*changes) {
    return host_fail(error, "There is not enough memory: close other programs and try again.");
  }
  for (unsigned i = 0; plugin->settings[i].symbol; ++i) {
    const SceneSetting* setting = &plugin->settings[i];
    const uint32_t port = instance_find(instance, setting->symbol);
    if (setting_is_initial(setting)) {
      instance_set(instance, port, setting->value);
    } else {
      *n_changes += setting_expand(scene, setting, value_before(instance, plugin, i, port), instance_rate_hz(instance),
                                   port, *changes + *n_changes);
    }
  }
  changes_sort(*changes, *n_changes);
  return true;
}

bool control_is_constant(const Instance* instance, const ScenePlugin* plugin, uint32_t port) {
  for (const SceneSetting* setting = plugin->settings; setting->symbol; ++setting) {
    if (!setting_is_initial(setting) && instance_find(instance, setting->symbol) == port) {
      return false;
    }
  }
  return true;
}

float control_initial(const Instance* instance, const ScenePlugin* plugin, uint32_t port) {
  if (control_is_constant(instance, plugin, port)) {
    return instance_get(instance, port);
  }
  float value = instance_port(instance, port)->initial;
  for (const SceneSetting* setting = plugin->settings; setting->symbol; ++setting) {
    if (setting_is_initial(setting) && instance_find(instance, setting->symbol) == port) {
      value = setting->value;
    }
  }
  return value;
}
