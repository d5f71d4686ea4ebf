#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""A real Ardour lists every plugin that it can run, and loads every factory preset of each: what the preset sets has
the preset's value then, and nothing else has moved."""

import collections
import glob
import os
import re
import subprocess
import sys

import numpy

import ardour
import session_test
import tap

PREFIX = 'urn:signalbox:'
WITH_CV = PREFIX + 'sidechain-router-cv'  # Ardour 7 refuses plugins with CV ports
LV2 = 'http://lv2plug.in/ns/lv2core#'
PRESET = 'http://lv2plug.in/ns/ext/presets#'
LABEL = 'http://www.w3.org/2000/01/rdf-schema#label'
STATEMENT = re.compile(r'(?:<([^>]*)>|(_:\S+)) <([^>]*)> (?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)".*) \.$')


def output_of(lab, *command):
    """What a program prints."""
    result = subprocess.run(command, env=lab.environment, capture_output=True, text=True, check=False)
    if not result.stdout:
        raise ardour.LabError(f'{" ".join(command)} printed nothing: {result.stderr.strip()}')
    return result.stdout


def read_turtle(lab, path):
    """The statements of a file: a list of objects by subject and predicate."""
    objects = collections.defaultdict(list)
    for line in output_of(lab, 'sordi', '-o', 'ntriples', path).splitlines():
        match = STATEMENT.match(line)
        if not match:
            raise ardour.LabError(f'sordi printed for {path} what is no statement: {line}')
        text = (match[6] or '').encode('ascii').decode('unicode_escape')
        objects[match[1] or match[2], match[3]].append(match[4] or match[5] or text)
    return objects


def factory_presets(lab):
    """The values by symbol, by label, by the URI of the plugin, of all presets in the bundle."""
    presets = collections.defaultdict(dict)
    for path in sorted(glob.glob(os.path.join(lab.environment['LV2_PATH'], 'signalbox.lv2', '*_presets.ttl'))):
        objects = read_turtle(lab, path)
        for (preset, predicate), variants in list(objects.items()):
            if predicate == LV2 + 'appliesTo':
                label, = objects[preset, LABEL]
                ports = objects[preset, LV2 + 'port']
                presets[variants[0]][label] = {objects[port, LV2 + 'symbol'][0]:
                                               float(objects[port, PRESET + 'value'][0]) for port in ports}
    return presets


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
    variants = [uri for uri in output_of(lab, 'lv2ls').split() if uri.startswith(PREFIX)]
    usable = [uri for uri in variants if uri != WITH_CV]
    presets = factory_presets(lab)
    for uri in usable:
        lab.learn_controls(uri)
    told = lab.run('presets.lua', 'presets', {
        'prefix': PREFIX, 'variants': [{'uri': uri, 'presets': list(presets[uri])} for uri in usable]})
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
