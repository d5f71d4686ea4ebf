# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Packs the sources into an archive, and makes Debian packages of that."""

import email.utils
import getpass
import glob
import os
import re
import shutil
import socket
import subprocess
import tarfile

from waflib import Context, Errors, Logs, Options

import packages
import sources
import toolchain

TEMPLATE = 'common/package/debian'  # with words between @ that are filled in
REVISION = '0local1'  # no upload to Debian
# What lintian need not say of that: the project has no page to be watched, its windows speak German, French and Spanish,
# and it keeps to the standards of the older of two releases.
LOCAL = ['bad-distribution-in-changes-file', 'debian-watch-file-is-missing', 'spelling-error-in-binary',
         'out-of-date-standards-version']
# Nor of an address that is this machine's own.
NAMELESS = ['root-in-contact', 'bogus-mail-host', 'bogus-mail-host-in-debian-changelog']


class Dist(Context.Context):
    """pack the sources into an archive"""
    cmd = 'dist'

    def execute(self):
        """Needs no configuration."""
        os.makedirs(folder_of_build(), exist_ok=True)
        Logs.info('Packed the sources into %s', pack(os.path.join(folder_of_build(), f'{stem()}.tar.xz')))


class Deb(Context.Context):
    """make packages for this Debian"""
    cmd = 'deb'

    def execute(self):
        """In a folder of its own, from the archive alone."""
        packages.ensure({'deb'})
        folder = os.path.join(folder_of_build(), 'deb')
        shutil.rmtree(folder, ignore_errors=True)
        toolchain.keep_lilv_quiet(folder)
        name, version = Context.g_module.APPNAME, Context.g_module.VERSION
        archive = pack(os.path.join(folder, f'{name}_{version}.orig.tar.xz'))
        with tarfile.open(archive) as tar:
            tar.extraction_filter = lambda member, _: member  # it is our own
            tar.extractall(folder)
        tree = os.path.join(folder, stem())
        write_debian(tree)
        build(tree, folder)


def folder_of_build():
    """Where all that is made goes."""
    return Options.options.lv2_path


def stem():
    """The name of a release."""
    return f'{Context.g_module.APPNAME}-{Context.g_module.VERSION}'


def time_of_tree():
    """Seconds since 1970: what the environment says, the last commit, or the latest of the files."""
    said = os.environ.get('SOURCE_DATE_EPOCH') or sources.git('log', '-1', '--format=%ct').strip()
    return int(said or max(os.lstat(os.path.join(Context.run_dir, name)).st_mtime for name in sources.names()))


def pack(path):
    """The same archive of the same sources, whoever makes it; its path."""
    seconds = time_of_tree()

    def alike(member):
        member.uid = member.gid = 0
        member.uname = member.gname = 'root'
        member.mtime = seconds
        member.mode = 0o755 if member.mode & 0o100 else 0o644
        return member

    with tarfile.open(path, 'w:xz', format=tarfile.GNU_FORMAT) as tar:
        for name in sources.names():
            tar.add(os.path.join(Context.run_dir, name), f'{stem()}/{name}', recursive=False, filter=alike)
    return path


def write_debian(tree):
    """The folder that makes a package of a tree."""
    words = {'maintainer': maintainer(), 'build_depends': build_depends(), 'license': licence()}
    for place, _, files in os.walk(os.path.join(Context.run_dir, TEMPLATE)):
        for name in files:
            source = os.path.join(place, name)
            target = os.path.join(tree, 'debian', os.path.relpath(source, os.path.join(Context.run_dir, TEMPLATE)))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(source, target)
            with open(source, encoding='utf-8') as file:
                text = re.sub('@([a-z_]+)@', lambda match: words[match[1]], file.read())
            with open(target, 'w', encoding='utf-8') as file:
                file.write(text)
    drop_unknown_overrides(os.path.join(tree, 'debian'))
    version = f'{Context.g_module.VERSION}-{REVISION}'
    with open(os.path.join(tree, 'debian', 'changelog'), 'w', encoding='utf-8') as file:
        file.write(f'{Context.g_module.APPNAME} ({version}) UNRELEASED; urgency=medium\n\n'
                   '  * Packaged by ./waf deb; NEWS.md says what is new.\n\n'
                   f' -- {maintainer()}  {email.utils.formatdate(time_of_tree())}\n')


def drop_unknown_overrides(folder):
    """An older lintian takes it for an error to be told of what it does not know."""
    for path in glob.glob(f'{folder}/*.lintian-overrides'):
        with open(path, encoding='utf-8') as file:
            tags = re.findall(r'^[a-z-]+: (\S+)', file.read(), re.M)
        if not all(packages.succeeds('lintian-explain-tags', tag) for tag in tags):
            os.remove(path)


def address():
    """That of whoever makes a package, as the tools of Debian are told, or git is; or an empty string."""
    return os.environ.get('DEBEMAIL') or os.environ.get('EMAIL') or sources.git('config', 'user.email').strip()


def maintainer():
    """Who makes a package answers for it: who says so, or else this machine's user."""
    name = os.environ.get('DEBFULLNAME') or sources.git('config', 'user.name').strip() or getpass.getuser()
    return f'{name} <{address() or f"{getpass.getuser()}@{socket.getfqdn()}"}>'


def build_depends():
    """Lines for what a build needs and can do with; a compiler and its like are on every machine that builds."""
    rows = packages.needs({'build', 'ui', 'routes', 'map', 'manual'})
    found = {package for kind, _, package in rows if kind in ('module', 'program')}
    names = {'pkgconf' if package == 'pkg-config' else package for package in found - {'gcc'}}  # in each release
    return '\n'.join(f' {package},' for package in sorted(names))


def licence():
    """The text of the licence, as debian/copyright has it."""
    with open(os.path.join(Context.run_dir, 'LICENSES', 'ISC.txt'), encoding='utf-8') as file:
        text = file.read().partition('developers\n\n')[2].rstrip('\n')
    return '\n'.join(f' {line}' if line else ' .' for line in text.split('\n'))


def build(tree, folder):
    """Makes the packages, and looks over them."""
    log = os.path.join(folder, 'build.log')
    environment = {**os.environ, 'WAFDIR': Context.waf_dir}
    with open(log, 'w', encoding='utf-8') as output:
        status = subprocess.run(['dpkg-buildpackage', '--no-sign', '--no-check-builddeps', f'-j{Options.options.jobs}'],
                                cwd=tree, env=environment, stdout=output, stderr=subprocess.STDOUT,
                                check=False).returncode
    if status:
        raise Errors.WafError(f'The packages could not be made: {log} says why.')
    made = sorted(name for name in os.listdir(folder) if name.endswith('.deb') and '-dbgsym_' not in name)
    changes = [name for name in os.listdir(folder) if name.endswith('.changes')]
    suppressed = LOCAL + ([] if address() else NAMELESS)
    if subprocess.run(['lintian', '--allow-root', '--fail-on', 'error,warning', '--display-info', '--suppress-tags',
                       ','.join(suppressed), *changes], cwd=folder, check=False).returncode:
        raise Errors.WafError(f'lintian has found fault with the packages in {folder} (see above).')
    for name in made:
        Logs.info('Made %s', os.path.join(folder, name))
