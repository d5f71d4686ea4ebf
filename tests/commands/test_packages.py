# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What the commands say where a package is missing, too old or half installed, in place of failing later."""

import os
import subprocess
import sys
import tempfile

import tap

TOP = os.environ['SIGNALBOX_TOP']


class Machine:
    """This machine as the PATH shows it, but for a few programs: a folder of links; and a build folder, since a
    configuration holds paths of programs."""

    def __init__(self, folder, out, lacks):
        """`lacks (name)` says whether a program is not there."""
        self.folder = folder
        self.out = out
        for source in os.get_exec_path():
            for name in os.listdir(source) if os.path.isdir(source) else ():
                if not lacks(name) and not os.path.lexists(os.path.join(folder, name)):
                    os.symlink(os.path.join(source, name), os.path.join(folder, name))

    def add(self, name, script):
        """A program of our own, in place of what has its name."""
        path = os.path.join(self.folder, name)
        if os.path.lexists(path):
            os.remove(path)
        with open(path, 'w', encoding='utf-8') as file:
            file.write('#!/bin/sh\n' + script + '\n')
        os.chmod(path, 0o755)

    def try_tests(self, *options):
        """What is left of the output of `./waf test`, which must not come as far as a build."""
        result = subprocess.run([sys.executable, os.path.join(TOP, 'waf'), 'test', '--only=none', f'--out={self.out}',
                                 *options], env={**os.environ, 'PATH': self.folder}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return result.stdout.strip().splitlines() if result.returncode else ['it went on']


def is_ardour(name):
    """Whether a program belongs to some Ardour."""
    return name.startswith('ardour')


def says(tests, machine, text, *words, options=()):
    """Tests that the last line, and the only one that is not apt's, has some words."""
    lines = machine.try_tests(*options)
    told = [line for line in lines if not line.startswith(('apt: ', 'Installing with apt: '))]
    tests.test(len(told) == 1 and all(word in told[0] for word in words), text, '\n'.join(lines))


def test_ardour(tests, machine):
    """Its program for scripts is not there, or of an old version; apt cannot help."""
    says(tests, machine, 'without Ardour, --no-deps names the package', 'Packages are missing', 'apt-get install ardour`',
         options=['--no-deps'])
    machine.add('apt-get', 'echo "apt: all is well"')
    says(tests, machine, 'an Ardour without its program for scripts is to be installed again', 'ardourN-lua',
         'apt-get install --reinstall ardour`')
    machine.add('ardour6-lua', 'exit 1')
    says(tests, machine, 'one that is too old is called that', 'Ardour 6 is too old', '7 or later')
    machine.add('ardour10-lua', 'exit 1')
    lines = machine.try_tests('--no-deps')
    tests.test('No test has "none" in its name' in lines[-1], 'and a later one is found', '\n'.join(lines))
    os.remove(os.path.join(machine.folder, 'ardour10-lua'))


def test_apt(tests, machine):
    """It fails, for one reason or another."""
    machine.add('apt-get', 'echo "apt: no"; exit 100')
    machine.add('dpkg', 'exit 0')
    says(tests, machine, 'where apt fails, what to look at is said', 'the network', 'the space on the disk',
         'apt-get install ardour`')
    machine.add('dpkg', 'echo "The following packages are only half configured"')
    says(tests, machine, 'a package that is half installed is called that', 'half installed', 'dpkg --configure -a',
         'apt-get --fix-broken install')
    os.remove(os.path.join(machine.folder, 'apt-get'))
    says(tests, machine, 'without apt, the package has its name', 'what Debian calls ardour')


def test_broken_ardour(tests, machine):
    """It is there, and does not start."""
    machine.add('ardour99-lua', 'echo "ardour99-lua: cannot open shared object file: libardour.so"; exit 127')
    result = subprocess.run([os.path.join(TOP, 'tests/hosts/ardour/test_presets.py')],
                            env={**os.environ, 'SIGNALBOX_ARDOUR': os.path.join(machine.folder, 'ardour99-lua')},
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            check=False)
    told = [line for line in result.stdout.splitlines() if not line.startswith('#')]
    tests.test(len(told) == 1 and told[0].startswith('Bail out! ') and 'libardour.so' in told[0],
               'an Ardour that does not start is quoted', result.stdout)


def main():
    """The plan and a line per test."""
    tests = tap.Tap()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        machine = Machine(folder, out, is_ardour)
        machine.add('sudo', 'exec "$@"')
        test_ardour(tests, machine)
        test_apt(tests, machine)
        test_broken_ardour(tests, machine)
    return tests.end()


if __name__ == '__main__':
    raise SystemExit(main())
