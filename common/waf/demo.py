# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Runs the demo."""

import os
import subprocess

from waflib import Build, Errors, Options

import bundle
import mapping
import packages
import parts
import toolchain


class Demo(Build.BuildContext):
    """play real loops through the plugins"""
    cmd = 'demo'


def build(bld):
    """Builds the demo, and runs it if that is the command."""
    if bld.cmd in (Demo.cmd, 'test', 'faults', 'lint'):
        use = packages.modules({'demo'})
        bld.part('demo', 'common/demo/*.c', excl='**/main.c',
                 use=['routes', 'wav', 'diagram', 'tables', *use], defines=parts.POSIX)
        bld.tool('demo/demo', 'common/demo/main.c', ['demo', *use])
    if bld.cmd == Demo.cmd:
        bld.add_post_fun(run)


def run(bld):
    """Runs the demo program, which says itself what it is doing."""
    folder = os.path.join(Options.options.lv2_path, 'demo')
    toolchain.keep_lilv_quiet(folder)
    program = bld.bldnode.find_node('demo/demo').abspath()
    if subprocess.run([program, folder], env=bundle.environment(bld), check=False).returncode:
        raise Errors.WafError(f'The demo has failed (see above); what it had made by then is in {folder}.')
    if mapping.is_built(bld):
        mapping.draw(bld, os.path.join(folder, 'maps'))
