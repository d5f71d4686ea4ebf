# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The command line: what --help says, and what each command needs before it runs."""

import logging
import os
import shutil

from waflib import Context, Errors, Options, Utils

import crossing
import debian
import installing
import packages
import toolchain

HELP = '''usage: ./waf [commands] [options]

Each command does all that it needs: system packages, configuration, building.

  build        make the plugins, to be loaded with LV2_PATH=$PWD/build (the default)
  demo         play real loops through the plugins: sound, levels and a page, build/demo/index.html
  windows      draw the plugins' windows in all states: build/windows
  manual       write the manual: build/manual/index.html
  routes       write the routes as sessions of Ardour, Carla, PipeWire and MOD, in build/routes
  test         build and run every test
  bench        compare speed and size with other plugins and with loops by hand: build/bench/bench.md
  faults       try to break the plugins, and others beside them: build/faults/faults.md
  lags         play late and healthy mixes to bus and return, and say how far their lags can be trusted
  languages    bring the catalogs in common/languages up to date with the texts of the code
  debian       as root: run the demo and the tests in a Debian that has just been set up, in .debian/
  lint         check format, style, spelling and licences
  fuzz         feed made-up host behaviour, presets and routes to the code, a minute for each target
  install      install the plugins into ~/.lv2, signalbox-map into ~/.local/bin, and the manual and the
               routes beside the documentation, or where the options say
  uninstall    remove exactly the files that install put there
  dist         pack the sources into build/signalbox-VERSION.tar.xz
  deb          make Debian packages of them, in build/deb
  configure    only look for compiler and libraries; --prefix or --lv2dir given here are kept
  clean        remove build/ with all that was made
  distclean    clean, and remove .debian/ and the private copy of waf's library

'''

# The options that --help shows; waf has more, which work as well.
SHOWN = ('--help --jobs --verbose --out --no-deps --compiler --cross --werror --sanitize --sanitize-threads --only '
         '--effort --minutes --executions --update --release --prefix --libdir --lv2dir --docdir --bindir --ardourdir '
         '--destdir').split()

# What waf says around every command and nobody needs to read.
CHATTER = ('Waf: Entering directory', 'Waf: Leaving directory', '%r finished successfully')


def options(opt):
    """Takes relative paths from where the user stands, and quiets waf."""
    Context.launch_dir = os.environ.get('SIGNALBOX_CWD', Context.launch_dir)
    logging.getLogger('waflib').addFilter(lambda record: not str(record.msg).startswith(CHATTER))
    opt.parser.format_help = lambda *_: HELP + options_help(opt.parser)


def options_help(parser):
    """One line for each option that matters here."""
    rows = []
    for option in (parser.get_option(name) for name in SHOWN):
        value = '=' + (option.metavar or option.dest).upper() if option.takes_value() else ''
        rows.append(f'  {option.get_opt_string() + value:<20} {option.help}\n')
    return ''.join(rows)


def prepare():
    """Makes the machine ready for the commands given, and configures where an earlier configuration falls short."""
    option = Options.options
    for name in ('lv2dir', 'docdir', 'bindir', 'ardourdir'):
        folder = getattr(option, name)
        if folder:
            setattr(option, name, os.path.abspath(os.path.join(Context.launch_dir, os.path.expanduser(folder))))
    Context.launch_dir = Context.run_dir
    for command in Options.commands:
        if command not in (*packages.GROUPS, 'debian', 'uninstall', 'clean', 'distclean', 'dist', 'deb'):
            raise Errors.WafError(f'There is no command {command}: `./waf --help` lists them.')
    crossing.select()
    toolchain.select()
    wanted, optional = packages.wanted, set()
    for command in Options.commands:
        wanted.update((crossing if option.cross else packages).GROUPS.get(command, '').split())
        optional.update(packages.OPTIONAL.get(command, '').split() if not option.cross else ())
    wanted.difference_update({'hosts'} if option.sanitize or toolchain.is_clang() else ())
    wanted.update({'werror'} if wanted and option.werror else ())
    wanted.update({'clang-sanitize'} if wanted and option.sanitize and toolchain.is_clang() else ())
    if not wanted:
        return
    if not os.access(Context.run_dir, os.W_OK):
        raise Errors.WafError(f'{Context.run_dir} cannot be written to: make a clone of your own, or change its owner.')
    packages.ensure(wanted & crossing.RUN_HERE if option.cross else wanted)
    if option.cross and 'test' in wanted:
        crossing.ensure_sysroot(packages.may_install())
    wanted.update(group for group in sorted(optional - wanted) if packages.invite(group))
    env = toolchain.cached_env()
    if 'configure' not in Options.commands:
        installing.keep(env)
        if not wanted <= set(env.GROUPS):
            Options.commands.insert(0, 'configure')


def configure(conf):
    """Notes what this configuration is good for, and that a change of these files calls for a new one."""
    conf.env.GROUPS = sorted(packages.wanted)
    for node in conf.path.ant_glob('common/waf/*.py'):
        conf.hash = Utils.h_list((conf.hash, node.read('rb')))
        conf.files.append(node.abspath())


class Clean(Context.Context):
    """remove build/ with all that was made"""
    cmd = 'clean'

    def execute(self):
        """Needs no configuration."""
        shutil.rmtree(os.path.join(Context.run_dir, 'build'), ignore_errors=True)


class DistClean(Clean):
    """remove build/, .debian/ and the private copy of waf's library"""
    cmd = 'distclean'

    def execute(self):
        super().execute()
        debian.remove(os.path.join(Context.run_dir, debian.FOLDER))
        shutil.rmtree(os.path.join(Context.run_dir, '.waflib'), ignore_errors=True)
