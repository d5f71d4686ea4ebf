# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The bundle of plugins: what is generated for it, and how it is installed and removed."""

import os
import shutil
import subprocess

from waflib import Build, Context, Errors, Logs, Options

import commands

NAME = 'signalbox.lv2'
RECORD = 'installed.txt'  # in an installed bundle: the files that install put there, one a line
PARTIAL = '.part'  # ends the name of a file that is being installed


def options(opt):
    """Adds what this file reads from the command line."""
    group = opt.get_option_group('Installation and uninstallation options')
    group.add_option('--prefix', default='', help='install into PREFIX/lib/lv2 instead of ~/.lv2')
    group.add_option('--lv2dir', default='', metavar='DIR', help='install into DIR instead of ~/.lv2')
    group.add_option('--destdir', default=os.environ.get('DESTDIR', ''), metavar='DIR',
                     help='put DIR in front of the place of installation, to make a package')


def configure(conf):
    """Remembers where to install to, when that was said to `configure`."""
    conf.env.LV2DIR = chosen_lv2dir() or conf.env.LV2DIR


def write_families(task):
    """Writes the C list of all families, see common/lv2/families.h."""
    names = task.env.PLUGINS
    includes = ''.join(f'#include "plugins/{name}/{name}_ports.h"\n' for name in names)
    rows = ''.join(f'  &{name}_family,\n' for name in names)
    task.outputs[0].write('#include "common/lv2/families.h"\n\n' + includes +
                          f'\nconst PortFamily* const families[] = {{\n{rows}}};\n\n'
                          f'const unsigned n_families = {len(names)};\n')


def describe(task):
    """Writes the manifest and the files on each plugin's ports and presets, from the port tables and presets/."""
    presets = task.generator.path.make_node('presets')
    return task.exec_command([task.inputs[0].abspath(), presets.abspath(), task.outputs[0].parent.abspath()])


def chosen_lv2dir():
    """The folder for bundles that the command line asks for, or an empty string."""
    if Options.options.lv2dir:
        return Options.options.lv2dir
    return os.path.join(Options.options.prefix, 'lib', 'lv2') if Options.options.prefix else ''


def installed_bundle(env):
    """Where the bundle goes."""
    lv2dir = chosen_lv2dir() or env.LV2DIR or os.path.expanduser('~/.lv2')
    return os.path.join(Options.options.destdir + lv2dir, NAME)


def installed_files(bundle):
    """The files that an earlier install put into a bundle."""
    try:
        with open(os.path.join(bundle, RECORD), encoding='utf-8') as record:
            return [name for name in record.read().split('\n') if name and '..' not in name and name[0] != '/']
    except FileNotFoundError:
        return []


def built_bundle(bld):
    """Where the bundle is made."""
    return bld.root.make_node(os.path.join(Options.options.lv2_path, NAME))


def environment(bld):
    """The environment for programs that load the built bundle."""
    return {
        'CMOCKA_MESSAGE_OUTPUT': 'TAP',
        'MALLOC_PERTURB_': '165',
        'ASAN_OPTIONS': 'detect_stack_use_after_return=1:strict_string_checks=1',
        'LSAN_OPTIONS': f'print_suppressions=0:suppressions={bld.path.abspath()}/common/waf/leaks.supp',
        'UBSAN_OPTIONS': 'print_stacktrace=1',
        **os.environ,
        'SIGNALBOX_LV2_DIR': Options.options.lv2_path,
        'SIGNALBOX_BUILD': bld.bldnode.abspath(),
        'SIGNALBOX_TOP': bld.path.abspath(),
    }


def bundle_files(bld):
    """Everything the built bundle consists of, as names relative to it."""
    bundle = built_bundle(bld)
    outputs = (node for group in bld.groups for tg in group for task in tg.tasks for node in task.outputs)
    return sorted({node.path_from(bundle) for node in outputs if node.is_child_of(bundle)})


