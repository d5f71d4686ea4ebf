# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Runs signalbox-map as it was built."""

import json
import os
import resource
import subprocess

PROGRAM = os.path.join(os.environ['SIGNALBOX_BUILD'], 'map', 'signalbox-map')
SYSTEM_LV2 = '/usr/lib/lv2'
BUNDLES = ('a-comp.lv2', 'a-delay.lv2', 'a-reverb.lv2', 'foverdrive-swh.lv2', 'lcr_delay-swh.lv2', 'valve-swh.lv2')
MOST_BYTES = 1 << 30
MOST_SECONDS = 20  # of a processor
TIMEOUT_S = 240  # on a busy machine


def plugins(folder):
    """A folder of the plugins that are in sessions, for LV2_PATH; few of them load faster than all."""
    os.makedirs(folder)
    for name in BUNDLES:
        os.symlink(os.path.join(SYSTEM_LV2, name), os.path.join(folder, name))
    return folder


def _limit():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def run(*arguments, lv2='/nowhere'):
    """Its exit status, and what it said on both its outputs; it has so much memory and time, and no more."""
    result = subprocess.run([PROGRAM, *arguments], env={**os.environ, 'LV2_PATH': lv2}, stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, check=False, preexec_fn=_limit, timeout=TIMEOUT_S)
    return result.returncode, result.stdout, result.stderr


def look_at(path, lv2='/nowhere'):
    """What it finds in a session, as --json says it; an exit status of its own where that is wrong."""
    status, said, complaint = run('--json', path, lv2=lv2)
    if complaint or status not in (0, 1):
        raise RuntimeError(f'signalbox-map {path}: {complaint}')
    found = json.loads(said)
    if (status == 1) != any(not finding['accepted'] for finding in found['findings']):
        raise RuntimeError(f'signalbox-map {path} ends with {status}, and finds {found["findings"]}')
    return found


def kinds(found):
    """What was found, as pairs of a kind and where."""
    return {(finding['kind'], finding['where']) for finding in found['findings']}


def is_found(expected, found):
    """Whether all that is expected was found; None for a place is any."""
    return all(any(kind == k and where in (None, w) for k, w in found) for kind, where in expected)
