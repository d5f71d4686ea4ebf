# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Builds the content of the plugins' windows, and draws pictures of them."""

import os
import subprocess

from waflib import Build, Errors, Options

import bundle
import packages
import parts
import toolchain


class Windows(Build.BuildContext):
    """draw the plugins' windows in all states"""
    cmd = 'windows'


def write_panels(task):
    """Writes the C list of the panels of all families, see common/panel/panels.h."""
    names = task.env.PLUGINS
    includes = ''.join(f'#include "plugins/{name}/{name}_panel.h"\n' for name in names)
    rows = ''.join(f'  &{name}_panel,\n' for name in names)
    task.outputs[0].write('#include "common/panel/panels.h"\n\n' + includes +
                          f'\nconst PanelType* const panels[] = {{\n{rows}}};\n\n'
                          f'const unsigned n_panels = {len(names)};\n')


def build(bld):
    """Builds the panels, and draws them if that is the command."""
    groups = packages.groups_of(bld.cmd)
    if not groups & {'windows', 'test', 'ui', 'manual'}:
        return
    use = packages.modules({'windows'})
    bld.part('panel', 'common/panel/*.c', use=['draw', 'languages', *use], defines=parts.POSIX)
    for name in bld.env.PLUGINS:
        bld.part(f'{name}_panel', f'plugins/{name}/*_panel*.c', use=['panel', *use], defines=parts.POSIX)
    bld(target='panels.c', rule=write_panels, vars=['PLUGINS'])
    every = ['panel', 'languages', 'dsp', *(f'{name}_panel' for name in bld.env.PLUGINS)]
    bld.part('panels', '', source='panels.c', use=every + use)
    if not groups & {'windows', 'test', 'manual'}:
        return
    bld.part('gallery', 'common/gallery/*.c', excl='**/main.c', use=['panels', *use], defines=parts.POSIX)
    bld.tool('gallery/gallery', 'common/gallery/main.c', ['gallery', 'panels', *every, *bld.env.TABLES, 'draw', *use])
    if bld.cmd == Windows.cmd:
        bld.add_post_fun(run)


def run(bld):
    """Draws the pictures."""
    folder = os.path.join(Options.options.lv2_path, 'windows')
    toolchain.keep_lilv_quiet(folder)
    program = bld.bldnode.find_node('gallery/gallery').abspath()
    readme = [[program, bld.path.find_node('common/gallery').abspath(), 'readme']] if Options.options.update else []
    commands = [[program, folder], *readme]
    if any(subprocess.run(command, env=bundle.environment(bld), check=False).returncode for command in commands):
        raise Errors.WafError(f'Drawing the windows has failed (see above); what was drawn by then is in {folder}.')
