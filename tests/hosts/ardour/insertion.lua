-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- Puts plugins on tracks and busses, one on each, as Ardour's window does, with nothing rewired: what becomes of pins
-- and widths is up to Ardour. The audio and the wires of the strips come in between, by session_file.py.

local lab = require ("lab")
local plan = lab.plan
local steps = {}

-- Strips like new ones of Ardour's window, with two outputs, but without their panners, which do not work here. While
-- there are no wires, a plugin goes in fast.
function steps.create ()
  local session = lab.create_session ()
  for _, planned in ipairs (plan.routes) do
    local route = lab[planned.kind] (session, planned.name, planned.inputs, planned.outputs)
    route:set_strict_io (planned.strict)
    if planned.uri then
      lab.add_plugin (session, route, planned.uri)
    end
    lab.tell ("outputs", planned.name, route:n_outputs ():n_audio ())
  end
  lab.save (session)
end

function steps.play ()
  lab.render (lab.open_session (), plan.step)
end

steps[plan.step] ()
lab.finish ()
