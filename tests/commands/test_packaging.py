# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The build as packagers run it: with Debian's hardening, without network, sudo or a word to apt, with what pkg-config
knows and no more; and what is said where that cannot be."""

import contextlib
import glob
import os
import shutil
import subprocess
import tempfile

import tap

TOP = os.environ['SIGNALBOX_TOP']
BUILT = os.environ['SIGNALBOX_LV2_DIR']
BUNDLE = 'signalbox.lv2'
NOISY = ' -Wpadded'  # warns of many a struct
NEEDED = ('lv2', 'serd-0', 'sord-0', 'zix-0')  # with what these need in turn, in Debian's latest


class Machine:
    """One with a build folder that is new, where apt, sudo and programs of our own do no more than note each call."""

    def __init__(self, folder):
        self.folder = folder
        self.programs = self.make('bin')
        self.calls = os.path.join(folder, 'calls')
        self.flags = {}  # the same for all, so that only one command has much to compile
        for name in ('apt-get', 'sudo'):
            self.add_program(name)

    def make(self, name):
        """A folder."""
        path = os.path.join(self.folder, name)
        os.makedirs(path, exist_ok=True)
        return path

    def add_program(self, name):
        """A program that fails."""
        path = os.path.join(self.programs, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(f'#!/bin/sh\necho "$0 $*" >>{self.calls}\necho "E: {name} is not here" >&2\nexit 1\n')
        os.chmod(path, 0o755)

    def environment(self, **more):
        """That of this test, but for what a build takes from it."""
        kept = {name: value for name, value in os.environ.items() if name not in ('CFLAGS', 'LDFLAGS', 'DESTDIR')}
        return {**kept, **self.flags, 'PATH': f'{self.programs}:{kept["PATH"]}', **more}

    def waf(self, *words, through=(), program=os.path.join(TOP, 'waf'), **more):
        """Runs ./waf; its exit status, and what it said."""
        result = subprocess.run([*through, program, *words, f'--out={self.folder}/out'],
                                env=self.environment(**more), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, check=False)
        return result.returncode, result.stdout

    def asked(self):
        """What apt and sudo were asked since this was last called."""
        if not os.path.exists(self.calls):
            return ''
        with open(self.calls, encoding='utf-8') as file:
            lines = file.read()
        os.remove(self.calls)
        return lines

    def few_modules(self):
        """A folder for PKG_CONFIG_LIBDIR with what the plugins need and no more."""
        folder = self.make('modules')
        searched = output_of('pkg-config', '--variable=pc_path', 'pkg-config').strip().split(':')
        for path in (os.path.join(place, f'{name}.pc') for place in searched for name in NEEDED):
            if os.path.exists(path) and not os.path.exists(os.path.join(folder, os.path.basename(path))):
                os.symlink(path, os.path.join(folder, os.path.basename(path)))
        return folder


def output_of(*command):
    """What a program prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def hardening():
    """The flags of Debian's packages, all of its hardening with them."""
    environment = {**os.environ, 'DEB_BUILD_MAINT_OPTIONS': 'hardening=+all'}
    return {name: subprocess.run(['dpkg-buildflags', '--get', name], env=environment, capture_output=True, text=True,
                                 check=True).stdout.strip() for name in ('CFLAGS', 'CPPFLAGS', 'LDFLAGS')}


def without_network():
    """What to call a command through to have it without a network, where this machine lets us."""
    through = ['unshare', '--map-root-user', '--net']
    try:
        return through if subprocess.run([*through, 'true'], capture_output=True, check=False).returncode == 0 else []
    except OSError:
        return []


def names_in(folder):
    """All files below a folder, by their path in it."""
    return {os.path.relpath(path, folder) for path in glob.glob(os.path.join(folder, '**'), recursive=True)
            if not os.path.isdir(path)}


def ends_with(said, text):
    """Whether the last line of what was said is the one that has a text, and it is one sentence."""
    last = said.rstrip('\n').split('\n')[-1]
    return text in last and last.endswith('.') and 'Traceback' not in said


