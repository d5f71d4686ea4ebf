# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""`./waf install` puts the plugins where hosts find them, and the manual and the routes beside; `./waf uninstall` takes out
exactly that. The commands are run as they are, into folders of their own."""

import contextlib
import glob
import os
import subprocess
import tempfile

import tap
from build_folder import OUT, alone

TOP = os.environ['SIGNALBOX_TOP']
BUILT = os.environ['SIGNALBOX_LV2_DIR']
BUNDLE = 'signalbox.lv2'
COMMAND = 'signalbox-map'
ACTIONS = ('send', 'split', 'duck', 'check')
LV2_DIR, ROUTES, SCRIPTS = 'usr/lib/lv2', 'usr/share/doc/signalbox/routes', 'usr/share/ardour7/scripts'
MANUAL = 'usr/share/doc/signalbox/manual'
PROGRAMS, MAN_PAGES = 'usr/bin', 'usr/share/man/man1'


def waf(command, *options, **environment):
    """Runs a command; its exit status, and what it said."""
    with alone():
        result = subprocess.run([os.path.join(TOP, 'waf'), command, '--no-deps', f'--out={OUT}', *options],
                                env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return result.returncode, result.stdout


def places(root):
    """The options for places like those of a system, in a folder of our own."""
    return [f'--prefix={root}/usr', f'--ardourdir={os.path.join(root, SCRIPTS)}']


def names_in(folder):
    """All files below a folder, by their path in it."""
    return {os.path.relpath(path, folder) for path in glob.glob(os.path.join(folder, '**'), recursive=True,
                                                                include_hidden=True)
            if not os.path.isdir(path)}


def contents_of(folder):
    """The same with what each holds."""
    return {name: read(os.path.join(folder, name)) for name in names_in(folder)}


def read(path):
    """The bytes of a file."""
    with open(path, 'rb') as file:
        return file.read()


def write(*path):
    """Makes a file that nobody has installed, and its folders."""
    path = os.path.join(*path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('of somebody else\n')


def what_hosts_find(lv2_dir):
    """What lilv's tools say of a folder of bundles: the plugins in it, and the words on each, whose order varies."""
    environment = {**os.environ, 'LV2_PATH': lv2_dir}
    uris = subprocess.run(['lv2ls'], env=environment, capture_output=True, text=True, check=True).stdout.split()
    ours = [uri for uri in uris if uri.startswith('urn:signalbox:')]
    texts = (subprocess.run(['lv2info', uri], env=environment, capture_output=True, text=True, check=True).stdout
             for uri in ours)
    return [sorted(text.replace(lv2_dir, '').split()) for text in texts]


@contextlib.contextmanager
def installed():
    """A folder into which all has been installed, and what that said."""
    with tempfile.TemporaryDirectory() as root:
        status, said = waf('install', *places(root))
        if status:
            raise RuntimeError(f'./waf install: {said}')
        yield root, said


def test_everything_is_there(tests):
    """The bundle as built, binaries without their debug symbols, the manual, and the routes in all their forms."""
    with installed() as (root, said):
        there, built = (contents_of(os.path.join(folder, BUNDLE)) for folder in (os.path.join(root, LV2_DIR), BUILT))
        there.pop('installed.txt')
        tests.test(there.keys() == built.keys(), 'the bundle has all its files', there.keys() ^ built.keys())
        tests.test(all(len(there[name]) < len(built[name]) if name.endswith('.so') else there[name] == built[name]
                       for name in there), 'the files are those built, stripped')
        found = what_hosts_find(os.path.join(root, LV2_DIR))
        tests.test(len(found) > 1 and found == what_hosts_find(BUILT), 'hosts find every plugin and port', len(found))
        routes = [os.path.splitext(name)[0] for name in os.listdir(os.path.join(TOP, 'presets/routes'))
                  if name.endswith('.ttl')]
        tests.test(names_in(os.path.join(root, ROUTES)) ==
                   {'README.md', 'installed.txt',
                    *(f'{name}.{end}' for name in routes for end in ('ttl', 'lua', 'carxp', 'conf')),
                    *(f'{name}.pedalboard/{file}.ttl' for name in routes for file in (name, 'manifest'))},
                   'the routes are beside the documentation')
        pages = names_in(os.path.join(BUILT, 'manual'))
        tests.test(names_in(os.path.join(root, MANUAL)) == {'installed.txt', *pages} - {'manifest.ttl'},
                   'and so is the manual')
        tests.test(names_in(os.path.join(root, SCRIPTS)) ==
                   {'signalbox-installed.txt', *(f'signalbox-{name}.lua' for name in (*routes, *ACTIONS))},
                   'Ardour has the routes and actions')
        tests.test(names_in(os.path.join(root, PROGRAMS)) == {COMMAND, '.signalbox-installed.txt'} and
                   os.access(os.path.join(root, PROGRAMS, COMMAND), os.X_OK), 'the command is among programs')
        result = subprocess.run([os.path.join(root, PROGRAMS, COMMAND), '--version'], capture_output=True, check=False)
        tests.test(result.returncode == 0 and result.stdout, 'and runs')
        found = subprocess.run(['man', '--where', COMMAND], env=dict(os.environ, MANPATH='', PATH=os.pathsep.join(
            (os.path.join(root, PROGRAMS), os.environ['PATH']))), capture_output=True, text=True, check=False).stdout
        tests.test(os.path.realpath(found.strip()) == os.path.realpath(os.path.join(root, MAN_PAGES, f'{COMMAND}.1')),
                   'man finds its page', found)
        tests.test(names_in(root) == {os.path.join(place, name)
                                      for place in (LV2_DIR, ROUTES, MANUAL, SCRIPTS, PROGRAMS, MAN_PAGES)
                                      for name in names_in(os.path.join(root, place))}, 'nothing is elsewhere')
        tests.test(said.count('Installed ') == 6, 'it says where', said)


