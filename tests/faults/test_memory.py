#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Runs plugins under valgrind from instantiation to clean-up: no leak, no use of what is not set. One of each family,
or, where there is more time (SIGNALBOX_EFFORT > 1), every one and longer; and a bad plugin, which must be caught."""

import os
import subprocess
import tempfile
from concurrent import futures

BUILD = os.environ['SIGNALBOX_BUILD']
PROGRAM = os.path.join(BUILD, 'faults/faults')
VALGRIND = ['valgrind', '--quiet', '--error-exitcode=9', '--leak-check=full', '--errors-for-leak-kinds=definite']
HAS_TIME = float(os.environ.get('SIGNALBOX_EFFORT', 1)) > 1
ROWS = ['leaks', 'state', 'rates', 'empty', 'values'] if HAS_TIME else ['leaks', 'state']
BAD = 'urn:signalbox-test:bad:leaks'


def call(*command, **environment):
    """What a command prints on both of its channels."""
    result = subprocess.run(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return result.stdout.decode(errors='replace')


def family(uri):
    """The first two words of a variant's name."""
    return uri.split(':')[2].split('-')[:2]


def chosen_plugins():
    """The URIs of all plugins, or of the last of each family, which is the largest."""
    uris = [line.split('\t')[1] for line in call(PROGRAM, '--list').splitlines() if line.startswith('plugin\t')]
    return uris if HAS_TIME else list({tuple(family(uri)): uri for uri in uris}.values())


def look(uri, **environment):
    """Whether a plugin passes every row under valgrind, and what is printed on the way."""
    output = call(*VALGRIND, PROGRAM, uri, *ROWS, SIGNALBOX_EFFORT='0.1', **environment)
    verdicts = [line.split('\t')[1] for line in output.splitlines() if line.count('\t') == 2]
    return verdicts == ['passed'] * len(ROWS) and '==' not in output, output


def look_at_a_bad_one():
    """The same of a plugin that leaks, put where the program looks for ours."""
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(BUILD, 'tests/faults/bad.lv2'), os.path.join(folder, 'signalbox.lv2'))
        is_content, output = look(BAD, SIGNALBOX_LV2_DIR=folder)
    return not is_content and 'definitely lost' in output, output


def main():
    """Prints a plan and a line per plugin, in TAP."""
    uris = chosen_plugins()
    print(f'1..{len(uris) + 1}', flush=True)
    with futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        looks = [(uri, pool.submit(look, uri)) for uri in uris] + [(BAD, pool.submit(look_at_a_bad_one))]
    for number, (uri, future) in enumerate(looks, 1):
        is_right, output = future.result()
        print('' if is_right else ''.join(f'# {line}\n' for line in output.splitlines()), end='')
        print(f'{"ok" if is_right else "not ok"} {number} - {uri}', flush=True)


if __name__ == '__main__':
    main()
