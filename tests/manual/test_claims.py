#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What the manual says in numbers is what the plugins do. Each claim is a sentence of a page, with {} where its numbers
are: these are read from the page, and some of them set a plugin up while the others are what it has to give. A plugin
is run by lilv's lv2apply."""

import os
import re
import subprocess
import sys
import tempfile

import numpy
import soundfile

import tap

RATE_HZ = 48000
FRAMES = RATE_HZ
SETTLED = slice(FRAMES // 2, None)  # after all ramps and attacks
BEAT_FRAMES, HIT_FRAMES = FRAMES // 4, FRAMES // 10  # of a kick that comes again and again
SILENCE_DB = -60.0  # a hole of a comb that is as good as silence
TONE_DB = -20.0
BUS = 'urn:signalbox:bus-summer-stereo-16'
TOP = os.environ['SIGNALBOX_TOP']
NUMBER = r'(\d+(?:\.\d+)?)'


class Claims:
    """A folder for sounds, and the pages."""

    def __init__(self, tests, folder):
        self.tests, self.folder = tests, folder
        self.environment = dict(os.environ, LV2_PATH=os.environ['SIGNALBOX_LV2_DIR'])

    def numbers(self, page, sentence):
        """Those of a sentence of a page, line ends and minus signs aside."""
        with open(os.path.join(TOP, 'common', 'manual', 'pages', page + '.md'), encoding='utf-8') as file:
            text = ' '.join(file.read().split())
        found = re.findall(NUMBER.join(re.escape(part) for part in sentence.split('{}')), text)
        if len(found) != 1:
            self.tests.test(False, f'{page} says once: {sentence}', f'{len(found)} times')
            return None
        numbers = found[0] if isinstance(found[0], tuple) else found
        return [float(number) for number in numbers]

    def run(self, uri, controls, channels):
        """The first output of a plugin, once it has settled."""
        given, made = (os.path.join(self.folder, f'{side}.wav') for side in ('in', 'out'))
        soundfile.write(given, numpy.stack(channels, axis=1), RATE_HZ, 'FLOAT')
        settings = [word for symbol, value in controls.items() for word in ('-c', symbol, repr(float(value)))]
        subprocess.run(['lv2apply', '-i', given, '-o', made, *settings, uri], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)
        return soundfile.read(made, always_2d=True)[0][SETTLED, 0]

    def bus(self, strips, controls):
        """The left side of a bus that adds up some sounds, a strip each, and its level."""
        none = numpy.zeros(FRAMES)
        return level_db(self.run(BUS, controls, [sound for strip in strips for sound in (strip, strip)] +
                                 [none] * (32 - 2 * len(strips))))

    def test(self, page, what, said, measured, tolerance=0.1):
        self.tests.test(abs(said - measured) <= tolerance, f'{page}: {what}',
                        f'it says {said:g}, and {measured:.3f} was measured')


def level_db(sound):
    """Its RMS level."""
    return 10.0 * numpy.log10(numpy.mean(numpy.square(sound)) + 1e-30)


def tone(hz, level=TONE_DB):
    """A sine with peaks at some dBFS."""
    return 10.0 ** (level / 20.0) * numpy.sin(2.0 * numpy.pi * hz / RATE_HZ * numpy.arange(FRAMES))


def test_sums(claims):
    page = 'routing'
    said = claims.numbers(page, '**The same sound twice** is {} dB louder. Four times is {} dB louder, eight times {} dB.')
    one = level_db(tone(1000.0)[SETTLED])
    for n, louder in zip((2, 4, 8), said or ()):
        claims.test(page, f'the same sound {n} times', louder, claims.bus([tone(1000.0)] * n, {}) - one)
    said = claims.numbers(page, 'two are {} dB louder, four are {} dB louder, eight are {} dB louder, sixteen are {} dB '
                                'louder.')
    generator = numpy.random.default_rng(5)
    noises = [generator.uniform(-0.05, 0.05, FRAMES) for _ in range(16)]
    for n, louder in zip((2, 4, 8, 16), said or ()):
        claims.test(page, f'{n} unrelated sounds', louder,
                    claims.bus(noises[:n], {}) - numpy.mean([level_db(noise[SETTLED]) for noise in noises[:n]]), 0.15)
    said = claims.numbers(page, '{} dB quieter adds {} dB, {} dB quieter adds {} dB, {} dB quieter adds {} dB.')
    for quieter, louder in zip((said or ())[0::2], (said or ())[1::2]):
        claims.test(page, f'a copy {quieter:g} dB quieter', louder,
                    claims.bus([tone(1000.0)] * 2, {'gain_2': -quieter}) - one)


def test_comb(claims):
    """Holes and peaks of a sound and a late copy of it."""
    page = 'routing'
    said = claims.numbers(page, '- **{} ms late**: silence at {} Hz, {} Hz, {} Hz and so on; {} dB more at {} Hz, {} Hz, '
                                '{} Hz.') or []
    for hz in said[1:4]:
        claims.tests.test(comb_db(claims, said[0], hz) < SILENCE_DB, f'{page}: {said[0]:g} ms, silence at {hz:g} Hz')
    for hz in said[5:]:
        claims.test(page, f'{said[0]:g} ms, at {hz:g} Hz', said[4], comb_db(claims, said[0], hz))
    said = claims.numbers(page, '- **{} ms late**: silence at {} Hz, {} Hz, {} Hz: the bass has holes.') or []
    hole = claims.numbers('outboard', 'at {} ms, there is a hole at {} Hz, and one every {} Hz above.') or []
    for late, hz in [(said[0], hz) for hz in said[1:]] + [(hole[0], hole[1] + n * hole[2]) for n in range(3)]:
        claims.tests.test(comb_db(claims, late, hz) < SILENCE_DB, f'{page}: {late:g} ms, silence at {hz:g} Hz')
    said = claims.numbers(page, 'which is {} ms: {} dB less at {} kHz than if they were in step')
    if said:
        frame_ms = 1000.0 / RATE_HZ
        claims.test(page, 'a frame in ms', said[0], frame_ms, 0.005)
        claims.test(page, 'a frame late', said[1],
                    comb_db(claims, 0.0, 1000.0 * said[2]) - comb_db(claims, frame_ms, 1000.0 * said[2]))
    said = claims.numbers(page, '{} dB below, it takes {} dB at most and adds {} dB at most; {} dB below, it changes less '
                                'than {} dB.')
    if said:
        claims.test(page, 'what a quieter copy takes', said[1], -comb_db(claims, 1.0, 500.0, -said[0]))
        claims.test(page, 'what it adds', said[2], comb_db(claims, 1.0, 1000.0, -said[0]))
        claims.tests.test(max(abs(comb_db(claims, 1.0, hz, -said[3])) for hz in (500.0, 1000.0)) < said[4],
                          f'{page}: what a much quieter copy does')


def comb_db(claims, late_ms, hz, gain=0.0):
    """How much louder a tone gets by a copy that comes late."""
    return claims.bus([tone(hz)] * 2, {'delay_2': late_ms, 'gain_2': gain}) - level_db(tone(hz)[SETTLED])


def test_dynamics(claims):
    page, uri = 'new-york-drums', 'urn:signalbox:parallel-compressor-mono'
    said = claims.numbers(page, 'a quiet sound at −{} dBFS by {} dB, and a loud one at −{} dBFS by only {} dB.') or []
    for level, lift in zip(said[0::2], said[1::2]):
        sound = tone(1000.0, -level)
        claims.test(page, f'lift at -{level:g} dBFS', lift,
                    level_db(claims.run(uri, {'auto_level': 0}, [sound])) - level_db(sound[SETTLED]))
    page = 'routing'
    said = claims.numbers(page, 'Boost the lows by {} dB there, and the compressor works against you: at a ratio of '
                                '{} to 1, above the threshold, {} dB of the {} are left')
    if said:
        wet = {'auto_level': 0, 'dry_level': -90, 'wet_level': 0, 'ratio': said[1], 'threshold': -40, 'knee': 0}
        low, high = (level_db(claims.run(uri, wet, [tone(100.0, -20.0 + more)])) for more in (0.0, said[0]))
        claims.test(page, 'what a compressor leaves of a boost', said[2], high - low)
        claims.tests.test(said[0] == said[3], f'{page}: the boost is the same')
    page = 'ducking'
    said = claims.numbers(page, 'with its default of {} dB the bass goes down by {} dB at each kick.')
    if said:
        bass, kick = tone(1000.0), tone(60.0, -10.0) * (numpy.arange(FRAMES) % BEAT_FRAMES < HIT_FRAMES)
        ducked = claims.run('urn:signalbox:sidechain-router-mono', {'action': 1, 'relative': 1},
                            [bass, kick, numpy.zeros(FRAMES)])
        hit = slice(HIT_FRAMES // 2, HIT_FRAMES)
        claims.test(page, 'how far the action ducks', said[1], level_db(bass[SETTLED][hit]) - level_db(ducked[hit]))
        claims.test(page, 'the default', said[0], claims_range(claims, 'sidechain-router-mono', 'depth')['Default'])


def claims_range(claims, name, symbol):
    """What lv2info says of a control."""
    text = subprocess.run(['lv2info', f'urn:signalbox:{name}'], env=claims.environment, check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    port = next(part for part in text.split('\tPort ') if re.search(rf'Symbol: +{symbol}\n', part))
    return {word: float(value) for word, value in re.findall(r'(Minimum|Maximum|Default): +(\S+)', port)}


def test_rest(claims):
    """The blend that comes twice, the longest delay, and the orders of two routes, which tests/demo measures."""
    for page, sentence in (('routing', 'and the effect at {} %, the copy is {} dB below the original, and the sum is {} dB '
                                       'louder.'),
                           ('shared-reverb', 'At a blend of {} % and a send at 0 dB, the sum is {} dB louder.')):
        said = claims.numbers(page, sentence)
        if said:
            below = 20.0 * numpy.log10(said[0] / 100.0)
            claims.test(page, 'a wet signal with dry in it', said[-1], comb_db(claims, 0.0, 1000.0, below))
            claims.test(page, 'how far below it is', said[1] if len(said) > 2 else -below, -below)
    longest = claims_range(claims, 'bus-summer-stereo-4', 'delay_1')['Maximum']
    for page, sentence in (('late-copies', 'A strip can wait up to {} ms.'),
                           ('outboard', 'The bus summer delays a strip by up to {} ms.')):
        said = claims.numbers(page, sentence)
        if said:
            claims.test(page, 'the longest delay', said[0], longest)
    said = claims.numbers('routing', 'the third echo stands {} dB under its hit; with the compressor first, {} dB.') or []
    for decibels, route in zip(said, ('delay-before-compression', 'compression-before-delay')):
        with open(os.path.join(TOP, 'presets', 'routes', route + '.ttl'), encoding='utf-8') as file:
            claims.tests.test(f' {decibels:g} dB' in file.read(), f'routing: {decibels:g} dB, as {route} says')


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='signalbox-claims-') as folder:
        claims = Claims(tests, folder)
        for test in (test_sums, test_comb, test_dynamics, test_rest):
            test(claims)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
