# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Runs test programs, which speak TAP (the Test Anything Protocol), and counts what passed."""

import os
import re
import signal
import subprocess
import sys
import time
from concurrent import futures
from dataclasses import dataclass

from waflib import Build, Errors, Logs, Options

import bundle
import crossing
import packages
import parts
import toolchain

# GCC 12 for aarch64 breaks off with an internal error where it makes vectors of some tests' search for a maximum. This
# is for the tests, not for what is tested.
SCALAR = ['-fno-tree-vectorize']

TIMEOUT_S = 1200  # for one program: far more than any needs on a busy machine, so that a hang ends
SLOW_TIMEOUT_S = 3600  # with sanitizers, or in an emulator

# What takes longest of the C tests and of the scripts: these begin first, so that none of them is left to run alone.
LONGEST = ('faults/test_suite', 'lags/test_lags', 'lv2/test_keys', 'lv2/test_mistakes', 'plugins/test_auto_level',
           'plugins/test_return_match', 'commands/test_install.py', 'hosts/ardour/test_insertion.py',
           'hosts/ardour/test_routes.py', 'hosts/jalv/test_presets.py', 'hosts/players/test_players.py')


@dataclass
class Program:
    """One test program: a C test, or a script that drives a real host."""
    name: str
    command: list
    log: str


@dataclass
class Result:
    """What came of it; `problem` is what went wrong beyond tests that failed, and counts as a failure."""
    passed: int
    failed: int
    skipped: int
    problem: str
    seconds: float


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--only', default='', metavar='TEXT',
                   help='run only the tests, or fuzz targets, with this in their name')


class Test(Build.BuildContext):
    """build and run every test"""
    cmd = 'test'


def build(bld):
    """Builds the tests, which stand in a folder for each level, and runs them if that is the command."""
    if bld.cmd not in (Test.cmd, 'faults', 'lint'):
        return
    use = packages.modules({'test'})
    cflags = SCALAR if bld.env.CROSS else []
    for level, parts_used in levels(bld).items():
        build_shared(bld, level, cflags)
        for node in bld.path.ant_glob(f'tests/{level}/test_*.c'):
            name = f'tests/{level}/{node.name[:-2]}'
            bld.tool(name, f'{name}.c', [f'{level}_shared', *parts_used, *use], linkflags='-rdynamic', cflags=cflags)
    if not bld.env.CROSS:
        bld.tool('hosts/play_route', 'tests/hosts/play_route.c', ['demo', *use])
        bld.tool('hosts/place', 'tests/hosts/place.c', ['panels', *bld.env.TABLES])
    if bld.cmd == Test.cmd:
        bld.add_pre_fun(check_only)
        bld.add_post_fun(run_all)


def build_shared(bld, level, cflags=()):
    """Builds what the tests of a level share."""
    bld.part(f'{level}_shared', f'tests/{level}/*.c', excl='**/test_*.c **/main.c', use=packages.modules({'test'}),
             defines=parts.POSIX, cflags=list(cflags))


def levels(bld):
    """The levels of the system, and what the tests of each are linked with."""
    tables = bld.env.TABLES
    lv2 = ['routes', 'samples', 'support', *tables]
    sound = {'dsp': ['dsp', 'tables', 'samples'], 'plugins': ['dsp', 'choice', 'tables', *bld.env.PLUGINS, 'samples'],
             'glue': ['glue', 'tables', 'LV2'],
             'glance': [*(f'{name}_glance' for name in bld.env.PLUGINS), 'glance', *tables]}
    hosted = {'ports': ['description', 'turtle', 'tables', 'all_languages'], 'lv2': lv2,
              'commands': ['lv2_shared', *lv2], 'map': ['map', 'support', *tables],
              'languages': ['lv2_shared', *lv2, 'all_languages', 'family_prose'],
              'faults': ['lv2_shared', *lv2], 'lags': ['samples', 'support', *tables], 'draw': ['draw'],
              'diagram': ['diagram', 'support'], 'demo': ['demo'],
              'window': ['screen', 'window', 'tables'],
              'ui': ['screen', 'window', 'panels', 'languages', *tables, 'LV2'],
              'panel': ['gallery', 'panels', 'panel', 'languages', *tables, 'draw'],
              'bench': ['samples', 'support', 'wav', 'draw', 'dsp']}
    return sound if bld.env.CROSS else {**sound, **hosted}


def check_only(bld):
    """Stops, before anything is built, where --only leaves no test."""
    only = Options.options.only
    names = [tg.target[len('tests/'):] for tg in c_generators(bld)] + [test.name for test in host_tests(bld)]
    if not any(only in name for name in names):
        raise Errors.WafError(f'No test has "{only}" in its name: they are named by their files in tests/, as '
                              'dsp/test_filter is, or plugins/test_aux_send.')


def c_generators(bld):
    """What makes the programs, by their path below tests/."""
    return [tg for group in bld.groups for tg in group if str(tg.target).startswith('tests/')]


def c_tests(bld):
    """The programs that were built."""
    nodes = ((tg.link_task.outputs[0], getattr(tg, 'arguments', [])) for tg in c_generators(bld))
    return [program(bld, node.path_from(bld.bldnode), [*crossing.emulator(), node.abspath(), *arguments])
            for node, arguments in nodes]


