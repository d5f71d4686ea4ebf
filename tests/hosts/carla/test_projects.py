#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The Carla projects say what the routes say, in the way that Carla 2.6 reads: plugins that lilv knows, every control
with the value that the route or its preset gives it, and each wire once. What a route says is read here by other means
than those that wrote the projects."""

import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import tap

LV2 = 'http://lv2plug.in/ns/lv2core#'
INGEN = 'http://drobilla.net/ns/ingen#'
PSET = 'http://lv2plug.in/ns/ext/presets#'
LABEL = 'http://www.w3.org/2000/01/rdf-schema#label'
TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
OWN_GROUPS = ('Audio Input', 'Audio Output')
LONGEST_NAME = 50  # Carla cuts longer ones, and would not find them again
SIDES = ('Left', 'Right')
CANVAS = (3100, 2400)
BOX = (120, 45)  # the smallest there is
TRIPLE = re.compile(r'^(<[^>]*>|_:\S+) <([^>]*)> (.*) \.$')
PORT = re.compile(r'^\tPort (\d+):\n(.*?)(?=^\tPort |\Z)', re.M | re.S)


@dataclass
class Port:
    """A port of a plugin, as lv2info tells of it."""
    symbol: str
    name: str
    is_input: bool
    is_audio: bool
    is_control: bool
    minimum: float
    maximum: float
    initial: float


class Turtle:
    """The statements of a Turtle file."""

    def __init__(self, path):
        result = subprocess.run(['sordi', '-i', 'turtle', '-o', 'ntriples', f'file://{path}'], capture_output=True,
                                text=True, check=True)
        self.triples = [TRIPLE.match(line).groups() for line in result.stdout.splitlines() if line.strip()]

    def objects(self, subject, predicate):
        """All objects of a subject, literals without quotes and datatype."""
        return [self.plain(o) for s, p, o in self.triples if s == subject and p == predicate]

    def object(self, subject, predicate):
        """The first of them, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    @staticmethod
    def plain(term):
        literal = re.match(r'^"(.*)"(?:\^\^<.*>|@\S+)?$', term)
        return literal[1] if literal else term


def last_part(uri):
    """The name of a node in its file."""
    return uri.rstrip('>').rsplit('/', 1)[1]


class Route:
    """What a route's file says."""

    def __init__(self, path):
        turtle = Turtle(path)
        self.node = next(s for s, p, o in turtle.triples if p == TYPE and o == f'<{INGEN}Graph>')
        ports = sorted(turtle.objects(self.node, LV2 + 'port'),
                       key=lambda port: int(turtle.object(port, LV2 + 'index')))
        by_kind = {kind: [port for port in ports if f'<{LV2}{kind}>' in turtle.objects(port, TYPE)]
                   for kind in ('InputPort', 'OutputPort')}
        self.inputs, self.outputs = by_kind['InputPort'], by_kind['OutputPort']
        self.names = {port: turtle.object(port, LV2 + 'name') for port in ports}
        self.blocks = {block: {'label': turtle.object(block, LABEL),
                               'uri': turtle.object(block, LV2 + 'prototype').strip('<>'),
                               'preset': (turtle.object(block, PSET + 'preset') or '').strip('<>'),
                               'values': {last_part(port): float(turtle.object(port, INGEN + 'value'))
                                          for port in turtle.objects(block, LV2 + 'port')}}
                       for block in turtle.objects(self.node, INGEN + 'block')}
        self.arcs = [(turtle.object(arc, INGEN + 'tail'), turtle.object(arc, INGEN + 'head'))
                     for arc in turtle.objects(self.node, INGEN + 'arc')]

    def sources(self):
        """For each input its source, counted from 0, and its place in it: Left and Right belong together."""
        places = {}
        source = -1
        for port in self.inputs:
            is_right = self.names[port].endswith(' Right') and places
            source += not is_right
            places[port] = (source, int(bool(is_right)))
        return places