def clean_bundle(bld):
    """Removes what a plugin that is gone, or renamed, has left in the built bundle."""
    bundle = built_bundle(bld)
    files = bundle_files(bld)
    for folder, _, names in os.walk(bundle.abspath()):
        for path in (os.path.join(folder, name) for name in names):
            if os.path.relpath(path, bundle.abspath()) not in files:
                os.remove(path)


def install_file(source, target):
    """Copies a file, a binary without its debug symbols, into its place in one step: a host may hold the old one."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    partial = target + PARTIAL
    shutil.copyfile(source, partial)
    if source.endswith('.so') and shutil.which('strip'):
        subprocess.run(['strip', '--strip-unneeded', partial], check=True)
    os.chmod(partial, 0o644)
    os.replace(partial, target)


def remove_files(bundle, names):
    """Removes files of an installed bundle, and the folders in it, itself included, that are empty then."""
    for path in (os.path.join(bundle, name + end) for name in names for end in ('', PARTIAL)):
        if os.path.lexists(path):
            os.remove(path)
    for folder, _, _ in os.walk(bundle, topdown=False):
        if not os.listdir(folder):
            os.rmdir(folder)


def install(bld):
    """Brings the installed bundle up to what has been built; files in it that are not ours stay."""
    bundle = installed_bundle(bld.env)
    if os.path.islink(bundle):
        raise Errors.WafError(f'{bundle} is a link to {os.path.realpath(bundle)}: remove the link to install there.')
    files = bundle_files(bld)
    try:
        before = installed_files(bundle)
        os.makedirs(bundle, exist_ok=True)
        with open(os.path.join(bundle, RECORD), 'w', encoding='utf-8') as record:
            record.write('\n'.join(sorted({*before, *files}) + [RECORD, '']))
        for name in files:
            install_file(os.path.join(built_bundle(bld).abspath(), name), os.path.join(bundle, name))
        with open(os.path.join(bundle, RECORD), 'w', encoding='utf-8') as record:
            record.write('\n'.join(files + [RECORD, '']))
        remove_files(bundle, set(before) - {*files, RECORD})
    except OSError as error:
        raise Errors.WafError(f'Cannot install into {bundle} ({error.strerror}): '
                              'choose another place with --lv2dir, or run this as a user who may write there.')
    Logs.info('Installed %s', bundle)


def build(bld, plugins):
    """Writes the generated Turtle, copies the rest, and installs where that is the command."""
    bundle = built_bundle(bld)
    names = ['manifest', *plugins, *(f'{name}_presets' for name in plugins)]
    bld(rule=describe, source=['describe', *bld.path.ant_glob('presets/**/*.ttl', excl='presets/routes')],
        target=[bundle.make_node(f'{name}.ttl') for name in names],
        cls_keyword=lambda task: 'Describing', cls_str=lambda task: task.outputs[0].parent.path_from(bld.path))
    for node in bld.path.ant_glob('ttl/*.ttl'):
        bld(features='subst', is_copy=True, source=node, target=bundle.make_node(node.name))
    bld.add_post_fun(clean_bundle)
    if bld.cmd == 'install':
        bld.add_post_fun(install)


class Install(Build.BuildContext):
    """install the plugins into ~/.lv2, or where --prefix or --lv2dir says"""
    cmd = 'install'


class Uninstall(Context.Context):
    """remove exactly the files that install put there"""
    cmd = 'uninstall'

    def execute(self):
        """Needs no build: the installed bundle knows its files."""
        bundle = installed_bundle(commands.cached_env())
        files = installed_files(bundle)
        if not files:
            raise Errors.WafError(f'Nothing to remove: {bundle} was not installed by this command '
                                  '(say --prefix, --lv2dir or --destdir as you did to install it).')
        try:
            remove_files(bundle, files)
        except OSError as error:
            raise Errors.WafError(f'Cannot remove {error.filename} ({error.strerror}): '
                                  'run this as the user who installed it.')
        if os.path.isdir(bundle):
            Logs.warn('%s stays: it holds files that were not installed by this command.', bundle)
        Logs.info('Removed %s', bundle)
