#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The window of a plugin in a real Ardour, with a hand on it: it opens as large as it is, a click in it leaves the
space bar to the transport, and a drag leaves a curve where automation is by touch. And the mixer strip shows its
picture."""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

import numpy
import soundfile

import ardour
import session_file
import tap
from hosts import desktop

RATE_HZ = 48000
SECONDS = 60
TRACK = 'Drums'
URI, TITLE, SYMBOL = 'urn:signalbox:bus-summer-stereo-4', 'Bus Summer Stereo x4 (Signalbox)', 'gain_1'
SLOT, SIGNAL = '#313a45', '#5ca8ee'  # of the picture in the mixer strip: empty bars, and what comes in
START_S = 60.0
STEPS = 20
LEAST_POINTS = 5

# Ardour, told that it has been started before, and to make sound without hardware.
CONFIGURATION = '''<?xml version="1.0" encoding="UTF-8"?>
<Ardour>
  <Config>
    <Option name="try-autostart-engine" value="1"/>
    <Option name="hide-dummy-backend" value="0"/>
    <Option name="use-plugin-own-gui" value="1"/>
  </Config>
  <Extra>
    <AudioMIDISetup>
      <EngineStates>
        <State backend="None (Dummy)" driver="Normal Speed" device="Silence" input-device="" output-device=""
               sample-rate="48000" buffer-size="1024" n-periods="0" input-latency="0" output-latency="0"
               input-channels="2" output-channels="2" active="1" use-buffered-io="0" midi-option="" lru="1"/>
      </EngineStates>
    </AudioMIDISetup>
  </Extra>
</Ardour>
'''

# What it remembers: that it need not warn of little memory that can be locked, before it opens a session.
MEMORY = '''<?xml version="1.0" encoding="UTF-8"?>
<instant>
  <no-memory-warning/>
</instant>
'''


def below(parent, name):
    """The child with that name, which is made where there is none."""
    child = parent.find(name)
    return ElementTree.SubElement(parent, name) if child is None else child


def make_session(lab):
    """A track that plays noise into the plugin, whose window is open."""
    lab.learn_controls(URI)
    route, processor = lab.run('window.lua', 'make', {'track': TRACK, 'uri': URI, 'symbol': SYMBOL})[0]
    file = session_file.SessionFile(lab.session, ardour.SESSION)
    noise = os.path.join(lab.work, 'noise.wav')
    soundfile.write(noise, numpy.random.default_rng(1).uniform(-0.2, 0.2, (RATE_HZ * SECONDS, 2)), RATE_HZ,
                    subtype='FLOAT')
    file.place_audio(TRACK, noise)
    for hints in file.root.findall('EngineHints'):
        file.root.remove(hints)
    ElementTree.SubElement(below(below(file.root, 'Extra'), 'UI'), 'Window', {
        'name': f'P-{route}-{processor}', 'visible': '1', 'x-off': '700', 'y-off': '60', 'x-size': '-1', 'y-size': '-1',
        'custom-ui': '1'})
    file.save()


def start(lab, screen):
    """Ardour with its windows, on that session."""
    version = os.path.basename(lab.program).removesuffix('-lua')
    folder = os.path.join(lab.work, 'config', version)
    for name, text in (('config', CONFIGURATION), ('instant.xml', MEMORY)):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(text)
    open(os.path.join(folder, '.a' + version.removeprefix('ardour')), 'w', encoding='utf-8').close()
    log = open(os.path.join(lab.work, 'window.log'), 'w', encoding='utf-8')
    with log:
        return subprocess.Popen(['ardour', '-n', '-a', '-O', lab.session], cwd=lab.work, stdin=subprocess.DEVNULL,
                                env=dict(lab.environment, **screen.shown, ARDOUR_TRY_AUTOSTART_ENGINE='1'), stdout=log,
                                stderr=subprocess.STDOUT, start_new_session=True)


def curve(lab, parameter):
    """The points of a control's automation, as (time, value)."""
    root = ElementTree.parse(os.path.join(lab.session, ardour.SESSION + '.ardour')).getroot()
    events = root.findall(f".//AutomationList[@automation-id='parameter-{parameter}']/events")
    lines = [line.split() for event in events for line in event.text.splitlines()]
    return [(int(line[0].lstrip('at')), float(line[1])) for line in lines if len(line) == 2]


def save(screen, editor):
    """Has Ardour save its session, and takes the time that it needs."""
    screen.hand('windowactivate', '--sync', editor)
    screen.hand('key', 'ctrl+s')
    time.sleep(2.0)


def test_window(tests, lab, screen):
    """A click, the space bar, a drag, the space bar."""
    window = desktop.Window(screen, URI, TITLE)
    editor = screen.find('session - Ardour')
    time.sleep(2.0)
    parameter, _, _, size = window.control(SYMBOL)
    place = screen.place(window.id)
    tests.test(place[2:] == size, 'the window opens as large as it is', f'{place} for {size}')
    before = curve(lab, parameter)
    window.click(SYMBOL)
    time.sleep(0.5)
    screen.hand('key', 'space')
    time.sleep(1.0)
    window.drag(SYMBOL, STEPS, 0, 3)
    time.sleep(0.5)
    screen.hand('key', 'space')
    time.sleep(0.5)
    save(screen, editor)
    points = curve(lab, parameter)
    moved = len(points) - len(before)
    tests.test(moved >= LEAST_POINTS and points[-1][0] > points[0][0],
               'after a click in the window the space bar starts the transport, and a drag leaves a curve',
               f'{len(before)} points before, then {points}')
    lowest = min(value for _, value in points) if points else 0.0
    tests.test(lowest < -1.0, 'which goes where the hand went', f'{points}')
    return editor, window


def test_strip(tests, screen, editor):
    """The mixer, in place of the editor and with no other window in front of it."""
    for window in screen.hand('search', '--name', f'^{TRACK}: ').split():
        screen.hand('windowminimize', window)
    screen.hand('windowactivate', '--sync', editor)
    time.sleep(0.5)
    before = screen.pixels(SLOT)
    screen.hand('key', 'alt+m')
    time.sleep(2.0)
    tests.test(screen.pixels(SLOT) > before + 500, 'the mixer strip shows the picture of the plugin',
               f'{before} before')
    silent = screen.pixels(SIGNAL)
    screen.hand('key', 'space')
    time.sleep(2.0)
    loud = screen.pixels(SIGNAL)
    screen.hand('key', 'space')
    tests.test(loud > silent + 100, 'in which bars rise when the transport rolls', f'{silent}, then {loud}')


def run(tests, lab, screen):
    make_session(lab)
    program = start(lab, screen)
    try:
        editor, _ = test_window(tests, lab, screen)
        test_strip(tests, screen, editor)
    finally:
        if tests.failed or tests.count < 5:
            screen.picture(os.path.join(lab.work, 'screen.png'))
        ardour.kill_group(program)
        program.wait()


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    lab = screen = None
    try:
        lab = ardour.Lab(RATE_HZ, RATE_HZ * SECONDS)
        screen = desktop.Desktop(os.environ)
        run(tests, lab, screen)
        return tests.end()
    except (ardour.LabError, desktop.DesktopError) as error:
        return tap.bail_out(str(error))
    finally:
        if screen:
            screen.close()
        if lab:
            lab.close(keep=tests.failed > 0 or tests.count < 5)


if __name__ == '__main__':
    sys.exit(main())
