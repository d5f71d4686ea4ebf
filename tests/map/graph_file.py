# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""A graph of plugins, read from a project of Carla, to be changed, and written as different programs save such: Carla,
MOD and Ingen, and as a route of ours."""

import copy
import functools
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

INPUT, OUTPUT = 'Audio Input', 'Audio Output'
NAMES = {INPUT: 'Capture ', OUTPUT: 'Playback '}  # of Carla's own ports, with numbers from 1
LV2_PATH = os.pathsep.join((os.environ['SIGNALBOX_LV2_DIR'], '/usr/lib/lv2'))
PREFIXES = '''@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix ingen: <http://drobilla.net/ns/ingen#> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pedal: <http://moddevices.com/ns/modpedal#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
'''
IS_A = {'mod': 'lv2:Plugin , ingen:Graph , pedal:Pedalboard', 'ingen': 'lv2:Plugin , ingen:Graph',
        'route': 'ingen:Graph'}


@functools.lru_cache(maxsize=None)
def audio_ports(uri):
    """The audio ports of a plugin, as (symbol, name, whether it is an input)."""
    said = subprocess.run(['lv2info', uri], env={**os.environ, 'LV2_PATH': LV2_PATH}, capture_output=True, text=True,
                          check=True).stdout
    ports = re.split(r'^\tPort \d+:$', said, flags=re.M)[1:]
    return [(re.search(r'Symbol: +(\S+)', port)[1], re.search(r'Name: +(.+)', port)[1], '#InputPort' in port)
            for port in ports if '#AudioPort' in port]


class Block:
    """A plugin in a graph."""

    def __init__(self, symbol, name, uri, controls):
        self.symbol, self.name, self.uri, self.controls, self.active = symbol, name, uri, controls, True

    def port(self, text):
        """The symbol of a port by its name."""
        return next(symbol for symbol, name, _ in audio_ports(self.uri) if name == text)

    def ports(self, is_input):
        """The symbols of its audio inputs or outputs."""
        return [symbol for symbol, _, kind in audio_ports(self.uri) if kind == is_input]

    def is_a(self, name):
        """Whether it is a plugin of ours whose name begins so."""
        return self.uri.startswith('urn:signalbox:' + name)


class Graph:
    """Blocks by their symbols, and wires between (symbol, port); the graph itself is INPUT and OUTPUT, with ports from
    0."""

    def __init__(self, path):
        """From a project of Carla, as `./waf routes` writes them."""
        root = ElementTree.parse(path).getroot()
        self.blocks, names = {}, {}
        for plugin in root.findall('Plugin'):
            name, uri = plugin.findtext('Info/Name'), plugin.findtext('Info/URI')
            symbol = f'b{len(self.blocks)}'
            controls = {parameter.findtext('Symbol'): float(parameter.findtext('Value'))
                        for parameter in plugin.findall('Data/Parameter')}
            self.blocks[symbol] = Block(symbol, name, uri, controls)
            names[name] = symbol
        self.wires = set()
        for connection in root.findall('Patchbay/Connection'):
            ends = (connection.findtext('Source'), connection.findtext('Target'))
            if not any(re.match('Audio (Input|Output):(Left|Right)$', end) for end in ends):  # the same by older names
                self.wires.add(tuple(self._end(names, end) for end in ends))

        self.n_inputs = max(source[1] + 1 for source, _ in self.wires if source[0] == INPUT)

    def _end(self, names, text):
        """The end of a wire by Carla's name for it."""
        block, port = text.split(':')
        if block in names:
            return names[block], self.blocks[names[block]].port(port)
        return block, int(port.removeprefix(NAMES[block])) - 1

    def copy(self):
        return copy.deepcopy(self)

    def outputs_of(self, block):
        return {wire for wire in self.wires if wire[0][0] == block}

    def inputs_of(self, block):
        return {wire for wire in self.wires if wire[1][0] == block}

    def add(self, symbol, uri, controls=None):
        """A new block."""
        self.blocks[symbol] = Block(symbol, symbol, uri, controls or {})
        return self.blocks[symbol]

    def write(self, folder, kind):
        """Writes a file of that kind; its path."""
        path = os.path.join(folder, 'graph.' + ('carxp' if kind == 'carla' else 'ttl'))
        with open(path, 'w', encoding='utf-8') as file:
            file.write(self._carla() if kind == 'carla' else self._turtle(kind))
        return path

    def _carla_end(self, end):
        block, port = end
        if block in (INPUT, OUTPUT):
            return f'{block}:{NAMES[block]}{port + 1}'
        name = next(name for symbol, name, _ in audio_ports(self.blocks[block].uri) if symbol == port)
        return f'{self.blocks[block].name}:{name}'

    def _carla(self):
        lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<!DOCTYPE CARLA-PROJECT>', "<CARLA-PROJECT VERSION='2.5'>"]
        for block in self.blocks.values():
            lines.append(f'<Plugin><Info><Type>LV2</Type><Name>{escape(block.name)}</Name><URI>{block.uri}</URI>'
                         '</Info>')
            lines.append(f'<Data><Active>{"Yes" if block.active else "No"}</Active>')
            lines.extend(f'<Parameter><Symbol>{symbol}</Symbol><Value>{value}</Value></Parameter>'
                         for symbol, value in block.controls.items())
            lines.append('</Data></Plugin>')
        lines.append('<Patchbay>')
        lines.extend(f'<Connection><Source>{escape(self._carla_end(source))}</Source>'
                     f'<Target>{escape(self._carla_end(target))}</Target></Connection>'
                     for source, target in sorted(self.wires, key=str))
        return '\n'.join([*lines, '</Patchbay>', '</CARLA-PROJECT>', ''])

    @staticmethod
    def _turtle_end(end):
        names = {INPUT: 'capture_', OUTPUT: 'playback_'}
        return f'<{names[end[0]]}{end[1] + 1}>' if end[0] in names else f'<{end[0]}/{end[1]}>'

    def _turtle(self, kind):
        own = [f'capture_{n + 1}' for n in range(self.n_inputs)] + ['playback_1', 'playback_2']
        lines = [PREFIXES, f'<> a {IS_A[kind]} ; doap:name "Test" ; rdfs:label "Test" ; lv2:port '
                 + ' , '.join(f'<{port}>' for port in own) + ' .']
        lines.extend(f'<{port}> a lv2:AudioPort , {"lv2:InputPort" if "capture" in port else "lv2:OutputPort"} ; '
                     f'lv2:index {i} ; lv2:symbol "{port}" ; lv2:name "{port}" .' for i, port in enumerate(own))
        for block in self.blocks.values():
            ports = [*block.ports(True), *block.ports(False), *block.controls]
            lines.append(f'<> ingen:block <{block.symbol}> . <{block.symbol}> a ingen:Block ; '
                         f'lv2:prototype <{block.uri}> ; rdfs:label "{block.name}" ; ingen:enabled '
                         f'{"true" if block.active else "false"} ; lv2:port '
                         + ' , '.join(f'<{block.symbol}/{port}>' for port in ports) + ' .')
            for is_input, what in ((True, 'lv2:InputPort'), (False, 'lv2:OutputPort')):
                lines.extend(f'<{block.symbol}/{port}> a lv2:AudioPort , {what} .' for port in block.ports(is_input))
            lines.extend(f'<{block.symbol}/{symbol}> a lv2:ControlPort , lv2:InputPort ; ingen:value {value} .'
                         for symbol, value in block.controls.items())
        lines.extend(f'<> ingen:arc [ ingen:tail {self._turtle_end(source)} ; ingen:head {self._turtle_end(target)} ] .'
                     for source, target in sorted(self.wires, key=str))
        return '\n'.join([*lines, ''])
