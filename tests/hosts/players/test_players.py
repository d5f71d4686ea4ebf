#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Programs that play a file through a plugin, each in blocks of its own size, get the same samples out of it: lilv's
lv2apply with every factory preset, lv2file and FFmpeg with every other one each, and Ecasound and lv2proc with one, on
a drum loop. lv2proc has room for the inputs alone that a plugin cannot do without, and reads behind it where a file has
more channels; so it is given these inputs, and the others are silent elsewhere."""

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
ECASOUND_FRAMES = 256
LV2PROC_FRAMES = '331'
PORT = re.compile(r'^\tPort \d+:\n(.*?)(?=^\tPort |\Z)', re.M | re.S)


def symbol(port):
    """Of what lv2info says of a port."""
    return re.search(r'Symbol: +(\S+)', port)[1]


class Player:
    """A plugin between two files."""

    def __init__(self, environment, uri, folder):
        self.environment, self.uri = environment, uri
        self.given, self.made = (os.path.join(folder, name) for name in ('in.wav', 'out.wav'))
        text = factory.output_of(environment, 'lv2info', uri)
        self.has_cv = 'http://lv2plug.in/ns/lv2core#CVPort' in text
        ports = PORT.findall(text)
        inputs = [port for port in ports if '#AudioPort' in port and '#InputPort' in port]
        self.inputs = [symbol(port) for port in inputs]
        self.is_needed = numpy.array(['#connectionOptional' not in port for port in inputs])
        self.n_outputs = sum('#AudioPort' in port and '#OutputPort' in port for port in ports)
        self.controls = {symbol(port): re.search(r'Default: +(\S+)', port) for port in ports if '#ControlPort' in port}

    def write_input(self):
        """Something else on each input."""
        loop, rate_hz = soundfile.read(LOOP, dtype='float32', always_2d=True)
        channels = [numpy.roll(loop[:FRAMES, 0], i * LAG_FRAMES) for i in range(len(self.inputs))]
        sound = numpy.round(LEVEL / len(channels) * numpy.stack(channels, axis=1) * 2 ** 15) / 2 ** 15
        soundfile.write(self.given, sound, rate_hz, 'FLOAT')

    def silence_rest(self):
        """Leaves silence alone to the inputs that a plugin can do without."""
        sound, rate_hz = soundfile.read(self.given, dtype='float32', always_2d=True)
        soundfile.write(self.given, numpy.where(self.is_needed, sound, numpy.float32(0)), rate_hz, 'FLOAT')

    def run(self, made, *command):
        """Has a program make a file."""
        if os.path.exists(made):
            os.remove(made)
        result = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                check=False)
        if result.returncode or not os.path.exists(made):
            raise ardour.LabError(f'{command[0]} cannot run {self.uri}: {(result.stderr or result.stdout).strip()}')

    def play(self, *command):
        """What a program puts out, by (frame, output)."""
        self.run(self.made, *command)
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

    def lv2proc(self, controls):
        """On the inputs alone that are needed; it cuts the latency off unless it is told not to."""
        sound, rate_hz = soundfile.read(self.given, dtype='float32', always_2d=True)
        given = os.path.join(os.path.dirname(self.given), 'in-needed.wav')
        soundfile.write(given, sound[:, self.is_needed], rate_hz, 'FLOAT')
        settings = [word for symbol, value in controls.items() for word in ('-c', f'{symbol}:{value!r}')]
        return self.play('lv2proc', '-i', given, '-o', self.made, '-n', LV2PROC_FRAMES, '--with-latency', *settings,
                         self.uri)

    def ecasound(self, controls):
        """It reads 16 bits, takes a value for each control port, outputs too, and has as many channels all the way."""
        sound, rate_hz = soundfile.read(self.given, always_2d=True)
        n_channels = max(sound.shape[1], self.n_outputs)
        given, made = (os.path.join(os.path.dirname(self.given), name) for name in ('in-16.wav', 'out.raw'))
        soundfile.write(given, numpy.pad(sound, ((0, 0), (0, n_channels - sound.shape[1]))), rate_hz, 'PCM_16')
        values = [controls.get(name, default[1] if default else 0) for name, default in self.controls.items()]
        self.run(made, 'ecasound', '-q', f'-b:{ECASOUND_FRAMES}', f'-f:s16_le,{n_channels},{rate_hz}', f'-i:{given}',
                 f'-elv2:{self.uri},{",".join(map(str, values))}', f'-f:f32_le,{n_channels},{rate_hz}', '-a:all',
                 f'-o:{made}')
        return numpy.fromfile(made, '<f4').reshape(-1, n_channels)[:, :self.n_outputs]


def test_variant(tests, player, presets):
    wrong = []
    player.write_input()
    for i, (label, controls) in enumerate(presets.items()):
        expected = player.lv2apply(controls)
        play = (player.lv2file, player.ffmpeg)[i % 2]
        if not numpy.array_equal(play(controls), expected):
            wrong.append((play.__name__, label))
    label, controls = list(presets.items())[-1]
    if not numpy.array_equal(player.ecasound(controls), player.lv2apply(controls)):
        wrong.append(('ecasound', label))
    player.silence_rest()
    if not numpy.array_equal(player.lv2proc(controls), player.lv2apply(controls)):
        wrong.append(('lv2proc', label))
    tests.test(presets and not wrong,
               f'{player.uri} sounds the same in lv2apply, lv2file, FFmpeg, Ecasound and lv2proc', wrong)


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
