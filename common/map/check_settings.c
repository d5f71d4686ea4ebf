// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* Settings: plugins of this suite that are wired, but whose own controls cut the path. */

#include "common/map/check.h"
#include "common/map/identify.h"
#include "common/map/passage.h"
#include "common/map/ports_wired.h"

#include <stdio.h>
#include <string.h>

enum { SYMBOL_SIZE = 128, NUMBER_SIZE = 16, NO_NUMBER = 0, N_BRANCHES = 4 };

typedef struct {
  Check* check;
  uint32_t plugin;
} Subject;

static bool begins(const char* text, const char* start) {
  return !strncmp(text, start, strlen(start));
}

static void tell(const Subject* subject, const char* what, const char* why, const char* cure) {
  Check* check = subject->check;
  const uint32_t strip = check->map->plugins[subject->plugin].strip;
  Finding* finding = check_found(check, FINDING_CUT_BY_SETTINGS, false, strip);
  if (finding) {
    finding->plugin = subject->plugin;
    finding->what = what;
    finding->where = map_strip_name(check->map, strip);
    finding->why = why;
    finding->cure = cure;
  }
}

static const char* name_of(const Subject* subject) {
  return map_plugin_name(subject->check->map, subject->plugin);
}

/* A control of one strip, send or branch, whose number or letter follows its name; of the whole plugin, where `which`
   is "". */
static double value(const Subject* subject, const char* name, const char* which, double fallback) {
  char symbol[SYMBOL_SIZE];
  snprintf(symbol, sizeof(symbol), "%s%s%s", name, which[0] ? "_" : "", which);
  return map_control(subject->check->map, subject->plugin, symbol, fallback);
}

static bool is_off(const Subject* subject, const char* level, const char* which, double fallback_db) {
  return level_gain(value(subject, level, which, fallback_db)) <= 0.0;
}

static bool is_set(const Subject* subject, const char* toggle, const char* which) {
  return value(subject, toggle, which, 0.0) > 0.0;
}

static bool is_fed(const Subject* subject, const char* start) {
  return any_port_is_wired(subject->check, subject->plugin, true, start);
}

static bool is_used(const Subject* subject, const char* start) {
  return any_port_is_wired(subject->check, subject->plugin, false, start);
}

static void check_listen(const Subject* subject) {
  if (is_set(subject, "listen", "")) {
    tell(subject, check_say(subject->check, "Listen of %s is on.", name_of(subject)),
         "Its main out is what it listens to, not the mix.", "Switch Listen off.");
  }
}

static void check_send(const Subject* subject) {
  Check* check = subject->check;
  if (is_off(subject, "fader", "", 0.0) || is_set(subject, "mute", "")) {
    tell(subject, check_say(check, "%s passes nothing on.", name_of(subject)),
         "Its own Mute is on, or its Fader is down.", "Switch Mute off, or turn Fader up.");
  }
  const MapPorts* outputs = &check->map->plugins[subject->plugin].outputs;
  uint32_t last = NO_NUMBER;
  for (uint32_t i = 0; i < outputs->n; ++i) {
    uint32_t number, side;
    char which[NUMBER_SIZE];
    if (!symbol_is(outputs->at[i].symbol, "send", &number, &side) || number == last ||
        !port_is_wired(check, subject->plugin, false, i)) {
      continue;
    }
    last = number;
    snprintf(which, sizeof(which), "%u", number);
    if (is_off(subject, "send_level", which, -90.0)) {
      tell(subject, check_say(check, "Send %u of %s is off.", number, name_of(subject)),
           "It is wired, but a send sends nothing until it is turned up.",
           check_say(check, "Turn Level %u up.", number));
    } else if (is_set(subject, "send_mute", which)) {
      tell(subject, check_say(check, "Send %u of %s is muted.", number, name_of(subject)),
           "It is wired, but sends nothing.", check_say(check, "Switch Mute %u off.", number));
    }
  }
}

static void check_return(const Subject* subject) {
  if (is_fed(subject, "return") && (is_off(subject, "return_level", "", 0.0) || is_set(subject, "return_mute", ""))) {
    tell(subject, check_say(subject->check, "%s lets nothing of its return through.", name_of(subject)),
         "What comes back from the effect is muted, or its level is off.",
         "Switch Return Mute off, or turn Return Level up.");
  }
}

static void check_router(const Subject* subject) {
  Check* check = subject->check;
  const bool acts = value(subject, "action", "", 0.0) >= 1.0;
  const bool heard_a = is_fed(subject, "key_a") && !is_off(subject, "key_a_level", "", 0.0);
  const bool heard_b = is_fed(subject, "key_b") && !is_off(subject, "key_b_level", "", -90.0);
  const bool fed = is_fed(subject, "key_");
  if (fed && !heard_a && !heard_b && (acts || is_used(subject, "key_out"))) {
    tell(subject, check_say(check, "%s does not listen to the key that is wired.", name_of(subject)),
         "The level of that key is off.",
         is_fed(subject, "key_a") ? "Turn Key A Level up." : "Turn Key B Level up, or wire the key to Key A.");
  } else if (fed && is_used(subject, "key_out") && is_off(subject, "key_out_level", "", 0.0)) {
    tell(subject, check_say(check, "The key out of %s is off.", name_of(subject)),
         "It is wired to a sidechain, which hears silence.", "Turn Key Out Level up.");
  }
}

