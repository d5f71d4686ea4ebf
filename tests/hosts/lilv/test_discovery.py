#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Finding the plugins takes lilv no more than a number of instructions, beside what an empty bundle takes, and reads
the manifest alone; neither that nor reading all of them, nor finding the routes as pedalboards, makes it say a word."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

import tap

BUNDLE = 'signalbox.lv2'
MOST_INSTRUCTIONS = 25e6  # 5 ms of a slow processor
EMPTY = '@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n'


def ask(folder, *command):
    """What a program prints of the bundles in a folder, and what it says beside."""
    result = subprocess.run(command, env=dict(os.environ, LV2_PATH=folder), capture_output=True, text=True, check=False)
    return result.stdout.split(), result.stderr


def instructions(folder):
    """Of finding what is in a folder."""
    with tempfile.TemporaryDirectory() as work:
        _, said = ask(folder, 'valgrind', '--tool=callgrind', f'--callgrind-out-file={work}/out', 'lv2ls')
    return int(re.search(r'Collected : (\d+)', said)[1])


def main():
    built = os.environ.get('SIGNALBOX_LV2_DIR')
    if not built:
        return tap.bail_out('SIGNALBOX_LV2_DIR must name a folder: run the tests with ./waf test.')
    tests = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='signalbox-discovery-') as folder:
        whole, bare, empty, boards = (os.path.join(folder, name) for name in ('whole', 'bare', 'empty', 'boards'))
        shutil.copytree(os.path.join(built, BUNDLE), os.path.join(whole, BUNDLE))
        for place in (bare, empty):
            os.makedirs(os.path.join(place, BUNDLE))
        shutil.copy(os.path.join(built, BUNDLE, 'manifest.ttl'), os.path.join(bare, BUNDLE))
        with open(os.path.join(empty, BUNDLE, 'manifest.ttl'), 'w', encoding='utf-8') as manifest:
            manifest.write(EMPTY)
        shutil.copytree(os.path.join(built, 'routes'), boards,
                        ignore=lambda _, names: [name for name in names if not name.endswith(('.pedalboard', '.ttl'))])
        found, said = ask(whole, 'lv2ls')
        tests.test(len(found) > 1 and not said, 'lilv finds the variants without a word', said)
        tests.test(ask(bare, 'lv2ls') == (found, ''), 'and by the manifest alone')
        spent = instructions(whole) - instructions(empty)
        tests.test(0 < spent < MOST_INSTRUCTIONS, f'it takes {spent / 1e6:.1f} million instructions more than nothing')
        silent = [uri for uri in found if ask(whole, 'lv2info', uri)[1]]
        tests.test(not silent, 'it reads them all without a word', silent)
        names = sorted(name for name in os.listdir(boards) if name.endswith('.pedalboard'))
        for name in os.listdir(boards):
            if name not in names:
                os.remove(os.path.join(boards, name))
        found, said = ask(boards, 'lv2ls')
        tests.test(names and [uri.split('/')[-2] for uri in found] == names and not said,
                   'it finds the routes as pedalboards without a word', said)
        for uri in found:
            told = ' '.join(ask(boards, 'lv2info', uri)[0])
            tests.test('Symbol: capture_1' in told and 'Symbol: playback_1' in told, f'{uri} has MOD\'s sockets', told)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