class Plugins:
    """What lv2info says of plugins, and what the bundle's presets set."""

    def __init__(self, bundle):
        self.environment = dict(os.environ, LV2_PATH=f'{os.path.dirname(bundle)}:/usr/lib/lv2')
        self.known = {}
        self.presets = [Turtle(path) for path in glob.glob(os.path.join(bundle, '*_presets.ttl'))]

    def ports(self, uri):
        """The ports of a plugin in order; none where there is no such plugin."""
        if uri not in self.known:
            text = subprocess.run(['lv2info', uri], env=self.environment, capture_output=True, text=True,
                                  check=False).stdout
            self.known[uri] = [self.port(body) for _, body in PORT.findall(text)]
        return self.known[uri]

    @staticmethod
    def port(text):
        """A port from its part of the output."""
        def field(name):
            found = re.search(rf'^\t\t{name}: +(.*)$', text, re.M)
            return found[1] if found else None
        minimum, maximum, initial = (float(field(name) or 'nan') for name in ('Minimum', 'Maximum', 'Default'))
        return Port(field('Symbol'), field('Name'), '#InputPort' in text, '#AudioPort' in text,
                    '#ControlPort' in text, minimum, maximum, initial)

    def preset(self, uri):
        """The values of a preset, by symbol."""
        for turtle in self.presets:
            ports = turtle.objects(f'<{uri}>', LV2 + 'port')
            if ports:
                return {turtle.object(port, LV2 + 'symbol'): float(turtle.object(port, PSET + 'value'))
                        for port in ports}
        return {}


def test_plugins(tests, name, route, project, plugins):
    """Each block is there as a plugin, under a name that Carla keeps, with all its controls."""
    found = {plugin.findtext('Info/Name'): plugin for plugin in project.findall('Plugin')}
    labels = {block['label']: block for block in route.blocks.values()}
    tests.test(len(project.findall('Plugin')) == len(found) == len(labels) and found.keys() == labels.keys(),
               f'{name}: there is a plugin for each block', f'{sorted(found)} and {sorted(labels)}')
    bad = [label for label in found
           if not label or set(label) & set(':/') or label in OWN_GROUPS or len(label) > LONGEST_NAME]
    tests.test(not bad, f'{name}: Carla keeps the names of all plugins', f'{bad}')
    wrong = [label for label in found
             if (found[label].findtext('Info/Type'), found[label].findtext('Info/URI'),
                 found[label].findtext('Data/Active')) != ('LV2', labels[label]['uri'], 'Yes')
             or not plugins.ports(labels[label]['uri'])]
    tests.test(not wrong, f'{name}: all plugins are active LV2 plugins that lilv knows', f'{wrong}')
    for label in sorted(found.keys() & labels.keys()):
        test_parameters(tests, f'{name}: {label}', found[label], labels[label], plugins)
        names = [port.name for port in plugins.ports(labels[label]['uri']) if port.is_audio]
        tests.test(len(names) == len(set(names)), f'{name}: {label}: Carla can tell its audio ports by name',
                   f'{names}')


def test_parameters(tests, name, plugin, block, plugins):
    """All controls once each, with the values of the route, then of its preset, then of the plugin."""
    values = {port.symbol: port.initial for port in plugins.ports(block['uri'])}
    values.update(plugins.preset(block['preset']))
    values.update(block['values'])
    controls = [port for port in plugins.ports(block['uri']) if port.is_control]
    expected = [(index, port.name, port.symbol, values[port.symbol])
                for index, port in enumerate(controls) if port.is_input]
    found = [(int(parameter.findtext('Index')), parameter.findtext('Name'), parameter.findtext('Symbol'),
              float(parameter.findtext('Value'))) for parameter in plugin.findall('Data/Parameter')]
    wrong = [(ours, theirs) for ours, theirs in zip(found, expected)
             if ours[:3] != theirs[:3] or abs(ours[3] - theirs[3]) > 1e-6 * max(1.0, abs(theirs[3]))]
    tests.test(expected and len(found) == len(expected) and not wrong, f'{name}: has all controls and their values',
               f'{len(found)} of {len(expected)}, first mistake: {wrong[:1]}')
    outside = [ours for ours, port in zip(found, (port for port in controls if port.is_input))
               if not port.minimum <= ours[3] <= port.maximum]
    tests.test(not outside, f'{name}: all values are within their ranges', f'{outside}')


def end_of(route, plugins, node, own):
    """An end of an arc as Carla names it, or None; `own` names those of the route itself."""
    for block, what in route.blocks.items():
        if node.startswith(block[:-1] + '/'):
            symbol = last_part(node)
            names = [port.name for port in plugins.ports(what['uri']) if port.symbol == symbol and port.is_audio]
            return f'{what["label"]}:{names[0]}'
    return own(node)


