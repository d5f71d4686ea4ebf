# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""jalv at its prompt, under a JACK server of its own that needs no sound card."""

import os
import re
import select
import subprocess
import sys
import time

TIMEOUT_S = 40.0
PATIENCE_S = 10.0  # with a busy machine
STOP_S = 3.0
CONTROL = re.compile(r'(?:> )*(\w+) = (\S+)$')
PRESET = re.compile(r'(?:> )*(\S+) \((.*)\)$')

# A client that comes and goes: the library is where jalv is, JACK's own tools for that need not be.
PROBE = '''
import ctypes, sys
jack = ctypes.CDLL('libjack.so.0')
jack.jack_client_open.restype = ctypes.c_void_p
JACK_NO_START_SERVER = 1
client = jack.jack_client_open(b'probe', JACK_NO_START_SERVER, None)
sys.exit(jack.jack_client_close(ctypes.c_void_p(client)) if client else 1)
'''


class HostError(Exception):
    """One sentence for whoever runs the test."""


class Program:
    """A program with its input and output on pipes."""

    def __init__(self, environment, *command):
        self.name = command[0]
        self.unread = ''
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)

    def read_line(self, deadline):
        """The next line; None where there is none by then."""
        while '\n' not in self.unread:
            ready, _, _ = select.select([self.process.stdout], [], [], max(deadline - time.monotonic(), 0.0))
            data = os.read(self.process.stdout.fileno(), 65536) if ready else b''
            if not data:
                return None
            self.unread += data.decode('utf-8', 'replace')
        line, self.unread = self.unread.split('\n', 1)
        return line

    def say(self, line):
        try:
            self.process.stdin.write(line.encode('utf-8') + b'\n')
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise HostError(f'{self.name} has ended with status {self.process.wait()}.') from error

    def stop(self):
        """Asks it to end, and makes it: JACK's clients and servers now and then wait for each other as they go."""
        self.process.stdin.close()
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class Server(Program):
    """A JACK server with the dummy driver."""

    def __init__(self, environment):
        name = f'signalbox-{os.getpid()}'
        self.command = ['jackd', '-n', name, '--no-mlock', '-r', '-d', 'dummy', '-r', '48000', '-p', '256']
        self.environment = dict(environment, JACK_DEFAULT_SERVER=name, JACK_NO_START_SERVER='1')
        super().__init__(environment, *self.command)

    def restart(self):
        """Ends it, and begins another in its place."""
        self.stop()
        super().__init__(self.environment, *self.command)
        if not self.is_up():
            raise HostError('No second JACK server starts.')

    def is_up(self):
        """Waits until it takes clients."""
        deadline = time.monotonic() + TIMEOUT_S
        while self.process.poll() is None and time.monotonic() < deadline:
            probe = subprocess.run([sys.executable, '-c', PROBE], env=self.environment, capture_output=True, check=False)
            if probe.returncode == 0:
                return True
            time.sleep(0.1)
        return False


class Jalv(Program):
    """A plugin at work; its controls are those that it tells as it starts."""

    def __init__(self, environment, uri):
        super().__init__(environment, 'stdbuf', '-oL', 'jalv', uri)  # else it holds back what it says to a pipe
        self.defaults = {}
        deadline = time.monotonic() + TIMEOUT_S
        self.say('presets')
        self.presets = {}
        self.say('controls')
        self.read_all(deadline)

    def read_all(self, deadline):
        """What it tells first: controls, presets, and controls once more, which shows that nothing is to come."""
        seen_presets = False
        while True:
            line = self.read_line(deadline)
            if line is None:
                raise HostError(f'jalv says no more than this: {self.unread or "nothing"}.')
            control, preset = CONTROL.match(line), PRESET.match(line)
            if preset and not control:
                self.presets[preset[2]] = preset[1]
                seen_presets = True
            elif control and not seen_presets:
                self.defaults[control[1]] = float(control[2])
            elif control and control[1] == list(self.defaults)[-1]:
                return

    def controls(self):
        """All values by symbol, now."""
        deadline = time.monotonic() + TIMEOUT_S
        values = {}
        self.say('controls')
        while len(values) < len(self.defaults):
            line = self.read_line(deadline)
            if line is None:
                raise HostError(f'jalv has told {len(values)} of {len(self.defaults)} controls.')
            match = CONTROL.match(line)
            values.update({match[1]: float(match[2])} if match else {})
        return values

    def controls_after(self, preset_uri, expected):
        """Loads a preset; the values once they are as expected, or after a while."""
        self.say(f'preset {preset_uri}')
        give_up = time.monotonic() + PATIENCE_S
        values = self.controls()
        while values != expected and time.monotonic() < give_up:
            time.sleep(0.02)
            values = self.controls()
        return values
