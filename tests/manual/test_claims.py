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
FRAMES = RATE_HZ // 2
SETTLED = slice(FRAMES // 2, None)  # after all ramps and attacks
BEAT_FRAMES, HIT_FRAMES = FRAMES // 4, FRAMES // 10  # of a kick that comes again and again
SILENCE_DB = -60.0  # a hole of a comb that is as good as silence
TONE_DB = -20.0
BUS, WIDTHS = 'urn:signalbox:bus-summer-stereo-', (4, 16)  # and how many strips there are
TOP = os.environ['SIGNALBOX_TOP']
NUMBER = r'(\d+(?:\.\d+)?)'


class ClaimError(Exception):
    """One sentence for whoever runs the test."""


class Claims:
    """A folder for sounds, and the pages."""

    def __init__(self, tests, folder):
        self.tests, self.folder = tests, folder
        self.environment = dict(os.environ, LV2_PATH=os.environ['SIGNALBOX_LV2_DIR'])

    def numbers(self, page, sentence):
        """Those of a sentence of a page, wherever its lines end."""
        with open(os.path.join(TOP, 'common', 'manual', 'pages', page + '.md'), encoding='utf-8') as file:
            text = ' '.join(file.read().split())
        found = re.findall(NUMBER.join(re.escape(part) for part in sentence.split('{}')), text)
        if len(found) != 1:
            raise ClaimError(f'{page}.md says {len(found)} times, and not once: {sentence}')
        return [float(number) for number in ([found[0]] if isinstance(found[0], str) else found[0])]

    def run(self, uri, controls, channels):
        """The first output of a plugin."""
        given, made = (os.path.join(self.folder, f'{side}.wav') for side in ('in', 'out'))
        soundfile.write(given, numpy.stack(channels, axis=1), RATE_HZ, 'FLOAT')
        settings = [word for symbol, value in controls.items() for word in ('-c', symbol, repr(float(value)))]
        subprocess.run(['lv2apply', '-i', given, '-o', made, *settings, uri], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)
        return soundfile.read(made, always_2d=True)[0][:, 0]

    def bus(self, scenes, controls):
        """What a bus adds up of some sounds, a strip each, in one scene after the other: the level of its left side."""
        none = numpy.zeros(FRAMES)
        n_strips = next(width for width in WIDTHS if width >= max(map(len, scenes)))
        padded = [[*scene, *[none] * (n_strips - len(scene))] for scene in scenes]
        strips = [numpy.concatenate([scene[strip] for scene in padded]) for strip in range(n_strips)]
        sum_ = self.run(f'{BUS}{n_strips}', controls, [sound for strip in strips for sound in (strip, strip)])
        return [level_db(sum_[start:start + FRAMES][SETTLED]) for start in range(0, len(sum_), FRAMES)]

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
    page, sound = 'routing', tone(1000.0)
    one = level_db(sound[SETTLED])
    said = claims.numbers(page, '**The same sound twice** is {} dB louder. Four times is {} dB louder, eight times {} dB.')
    for louder, sum_ in zip(said, claims.bus([[sound] * n for n in (2, 4, 8)], {})):
        claims.test(page, f'the same sound more than once: {louder:g} dB', louder, sum_ - one)
    said = claims.numbers(page, 'two are {} dB louder, four are {} dB louder, eight are {} dB louder, sixteen are {} dB '
                                'louder.')
    generator = numpy.random.default_rng(5)
    noises = [generator.uniform(-0.05, 0.05, FRAMES) for _ in range(max(WIDTHS))]
    each = numpy.mean([level_db(noise[SETTLED]) for noise in noises])
    for louder, sum_ in zip(said, claims.bus([noises[:n] for n in (2, 4, 8, 16)], {})):
        claims.test(page, f'unrelated sounds: {louder:g} dB', louder, sum_ - each, 0.15)
    said = claims.numbers(page, '{} dB quieter adds {} dB, {} dB quieter adds {} dB, {} dB quieter adds {} dB.')
    scenes = [[sound] + [sound if strip == copy else 0.0 * sound for strip in range(3)] for copy in range(3)]
    sums = claims.bus(scenes, {f'gain_{strip + 2}': -said[2 * strip] for strip in range(3)})
    for strip in range(3):
        claims.test(page, f'a copy {said[2 * strip]:g} dB quieter', said[2 * strip + 1], sums[strip] - one)


def combed(claims, late_ms, hertz, gain_db=0.0):
    """How much louder tones get, each by a copy that comes late."""
    sums = claims.bus([[tone(hz)] * 2 for hz in hertz], {'delay_2': late_ms, 'gain_2': gain_db})
    return [sum_ - level_db(tone(hz)[SETTLED]) for sum_, hz in zip(sums, hertz)]


def test_holes(claims, page, late_ms, hertz):
    for hz, louder in zip(hertz, combed(claims, late_ms, hertz)):
        claims.tests.test(louder < SILENCE_DB, f'{page}: {late_ms:g} ms, silence at {hz:g} Hz', f'{louder:.1f} dB')


def test_comb(claims):
    """Holes and peaks of a sound and a late copy of it."""
    page = 'routing'
    late, *said = claims.numbers(page, '- **{} ms late**: silence at {} Hz, {} Hz, {} Hz and so on; {} dB more at {} Hz, '
                                       '{} Hz, {} Hz.')
    test_holes(claims, page, late, said[:3])
    for hz, louder in zip(said[4:], combed(claims, late, said[4:])):
        claims.test(page, f'{late:g} ms, at {hz:g} Hz', said[3], louder)
    late, *hertz = claims.numbers(page, '- **{} ms late**: silence at {} Hz, {} Hz, {} Hz: the bass has holes.')
    test_holes(claims, page, late, hertz)
    late, first, step = claims.numbers('outboard', 'at {} ms, there is a hole at {} Hz, and one every {} Hz above.')
    test_holes(claims, 'outboard', late, [first + n * step for n in range(3)])
    frame_ms, less, khz = claims.numbers(page, 'which is {} ms: {} dB less at {} kHz than if they were in step')
    claims.test(page, 'a frame in ms', frame_ms, 1000.0 / RATE_HZ, 0.005)
    in_step, late = (combed(claims, ms, [1000.0 * khz])[0] for ms in (0.0, 1000.0 / RATE_HZ))
    claims.test(page, 'a frame late', less, in_step - late)
    said = claims.numbers(page, '{} dB below, it takes {} dB at most and adds {} dB at most; {} dB below, it changes less '
                                'than {} dB.')
    hole, peak = combed(claims, 1.0, [500.0, 1000.0], -said[0])
    claims.test(page, 'what a quieter copy takes', said[1], -hole)
    claims.test(page, 'what it adds', said[2], peak)
    changes = combed(claims, 1.0, [500.0, 1000.0], -said[3])
    claims.tests.test(max(map(abs, changes)) < said[4], f'{page}: what a much quieter copy does', changes)


def settled_db(claims, uri, controls, sounds):
    """The level of what a plugin gives."""
    return level_db(claims.run(uri, controls, sounds)[SETTLED])


def test_dynamics(claims):
    page, uri = 'new-york-drums', 'urn:signalbox:parallel-compressor-mono'
    said = claims.numbers(page, 'a quiet sound at −{} dBFS by {} dB, and a loud one at −{} dBFS by only {} dB.')
    for level, lift in zip(said[0::2], said[1::2]):
        sound = tone(1000.0, -level)
        claims.test(page, f'lift at -{level:g} dBFS', lift,
                    settled_db(claims, uri, {'auto_level': 0}, [sound]) - level_db(sound[SETTLED]))
    page = 'routing'
    boost, ratio, left, again = claims.numbers(
        page, 'Boost the lows by {} dB there, and the compressor works against you: at a ratio of {} to 1, above the '
              'threshold, {} dB of the {} are left')
    wet = {'auto_level': 0, 'dry_level': -90, 'wet_level': 0, 'ratio': ratio, 'threshold': -40, 'knee': 0}
    low, high = (settled_db(claims, uri, wet, [tone(100.0, TONE_DB + more)]) for more in (0.0, boost))
    claims.test(page, 'what a compressor leaves of a boost', left, high - low)
    claims.tests.test(boost == again, f'{page}: the boost is the same')


def test_duck(claims):
    """As the action for Ardour sets it, by a key that comes and goes."""
    page = 'ducking'
    default, depth = claims.numbers(page, 'with its default of {} dB the bass goes down by {} dB at each kick.')
    bass, kick = tone(1000.0), tone(60.0, -10.0) * (numpy.arange(FRAMES) % BEAT_FRAMES < HIT_FRAMES)
    ducked = claims.run('urn:signalbox:sidechain-router-mono', {'action': 1, 'relative': 1}, [bass, kick, 0.0 * bass])
    hit = slice(HIT_FRAMES // 2, HIT_FRAMES)
    claims.test(page, 'how far it ducks', depth, level_db(bass[SETTLED][hit]) - level_db(ducked[SETTLED][hit]))
    claims.test(page, 'the default', default, control(claims, 'sidechain-router-mono', 'depth')['Default'])


def control(claims, name, symbol):
    """What lv2info says of a control."""
    text = subprocess.run(['lv2info', f'urn:signalbox:{name}'], env=claims.environment, check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    port = next(part for part in text.split('\tPort ') if re.search(rf'Symbol: +{symbol}\n', part))
    return {word: float(value) for word, value in re.findall(r'(Minimum|Maximum|Default): +(\S+)', port)}


def test_rest(claims):
    """The blend that comes twice, the longest delay, and the orders of two routes, which tests/demo measures."""
    wet, below, louder = claims.numbers('routing', 'and the effect at {} %, the copy is {} dB below the original, and the '
                                                   'sum is {} dB louder.')
    claims.test('routing', 'how far below a blend is', below, -20.0 * numpy.log10(wet / 100.0))
    claims.test('routing', 'a wet signal with dry in it', louder, combed(claims, 0.0, [1000.0], -below)[0])
    again = claims.numbers('shared-reverb', 'At a blend of {} % and a send at 0 dB, the sum is {} dB louder.')
    claims.tests.test(again == [wet, louder], 'shared-reverb: as routing says')
    longest = control(claims, 'bus-summer-stereo-4', 'delay_1')['Maximum']
    for page, sentence in (('late-copies', 'A strip can wait up to {} ms.'),
                           ('outboard', 'The bus summer delays a strip by up to {} ms.')):
        claims.test(page, 'the longest delay', claims.numbers(page, sentence)[0], longest)
    said = claims.numbers('routing', 'the third echo stands {} dB under its hit; with the compressor first, {} dB.')
    for decibels, route in zip(said, ('delay-before-compression', 'compression-before-delay')):
        with open(os.path.join(TOP, 'presets', 'routes', route + '.ttl'), encoding='utf-8') as file:
            claims.tests.test(f' {decibels:g} dB' in file.read(), f'routing: {decibels:g} dB, as {route} says')


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='signalbox-claims-') as folder:
        claims = Claims(tests, folder)
        try:
            for test in (test_sums, test_comb, test_dynamics, test_duck, test_rest):
                test(claims)
        except ClaimError as error:
            return tap.bail_out(str(error))
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
