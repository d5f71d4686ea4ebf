# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Where `./waf debian` gets its packages from, and what it says where it cannot run. That it can is for .ci/run."""

import os
import shutil
import subprocess
import sys
import tempfile

import tap

TOP = os.environ['SIGNALBOX_TOP']
WAF = os.path.join(TOP, 'common', 'waf')
sys.path.insert(0, WAF)
import apt_sources

NOBODY = 65534
MOUNTED = 'mount -t tmpfs -o size=20m none .debian && exec "$@"'

# Lists as they are found: the name of a file below /etc/apt, what is in it, and the address to be used.
LISTS = {
    'the older form': ('sources.list', '# deb http://a.invalid/debian here main\n'
                       'deb-src http://b.invalid/debian here main\n'
                       'deb [arch=amd64 signed-by=/k.gpg] http://c.invalid/debian here main contrib # one\n',
                       'http://c.invalid/debian'),
    'the newer form': ('sources.list.d/debian.sources', 'Types: deb deb-src\n# URIs: http://a.invalid/debian\n'
                       'URIs: https://b.invalid/debian\nSuites: here here-updates\nComponents:\n main\n non-free\n',
                       'https://b.invalid/debian'),
    'a paragraph that is switched off': ('sources.list.d/a.sources', 'Types: deb\nEnabled: no\nURIs: http://a.invalid\n'
                                         'Suites: here\nComponents: main\n\n\nTypes: deb\nURIs: http://b.invalid\n'
                                         'Suites: stable\nComponents: main\n', 'http://b.invalid'),
    'what is not Debian itself': ('sources.list', 'deb http://a.invalid/security here-security main\n'
                                  'deb http://b.invalid/apt tool-here main\ndeb http://c.invalid/flat ./\n'
                                  'deb cdrom:[Debian]/ here main\n', None),
    'nothing at all': ('sources.list', '', None),
}


def test_mirrors(tests):
    """The address is that of this machine's own lists."""
    for name, (path, text, address) in LISTS.items():
        with tempfile.TemporaryDirectory() as etc:
            os.makedirs(os.path.join(etc, 'sources.list.d'))
            for file_name, content in ((path, text), ('os-release', 'ID=debian\nVERSION_CODENAME=here\n')):
                with open(os.path.join(etc, file_name), 'w', encoding='utf-8') as file:
                    file.write(content)
            found = apt_sources.mirror(etc, os.path.join(etc, 'os-release'))
            tests.test(found == address, f'{name}: {address}', found)


def waf(tree, *arguments, wrapped=(), **more):
    """Runs the command in a tree; what it said, as lines, or that it went on."""
    result = subprocess.run([*wrapped, '/usr/bin/python3', os.path.join(tree, 'waf'), 'debian', *arguments], cwd=tree,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            check=False, **more)
    return result.stdout.strip().splitlines() if result.returncode else ['it went on']


def says(tests, lines, text, *words):
    """Tests that there is one line, and what is in it."""
    tests.test(len(lines) == 1 and all(word in lines[0] for word in words), text, '\n'.join(lines))


def copy_tree(folder):
    """What a command needs that builds nothing, in a place that everybody may enter."""
    os.chmod(folder, 0o755)
    tree = os.path.join(folder, 'tree')
    shutil.copytree(WAF, os.path.join(tree, 'common', 'waf'), ignore=shutil.ignore_patterns('__pycache__'))
    for name in ('waf', 'wscript', '.gitignore'):
        shutil.copy(os.path.join(TOP, name), tree)
    if os.path.isdir(os.path.join(TOP, '.waflib')):
        shutil.copytree(os.path.join(TOP, '.waflib'), os.path.join(tree, '.waflib'))
    return tree


def without_programs(folder, *names):
    """A PATH on which some programs are not."""
    links = os.path.join(folder, 'links')
    os.makedirs(links)
    for source in (*os.get_exec_path(), '/usr/sbin', '/sbin'):
        for name in os.listdir(source) if os.path.isdir(source) else ():
            if name not in names and not os.path.lexists(os.path.join(links, name)):
                os.symlink(os.path.join(source, name), os.path.join(links, name))
    return links


def write_program(folder, name, script):
    """A program of our own."""
    path = os.path.join(folder, name)
    if os.path.lexists(path):
        os.remove(path)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('#!/bin/sh\n' + script + '\n')
    os.chmod(path, 0o755)


def test_as_root(tests, tree, folder):
    """What root is told; with a debootstrap of our own, which gets no network."""
    says(tests, waf(tree, '--release=13'), 'a release goes by its name', '--release=13', 'trixie')
    programs = without_programs(folder, 'debootstrap')
    environment = {**os.environ, 'PATH': programs}
    if not shutil.which('debootstrap', path=f'{os.environ["PATH"]}:/usr/sbin'):
        says(tests, waf(tree, '--no-deps', env=environment), 'without debootstrap, the package is named',
             'Packages are missing', 'apt-get install ', 'debootstrap')
    write_program(programs, 'debootstrap', 'echo "I: Retrieving"; echo "E: Failed getting release file"; exit 1')
    lines = waf(tree, '--no-deps', env=environment)
    if any(words in lines[-1] for words in ('may not mount', 'No source of Debian', 'Packages are missing')):
        print(f'# not here: {lines[-1]}')
        return
    says(tests, [line for line in lines if not line.startswith('Making a Debian')], 'no network as well',
         'debootstrap could not make a Debian trixie', 'Failed getting release file', 'check the network')
    lines = waf(tree, '--no-deps', wrapped=('unshare', '--mount', 'sh', '-c', MOUNTED, 'sh'), env=environment)
    says(tests, lines, 'a disk with no room for it as well', 'There is room for 0.0 GB', 'make room')


def main():
    """The plan and a line per test."""
    tests = tap.Tap()
    test_mirrors(tests)
    with tempfile.TemporaryDirectory() as folder:
        tree = copy_tree(folder)
        if os.geteuid():
            says(tests, waf(tree), 'only root may', 'Only root')
        else:
            says(tests, waf(tree, user=NOBODY, extra_groups=[]), 'only root may', 'Only root')
            test_as_root(tests, tree, folder)
    return tests.end()


if __name__ == '__main__':
    raise SystemExit(main())
