# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""A screen of its own that nobody sees, with a window manager, for hosts with windows; and a hand on it."""

import os
import re
import subprocess
import tempfile
import time

SIZE = (1600, 1100)
START_S = 60.0
STOP_S = 3.0


class DesktopError(Exception):
    """One sentence for whoever runs the test."""


def wait_for(what, seconds, sentence):
    """Asks until there is an answer, which is given back."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        answer = what()
        if answer:
            return answer
        time.sleep(0.1)
    raise DesktopError(sentence)


def stop(process):
    """Asks a program to end, and makes it."""
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Desktop:
    """An X server with Openbox on it, until close(). Programs that have `shown` in their environment appear there."""

    def __init__(self, environment):
        reader, writer = os.pipe()
        size = 'x'.join(str(side) for side in (*SIZE, 24))
        self.server = subprocess.Popen(['Xvfb', '-displayfd', str(writer), '-screen', '0', size, '-nolisten', 'tcp',
                                        '-noreset'], pass_fds=[writer], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise DesktopError('Xvfb does not start.')
        self.home = tempfile.TemporaryDirectory(prefix='signalbox-desktop-')
        self.shown = {'DISPLAY': f':{number}', 'GDK_BACKEND': 'x11', 'QT_QPA_PLATFORM': 'xcb'}
        self.environment = dict(environment, **self.shown)
        own = dict(self.environment, HOME=self.home.name, XDG_CONFIG_HOME=self.home.name, XDG_CACHE_HOME=self.home.name)
        self.manager = subprocess.Popen(['openbox'], env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def close(self):
        stop(self.manager)
        stop(self.server)
        self.home.cleanup()

    def hand(self, *words):
        """Has xdotool do something; what it says."""
        return subprocess.run(['xdotool', *(str(word) for word in words)], env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, check=False).stdout

    def find(self, name, seconds=START_S):
        """The window whose whole name that is, once it is seen: its number."""
        pattern = f'^{re.escape(name)}$'
        return wait_for(lambda: self.hand('search', '--onlyvisible', '--name', pattern).split(), seconds,
                        f'No window "{name}" is shown within {seconds:g} seconds.')[-1]

    def place(self, window):
        """Its left top corner on the screen, and its size."""
        told = self.hand('getwindowgeometry', '--shell', window)
        return tuple(int(re.search(rf'^{name}=(-?\d+)$', told, re.M)[1]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))

    def pixels(self, colour):
        """How many pixels of the screen have a colour, '#rrggbb'."""
        picture = subprocess.run(['import', '-window', 'root', '-depth', '8', 'rgb:-'], env=self.environment,
                                 stdout=subprocess.PIPE, check=True).stdout
        wanted = bytes.fromhex(colour.removeprefix('#'))
        return sum(picture[i:i + 3] == wanted for i in range(0, len(picture), 3))

    def part(self, x, y, width, height):
        """What a part of the screen shows, as bytes to compare."""
        command = ['import', '-window', 'root', '-crop', f'{width}x{height}+{x}+{y}', '-depth', '8', 'rgb:-']
        return subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, check=True).stdout

    def becomes_other(self, part, before, seconds=START_S):
        """Whether a part of the screen shows something else than before, after a while."""
        try:
            return wait_for(lambda: self.part(*part) != before, seconds, 'Nothing has changed.')
        except DesktopError:
            return False

    def picture(self, path):
        """The whole screen, as a file, for whoever looks into a failure."""
        subprocess.run(['import', '-window', 'root', path], env=self.environment, check=False)


class Window:
    """The window of one of our plugins in a host, by the title of its variant."""

    def __init__(self, desktop, uri, title):
        self.desktop = desktop
        self.uri = uri
        self.id = desktop.find(title)

    def control(self, symbol):
        """The index of a control's port, where it is on the screen, and the size of the whole at scale 1."""
        tool = os.path.join(os.environ['SIGNALBOX_BUILD'], 'hosts', 'place')
        told = subprocess.run([tool, self.uri, symbol], stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        x, y, width, height = (float(word) for word in told[1:])
        left, top, real_width, real_height = self.desktop.place(self.id)
        scale = min(real_width / width, real_height / height)
        return (int(told[0]), round(left + (real_width - scale * width) / 2 + scale * x),
                round(top + (real_height - scale * height) / 2 + scale * y), (width, height))

    def drag(self, symbol, steps, dx, dy):
        """Takes hold of a control and moves it, in steps of some pixels."""
        _, x, y, _ = self.control(symbol)
        self.desktop.hand('mousemove', x, y)
        self.desktop.hand('mousedown', 1)
        for _ in range(steps):
            self.desktop.hand('mousemove_relative', '--', dx, dy)
            time.sleep(0.05)
        self.desktop.hand('mouseup', 1)

    def click(self, symbol):
        _, x, y, _ = self.control(symbol)
        self.desktop.hand('mousemove', x, y, 'click', 1)
