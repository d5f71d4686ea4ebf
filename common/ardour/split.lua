-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

ardour {
  ["type"] = "EditorAction",
  name = "Signalbox: split the selected track",
  license = "ISC",
  author = "The Signalbox developers",
  description = "Adds a parallel splitter to each selected track, and a bus for each of two branches, which go where the track went. Branch B starts muted: put an effect on its bus, and unmute it. What the branches are is the Mode of the splitter."
}

function factory () return function (given)

-- (strips.lua)

local SPLITTER = "parallel-splitter-stereo"

local routes = chosen (given)
if not is_ready (routes, SPLITTER) then
  return
end
for _, route in ipairs (routes) do
  local output = route:output ()
  local went_to = {}
  for side = 1, 2 do
    went_to[side] = output:n_ports ():n_audio () >= side and destinations (output:audio (side - 1)) or {}
  end
  local splitter, width = add_plugin (route, SPLITTER)
  fit (route, splitter, width, { 1, math.min (width, 2) }, 4)
  bypass_panner (route)
  output:disconnect_all (nil)
  for branch, name in ipairs ({ "A", "B" }) do
    local bus = add_bus (route:name () .. " " .. name)
    bus:output ():disconnect_all (nil)
    for side = 1, 2 do
      connect (route, 2 * (branch - 1) + side, bus:input (), side)
      for _, port in ipairs (went_to[side]) do
        bus:output ():audio (side - 1):connect (port)
      end
    end
    if width == 1 then
      set_control (splitter, "gain_" .. name:lower (), MONO_DB)
    end
    if name == "B" then
      set_value (bus:mute_control (), 1)
    end
  end
end

end end
