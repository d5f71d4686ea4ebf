#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The action that checks the session, in a real Ardour: in a session that is as it should be it finds nothing, in one
with mistakes these, as Ardour has saved them; where the command is not installed, it says so."""

import os
import sys

import ardour
import tap

RATE_HZ = 48000
SETTLE_SECONDS = 1.0


def run(lab):
    build = ardour.environment_folder('SIGNALBOX_BUILD')
    command = os.path.join(lab.environment['HOME'], '.local', 'bin', 'signalbox-map')
    os.makedirs(os.path.dirname(command))
    os.symlink(os.path.join(build, 'map', 'signalbox-map'), command)
    lab.learn_controls('urn:ardour:a-reverb')
    lab.environment['PATH'] = '/usr/bin:/bin'
    plan = {'script': os.path.join(build, 'actions', 'check.lua'), 'command': command,
            'settle_seconds': SETTLE_SECONDS}
    told = {fact[0]: fact[1:] for fact in lab.run('check.lua', 'check', plan)}
    tests = tap.Tap()
    is_good, said = told['healthy']
    tests.test(is_good == 'true' and 'nothing wrong' in said, 'nothing is wrong with a healthy session', said)
    is_good, said = told['mistaken']
    tests.test(is_good == 'false' and '2 mistakes, 1 hint' in said, 'three things are found', said)
    for text in ('doubled-path: Kick', 'The same sound reaches Master twice', 'track-to-nowhere: Voice', 'soloed: Drums'):
        tests.test(text in said, f'it says "{text}"', said)
    is_good, said = told['absent']
    tests.test(is_good == 'false' and 'signalbox-map is not here' in said, 'without the command, it says so', said)
    return tests.end()


def main():
    lab = ardour.Lab(RATE_HZ, 0, ('a-reverb.lv2',))
    try:
        return run(lab)
    except ardour.LabError as error:
        return tap.bail_out(str(error))
    finally:
        lab.close()


if __name__ == '__main__':
    sys.exit(main())
