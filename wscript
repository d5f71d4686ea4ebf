# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What is made from what. How each thing is done stands in common/waf/."""

import os
import sys

from waflib import Configure, Context

sys.path.insert(0, os.path.join(Context.run_dir, 'common', 'waf'))
import actions
import bench
import bundle
import commands
import crossing
import debian
import demo
import faults
import fuzzing
import hosting
import installing
import lags
import languages
import lint
import manual
import mapping
import packages
import packaging  # adds commands  # pylint: disable=unused-import
import parts  # adds to what a build can do  # pylint: disable=unused-import
import routes
import testing
import toolchain
import ui
import windows

APPNAME = 'signalbox'
VERSION = '0.1.0'

Configure.autoconfig = True


def options(opt):
    for tool in (packages, toolchain, crossing, installing, testing, bench, faults, fuzzing, debian, commands):
        tool.options(opt)


def init(_):
    commands.prepare()


def configure(conf):
    for tool in (commands, toolchain, crossing if conf.options.cross else packages, installing):
        tool.configure(conf)


def build(bld):
    plugins = bld.env.PLUGINS = [node.parent.name for node in bld.path.ant_glob('plugins/*/*_lv2.c')]
    tables = bld.env.TABLES = ['tables', 'families'] + [f'{name}_ports' for name in plugins]

    # The plugins: a folder each, all built alike.
    bld.part('dsp', 'common/dsp/*.c', excl=toolchain.CLONES_CHOICE)
    bld.part('choice', toolchain.CLONES_CHOICE)
    bld.part('tables', 'common/ports/*.c', runs_everywhere=True, env=toolchain.small(bld))
    bld.part('glance', 'common/glance/*.c', env=toolchain.small(bld))
    bld.part('glue', 'common/lv2/*.c', excl='common/lv2/ui*.c', use=['LV2', 'glance'])
    for name in plugins:
        bld.part(f'{name}_ports', f'plugins/{name}/*_ports.c', runs_everywhere=True, env=toolchain.small(bld))
        bld.engine(name)
        bld.part(f'{name}_glance', f'plugins/{name}/*_glance.c', use='glance', env=toolchain.small(bld))
        bld.plugin_binary(name, bundle.built_bundle(bld).make_node(f'{name}.so'))

    # Their description, by a program that runs while building.
    bld.env.VERSION = VERSION
    bld(target='families.c', rule=bundle.write_families, vars=['PLUGINS'])
    bld.part('families', '', source='families.c', runs_everywhere=True)
    languages.build(bld)
    bld.part('turtle', 'common/turtle/*.c', use=['SERD_0', 'SORD_0'], runs_here=True)
    bld.part('family_prose', 'ttl/family_prose.c', use=['turtle', 'SERD_0', 'SORD_0'], runs_here=True)
    bld.part('description', 'ttl/describe_*.c', use=['family_prose', 'SERD_0', 'SORD_0'], runs_here=True)
    bld.part('presets', 'common/presets/*.c', use=['turtle', 'SERD_0', 'SORD_0'], runs_here=True)
    bld.tool('describe', 'ttl/describe.c', ['description', 'presets', 'all_languages', 'SERD_0', 'SORD_0', *tables],
             runs_here=True)
    languages.build_template(bld)
    bundle.build(bld, plugins, ui.binaries(bld))

    # What stands on them, each where a command asks for it.
    for stage in (hosting, actions, installing, testing) if bld.env.CROSS else (
            hosting, routes, mapping, actions, windows, manual, installing, demo, ui, bench, testing, faults, fuzzing,
            lags, lint):
        stage.build(bld)
