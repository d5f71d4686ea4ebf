# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""A session of Ardour as a file, to be changed as a user would change it: strips, wires, sends and plugins."""

import copy
import os
import xml.etree.ElementTree as ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
SESSIONS = os.path.join(HERE, 'sessions')


class ArdourFile:
    """The XML of a session."""

    def __init__(self, source):
        """From a path or, as a copy, from another."""
        self.root = copy.deepcopy(source.root) if isinstance(source, ArdourFile) else \
            ElementTree.parse(source).getroot()
        self.next_id = 100000

    def save(self, path):
        ElementTree.ElementTree(self.root).write(path, encoding='UTF-8', xml_declaration=True)

    def names(self, flag):
        """The strips with a word among their flags."""
        return [route.get('name') for route in self.root.iter('Route')
                if flag in route.find('PresentationInfo').get('flags')]

    def route(self, name):
        return next(route for route in self.root.iter('Route') if route.get('name') == name)

    def ports(self, name, direction):
        """The ports of a strip in one direction."""
        io = next(io for io in self.route(name).findall('IO') if io.get('direction') == direction)
        return io.findall('Port')

    def connections(self):
        """Every connection, as (its port's element, its own element)."""
        return [(port, connection) for port in self.root.iter('Port') for connection in port.findall('Connection')]

    def disconnect(self, name):
        """Takes all connections off a port, at both ends."""
        for port, connection in self.connections():
            if name in (port.get('name'), connection.get('other')):
                port.remove(connection)

    def connect(self, source, sink):
        """Connects two ports, written at both ends as Ardour does where it has both."""
        for port in self.root.iter('Port'):
            for this, other in ((source, sink), (sink, source)):
                if port.get('name') == this:
                    ElementTree.SubElement(port, 'Connection', {'other': other})

    def disconnect_outputs(self, name):
        for port in self.ports(name, 'Output'):
            self.disconnect(port.get('name'))

    def disconnect_inputs(self, name):
        for port in self.ports(name, 'Input'):
            self.disconnect(port.get('name'))

    def wire(self, source, sink):
        """Connects two strips, channel by channel; one channel goes to both sides."""
        outputs, inputs = self.ports(source, 'Output'), self.ports(sink, 'Input')
        for i in range(max(len(outputs), len(inputs))):
            self.connect(outputs[min(i, len(outputs) - 1)].get('name'), inputs[min(i, len(inputs) - 1)].get('name'))

    def targets(self, name):
        """The strips that a strip's outputs are connected to."""
        own = {port.get('name') for port in self.ports(name, 'Output')}
        ends = [(port.get('name'), other.get('other')) for port, other in self.connections()]
        others = [(b if a in own else a).split('/')[0] for a, b in ends if a in own or b in own]
        return {other for other in others if not other.startswith('SC ')}

    def reaches(self, name, other):
        """Whether a strip plays into another, maybe by way of others."""
        reached, new = set(), {name}
        while new:
            reached |= new
            new = {target for strip in new if strip in self.all_names() for target in self.targets(strip)} - reached
        return other in reached

    def all_names(self):
        return {route.get('name') for route in self.root.iter('Route')}

    def set_control(self, name, control, value):
        """The mute, solo or fader of a strip."""
        route = self.route(name)
        holders = [route, *(processor for processor in route.findall('Processor') if processor.get('type') == 'amp')]
        for holder in holders:
            for element in holder.findall('Controllable'):
                if element.get('name') == control:
                    element.set('value', str(value))
                    if 'self-solo' in element.attrib:
                        element.set('self-solo', str(value))
        if control == 'mute':
            route.find('MuteMaster').set('muted', str(value))

    def processors(self, *types):
        """All processors of some types, as (strip, element)."""
        return [(route.get('name'), processor) for route in self.root.iter('Route')
                for processor in route.findall('Processor') if processor.get('type') in types]

    def sends(self):
        """The sends that people make, as (strip, strip that it leads to, element)."""
        by_id = {route.get('id'): route.get('name') for route in self.root.iter('Route')}
        return [(name, by_id[send.get('target')], send) for name, send in self.processors('intsend')
                if send.get('role') != 'Listen']

    def remove_send(self, name, send):
        self.route(name).remove(send)

    def add_send(self, source, sink, gain, **attributes):
        """An aux send behind the fader."""
        route = self.route(source)
        attributes = {'id': self._id(), 'name': sink, 'active': '1', 'type': 'intsend', 'role': 'Aux',
                      'target': self.route(sink).get('id'), 'allow-feedback': '0', **attributes}
        send = ElementTree.Element('Processor', attributes)
        ElementTree.SubElement(send, 'Controllable', {'name': 'gaincontrol', 'id': self._id(), 'value': str(gain)})
        route.insert(list(route).index(route.findall('Processor')[-1]), send)
        return send

    def add_plugin(self, name, plugin):
        """A copy of a plugin's element, at the start of a strip."""
        route = self.route(name)
        route.insert(list(route).index(route.find('Processor')), copy.deepcopy(plugin))

    def set_port(self, plugin, symbol, value):
        """A control of an LV2 plugin."""
        for port in plugin.find('lv2').findall('Port'):
            if port.get('symbol') == symbol:
                port.set('value', str(value))

    def _id(self):
        self.next_id += 1
        return str(self.next_id)


def set_gain(send, value):
    """The level of a send."""
    for element in send.iter('Controllable'):
        if element.get('name') == 'gaincontrol':
            element.set('value', str(value))


def play_by_midi(session, name, source):
    """Gives a strip an input for MIDI, to which a port is connected."""
    io = next(io for io in session.route(name).findall('IO') if io.get('direction') == 'Input')
    port = ElementTree.SubElement(io, 'Port', {'type': 'midi', 'name': f'{name}/midi_in 1'})
    ElementTree.SubElement(port, 'Connection', {'other': source})


def write_example(path):
    """The session that the README and the demo show: two tracks of the drums are in the mix twice, a send sends nothing,
    and a track is muted."""
    session = ArdourFile(os.path.join(SESSIONS, 'ardour-7-plain.ardour'))
    session.root.set('name', 'Loud drums')
    for track in ('Kick', 'Overheads'):
        session.wire(track, 'Master')
    for name, bus, send in session.sends():
        if (name, bus) == ('Snare', 'Verb'):
            set_gain(send, 0.0)
    session.set_control('Guitar', 'mute', 1)
    session.save(path)
