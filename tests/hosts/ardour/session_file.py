# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Adds to a closed Ardour session what Lua cannot add, or only one slow step at a time: audio and wires."""

import os
import shutil
import xml.etree.ElementTree as ElementTree

import soundfile

DEFAULT_SUPERCLOCKS_PER_SECOND = 282240000


class Ids:
    """Hands out object numbers that a session has not used yet."""

    def __init__(self, root):
        self.next = int(root.get('id-counter'))

    def take(self):
        self.next += 1
        return str(self.next - 1)


class SessionFile:
    """A session's XML; save() writes what was added."""

    def __init__(self, folder, name):
        self.folder = folder
        self.name = name
        self.path = os.path.join(folder, name + '.ardour')
        self.tree = ElementTree.parse(self.path)
        self.root = self.tree.getroot()
        self.ids = Ids(self.root)

    def save(self):
        self.root.set('id-counter', self.ids.take())
        self.tree.write(self.path, encoding='UTF-8', xml_declaration=True)

    def place_audio(self, track, wav):
        """Copies a WAV of the session's rate and the track's width into the session, and puts it on the track, at the
        start and without fades. The playlist goes by its number: that of a track T is called T in Ardour 7, T.1 in 8."""
        shutil.copy(wav, os.path.join(self.folder, 'interchange', self.name, 'audiofiles'))
        info = soundfile.info(wav)
        clock = self.root.find('TempoMap').get('superclocks-per-second', DEFAULT_SUPERCLOCKS_PER_SECOND)
        length = info.frames * (int(clock) // int(self.root.get('sample-rate')))
        sources = [self._add_source(os.path.basename(wav), channel) for channel in range(info.channels)]
        playlist = self._route(track).get('audio-playlist')
        self._add_region(self.root.find(f"Playlists/Playlist[@id='{playlist}']"), track, sources, length)

    def wire(self, source, source_channel, sink, sink_channel):
        """Connects an output of a route to an input of another; channels count from 1."""
        port = self._port(sink, 'Input', sink_channel)
        ElementTree.SubElement(port, 'Connection', {'other': f'{source}/audio_out {source_channel}'})

    def widen(self, route, n_channels):
        """Gives a route as many inputs and outputs."""
        for direction in ('Input', 'Output'):
            self._port(route, direction, n_channels)

    def _route(self, name):
        return self.root.find(f'Routes/Route[@name="{name}"]')

    def _port(self, route, direction, channel):
        """A port of a route, with all those before it."""
        io = self._route(route).find(f"IO[@direction='{direction}']")
        while len(io) < channel:
            side = 'in' if direction == 'Input' else 'out'
            ElementTree.SubElement(io, 'Port', {'type': 'audio', 'name': f'{route}/audio_{side} {len(io) + 1}'})
        return io[channel - 1]

    def _add_source(self, file_name, channel):
        source = ElementTree.SubElement(self.root.find('Sources'), 'Source', {
            'name': file_name, 'take-id': '', 'type': 'audio', 'flags': '', 'id': self.ids.take(),
            'channel': str(channel), 'origin': '', 'gain': '1'})
        return source.get('id')

    def _add_region(self, playlist, name, sources, length):
        region = {'name': name, 'type': 'audio', 'id': self.ids.take(), 'channels': str(len(sources)), 'start': 'a0',
                  'length': f'a{length}@a0', 'sync-position': 'a0', 'ancestral-start': 'a0',
                  'ancestral-length': 'a0@a0', 'opaque': '1', 'fade-in-active': '0', 'fade-out-active': '0',
                  'first-edit': 'nothing'}
        for i, source in enumerate(sources):
            region[f'source-{i}'] = region[f'master-source-{i}'] = source
        ElementTree.SubElement(playlist, 'Region', region)
