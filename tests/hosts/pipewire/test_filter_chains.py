#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""PipeWire loads the filter chains of all routes, and plays through some of them as the lilv host does."""

import contextlib
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import numpy
import soundfile

import tap

HERE = os.path.dirname(os.path.abspath(__file__))
CLIENT_CONF = '/usr/share/pipewire/client.conf'
PLAYED = ('kick-ducks-bass', 'outboard-insert', 'sums')  # four channels; delays by plugins of others; many into one
RATE_HZ = 44100
START_S, END_S = 0.5, 2.0  # sound begins at 1, since plugins come to rest first
TOLERANCE_DB = -90.0
LEAST_FRAMES = RATE_HZ // 2
MORE_TRIES = 3
CALL_S = 60
DSP = '{ node.name = %s adapter.auto-port-config = { mode = dsp position = preserve } }'


class PipeWire:
    """A server of its own, in a folder that goes away with it."""

    def __init__(self, chains):
        self.folder = tempfile.TemporaryDirectory(prefix='signalbox-pipewire-')
        name = self.folder.name
        os.makedirs(os.path.join(name, 'pipewire.conf.d'))
        for path in (os.path.join(HERE, 'pipewire.conf'), CLIENT_CONF):
            shutil.copy(path, name)
        for path in chains:
            shutil.copy(path, os.path.join(name, 'pipewire.conf.d'))
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=name, PIPEWIRE_RUNTIME_DIR=name, PIPEWIRE_CONFIG_DIR=name,
                                LV2_PATH=f'{os.environ["SIGNALBOX_LV2_DIR"]}:/usr/lib/lv2', PIPEWIRE_DEBUG='2')
        self.log = os.path.join(name, 'log')
        with open(self.log, 'wb') as log:
            self.server = subprocess.Popen(['pipewire'], env=self.environment, stdout=log, stderr=log)
        self.wait_for(lambda: 'Dummy-Driver' in self.call('pw-cli', 'ls', 'Node'), 'a server')

    def call(self, *command):
        """What a program says."""
        return subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False, timeout=CALL_S).stdout

    def start(self, *command):
        return subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def wait_for(self, what, name):
        """Asks until it is so."""
        give_up = time.monotonic() + CALL_S
        while not what():
            if time.monotonic() > give_up:
                with open(self.log, encoding='utf-8', errors='replace') as log:
                    raise TimeoutError(f'PipeWire has not {name}: {log.read()}')
            time.sleep(0.1)

    def ports(self, node):
        """The ports of a node, as `pw-link` names them."""
        return sorted({line.strip() for line in self.call('pw-link', '-io').splitlines()
                       if line.strip().startswith(f'{node}:')}, key=channel_number)

    def configure(self, node, direction, positions):
        """Does what a session manager would: gives a node its ports."""
        self.call('pw-cli', 'set-param', node, 'PortConfig',
                  f'{{ direction: {direction}, mode: dsp, format: {{ mediaType: audio, mediaSubtype: raw, format: F32P, '
                  f'rate: {RATE_HZ}, channels: {len(positions)}, position: [ {", ".join(positions)} ] }} }}')

    def link(self, sources, sinks):
        for source, sink in zip(sources, sinks):
            self.call('pw-link', source, sink)

    def close(self):
        self.server.kill()
        self.server.wait()
        self.folder.cleanup()


def channel_number(port):
    """Orders ports as channels are in files."""
    order = ('MONO', 'FL', 'FR', 'FC', 'LFE', 'RL', 'RR')
    name = port.rsplit('_', 1)[1]
    return order.index(name) if name in order else int(name[len('AUX'):])


class Chain:
    """A route's filter chain."""

    def __init__(self, path):
        self.path, self.name = path, os.path.basename(path)[:-len('.conf')]
        with open(path, encoding='utf-8') as file:
            self.positions = [found.split() for found in re.findall(r'audio\.position = \[ (.*?) \]', file.read())]
        self.sink, self.source = (f'signalbox.{self.name}.{side}' for side in ('capture', 'playback'))

    def configure(self, server):
        server.configure(self.sink, 'Input', self.positions[0])
        server.configure(self.source, 'Output', self.positions[1])