static void check_compressor(const Subject* subject) {
  if (is_off(subject, "wet_level", "", -6.0) && is_off(subject, "dry_level", "", 0.0)) {
    tell(subject, check_say(subject->check, "%s passes nothing on.", name_of(subject)), "Wet and dry level are off.",
         "Turn Dry Level or Wet Level up.");
  }
  if (value(subject, "key_source", "", 0.0) >= 1.0 && is_fed(subject, "key") && is_off(subject, "key_level", "", 0.0)) {
    tell(subject, check_say(subject->check, "%s does not listen to the key that is wired.", name_of(subject)),
         "The level of the key is off.", "Turn Key Level up.");
  }
}

static void check_splitter(const Subject* subject) {
  Check* check = subject->check;
  for (int branch = 0; branch < N_BRANCHES; ++branch) {
    const char which[] = {"abcd"[branch], '\0'}, name = "ABCD"[branch];
    const double mode = value(subject, "mode", "", 0.0);
    const bool is_absent = branch >= (mode <= 1.0 ? (int)value(subject, "branches", "", 2.0) : 2);
    if (!is_used(subject, which)) {
      continue;
    }
    if (is_absent) {
      tell(subject, check_say(check, "Branch %c of %s is wired, but not there.", name, name_of(subject)),
           "As it is set, the splitter has fewer branches, and that one is silent.",
           "Turn Branches up, or take the wire away.");
    } else if (is_set(subject, "mute", which) || is_off(subject, "gain", which, 0.0)) {
      tell(subject, check_say(check, "Branch %c of %s is off.", name, name_of(subject)), "It is wired, but silent.",
           check_say(check, "Switch Mute %c off, or turn Gain %c up.", name, name));
    }
  }
}

static void check_bus(const Subject* subject) {
  Check* check = subject->check;
  if (is_off(subject, "fader", "", 0.0)) {
    tell(subject, check_say(check, "%s passes nothing on.", name_of(subject)), "Its fader is down.", "Turn Fader up.");
  }
  const MapPorts* inputs = &check->map->plugins[subject->plugin].inputs;
  uint32_t last = NO_NUMBER;
  for (uint32_t i = 0; i < inputs->n; ++i) {
    uint32_t number, side;
    char which[NUMBER_SIZE];
    if (!symbol_is(inputs->at[i].symbol, "in", &number, &side) || number == last ||
        !port_is_wired(check, subject->plugin, true, i)) {
      continue;
    }
    last = number;
    snprintf(which, sizeof(which), "%u", number);
    if (is_set(subject, "solo", which)) {
      tell(subject, check_say(check, "Solo %u of %s is on.", number, name_of(subject)),
           "All its other strips are silent.", check_say(check, "Switch Solo %u off.", number));
    } else if (is_set(subject, "mute", which) || is_off(subject, "gain", which, 0.0)) {
      tell(subject, check_say(check, "Strip %u of %s is off.", number, name_of(subject)), "It is wired, but silent.",
           check_say(check, "Switch Mute %u off, or turn Gain %u up.", number, number));
    }
  }
}

/* Which of its outputs or keys fall silent when it is switched off. */
static void check_off(const Subject* subject, const char* name) {
  const bool loses = (begins(name, "aux-send") && is_used(subject, "send")) ||
                     (begins(name, "aux-return") && is_fed(subject, "return")) ||
                     (begins(name, "parallel-splitter") && (is_used(subject, "b") || is_used(subject, "c"))) ||
                     (begins(name, "sidechain-router") && is_fed(subject, "key_"));
  if (loses) {
    tell(subject, check_say(subject->check, "%s is switched off.", name_of(subject)),
         "Only its main signal passes: sends, branches, keys and returns that are wired to it are silent.",
         "Switch Enabled on, or its light in the processor box.");
  }
}

void check_settings(Check* check) {
  static const struct {
    const char* start;
    void (*look)(const Subject* subject);
  } looks[] = {{"aux-send", check_send},
               {"aux-return", check_return},
               {"sidechain-router", check_router},
               {"parallel-compressor", check_compressor},
               {"parallel-splitter", check_splitter},
               {"bus-summer", check_bus}};
  for (uint32_t i = 0; i < check->map->n_plugins; ++i) {
    const char* name = map_own_plugin(check->map, i);
    const Subject subject = {check, i};
    if (!name || !check->map->plugins[i].ports_known || !check_is_on(check, check->map->plugins[i].strip)) {
      continue;
    }
    if (!check->map->plugins[i].active) {
      check_off(&subject, name);
      continue;
    }
    check_listen(&subject);
    for (size_t k = 0; k < sizeof(looks) / sizeof(looks[0]); ++k) {
      if (begins(name, looks[k].start)) {
        looks[k].look(&subject);
      }
    }
  }
}
