# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What all of the build is made of: objects, programs and the plugins' shared objects, each kind made alike."""

import zlib

from waflib import Configure, Utils

import crossing

POSIX = '_POSIX_C_SOURCE=200809L'


def number(target):
    """What tells the objects of a target from those of another with the same sources. (waf counts the targets, so
    objects would be made anew whenever a command builds other targets than the last.)"""
    return zlib.crc32(str(target).encode()) % 100000


def here(bld, use):
    """What makes settings into those for what runs while building, where that is not for this machine; of names to use,
    those of modules are the same."""
    return {'env': bld.all_envs[crossing.HERE].derive(),
            'use': [name if name.isupper() else f'{name}_{crossing.HERE}' for name in Utils.to_list(use)]}


@Configure.conf
def part(bld, target, pattern, excl=(), use=(), source=None, runs_here=False, runs_everywhere=False, **settings):
    """Objects for others to use: for plugins and what loads them, for what runs here, while building, or for both."""
    source = source or bld.path.ant_glob(pattern, excl=excl)
    if runs_here and bld.env.CROSS:
        target = f'{target}_{crossing.HERE}'
        settings.update(here(bld, use))
        use = settings.pop('use')
    bld.objects(target=target, source=source, includes='.', idx=number(target), use=use, **settings)
    if runs_everywhere and bld.env.CROSS:
        part(bld, target, pattern, excl, use, source, runs_here=True, **settings)


@Configure.conf
def tool(bld, target, pattern, use, excl=(), runs_here=False, **settings):
    """A program that is run from where it is built: with what it has built, or here, while building."""
    if runs_here and bld.env.CROSS:
        settings.update(here(bld, use))
        use = settings.pop('use')
    bld.program(target=target, source=bld.path.ant_glob(pattern, excl=excl), use=use, includes='.', defines=POSIX,
                lib='m', install_path=None, idx=number(target), **settings)


@Configure.conf
def shared_object(bld, target, source, exports, use, **settings):
    """A shared object for hosts to load. It shows what a file beside this one says, and nothing else."""
    target.parent.mkdir()
    script = bld.path.find_node(f'common/waf/{exports}').abspath()
    bld.shlib(target=target, source=source, use=use, lib='m', includes='.', install_path=None, idx=number(target.name),
              linkflags=[f'-Wl,--version-script={script}', *bld.env.SHARED_LINKFLAGS], **settings)


@Configure.conf
def engine(bld, name, suffix='', **settings):
    """What a family of plugins does, without LV2."""
    bld.part(name + suffix, f'plugins/{name}/*.c',
             excl=[f'plugins/{name}/*_{kind}.c' for kind in ('ports', 'lv2', 'glance', 'panel*')], **settings)


@Configure.conf
def plugin_binary(bld, name, target, suffix=''):
    """The shared object of a family of plugins, with one build of the sound or another."""
    source = bld.path.ant_glob(f'plugins/{name}/*_lv2.c plugins/{name}/*_ports.c')
    use = ['LV2', 'glue', name + suffix, f'{name}_glance', 'tables', 'dsp' + suffix, 'choice']
    bld.shared_object(target, source, 'plugin.map', use, defines='PORTS_WITHOUT_WORDS')
