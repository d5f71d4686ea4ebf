# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What the tests of whole sessions share: a session is made from a plan, rendered, opened again and rendered again."""

import math
import os

import numpy
import soundfile

import ardour
import session_file
import session_plan
import tap

SCRIPT = 'session.lua'
RATE_HZ = 48000
RAMP_FRAMES = RATE_HZ // 100  # every move of a gain takes 10 ms
TOLERANCE_DB = -120.0
OFF_DB = -90.0


def gain_from_db(level_db):
    """Of a number or an array."""
    return (level_db > OFF_DB) * 10.0 ** (level_db / 20.0)


def db(amplitude):
    return 20.0 * math.log10(amplitude) if amplitude > 0.0 else -math.inf


def difference_db(output, expected):
    """The largest difference of two renders, in dBFS."""
    return db(float(numpy.max(numpy.abs(output.astype(numpy.float64) - expected))))


def main(run, frames, system_bundles=()):
    """Runs a test, `run (lab)`, in a lab of its own; what sys.exit() takes."""
    try:
        lab = ardour.Lab(RATE_HZ, frames, system_bundles)
    except ardour.LabError as error:
        return tap.bail_out(str(error))
    status = 1
    try:
        status = run(lab)
    except ardour.LabError as error:
        tap.bail_out(str(error))
    finally:
        lab.close(keep=status != 0)
    return status


class Session:
    """A session that has been rendered twice, with it closed between."""

    def __init__(self, lab, routes, audio, wires):
        """`audio` is what tracks play, by name: arrays (frames, channels)."""
        self.lab = lab
        self.routes = routes
        self.wires = wires
        for uri in sorted({plugin['uri'] for route in routes for plugin in route['plugins']}):
            lab.learn_controls(uri)
        lab.run(SCRIPT, 'create', {'routes': routes})
        self._add_audio_and_wires(audio)
        self.told = lab.run(SCRIPT, 'first', {'routes': routes})
        self.told_again = lab.run(SCRIPT, 'reopened', {'routes': routes})
        self.render = self._read('first')

    def _add_audio_and_wires(self, audio):
        session = session_file.SessionFile(self.lab.session, ardour.SESSION)
        for name, samples in audio.items():
            wav = os.path.join(self.lab.work, name + '.wav')
            soundfile.write(wav, samples, RATE_HZ, 'FLOAT')
            session.place_audio(name, wav)
        session.widen(session_plan.MASTER, self.wires.n_master)
        for wire in self.wires.wires:
            session.wire(*wire)
        session.save()

    def _read(self, name):
        """A render as an array (frames, channels)."""
        audio, rate_hz = soundfile.read(self.lab.render_path(name), dtype='float32', always_2d=True)
        shape = (self.lab.plan['frames'], self.wires.n_master)
        if audio.shape != shape or rate_hz != RATE_HZ:
            raise ardour.LabError(f'Ardour exported {audio.shape} samples at {rate_hz} Hz, not {shape} at {RATE_HZ} '
                                  'Hz.')
        return audio

    def heard(self, name):
        """The last render of a route, as an array (frames, channels)."""
        return self.render[:, self.wires.heard[name]]

    def test(self, tests):
        """That the plan has come true, and still is true in the session that was opened again."""
        tests.test(numpy.isfinite(self.render).all(), 'every sample is finite')
        self._test_told(tests, asked_controls(self.routes), 'controls have the values that were set', 'control')
        self._test_told(tests, asked_pins(self.routes), 'pins are where they were put', 'pin')
        self._test_told(tests, asked_sidechains(self.routes), 'sidechains are fed', 'sidechain')
        self._test_told(tests, {('strict', route['name']): str(route['strict']).lower() for route in self.routes},
                        'routes have their kind of I/O', 'strict')
        before, after = sorted(self.told_facts(self.told)), sorted(self.told_facts(self.told_again))
        tests.test(before == after, f'{len(before)} values, pins and sidechains are the same after reopening',
                   f'{sorted(set(before) ^ set(after))[:6]} differ')
        is_same_file = self._content('first') == self._content('reopened')
        tests.test(is_same_file, 'the export after reopening is the same file', self._tell_differences())
        for fact in self.told:
            if fact[0] == 'seconds':  # told when the export is done
                seconds = self.lab.plan['frames'] / RATE_HZ
                print(f'# {seconds:.1f} s of {len(self.routes)} tracks and busses rendered in {float(fact[1]):.1f} s')

    def listen(self, seconds, asked):
        """What output controls say when the session has played for some time, by route and symbol. `asked` lists
        {'route', 'place' (of a plugin, from 1), 'uri', 'symbols'}."""
        for uri in {one['uri'] for one in asked}:
            self.lab.learn_readings(uri)
        told = self.lab.run(SCRIPT, 'listened', {'routes': self.routes, 'seconds': seconds, 'asked': asked})
        return {fact[1:3]: float(fact[3]) for fact in told if fact[0] == 'reading'}

    def move(self, moves):
        """Sets controls, lists of {'route', 'place', 'uri', 'symbol', 'value'}; from then on what is heard is the
        session as it then is."""
        self.lab.run(SCRIPT, 'moved', {'routes': self.routes, 'moves': moves})
        self.lab.run(SCRIPT, 'heard')
        self.render = self._read('heard')

    def _content(self, name):
        """An export byte for byte, or only its samples where Ardour has gone down before it closed one of the files."""
        if self.told[-1][0] == self.told_again[-1][0] == 'seconds':
            with open(self.lab.render_path(name), 'rb') as file:
                return file.read()
        return self._read(name).tobytes()

    def _tell_differences(self):
        reopened = self._read('reopened')
        differences = {name: difference_db(self.render[:, channels], reopened[:, channels])
                       for name, channels in self.wires.heard.items()}
        return ', '.join(f'{name} by {difference:.1f} dBFS' for name, difference in differences.items()
                         if difference > -math.inf) or 'in no sample'

    @staticmethod
    def told_facts(told):
        return [fact for fact in told if fact[0] in ('control', 'pin', 'sidechain', 'strict')]

    def _test_told(self, tests, asked, text, kind):
        if asked:
            facts = {fact[:-1]: fact[-1] for fact in self.told if fact[0] == kind}
            wrong = [key for key, value in asked.items() if not is_same(facts.get(key), value)]
            tests.test(not wrong, f'{len(asked)} {text}', f'{[(key, facts.get(key)) for key in wrong[:5]]} have not')


def is_same(told, asked):
    if isinstance(asked, str) or told is None:
        return told == asked
    return float(told) == float(numpy.float32(asked))


def each_plugin(routes):
    """What facts about a plugin are told under, and its plan."""
    for route in routes:
        for place, plugin in enumerate(route['plugins'], 1):
            yield (route['name'], str(place)), plugin


def asked_controls(routes):
    asked = {}
    for key, plugin in each_plugin(routes):
        asked.update({('control', *key, symbol): value for symbol, value in plugin['controls'].items()})
        if plugin['bypassed']:
            asked[('control', *key, 'enabled')] = 0
    return asked


def asked_pins(routes):
    return {('pin', *key, side, str(pin)): channel for key, plugin in each_plugin(routes)
            for side, channels in plugin['pins'].items() for pin, channel in channels.items()}


def asked_sidechains(routes):
    return {('sidechain', *key, str(number)): 'true' for key, plugin in each_plugin(routes)
            for number, _ in enumerate(plugin['sidechain'], 1)}