def test_nothing_is_left(tests):
    """What was installed goes, its own folders included; what others have there stays."""
    with installed() as (root, _):
        status, said = waf('uninstall', *places(root))
        tests.test(status == 0 and not names_in(root), 'every file is taken out', said)
        tests.test(os.listdir(os.path.join(root, LV2_DIR)) == [] and
                   os.listdir(os.path.join(root, 'usr/share/doc')) == [], 'and every folder of our own')
        status, said = waf('uninstall', *places(root))
        tests.test(status != 0 and said.startswith('Nothing to remove') and said.count('\n') == 1,
                   'there is nothing to take out twice', said)


def test_foreign_files_stay(tests):
    """Whatever lies in the same folders."""
    foreign = {os.path.join(LV2_DIR, BUNDLE, 'notes.txt'), os.path.join(LV2_DIR, 'other.lv2', 'manifest.ttl'),
               os.path.join(ROUTES, 'mine.ttl'), os.path.join(SCRIPTS, 'mine.lua')}
    with installed() as (root, _):
        for name in foreign:
            write(root, name)
        before = contents_of(root)
        status, said = waf('install', *places(root))
        tests.test(status == 0 and contents_of(root) == before, 'a second install changes nothing', said)
        status, said = waf('uninstall', *places(root))
        tests.test(status == 0 and names_in(root) == foreign, 'they outlast uninstall', names_in(root) ^ foreign)
        tests.test(said.count(' stays: ') == 2, 'and folders that stay are named', said)


def test_an_older_install_is_brought_up_to_date(tests):
    """What it had and is no more goes."""
    with installed() as (root, _):
        after = names_in(root)
        bundle = os.path.join(root, LV2_DIR, BUNDLE)
        write(bundle, 'gone.so')
        with open(os.path.join(bundle, 'installed.txt'), 'a', encoding='utf-8') as record:
            record.write('gone.so\n')
        write(bundle, 'bus_summer.so')
        status, said = waf('install', *places(root))
        tests.test(status == 0 and names_in(root) == after, 'files that are no more go', names_in(root) ^ after)
        tests.test(len(what_hosts_find(os.path.dirname(bundle))) > 1 and
                   read(os.path.join(bundle, 'bus_summer.so'))[:4] == b'\x7fELF', 'files that have changed are new',
                   said)


def test_nothing_is_overwritten(tests):
    """Of others, in a folder that is not our own; nor is anything put behind a link."""
    with tempfile.TemporaryDirectory() as root:
        name = os.path.basename(glob.glob(os.path.join(BUILT, 'routes', '*.lua'))[0])
        write(root, SCRIPTS, f'signalbox-{name}')
        before = contents_of(root)
        status, said = waf('install', *places(root))
        tests.test(status != 0 and name in said and said.count('\n') == 1 and contents_of(root) == before,
                   'a file of the same name stops it before it begins', said)
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, LV2_DIR))
        os.makedirs(os.path.join(root, 'elsewhere'))
        os.symlink(os.path.join(root, 'elsewhere'), os.path.join(root, LV2_DIR, BUNDLE))
        status, said = waf('install', *places(root))
        tests.test(status != 0 and 'is a link' in said and said.count('\n') == 1 and
                   not names_in(os.path.join(root, 'elsewhere')), 'a link in place of the bundle as well',
                   said)


