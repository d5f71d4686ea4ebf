# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What all of the build is made of: objects, programs and the plugins' shared objects, each kind made alike."""

import zlib

from waflib import Configure

POSIX = '_POSIX_C_SOURCE=200809L'


def number(target):
    """What tells the objects of a target from those of another with the same sources. (waf counts the targets, so
    objects would be made anew whenever a command builds other targets than the last.)"""
    return zlib.crc32(str(target).encode()) % 100000


@Configure.conf
def part(bld, target, pattern, excl=(), **settings):
    """Objects for others to use."""
    bld.objects(target=target, source=bld.path.ant_glob(pattern, excl=excl), includes='.', idx=number(target),
                **settings)


@Configure.conf
def tool(bld, target, pattern, use, excl=(), **settings):
    """A program that is run from where it is built."""
    bld.program(target=target, source=bld.path.ant_glob(pattern, excl=excl), use=use, includes='.', defines=POSIX,
                lib='m', install_path=None, idx=number(target), **settings)


@Configure.conf
def plugin_binary(bld, name, target, dsp='dsp'):
    """The shared object of a family of plugins, with one build of the DSP or another."""
    target.parent.mkdir()
    bld.shlib(target=target, source=bld.path.ant_glob(f'plugins/{name}/*_lv2.c'),
              use=['LV2', 'glue', name, f'{name}_ports', 'tables', dsp], lib='m', includes='.',
              linkflags=bld.env.PLUGIN_LINKFLAGS, install_path=None)
