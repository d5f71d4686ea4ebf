#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The actions that `./waf install` gives to Ardour's editor, in a real Ardour: each, done to a mono and to a stereo
track, changes nothing but the 3 dB of a mono panner, and does what it is for once somebody asks for it.

All tracks play one after the other into the master, so that each has a part of the render for itself."""

import os
import sys

import numpy
import soundfile

import ardour
import reference
import session_file
import session_test
import tap
from session_test import RATE_HZ, TOLERANCE_DB, difference_db, gain_from_db

PART = RATE_HZ // 4
SEND = 'urn:signalbox:aux-send-stereo'
SPLITTER, MID_SIDE = 'urn:signalbox:parallel-splitter-stereo', 2
ROUTERS = {1: 'urn:signalbox:sidechain-router-mono', 2: 'urn:signalbox:sidechain-router-stereo'}
MONO_DB = -3.0103
SEND_DB = -9.0
KEY = 'Kick'
DUCKED = {1: 'Bass mono', 2: 'Bass'}
SENT = {1: 'Voice mono', 2: 'Voice'}
SPLIT = {1: 'Guitar mono', 2: 'Guitar'}
TRACKS = [(name, width) for kind in (SENT, SPLIT, DUCKED) for width, name in kind.items()]
FRAMES = PART * len(TRACKS)


def part(name):
    number = [track for track, _ in TRACKS].index(name)
    return slice(number * PART, (number + 1) * PART)


def track_audio():
    """Noise on each track in its part, and a key that plays along with those that are ducked. The key comes to the
    master as well, and is taken off what is measured there."""
    generator = numpy.random.default_rng(3)
    audio = {}
    for name, width in TRACKS:
        audio[name] = numpy.zeros((FRAMES, width), dtype=numpy.float32)
        audio[name][part(name)] = generator.uniform(-0.25, 0.25, (PART, width))
    audio[KEY] = numpy.zeros((FRAMES, 2), dtype=numpy.float32)
    for name in DUCKED.values():
        start = part(name).start
        audio[KEY][start + PART // 4:start + PART // 2] = generator.uniform(-0.5, 0.5, (PART // 4, 2))
    return audio


def plan_actions():
    folder = os.path.join(ardour.environment_folder('SIGNALBOX_BUILD'), 'actions')
    return [{'script': os.path.join(folder, f'{name}.lua'), 'tracks': list(tracks.values()), 'key': KEY}
            for name, tracks in (('send', SENT), ('split', SPLIT), ('duck', DUCKED))]


def plan_moves():
    """What a user does after the actions."""
    sends = [{'route': name, 'uri': SEND, 'symbol': 'send_level_1', 'value': SEND_DB} for name in SENT.values()]
    branches = [{'route': f'{name} B', 'unmute': True} for name in SPLIT.values()]
    ducks = [{'route': name, 'uri': ROUTERS[width], 'symbol': 'enabled', 'value': 0} for width, name in DUCKED.items()]
    modes = [{'route': SPLIT[2], 'uri': SPLITTER, 'symbol': 'mode', 'value': MID_SIDE}]
    return sends + branches + ducks + modes


def both_sides(samples):
    return numpy.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples


def mono_gain(width):
    return gain_from_db(MONO_DB) if width == 1 else 1.0


def test_part(tests, render, audio, name, expected, text):
    """The key, which is heard too, comes out as it goes in."""
    heard = render[part(name)] - audio[KEY][part(name)].astype(numpy.float64)
    error_db = difference_db(heard, expected[part(name)])
    tests.test(error_db <= TOLERANCE_DB, f'{name}: {text}', f'off by {error_db:.1f} dBFS')


def ducked(lab, audio, width):
    """Of a mono track, the left side of the key is all that there is."""
    given = numpy.hstack((audio[DUCKED[width]], audio[KEY][:, :width]))
    controls = {'action': 1, 'relative': 1}
    return reference.apply(lab, ROUTERS[width], controls, given)[:, :width]


def run(lab):
    lab.speak('de_DE')  # scripts go without names
    audio = track_audio()
    for uri in (SEND, SPLITTER, *ROUTERS.values()):
        lab.learn_controls(uri)
    plan = {'tracks': [{'name': name, 'width': width} for name, width in [*TRACKS, (KEY, 2)]],
            'actions': plan_actions(), 'moves': plan_moves()}
    lab.run('actions.lua', 'create', plan)
    session = session_file.SessionFile(lab.session, ardour.SESSION)
    for name, samples in audio.items():
        wav = os.path.join(lab.work, f'{name}.wav')
        soundfile.write(wav, samples, RATE_HZ, 'FLOAT')
        session.place_audio(name, wav)
    session.save()
    renders = {}
    for step in ('first', 'moved'):
        lab.run('actions.lua', step, plan)
        renders[step], _ = soundfile.read(lab.render_path(step), dtype='float64', always_2d=True)
    tests = tap.Tap()
    for width in (1, 2):
        sent, split, duck = (both_sides(audio[kind[width]]).astype(numpy.float64) for kind in (SENT, SPLIT, DUCKED))
        gain = mono_gain(width)
        test_part(tests, renders['first'], audio, SENT[width], sent * gain, 'sends nothing yet')
        test_part(tests, renders['moved'], audio, SENT[width], sent * gain * (1.0 + gain_from_db(SEND_DB)),
                  'feeds the shared effect when it is turned up')
        test_part(tests, renders['first'], audio, SPLIT[width], split * gain, 'comes from branch A alone')
        text, n = ('two copies', 2.0) if width == 1 else ('its middle and its sides, which add up to it', 1.0)
        test_part(tests, renders['moved'], audio, SPLIT[width], split * gain * n, f'is {text} when B is unmuted')
        low = both_sides(ducked(lab, audio, width))
        tests.test(difference_db(low, duck) > -30.0, f'{DUCKED[width]}: there is a duck to compare')
        test_part(tests, renders['first'], audio, DUCKED[width], low, 'is ducked while the key plays')
        test_part(tests, renders['moved'], audio, DUCKED[width], duck, 'is not ducked when the router is off')
    return tests.end()


if __name__ == '__main__':
    sys.exit(session_test.main(run, FRAMES))
