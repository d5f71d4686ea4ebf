# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Runs Lua scripts in a real Ardour without a screen, in a folder and a configuration of their own.

A `Lab` is one session in one temporary work folder. A script gets a plan (a Python dictionary, handed over as a Lua
table) and tells facts back; see lab.lua for its side. What goes wrong is a LabError with one sentence.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading

import soundfile

HERE = os.path.dirname(os.path.abspath(__file__))
SYSTEM_LV2 = '/usr/lib/lv2'
SESSION = 'session'
SECONDS_BEFORE_EXPORT = 300  # on a busy machine
SECONDS_PER_EXPORT = 60
MAX_TRIES = 4
ENDED_EARLY = 'it ended early.'
PORT_HEAD = re.compile(r'^\tPort \d+:$', re.MULTILINE)
PORT_SYMBOL = re.compile(r'^\t\tSymbol: +(\S+)$', re.MULTILINE)


class LabError(Exception):
    """One sentence for whoever runs the test."""


def to_lua(value):
    """A number, text, truth value, list or dictionary as a Lua expression; floats keep every bit."""
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + ''.join(c if c.isascii() and c.isalnum() else f'\\u{{{ord(c):x}}}' for c in value) + '"'
    if isinstance(value, dict):
        return '{' + ', '.join(f'[{to_lua(key)}] = {to_lua(item)}' for key, item in value.items()) + '}'
    return '{' + ', '.join(to_lua(item) for item in value) + '}'


def environment_folder(name):
    """The folder that an environment variable of the test runner names."""
    folder = os.environ.get(name)
    if not folder or not os.path.isdir(folder):
        raise LabError(f'{name} must name a folder: run the tests with ./waf test.')
    return folder


