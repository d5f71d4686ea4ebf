# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Measures speed and size; and keeps the table that a test compares the numbers of instructions with."""

import os
import subprocess
import sys

from waflib import Build, Errors, Logs, Options

import bundle
import installing
import packages
import toolchain


class Bench(Build.BuildContext):
    """compare speed and size with other plugins and with the limit"""
    cmd = 'bench'


# Limits and loops to compare with are not to be held back by what keeps plugins small, nor by where they happen to lie.
FULL_SPEED = ['-O3', '--param=max-completely-peel-times=16', '-falign-loops=64']


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--update', action='store_true', default=False,
                   help='bench: only count instructions, and make them what ./waf test expects; windows: renew the '
                        'pictures of the README as well')


def baseline(bld):
    """The settings that build for the processor's baseline alone: nothing to choose between when a plugin is loaded."""
    env = bld.env.derive()
    env.DEFINES = [define for define in bld.env.DEFINES if not define.startswith('HAVE_TARGET_CLONES')]
    env.append_value('DEFINES', 'HAVE_TARGET_CLONES=0')
    return env


def build(bld):
    """Builds the bench, with plugins for its counts beside those that are released; measures if that is the command."""
    if bld.cmd in (Bench.cmd, 'test', 'lint'):
        bld.tool('bench/bench', 'tests/bench/*.c',
                 ['samples', 'support', 'wav', 'draw', 'dsp', *packages.modules({'bench'})], excl='**/test_*.c',
                 cflags=[flag for flag in FULL_SPEED if bld.env.CC_NAME == 'gcc'])
        bld.tool('bench/windows', 'tests/bench/windows/*.c', ['screen', 'host', *packages.modules({'bench'})])
        bld.part('dsp_baseline', 'common/dsp/*.c', excl=toolchain.CLONES_CHOICE, env=baseline(bld))
        for name in bld.env.PLUGINS:
            bld.engine(name, '_baseline', env=baseline(bld))
            bld.plugin_binary(name, bld.bldnode.make_node(f'bench/baseline/{name}.so'), '_baseline')
    if bld.cmd == Bench.cmd:
        if bld.env.SANITIZE:
            raise Errors.WafError('Plugins with sanitizers are not what anyone runs: measure without --sanitize.')
        if bld.env.CC_NAME != 'gcc':
            raise Errors.WafError('valgrind cannot count in what this compiler builds: measure without --compiler.')
        bld.add_post_fun(run)


def call(bld, *command):
    """Runs a part of the bench, which says itself what it does."""
    path = os.pathsep.join([Options.options.lv2_path, *packages.system_lv2()])
    environment = dict(bundle.environment(bld), LV2_PATH=path)
    del environment['MALLOC_PERTURB_']  # writes to memory that nobody else does
    if subprocess.run(command, env=environment, check=False).returncode:
        raise Errors.WafError('The bench has failed (see above).')


def run(bld):
    """Counts, then, unless that was all, strips and measures."""
    counter = [sys.executable, bld.path.find_node('tests/bench/instructions.py').abspath()]
    if Options.options.update:
        call(bld, *counter, 'update')
        return
    folder = os.path.join(Options.options.lv2_path, 'bench')
    toolchain.keep_lilv_quiet(folder)
    for name in (f'{plugin}.so' for plugin in bld.env.PLUGINS):
        installing.install_file(os.path.join(bundle.built_bundle(bld).abspath(), name),
                                os.path.join(folder, 'stripped', name), 0o644)
    counts = os.path.join(folder, 'instructions.txt')
    call(bld, *counter, 'works', counts)
    call(bld, bld.bldnode.find_node('bench/bench').abspath(), 'measure', folder)
    call(bld, bld.bldnode.find_node('bench/windows').abspath(), os.path.join(folder, 'bench.md'))
    Logs.info('The report is %s', os.path.join(folder, 'bench.md'))
