#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The window of a plugin of each family in jalv, in GTK's and in Qt's: it opens as large as it is, and closes with its
host; and a click in one reaches the plugin."""

import os
import shutil
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ardour'))
import ardour
import jalv
import tap
from hosts import desktop

HOSTS = ('jalv.gtk3', 'jalv.qt5')
SETTLE_S = 1.0
HEAD = 40  # the height of a window's head

# A variant of each family: its title, and a control of it.
WINDOWS = {
    'bus-summer-mono-8': ('Bus Summer Mono x8 (Signalbox)', 'gain_1'),
    'aux-send-stereo-4': ('Aux Send Stereo x4 (Signalbox)', 'fader'),
    'aux-return-stereo': ('Aux Return Stereo (Signalbox)', 'dry_level'),
    'parallel-splitter-stereo': ('Parallel Splitter Stereo (Signalbox)', 'gain_a'),
    'parallel-compressor-stereo': ('Parallel Compressor Stereo (Signalbox)', 'threshold'),
    'sidechain-router-stereo': ('Sidechain Router Stereo (Signalbox)', 'depth'),
}
LISTENER = 'parallel-compressor-stereo'


class Shown(jalv.Program):
    """A plugin in a jalv with windows."""

    def __init__(self, screen, environment, program, uri):
        super().__init__(dict(environment, **screen.shown), program, uri)


def test_listen(tests, screen, window, name):
    """Listen is on once it is clicked, and its status comes back by way of the plugin, into the head of the window."""
    x, y, width, _ = screen.place(window.id)
    head = (x, y, width * 3 // 4, HEAD)
    before = screen.part(*head)
    window.click('listen')
    tests.test(screen.becomes_other(head, before),
               f'{name}: a click on Listen reaches the plugin, and its status comes back')


def test_window(tests, screen, server, program, variant):
    title, symbol = WINDOWS[variant]
    uri = f'urn:signalbox:{variant}'
    name = f'{program}, {variant}'
    host = Shown(screen, server.environment, program, uri)
    try:
        window = desktop.Window(screen, uri, title)
        time.sleep(SETTLE_S)
        *_, size = window.control(symbol)
        *_, width, height = screen.place(window.id)
        tests.test((width, height) == size, f'{name}: the window opens as large as it is',
                   f'{width} x {height}, and not {size}')
        if variant == LISTENER:
            test_listen(tests, screen, window, name)
        window.drag(symbol, 5, 3, -3)
        tests.test(host.process.poll() is None, f'{name}: it runs on after a drag')
    finally:
        host.stop()


def run(server, screen):
    tests = tap.Tap()
    for program in filter(shutil.which, HOSTS):
        for variant in WINDOWS:
            try:
                test_window(tests, screen, server, program, variant)
            except desktop.DesktopError as error:
                tests.test(False, f'{program}, {variant}: the window is there', error)
    return tests.end()


def main():
    """What sys.exit() takes."""
    server = screen = None
    try:
        folder = ardour.environment_folder('SIGNALBOX_LV2_DIR')
        if not any(map(shutil.which, HOSTS)):
            print(f'1..0 # skip neither of {" and ".join(HOSTS)} is here')
            return 0
        server = jalv.Server(dict(os.environ, LV2_PATH=f'{folder}:{ardour.SYSTEM_LV2}', LC_ALL='C.UTF-8'))
        if not server.is_up():
            print('1..0 # skip no JACK server starts here, and jalv needs one')
            return 0
        screen = desktop.Desktop(os.environ)
        return run(server, screen)
    except (jalv.HostError, ardour.LabError, desktop.DesktopError) as error:
        return tap.bail_out(str(error))
    finally:
        if screen:
            screen.close()
        if server:
            server.stop()


if __name__ == '__main__':
    sys.exit(main())
