-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

-- Makes a session with one track and one plugin on it, a control of which is automated by touch.

local lab = require ("lab")
local plan = lab.plan

local session = lab.create_session ()
local track = lab.track (session, plan.track, 2, 2)
local plugin = lab.add_plugin (session, track, plan.uri)
lab.touch (plugin, plan.symbol)
lab.tell (track:to_stateful ():id ():to_s (), plugin.processor:to_stateful ():id ():to_s ())
lab.save (session)
lab.finish ()
