# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Writes the routes as sessions of real hosts."""

import os

from waflib import Build, Logs, Options

import bundle
import packages
import toolchain

# What becomes of presets/routes/NAME.ttl, by the ending of its name.
SCRIPT, PROJECT, CHAIN = 'lua', 'carxp', 'conf'
BOARD = 'pedalboard'  # a folder


class Routes(Build.BuildContext):
    """write a script for Ardour, a project for Carla, a filter chain for PipeWire and a pedalboard for MOD of
    each route"""
    cmd = 'routes'


def sources(bld):
    """The routes as data."""
    return bld.path.ant_glob('presets/routes/*.ttl')


def folder(bld):
    """Where the sessions are made."""
    return bld.root.make_node(os.path.join(Options.options.lv2_path, 'routes'))


def sessions(bld, ending):
    """The files made for one host."""
    return [folder(bld).make_node(f'{node.name[:-len(".ttl")]}.{ending}') for node in sources(bld)]


def boards(bld):
    """The files of all pedalboards."""
    return [node.make_node(name) for node in sessions(bld, BOARD)
            for name in ('manifest.ttl', f'{node.name[:-len(BOARD) - 1]}.ttl')]


def are_made(bld):
    """Whether they are made for this command, and can be: it takes the plugins of others that are in them."""
    return bld.cmd in (Routes.cmd, 'install', 'test', 'faults', 'lint') and 'routes' in packages.groups_of(bld.cmd)


def write(task):
    """Writes all sessions, or, where anything is wrong with a route, says so and writes none."""
    bld = task.generator.bld
    toolchain.keep_lilv_quiet(folder(bld).abspath())
    program, body = task.inputs[:2]
    environment = bundle.environment(bld)
    environment['ASAN_OPTIONS'] += ':detect_leaks=0'  # there are plugins by others in the routes
    return task.exec_command([program.abspath(), bundle.built_bundle(bld).abspath(),
                              bld.path.make_node('presets/routes').abspath(), body.abspath(), folder(bld).abspath()],
                             env=environment)


def build(bld):
    """Writes the sessions when the bundle is complete: they name its presets and ports."""
    if not are_made(bld):
        return
    bld.tool('sessions/sessions', 'common/routes/main.c', ['routes', *packages.modules({'routes'})])
    bld(rule=write, source=['sessions/sessions', bld.path.find_node('common/routes/ardour.lua'), *sources(bld),
                            *bundle.generated(bld, bld.env.PLUGINS), *bundle.binaries(bld, bld.env.PLUGINS)],
        target=[*(node for ending in (SCRIPT, PROJECT, CHAIN) for node in sessions(bld, ending)), *boards(bld)],
        cls_keyword=lambda task: 'Writing', cls_str=lambda task: folder(bld).path_from(bld.path))
    if bld.cmd == Routes.cmd:
        bld.add_post_fun(tell)


def tell(bld):
    """Says where they are, and what to do with them."""
    Logs.info('Wrote %d routes into %s: a .lua for the scripts folder of Ardour, a .carxp for Carla, a .conf for '
              'PipeWire and a .pedalboard for MOD each '
              '(`./waf install` puts them where they are looked for).', len(sources(bld)), folder(bld).abspath())
