# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What is installed where, and how it is removed: each folder keeps a list of the files that were put into it. With
--destdir it is for a package, which keeps its own list, and its own copy of the debug symbols."""

import glob
import itertools
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from waflib import Build, Context, Errors, Logs, Options

import actions
import bundle
import manual
import mapping
import packages
import routes
import toolchain

NAME = 'signalbox'  # of our folder among the documentation
STRIP = os.environ.get('STRIP', 'strip')
MAN = 'share/man/man1'  # beside a folder of programs, where man looks
PARTIAL = '.part'  # ends the name of a file that is being installed


@dataclass
class Place:
    """A folder to install into."""
    what: str
    folder: str  # with --destdir in front; empty for nowhere
    record: str  # in the folder: the files that install put there, one a line
    is_ours: bool  # whether nobody else puts files there
    mode: int = 0o644  # of these files


def options(opt):
    """Adds what this file reads from the command line."""
    group = opt.get_option_group('Installation and uninstallation options')
    group.add_option('--prefix', default='', help='install into PREFIX/lib/lv2 and PREFIX/share/doc, not at home')
    group.add_option('--libdir', default='', metavar='DIR', help='install the plugins into DIR/lv2')
    group.add_option('--lv2dir', default='', metavar='DIR', help='install the plugins into DIR instead of ~/.lv2')
    group.add_option('--docdir', default='', metavar='DIR', help='install the manual and the routes into DIR')
    group.add_option('--bindir', default='', metavar='DIR',
                     help='install signalbox-map into DIR, and its man page into DIR/../share/man')
    group.add_option('--ardourdir', default='', metavar='DIR', help='install what is for Ardour into DIR as well')
    group.add_option('--destdir', default=os.environ.get('DESTDIR', ''), metavar='DIR',
                     help='for packages: put DIR in front of all places, strip nothing, record nothing')


FOLDERS = ('LV2DIR', 'DOCDIR', 'COMMANDDIR', 'ARDOURDIR')  # in configurations; waf has a BINDIR of its own
kept = {}  # what a configuration remembers of an earlier one, in place of what the command line says


def keep(env):
    """To be called where nobody says `configure`: folders said to other commands are for these commands alone."""
    kept.update({name: env[name] or '' for name in FOLDERS})


def configure(conf):
    """Remembers where to install to, when that was said to `configure`."""
    conf.env.update(zip(FOLDERS, chosen(conf.env)))
    conf.env.update(kept)


def home(variable, fallback):
    """A folder of the user's, as the XDG base directories have it."""
    return os.environ.get(variable) or os.path.expanduser(fallback)


def chosen(env):
    """The folders that the command line asks for, or an earlier configuration, or empty strings."""
    option = Options.options
    libdir = option.libdir or option.prefix and os.path.join(option.prefix, 'lib')
    lv2dir, docdir, bindir, ardourdir = libdir and os.path.join(libdir, 'lv2'), '', '', ''
    if option.prefix:
        docdir, bindir = os.path.join(option.prefix, 'share', 'doc', NAME), os.path.join(option.prefix, 'bin')
    elif not libdir and not option.lv2dir:
        lv2dir, docdir, bindir, ardourdir = (env[name] or '' for name in FOLDERS)
    return (option.lv2dir or lv2dir, option.docdir or docdir, option.bindir or bindir, option.ardourdir or ardourdir)


def places(env):
    """Where everything goes. At home all of them, with every Ardour that has been started; elsewhere only where that is
    said: a package is nobody's home."""
    lv2dir, docdir, bindir, ardourdir = chosen(env)
    ardourdirs = [ardourdir] if ardourdir else []
    if not lv2dir:
        lv2dir = os.path.expanduser('~/.lv2')
        docdir = docdir or os.path.join(home('XDG_DATA_HOME', '~/.local/share'), 'doc', NAME)
        bindir = bindir or os.path.expanduser('~/.local/bin')
        ardourdirs = ardourdirs or ardours(home('XDG_CONFIG_HOME', '~/.config'))
    destdir = Options.options.destdir
    return (Place('the plugins', destdir + os.path.join(lv2dir, bundle.NAME), 'installed.txt', True),
            Place('the routes', docdir and destdir + os.path.join(docdir, 'routes'), 'installed.txt', True),
            Place('the manual', docdir and destdir + os.path.join(docdir, 'manual'), 'installed.txt', True),
            Place('the command', bindir and destdir + bindir, '.signalbox-installed.txt', False, 0o755),
            Place('its man page', bindir and destdir + os.path.join(os.path.dirname(bindir), MAN),
                  '.signalbox-installed.txt', False),
            *(Place('the routes and actions for Ardour', destdir + folder, 'signalbox-installed.txt', False)
              for folder in ardourdirs))


def ardours(config):
    """Where each Ardour that has been started looks for scripts."""
    folders = filter(os.path.isdir, sorted(glob.glob(os.path.join(glob.escape(config), 'ardour*'))))
    found = (re.fullmatch('ardour([0-9]+)', os.path.basename(folder)) for folder in folders)
    return [os.path.join(config, match[0], 'scripts') for match in found
            if match and int(match[1]) >= packages.OLDEST_ARDOUR]


def recorded(place):
    """The files that an earlier install put into a folder."""
    try:
        with open(os.path.join(place.folder, place.record), encoding='utf-8', errors='surrogateescape') as record:
            return [name for name in record.read().split('\n') if name and '..' not in name and name[0] != '/']
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise Errors.WafError(f'Cannot read {error.filename} ({error.strerror}): run this as the user who installed '
                              'it, or choose another place (see ./waf --help).')


def write_record(place, names):
    """Notes what is in a folder from now on."""
    with open(os.path.join(place.folder, place.record), 'w', encoding='utf-8') as record:
        record.write('\n'.join(sorted({*names} - {place.record}) + [place.record, '']))


