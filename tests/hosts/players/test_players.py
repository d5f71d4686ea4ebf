#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Programs that play a file through a plugin, each in blocks of its own size, get the same samples out of it: lilv's
lv2apply, lv2file and FFmpeg, with every factory preset, on a drum loop."""

import os
import re
import subprocess
import sys
import tempfile

import numpy
import soundfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ardour'))
import ardour
import factory
import tap

LOOP = '/usr/share/sonic-pi/samples/loop_amen.flac'
FRAMES = 30000
LEVEL = 0.5  # of all inputs together; lv2file clips what is over full scale
LAG_FRAMES = 997  # from input to input
LV2FILE_FRAMES = '77'
PORT = re.compile(r'^\tPort \d+:\n(.*?)(?=^\tPort |\Z)', re.M | re.S)


class Player:
    """A plugin between two files."""

    def __init__(self, environment, uri, folder):
        self.environment, self.uri = environment, uri
        self.given, self.made = (os.path.join(folder, name) for name in ('in.wav', 'out.wav'))
        text = factory.output_of(environment, 'lv2info', uri)
        self.has_cv = 'http://lv2plug.in/ns/lv2core#CVPort' in text
        self.inputs = [re.search(r'Symbol: +(\S+)', port)[1] for port in PORT.findall(text)
                       if '#AudioPort' in port and '#InputPort' in port]

    def write_input(self):
        """Something else on each input."""
        loop, rate_hz = soundfile.read(LOOP, dtype='float32', always_2d=True)
        channels = [numpy.roll(loop[:FRAMES, 0], i * LAG_FRAMES) for i in range(len(self.inputs))]
        soundfile.write(self.given, LEVEL / len(channels) * numpy.stack(channels, axis=1), rate_hz, 'FLOAT')

    def play(self, *command):
        """What a program puts out, by (frame, output)."""
        if os.path.exists(self.made):
            os.remove(self.made)
        result = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                check=False)
        if result.returncode or not os.path.exists(self.made):
            raise ardour.LabError(f'{command[0]} cannot run {self.uri}: {(result.stderr or result.stdout).strip()}')
        return soundfile.read(self.made, dtype='float32', always_2d=True)[0]

    def lv2apply(self, controls):
        settings = [word for symbol, value in controls.items() for word in ('-c', symbol, repr(value))]
        return self.play('lv2apply', '-i', self.given, '-o', self.made, *settings, self.uri)

    def lv2file(self, controls):
        wires = [word for i, symbol in enumerate(self.inputs) for word in ('-c', f'{i + 1}:{symbol}')]
        settings = [word for symbol, value in controls.items() for word in ('-p', f'{symbol}:{value!r}')]
        return self.play('lv2file', '-i', self.given, '-o', self.made, *wires, *settings, '-b', LV2FILE_FRAMES,
                         self.uri)

    def ffmpeg(self, controls):
        uri = self.uri.replace(':', r'\\:')
        settings = '|'.join(f'{symbol}={value!r}' for symbol, value in controls.items())
        return self.play('ffmpeg', '-v', 'error', '-i', self.given, '-af', f'lv2=p={uri}:c={settings}',
                         '-c:a', 'pcm_f32le', '-y', self.made)


def test_variant(tests, player, presets):
    wrong = []
    player.write_input()
    for label, controls in presets.items():
        expected = player.lv2apply(controls)
        for name, made in (('lv2file', player.lv2file(controls)), ('ffmpeg', player.ffmpeg(controls))):
            if made.shape != expected.shape or made.tobytes() != expected.tobytes():
                wrong.append((name, label))
    tests.test(presets and not wrong, f'{player.uri} sounds the same in lv2apply, lv2file and FFmpeg', wrong)


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    try:
        environment = dict(os.environ, LV2_PATH=ardour.environment_folder('SIGNALBOX_LV2_DIR'), LC_ALL='C.UTF-8')
        presets = factory.presets(environment)
        for uri in factory.variants(environment):
            with tempfile.TemporaryDirectory() as folder:
                player = Player(environment, uri, folder)
                if not player.has_cv:  # none of them knows CV ports
                    test_variant(tests, player, presets[uri])
    except ardour.LabError as error:
        return tap.bail_out(str(error))
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
