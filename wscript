# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What is made from what. How each thing is done stands in common/waf/."""

import os
import sys

from waflib import Configure, Context

sys.path.insert(0, os.path.join(Context.run_dir, 'common', 'waf'))
import bench
import bundle
import commands
import demo
import faults
import fuzzing
import installing
import lint
import packages
import routes
import testing
import toolchain

APPNAME = 'signalbox'
VERSION = '0.1.0'

Configure.autoconfig = True


def options(opt):
    for tool in (packages, toolchain, installing, testing, bench, fuzzing, commands):
        tool.options(opt)


def init(ctx):
    commands.prepare()


def configure(conf):
    for tool in (commands, toolchain, packages, installing):
        tool.configure(conf)


def build(bld):
    plugins = bld.env.PLUGINS = [node.parent.name for node in bld.path.ant_glob('plugins/*/*_lv2.c')]
    tables = ['tables', 'families'] + [f'{name}_ports' for name in plugins]
    binaries = bundle.built_bundle(bld)
    posix = '_POSIX_C_SOURCE=200809L'

    def objects(target, pattern, excl=(), **settings):
        bld.objects(target=target, source=bld.path.ant_glob(pattern, excl=excl), includes='.', **settings)

    def program(target, pattern, use, excl=(), **settings):
        bld.program(target=target, source=bld.path.ant_glob(pattern, excl=excl), use=use, includes='.',
                    defines=posix, lib='m', install_path=None, **settings)

    def shared_object(target, name, dsp):
        target.parent.mkdir()
        bld.shlib(target=target, source=bld.path.ant_glob(f'plugins/{name}/*_lv2.c'),
                  use=['LV2', 'glue', name, f'{name}_ports', 'tables', dsp], lib='m', includes='.',
                  linkflags=bld.env.PLUGIN_LINKFLAGS, install_path=None)

    # The plugins: a folder each, all built alike.
    objects('dsp', 'common/dsp/*.c')
    objects('tables', 'common/lv2/*.c', excl='common/lv2/plugin*.c')
    objects('glue', 'common/lv2/plugin*.c', use='LV2')
    for name in plugins:
        objects(f'{name}_ports', f'plugins/{name}/*_ports.c')
        objects(name, f'plugins/{name}/*.c', excl=f'plugins/{name}/*_ports.c plugins/{name}/*_lv2.c')
        shared_object(binaries.make_node(f'{name}.so'), name, 'dsp')

    # Their description.
    bld(target='families.c', rule=bundle.write_families, vars=['PLUGINS'])
    bld.objects(target='families', source='families.c', includes='.')
    program('describe', 'ttl/*.c', ['SERD_0', 'SORD_0', *tables])
    bundle.build(bld, plugins)

    # The host that reads the routes, and what makes sessions of them.
    use = packages.modules({'routes'})
    if bld.cmd in ('routes', 'install', 'demo', 'test', 'bench', 'faults', 'lint', 'fuzz'):
        objects('route_host', 'tests/host/*.c', excl='tests/host/wav.c', use=use, defines=posix)
    if bld.cmd in ('routes', 'install', 'test', 'faults', 'lint'):
        objects('sessions', 'sessions/*.c', excl='sessions/main.c', use=use, defines=posix)
        program('sessions/sessions', 'sessions/main.c', ['sessions', 'route_host', *use])
        routes.build(bld, plugins)
        installing.after(bld)

    # The drawing that tests, the demo and the bench share, and these.
    if bld.cmd in ('demo', 'test', 'bench', 'faults', 'lint'):
        use = packages.modules({'bench'})
        objects('host', 'tests/host/wav.c', use=['route_host', *use], defines=posix)
        objects('draw', 'common/draw/*.c', use=use)
    if bld.cmd in ('demo', 'test', 'lint'):
        program('demo/demo', 'tests/demo/*.c', ['host', 'draw', *packages.modules({'demo'})], excl='**/test_*.c')
        demo.after(bld)
    if bld.cmd in ('test', 'bench', 'lint'):
        program('bench/bench', 'tests/bench/*.c', ['host', 'draw', *packages.modules({'bench'})], excl='**/test_*.c')
        objects('dsp_baseline', 'common/dsp/*.c', env=bench.baseline(bld))
        for name in plugins:
            shared_object(bld.bldnode.make_node(f'bench/baseline/{name}.so'), name, 'dsp_baseline')
        bench.after(bld)
    if bld.cmd in ('test', 'faults', 'lint'):
        use = packages.modules({'test'})
        levels = {'dsp': ['dsp'], 'plugins': ['dsp', *plugins], 'lv2': ['host', *tables], 'commands': ['sessions', 'host'],
                  'faults': ['host', 'lv2_shared', *tables], 'demo': ['host', 'draw'], 'bench': ['host', 'draw']}
        for level, parts in levels.items():
            objects(f'{level}_shared', f'tests/{level}/*.c', excl='**/test_*.c **/main.c', use=use, defines=posix)
            for node in bld.path.ant_glob(f'tests/{level}/test_*.c'):
                name = f'tests/{level}/{node.name[:-2]}'
                program(name, f'{name}.c', [f'{level}_shared', *parts, *use], linkflags='-rdynamic')
        program('faults/faults', 'tests/faults/main.c', ['faults_shared', *levels['faults'], *use],
                linkflags='-rdynamic')
        faults.build_bad_plugin(bld, posix)
        program('hosts/play_route', 'tests/hosts/play_route.c', ['demo_shared', 'sessions', *levels['demo'], *use])
        testing.after(bld)
        faults.after(bld)
    if bld.cmd in ('test', 'lint', 'fuzz'):
        fuzzing.build(bld, plugins, tables)
    lint.after(bld)
