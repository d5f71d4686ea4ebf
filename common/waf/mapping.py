# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Builds the command that reads sessions and names the mistakes in their routing."""

import os
import subprocess
import sys

from waflib import Errors

import packages
import parts

NAME = 'signalbox-map'


def is_built(bld):
    """Whether it is made for this command, and can be: it takes libraries of its own, and runs on this machine."""
    return bool({'map', 'test'} & packages.groups_of(bld.cmd)) and not bld.env.CROSS


def program(bld):
    """The command."""
    return bld.bldnode.make_node(f'map/{NAME}')


def man_pages(bld):
    """Of the command, where that is made."""
    return bld.path.ant_glob('common/map/*.1') if is_built(bld) else []


def build(bld):
    """A part for the tests, and a program of it."""
    if not is_built(bld):
        return
    use = packages.modules({'map'})
    bld.part('map', 'common/map/*.c', excl='**/main.c', use=['routes', 'diagram', *bld.env.TABLES, *use],
             defines=parts.POSIX)
    bld.tool(f'map/{NAME}', 'common/map/main.c', ['map', *bld.env.TABLES, *use],
             cflags=[f'-DSIGNALBOX_VERSION="{bld.env.VERSION}"'])


def write_example(bld, folder):
    """Writes a session with mistakes into a folder; its path."""
    sys.path.insert(0, bld.path.find_node('tests/map').abspath())
    import ardour_file
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, 'loud-drums.ardour')
    ardour_file.write_example(path)
    return path


def draw(bld, folder):
    """Draws maps of all routes, and of a session with mistakes, into a folder."""
    sessions = {node.name[:-len('.ttl')]: node.abspath() for node in bld.path.ant_glob('presets/routes/*.ttl')}
    sessions['loud-drums'] = write_example(bld, folder)
    for name, session in sorted(sessions.items()):
        command = [program(bld).abspath(), '--picture', os.path.join(folder, f'{name}.png'), session]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode not in (0, 1):
            raise Errors.WafError(f'Drawing a map of {session} has failed (see above).')
