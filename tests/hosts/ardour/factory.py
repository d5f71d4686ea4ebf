# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The variants in the bundle under test and their factory presets, as its Turtle has them."""

import collections
import glob
import os
import re
import subprocess

import ardour

PREFIX = 'urn:signalbox:'
LV2 = 'http://lv2plug.in/ns/lv2core#'
PRESET = 'http://lv2plug.in/ns/ext/presets#'
LABEL = 'http://www.w3.org/2000/01/rdf-schema#label'
STATEMENT = re.compile(r'(?:<([^>]*)>|(_:\S+)) <([^>]*)> (?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(@\S+)?.*) \.$')


def output_of(environment, *command):
    """What a program prints."""
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if not result.stdout:
        raise ardour.LabError(f'{" ".join(command)} printed nothing: {result.stderr.strip()}')
    return result.stdout


def read_turtle(environment, path):
    """The statements of a file, but what it says in other languages: a list of objects by subject and predicate."""
    objects = collections.defaultdict(list)
    for line in output_of(environment, 'sordi', '-o', 'ntriples', path).splitlines():
        match = STATEMENT.match(line)
        if not match:
            raise ardour.LabError(f'sordi printed for {path} what is no statement: {line}')
        text = (match[6] or '').encode('ascii').decode('unicode_escape')
        if not match[7]:
            objects[match[1] or match[2], match[3]].append(match[4] or match[5] or text)
    return objects


def variants(environment):
    """Their URIs."""
    return [uri for uri in output_of(environment, 'lv2ls').split() if uri.startswith(PREFIX)]


def presets(environment):
    """The values by symbol, by label, by the URI of the plugin, of all presets in the bundle."""
    found = collections.defaultdict(dict)
    for path in sorted(glob.glob(os.path.join(environment['LV2_PATH'], 'signalbox.lv2', '*_presets.ttl'))):
        objects = read_turtle(environment, path)
        for (preset, predicate), uris in list(objects.items()):
            if predicate == LV2 + 'appliesTo':
                label, = objects[preset, LABEL]
                ports = objects[preset, LV2 + 'port']
                found[uris[0]][label] = {objects[port, LV2 + 'symbol'][0]:
                                      float(objects[port, PRESET + 'value'][0]) for port in ports}
    return found
