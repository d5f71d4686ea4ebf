#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The bus summer on busses of a real Ardour, fed by eight tracks.

One session holds a bus for every case, and two channels of the master for each bus, so that a single export shows them
all. What it must show is computed here from the formulas of the interface. The session is saved, opened again and
exported a second time.
"""

import math
import sys

import numpy

import automation
import session_plan
import session_test
import tap
from session_test import OFF_DB, TOLERANCE_DB, difference_db, gain_from_db

FRAMES = 96000
N_STRIPS = 8
STEREO = 'urn:signalbox:bus-summer-stereo-8'
MONO = 'urn:signalbox:bus-summer-mono-8'
STRIP_CHANNELS = {STEREO: 2, MONO: 1}
BYPASSED = 'bypassed in the mixer'
CONSTANT_TRACK = 'Constant'
CONSTANT = (0.5, -0.25)

MIX = {'gain_1': -7.3, 'pan_1': 0.5, 'gain_2': 3.9, 'pan_2': -1.0, 'gain_3': -21.5, 'pan_3': -0.3, 'mute_4': 1,
       'gain_5': -0.1, 'invert_5': 1, 'pan_6': 1.0, 'gain_6': -13.0, 'pan_7': 0.01, 'gain_8': OFF_DB}
CASES = {
    STEREO: {
        'untouched': {},
        'one strip alone': {'solo_3': 1},
        'solo, mute and invert': {'solo_2': 1, 'solo_5': 1, 'mute_5': 1, 'solo_7': 1, 'invert_7': 1, 'mute_8': 1},
        'gains and pans': MIX,
        'gains, pans and a solo': {**MIX, 'solo_1': 1, 'solo_5': 1, 'solo_4': 1},
        'narrow, with a fader': {**MIX, 'width': 37.5, 'fader': -4.6},
        'wide, with a fader': {**MIX, 'width': 180.0, 'fader': 2.25},
        'mono': {**MIX, 'mono': 1, 'width': 150.0},
        'switched off': {**MIX, 'solo_1': 1, 'width': 20.0, 'mono': 1, 'fader': -30.0, 'enabled': 0},
        BYPASSED: {**MIX, 'solo_1': 1, 'width': 20.0, 'fader': -30.0},
    },
    MONO: {
        'equal power': {**MIX, 'pan_law': 0},
        '-4.5 dB': {**MIX, 'pan_law': 1, 'fader': -1.5},
        'linear': {**MIX, 'pan_law': 2, 'width': 80.0},
        'balance': {**MIX, 'pan_law': 3},
        'balance untouched': {'pan_law': 3},
        'switched off': {**MIX, 'solo_6': 1, 'pan_law': 2, 'enabled': 0},
    },
}

# Cases for a route with strict I/O too, where Ardour arranges the pins in another way.
STRICT_CASES = {STEREO: ('untouched', 'gains and pans'), MONO: ('equal power',)}

AUTOMATION = {
    'gain_1': [(0, 0.0), (20001, 0.0), (20004, -3.0), (20005, 6.0), (20012, -40.0), (31007, -6.5)],
    'pan_2': [(0, 0.0), (21003, 0.0), (30011, -0.75), (60007, -0.75), (66001, 0.4)],
    'mute_3': [(0, 0), (22001, 1), (61003, 0), (61006, 1), (61007, 0)],
    'invert_4': [(0, 0), (60001, 1)],
    'fader': [(0, 0.0), (62003, 0.0), (69001, -9.0)],
    'width': [(0, 100.0), (23005, 100.0), (24007, 160.0)],
}
AUTOMATED_STRIPS = (1, 2, 3, 4)
REST = [(0, 20004), (45000, 60001), (80000, FRAMES)]


# What the interface says a bus summer does.

def pan_gains(law, pan):
    """Left and right gain of a mono strip; laws as the control counts them."""
    angle = (pan + 1.0) * math.pi / 4.0
    power = (math.cos(angle), math.sin(angle))
    linear = ((1.0 - pan) / 2.0, (1.0 + pan) / 2.0)
    balance = (min(1.0, 1.0 - pan), min(1.0, 1.0 + pan))
    middle = tuple(math.sqrt(max(a * b, 0.0)) for a, b in zip(power, linear))
    return (power, middle, linear, balance)[law]


class Controls:
    """The controls of a bus summer: the given ones, rounded as a port does, and the defaults."""

    DEFAULTS = {'width': 100.0, 'enabled': 1}

    def __init__(self, given):
        self.given = given

    def get(self, name, strip=None):
        symbol = name if strip is None else f'{name}_{strip}'
        return float(numpy.float32(self.given.get(symbol, self.DEFAULTS.get(symbol, 0))))


def strip_gains(uri, controls):
    """What each strip adds to the left and to the right of the sum."""
    strips = range(1, N_STRIPS + 1)
    if not controls.get('enabled'):
        return [(1.0, 1.0)] * N_STRIPS
    any_solo = any(controls.get('solo', i) for i in strips)
    gains = []
    for i in strips:
        heard = not controls.get('mute', i) and (controls.get('solo', i) or not any_solo)
        gain = gain_from_db(controls.get('gain', i)) * heard * (-1.0 if controls.get('invert', i) else 1.0)
        law = 3 if uri == STEREO else int(controls.get('pan_law'))
        gains.append(tuple(gain * side for side in pan_gains(law, controls.get('pan', i))))
    return gains


def master_matrix(controls):
    """What goes from one side of the sum to the same side of the output, and to the other side."""
    if not controls.get('enabled'):
        return 1.0, 0.0
    width = controls.get('width') / 100.0
    same, cross = (1.0 + width) / 2.0, (1.0 - width) / 2.0
    if controls.get('mono'):
        same = cross = (same + cross) / 2.0
    fader = gain_from_db(controls.get('fader'))
    return same * fader, cross * fader


def is_exact(gains, matrix):
    """Whether there is nothing to round but the sum itself."""
    return matrix == (1.0, 0.0) and all(side in (-1.0, 0.0, 1.0) for strip in gains for side in strip)


def predict(uri, given, strips):
    """The output for (frames, 2) strips, and whether it must be met bit for bit. Strips are summed in their order, in
    floats where the result is to be exact."""
    controls = Controls(given)
    gains, matrix = strip_gains(uri, controls), master_matrix(controls)
    exact = is_exact(gains, matrix)
    kind = numpy.float32 if exact else numpy.float64
    total = numpy.zeros_like(strips[0], dtype=kind)
    for strip, sides in zip(strips, gains):
        total += strip.astype(kind) * numpy.array(sides, dtype=kind)
    return (total if exact else total * matrix[0] + total[:, ::-1] * matrix[1]), exact


# The session.

def track_audio():
    """Noise for every strip, so that each bit of each counts, and a constant that shows the gains themselves."""
    generator = numpy.random.default_rng(2026)
    audio = {f'Track {i}': generator.uniform(-0.25, 0.25, (FRAMES, 2)) for i in range(1, N_STRIPS + 1)}
    audio[CONSTANT_TRACK] = numpy.tile(CONSTANT, (FRAMES, 1))
    return {name: samples.astype(numpy.float32) for name, samples in audio.items()}


def plan_bus(name, uri, strict, **more):
    """Its name has no slash, which Ardour 8 turns into an underscore when it opens a session."""
    return session_plan.bus(f'{name}, {"strict" if strict else "flexible"} pins', [session_plan.plugin(uri, **more)],
                            strict, inputs=N_STRIPS * STRIP_CHANNELS[uri])


def plan_busses():
    busses = []
    for strict in (False, True):
        for uri, cases in CASES.items():
            for name, controls in cases.items():
                if not strict or name in STRICT_CASES[uri]:
                    title = f'{uri.split(":")[-1]} {name}'
                    busses.append(plan_bus(title, uri, strict, controls=controls, bypassed=name == BYPASSED))
        busses.append(plan_bus('automated', STEREO, strict, automation=AUTOMATION))
    return busses


def plan_wires(busses):
    """Each track goes to its own strip of every bus, and the constant to those that are automated."""
    wires = session_plan.Wires()
    for bus in busses:
        plugin = bus['plugins'][0]
        width = STRIP_CHANNELS[plugin['uri']]
        for i in AUTOMATED_STRIPS if plugin['automation'] else range(1, N_STRIPS + 1):
            for side in range(1, width + 1):
                track = CONSTANT_TRACK if plugin['automation'] else f'Track {i}'
                wires.connect(track, side, bus['name'], (i - 1) * width + side)
        wires.hear(bus['name'], 2)
    return wires


# The tests.

def in_strips(uri, audio):
    """What the tracks bring to each strip, left and right."""
    tracks = [audio[f'Track {i}'] for i in range(1, N_STRIPS + 1)]
    return tracks if uri == STEREO else [numpy.repeat(track[:, :1], 2, axis=1) for track in tracks]


def test_sum(tests, bus, output, audio):
    plugin = bus['plugins'][0]
    given = {**plugin['controls'], **({'enabled': 0} if plugin['bypassed'] else {})}
    expected, exact = predict(plugin['uri'], given, in_strips(plugin['uri'], audio))
    if exact:
        wrong = int(numpy.count_nonzero(output != expected))
        tests.test(wrong == 0, f'{bus["name"]}: the sum, bit for bit', f'{wrong} of {output.size} samples differ')
    else:
        error_db = difference_db(output, expected)
        tests.test(error_db <= TOLERANCE_DB, f'{bus["name"]}: the formula within {TOLERANCE_DB:.0f} dBFS',
                   f'off by {error_db:.1f} dBFS')


def automated_paths():
    """From each strip that plays to each side, by way of its own side of the sum and of the other."""
    controls = automation.by_frame(AUTOMATION, FRAMES)
    width, fader = controls['width'] / 100.0, gain_from_db(controls['fader'])
    paths = ([], [])
    for i in AUTOMATED_STRIPS:
        gain, pan, mute, invert = (controls.get(f'{name}_{i}', numpy.zeros(FRAMES))
                                   for name in ('gain', 'pan', 'mute', 'invert'))
        for side, balance in enumerate((1.0 - pan, 1.0 + pan)):
            strip = (gain_from_db(gain), numpy.minimum(balance, 1.0), 1.0 - mute, 1.0 - 2.0 * invert)
            paths[side].append(automation.Path(CONSTANT[side], *strip, (1.0 + width) / 2.0, fader))
            paths[1 - side].append(automation.Path(CONSTANT[side], *strip, (1.0 - width) / 2.0, fader))
    return paths


def run(lab):
    audio = track_audio()
    busses = plan_busses()
    tracks = [session_plan.track(name) for name in audio]
    session = session_test.Session(lab, tracks + busses, audio, plan_wires(busses))
    tests = tap.Tap()
    session.test(tests)
    for bus in busses:
        output = session.heard(bus['name'])
        if bus['plugins'][0]['automation']:
            automation.test(tests, bus['name'], output, automated_paths(), REST)
        else:
            test_sum(tests, bus, output, audio)
    return tests.end()


if __name__ == '__main__':
    sys.exit(session_test.main(run, FRAMES))
