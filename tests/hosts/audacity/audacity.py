# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Audacity on a screen that nobody sees, told what to do through the pipe of its module mod-script-pipe."""

import base64
import fcntl
import glob
import os
import re
import subprocess
import tempfile
import time

from hosts import desktop

SCAN_S = 120.0
START_S = 60.0
PIPE = '/tmp/audacity_script_pipe'
LOCK = '/tmp/signalbox-audacity.lock'
MODULE = 'mod-script-pipe'
VENDOR = 'The Signalbox developers'
FLOAT_WAV = 6  # as libsndfile counts
ON, NEW = 1, 4  # as Audacity notes it of a module

CONFIGURATION = '''PrefsVersion=1.1.1r1
[Version]
Major={version[0]}
Minor={version[1]}
Micro={version[2]}
[GUI]
ShowSplashScreen=0
[Module]
mod-script-pipe={state}
[ModulePath]
mod-script-pipe={module}
[ModuleDateTime]
mod-script-pipe={when}
[Update]
DefaultUpdatesChecking=0
UpdateNoticeShown=1
[Directories]
TempDir={folder}/temporary
[LADSPA]
Enable=0
[VST]
Enable=0
[VST3]
Enable=0
[Vamp]
Enable=0
[Nyquist]
Enable=0
[FileFormats]
ExportFormat_SF1=65536
[FileFormats/ExportFormat_SF1_Type]
WAV_10000={float_wav}
'''

# What Audacity knows already it does not try, which would take it a minute for all plugins of a machine.
KNOWN = '''[pluginregistry/Effect/base64\\:{key}]
Path={uri}
Symbol=Known
Name=Known
Version=1.0
Vendor=Known
Description=
ProviderID=Module__The Audacity Team_LV2 Effects_
Enabled=0
Valid=0
EffectType=Process
EffectFamily=LV2
EffectDefault=0
EffectInteractive=1
EffectRealtime=1
EffectAutomatable=1
'''

SETTINGS = '''{group}]
{group}/private]
{group}/private/FactoryDefaults]
Parameters={values}
Initialized=1
{group}/private/CurrentSettings]
Parameters={values}
'''


class AudacityError(Exception):
    """One sentence for whoever runs the test."""


def encoded(text):
    """A text as a key in Audacity's files."""
    return base64.b64encode(text.encode()).decode().replace('=', '\\=')


def identity(name):
    """By which Audacity knows a plugin of ours."""
    return f'Effect_LV2_{VENDOR}_{name}'


def parameters(values):
    """Values by the names of controls."""
    return ' '.join('{}="{!r}"'.format(re.sub(r'[ /\\:=]', '_', name), value) for name, value in values.items())


def command_of(name):
    """What the pipe calls an effect."""
    words = re.sub(r'[^\w()]+', ' ', name.replace('(S', '(s')).split()
    return ''.join(word[0].upper() + word[1:].lower() if word[0] != '(' else word for word in words)


class Audacity:
    """One at a time, since its pipe has a fixed name; with a folder of its own."""

    def __init__(self, screen, environment):
        self.screen = screen
        self.folder = tempfile.TemporaryDirectory(prefix='signalbox-audacity-')
        self.data = os.path.join(self.folder.name, '.audacity-data')
        os.makedirs(os.path.join(self.folder.name, 'temporary'))
        os.makedirs(self.data)
        self.environment = dict(environment, HOME=self.folder.name, XDG_CONFIG_HOME=self.folder.name, **screen.shown)
        self.log = os.path.join(self.folder.name, 'log')
        self.process = self.commands = self.answers = None
        self.lock = open(LOCK, 'a', encoding='utf-8')
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def close(self):
        self.stop()
        self.lock.close()
        self.folder.cleanup()

    def write(self, name, text):
        with open(os.path.join(self.data, name), 'w', encoding='utf-8') as file:
            file.write(text)

    def registry(self):
        """What Audacity notes of a plugin, by its URI."""
        try:
            with open(os.path.join(self.data, 'pluginregistry.cfg'), encoding='utf-8') as file:
                groups = re.split(r'^\[', file.read(), flags=re.M)
        except FileNotFoundError:
            return {}
        pairs = (dict(re.findall(r'^(\w+)=(.*)$', group, re.M)) for group in groups)
        return {group['Path']: group for group in pairs if group.get('Path')}

    def configure(self, state):
        module = glob.glob('/usr/lib/audacity/modules/mod-script-pipe.so') + \
            glob.glob('/usr/lib/*/audacity/modules/mod-script-pipe.so')
        if not module:
            raise AudacityError(f'Audacity has no {MODULE} here.')
        own = self.registry().get('Built-in Effect: Amplify', {'Version': '0.0.0'})['Version']  # once it has run
        when = time.strftime('%Y-%m-%dT%H:%M:%S', time.localtime(os.stat(module[0]).st_mtime))
        text = CONFIGURATION.format(version=own.split('.'), state=state, module=module[0], when=when,
                                    folder=self.folder.name, float_wav=FLOAT_WAV)
        self.write('audacity.cfg', text)

    def scan(self, foreign, uris):
        """Has it try our plugins, and none of the machine's others; then it may be started with its pipe, which the
        programs that try plugins would take away from it."""
        self.configure(NEW)
        self.write('pluginregistry.cfg', 'pluginregistryversion=1.2\n[pluginregistry]\n[pluginregistry/Effect]\n' +
                   ''.join(KNOWN.format(key=encoded(f'Effect_LV2_Known_Known_{uri}'), uri=uri) for uri in foreign))
        self.start()
        desktop.wait_for(lambda: {*uris} <= self.registry().keys(), SCAN_S,
                         f'Audacity does not find all variants within {SCAN_S:g} seconds.')
        self.stop()

    def settle(self, settings):
        """Sets controls by their names, by the names of plugins."""
        self.write('pluginsettings.cfg', 'pluginsettingsversion=1.0\n[pluginsettings]\n' + ''.join(
            SETTINGS.format(group=f'[pluginsettings/base64\\:{encoded(identity(name))}', values=parameters(values))
            for name, values in settings.items()))

    def start(self):
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen(['audacity'], env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log)

    def stop(self):
        for pipe in (self.commands, self.answers):
            if pipe:
                pipe.close()
        self.commands = self.answers = None
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None

    def listen(self):
        """Starts it with its pipe."""
        self.configure(ON)
        names = [f'{PIPE}.{way}.{os.getuid()}' for way in ('to', 'from')]
        for name in names:
            if os.path.exists(name):
                os.remove(name)
        self.start()
        self.screen.find('Audacity', START_S)
        desktop.wait_for(lambda: all(map(os.path.exists, names)), START_S, 'Audacity makes no pipe.')
        self.commands = open(names[0], 'w', encoding='utf-8')
        self.answers = open(names[1], encoding='utf-8')

    def do(self, command):
        """Has it do something; what it says."""
        self.commands.write(command + '\n')
        self.commands.flush()
        said = []
        while True:
            line = self.answers.readline()
            if not line:
                raise AudacityError(f'Audacity has ended at {command}.')
            if line == '\n' and said:
                break
            said.append(line)
        if 'finished: OK' not in ''.join(said):
            raise AudacityError(f'Audacity cannot do {command}: {"".join(said).strip()}')
        return ''.join(said)
