-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- What the host tests do inside Ardour, in the words of a mixing engineer. Runs under `ardourN-lua`, started by
-- ardour.py, which passes a file with a Lua table (the plan) as the first argument and reads what lab.tell() prints.
--
-- Channels and pins count from 1 here, as Ardour's windows show them. Plugin controls go by port symbol.

local lab = {}

local AUDIO = ARDOUR.DataType ("audio")
local FRAMES_PER_CYCLE = 256
local EXPORT_PRESET = "5b0c6a0e-8d0e-4d1c-9a55-2f1d1f0e7a02" -- of export/float.preset
local LAST = ARDOUR.PresentationInfo.max_order
local NO_GROUP = PBD.GroupControlDisposition.NoGroup
local NO_WIRES = ARDOUR.AutoConnectOption.ManualConnect
local NO_CHANNEL = 1 << 31 -- from here on, a map says that a pin is not connected
local SETTLE_SECONDS = 5
local CALM_SECONDS = 1

io.stdout:setvbuf ("line")
lab.plan = dofile (arg[1])

local function check (good, message, ...)
  if not good then
    error (string.format (message, ...), 0)
  end
  return good
end

-- Ardour hands out objects that may be empty.
local function found (object, message, ...)
  check (object and not object:isnil (), message, ...)
  return object
end

--- Talking to ardour.py

-- Reports a fact. Numbers come through with all their digits.
function lab.tell (...)
  local fields = { ... }
  for i, field in ipairs (fields) do
    fields[i] = type (field) == "number" and string.format ("%.17g", field) or tostring (field)
  end
  print ("@tell\t" .. table.concat (fields, "\t"))
end

-- The last line of every script: ardour.py ends the process when it reads this. To leave from within is not safe in
-- Ardour 7.3, where closing a session can hang and exit() runs destructors under the engine's feet.
function lab.finish ()
  print ("@done")
  sleep (60)
end

-- Takes the panner out of a route's path, where it has one.
local function unpanned (route)
  if not route:panner_shell ():isnil () then
    route:panner_shell ():set_bypassed (true)
  end
  return route
end

--- Sessions

-- The audio engine without hardware; must run before a session is made or opened. Ardour would connect new tracks by
-- itself, in a thread of its own, at any time.
local function start_engine ()
  check (AudioEngine:set_backend ("None (Dummy)", "Signalbox test", ""), "Ardour has no dummy audio backend.")
  AudioEngine:set_buffer_size (FRAMES_PER_CYCLE)
  local config = ARDOUR.config ()
  config:set_input_auto_connect (NO_WIRES)
  config:set_output_auto_connect (NO_WIRES)
  config:set_auto_connect_standard_busses (false)
end

-- Ardour would round the points of automation to ticks of a beat, 12.5 frames at 48 kHz. In 7 that is a matter of the
-- configuration, in 8 of the session.
local function keep_times_in_frames (session)
  ARDOUR.config ():set_default_automation_time_domain (Temporal.TimeDomain.AudioTime)
  local config = session:cfg ()
  if config.set_default_time_domain then
    config:set_default_time_domain (Temporal.TimeDomain.AudioTime)
  end
end

function lab.create_session ()
  start_engine ()
  local session = check (create_session (lab.plan.session, lab.plan.name, lab.plan.rate_hz),
    "Ardour cannot create a session in %s.", lab.plan.session)
  keep_times_in_frames (session)
  unpanned (session:master_out ())
  return session
end

function lab.open_session ()
  start_engine ()
  local session = check (load_session (lab.plan.session, lab.plan.name), "Ardour cannot open the session %s.",
    lab.plan.session)
  keep_times_in_frames (session)
  return session
end

function lab.save (session)
  check (session:save_state ("") == 0, "Ardour cannot save the session %s.", lab.plan.session)
end

-- An action for the editor, as a function. Ardour keeps nothing of a script but the code of its factory.
function lab.load_action (path)
  local described
  local environment = setmetatable ({ ardour = function (entry) described = entry end }, { __index = _G })
  assert (loadfile (path, "t", environment)) ()
  assert (described["type"] == "EditorAction" and described.name:sub (1, 11) == "Signalbox: ")
  return load (string.dump (environment.factory, true)) ()
end

--- Tracks, busses and wires

-- Nothing but the disk is in a new track's path: no panner, no wire.
function lab.track (session, name, n_inputs, n_outputs)
  local list = session:new_audio_track (n_inputs, n_outputs, nil, 1, name, LAST, ARDOUR.TrackMode.Normal, true)
  check (not list:empty (), "Ardour cannot make a track %s.", name)
  return unpanned (list:front ())
end

function lab.bus (session, name, n_inputs, n_outputs)
  local flag = ARDOUR.PresentationInfo.Flag.AudioBus
  local list = session:new_audio_route (n_inputs, n_outputs, nil, 1, name, flag, LAST)
  check (not list:empty (), "Ardour cannot make a bus %s.", name)
  return unpanned (list:front ())
