#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Qtractor finds every variant, without a word; opens a session in which a track has them all, each set to a factory
preset, and saves it with the same values; and shows a plugin's window. It plays nothing here: it starts neither sound
nor MIDI without ALSA's sequencer, which containers have none of."""

import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ardour'))
import ardour
import factory
import tap
from hosts import desktop

SHOWN = 'Parallel Compressor Stereo Key (Signalbox)'
SETTLE_S = 0.3
MUTE = (74, 208)  # the first track's button: only what has changed is saved
ANY_TYPE = 0  # of plugins: versions count the others in their own ways
CACHE = '.cache/Qtractor/qtractor_lv2_scan.cache'

CONFIGURATION = '''[Default]
PluginType={type}
PluginSearch={search}

[Options]
Display\\StdoutCapture=false
'''
SESSION = '''<!DOCTYPE qtractorSession>
<session version="Qtractor 0.9.31" name="session">
 <properties><directory>{folder}</directory><sample-rate>44100</sample-rate><tempo>120</tempo></properties>
 <devices><audio-engine><audio-bus name="Master" mode="duplex"><channels>2</channels></audio-bus></audio-engine>
 </devices>
 <tracks><track type="audio" name="Track 1"><properties><input-bus>Master</input-bus><output-bus>Master</output-bus>
 </properties><plugins>
{plugins}
 </plugins></track></tracks>
</session>
'''
PLUGIN = '''<plugin type="LV2"><filename>{uri}</filename><index>0</index><label>{label}</label><activated>1</activated>
<params>{params}</params></plugin>'''
PORT = re.compile(r'^\tPort (\d+):\n(.*?)(?=^\tPort |\Z)', re.M | re.S)


def settings(environment, uri, values):
    """All controls of a plugin, as (index, name, value)."""
    text = factory.output_of(environment, 'lv2info', uri)
    for index, port in PORT.findall(text):
        facts = dict(re.findall(r'^\t\t(\w+): +(.*)$', port, re.M))
        if '#ControlPort' in port and '#InputPort' in port:
            yield int(index), facts['Name'], values.get(facts['Symbol'], float(facts['Default']))


def write_session(path, plugins):
    """A session whose one track has all plugins, by URI."""
    text = '\n'.join(PLUGIN.format(uri=uri, label=uri.rsplit(':', 1)[1], params=''.join(
        f'<param index="{index}" name="{escape(name)}">{value!r}</param>' for index, name, value in controls))
                     for uri, controls in plugins.items())
    with open(path, 'w', encoding='utf-8') as file:
        file.write(SESSION.format(folder=os.path.dirname(path), plugins=text))


def read_session(path):
    """The same, from a session that was saved."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:  # not whole yet
        return {}
    return {plugin.findtext('filename'): {int(param.get('index')): float(param.text)
                                          for param in plugin.findall('params/param')}
            for plugin in root.findall('tracks/track/plugins/plugin')}


def is_same(saved, plugins):
    """What is wrong with what was saved."""
    return {uri: [(name, value, saved[uri].get(index)) for index, name, value in controls
                  if abs(saved[uri].get(index, 1e9) - value) > 1e-5 * max(abs(value), 1.0)]
            for uri, controls in plugins.items() if uri in saved}


def activate(screen, name):
    """A window of Qtractor's by how its title begins: xdotool finds neither its dash nor its spaces."""
    window = desktop.wait_for(lambda: screen.hand('search', '--onlyvisible', '--name', f'^{name}').split(),
                              desktop.START_S, f'Qtractor shows no window {name}.')[-1]
    screen.hand('windowactivate', window)
    time.sleep(SETTLE_S)


def press(screen, key):
    screen.hand('key', key)
    time.sleep(SETTLE_S)


