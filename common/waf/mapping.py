# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Builds the command that reads sessions and names the mistakes in their routing."""

import packages
import parts

NAME = 'signalbox-map'


def is_built(bld):
    """Whether it is made for this command, and can be: it takes libraries of its own, and runs on this machine."""
    return bool({'map', 'test'} & packages.groups_of(bld.cmd)) and not bld.env.CROSS


def program(bld):
    """The command."""
    return bld.bldnode.make_node(f'map/{NAME}')


def build(bld):
    """A part for the tests, and a program of it."""
    if not is_built(bld):
        return
    use = packages.modules({'map'})
    bld.part('map', 'common/map/*.c', excl='**/main.c', use=['routes', 'diagram', *bld.env.TABLES, *use],
             defines=parts.POSIX)
    bld.tool(f'map/{NAME}', 'common/map/main.c', ['map', *bld.env.TABLES, *use],
             cflags=[f'-DSIGNALBOX_VERSION="{bld.env.VERSION}"'])
