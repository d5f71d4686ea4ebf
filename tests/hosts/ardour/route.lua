-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- The sessions of test_routes.py: made by the script of a route, as Ardour's windows would run it.

local lab = require ("lab")
local plan = lab.plan

-- Ardour keeps nothing of a script but the code of its factory.
local function load_action (path)
  local file = assert (io.open (path))
  local text = file:read ("a")
  file:close ()
  local described
  local environment = setmetatable ({ ardour = function (entry) described = entry end }, { __index = _G })
  assert (load (text, path, "t", environment)) ()
  assert (described["type"] == "EditorAction" and environment.session_setup () and environment.route_setup ())
  return load (string.dump (environment.factory, true)) ()
end

local function tell_strips (session)
  for route in session:get_routes ():iter () do
    if not route:to_track ():isnil () then
      lab.tell ("track", route:name (), route:n_inputs ():n_audio (), route:n_outputs ():n_audio ())
    end
  end
end

local steps = {}

-- In a session as Ardour's windows make them, where what is new is in strict I/O mode and connected to the master.
function steps.create ()
  local session = lab.create_session ()
  ARDOUR.config ():set_output_auto_connect (ARDOUR.AutoConnectOption.AutoConnectMaster)
  ARDOUR.config ():set_strict_io (true)
  load_action (plan.script) ()
  tell_strips (session)
  sleep (plan.settle_seconds)
  lab.save (session)
end

function steps.play ()
  lab.render (lab.open_session (), "mix")
end

steps[plan.step] ()
lab.finish ()
