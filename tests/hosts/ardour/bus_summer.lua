-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- The session of test_bus_summer.py: tracks, and busses with one bus summer each.

local lab = require ("lab")
local plan = lab.plan

local function bus_plugin (session, bus)
  return lab.plugin (lab.route (session, bus.name), 1, bus.uri)
end

local function tell_controls (session)
  for _, bus in ipairs (plan.busses) do
    local plugin = bus_plugin (session, bus)
    for symbol in pairs (plugin.controls) do
      lab.tell ("control", bus.name, symbol, lab.get (plugin, symbol))
    end
  end
end

local steps = {}

-- Tracks and busses, without audio or wires.
function steps.create ()
  local session = lab.create_session ()
  for _, track in ipairs (plan.tracks) do
    lab.track (session, track.name, track.channels)
  end
  for _, bus in ipairs (plan.busses) do
    local route = lab.bus (session, bus.name, bus.channels)
    route:set_strict_io (bus.strict)
    lab.add_plugin (session, route, bus.uri)
  end
  lab.save (session)
end

function steps.mix ()
  local session = lab.open_session ()
  for _, bus in ipairs (plan.busses) do
    local plugin = bus_plugin (session, bus)
    for symbol, value in pairs (bus.controls) do
      lab.set (plugin, symbol, value)
    end
    for symbol, points in pairs (bus.automation) do
      lab.automate (plugin, symbol, points)
    end
    if bus.bypassed then
      lab.bypass (plugin)
    end
  end
  tell_controls (session)
  lab.save (session)
  lab.render (session, "mix")
end

function steps.reopen ()
  local session = lab.open_session ()
  tell_controls (session)
  lab.render (session, "reopened")
end

steps[plan.step] ()
lab.finish ()
