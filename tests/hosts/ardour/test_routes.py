#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Every route, made into a session by its script in a real Ardour, sounds as it does in the lilv host; so do routes
that are here for what they ask of a host."""

import glob
import os
import shutil
import subprocess
import sys

import numpy
import soundfile

import ardour
import session_file
import tap

HERE = os.path.dirname(os.path.abspath(__file__))
PLUGINS = ('a-comp.lv2', 'a-delay.lv2', 'a-reverb.lv2', 'foverdrive-swh.lv2', 'lcr_delay-swh.lv2', 'valve-swh.lv2')
TOLERANCE_DB = -100.0
SETTLE_SECONDS = 0.5


def run_program(name, *arguments):
    """Runs a program that was built, on the bundle."""
    program = os.path.join(ardour.environment_folder('SIGNALBOX_BUILD'), name)
    bundle = os.path.join(ardour.environment_folder('SIGNALBOX_LV2_DIR'), 'signalbox.lv2')
    result = subprocess.run([program, bundle, *arguments], capture_output=True, text=True, check=False)
    if result.returncode:
        raise ardour.LabError(f'{name} failed: {result.stderr.strip()}')


def write_script(lab, route):
    """The script of a route, written as `./waf routes` writes them."""
    top = ardour.environment_folder('SIGNALBOX_TOP')
    routes, scripts = (os.path.join(lab.work, name) for name in ('routes', 'scripts'))
    os.makedirs(routes)
    os.makedirs(scripts)
    shutil.copy(route, routes)
    run_program('sessions/sessions', routes, os.path.join(top, 'common', 'routes', 'ardour.lua'), scripts)
    return glob.glob(os.path.join(scripts, '*.lua'))[0]


def difference_db(render, reference):
    """The loudest difference, in dB of full scale."""
    loudest = float(numpy.max(numpy.abs(render - reference)))
    return 20.0 * numpy.log10(loudest) if loudest > 0.0 else -numpy.inf


def test_route(tests, lab, script, audio, mix):
    """Makes the session of a route, puts audio on its tracks, plays it, and compares."""
    name = os.path.basename(script)[:-len('.lua')]
    plan = {'script': script, 'settle_seconds': SETTLE_SECONDS}
    told = lab.run('route.lua', 'create', plan)
    tracks = [fact[1] for fact in told if fact[0] == 'track']
    expected = sorted(os.path.basename(path)[:-len('.wav')] for path in audio)
    tests.test(sorted(tracks) == expected, f'{name}: there is a track for each input', f'{tracks}')
    if sorted(tracks) != expected:
        return
    found = subprocess.run([os.path.join(ardour.environment_folder('SIGNALBOX_BUILD'), 'map', 'signalbox-map'),
                            lab.session], env=lab.environment, capture_output=True, text=True, check=False)
    tests.test(found.returncode == 0, f'{name}: nothing is wrong with its routing', found.stdout + found.stderr)
    session = session_file.SessionFile(lab.session, ardour.SESSION)
    for path in audio:
        session.place_audio(os.path.basename(path)[:-len('.wav')], path)
    session.save()
    lab.run('route.lua', 'play', plan)
    render, rate_hz = soundfile.read(lab.render_path('mix'), dtype='float32', always_2d=True)
    reference, _ = soundfile.read(mix, dtype='float32', always_2d=True)
    tests.test(rate_hz == lab.plan['rate_hz'] and numpy.max(numpy.abs(reference)) > 0.1,
               f'{name}: there is sound to compare')
    loudest = difference_db(render, reference)
    tests.test(loudest <= TOLERANCE_DB, f'{name}: sounds as in the lilv host', f'off by up to {loudest:.1f} dBFS')


def run_route(tests, route):
    """A lab of its own for one route; the lab's folder stays where something failed."""
    before = tests.failed
    lab = ardour.Lab(0, 0, PLUGINS)
    lab.speak('de_DE')  # scripts go without names
    try:
        folder = os.path.join(lab.work, 'audio')
        os.makedirs(folder)
        run_program('hosts/play_route', route, folder)
        mix = os.path.join(folder, 'mix.wav')
        info = soundfile.info(mix)
        lab.plan.update(rate_hz=info.samplerate, frames=info.frames)
        audio = sorted(path for path in glob.glob(os.path.join(folder, '*.wav')) if path != mix)
        test_route(tests, lab, write_script(lab, route), audio, mix)
    finally:
        lab.close(keep=tests.failed != before)


def main():
    tests = tap.Tap()
    try:
        top = ardour.environment_folder('SIGNALBOX_TOP')
        routes = (glob.glob(os.path.join(folder, 'routes', '*.ttl')) for folder in (os.path.join(top, 'presets'), HERE))
        for route in (route for folder in routes for route in sorted(folder)):
            if not sys.argv[1:] or any(text in route for text in sys.argv[1:]):
                run_route(tests, route)
    except ardour.LabError as error:
        return tap.bail_out(str(error))
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
