#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Writes the kept scripts for the plugins (corpus/plugins) and their windows (corpus/panels), from which libFuzzer
starts.

Run it after a change of script.h or of what is below: tests/fuzz/seeds.py"""

import os
import random
import re
import sys

HERE = os.path.dirname(os.path.realpath(__file__))


def names():
    """Every enumerator of script.h, by name."""
    with open(os.path.join(HERE, 'script.h'), encoding='utf-8') as file:
        text = file.read()
    return {name: number for body in re.findall(r'typedef enum \{(.*?)\}', text, re.S)
            for number, name in enumerate(re.findall(r'^\s*([A-Z_]+)\b', body, re.M))}


NAMES = names()


def act(kind, *arguments):
    """One action; arguments are numbers, or names of script.h."""
    return bytes([NAMES[f'ACTION_{kind}'], *(NAMES.get(argument, argument) for argument in arguments)])


def run(*sizes, cut=0):
    """Blocks of some sizes."""
    return b''.join(act('RUN', size, cut) for size in sizes)


def feed(source, level=180, detail=1, inputs=4):
    """The first few inputs all play something."""
    return b''.join(act('SOURCE', i, source, level, detail) for i in range(inputs))


def sweep(kind, amounts=(0,), controls=40):
    """Each of many controls in turn at a value, and back at its default."""
    return b''.join(act('SET', i, kind, amount) + run(70, cut=20) + act('SET', i, 'VALUE_DEFAULT', 0)
                    for i in range(controls) for amount in amounts)


SEEDS = {
    'plain': run(64, 64, 255),
    'block-sizes': run(0, 1, 2, 3, 31, 63, 64, 65, 127, 128, 137, 255),
    'cuts': b''.join(run(150, cut=cut) for cut in (1, 7, 30, 63, 64, 65, 255)),
    'empty-first': run(0, 0) + act('SHUFFLE', 3) + run(0, 64, 0, 64, cut=3),
    'shuffled': b''.join(act('SHUFFLE', seed) + run(180, cut=33) for seed in range(1, 13)),
    'shuffled-without-pause': b''.join(act('SHUFFLE', seed) + run(5, cut=2) for seed in range(20, 60)),
    'lowest': sweep('VALUE_LOWEST'),
    'highest': sweep('VALUE_HIGHEST'),
    'within': sweep('VALUE_WITHIN', (64, 192), 20),
    'beyond': sweep('VALUE_BEYOND', (0, 1), 20),
    'bad-controls': sweep('VALUE_BAD', (0, 2), 20),
    'bad-controls-all': b''.join(act('SET', i, 'VALUE_BAD', i) for i in range(40)) + run(200, cut=40),
    'bad-samples': b''.join(act('BAD_SAMPLE', bad, bad, 90) + run(70, 10, cut=11) for bad in range(12)),
    'bad-samples-at-edges': b''.join(act('BAD_SAMPLE', i, 0, at) + run(64, cut=5) for i in range(4) for at in (0, 255)),
    'shared-buffers': b''.join(act('CONNECT', port, 'CONNECTION_INPUT', port // 2) for port in range(80))
                      + run(130, 64, cut=9) + act('SHUFFLE', 5) + run(130, cut=70),
    'one-buffer': b''.join(act('CONNECT', port, 'CONNECTION_INPUT', 0) for port in range(80)) + run(200, cut=64),
    'nothing-connected': b''.join(act('CONNECT', port, 'CONNECTION_NONE', 0) for port in range(200)) + run(130, cut=8),
    'half-connected': b''.join(act('CONNECT', port, 'CONNECTION_NONE', 0) for port in range(0, 200, 3)) + run(130, cut=8)
                      + b''.join(act('CONNECT', port, 'CONNECTION_OWN', 0) for port in range(0, 200, 3)) + run(130, cut=8),
    'resets': act('SHUFFLE', 9) + run(100) + act('RESET') + run(100, cut=50) + act('RESET') + act('RESET') + run(9),
    'rates': b''.join(act('REINSTANTIATE', rate) + act('SHUFFLE', rate) + run(130, cut=60) for rate in range(14)),
    'modes': b''.join(act('MODE', mode) + act('SHUFFLE', mode) + run(90, cut=31) for mode in range(5)),
    'silence': feed('SOURCE_SILENCE', inputs=32) + run(255, 255, cut=100),
    'loud': feed('SOURCE_NOISE', 255) + run(255, 255, cut=100) + feed('SOURCE_SILENCE') + run(255, 255, cut=100),
    'sine': feed('SOURCE_SINE', 200, 140) + run(255, 255, cut=100) + act('SHUFFLE', 40) + run(255, cut=3),
    'clicks': feed('SOURCE_CLICKS', 200, 99) + act('SHUFFLE', 41) + run(255, 255, cut=77),
    'steady': feed('SOURCE_STEADY', 190, 0) + act('SHUFFLE', 42) + run(255, 255, cut=77),
    'faint': feed('SOURCE_NOISE', 0) + run(255, 255, cut=40),
    'overflow-in-key': b''.join(act('SHUFFLE', seed)
                                + act('SET', 0, 'VALUE_HIGHEST', 0) + act('SET', 1, 'VALUE_HIGHEST', 0)
                                + b''.join(act('BAD_SAMPLE', i, 8, 90) for i in range(6)) + run(70, cut=11)
                                for seed in range(8)),
    **{f'guard-begins-in-pieces-{n}': act('REINSTANTIATE', 5) + act('SOURCE', 255, 253, 255, 0) + act('SHUFFLE', 0)
                                      + run(208, cut=1) for n in (1, 2)},  # one of them is of a stereo variant
    'broken-key-in-pieces': act('BAD_SAMPLE', 2, 8, 1) + act('SET', 7, 'VALUE_WITHIN', 64) + run(70, cut=1),
    'fades-that-end-within': b''.join(act('SHUFFLE', seed) + run(33, 180, cut=33) for seed in (43, 5, 0, 6, 20, 2, 41)),
    'connected-late': b''.join(act('CONNECT', port, 'CONNECTION_NONE', 0) for port in range(12)) + run(255, cut=9)
                      + b''.join(act('CONNECT', port, 'CONNECTION_OWN', 0) for port in range(12)) + run(255, cut=9),
    'long': act('REINSTANTIATE', 4) + feed('SOURCE_NOISE', 190, 7) + run(*[255] * 40, cut=200),
    'vanishing': b''.join(act('SOURCE', i, 'SOURCE_VANISHING', 200, 4 * i + 1) for i in range(16))
                 + b''.join(act('SHUFFLE', seed) + run(5)
                            + b''.join(act('SET', i, 'VALUE_DEFAULT', 0) for i in range(50)) + run(255, cut=20)
                            for seed in range(1, 5)),
    'enabled-in-pieces': act('REINSTANTIATE', 4) + act('SET', 22, 'VALUE_LOWEST', 0) + act('SHUFFLE', 53)
                         + act('SET', 22, 'VALUE_LOWEST', 0) + run(200, 200) + feed('SOURCE_NOISE', 200)
                         + act('SET', 22, 'VALUE_HIGHEST', 0) + run(*[70] * 10, cut=20),
}


# What a hand does to a window has no names: any bytes will do.
PANEL_SEEDS = {f'hand-{number}': random.Random(number).randbytes(800) for number in range(6)}


def write(name, data):
    """A kept script."""
    path = os.path.join(HERE, 'corpus', name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(data)


def main():
    """Brings the folders up to date."""
    for number, (name, actions) in enumerate(SEEDS.items()):
        write(f'plugins/{name}', bytes([number]) + actions)
    for name, data in PANEL_SEEDS.items():
        write(f'panels/{name}', data)
    return 0


if __name__ == '__main__':
    sys.exit(main())