def install_file(source, target, mode, strip=True):
    """Copies a file, a binary without its debug symbols, into its place in one step: a host may hold the old one."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    partial = target + PARTIAL
    shutil.copyfile(source, partial)
    if strip and (source.endswith('.so') or mode & 0o111) and shutil.which(STRIP):
        subprocess.run([STRIP, '--strip-unneeded', partial], check=True)
    os.chmod(partial, mode)
    os.replace(partial, target)


def remove_files(place, names):
    """Removes files of a folder, and, of one that is ours, folders that are empty then, one with our name above too."""
    for path in (os.path.join(place.folder, name + end) for name in names for end in ('', PARTIAL)):
        if os.path.lexists(path):
            os.remove(path)
    for folder, _, _ in os.walk(place.folder, topdown=False) if place.is_ours else ():
        if not os.listdir(folder):
            os.rmdir(folder)
    above = os.path.dirname(place.folder)
    if place.is_ours and os.path.basename(above) == NAME and os.path.isdir(above) and not os.listdir(above):
        os.rmdir(above)


def check(place, files):
    """Looks for what must not be overwritten, before anything is installed."""
    if place.is_ours and os.path.islink(place.folder):
        raise Errors.WafError(f'{place.folder} is a link to {os.path.realpath(place.folder)}: '
                              'remove the link to install there.')
    for name in () if place.is_ours or Options.options.destdir else set(files) - set(recorded(place)):
        path = os.path.join(place.folder, name)
        if os.path.lexists(path):
            raise Errors.WafError(f'{path} is there, and was not installed by this command: rename it to install.')


def stage_files(place, files):
    """Puts what has been built into the folder of a package, as {name in the folder: file}."""
    for name, source in files.items():
        install_file(source, os.path.join(place.folder, name), place.mode, strip=False)
    Logs.info('Put %s into %s', place.what, place.folder)


def install_files(place, files):
    """Brings a folder up to what has been built, as {name in the folder: file}; files in it that are not ours stay."""
    before = recorded(place)
    os.makedirs(place.folder, exist_ok=True)
    write_record(place, [*before, *files])
    for name, source in files.items():
        install_file(source, os.path.join(place.folder, name), place.mode)
    write_record(place, files)
    remove_files(place, set(before) - {*files, place.record})
    Logs.info('Installed %s in %s', place.what, place.folder)


def contents(bld):
    """What goes into each kind of place, as {name in the folder: file}."""
    built = bundle.built_bundle(bld).abspath()
    scripts, projects, chains = (routes.sessions(bld, ending) if routes.are_made(bld) else []
                                 for ending in (routes.SCRIPT, routes.PROJECT, routes.CHAIN))
    documents = [*routes.sources(bld), bld.path.find_node('presets/routes/README.md'), *scripts, *projects, *chains]
    boards = routes.boards(bld) if routes.are_made(bld) else []
    return ({name: os.path.join(built, name) for name in bundle.bundle_files(bld)},
            {node.name: node.abspath() for node in documents} |
            {node.path_from(routes.folder(bld)): node.abspath() for node in boards},
            manual.files(bld),
            {mapping.NAME: mapping.program(bld).abspath()} if mapping.is_built(bld) else {},
            {page.name: page.abspath() for page in mapping.man_pages(bld)},
            {f'signalbox-{node.name}': node.abspath() for node in (*scripts, *actions.scripts(bld))})


def install(bld):
    """Installs what has been built."""
    *once, scripts = contents(bld)
    each = itertools.chain(once, itertools.repeat(scripts))
    work = [(place, files) for place, files in zip(places(bld.env), each)
            if place.folder and (files or recorded(place))]
    for place, files in work:
        check(place, files)
    if bld.env.CROSS:
        Logs.info('The routes go in as data alone: their sessions are the same for all machines, and made by '
                  '`./waf routes` without --cross.')
    if not any(files is scripts for _, files in work) and not Options.options.destdir:
        Logs.info('Ardour has no routes and actions yet: start Ardour %d or later once and install again, or say where '
                  'its scripts are (--ardourdir).', packages.OLDEST_ARDOUR)
    for place, files in work:
        try:
            (stage_files if Options.options.destdir else install_files)(place, files)
        except OSError as error:
            raise Errors.WafError(f'Cannot install into {place.folder} ({error.strerror}): choose another place (see '
                                  './waf --help), or run this as a user who may write there.')


class Install(Build.BuildContext):
    """install the plugins and the routes"""
    cmd = 'install'


def build(bld):
    """Installs when all is built, if that is the command."""
    if bld.cmd == Install.cmd:
        bld.add_post_fun(install)


class Uninstall(Context.Context):
    """remove exactly the files that install put there"""
    cmd = 'uninstall'

    def execute(self):
        """Needs no build: the folders know what was put into them."""
        if Options.options.destdir:
            raise Errors.WafError(f'What is in {Options.options.destdir} was put there for a package, so nothing is '
                                  'recorded: remove the folder.')
        found = [place for place in places(toolchain.cached_env()) if place.folder and recorded(place)]
        if not found:
            raise Errors.WafError('Nothing to remove: nothing was installed there by this command '
                                  '(say --prefix, --lv2dir and so on as you did to install it).')
        for place in found:
            try:
                remove_files(place, recorded(place))
            except OSError as error:
                raise Errors.WafError(f'Cannot remove {error.filename} ({error.strerror}): '
                                      'run this as the user who installed it.')
            if place.is_ours and os.path.isdir(place.folder):
                Logs.warn('%s stays: it holds files that were not installed by this command.', place.folder)
            Logs.info('Removed %s from %s', place.what, place.folder)
