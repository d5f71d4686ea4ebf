#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Late copies found, measured and lined up in a real Ardour: a track and its copy, late and inverted, on a bus beside
something else; and a send to gear that is late by what nobody tells the host, with a return. The session plays until
the ports say what they have measured; that is set as a user would, and what comes out then is compared bit for bit."""

import sys

import numpy

import session_plan
import session_test
import tap
from session_plan import fit
from session_test import RATE_HZ, gain_from_db

FRAMES = RATE_HZ * 2
LISTEN_S = 4.0
BUS = 'urn:signalbox:bus-summer-stereo-4'
SEND = 'urn:signalbox:aux-send-stereo'
SPLITTER = 'urn:signalbox:parallel-splitter-stereo'
RETURN = 'urn:signalbox:aux-return-stereo'

LATE_FRAMES = 137
INSERT_MS = 12.5  # of a gear that nothing tells the host of: 600 frames
INSERT_FRAMES = round(INSERT_MS * RATE_HZ / 1000)
SENT_DB = -6.0


def music(seed):
    """Notes that are struck and die away, of noise through a resonance each: as wide as music is, and never the same
    twice. The session plays for longer than what is exported."""
    generator = numpy.random.default_rng(seed)
    n_frames = int((LISTEN_S + 4.0) * RATE_HZ)
    audio = numpy.zeros((n_frames, 2))
    at = 0
    while at < n_frames:
        length = int(generator.uniform(0.1, 0.4) * RATE_HZ)
        frames = numpy.arange(min(length, n_frames - at))
        tone = numpy.sin(2.0 * numpy.pi * generator.uniform(80.0, 900.0) / RATE_HZ * frames)[:, None]
        noise = generator.uniform(-1.0, 1.0, (len(frames), 2))
        audio[at:at + len(frames)] += (0.6 * tone + 0.4 * noise) * numpy.exp(-frames / (0.3 * length))[:, None]
        at += length
    return (0.2 * audio).astype(numpy.float32)


def held_back(samples, n_frames):
    """The same, so many frames later."""
    return numpy.vstack((numpy.zeros_like(samples[:n_frames]), samples[:len(samples) - n_frames]))


def plan_bus(routes, wires, name, controls):
    """A bus with a plugin that the track, its copy and something else go into."""
    routes.append(session_plan.bus(name, [session_plan.plugin(BUS, controls=controls)], inputs=8))
    for strip, track in enumerate(('early', 'late', 'other')):
        for side in (1, 2):
            wires.connect(track, side, name, 2 * strip + side)
    wires.hear(name, 2)


def plan_insert(routes, wires):
    """Within one track: a send to channels 3 and 4, the gear on these alone, and the return of them."""
    sides = {1: 3, 2: 4}
    pins = {pin: pin for pin in range(1, 5)}
    send = session_plan.plugin(SEND, controls={'send_level_1': SENT_DB}, fit=fit(2, 4),
                               pins={'inputs': {1: 1, 2: 2}, 'outputs': pins})
    gear = session_plan.plugin(SPLITTER, controls={'delay_a': INSERT_MS}, fit=fit(4, 4),
                               pins={'inputs': sides, 'outputs': sides, 'thru': {1: 1, 2: 2}})
    back = session_plan.plugin(RETURN, fit=fit(4, 2), pins={'inputs': pins, 'outputs': {1: 1, 2: 2}})
    routes.append(session_plan.track('insert', [send, gear, back], strict=True))
    wires.hear('insert', 2)


def plan_far_insert(routes, wires):
    """The gear on a bus of its own, and both on the strips of another."""
    send = session_plan.plugin(SEND, controls={'send_level_1': SENT_DB})
    gear = session_plan.plugin(SPLITTER, controls={'delay_a': INSERT_MS})
    desk = session_plan.plugin(BUS, controls={'reference': 1})
    routes += [session_plan.track('player', [send], outputs=4), session_plan.bus('gear', [gear], strict=True),
               session_plan.bus('desk', [desk], inputs=8)]
    for side in (1, 2):
        wires.connect('player', side, 'desk', side)
        wires.connect('player', side + 2, 'gear', side)
        wires.connect('gear', side, 'desk', side + 2)
    wires.hear('desk', 2)


def test_readings(tests, said):
    """The lags as their ports say them, and their polarity."""
    lag_frames = said[('sum', 'lag_2')] * RATE_HZ / 1000.0
    tests.test(abs(lag_frames - LATE_FRAMES) < 0.01 and said[('sum', 'polarity_2')] == -1.0,
               f'the copy is {LATE_FRAMES} frames late and inverted', f'{lag_frames} frames, {said}')
    tests.test(said[('sum', 'lag_1')] == said[('sum', 'lag_3')] == 0.0, 'no other strip is', str(said))
    for name, lag, polarity in (('insert', 'lag', 'polarity'), ('desk', 'lag_2', 'polarity_2')):
        lag_frames = said[(name, lag)] * RATE_HZ / 1000.0
        tests.test(abs(lag_frames - INSERT_FRAMES) < 0.01 and said[(name, polarity)] == 1.0,
                   f'{name}: what comes back is {INSERT_FRAMES} frames late', f'{lag_frames} frames, {said}')


def moves_by(said):
    """What a user sets, having read that: of the difference, one strip is inverted once more."""
    def move(route, uri, symbol, value):
        return {'route': route, 'place': 1, 'uri': uri, 'symbol': symbol, 'value': value}
    lag_ms, inverted = said[('sum', 'lag_2')], float(said[('sum', 'polarity_2')] < 0.0)
    late_one = {True: 'delay_1', False: 'delay_2'}[lag_ms > 0.0]
    return [*(move(name, BUS, late_one, abs(lag_ms)) for name in ('sum', 'difference')),
            move('sum', BUS, 'invert_2', inverted), move('difference', BUS, 'invert_2', 1.0 - inverted),
            move('desk', BUS, 'delay_1', said[('desk', 'lag_2')]),
            {**move('insert', RETURN, 'dry_delay', said[('insert', 'lag')]), 'place': 3}]


def test_lined_up(tests, session, audio):
    """All of the export, in which the session starts from silence."""
    late, dry = audio['late'][:FRAMES], audio['insert'][:FRAMES]
    rest = numpy.count_nonzero(session.heard('difference'))
    tests.test(rest == 0, 'lined up, the two null to the last bit', f'{rest} samples are not 0')
    wrong = numpy.count_nonzero(session.heard('sum') != -2.0 * late)
    tests.test(wrong == 0, 'and add up to twice the one, bit for bit', f'{wrong} samples differ')
    both = dry.astype(numpy.float64) * (1.0 + gain_from_db(SENT_DB))
    for name, expected in (('insert', both),  # of whose latency Ardour is told
                           ('desk', held_back(both, INSERT_FRAMES))):
        error_db = session_test.difference_db(session.heard(name), expected)
        tests.test(error_db <= session_test.TOLERANCE_DB, f'{name}: lined up, what comes back adds up frame by frame',
                   f'off by {error_db:.1f} dBFS')


def run(lab):
    early, wires, routes = music(1), session_plan.Wires(), []
    audio = {'early': early, 'late': -held_back(early, LATE_FRAMES), 'other': music(2), 'insert': music(3)}
    audio['player'] = audio['insert']
    routes += [session_plan.track(name) for name in ('early', 'late', 'other')]
    plan_bus(routes, wires, 'sum', {'reference': 1, 'mute_3': 1})
    plan_bus(routes, wires, 'difference', {'mute_3': 1})
    plan_insert(routes, wires)
    plan_far_insert(routes, wires)
    session = session_test.Session(lab, routes, audio, wires)
    tests = tap.Tap()
    session.test(tests)
    said = session.listen(LISTEN_S, [
        {'route': 'sum', 'place': 1, 'uri': BUS, 'symbols': ['lag_1', 'lag_2', 'lag_3', 'polarity_2']},
        {'route': 'desk', 'place': 1, 'uri': BUS, 'symbols': ['lag_2', 'polarity_2']},
        {'route': 'insert', 'place': 3, 'uri': RETURN, 'symbols': ['lag', 'polarity']}])
    test_readings(tests, said)
    session.move(moves_by(said))
    test_lined_up(tests, session, audio)
    return tests.end()


if __name__ == '__main__':
    sys.exit(session_test.main(run, FRAMES))
