-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

ardour {
  ["type"] = "EditorAction",
  name = "Signalbox: send the selected tracks to a shared effect",
  license = "ISC",
  author = "The Signalbox developers",
  description = "Adds an aux send to each selected track, and a bus for the effect that all of them feed. Put an effect on the bus, and turn up Level 1 of the sends, which start off."
}

function factory () return function (given)

-- (strips.lua)

local SEND = "aux-send-stereo"

local routes = chosen (given)
if not is_ready (routes, SEND) then
  return
end
local effect = add_bus ("Shared effect")
for _, route in ipairs (routes) do
  local send, width = add_plugin (route, SEND)
  fit (route, send, width, { 1, math.min (width, 2) }, 4)
  bypass_panner (route)
  if width == 1 then
    set_control (send, "fader", MONO_DB)
  end
  connect (route, 3, effect:input (), 1)
  connect (route, 4, effect:input (), 2)
end

end end