end

function lab.route (session, name)
  return found (session:route_by_name (name), "The session has no track or bus %s.", name)
end

--- Plugins

-- A plugin in a route: `processor` is Ardour's, `controls` maps the symbols of control inputs to LV2 port indices.
local function wrap (processor, uri)
  local controls = check (lab.plan.controls[uri], "The plan lists no controls of %s.", uri)
  return { processor = processor, insert = processor:to_plugininsert (), uri = uri, controls = controls }
end

-- Adds a plugin at the end of the route's chain.
function lab.add_plugin (session, route, uri)
  local processor = found (ARDOUR.LuaAPI.new_plugin (session, uri, ARDOUR.PluginType.LV2, ""),
    "Ardour does not find the plugin %s.", uri)
  check (route:add_processor_by_index (processor, -1, nil, true) == 0, "Ardour refuses the plugin %s on %s.", uri,
    route:name ())
  return wrap (processor, uri)
end

-- The plugin at a place (from 1) of a route's chain, in a session that was opened.
function lab.plugin (route, place, uri)
  return wrap (found (route:nth_plugin (place - 1), "%s has no plugin %d.", route:name (), place), uri)
end

-- The parameter number of LV2 plugins in Ardour is the port's index.
local function control (plugin, symbol)
  local index = check (plugin.controls[symbol], "%s has no control %s.", plugin.uri, symbol)
  local parameter = Evoral.Parameter (ARDOUR.AutomationType.PluginAutomation, 0, index)
  return found (plugin.processor:to_automatable ():automation_control (parameter, false),
    "Ardour shows no control %s of %s.", symbol, plugin.uri)
end

function lab.get (plugin, symbol)
  return control (plugin, symbol):get_value ()
end

-- What an output control says. In an export, Ardour does not read them.
function lab.read (plugin, symbol)
  local place = check ((lab.plan.readings[plugin.uri] or {})[symbol], "The plan lists no reading %s of %s.", symbol,
    plugin.uri)
  local value, good = ARDOUR.LuaAPI.get_plugin_insert_param (plugin.insert, place, true)
  check (good, "Ardour shows no reading %s of %s.", symbol, plugin.uri)
  return value
end

local function single (value)
  return (string.unpack ("f", string.pack ("f", value)))
end

-- Ardour sets a control in a later cycle of its engine, and now and then drops the order to do so.
local function set_value (parameter, value, what)
  local give_up = os.time () + SETTLE_SECONDS
  while true do
    parameter:set_value (value, NO_GROUP)
    for _ = 1, 20 do
      if single (parameter:get_value ()) == single (value) then
        return
      end
      sleep (0.005)
    end
    check (os.time () <= give_up, "%s stays at %g and does not take %g.", what, parameter:get_value (), value)
  end
end

function lab.set (plugin, symbol, value)
  set_value (control (plugin, symbol), value, symbol .. " of " .. plugin.uri)
end

function lab.mute (route, is_muted)
  set_value (route:mute_control (), is_muted and 1 or 0, "Mute of " .. route:name ())
end

-- Points are { frame, value } in rising order; they are played in every roll from then on.
function lab.automate (plugin, symbol, points)
  local parameter = control (plugin, symbol)
  for _, point in ipairs (points) do
    parameter:alist ():add (Temporal.timepos_t (point[1]), point[2], false, true)
  end
  parameter:set_automation_state (ARDOUR.AutoState.Play)
end

-- From now on, what a hand does while the transport rolls is kept as automation.
function lab.touch (plugin, symbol)
  control (plugin, symbol):set_automation_state (ARDOUR.AutoState.Touch)
end

-- What the bypass button of Ardour's mixer does.
function lab.bypass (plugin)
  plugin.insert:enable (false)
end

local function channel_map (pairs_from_1)
  local map = ARDOUR.ChanMapping ()
  for pin, channel in pairs (pairs_from_1) do
    map:set (AUDIO, pin - 1, channel - 1)
  end
  return map
end

-- The pins of a plugin as { [pin] = channel of the route } for inputs and outputs, and what passes it by as `thru`:
-- { [channel behind the plugin] = channel before it }. A pin that is left out is not connected. Ardour delays what
-- passes by the plugin's latency. On a route that is wider than the plugin, lab.fit() comes first: left alone, Ardour
-- would run two instances.
function lab.pin (plugin, pins)
  if pins.inputs then
    plugin.insert:set_input_map (0, channel_map (pins.inputs))
  end
  if pins.outputs then
    plugin.insert:set_output_map (0, channel_map (pins.outputs))
  end
  if pins.thru then
    plugin.insert:set_thru_map (channel_map (pins.thru))
  end
end

