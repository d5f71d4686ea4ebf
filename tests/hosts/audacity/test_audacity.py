#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Audacity finds every variant, without a word; what it makes of a drum loop with one, set to a factory preset, is what
lv2apply makes of it, less the latency. It has a track at a time and no sidechains, so it feeds the first one or two
inputs of a plugin and takes as many outputs."""

import os
import re
import subprocess
import sys

import numpy
import soundfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ardour'))
import ardour
import audacity
import factory
import tap
from hosts import desktop

LOOP = '/usr/share/sonic-pi/samples/loop_amen.flac'
FRAMES = 30000
LEVEL = 0.25
MOST_LATENCY = 1024
PORT = re.compile(r'^\tPort \d+:\n(.*?)(?=^\tPort |\Z)', re.M | re.S)


class Variant:
    """A plugin as lv2info tells of it, set to one of its presets."""

    def __init__(self, environment, uri, presets):
        self.environment, self.uri = environment, uri
        text = factory.output_of(environment, 'lv2info', uri)
        ports = [dict(re.findall(r'^\t\t(\w+): +(.*)$', port, re.M), text=port) for port in PORT.findall(text)]
        self.name = re.search(r'^\tName: +(.*)$', text, re.M)[1]
        self.n_inputs, n_outputs = (sum('#AudioPort' in port['text'] and kind in port['text'] for port in ports)
                                    for kind in ('#InputPort', '#OutputPort'))
        self.n_channels = 1 if min(self.n_inputs, n_outputs) == 1 or 'mono' in uri else 2
        self.controls = presets[list(presets)[-1]]
        self.settings = {port['Name']: self.controls.get(port['Symbol'], float(port['Default'])) for port in ports
                         if '#ControlPort' in port['text'] and '#InputPort' in port['text']}

    def expected(self, sound, rate_hz, folder):
        """What lv2apply makes of a sound on the first inputs."""
        reference = self.uri.replace('-cv', '-stereo')  # the same but for the CV ports, which lv2apply does not know
        given, made = (os.path.join(folder, name) for name in ('reference-in.wav', 'reference-out.wav'))
        wide = numpy.zeros((len(sound) + MOST_LATENCY, self.n_inputs), 'float32')
        wide[:len(sound), :self.n_channels] = sound
        soundfile.write(given, wide, rate_hz, 'FLOAT')
        settings = [word for symbol, value in self.controls.items() for word in ('-c', symbol, repr(value))]
        subprocess.run(['lv2apply', '-i', given, '-o', made, *settings, reference], env=self.environment, check=True,
                       capture_output=True)
        return soundfile.read(made, dtype='float32', always_2d=True)[0][:, :self.n_channels]


def apply(host, variant, given, folder):
    """What Audacity makes of a file."""
    made = os.path.join(folder, 'made.wav')
    host.do(f'Import2: Filename={given}')
    host.do('SelectAll:')
    host.do(f'{audacity.command_of(variant.name)}:')
    host.do(f'Export2: Filename={made} NumChannels={variant.n_channels}')
    host.do('RemoveTracks:')
    sound = soundfile.read(made, dtype='float32', always_2d=True)[0]
    os.remove(made)
    return sound


def test_sound(tests, host, variants, folder):
    loop, rate_hz = soundfile.read(LOOP, dtype='float32', always_2d=True)
    for n_channels in (1, 2):
        channels = [numpy.roll(loop[:FRAMES, 0], 997 * i) for i in range(n_channels)]
        sound = numpy.round(LEVEL * numpy.stack(channels, axis=1) * 2 ** 15) / numpy.float32(2 ** 15)
        given = os.path.join(folder, f'given-{n_channels}.wav')
        soundfile.write(given, sound, rate_hz, 'FLOAT')
        for variant in (variant for variant in variants if variant.n_channels == n_channels):
            whole, made = variant.expected(sound, rate_hz, folder), apply(host, variant, given, folder)
            same = [n for n in range(MOST_LATENCY)
                    if whole[n, 0] == made[0, 0] and numpy.array_equal(whole[n:n + FRAMES], made)]
            tests.test(made.shape == sound.shape and same, f'{variant.uri} sounds as in lv2apply',
                       f'{made.shape}, {numpy.abs(whole[:len(made)] - made).max()}')


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    screen = host = None
    try:
        environment = dict(os.environ, LV2_PATH=ardour.environment_folder('SIGNALBOX_LV2_DIR'), LC_ALL='C.UTF-8')
        presets = factory.presets(environment)
        uris = factory.variants(environment)
        variants = [Variant(environment, uri, presets[uri]) for uri in uris]
        others = {key: value for key, value in environment.items() if key != 'LV2_PATH'}
        foreign = set(factory.output_of(others, 'lv2ls').split()) - {*uris}
        screen = desktop.Desktop(environment)
        host = audacity.Audacity(screen, environment)
        host.scan(foreign, uris)
        bad = [uri for uri in uris if (host.registry()[uri]['Enabled'], host.registry()[uri]['Valid']) != ('1', '1')]
        tests.test(len(uris) > 1 and not bad, 'Audacity takes every variant', bad)
        host.settle({variant.name: variant.settings for variant in variants})
        host.listen()
        test_sound(tests, host, variants, host.folder.name)
        with open(host.log, encoding='utf-8', errors='replace') as log:
            said = [line for line in log if 'ignalbox' in line]
        tests.test(not said, 'it says nothing of them', ''.join(said))
    except (ardour.LabError, audacity.AudacityError, desktop.DesktopError) as error:
        return tap.bail_out(str(error))
    finally:
        if host:
            host.close()
        if screen:
            screen.close()
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