class Lab:
    """A work folder with a session, the plugins it may see, and its renders, until close()."""

    def __init__(self, rate_hz, frames, system_bundles=()):
        """`system_bundles` are the folders under SYSTEM_LV2 to show to Ardour; few of them load faster than all."""
        bundle = os.path.join(environment_folder('SIGNALBOX_LV2_DIR'), 'signalbox.lv2')
        self.program = os.environ.get('SIGNALBOX_ARDOUR', '')
        if not shutil.which(self.program):
            raise LabError("No ardourN-lua is on the PATH: install Debian's package ardour.")
        self.last_words = ''
        self.work = tempfile.mkdtemp(prefix='signalbox-ardour-')
        self.session = os.path.join(self.work, SESSION)
        self.renders = self._folder('renders')
        lv2 = self._folder('lv2')
        for path in (bundle, *(os.path.join(SYSTEM_LV2, name) for name in system_bundles)):
            if not os.path.isdir(path):
                raise LabError(f'There is no plugin bundle {path}.')
            os.symlink(path, os.path.join(lv2, os.path.basename(path)))
        configuration = os.path.basename(self.program).removesuffix('-lua')
        shutil.copytree(os.path.join(HERE, 'export'), os.path.join(self._folder(f'config/{configuration}'), 'export'))
        self.environment = dict(
            os.environ, LV2_PATH=lv2, HOME=self._folder('home'), XDG_CONFIG_HOME=self._folder('config'),
            XDG_CACHE_HOME=self._folder('cache'), XDG_DATA_HOME=self._folder('data'), LC_ALL='C.UTF-8',
            LUA_PATH=os.path.join(HERE, '?.lua'))
        self.plan = {'session': self.session, 'name': SESSION, 'renders': self.renders, 'rate_hz': rate_hz,
                     'frames': frames, 'controls': {}, 'readings': {}}

    def speak(self, language):
        """Has Ardour name plugins, controls and presets for a user of another language than English."""
        self.environment['LANG'] = f'{language}.UTF-8'

    def _folder(self, name):
        path = os.path.join(self.work, name)
        os.makedirs(path, exist_ok=True)
        return path

    def close(self, keep=False):
        """Removes the work folder, or leaves it and says where it is."""
        if keep:
            print(f'# session, renders and logs are kept in {self.work}')
        else:
            shutil.rmtree(self.work, ignore_errors=True)

    def ports(self, uri):
        """What lv2info says of each port of a plugin, by index."""
        result = subprocess.run(['lv2info', uri], env=self.environment, capture_output=True, text=True, check=False)
        ports = PORT_HEAD.split(result.stdout)[1:]
        if result.returncode or not ports:
            raise LabError(f'lv2info does not know the plugin {uri}.')
        return ports

    def learn_controls(self, uri):
        """Looks up the control inputs of a plugin, which the scripts address by port symbol."""
        self.plan['controls'][uri] = {PORT_SYMBOL.search(port)[1]: index for index, port in enumerate(self.ports(uri))
                                      if '#InputPort' in port and '#ControlPort' in port}

    def learn_readings(self, uri):
        """Looks up its control outputs likewise: the scripts read them by their place among all control ports."""
        controls = [port for port in self.ports(uri) if '#ControlPort' in port]
        self.plan['readings'][uri] = {PORT_SYMBOL.search(port)[1]: place for place, port in enumerate(controls)
                                      if '#OutputPort' in port}

    def count_audio_inputs(self, uri):
        """The audio inputs of a plugin, its sidechain among them."""
        return sum('#InputPort' in port and '#AudioPort' in port for port in self.ports(uri))

    def render_path(self, name):
        """Where a render of that name is."""
        return os.path.join(self.renders, name + '.w64')

    def run(self, script, step, plan=None):
        """Runs a script with the lab's plan, extended by `plan` and by the name of the step; what it told, as tuples of
        texts.

        Ardour 7.3 corrupts its heap now and then during an export, with no plugin loaded too, and aborts when the file
        is written and closed; or it hangs before the first sample, with its disk thread and its main thread waiting for
        each other. So a script ends with its export, and if Ardour goes down in it, the file decides: when it is
        complete, all is well, and else the script runs again on the session as it was. So it does when Ardour goes down
        without a word before that, which it does rarely; what the script itself complains of is final."""
        plan_path = os.path.join(self.work, f'{step}.plan.lua')
        with open(plan_path, 'w', encoding='ascii') as file:
            file.write('return ' + to_lua({**self.plan, **(plan or {}), 'step': step}) + '\n')
        before = os.path.join(self.work, f'{SESSION}-before-{step}')
        if os.path.isdir(self.session):
            shutil.copytree(self.session, before)
        for attempt in range(1, MAX_TRIES + 1):
            told, complete, why = self._try(script, plan_path, os.path.join(self.work, f'{step}.{attempt}.log'))
            exported = told[-1][1] if told and told[-1][0] == 'render' else None
            if complete:
                return told
            if exported is None and why != ENDED_EARLY:
                raise LabError(f'{self.program} {script} failed at step "{step}": {why}')
            if exported is not None and self._is_complete(exported):
                print(f'# Ardour went down after it had exported {exported}, a known fault of its')
                return told
            print(f'# Ardour went down before it had exported {exported or "anything"}, attempt {attempt}')
            shutil.rmtree(self.session, ignore_errors=True)
            if os.path.isdir(before):
                shutil.copytree(before, self.session)
        raise LabError(f'{self.program} {script} did not finish step "{step}", {MAX_TRIES} times over: {why} It said '
                       f'last: {self.last_words or "nothing."}')

    def _is_complete(self, render):
        try:
            return soundfile.info(self.render_path(render)).frames == self.plan['frames']
        except RuntimeError:
            return False

    def _try(self, script, plan_path, log_path):
        """One run of Ardour: what it told, whether it got to its end, and why not."""
        told = []
        complete = False
        why = ENDED_EARLY
        self.last_words = ''
        with open(log_path, 'w', encoding='utf-8') as log:
            process = subprocess.Popen([self.program, os.path.join(HERE, script), plan_path], env=self.environment,
                                       cwd=self.work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, text=True, errors='replace', start_new_session=True)
            watch = Watch(process, SECONDS_BEFORE_EXPORT)
            for line in process.stdout:
                log.write(line)
                self.last_words = line.strip() or self.last_words
                if line.startswith('@tell\t'):
                    told.append(tuple(line.rstrip('\n').split('\t')[1:]))
                    if told[-1][0] == 'render':
                        watch.restart(SECONDS_PER_EXPORT)
                elif line.startswith('Error: '):
                    why = line[len('Error: '):].strip()
                elif line.startswith('@done'):
                    complete = True
                    break
            if watch.has_ended():
                why = f'it took longer than {watch.seconds} seconds.'
            watch.stop()
            kill_group(process)
            process.stdout.close()
            process.wait()
        return told, complete, why


class Watch:
    """Ends a program that takes too long."""

    def __init__(self, process, seconds):
        self.process = process
        self.timer = None
        self.restart(seconds)

    def restart(self, seconds):
        """Gives it that long from now on."""
        self.stop()
        self.seconds = seconds
        self.timer = threading.Timer(seconds, kill_group, [self.process])
        self.timer.start()

    def has_ended(self):
        """Whether the time was over."""
        return not self.timer.is_alive()

    def stop(self):
        """Lets it run."""
        if self.timer:
            self.timer.cancel()


def kill_group(process):
    """Ends a program and what it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