def test_other_places(tests):
    """The plugins alone, and all at home."""
    with tempfile.TemporaryDirectory() as root:
        for option, place in (('--lv2dir', 'plugins'), ('--libdir', 'lib64/lv2')):
            status, said = waf('install', f'{option}={root}/{place.removesuffix("/lv2")}')
            tests.test(status == 0 and len(what_hosts_find(os.path.join(root, place))) > 1 and
                       all(name.startswith((place, 'plugins')) for name in names_in(root)),
                       f'{option} has the plugins alone', said)
        prefix = [f'--prefix={root}/usr', f'--libdir={root}/usr/lib/many']
        status, said = waf('install', *prefix)
        tests.test(status == 0 and os.listdir(os.path.join(root, 'usr/lib')) == ['many'] and
                   names_in(os.path.join(root, ROUTES)), '--libdir is for the plugins, --prefix for the rest', said)
        status, said = waf('uninstall', *prefix)
        tests.test(status == 0 and not names_in(os.path.join(root, 'usr')), 'and uninstall finds them there', said)
    with tempfile.TemporaryDirectory() as home:
        for name in ('ardour6', 'ardour7', 'ardour8', 'ardour12', 'ardour-of-mine'):
            os.makedirs(os.path.join(home, '.config', name))
        write(home, '.config/ardour9')
        before = names_in(home)
        at_home = {'HOME': home, 'XDG_CONFIG_HOME': '', 'XDG_DATA_HOME': ''}
        status, said = waf('install', **at_home)
        folders = [os.path.join(home, place) for place in
                   (f'.lv2/{BUNDLE}', '.local/share/doc/signalbox/routes', '.local/bin',
                    *(f'.config/{name}/scripts' for name in ('ardour7', 'ardour8', 'ardour12')))]
        tests.test(status == 0 and all(names_in(folder) for folder in folders), 'all is at home where hosts look', said)
        tests.test(not any(os.listdir(os.path.join(home, '.config', name)) for name in ('ardour6', 'ardour-of-mine')),
                   'every Ardour that has been started has the routes, unless it is too old', said)
        status, said = waf('uninstall', **at_home)
        tests.test(status == 0 and names_in(home) == before, 'and uninstall finds them there', said)


def test_no_home(tests):
    """A home that nobody can write to, and one where nothing was started yet."""
    with tempfile.TemporaryDirectory() as home:
        status, said = waf('install', HOME='/proc/self', XDG_CONFIG_HOME='', XDG_DATA_HOME=home)
        told = [line for line in said.splitlines() if line.startswith('Cannot install into /proc/self')]
        tests.test(status != 0 and len(told) == 1 and said.endswith(told[0] + '\n') and not names_in(home),
                   'a home that is read-only gets a sentence and nothing elsewhere', said)
        write(home, 'file')
        status, said = waf('install', HOME=os.path.join(home, 'file'), XDG_CONFIG_HOME='', XDG_DATA_HOME='')
        tests.test(status != 0 and said.count('Cannot install into ') == 1 and 'Traceback' not in said,
                   'and so does one that is a file', said)
        os.remove(os.path.join(home, 'file'))
        status, said = waf('install', HOME=home, XDG_CONFIG_HOME='', XDG_DATA_HOME='')
        tests.test(status == 0 and said.count('Ardour has no routes and actions yet') == 1, 'no Ardour gets another', said)
        status, said = waf('uninstall', HOME=home, XDG_CONFIG_HOME='', XDG_DATA_HOME='')
        tests.test(status == 0 and not names_in(home), 'and all goes again', said)


def test_a_package_has_its_own_ways(tests):
    """With debug symbols and lists of files; what lies in the folder from an earlier try is no reason to stop."""
    with tempfile.TemporaryDirectory() as destdir:
        options = ['--prefix=/usr', f'--ardourdir=/{SCRIPTS}', f'--destdir={destdir}']
        first, said = waf('install', *options)
        again, said_again = waf('install', *options)
        tests.test(first == again == 0, 'it is put together, and once more', said + said_again)
        there, built = (contents_of(os.path.join(folder, BUNDLE)) for folder in (os.path.join(destdir, LV2_DIR), BUILT))
        tests.test(there == built, 'the bundle is as built: binaries are not stripped, and no list is left')
        tests.test(not any('installed.txt' in name for name in names_in(destdir)), 'nor anywhere else')
        before = contents_of(destdir)
        status, said = waf('uninstall', *options)
        tests.test(status != 0 and said.count('\n') == 1 and 'nothing is recorded' in said and
                   contents_of(destdir) == before, 'uninstall says that this is not its business', said)


def main():
    """The plan and a line per test."""
    tests = tap.Tap()
    for test in (test_everything_is_there, test_nothing_is_left, test_foreign_files_stay,
                 test_an_older_install_is_brought_up_to_date, test_nothing_is_overwritten, test_other_places,
                 test_no_home, test_a_package_has_its_own_ways):
        try:
            test(tests)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            tests.test(False, test.__name__, str(error).replace('\n', ' '))
    return tests.end()


if __name__ == '__main__':
    raise SystemExit(main())