def own_counted(route):
    """Carla with many channels: the route's inputs and outputs in their order."""
    return lambda node: (f'Audio Input:Capture {route.inputs.index(node) + 1}' if node in route.inputs
                         else f'Audio Output:Playback {route.outputs.index(node) + 1}')


def own_sides(route):
    """Carla with two channels: one source in stereo, or the first two, one on each side."""
    sources = route.sources()
    is_one = all(source == 0 for source, _ in sources.values())

    def own(node):
        side = (sources[node][int(is_one)]) if node in sources else route.outputs.index(node)
        group = OWN_GROUPS[node not in sources]
        return f'{group}:{SIDES[side]}' if side < len(SIDES) else None
    return own


def test_wires(tests, name, route, project, plugins):
    """Each arc is there, in a form for each size of Carla where it leads to Carla itself; and nothing else."""
    found = wires_of(project)
    tests.test(len(found) == len(set(found)), f'{name}: no wire is there twice')
    for what, own, is_foreign in (('two channels', own_sides(route), r':(Capture|Playback) \d+$'),
                                  ('many channels', own_counted(route), r'^Audio (Input|Output):(Left|Right)$')):
        expected = {(end_of(route, plugins, tail, own), end_of(route, plugins, head, own)) for tail, head in route.arcs}
        expected = {ends for ends in expected if None not in ends}
        seen = {ends for ends in found if not any(re.search(is_foreign, end) for end in ends)}
        tests.test(len(route.arcs) > 0 and seen == expected, f'{name}: its wires are those of the route on {what}',
                   f'missing {sorted(expected - seen)}, beside them {sorted(seen - expected)}')


def test_places(tests, name, project):
    """Each box has a place of its own, on the canvas, and all wires lead from left to right."""
    places = {place.findtext('Name'): (int(place.get('x1')), int(place.get('y1')), place.get('pluginId'))
              for place in project.findall('Patchbay/Positions/Position')}
    boxes = [(plugin.findtext('Info/Name'), str(number)) for number, plugin in enumerate(project.findall('Plugin'))]
    boxes += [(group, None) for group in OWN_GROUPS]
    found = [(box, place[2]) for box, place in places.items()]
    tests.test(sorted(found, key=str) == sorted(boxes, key=str), f'{name}: each box has a place', f'{found}')
    outside = [box for box, (x, y, _) in places.items()
               if not (0 <= x <= CANVAS[0] - BOX[0] and 0 <= y <= CANVAS[1] - BOX[1])]
    tests.test(not outside, f'{name}: all boxes are on the canvas', f'{outside}')
    close = [(one, other) for one in places for other in places
             if one < other and all(abs(places[one][i] - places[other][i]) < BOX[i] for i in (0, 1))]
    tests.test(not close, f'{name}: no boxes are on one another', f'{close}')
    back = [(source, target) for source, target in wires_of(project)
            if places[target.split(':')[0]][0] - places[source.split(':')[0]][0] < BOX[0]]
    tests.test(not back, f'{name}: wires lead from left to right', f'{back}')


def wires_of(project):
    """All wires as pairs of ends."""
    return [(wire.findtext('Source'), wire.findtext('Target')) for wire in project.findall('Patchbay/Connection')]


def main():
    folder, top = os.environ.get('SIGNALBOX_LV2_DIR'), os.environ.get('SIGNALBOX_TOP')
    if not folder or not top:
        return tap.bail_out('SIGNALBOX_LV2_DIR and SIGNALBOX_TOP must name folders: run the tests with ./waf test.')
    tests = tap.Tap()
    plugins = Plugins(os.path.join(folder, 'signalbox.lv2'))
    for path in sorted(glob.glob(os.path.join(top, 'presets', 'routes', '*.ttl'))):
        name = os.path.basename(path)[:-len('.ttl')]
        route = Route(path)
        project = ElementTree.parse(os.path.join(folder, 'routes', f'{name}.carxp')).getroot()
        tests.test((project.tag, project.get('VERSION')) == ('CARLA-PROJECT', '2.6'), f'{name}: it is a project of 2.6')
        test_plugins(tests, name, route, project, plugins)
        test_wires(tests, name, route, project, plugins)
        test_places(tests, name, project)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
