# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""How far the lags that bus and return report can be trusted: tables for the README."""

import os
import subprocess

from waflib import Build, Errors, Logs, Options

import bundle
import packages
import testing
import toolchain

MIXES = 400  # of each kind


class Lags(Build.BuildContext):
    """say how far the lags that are reported can be trusted"""
    cmd = 'lags'


def build(bld):
    """Builds what plays the mixes, and plays them if that is the command."""
    if bld.cmd in (Lags.cmd, 'test', 'lint'):
        if bld.cmd == Lags.cmd:
            testing.build_shared(bld, 'lags')
        use = ['lags_shared', *testing.levels(bld)['lags'], *packages.modules({'test'})]
        bld.tool('lags/lags', 'tests/lags/main.c', use)
    if bld.cmd == Lags.cmd:
        if bld.env.SANITIZE:
            raise Errors.WafError('Sanitizers make this slow, and find nothing here that `./waf test` does not.')
        bld.add_post_fun(run)


def run(bld):
    """Runs the program, which prints the tables."""
    folder = os.path.join(Options.options.lv2_path, 'lags')
    toolchain.keep_lilv_quiet(folder)
    log = os.path.join(folder, 'lags.txt')
    program = bld.bldnode.find_node('lags/lags').abspath()
    if subprocess.run([program, log, str(MIXES)], env=bundle.environment(bld), check=False).returncode:
        raise Errors.WafError('The mixes cannot be played (see above).')
    Logs.info('What was not right is in %s', log)
