-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- A session from a plan: first its routes alone, then, with the audio and wires that session_file.py has put in, their
-- plugins, and at last the same session opened again. What a plan may say stands in session_plan.py.

local lab = require ("lab")
local plan = lab.plan

-- Calls `visit (plugin, its plan, its route, its place)` for every plugin there is.
local function each_plugin (session, visit)
  for _, planned in ipairs (plan.routes) do
    local route = lab.route (session, planned.name)
    for place, planned_plugin in ipairs (planned.plugins) do
      visit (lab.plugin (route, place, planned_plugin.uri), planned_plugin, route, place)
    end
  end
end

local function add_plugins (session)
  for _, planned in ipairs (plan.routes) do
    local route = lab.route (session, planned.name)
    route:set_strict_io (planned.strict)
    for _, planned_plugin in ipairs (planned.plugins) do
      local plugin = lab.add_plugin (session, route, planned_plugin.uri)
      if #planned_plugin.sidechain > 0 then
        lab.add_sidechain (route, plugin)
      end
    end
  end
end

-- Each fit sets all pins of a route anew, so pins come after all of them.
local function connect_plugins (session)
  each_plugin (session, function (plugin, planned, route)
    if planned.fit then
      lab.fit (route, plugin, planned.fit.inputs, planned.fit.outputs)
    end
  end)
  each_plugin (session, function (plugin, planned)
    lab.pin (plugin, planned.pins)
    for number, source in ipairs (planned.sidechain) do
      lab.feed_sidechain (plugin, number, lab.route (session, source.route), source.channel)
    end
  end)
end

local function set_plugins (session)
  each_plugin (session, function (plugin, planned)
    for symbol, value in pairs (planned.controls) do
      lab.set (plugin, symbol, value)
    end
    for symbol, points in pairs (planned.automation) do
      lab.automate (plugin, symbol, points)
    end
    if planned.bypassed then
      lab.bypass (plugin)
    end
  end)
end

-- All that a session has to remember.
local function tell_state (session)
  each_plugin (session, function (plugin, planned, route, place)
    for symbol in pairs (plugin.controls) do
      lab.tell ("control", route:name (), place, symbol, lab.get (plugin, symbol))
    end
    for side, channels in pairs (lab.pins (plugin)) do
      for pin, channel in pairs (channels) do
        lab.tell ("pin", route:name (), place, side, pin, channel)
      end
    end
    for number, source in ipairs (planned.sidechain) do
      local is_fed = lab.is_sidechain_fed (plugin, number, lab.route (session, source.route), source.channel)
      lab.tell ("sidechain", route:name (), place, number, is_fed)
    end
  end)
  for _, planned in ipairs (plan.routes) do
    lab.tell ("strict", planned.name, lab.route (session, planned.name):strict_io ())
  end
end

local steps = {}

-- Tracks and busses, without audio, wires or plugins.
function steps.create ()
  local session = lab.create_session ()
  for _, planned in ipairs (plan.routes) do
    lab[planned.kind] (session, planned.name, planned.inputs, planned.outputs)
  end
  lab.save (session)
end

function steps.first ()
  local session = lab.open_session ()
  add_plugins (session)
  connect_plugins (session)
  set_plugins (session)
  tell_state (session)
  lab.save (session)
  lab.render (session, plan.step)
end

function steps.reopened ()
  local session = lab.open_session ()
  tell_state (session)
  lab.render (session, plan.step)
end

-- Tells what output controls say after some time of playing.
function steps.listened ()
  local session = lab.open_session ()
  lab.play (session, plan.seconds, function ()
    for _, asked in ipairs (plan.asked) do
      local plugin = lab.plugin (lab.route (session, asked.route), asked.place, asked.uri)
      for _, symbol in ipairs (asked.symbols) do
        lab.tell ("reading", asked.route, symbol, lab.read (plugin, symbol))
      end
    end
  end)
end

-- Sets some controls otherwise. What changes latencies counts for certain where the session is opened again.
function steps.moved ()
  local session = lab.open_session ()
  for _, move in ipairs (plan.moves) do
    lab.set (lab.plugin (lab.route (session, move.route), move.place, move.uri), move.symbol, move.value)
  end
  lab.save (session)
end

function steps.heard ()
  lab.render (lab.open_session (), plan.step)
end

steps[plan.step] ()
lab.finish ()
