-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- Loads one preset after the other into a plugin of each kind, and tells what they leave behind.

local lab = require ("lab")
local plan = lab.plan

local function tell_controls (plugin, preset)
  for symbol in pairs (plugin.controls) do
    lab.tell ("control", plugin.uri, preset, symbol, lab.get (plugin, symbol))
  end
end

local session = lab.create_session ()
for _, uri in ipairs (lab.list_plugins (plan.prefix)) do
  lab.tell ("listed", uri)
end
for _, variant in ipairs (plan.variants) do
  local plugin = lab.add_plugin (session, lab.bus (session, variant.uri, 2, 2), variant.uri)
  tell_controls (plugin, "")
  for _, preset in ipairs (variant.presets) do
    lab.load_preset (plugin, preset)
    tell_controls (plugin, preset)
  end
end
lab.finish ()
