-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- What follows is the same for every route. Channels and pins count from 1, as in Ardour's windows; 0 is no channel.

local AUDIO = ARDOUR.DataType ("audio")
local LV2 = ARDOUR.PluginType.LV2
local LAST = ARDOUR.PresentationInfo.max_order
local WAITS, WAIT_MICROSECONDS = 200, 10000

local function complain (text)
  if LuaDialog then
    LuaDialog.Message (route.name, text, LuaDialog.MessageType.Error, LuaDialog.ButtonType.Close):run ()
  else
    error (text, 0)
  end
end

-- Looks for all plugins before anything is made.
local function missing_plugins ()
  local missing = {}
  for _, strip in ipairs (route.strips) do
    for _, plugin in ipairs (strip.plugins) do
      if ARDOUR.LuaAPI.new_plugin_info (plugin.uri, LV2):isnil () then
        table.insert (missing, plugin.uri)
      end
    end
  end
  return missing
end

local function count (n)
  return ARDOUR.ChanCount (AUDIO, n)
end

local function channel_map (channels)
  local map = ARDOUR.ChanMapping ()
  for pin, channel in pairs (channels) do
    if channel > 0 then
      map:set (AUDIO, pin - 1, channel - 1)
    end
  end
  return map
end

local function make_strip (strip)
  local list
  if strip.track then
    local mode = ARDOUR.TrackMode.Normal
    list = Session:new_audio_track (strip.inputs, strip.outputs, nil, 1, strip.name, LAST, mode, true)
  else
    local flag = ARDOUR.PresentationInfo.Flag.AudioBus
    list = Session:new_audio_route (strip.inputs, strip.outputs, nil, 1, strip.name, flag, LAST)
  end
  strip.route = list:front ()
  strip.route:set_strict_io (false)
end

-- One instance of each plugin, before the fader, as wide as the signals that pass through and past it.
local function add_plugins (strip)
  local width = strip.inputs
  for place, plugin in ipairs (strip.plugins) do
    plugin.processor = ARDOUR.LuaAPI.new_plugin (Session, plugin.uri, LV2, "")
    plugin.insert = plugin.processor:to_plugininsert ()
    strip.route:add_processor_by_index (plugin.processor, place - 1, nil, true)
    strip.route:customize_plugin_insert (plugin.processor, 1, count (plugin.width), count (width))
    if #plugin.keys > 0 then
      strip.route:add_sidechain (plugin.processor)
    end
    width = plugin.width
  end
end

-- Pins come last: each change of width sets them anew. Sidechains are channels behind those of the strip.
local function connect_pins (strip)
  local width = strip.inputs
  for _, plugin in ipairs (strip.plugins) do
    for _, key in ipairs (plugin.keys) do
      plugin.inputs[key.pin] = width + key.port
    end
    plugin.insert:set_input_map (0, channel_map (plugin.inputs))
    plugin.insert:set_output_map (0, channel_map (plugin.outputs))
    plugin.insert:set_thru_map (channel_map (plugin.thru))
    width = plugin.width
  end
end

-- A preset has a name in each language, but one URI; and so have controls names, but one number.
local function set_controls (plugin)
  if plugin.preset then
    local controls = plugin.insert:plugin (0)
    controls:load_preset (controls:preset_by_uri (plugin.preset))
  end
  for id, value in pairs (plugin.settings) do
    local parameter = Evoral.Parameter (ARDOUR.AutomationType.PluginAutomation, 0, id)
    local control = plugin.processor:to_automatable ():automation_control (parameter, true)
    control:set_value (value, PBD.GroupControlDisposition.NoGroup)
  end
end

-- Ardour connects what is new to the master by itself, a moment later: waits for that, and undoes it. It also gives a
-- mono track two outputs, and others as many as a plugin had before it was fitted. A panner would mix what a wide strip
-- keeps apart.
local function clear_outputs (strip)
  local output = strip.route:output ()
  local is_automatic = ARDOUR.config ():get_output_auto_connect () ~= ARDOUR.AutoConnectOption.ManualConnect
  local n = 0
  while is_automatic and n < WAITS and not output:audio (0):connected () do
    ARDOUR.LuaAPI.usleep (WAIT_MICROSECONDS)
    n = n + 1
  end
  output:disconnect_all (nil)
  for channel = output:n_ports ():n_audio (), strip.outputs + 1, -1 do
    output:remove_port (output:audio (channel - 1), nil)
  end
  local panner = strip.route:panner_shell ()
  if strip.outputs > 2 and not panner:isnil () then
    panner:set_bypassed (true)
  end
end

local function connect (from, from_channel, input, channel)
  from.route:output ():audio (from_channel - 1):connect (input:audio (channel - 1):name ())
end

local missing = missing_plugins ()
if #missing > 0 then
  complain ("This route needs plugins that are not installed: " .. table.concat (missing, ", ") .. ".")
  return
end

local by_name = {}
for _, strip in ipairs (route.strips) do
  make_strip (strip)
  add_plugins (strip)
  by_name[strip.name] = strip
end
for _, strip in ipairs (route.strips) do
  clear_outputs (strip)
  connect_pins (strip)
end
for _, strip in ipairs (route.strips) do
  for _, plugin in ipairs (strip.plugins) do
    set_controls (plugin)
    for _, key in ipairs (plugin.keys) do
      connect (by_name[key.from], key.channel, plugin.insert:sidechain_input (), key.port)
    end
  end
end
for _, wire in ipairs (route.wires) do
  connect (by_name[wire.from], wire.channel, by_name[wire.to].route:input (), wire.to_channel)
end
local master = Session:master_out ()
if not master:isnil () then
  for _, wire in ipairs (route.outputs) do
    connect (by_name[wire.from], wire.channel, master:input (), wire.to_channel)
  end
end