def run_program(name, *arguments):
    """What a program says that was built, on the bundle."""
    program = os.path.join(os.environ['SIGNALBOX_BUILD'], name)
    bundle = os.path.join(os.environ['SIGNALBOX_LV2_DIR'], 'signalbox.lv2')
    return subprocess.run([program, bundle, *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout


def write_chains(folder):
    """Filter chains of the routes that are here, beside those that are made for all."""
    run_program('sessions/sessions', HERE, os.path.join(os.environ['SIGNALBOX_TOP'], 'common', 'routes', 'ardour.lua'),
                folder)
    folders = (os.path.join(os.environ['SIGNALBOX_LV2_DIR'], 'routes'), folder)
    return sorted(path for each in folders for path in glob.glob(os.path.join(each, '*.conf')))


def reference(name, folder):
    """What goes into a route, and what comes out of it in the lilv host."""
    folders = (os.path.join(os.environ['SIGNALBOX_TOP'], 'presets', 'routes'), HERE)
    route = next(path for each in folders for path in [os.path.join(each, f'{name}.ttl')] if os.path.exists(path))
    tracks = run_program('hosts/play_route', route, folder)
    paths = (os.path.join(folder, f'{line}.wav') for line in [*tracks.splitlines(), 'mix'])  # beside progress
    read = [soundfile.read(path, dtype='float32', always_2d=True)[0] for path in paths if os.path.exists(path)]
    part = slice(int(START_S * RATE_HZ), int(END_S * RATE_HZ))
    return numpy.concatenate(read[:-1], axis=1)[part], read[-1][part]


def play(server, chain, audio, folder):
    """What comes out of a chain while audio plays through it. The recorder runs first: it hears all."""
    given, made = (os.path.join(folder, f'{chain.name}-{side}.wav') for side in ('in', 'out'))
    silence = numpy.zeros((RATE_HZ // 2, audio.shape[1]), dtype=numpy.float32)  # a player may leave before its end is heard
    soundfile.write(given, numpy.concatenate((audio, silence)), RATE_HZ, 'FLOAT')
    n_outputs = len(chain.positions[1])
    recorder = server.start('pw-cat', '-r', '--target', '0', '--rate', str(RATE_HZ), '--channels', str(n_outputs),
                            '--format', 'f32', '-P', DSP % 'recorder', made)
    server.wait_for(lambda: len(server.ports('recorder')) == n_outputs, 'a recorder')
    server.link(server.ports(chain.source), server.ports('recorder'))
    player = server.start('pw-cat', '-p', '--target', '0', '--channel-map', ','.join(chain.positions[0]), '-P',
                          DSP % 'player', given)
    server.wait_for(lambda: len(server.ports('player')) == audio.shape[1], 'a player')
    server.link(server.ports('player'), server.ports(chain.sink))
    player.wait(3 * CALL_S)
    recorder.terminate()
    recorder.wait(CALL_S)
    return soundfile.read(made, dtype='float32', always_2d=True)[0]


def first_sound(audio):
    """The frame with which sound begins."""
    return int(numpy.argmax(numpy.max(numpy.abs(audio), axis=1) > 1e-3))


def compare(server, chain):
    """Plays a route in both hosts: for how many frames there is sound, and by how much the two differ, in dBFS."""
    with tempfile.TemporaryDirectory(prefix='signalbox-route-') as folder:
        audio, mix = reference(chain.name, folder)
        made = play(server, chain, audio, folder)
    start, begin = first_sound(made), first_sound(mix)
    made = made[start:start + len(mix) - begin]
    mix = mix[begin:begin + len(made)]
    is_loud = len(mix) > 0 and numpy.max(numpy.abs(mix)) > 0.1
    return is_loud * len(mix), 20.0 * numpy.log10(max(1e-9, float(numpy.max(numpy.abs(made - mix), initial=0.0))))


def test_sound(tests, server, chain):
    """Compares from where sound begins. PipeWire plays in real time and leaves out what is late, as on a busy machine:
    then the route is played again, in a server of its own."""
    n_frames, loudest = compare(server, chain)
    for _ in range(MORE_TRIES):
        if n_frames > LEAST_FRAMES and loudest <= TOLERANCE_DB:
            break
        print(f'# {chain.name}: {n_frames} frames, off by up to {loudest:.1f} dBFS; once more')
        with contextlib.closing(PipeWire([chain.path])) as another:
            chain.configure(another)
            n_frames, loudest = compare(another, chain)
    tests.test(n_frames > LEAST_FRAMES, f'{chain.name}: there is sound to compare', f'{n_frames} frames')
    tests.test(loudest <= TOLERANCE_DB, f'{chain.name}: sounds as in the lilv host', f'off by up to {loudest:.1f} dBFS')


def test_chains(tests, server, chains):
    for chain in chains:
        chain.configure(server)
        found = [len(server.ports(node)) for node in (chain.sink, chain.source)]
        tests.test(found == [len(positions) for positions in chain.positions],
                   f'{chain.name}: PipeWire has it as a sink', f'{found} ports')
        if chain.name in PLAYED:
            test_sound(tests, server, chain)


def main():
    tests = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='signalbox-chains-') as folder:
        chains = [Chain(path) for path in write_chains(folder)]
        with contextlib.closing(PipeWire([chain.path for chain in chains])) as server:
            test_chains(tests, server, chains)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