def host_tests(bld):
    """The scripts that drive real hosts and commands, or count; these run the plugins as they are released, so not
    with the sanitizers, with this machine's own compiler, and on this machine."""
    patterns = ['tests/hosts/**/test_*', 'tests/*/test_*.py']
    is_another = bld.env.SANITIZE or bld.env.CROSS or toolchain.is_clang()
    nodes = [] if is_another else bld.path.ant_glob(patterns)
    scripts = (node for node in nodes if node.name.endswith('.py') or os.access(node.abspath(), os.X_OK))
    return [program(bld, node.path_from(bld.path), ['nice', *interpreter(node), node.abspath()]) for node in scripts]


def interpreter(node):
    """What runs a script: itself where it is executable (it then says with which Python), else this Python."""
    return [] if os.access(node.abspath(), os.X_OK) or not node.name.endswith('.py') else [sys.executable]


def program(bld, path, command):
    """A program by its path in the tree."""
    return Program(path[len('tests/'):], command, bld.bldnode.make_node(path + '.log').abspath())


def is_short(test):
    """Whether a test can begin late."""
    return test.name not in LONGEST


def run_all(bld):
    """Runs what --only leaves on all cores: C tests, then hosts, each of which has folders and servers of its own, and
    one more at a time than there are cores, since many of them mostly wait. Exits with 1 if anything failed."""
    tests = [test for kind in (c_tests(bld), host_tests(bld)) for test in sorted(kind, key=is_short)
             if Options.options.only in test.name]
    environment = {**bundle.environment(bld), 'PYTHONPATH': bld.path.make_node('tests').abspath()}  # of tap.py
    timeout_s = SLOW_TIMEOUT_S if bld.env.SANITIZE or bld.env.CROSS else TIMEOUT_S
    results = {}
    made = when_made(bld)
    with futures.ThreadPoolExecutor(bld.jobs + 1) as pool:
        running = {pool.submit(run, test, environment, timeout_s): test for test in tests}
        for future in futures.as_completed(running):
            test, result = running[future], future.result()
            report(test, result)
            results[test.name] = result
    passed, failed, skipped = (sum(getattr(result, count) for result in results.values())
                               for count in ('passed', 'failed', 'skipped'))
    if failed:
        Logs.info('Failed: %s', ', '.join(sorted(name for name, result in results.items() if result.failed)))
    if when_made(bld) != made:
        raise Errors.WafError('While the tests ran, one of them has made the plugins again, which the others use.')
    Logs.info('%d passed, %d failed%s', passed, failed, f', {skipped} skipped' if skipped else '')
    if failed:
        sys.exit(1)


def when_made(bld):
    """When each plugin's binary was written."""
    return [os.stat(node.abspath()).st_mtime_ns for node in bundle.binaries(bld, bld.env.PLUGINS)]


def run(test, environment, timeout_s):
    """Runs one program, with its output in its log, and stops whatever it has started when it is late."""
    os.makedirs(os.path.dirname(test.log), exist_ok=True)
    start = time.monotonic()
    problem = ''
    with open(test.log, 'wb') as log:
        process = subprocess.Popen(test.command, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            problem = f'was stopped after {timeout_s} s'
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    with open(test.log, encoding='utf-8', errors='replace') as log:
        return judge(log.read(), process.returncode, problem, time.monotonic() - start)


def judge(output, status, problem, seconds):
    """Counts the lines of a program's output, and finds what they do not tell."""
    lines = re.findall(r'^((?:not )?ok)\b(.*# *skip)?', output, re.M | re.I)
    skipped = sum(bool(skip) for _, skip in lines) + len(re.findall(r'^1\.\.0\s*# *skip', output, re.M | re.I))
    passed = sum(word == 'ok' and not skip for word, skip in lines)
    failed = sum(word == 'not ok' and not skip for word, skip in lines)
    plans = [int(count) for count in re.findall(r'^1\.\.(\d+)', output, re.M)]
    if not problem and status < 0:
        problem = f'crashed ({signal.Signals(-status).name})'
    elif not problem and not plans:
        problem = f'printed no plan, and ended with status {status}'
    elif not problem and sum(plans) != len(lines):
        problem = f'ran {len(lines)} of {sum(plans)} tests, and ended with status {status}'
    elif not problem and status and not failed:
        problem = f'ended with status {status}'
    return Result(passed, failed + bool(problem), skipped, problem, seconds)


def report(test, result):
    """A line for a program that has ended, and what else it printed than successes if it failed."""
    counts = ', '.join(f'{getattr(result, name)} {name}' for name in ('passed', 'failed', 'skipped')
                       if getattr(result, name) or name == 'passed')
    Logs.info('%-4s  %-40s %-24s %6.1f s', 'FAIL' if result.failed else 'ok', test.name, counts, result.seconds)
    if result.failed:
        with open(test.log, encoding='utf-8', errors='replace') as log:
            lines = ''.join(f'      | {line.rstrip()}\n' for line in log if not re.match(r'ok\b', line))
        Logs.info('%s', f'{lines}      {test.name} {result.problem or f"had {result.failed} failed"}; see {test.log}')
