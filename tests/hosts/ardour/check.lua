-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- The action that checks the session, done to one that is as it should be, with mistakes put in as a user would make
-- them, and without the command that the action runs.

local lab = require ("lab")
local plan = lab.plan
local REVERB = "urn:ardour:a-reverb"
local NO_GROUP = PBD.GroupControlDisposition.NoGroup
local BUS_GAIN = 0.5

local function wire (source, sink)
  for channel = 0, 1 do
    source:output ():audio (channel):connect (sink:input ():audio (channel):name ())
  end
end

local session = lab.create_session ()
local kick, voice = lab.track (session, "Kick", 1, 2), lab.track (session, "Voice", 2, 2)
local drums, room = lab.bus (session, "Drums", 2, 2), lab.bus (session, "Room", 2, 2)
local master = session:master_out ()
for _, strip in ipairs ({ kick, voice, drums, room }) do
  strip:set_strict_io (true)
end
lab.add_plugin (session, room, REVERB)
wire (kick, drums)
wire (drums, master)
wire (voice, master)
wire (room, master)
session:add_internal_send (room, voice:main_outs (), voice)
voice:nth_send (0):to_send ():gain_control ():set_value (BUS_GAIN, NO_GROUP)
sleep (plan.settle_seconds)

local check = lab.load_action (plan.script)
local function tell (step)
  check (function (text, is_good)
    lab.tell (step, is_good, (text:gsub ("\n", " / ")))
  end)
end

tell ("healthy")
wire (kick, master)
voice:output ():disconnect_all (nil)
drums:solo_control ():set_value (1, NO_GROUP)
sleep (plan.settle_seconds)
tell ("mistaken")
os.rename (plan.command, plan.command .. ".away")
tell ("absent")
lab.finish ()
