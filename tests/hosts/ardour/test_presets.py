#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""A real Ardour lists every plugin that it can run, and loads every factory preset of each: what the preset sets has
the preset's value then, and nothing else has moved."""

import collections
import sys

import numpy

import factory
import session_test
import tap

WITH_CV = factory.PREFIX + 'sidechain-router-cv'  # Ardour refuses plugins with CV ports


def told_controls(told):
    """The values by symbol, by plugin and preset."""
    controls = collections.defaultdict(dict)
    for fact in told:
        if fact[0] == 'control':
            controls[fact[1:3]][fact[3]] = float(fact[4])
    return controls


def test_variant(tests, uri, presets, told):
    """Each preset on top of the one before, from the defaults on."""
    expected = dict(told[uri, ''])
    wrong = []
    for label, values in presets.items():
        expected.update({symbol: float(numpy.float32(value)) for symbol, value in values.items()})
        after = told[uri, label]
        wrong += [(label, symbol, after.get(symbol)) for symbol in expected if after.get(symbol) != expected[symbol]]
    tests.test(presets and not wrong, f'{uri}: {len(presets)} presets are loaded as they are', f'{wrong[:4]} are not')


def run(lab):
    variants = factory.variants(lab.environment)
    usable = [uri for uri in variants if uri != WITH_CV]
    presets = factory.presets(lab.environment)
    for uri in usable:
        lab.learn_controls(uri)
    told = lab.run('presets.lua', 'presets', {
        'prefix': factory.PREFIX, 'variants': [{'uri': uri, 'presets': list(presets[uri])} for uri in usable]})
    tests = tap.Tap()
    listed = sorted(fact[1] for fact in told if fact[0] == 'listed')
    tests.test(len(usable) == len(variants) - 1 and listed == sorted(usable),
               f'Ardour lists {len(usable)} of {len(variants)} variants, all but the one with CV',
               f'{sorted(set(listed) ^ set(usable))} are or are not')
    controls = told_controls(told)
    for uri in usable:
        test_variant(tests, uri, presets[uri], controls)
    return tests.end()


if __name__ == '__main__':
    sys.exit(session_test.main(run, 0))