-- One instance of a plugin between so many channels of its route. Sets the pins of all plugins of the route anew.
function lab.fit (route, plugin, n_inputs, n_outputs)
  local function audio (n)
    return ARDOUR.ChanCount (AUDIO, n)
  end
  check (route:customize_plugin_insert (plugin.processor, 1, audio (n_outputs), audio (n_inputs)),
    "Ardour cannot fit %s into %d to %d channels.", plugin.uri, n_inputs, n_outputs)
end

-- Which channel of the route each pin is on, and what passes the plugin by, in the terms of lab.pin().
function lab.pins (plugin)
  local insert = plugin.insert
  local function channels (map, n)
    local pairs_from_1 = {}
    for pin = 0, n - 1 do
      local channel = map:get (AUDIO, pin)
      pairs_from_1[pin + 1] = channel < NO_CHANNEL and channel + 1 or nil
    end
    return pairs_from_1
  end
  return {
    inputs = channels (insert:input_map (0), insert:natural_input_streams ():n_audio ()),
    outputs = channels (insert:output_map (0), insert:natural_output_streams ():n_audio ()),
    thru = channels (insert:thru_map (), insert:output_streams ():n_audio ()),
  }
end

-- Gives a plugin its sidechain inputs. To be done before lab.fit().
function lab.add_sidechain (route, plugin)
  check (route:add_sidechain (plugin.processor), "%s has no sidechain to Ardour.", plugin.uri)
end

-- Feeds a sidechain input, counted from 1 in the order of their pins, from a route's output.
function lab.feed_sidechain (plugin, number, source, channel)
  local input = found (plugin.insert:sidechain_input ():audio (number - 1), "%s has no sidechain %d.", plugin.uri,
    number)
  local output = found (source:output ():audio (channel - 1), "%s has no output %d.", source:name (), channel)
  check (input:connect (output:name ()) == 0, "Ardour cannot connect %s to a sidechain.", output:name ())
end

-- Whether that wire is there.
function lab.is_sidechain_fed (plugin, number, source, channel)
  local input = plugin.insert:has_sidechain () and plugin.insert:sidechain_input ():audio (number - 1)
  return input and not input:isnil () and input:connected_to (source:output ():audio (channel - 1):name ())
end

function lab.load_preset (plugin, label)
  local ardour_plugin = plugin.insert:plugin (0)
  local preset = ardour_plugin:preset_by_label (label)
  check (preset and preset.valid, "%s has no preset %s.", plugin.uri, label)
  check (ardour_plugin:load_preset (preset), "Ardour cannot load the preset %s of %s.", label, plugin.uri)
end

-- The URIs of the LV2 plugins in Ardour's list that start with a text.
function lab.list_plugins (prefix)
  local uris = {}
  for info in ARDOUR.LuaAPI.list_plugins ():iter () do
    if info.type == ARDOUR.PluginType.LV2 and info.unique_id:sub (1, #prefix) == prefix then
      uris[#uris + 1] = info.unique_id
    end
  end
  return uris
end

--- Rendering

-- Waits until the engine has gone through some time, which takes longer than that on a busy machine: plugins may ramp
-- to their controls at first.
local function let_run (session, seconds)
  local goal = AudioEngine:processed_samples () + seconds * session:nominal_sample_rate ()
  local give_up = os.time () + 30 * SETTLE_SECONDS
  sleep (seconds)
  while AudioEngine:processed_samples () < goal do
    check (os.time () <= give_up, "Ardour's engine stands still.")
    sleep (0.005)
  end
end

-- Plays from the start for some time, as a user would to hear it, and does something meanwhile at the end of it.
function lab.play (session, seconds, act)
  session:goto_start (false)
  let_run (session, CALM_SECONDS)
  session:request_roll (ARDOUR.TransportRequestSource.TRS_UI)
  let_run (session, seconds)
  check (session:transport_rolling (), "Ardour does not play.")
  act ()
  session:request_stop (false, false, ARDOUR.TransportRequestSource.TRS_UI)
  let_run (session, CALM_SECONDS)
end

-- Exports the master as a float Wave64, faster than realtime. To be the last thing in a script: Ardour 7.3 may abort
-- when the file is finished, which ardour.py forgives only here. It did so in one of three exports, but in none of 33
-- that came after a pause and a renewal of the engine's buffers.
function lab.render (session, file_name)
  lab.tell ("render", file_name)
  let_run (session, CALM_SECONDS)
  AudioEngine:set_buffer_size (FRAMES_PER_CYCLE)
  local export = session:simple_export ()
  export:set_name (file_name)
  export:set_folder (lab.plan.renders)
  export:set_range (0, lab.plan.frames)
  check (export:set_preset (EXPORT_PRESET), "Ardour does not find the export preset of export/float.preset.")
  local start_us = ARDOUR.LuaAPI.monotonic_time ()
  check (export:run_export (), "Ardour cannot export %s.", file_name)
  lab.tell ("seconds", (ARDOUR.LuaAPI.monotonic_time () - start_us) / 1e6)
end

return lab