def test_a_package(tests, machine):
    """Is made in three commands, with flags that warn, and asks nobody for anything."""
    machine.flags = hardening()
    machine.flags['CFLAGS'] += NOISY
    destdir = machine.make('package')
    through = without_network()
    if not through:
        print('# this machine does not let us take the network away')
    said = ''
    for words in (['configure', '--prefix=/usr', '--libdir=/usr/lib/here'], ['build'],
                  ['install', f'--destdir={destdir}']):
        status, more = machine.waf(*words, through=through)
        said += more
        tests.test(status == 0, f'./waf {words[0]} works with hardening, and without a network', more[-2000:])
    tests.test('[-Wpadded]' in said, 'warnings are no errors')
    tests.test(not machine.asked(), 'nothing is asked of apt and sudo')
    lv2 = os.path.join(destdir, 'usr/lib/here/lv2')
    tests.test(names_in(os.path.join(lv2, BUNDLE)) == names_in(os.path.join(BUILT, BUNDLE)),
               'the bundle has all its files, in the place that configure was told')
    result = subprocess.run(['lv2ls'], env={**os.environ, 'LV2_PATH': lv2}, capture_output=True, text=True, check=False)
    uris = [line for line in result.stdout.splitlines() if line.startswith('urn:signalbox:')]
    tests.test(len(uris) > 1, 'hosts find the plugins')
    binaries = glob.glob(os.path.join(lv2, BUNDLE, '*.so'))
    tests.test(binaries and all('.debug_info' in output_of('readelf', '-SW', path) for path in binaries),
               'debug symbols are there for the package that keeps them')
    tests.test(all('GNU_RELRO' in output_of('readelf', '-lW', path) for path in binaries) and
               any('__stack_chk_fail' in output_of('readelf', '-sW', path) for path in binaries),
               'the flags have got into the binaries')
    status, said = machine.waf('build', '--werror')
    tests.test(status != 0 and '-Werror' in said, 'with --werror, warnings are errors', said[-2000:])


def test_only_configure_remembers(tests, machine):
    """Where to install to."""
    destdir = machine.make('places')
    home = {'HOME': '/home', 'XDG_CONFIG_HOME': '', 'XDG_DATA_HOME': ''}
    to = f'--destdir={destdir}'
    status, said = machine.waf('configure')
    status_once, said_once = machine.waf('install', to, '--lv2dir=/once')
    status_again, said_again = machine.waf('install', to, **home)
    tests.test(status == status_once == status_again == 0 and sorted(os.listdir(destdir)) == ['home', 'once'],
               'a place said to install is for that once', said + said_once + said_again)
    status, said = machine.waf('configure', '--lv2dir=/always')
    status_again, said_again = machine.waf('install', to)
    tests.test(status == status_again == 0 and os.path.isdir(os.path.join(destdir, 'always', BUNDLE)),
               'one said to configure is kept', said + said_again)


def test_routes_are_optional(tests, machine):
    """Where lilv, and so the plugins of others, cannot be found."""
    destdir = machine.make('without')
    status, said = machine.waf('install', '--prefix=/usr', f'--destdir={destdir}',
                               PKG_CONFIG_LIBDIR=machine.few_modules(), PKG_CONFIG_PATH='')
    routes = names_in(os.path.join(destdir, 'usr/share/doc/signalbox/routes'))
    tests.test(status == 0 and 'Going on without the routes as sessions' in said, 'install goes on, and says so',
               said[-2000:])
    tests.test('README.md' in routes and len(routes) > 1 and
               not any(name.endswith(('lua', 'carxp', 'conf', 'manifest.ttl')) for name in routes),
               'the routes go in as data alone', routes)
    tests.test(os.path.exists(os.path.join(destdir, 'usr/lib/lv2', BUNDLE, 'manifest.ttl')), 'beside the plugins')
    tests.test(not machine.asked(), 'nothing is asked of apt')


