#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Whoever puts a plugin on a track or a bus of a real Ardour hears no change: every variant on mono and stereo tracks
and busses, with strict I/O, as Ardour's windows make them, and flexible. The level of each side at the master is that
of the same strip without a plugin, and all are printed as a table.

A stereo strip plays another level on each side, so that its balance counts. Each strip has two channels of the master
for itself, wired as Ardour wires new strips: its first two outputs; it leaves alone those that a plugin adds. Panners
are bypassed: they are Ardour's, and all that a plugin decides of them is their width. A mono strip has one side, which
Ardour would put on both, 3 dB lower each; a plugin may make it stereo, alike on both sides."""

import sys

import numpy
import soundfile

import ardour
import factory
import session_file
import tap
from session_plan import MASTER
from session_test import RATE_HZ, db

FRAMES = RATE_HZ * 3 // 2
MEASURED = slice(RATE_HZ // 2, FRAMES)  # whole periods
SIDES_DB = (-29.0, -35.0)  # RMS
FREQUENCIES_HZ = (990, 1430)
TOLERANCE_DB = 0.1
WITH_CV = factory.PREFIX + 'sidechain-router-cv'  # Ardour refuses plugins with CV ports
SOURCES = {1: 'mono source', 2: 'stereo source'}
PLUGINS_A_SESSION = 9  # the time that Ardour takes to open a session grows faster than its strips

# A plugin that makes a mono strip stereo takes it from Ardour's mono panner, which has 3 dB less in the middle, to its
# stereo panner, which has not. So one that comes with 3 dB less changes nothing there.
PANNERS_DB = 20.0 * numpy.log10(numpy.sqrt(0.5))

# What Ardour makes of mono plugins with more than one input or output on strips that they are not for: it puts no
# second one on the other side, as it does with those that have one of each. The second output of a send, and of a
# router, is then on the right; branch B of a splitter likewise; and strips 1 and 2 of a bus are in the middle. A plugin
# cannot mend that: no property takes an audio output out of the count, and the right side is wired to no input; nor can
# a bus tell a stereo track from two mono ones on a bus of two channels, which belong in the middle.
MIDDLE_DB = 10.0 * numpy.log10(sum(10.0 ** (side / 10.0) for side in SIDES_DB)) + PANNERS_DB
SECOND_IS_SILENT = (SIDES_DB[0], -numpy.inf)
NOT_FOR_STEREO = {
    'aux-send-mono': SECOND_IS_SILENT,
    'sidechain-router-mono': SECOND_IS_SILENT,
    'parallel-splitter-mono': (SIDES_DB[0], SIDES_DB[0]),
    'bus-summer-mono-8': (MIDDLE_DB, MIDDLE_DB),
    'bus-summer-mono-16': (MIDDLE_DB, MIDDLE_DB),
}
NOT_FOR_FLEXIBLE_MONO = {'aux-send-mono': SECOND_IS_SILENT, 'sidechain-router-mono': SECOND_IS_SILENT}


def audio(n_channels):
    """A sine on each side."""
    times = 2.0 * numpy.pi * numpy.arange(FRAMES) / RATE_HZ
    sides = [numpy.sqrt(2.0) * 10.0 ** (level / 20.0) * numpy.sin(hz * times)
             for level, hz in zip(SIDES_DB, FREQUENCIES_HZ)]
    return numpy.column_stack(sides[:n_channels]).astype(numpy.float32)


class Strip:
    """A plugin, or none, on a track or a bus."""

    def __init__(self, name, kind, width, uri):
        self.name = f'{kind} {width} {name}'
        self.kind = kind
        self.width = width
        self.uri = uri
        self.levels_db = None
        self.outputs = 0

    def plan(self, strict):
        route = {'kind': self.kind, 'name': self.name, 'inputs': self.width, 'outputs': 2, 'strict': strict}
        return {**route, 'uri': self.uri} if self.uri else route


def make_strips(uris):
    names = {'no plugin': '', **{uri[len(factory.PREFIX):]: uri for uri in uris}}
    return [Strip(name, kind, width, uri) for name, uri in names.items() for kind in ('track', 'bus')
            for width in (1, 2)]


def fill_session(lab, strips):
    """The audio of the tracks, and the wires to the busses and to the master."""
    session = session_file.SessionFile(lab.session, ardour.SESSION)
    for width, source in SOURCES.items():
        wav = f'{lab.work}/{source}.wav'
        soundfile.write(wav, audio(width), RATE_HZ, 'FLOAT')
        for track in [source] + [strip.name for strip in strips if strip.kind == 'track' and strip.width == width]:
            session.place_audio(track, wav)
        for bus in (strip.name for strip in strips if strip.kind == 'bus' and strip.width == width):
            for channel in range(1, width + 1):
                session.wire(source, channel, bus, channel)
    session.widen(MASTER, 2 * len(strips))
    for number, strip in enumerate(strips):
        for side in (1, 2):
            session.wire(strip.name, side, MASTER, 2 * number + side)
    session.save()


def measure(lab, strips, strict):
    """Plays all strips at once, and notes what of each arrives at the master."""
    sources = [{'kind': 'track', 'name': name, 'inputs': width, 'outputs': width, 'strict': False}
               for width, name in SOURCES.items()]
    plan = {'routes': sources + [strip.plan(strict) for strip in strips]}
    for strip in strips:
        if strip.uri:
            lab.learn_controls(strip.uri)
    outputs = {fact[1]: int(fact[2]) for fact in lab.run('insertion.lua', 'create', plan) if fact[0] == 'outputs'}
    fill_session(lab, strips)
    lab.run('insertion.lua', 'play', plan)
    render, _ = soundfile.read(lab.render_path('play'), dtype='float64', always_2d=True)
    for number, strip in enumerate(strips):
        heard = render[MEASURED, 2 * number:2 * number + 2]
        strip.levels_db = [db(level) for level in numpy.sqrt(numpy.mean(numpy.square(heard), axis=0))]
        strip.outputs = outputs[strip.name]


def is_near(levels_db, expected_db):
    return all(level == expected or abs(level - expected) <= TOLERANCE_DB
               for level, expected in zip(levels_db, expected_db))


def is_harmless(strip, bare_db):
    shifts_db = (0.0, PANNERS_DB) if strip.width == 1 else (0.0,)
    return any(is_near(strip.levels_db, [level + shift for level in bare_db]) for shift in shifts_db)


def misfit_db(strip, io):
    """The levels of a plugin on a strip that it is not for, or None."""
    misfits = NOT_FOR_STEREO if strip.width == 2 else NOT_FOR_FLEXIBLE_MONO if io == 'flexible' else {}
    return misfits.get(strip.uri[len(factory.PREFIX):])


def test_strips(tests, strips, io):
    bare_db = {(strip.kind, strip.width): strip.levels_db for strip in strips if not strip.uri}
    for strip in strips:
        levels = ' '.join(f'{level:7.2f}' for level in strip.levels_db)
        print(f'# {io:8s}  {strip.name:42s} {levels}   {strip.outputs} outputs')
    for strip in strips:
        if not strip.uri:
            played_db = SIDES_DB if strip.width == 2 else SIDES_DB[:1] * 2
            tests.test(is_near(strip.levels_db, played_db), f'{io}: {strip.name}: is as it was played')
        elif misfit_db(strip, io):
            tests.test(is_near(strip.levels_db, misfit_db(strip, io)),
                       f'{io}: {strip.name}: is what Ardour makes of a mono plugin',
                       f'{strip.levels_db}, not {misfit_db(strip, io)}')
        else:
            before_db = bare_db[strip.kind, strip.width]
            tests.test(is_harmless(strip, before_db), f'{io}: {strip.name}: changes nothing',
                       f'{strip.levels_db}, and {before_db} without it')


def test_io(tests, io, uris):
    """A session for these plugins, with the strips without any."""
    before = tests.failed
    lab = ardour.Lab(RATE_HZ, FRAMES)
    try:
        strips = make_strips(uris)
        measure(lab, strips, io == 'strict')
        test_strips(tests, strips, io)
    finally:
        lab.close(keep=tests.failed != before)


def all_uris():
    lab = ardour.Lab(RATE_HZ, FRAMES)
    try:
        return [uri for uri in factory.variants(lab.environment) if uri != WITH_CV]
    finally:
        lab.close()


def main():
    tests = tap.Tap()
    try:
        uris = all_uris()
        print('# I/O       strip and plugin                            left    right   dBFS RMS at the master')
        for io in ('strict', 'flexible'):
            for first in range(0, len(uris), PLUGINS_A_SESSION):
                test_io(tests, io, uris[first:first + PLUGINS_A_SESSION])
    except ardour.LabError as error:
        return tap.bail_out(str(error))
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
