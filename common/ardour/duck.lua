-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

ardour {
  ["type"] = "EditorAction",
  name = "Signalbox: duck the selected track by another",
  license = "ISC",
  author = "The Signalbox developers",
  description = "Asks for a track that shall be heard, such as a kick drum or a voice, and adds a sidechain router to each selected track that turns it down while that one plays. How far is its Depth."
}

function factory () return function (given, given_key)

-- (strips.lua)

local ROUTERS = { "sidechain-router-mono", "sidechain-router-stereo" }

local function ask_for_key (routes)
  local others, is_chosen = {}, {}
  for _, route in ipairs (routes) do
    is_chosen[route:name ()] = true
  end
  for route in Session:get_routes ():iter () do
    if not is_chosen[route:name ()] and not route:is_master () and not route:is_monitor () then
      others[route:name ()] = route
    end
  end
  if not next (others) then
    complain ("There is no other track to duck by.")
    return nil
  end
  local answer = LuaDialog.Dialog ("Signalbox", {
    { type = "dropdown", key = "key", title = "Duck by", values = others, default = next (others) },
  }):run ()
  return answer and answer["key"]
end

local routes = chosen (given)
local key = is_ready (routes, table.unpack (ROUTERS)) and (given_key or ask_for_key (routes))
if not key then
  return
end
for _, route in ipairs (routes) do
  local width = math.min (route:n_inputs ():n_audio (), 2)
  local router, channels = add_plugin (route, ROUTERS[width])
  local inputs = {}
  route:add_sidechain (router)
  for side = 1, width do
    inputs[side] = side
    inputs[width + side] = channels + side
  end
  fit (route, router, channels, inputs, width)
  local sidechain = router:to_plugininsert ():sidechain_input ()
  for side = 1, math.min (key:n_outputs ():n_audio (), width) do
    connect (key, side, sidechain, side)
  end
  set_control (router, "action", 1)
  set_control (router, "relative", 1)
end

end end
