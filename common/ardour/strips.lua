-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- What the actions in this folder have in common; it is put into each of them when they are built, because Ardour keeps
-- no more of a script than its factory. Channels and pins count from 1.

local AUDIO = ARDOUR.DataType ("audio")
local LV2 = ARDOUR.PluginType.LV2
local PREFIX = "urn:signalbox:"
local NO_GROUP = PBD.GroupControlDisposition.NoGroup
local WAITS, WAIT_MICROSECONDS = 200, 10000
local MONO_DB = -3.0103 -- as much as Ardour's mono panner, where it no longer acts, takes off in the middle

local function complain (text)
  if LuaDialog then
    LuaDialog.Message ("Signalbox", text, LuaDialog.MessageType.Error, LuaDialog.ButtonType.Close):run ()
  else
    error (text, 0)
  end
end

-- The tracks and busses that are selected in the editor, where nobody has given others. The master is left out.
local function chosen (given)
  local routes = given or {}
  if not given then
    for route in Editor:get_selection ().tracks:routelist ():iter () do
      if not route:is_master () and not route:is_monitor () then
        routes[#routes + 1] = route
      end
    end
  end
  return routes
end

-- Whether there is something to do, and the plugins to do it with.
local function is_ready (routes, ...)
  for _, name in ipairs ({ ... }) do
    if ARDOUR.LuaAPI.new_plugin_info (PREFIX .. name, LV2):isnil () then
      complain ("Ardour does not find the plugin " .. PREFIX .. name .. ": scan for plugins, and try again.")
      return false
    end
  end
  if #routes == 0 then
    complain ("Select one track or more first.")
  end
  return #routes > 0
end

local function count (n)
  return ARDOUR.ChanCount (AUDIO, n)
end

local function channel_map (channels)
  local map = ARDOUR.ChanMapping ()
  for pin, channel in ipairs (channels) do
    map:set (AUDIO, pin - 1, channel - 1)
  end
  return map
end

-- A plugin at the end of a route's chain, behind the fader, and how many channels come to it.
local function add_plugin (route, name)
  local processor = ARDOUR.LuaAPI.new_plugin (Session, PREFIX .. name, LV2, "")
  route:add_processor_by_index (processor, -1, nil, true)
  return processor, processor:input_streams ():n_audio ()
end

-- One instance of a plugin, whatever Ardour would make of its route: on which channel each input is, those of the
-- sidechain behind those of the route, and how many outputs there are.
local function fit (route, processor, width, inputs, n_outputs)
  local outputs = {}
  for pin = 1, n_outputs do
    outputs[pin] = pin
  end
  route:customize_plugin_insert (processor, 1, count (n_outputs), count (width))
  processor:to_plugininsert ():set_input_map (0, channel_map (inputs))
  processor:to_plugininsert ():set_output_map (0, channel_map (outputs))
end

-- Ardour sets a control in a later cycle of its engine, and now and then drops the order to do so.
local function set_value (control, value)
  local n = 0
  repeat
    if n % 10 == 0 then
      control:set_value (value, NO_GROUP)
    end
    ARDOUR.LuaAPI.usleep (WAIT_MICROSECONDS)
    n = n + 1
  until n == WAITS or math.abs (control:get_value () - value) < 1e-5
end

-- By the symbol of its port, whose number common/waf/actions.py knows.
local function set_control (processor, symbol, value)
  local uri = processor:to_plugininsert ():plugin (0):unique_id ()
  local parameter = Evoral.Parameter (ARDOUR.AutomationType.PluginAutomation, 0, NUMBERS[uri:sub (#PREFIX + 1)][symbol])
  set_value (processor:to_automatable ():automation_control (parameter, true), value)
end

-- A new stereo bus. Ardour connects it to the master by itself, a moment later, if it is told to: waits for that.
local function add_bus (name)
  local flag = ARDOUR.PresentationInfo.Flag.AudioBus
  local bus = Session:new_audio_route (2, 2, nil, 1, name, flag, ARDOUR.PresentationInfo.max_order):front ()
  local is_automatic = ARDOUR.config ():get_output_auto_connect () ~= ARDOUR.AutoConnectOption.ManualConnect
  local n = 0
  while is_automatic and n < WAITS and not bus:output ():audio (0):connected () do
    ARDOUR.LuaAPI.usleep (WAIT_MICROSECONDS)
    n = n + 1
  end
  return bus
end

-- Ardour's panner would mix channels of a wide route that are to stay apart.
local function bypass_panner (route)
  if not route:panner_shell ():isnil () then
    route:panner_shell ():set_bypassed (true)
  end
end

local function connect (from, from_channel, input, channel)
  from:output ():audio (from_channel - 1):connect (input:audio (channel - 1):name ())
end

-- The inputs of routes, the master's too, that an output is connected to, by name.
local function destinations (output)
  local names = {}
  for route in Session:get_routes ():iter () do
    for channel = 1, route:n_inputs ():n_audio () do
      local name = route:input ():audio (channel - 1):name ()
      if output:connected_to (name) then
        names[#names + 1] = name
      end
    end
  end
  return names
end
