#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Automation of several controls at once, in a real Ardour, of one plugin of every family but the bus summer, whose own
test has it. Each plays constants, so that what it puts out shows the gains themselves."""

import math
import sys

import numpy

import automation
import session_plan
import session_test
import tap
from automation import Follower, Path
from session_plan import source
from session_test import db, gain_from_db

FRAMES = 96000
MAIN = (0.5, -0.25)
OTHER = (0.125, 0.375)  # what comes back to the return
KEY = (0.1, 0.06)

# The router takes no heed of a constant key: the mean of what it listens to, of one pole at 5 Hz, is taken away. Of a key
# that changes sign from frame to frame that makes a little more.
ALTERNATING = numpy.float32([[1.0], [-1.0]] * (FRAMES // 2))
ALTERNATING_GAIN = 2.0 / (1.0 + math.exp(-2.0 * math.pi * 5.0 / 48000.0))

# The first stretch starts when followers of a level have got from silence to where they stay. The last one starts when
# the router has forgotten the constant that a fade of an alternating key leaves for a while.
REST = [(10000, 20004), (45000, 60001), (92000, FRAMES)]
RAGGED = [(0, 0.0), (20001, 0.0), (20004, -3.0), (20005, 6.0), (20012, -40.0), (31007, -6.5)]  # dB


def balance(pan):
    return numpy.minimum(1.0, 1.0 - pan), numpy.minimum(1.0, 1.0 + pan)


def chosen(choice, values):
    """A gain by the value of a choice, by frame; 0 where it is none of these."""
    return sum((choice == value) * gain for value, gain in values.items())


def polarity(invert):
    return 1.0 - 2.0 * invert


def mean(pair):
    return (pair[0] + pair[1]) / 2.0


# What the interface says each plugin does with constants: the paths to each of its outputs.

def send_paths(controls):
    fader, pans = gain_from_db(controls['fader']), balance(controls['pan'])
    main = [[Path(x, fader, pan)] for x, pan in zip(MAIN, pans)]
    level = (gain_from_db(controls['send_level_1']), 1.0 - controls['send_mute_1'], polarity(controls['send_invert_1']))
    post = controls['send_tap_1']
    return main + [[Path(x, post, fader, pan, own, *level), Path(x, 1.0 - post, own, *level)]
                   for x, pan, own in zip(MAIN, pans, balance(controls['send_pan_1']))]


def return_paths(controls):
    mix, width = controls['mix'] / 100.0, controls['return_width'] / 100.0
    dry_share = chosen(controls['mode'], {0: 1.0, 1: 1.0 - mix})
    wet = (chosen(controls['mode'], {0: 1.0, 1: mix, 2: 1.0}), 1.0 - controls['return_mute'],
           polarity(controls['return_invert']), Follower(gain_from_db(-controls['duck_depth'])))
    return [[Path(x, gain_from_db(controls['dry_level']), dry_share), Path(y, (1.0 + width) / 2.0, pan, *wet),
             Path(other, (1.0 - width) / 2.0, pan, *wet)]
            for x, y, other, pan in zip(MAIN, OTHER, OTHER[::-1], balance(controls['return_pan']))]


def splitter_paths(controls):
    """A constant is all in the lowest band, and this one is loud."""
    mode, branches = controls['mode'], controls['branches']
    left, right = MAIN
    middle, side = mean(MAIN), (left - right) / 2.0
    modes = {0: [MAIN] * 4, 1: [MAIN], 2: [(middle, middle), (side, -side)], 3: [(left, 0.0), (0.0, right)], 5: [MAIN]}
    gains = [(gain_from_db(controls['gain_a']),),
             (gain_from_db(controls['gain_b']), polarity(controls['invert_b']), 1.0 - controls['mute_b']), (), ()]
    return [[Path(1.0, chosen(mode, {number: parts[branch][channel] * ((branch < branches) | (number > 1))
                                     for number, parts in modes.items() if branch < len(parts)}), *gains[branch])]
            for branch in range(4) for channel in range(2)]


def reduction_db(level, threshold, ratio):
    return numpy.maximum(0.0, db(level) - threshold) * (1.0 - 1.0 / ratio)


def compressor_paths(controls):
    down = Follower(gain_from_db(-reduction_db(max(MAIN), controls['threshold'], controls['ratio'])))
    wet = (gain_from_db(controls['makeup']), gain_from_db(controls['wet_level']), down)
    dry = (gain_from_db(controls['dry_level']), 1.0 - controls['listen'])
    return [[Path(x, *wet), Path(x, *dry)] for x in MAIN]


def router_paths(controls):
    level = gain_from_db(controls['key_a_level'])
    keys = [chosen(controls['key_source'], {0: key, 1: mean(KEY)}) for key in KEY]
    loudest = 20.0 * numpy.log10(numpy.maximum(*keys) * level * ALTERNATING_GAIN)
    down = numpy.minimum(controls['depth'], reduction_db(1.0, controls['threshold'] - loudest, DUCK_RATIO))
    main = Follower(gain_from_db(-down * (controls['action'] == 1)))
    return ([[Path(x, main)] for x in MAIN] +
            [[Path(1.0, key, level, gain_from_db(controls['key_out_level']))] for key in keys])


# The plugins.

DUCK_RATIO = 100.0
FOLLOWING = {'attack': 10.0, 'release': 10.0, 'knee': 0.0}
SEND = {
    'fader': RAGGED,
    'pan': [(0, 0.0), (21003, 0.0), (30011, -0.75), (60007, -0.75), (66001, 0.4)],
    'send_level_1': [(0, 0.0), (60000, 0.0), (60001, -9.0), (60004, 3.0), (64003, -2.0)],
    'send_pan_1': [(0, 0.0), (24001, 0.0), (24002, -0.5), (28007, 0.3)],
    'send_tap_1': [(0, 1), (22000, 1), (22001, 0), (61002, 0), (61003, 1)],
    'send_mute_1': [(0, 0), (23001, 1), (23004, 0), (61006, 1), (61009, 0)],
    'send_invert_1': [(0, 0), (62001, 1)],
}
RETURN = {
    'mode': [(0, 0), (22000, 0), (22001, 1), (60000, 1), (60001, 2), (61000, 2), (61003, 0)],
    'dry_level': RAGGED,
    'mix': [(0, 50.0), (26000, 50.0), (30011, 80.0)],
    'return_pan': [(0, 0.0), (21003, 0.0), (30011, -0.6)],
    'return_width': [(0, 100.0), (23005, 100.0), (24007, 160.0)],
    'return_mute': [(0, 0), (28001, 1), (28004, 0)],
    'return_invert': [(0, 0), (62001, 1)],
    'duck_depth': [(0, 0.0), (64000, 0.0), (64001, 10.0)],
}
SPLITTER = {
    'mode': [(0, 0), (20001, 0), (20004, 2), (24000, 2), (24001, 1), (26000, 1), (26003, 5), (28000, 5), (28001, 2),
             (60000, 2), (60001, 3), (63000, 3), (63003, 0)],
    'branches': [(0, 2), (61000, 2), (61001, 4)],
    'gain_a': RAGGED,
    'gain_b': [(0, 0.0), (22003, 0.0), (22006, -12.0), (60007, -12.0), (66001, 2.0)],
    'mute_b': [(0, 0), (23001, 1), (23004, 0)],
    'invert_b': [(0, 0), (62001, 1)],
    'delay_b': [(0, 0.0), (21000, 0.0), (21001, 7.5), (64000, 7.5), (64003, 2.25)],
}
COMPRESSOR = {
    'threshold': [(0, -24.0), (20001, -24.0), (20004, -20.0), (20012, -28.0)],
    'ratio': [(0, 4.0), (60000, 4.0), (60001, 2.0)],
    'makeup': [(0, 0.0), (22003, 0.0), (30011, 6.0)],
    'wet_level': [(0, -6.0), (61000, -6.0), (61003, 3.0), (61010, -30.0), (66001, -1.0)],
    'dry_level': RAGGED,
    'listen': [(0, 0), (24001, 1), (26001, 0), (62001, 1), (62004, 0)],
}
ROUTER = {
    'action': [(0, 1), (62000, 1), (62001, 2), (64000, 2), (64001, 0), (66000, 0), (66001, 1)],
    'depth': [(0, 12.0), (20001, 12.0), (20004, 9.0), (20012, 15.0), (31007, 6.0), (60000, 6.0),
              (60001, 3.0), (60004, 8.0)],
    'threshold': [(0, -40.0), (61000, -40.0), (61001, -24.0)],
    'key_a_level': [(0, 0.0), (22003, 0.0), (25001, -6.0), (61001, -6.0), (66001, 0.0)],
    'key_source': [(0, 0), (23000, 0), (23001, 1), (65000, 1), (65003, 0)],
    'key_out_level': [(0, 0.0), (22000, 0.0), (22003, -9.0)],
}


# By name: the plugin, controls that stay, those that move, and the paths to its outputs.
CASES = {
    'send': ('urn:signalbox:aux-send-stereo', {}, SEND, send_paths),
    'return': ('urn:signalbox:aux-return-stereo', {'duck_attack': 10.0, 'duck_release': 10.0}, RETURN, return_paths),
    'splitter': ('urn:signalbox:parallel-splitter-stereo', {}, SPLITTER, splitter_paths),
    'compressor': ('urn:signalbox:parallel-compressor-stereo', {**FOLLOWING, 'auto_level': 0}, COMPRESSOR,
                   compressor_paths),
    'router': ('urn:signalbox:sidechain-router-stereo', {**FOLLOWING, 'ratio': DUCK_RATIO}, ROUTER, router_paths),
}
N_OUTPUTS = {'send': 4, 'return': 2, 'splitter': 8, 'compressor': 2, 'router': 4}


def plan():
    """The routes, what they play, and their wires."""
    keys = {'router': KEY, 'return': OTHER}  # what feeds the sidechain of a case
    routes, audio, wires = [], {}, session_plan.Wires()
    for name, values in keys.items():
        routes.append(session_plan.track(f'to the {name}'))
        audio[f'to the {name}'] = constants(values)
    audio['to the router'] *= ALTERNATING
    for name, (uri, controls, points, _) in CASES.items():
        plugin = session_plan.plugin(uri, controls={**controls, **automation.at_start(points)}, automation=points,
                                     sidechain=[source(f'to the {name}', channel) for channel in (1, 2)]
                                     if name in keys else [])
        routes.append(session_plan.track(name, [plugin], outputs=N_OUTPUTS[name]))
        audio[name] = constants(MAIN)
        wires.hear(name, N_OUTPUTS[name])
    return routes, audio, wires


def constants(values):
    return numpy.tile(numpy.float32(values), (FRAMES, 1))


def run(lab):
    session = session_test.Session(lab, *plan())
    tests = tap.Tap()
    session.test(tests)
    for name, (_, _, points, paths) in CASES.items():
        heard = session.heard(name)
        if name == 'router':
            heard[:, len(MAIN):] *= ALTERNATING
        automation.test(tests, name, heard, paths(automation.by_frame(points, FRAMES)), REST)
    return tests.end()


if __name__ == '__main__':
    sys.exit(session_test.main(run, FRAMES))