def test_who_may_ask(tests, machine):
    """What is missing is named, in one sentence; apt is asked for it where users begin, and nowhere else."""
    none = {'PKG_CONFIG_LIBDIR': machine.make('empty'), 'PKG_CONFIG_PATH': ''}
    for words in (['build'], ['configure'], ['demo', '--no-deps'], ['install', '--destdir=/nowhere']):
        status, said = machine.waf(*words, **none)
        tests.test(status != 0 and ends_with(said, 'leaves to you: run `apt-get install lv2-dev') and
                   not machine.asked(), f'./waf {" ".join(words)} says what to install', said)
    for command in ('demo', 'install'):
        status, said = machine.waf(command, **none)
        tests.test(status != 0 and 'lv2-dev' in machine.asked() and ends_with(said, 'apt could not install'),
                   f'./waf {command} asks apt, and says what to do where that fails', said)


def test_the_launcher(tests, machine):
    """Has apt fetch waf's library under the same rule."""
    program = shutil.copy(os.path.join(TOP, 'waf'), machine.make('clone'))
    path = f'{machine.programs}:/usr/bin:/bin'
    bare = {'PATH': path, 'WAFDIR': '', 'PYTHONPATH': ''}
    if shutil.which('waf', path=path):
        print('# waf is installed on this machine, so nothing is to be fetched')
        return
    for words, text in ((['build'], 'run `./waf demo`, which fetches it'), (['demo'], 'could not be fetched')):
        status, said = machine.waf(*words, program=program, **bare)
        tests.test(status != 0 and ends_with(said, text) and bool(machine.asked()) == (words == ['demo']),
                   f'./waf {words[0]} without waf\'s library', said)


def test_other_machines(tests, machine):
    """What cannot be done for another machine is said in one sentence."""
    for words, text in ((['build', '--cross=nonsense'], 'is no name of a machine'),
                        (['demo', '--cross=aarch64-linux-gnu'], 'leave --cross out'),
                        (['test', '--cross=aarch64-linux-gnu', '--sanitize'], 'leave --sanitize or --cross out'),
                        (['test', '--cross=vax-linux-gnu'], 'cannot be run here'),
                        (['build', '--cross=vax-dec-ultrix'], 'There is no compiler vax-dec-ultrix-gcc'),
                        (['build', '--cross=vax-linux-gnu'], 'run `apt-get install gcc-vax-linux-gnu` as root')):
        status, said = machine.waf(*words, CC='')
        tests.test(status != 0 and ends_with(said, text) and said.count('\n') == 1 and not machine.asked(),
                   f'./waf {" ".join(words)}', said)
    for name in ('aarch64-linux-gnu-gcc', 'qemu-aarch64'):
        machine.add_program(name)
    for words, text in ((['--no-deps'], 'are not in'), ([], 'could not be fetched (E: apt-get is not here)')):
        status, said = machine.waf('test', '--cross=aarch64-linux-gnu', *words, CC='')
        tests.test(status != 0 and ends_with(said, text) and bool(machine.asked()) != bool(words),
                   f'its libraries cannot be had {" ".join(words)}', said)
    status, said = machine.waf('build', '--cross=aarch64-linux-gnu', CC='')
    tests.test(status != 0 and 'No C compiler works here: ' in said and 'Traceback' not in said,
               'its compiler does not work', said)


@contextlib.contextmanager
def new_machine():
    """One that is gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        yield Machine(folder)


def main():
    """The plan and a line per test. What follows on a build uses what that has made."""
    tests = tap.Tap()
    for group in ((test_a_package, test_only_configure_remembers, test_routes_are_optional),
                  (test_who_may_ask,), (test_the_launcher,), (test_other_machines,)):
        with new_machine() as machine:
            for test in group:
                try:
                    test(tests, machine)
                except (OSError, subprocess.SubprocessError) as error:
                    tests.test(False, test.__name__, str(error).replace('\n', ' '))
    return tests.end()


if __name__ == '__main__':
    raise SystemExit(main())
