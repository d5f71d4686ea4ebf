#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""In sessions of Ardour that are as they should be, nothing is found; each mistake that is put into them, wherever it
can be, is found there, under its name."""

import glob
import os
import sys
import tempfile

import ardour_file
import command
import tap

ROUTER = 'urn:signalbox:sidechain-router'
COMPRESSOR = 'urn:signalbox:parallel-compressor'


def strips(session):
    """Tracks and busses that are wired to others."""
    return session.names('Track') + session.names('AudioBus')


def doubled_to_where_its_bus_goes(session):
    """A track that plays into a bus, and still to where the bus plays."""
    for name in session.names('Track'):
        for bus in session.targets(name) & set(session.names('AudioBus')):
            for beyond in session.targets(bus):
                if beyond != name and beyond in session.names('MasterOut') + session.names('AudioBus'):
                    yield {('doubled-path', name)}, lambda new, name=name, beyond=beyond: new.wire(name, beyond)


def doubled_by_a_send(session):
    """A send at unity to a bus whose effects are switched off, beside the dry sound."""
    for name, bus, _ in session.sends():
        def change(new, name=name, bus=bus):
            for strip, plugin in new.processors('lv2'):
                plugin.set('active', '0' if strip == bus else plugin.get('active'))
            for source, target, send in new.sends():
                if (source, target) == (name, bus):
                    ardour_file.set_gain(send, 1.0)
        if session.targets(bus) & session.targets(name):
            yield {('doubled-path', name)}, change


def doubled_by_two_effects(session):
    """A bus that plays to the master, and by way of another bus without effects."""
    for name in session.names('AudioBus'):
        for other in session.names('AudioBus'):
            def change(new, name=name, other=other):
                for strip, plugin in new.processors('lv2'):
                    plugin.set('active', '0' if strip == other else plugin.get('active'))
                new.wire(name, other)
            circular = any(source == other and target == name for source, target, _ in session.sends())
            if other != name and not circular and session.targets(other) == session.targets(name):
                yield {('doubled-path', name)}, change


def nowhere(session):
    """A track or bus whose outputs are connected to nothing."""
    for name in session.names('Track'):
        yield {('track-to-nowhere', name)}, lambda new, name=name: new.disconnect_outputs(name)
    for name in session.names('AudioBus') + session.names('Foldback'):
        yield {('silent-bus', name)}, lambda new, name=name: new.disconnect_outputs(name)


def ends_in_what_is_off(session):
    """A bus that is not active, and is all that strips play into."""
    for bus in session.names('AudioBus'):
        def change(new, bus=bus):
            new.route(bus).set('active', '0')
        tracks = {('track-to-nowhere', name) for name in session.names('Track') if session.targets(name) == {bus}}
        busses = {('silent-bus', name) for name in session.names('AudioBus') if session.targets(name) == {bus}}
        if tracks | busses:
            yield tracks | busses, change


def unfed(session):
    """A bus to which nothing is connected or sent."""
    for name in session.names('AudioBus') + session.names('Foldback'):
        def change(new, name=name):
            new.disconnect_inputs(name)
            for source, target, send in new.sends():
                if target == name:
                    new.remove_send(source, send)
        yield {('unfed-bus', name)}, change


def circles(session):
    """A bus whose output, or a send, leads back to it, by way of the master or of itself."""
    for name in session.names('AudioBus'):
        if session.reaches(name, session.names('MasterOut')[0]):
            yield {('circle', None)}, lambda new, name=name: new.wire(new.names('MasterOut')[0], name)
        yield {('circle', None)}, lambda new, name=name: new.wire(name, name)
        yield {('circle', None)}, lambda new, name=name: new.add_send(name, name, 0.5)
        for source, target, _ in session.sends():
            if target == name and source in session.names('AudioBus'):
                yield {('circle', None)}, lambda new, a=name, b=source: new.add_send(a, b, 0.5)


def sidechains(session):
    """A sidechain to which nothing is connected, one that no pin hears, a router that only routes."""
    for name, plugin in session.processors('lv2'):
        inner = plugin.find('Processor')
        if inner is None:
            continue
        place = list(session.route(name)).index(plugin)

        def disconnect(new, inner=inner):
            for port in inner.iter('Port'):
                new.disconnect(port.get('name'))

        def unpin(new, name=name, place=place):
            plugin = list(new.route(name))[place]
            width = int(plugin.find('ConfiguredInput/Channels').get('count'))
            pins = plugin.find('InputMap-0')
            for pin in pins.findall('Channelmap'):
                if int(pin.get('to')) >= width:
                    pins.remove(pin)

        def only_route(new, name=name, place=place):
            new.set_port(list(new.route(name))[place], 'action', 0)
        yield {('unfed-sidechain', name)}, disconnect
        yield {('unread-sidechain', name)}, unpin
        if plugin.get('unique-id').startswith(ROUTER):
            yield {('unread-sidechain', name)}, only_route


def sends(session):
    """A send that is down, off, or leads to a bus that is muted or not active, or to nothing."""
    for name, bus, send in session.sends():
        place = list(session.route(name)).index(send)

        def send_of(new, name=name, place=place):
            return list(new.route(name))[place]
        yield {('dead-send', name)}, lambda new, send_of=send_of: ardour_file.set_gain(send_of(new), 0.0)
        yield {('dead-send', name)}, lambda new, send_of=send_of: send_of(new).set('active', '0')
        yield {('dead-send', name)}, lambda new, bus=bus: new.set_control(bus, 'mute', 1)
        yield {('dead-send', name)}, lambda new, bus=bus: new.route(bus).set('active', '0')
    for name in strips(session):
        yield {('dead-send', name)}, lambda new, name=name: new.add_send(
            name, name, 1.0, type='send', target='', role='Send')


def states(session):
    """What is left muted or soloed."""
    fed = {bus for _, bus, _ in session.sends()}
    for name in session.names('Track') + session.names('AudioBus'):
        yield {('soloed', name)}, lambda new, name=name: new.set_control(name, 'solo', 1)
        if name not in fed:
            yield {('muted', name)}, lambda new, name=name: new.set_control(name, 'mute', 1)


def same_effects(session):
    """The same delay on three tracks."""
    for _, plugin in session.processors('lv2'):
        if 'delay' in plugin.get('unique-id') or 'reverb' in plugin.get('unique-id'):
            def change(new, plugin=plugin):
                for name in new.names('Track')[:3]:
                    new.add_plugin(name, plugin)
            yield {('same-effect', None)}, change


def loud(session):
    """Faders all the way up, one behind the other."""
    for bus in session.names('AudioBus'):
        feeders = [name for name in session.names('Track') if bus in session.targets(name)]

        def change(new, feeders=tuple(feeders)):
            for name in feeders:
                new.set_control(name, 'gaincontrol', 3.0)
        if len(feeders) > 1:
            yield {('clip', bus)}, change


def one_side(session):
    """A strip of which one output is connected, the other not; a send to one side alone."""
    for name in strips(session):
        if session.targets(name) & set(session.names('MasterOut') + session.names('AudioBus')):
            yield {('one-side', name)}, lambda new, name=name: new.disconnect(new.ports(name, 'Output')[1].get('name'))
            yield {('one-side', name)}, lambda new, name=name: new.disconnect(new.ports(name, 'Output')[0].get('name'))


def settings(session):
    """A plugin of the suite whose own controls cut the path."""
    for name, plugin in session.processors('lv2'):
        place = list(session.route(name)).index(plugin)

        def put(new, symbol, value, name=name, place=place):
            new.set_port(list(new.route(name))[place], symbol, value)
        if plugin.get('unique-id').startswith((ROUTER, COMPRESSOR)):
            yield {('cut-by-settings', name)}, lambda new, put=put: put(new, 'listen', 1)
        if plugin.get('unique-id').startswith(ROUTER):
            yield {('cut-by-settings', name)}, lambda new, put=put: put(new, 'key_a_level', -90)
            yield {('cut-by-settings', name)}, lambda new, put=put: put(new, 'enabled', 0)


MISTAKES = (doubled_to_where_its_bus_goes, doubled_by_a_send, doubled_by_two_effects, nowhere, ends_in_what_is_off,
            unfed, circles, sidechains, sends, states, same_effects, loud, one_side, settings)


def as_older(session):
    """The same as Ardour 6 writes it: sends have their level in an amplifier, and solo is a value alone."""
    session.root.set('version', '6000')
    session.root.find('ProgramVersion').set('modified-with', 'Ardour 6.9.0')
    for _, _, send in session.sends():
        level = send.find('Controllable')
        send.remove(level)
        amplifier = send.makeelement('Processor', {'name': 'Amp', 'type': 'amp', 'active': '1'})
        amplifier.append(level)
        send.append(amplifier)
    for element in session.root.iter('Controllable'):
        element.attrib.pop('self-solo', None)


def as_newer(session):
    """The same as of Ardour 8."""
    session.root.set('version', '7003')
    session.root.find('ProgramVersion').set('modified-with', 'Ardour 8.12')


def written_at_inputs(session):
    """Connections that are written at one of their ends alone."""
    for port, connection in session.connections():
        if '/audio_out' in port.get('name') and '/audio_in' in connection.get('other'):
            port.remove(connection)


def with_pair(session):
    """Two mono microphones, each on its own side of a bus."""
    for name, side in (('Kick', 1), ('Snare', 0)):
        session.disconnect(session.ports(name, 'Output')[side].get('name'))


def with_parallel_outputs(session):
    """All that plays into the drum bus plays by its outputs into the crushed bus as well."""
    for name in ('Kick', 'Snare', 'Overheads'):
        session.wire(name, 'Crush')


def with_all_beside(session):
    """All drums play to the master, and by their outputs into a bus with a compressor."""
    for name in ('Kick', 'Snare', 'Overheads'):
        session.wire(name, 'Master')


def with_direct_outputs(session):
    """Tracks that play to channels of the sound card of their own as well."""
    for channel, name in enumerate(('Guitar', 'Vox'), 5):
        session.connect(session.ports(name, 'Output')[0].get('name'), f'system:playback_{channel}')


def with_a_print(session):
    """A track that records the drum bus, and is not heard meanwhile."""
    session.disconnect_inputs('Guitar')
    session.wire('Drum Bus', 'Guitar')


def with_a_live_bus(session):
    """A bus that plays what comes from the sound card, and one that plays another program."""
    for source, target, send in session.sends():
        if target == 'Verb':
            session.remove_send(source, send)
    for channel, port in enumerate(session.ports('Verb', 'Input'), 1):
        session.connect(port.get('name'), f'Hydrogen:out_{channel}')


def with_an_insert(session):
    """Gear outside, in place of the plugins of a bus."""
    for name, plugin in session.processors('lv2'):
        if name == 'Crush':
            plugin.attrib = {'name': 'insert 1', 'active': '1', 'type': 'port'}


def with_a_quiet_send(session):
    """A send that is faint, to a bus whose effect is switched off."""
    for name, plugin in session.processors('lv2'):
        plugin.set('active', '0' if name == 'Verb' else plugin.get('active'))
    for _, target, send in session.sends():
        if target == 'Verb':
            ardour_file.set_gain(send, 0.05)


def with_feedback_that_is_meant(session):
    """A send that somebody has said may lead back."""
    session.add_send('Verb', 'Verb', 0.3, **{'allow-feedback': '1'})


def with_unplugged_gear(session):
    """A strip that is not active, and goes nowhere."""
    session.disconnect_outputs('Guitar')
    session.route('Guitar').set('active', '0')


def with_two_delays(session):
    """The same delay on two tracks."""
    plugin = next(plugin for _, plugin in session.processors('lv2') if 'delay' in plugin.get('unique-id'))
    session.add_plugin('Guitar', plugin)


def with_unlike_rooms(session):
    """The same reverb on three tracks, of which the session does not say what they are set to."""
    plugin = next(plugin for _, plugin in session.processors('lv2') if 'delay' in plugin.get('unique-id'))
    for name in session.names('Track')[:3]:
        session.add_plugin(name, plugin)
        for port in list(session.route(name).find('Processor/lv2')):
            session.route(name).find('Processor/lv2').remove(port)


def with_an_instrument(session):
    """A bus whose plugin, of which nothing is known, plays the MIDI that comes to it."""
    session.disconnect_inputs('Crush')
    for source, target, send in session.sends():
        if target == 'Crush':
            session.remove_send(source, send)
    for name, plugin in session.processors('lv2'):
        if name == 'Crush':
            plugin.set('unique-id', 'urn:nowhere:dx')
    ardour_file.play_by_midi(session, 'Crush', 'Keys/midi_out 1')


def with_a_click_for_one(session):
    """A metronome on one channel of the sound card, and a track that goes to another alone."""
    for port in session.root.find('Click').iter('Port'):
        for connection in port.findall('Connection'):
            port.remove(connection)
    session.connect('Click/audio_out 1', 'system:playback_1')
    session.disconnect_outputs('Guitar')
    session.connect(session.ports('Guitar', 'Output')[0].get('name'), 'system:playback_7')


def with_a_group(session):
    """A group of tracks that is muted by nobody, and shares faders."""
    session.root.find('RouteGroups').find('RouteGroup').set('name', 'Everything')


def automate(element, control):
    """Has a control played from automation."""
    automation = element.makeelement('Automation', {})
    automation.append(element.makeelement('AutomationList', {'automation-id': control, 'state': 'Play'}))
    element.insert(0, automation)


def with_automation(session):
    """Sends, mutes and plugins that move, and happened to be off when the session was saved."""
    for _, _, send in session.sends():
        ardour_file.set_gain(send, 0.0)
        automate(send, 'send')
        for amplifier in send.findall('Processor'):
            automate(amplifier, 'gain')
    session.set_control('Guitar', 'mute', 1)
    automate(session.route('Guitar'), 'mute')
    for _, plugin in session.processors('lv2'):
        if plugin.get('unique-id').startswith(ROUTER):
            session.set_port(plugin, 'key_a_level', -90)
            automate(plugin, 'parameter-5')


HEALTHY = (with_automation, with_pair, with_parallel_outputs, with_all_beside, with_direct_outputs, with_a_print,
           with_a_live_bus, with_an_insert, with_a_quiet_send, with_feedback_that_is_meant, with_unplugged_gear,
           with_two_delays, with_unlike_rooms, with_an_instrument, with_a_click_for_one, with_a_group)
VERSIONS = {'as it is': lambda session: None, 'of Ardour 6': as_older, 'of Ardour 8': as_newer,
            'written at inputs alone': written_at_inputs}


def test_session(tests, session, title, folder, lv2):
    """Nothing in a session as it is; in it, each mistake everywhere."""
    path = os.path.join(folder, 'mutant.ardour')
    session.save(path)
    found = command.kinds(command.look_at(path, lv2))
    tests.test(not found, f'{title}: nothing is wrong with it', found)
    for change in HEALTHY:
        new = ardour_file.ArdourFile(session)
        change(new)
        new.save(path)
        found = command.kinds(command.look_at(path, lv2))
        tests.test(not found, f'{title}: nor is it {change.__name__}', found)
    for mistake in MISTAKES:
        missed, n = [], 0
        for expected, change in mistake(session):
            new = ardour_file.ArdourFile(session)
            change(new)
            new.save(path)
            found = command.kinds(command.look_at(path, lv2))
            n += 1
            if not command.is_found(expected, found):
                missed.append(f'{expected} is not among {found}')
        tests.test(n > 0 and not missed, f'{title}: {mistake.__name__}, {n} times', '\n'.join(missed))


def main():
    tests = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='signalbox-map-') as folder:
        lv2 = command.plugins(os.path.join(folder, 'lv2'))
        for path in sorted(glob.glob(os.path.join(ardour_file.SESSIONS, '*.ardour'))):
            for version in VERSIONS if path.endswith('plain.ardour') else list(VERSIONS)[:1]:
                session = ardour_file.ArdourFile(path)
                VERSIONS[version](session)
                test_session(tests, session, f'{os.path.basename(path)} {version}', folder, lv2)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
