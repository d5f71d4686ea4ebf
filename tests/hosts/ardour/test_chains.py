#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Signalbox between plugins of others in a real Ardour, as its manual says to wire it: parallel compression and a
reverb within one track, a shared reverb on a bus of its own, a send from a mono track, an effect on a bus that is late,
a duck keyed by another track, and a key that is passed on to a compressor.

What each chain must give is computed from the formulas of the interface and from what its plugins give in lilv's
lv2apply; but a-reverb follows its controls block by block, so its part comes from a track with nothing else on it.
"""

import sys

import numpy

import reference
import session_plan
import session_test
import tap
from session_plan import fit, source
from session_test import RATE_HZ, TOLERANCE_DB, db, difference_db, gain_from_db

FRAMES = RATE_HZ * 3 // 2
SPLITTER = 'urn:signalbox:parallel-splitter-stereo'
BUS = 'urn:signalbox:bus-summer-stereo-4'
SEND = 'urn:signalbox:aux-send-stereo'
RETURN = 'urn:signalbox:aux-return-stereo'
ROUTER = 'urn:signalbox:sidechain-router-stereo'
COMPRESSOR = 'urn:ardour:a-comp#stereo'
LIMITER = 'http://plugin.org.uk/swh-plugins/lookaheadLimiter'
REVERB = 'urn:ardour:a-reverb'
BUNDLES = ('a-comp.lv2', 'a-reverb.lv2', 'lookahead_limiter-swh.lv2')
STRICT = {'strict': True, 'flexible': False}
DUCK_OUTPUTS = {'strict': 2, 'flexible': 4}  # a strict track stays as wide as it is, so the key out is left alone

COMPRESSION = {'thr': -35.0, 'rat': 6.0, 'att': 2.0, 'rel': 60.0, 'mak': 5.0}
LIMITING = {'limit': -14.0, 'delay_s': 0.005}
ROOM = {'blend': 0.9}  # some of the voice covers what a-reverb hums to itself at -400 dBFS, never twice the same
REVERB_ALONE = 'reverb alone'
STRIPS = {'gain_1': -2.5, 'gain_2': -5.25}
SENDS = {'loud': {'send_level_1': -4.0, 'send_tap_1': 0}, 'soft': {'send_level_1': -21.5, 'fader': -3.0}}
RETURNS = {'dry_level': -1.5, 'return_level': 2.0}

# The key's level never moves while it sounds, so after its attack a duck is where the formulas say.
KEY_ON = (RATE_HZ // 4, RATE_HZ * 3 // 4)
KEY = 0.1
KEY_OUT_DB = -2.0
DUCK = {'action': 1, 'threshold': -32.0, 'ratio': 4.0, 'knee': 0.0, 'attack': 1.0, 'release': 20.0, 'depth': 40.0,
        'key_out_level': KEY_OUT_DB}
DUCKED_DB = (1.0 - 1.0 / DUCK['ratio']) * (db(KEY) - DUCK['threshold'])
KEYED = {'thr': -40.0, 'rat': 3.0, 'att': 1.0, 'rel': 20.0, 'sidech': 1}
KEYED_DB = (1.0 - 1.0 / KEYED['rat']) * (db(KEY) + KEY_OUT_DB - KEYED['thr'])
SETTLED = (KEY_ON[0] + RATE_HZ // 8, KEY_ON[1])
RESTING = (0, KEY_ON[0])
LEAD_FRAMES = RATE_HZ // 50  # where an export begins, swh's limiter is now and then off by -103 dBFS for three frames


def bursts(generator, length_s):
    """Stereo noise that starts loud and dies away, again and again."""
    frames = numpy.arange(FRAMES) % int(length_s * RATE_HZ)
    decay = 0.7 * numpy.exp(-frames / (0.25 * length_s * RATE_HZ))
    return decay[:, None] * generator.uniform(-1.0, 1.0, (FRAMES, 2))


def track_audio():
    """What tracks play, by kind: drums, a voice, a pad that stays as loud as it is, and a key of constant level."""
    generator = numpy.random.default_rng(7)
    sign = numpy.where(numpy.arange(FRAMES) // 24 % 2, -1.0, 1.0)
    sign[:KEY_ON[0]] = sign[KEY_ON[1]:] = 0.0
    audio = {'drums': bursts(generator, 0.3), 'voice': bursts(generator, 0.7),
             'pad': generator.uniform(-0.25, 0.25, (FRAMES, 2)), 'key': KEY * numpy.column_stack((sign, -sign))}
    audio['drums'][:LEAD_FRAMES] = 0.0
    audio['mono'] = audio['voice'][:, :1]
    return {kind: samples.astype(numpy.float32) for kind, samples in audio.items()}


# The session.

def on_3_and_4(uri, controls, n_channels):
    """A stereo plugin on channels 3 and 4, which the dry signal on 1 and 2 passes by."""
    sides = {1: 3, 2: 4}
    return session_plan.plugin(uri, controls=controls, fit=fit(n_channels, n_channels),
                               pins={'inputs': sides, 'outputs': sides, 'thru': {1: 1, 2: 2}})


def with_outputs(uri, n_outputs, strict, **more):
    """A stereo plugin with more outputs than a strict track has channels, which have to be asked for there."""
    wide = {'fit': fit(2, n_outputs), 'pins': {'inputs': {1: 1, 2: 2}, 'outputs': same_pins(n_outputs)}}
    return session_plan.plugin(uri, **(wide if strict else {}), **more)


def same_pins(n):
    return {pin: pin for pin in range(1, n + 1)}


def parallel_track(name, strict, uri, controls):
    return session_plan.track(name, [with_outputs(SPLITTER, 8, strict), on_3_and_4(uri, controls, 8),
                                     session_plan.plugin(BUS, controls=STRIPS)], strict)


def reverb_track(name, strict, send):
    """The sidechain of the return is fed from within its track."""
    back = session_plan.plugin(RETURN, controls=RETURNS, fit=fit(4, 2),
                               pins={'inputs': same_pins(4), 'outputs': same_pins(2)})
    return session_plan.track(name, [with_outputs(SEND, 4, strict, controls=send), on_3_and_4(REVERB, ROOM, 4), back],
                              strict)


def router(key, **more):
    return session_plan.plugin(ROUTER, controls=DUCK, sidechain=[source(key, 1), source(key, 2)], **more)


def router_with_key_out(key):
    """On a strict track as well, where the key out has to be asked for."""
    return router(key, fit=fit(2, 4), pins={'inputs': same_pins(4), 'outputs': same_pins(4)})


def compressor_keyed_by_channel_3():
    return session_plan.plugin(COMPRESSOR, controls=KEYED, fit=fit(4, 2),
                               pins={'inputs': {1: 1, 2: 2, 3: 3}, 'outputs': {1: 1, 2: 2}})


class Scenes:
    """The routes, what their tracks play, and their wires."""

    def __init__(self, audio):
        self.kinds = audio
        self.routes = []
        self.audio = {}
        self.wires = session_plan.Wires()

    def add(self, route, plays=None, heard=2):
        """A route, what it plays if it is a track, and how many of its outputs go to the master."""
        self.routes.append(route)
        if plays:
            self.audio[route['name']] = self.kinds[plays]
        if heard:
            self.wires.hear(route['name'], heard)


def plan_scenes(audio):
    scenes = Scenes(audio)
    scenes.add(session_plan.track('key'), 'key', heard=0)
    for io, strict in STRICT.items():
        scenes.add(parallel_track(f'compressor {io}', strict, COMPRESSOR, COMPRESSION), 'drums')
        scenes.add(parallel_track(f'limiter {io}', strict, LIMITER, LIMITING), 'drums')
        scenes.add(reverb_track(f'reverb {io}', strict, SENDS['loud']), 'voice')
        n_outputs = DUCK_OUTPUTS[io]
        scenes.add(session_plan.track(f'duck {io}', [router('key')], strict, outputs=n_outputs), 'pad', heard=n_outputs)
        scenes.add(session_plan.track(f'duck and compressor {io}', [
            router_with_key_out('key'), compressor_keyed_by_channel_3()], strict), 'pad')
    scenes.add(session_plan.track('compressor keyed by the duck', [session_plan.plugin(
        COMPRESSOR, controls=KEYED, sidechain=[source('duck flexible', 3)])]), 'pad')
    scenes.add(session_plan.track(REVERB_ALONE, [session_plan.plugin(REVERB, controls=ROOM)]), 'voice')
    for name, send in SENDS.items():
        plan_shared_reverb(scenes, name, send)
    plan_mono_send(scenes)
    plan_late_effect(scenes)
    return scenes


def plan_shared_reverb(scenes, name, send):
    """From a track with a send, on one way to a bus with the return, and on the other to its sidechain by way of a
    reverb."""
    voice, room, back = f'voice {name}', f'room {name}', f'return {name}'
    scenes.add(session_plan.track(voice, [session_plan.plugin(SEND, controls=send)], outputs=4), 'voice', heard=0)
    scenes.add(session_plan.bus(room, [session_plan.plugin(REVERB, controls=ROOM)]), heard=0)
    scenes.add(session_plan.bus(back, [return_of(room, 1)], strict=True))
    for side in (1, 2):
        scenes.wires.connect(voice, side, back, side)
        scenes.wires.connect(voice, side + 2, room, side)


def plan_late_effect(scenes):
    """From a track with a send to the sidechain of a return by way of an effect that is late, on busses of their own.
    The same track goes to a bus where it meets what comes from the effect as any two signals do."""
    voice, effect = 'drums to a late effect', 'late effect'
    scenes.add(session_plan.track(voice, [session_plan.plugin(SEND, controls=SENDS['loud'])], outputs=4), 'drums',
               heard=0)
    scenes.add(session_plan.bus(effect, [session_plan.plugin(LIMITER, controls=LIMITING)]), heard=0)
    scenes.add(session_plan.bus('return of a late effect', [return_of(effect, 1)], strict=True))
    scenes.add(session_plan.bus('bus of a late effect', strict=True))
    for side in (1, 2):
        scenes.wires.connect(voice, side, 'return of a late effect', side)
        scenes.wires.connect(voice, side, 'bus of a late effect', side)
        scenes.wires.connect(voice, side + 2, effect, side)
        scenes.wires.connect(effect, side, 'bus of a late effect', side)


def return_of(name, first):
    """A return whose sidechain is fed by two outputs of a route."""
    return session_plan.plugin(RETURN, controls=RETURNS, sidechain=[source(name, first), source(name, first + 1)])


def plan_mono_send(scenes):
    """From a mono track to a bus with the return, with the pins that Ardour sets."""
    track, back = 'mono track', 'return of a mono track'
    send = session_plan.plugin(SEND, controls=SENDS['loud'])
    scenes.add(session_plan.track(track, [send], inputs=1, outputs=4), 'mono', heard=0)
    scenes.add(session_plan.bus(back, [return_of(track, 3)], strict=True))
    for channel in (1, 2):
        scenes.wires.connect(track, channel, back, channel)


# The tests.

def level_db(output, given, part):
    """How much louder a stretch of the output is than of what went in."""
    start, end = part
    return db(float(numpy.sqrt(numpy.mean(numpy.square(output[start:end], dtype=numpy.float64))))) - db(
        float(numpy.sqrt(numpy.mean(numpy.square(given[start:end], dtype=numpy.float64)))))


def test_same(tests, name, output, expected):
    error_db = difference_db(output, expected)
    tests.test(error_db <= TOLERANCE_DB, f'{name}: as predicted within {TOLERANCE_DB:.0f} dBFS',
               f'off by {error_db:.1f} dBFS')


def without_latency(lab, uri, controls, audio):
    """What a plugin in lv2apply gives, and how late it was, as a quiet impulse shows."""
    impulse = numpy.zeros_like(audio)
    impulse[0] = 1e-3
    late = int(numpy.argmax(numpy.abs(reference.apply(lab, uri, controls, impulse)[:, 0])))
    padded = numpy.vstack((audio, numpy.zeros((late, audio.shape[1]), dtype=numpy.float32)))
    return reference.apply(lab, uri, controls, padded)[late:], late


def test_parallel(tests, lab, session, audio):
    dry = audio['drums']
    for name, uri, controls, has_latency in (('compressor', COMPRESSOR, COMPRESSION, False),
                                             ('limiter', LIMITER, LIMITING, True)):
        wet, late = without_latency(lab, uri, controls, dry)
        tests.test((late > 0) == has_latency, f'the {name} is {late} frames late')
        expected = dry * gain_from_db(STRIPS['gain_1']) + wet * gain_from_db(STRIPS['gain_2'])
        tests.test(difference_db(wet, dry) > -20.0, f'the {name} has something to do')
        for io in STRICT:
            test_same(tests, f'{name} {io}', session.heard(f'{name} {io}'), expected)


def test_reverb(tests, lab, session, audio):
    dry, room = audio['voice'], session.heard(REVERB_ALONE)
    error_db = difference_db(room, reference.apply(lab, REVERB, ROOM, dry))
    tests.test(error_db <= -50.0, f'{REVERB_ALONE}: much as elsewhere', f'off by {error_db:.1f} dBFS')
    for name, send in SENDS.items():
        fader = gain_from_db(send.get('fader', 0.0))
        taken = gain_from_db(send['send_level_1']) * (fader if send.get('send_tap_1', 1) else 1.0)
        expected = (dry * fader * gain_from_db(RETURNS['dry_level']) +
                    room * taken * gain_from_db(RETURNS['return_level']))
        test_same(tests, f'shared reverb, {name} send', session.heard(f'return {name}'), expected)
        if name == 'loud':
            for io in STRICT:
                test_same(tests, f'reverb {io}', session.heard(f'reverb {io}'), expected)


def test_mono_send(tests, session, audio):
    """Both sides of the send are fed."""
    output = session.heard('return of a mono track')
    taken = gain_from_db(SENDS['loud']['send_level_1'] + RETURNS['return_level'])
    expected = numpy.hstack((audio['mono'], audio['mono'])) * (gain_from_db(RETURNS['dry_level']) + taken)
    test_same(tests, 'send of a mono track', output, expected)


def held_back(samples, n_frames):
    """The same, so many frames later."""
    return numpy.vstack((numpy.zeros_like(samples[:n_frames]), samples[:-n_frames]))


def test_late_effect(tests, lab, session, audio):
    """At the return, dry and wet meet to the frame; both are late by the effect's latency, of which Ardour does not
    tell what comes after a sidechain. Where wires alone meet on a bus, Ardour holds back all outputs of the track by
    that latency, those to the effect too, and the wet signal stays behind the dry one by it: a return is better."""
    dry = audio['drums']
    sent = dry * numpy.float32(gain_from_db(SENDS['loud']['send_level_1']))
    wet, late = without_latency(lab, LIMITER, LIMITING, sent)
    tests.test(late > 0, f'the effect between a send and its return is {late} frames late')
    both = dry * gain_from_db(RETURNS['dry_level']) + wet * gain_from_db(RETURNS['return_level'])
    test_same(tests, 'return of a late effect', session.heard('return of a late effect'), held_back(both, late))
    test_same(tests, 'bus of a late effect', session.heard('bus of a late effect'),
              held_back(dry, late) + held_back(wet, 2 * late))


def test_duck(tests, lab, session, audio):
    pad, key = audio['pad'], audio['key']
    ducked = reference.apply(lab, ROUTER, DUCK, numpy.hstack((pad, key)))[:, :2]
    key_out = key * numpy.float32(gain_from_db(KEY_OUT_DB))
    for io in STRICT:
        output = session.heard(f'duck {io}')
        test_same(tests, f'duck {io}', output[:, :2], ducked)
        if DUCK_OUTPUTS[io] > 2:
            test_same(tests, f'duck {io}, key out', output[:, 2:], key_out)
        down_db = -level_db(output[:, :2], pad, SETTLED)
        tests.test(abs(down_db - DUCKED_DB) < 0.05, f'duck {io}: down by {DUCKED_DB:.2f} dB', f'{down_db:.3f} dB')
        rest_db = difference_db(output[slice(*RESTING), :2], pad[slice(*RESTING)])
        tests.test(rest_db == -numpy.inf, f'duck {io}: untouched before the key', f'off by {rest_db:.1f} dBFS')
    for name, given in [('compressor keyed by the duck', pad)] + [(f'duck and compressor {io}', ducked)
                                                                 for io in STRICT]:
        output = session.heard(name)
        test_same(tests, name, output, reference.apply(lab, COMPRESSOR, KEYED, numpy.hstack((given, key_out[:, :1]))))
        down_db = -level_db(output, given, SETTLED)
        tests.test(abs(down_db - KEYED_DB) < 0.05, f'{name}: down by {KEYED_DB:.2f} dB', f'{down_db:.3f} dB')


def run(lab):
    audio = track_audio()
    scenes = plan_scenes(audio)
    session = session_test.Session(lab, scenes.routes, scenes.audio, scenes.wires)
    tests = tap.Tap()
    session.test(tests)
    test_parallel(tests, lab, session, audio)
    test_reverb(tests, lab, session, audio)
    test_mono_send(tests, session, audio)
    test_late_effect(tests, lab, session, audio)
    test_duck(tests, lab, session, audio)
    return tests.end()


if __name__ == '__main__':
    sys.exit(session_test.main(run, FRAMES, BUNDLES))
