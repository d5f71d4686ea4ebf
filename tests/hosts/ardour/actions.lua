-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- The actions for Ardour's editor, done to tracks of a session as its windows make them, where what is new is in strict
-- I/O mode and connected to the master. Then the session is opened again and played, with some moves of a user.

local lab = require ("lab")
local plan = lab.plan
local WAITS, WAIT_SECONDS = 200, 0.02

-- Ardour connects what is new a moment later, in a thread of its own.
local function new_track (session, name, width)
  local track = lab.track (session, name, width, 2)
  track:set_strict_io (true)
  local n = 0
  while n < WAITS and not track:output ():audio (1):connected () do
    sleep (WAIT_SECONDS)
    n = n + 1
  end
  assert (track:output ():audio (1):connected (), "Ardour does not connect " .. name .. ".")
  return track
end

local function by_names (routes, names)
  local list = {}
  for i, name in ipairs (names) do
    list[i] = routes[name]
  end
  return list
end

local steps = {}

function steps.create ()
  local session = lab.create_session ()
  ARDOUR.config ():set_output_auto_connect (ARDOUR.AutoConnectOption.AutoConnectMaster)
  ARDOUR.config ():set_strict_io (true)
  local tracks = {}
  for _, track in ipairs (plan.tracks) do
    tracks[track.name] = new_track (session, track.name, track.width)
  end
  for _, action in ipairs (plan.actions) do
    lab.load_action (action.script) (by_names (tracks, action.tracks), tracks[action.key])
  end
  lab.save (session)
end

function steps.first ()
  lab.render (lab.open_session (), plan.step)
end

-- Sends turned up, branches unmuted, a duck bypassed.
function steps.moved ()
  local session = lab.open_session ()
  for _, move in ipairs (plan.moves) do
    local route = lab.route (session, move.route)
    if move.unmute then
      lab.mute (route, false)
    elseif move.symbol then
      lab.set (lab.plugin (route, 1, move.uri), move.symbol, move.value)
    end
  end
  lab.save (session)
  lab.render (session, plan.step)
end

steps[plan.step] ()
lab.finish ()
