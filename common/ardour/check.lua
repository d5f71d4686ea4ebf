-- SPDX-FileCopyrightText: 2026 The Signalbox developers
-- SPDX-License-Identifier: ISC

ardour {
  ["type"] = "EditorAction",
  name = "Signalbox: check this session",
  license = "ISC",
  author = "The Signalbox developers",
  description = "Saves the session, and says what is wrong with its routing: what, where, why it matters, and what mends it. It runs the command signalbox-map, which is installed with the plugins."
}

function factory () return function (given)

local COMMAND = "signalbox-map"
local MOST_LINES = 40 -- that a dialog has room for
local NOT_FOUND = "127"

-- What is shown goes to whoever has given a function for it, or into a dialog.
local function show (text, is_good)
  if given then
    given (text, is_good)
  else
    local kind = is_good and LuaDialog.MessageType.Info or LuaDialog.MessageType.Warning
    LuaDialog.Message ("Signalbox", text, kind, LuaDialog.ButtonType.Close):run ()
  end
end

local function quoted (text)
  return "'" .. text:gsub ("'", "'\\''") .. "'"
end

-- Runs a shell command; what it says, and its exit status, as text. Ardour may have taken the status from us, so the
-- shell writes it behind what is said. Libraries that Ardour brings for itself are not for others.
local function run (command)
  local path = os.tmpname ()
  os.execute ("unset LD_LIBRARY_PATH; { " .. command .. "; status=$?; echo; echo $status; } >" .. quoted (path) .. " 2>&1 </dev/null")
  local file = io.open (path)
  local said = file and file:read ("a") or ""
  if file then
    file:close ()
  end
  os.remove (path)
  return said:match ("^(.-)%s*\n(%d+)%s*$")
end

-- The program is where installing puts it, or on the PATH, which is not the same everywhere that Ardour is started.
local function check (session_file)
  local home = os.getenv ("HOME") or ""
  local said, status
  for _, program in ipairs ({ home .. "/.local/bin/" .. COMMAND, COMMAND, "/usr/local/bin/" .. COMMAND }) do
    said, status = run (quoted (program) .. " " .. quoted (session_file))
    if status and status ~= NOT_FOUND then
      return said, status
    end
  end
end

local function shortened (text, session_file)
  local lines = {}
  for line in (text .. "\n"):gmatch ("(.-)\n") do
    lines[#lines + 1] = line
  end
  if #lines <= MOST_LINES then
    return text
  end
  return table.concat (lines, "\n", 1, MOST_LINES) .. "\n…\n\nAll of it is said by\n" .. COMMAND .. " " .. quoted (session_file)
end

Session:save_state ("")
local session_file = ARDOUR.LuaAPI.build_filename (Session:path (), Session:snap_name () .. ".ardour")
local said, status = check (session_file)
if said then
  show (shortened (said, session_file), status == "0")
else
  show ("The command " .. COMMAND .. " is not here: run `./waf install` of Signalbox, or see its README.", false)
end

end end