def start(screen, environment, folder, *arguments):
    """Qtractor, past its word that there is no sequencer."""
    log = open(os.path.join(folder, 'log'), 'ab')
    process = subprocess.Popen(['qtractor', *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=log,
                               stderr=log)
    log.close()
    activate(screen, 'Error')
    press(screen, 'Return')
    return process


def test_session(tests, screen, environment, folder, plugins):
    """Its values are single floats with some six digits."""
    path = os.path.join(folder, 'session.qtr')
    write_session(path, plugins)
    before = os.stat(path).st_mtime_ns
    process = start(screen, environment, folder, path)
    try:
        activate(screen, re.escape(path))
        screen.hand('mousemove', '--window', screen.hand('getactivewindow').strip(), *MUTE, 'click', 1)
        time.sleep(SETTLE_S)
        press(screen, 'ctrl+s')
        saved = desktop.wait_for(lambda: os.stat(path).st_mtime_ns != before and read_session(path), desktop.START_S,
                                 'Qtractor does not save its session.')
        tests.test(saved.keys() == plugins.keys(), 'Qtractor loads every variant', saved.keys() ^ plugins.keys())
        wrong = {uri: what for uri, what in is_same(saved, plugins).items() if what}
        tests.test(not wrong, 'and saves the values of each', wrong)
    finally:
        desktop.stop(process)


def test_window(tests, screen, environment, folder, uris):
    """From a new track's list of plugins, which is short as it is searched for one."""
    process = start(screen, environment, folder)
    try:
        activate(screen, 'Untitled1')
        for key in ('alt+t', 'a'):
            press(screen, key)
        activate(screen, 'Track')
        for key in ('alt+a', 'ctrl+Tab', 'alt+a'):
            press(screen, key)
        activate(screen, 'Plugins')
        path = os.path.join(folder, CACHE)
        desktop.wait_for(lambda: os.path.exists(path), desktop.START_S, 'Qtractor finds no plugins.')
        with open(path, encoding='utf-8') as cache:
            found = {line.split('|')[6] for line in cache if line.count('|') > 6}
        tests.test(found == {*uris}, 'Qtractor finds every variant', found ^ {*uris})
        for key in ('Tab', 'Tab', 'Home', 'space', 'Return'):
            press(screen, key)
        tests.test(screen.find(SHOWN), f'{SHOWN} shows its window')
    finally:
        desktop.stop(process)


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    screen = None
    try:
        environment = dict(os.environ, LV2_PATH=ardour.environment_folder('SIGNALBOX_LV2_DIR'), LC_ALL='C.UTF-8',
                           JACK_NO_START_SERVER='1')
        presets = factory.presets(environment)
        uris = factory.variants(environment)
        plugins = {uri: list(settings(environment, uri, list(presets[uri].values())[-1])) for uri in uris}
        environment.update({f'{kind}_PATH': os.devnull for kind in ('LADSPA', 'DSSI', 'VST', 'VST3', 'CLAP')})
        screen = desktop.Desktop(environment)
        with tempfile.TemporaryDirectory(prefix='signalbox-qtractor-') as folder:
            os.makedirs(os.path.join(folder, '.config', 'rncbc.org'))
            with open(os.path.join(folder, '.config', 'rncbc.org', 'Qtractor.conf'), 'w', encoding='utf-8') as file:
                file.write(CONFIGURATION.format(type=ANY_TYPE, search=SHOWN.split(' (')[0]))
            own = dict(environment, HOME=folder, XDG_RUNTIME_DIR=folder, **screen.shown)
            for variable in ('XDG_CONFIG_HOME', 'XDG_CACHE_HOME'):
                own.pop(variable, None)
            test_window(tests, screen, own, folder, uris)
            test_session(tests, screen, own, folder, plugins)
            with open(os.path.join(folder, 'log'), encoding='utf-8', errors='replace') as log:
                said = [line for line in log if 'ignalbox' in line and 'runtime directory' not in line]
            tests.test(not said, 'it says nothing of them', ''.join(said))
    except (ardour.LabError, desktop.DesktopError) as error:
        return tap.bail_out(str(error))
    finally:
        if screen:
            screen.close()
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
