# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Fuzz targets: fed by libFuzzer, or, as test programs, with the inputs that are kept."""

import math
import os
import re
import shutil
import subprocess
import sys
from concurrent import futures
from dataclasses import dataclass

from waflib import Build, Context, Errors, Logs, Options

import bundle
import packages
import parts
import toolchain

MINUTES = 1.0
HANG_S = 20  # for one input, which takes milliseconds
NOT_FUZZED = ' '.join(f'common/map/{name}.c' for name in ('main', 'picture*', 'report', 'session_read'))


@dataclass
class Target:
    """One target: what it is made of, and where inputs for it are kept."""
    sources: list
    use: list
    corpus: list
    options: tuple = ()


class Fuzz(Build.BuildContext):
    """feed made-up inputs to the code"""
    cmd = 'fuzz'


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--minutes', default=MINUTES, type='float', metavar='N',
                   help=f'how long to run each fuzz target (default: {MINUTES:g})')
    opt.add_option('--executions', type='int', metavar='N',
                   help='run each fuzz target N times instead, the same way each time')


def targets(bld):
    """All targets by name: one for each family of plugins, the windows, the readers of Turtle, and those of XML."""
    plugins, tables = bld.env.PLUGINS, bld.env.TABLES
    tree = 'tests/fuzz'
    promises = f'{tree}/map_promises.c'
    turtle = (f'-dict={tree}/turtle.dict', '-max_len=8192')
    return {
        **{name: Target([f'{tree}/target_plugins.c', f'plugins/{name}/*_lv2.c'],
                        ['glue', name, f'{name}_glance', 'dsp', *tables], [f'{tree}/corpus/plugins'],
                        ('-max_len=512',)) for name in plugins},
        'panels': Target([f'{tree}/target_panels.c'], ['window', 'panels', *tables], [f'{tree}/corpus/panels'],
                         ('-max_len=1024',)),
        'presets': Target([f'{tree}/target_presets.c'], ['presets', 'all_languages', *tables],
                          ['presets', f'{tree}/corpus/presets'], turtle),
        'routes': Target([f'{tree}/target_routes.c', promises], ['readers', *tables],
                         ['presets/routes', f'{tree}/corpus/routes'], turtle),
        'maps': Target([f'{tree}/target_maps.c', promises], ['readers', *tables],
                       ['tests/map/projects', f'{tree}/corpus/maps'], (f'-dict={tree}/xml.dict', '-max_len=8192')),
    }


def check_options(chosen):
    """Stops where there is nothing to be run."""
    if not 0 < chosen.minutes < math.inf:
        raise Errors.WafError(f'--minutes={chosen.minutes:g} is no time to run for: give more than 0.')
    if chosen.executions is not None and chosen.executions < 1:
        raise Errors.WafError(f'--executions={chosen.executions} is nothing to run: give 1 or more.')


def build(bld):
    """Builds the targets, for libFuzzer or as tests, and runs the former."""
    if bld.cmd not in (Fuzz.cmd, 'test', 'lint'):
        return
    fuzz = bld.cmd == Fuzz.cmd
    if fuzz:
        check_options(Options.options)
    use = ['routes', 'support', *packages.modules({'fuzz'})]
    defines = [parts.POSIX, f'BUNDLE="{bundle.built_bundle(bld).abspath()}"']
    bld.part('readers', 'common/map/*.c', excl=NOT_FUZZED, use=['routes', *packages.modules({'fuzz'})],
             defines=parts.POSIX)
    shared = bld.path.ant_glob('tests/fuzz/*.c', excl='**/target_* **/replay.c **/mutate_* **/map_promises.c')
    bld.objects(target='fuzz_shared', source=shared, use=use, includes='.', defines=defines)
    for name, target in targets(bld).items():
        mutator = ['tests/fuzz/mutate_turtle.c'] * ('turtle.dict' in str(target.options))
        driver = mutator if fuzz else ['tests/fuzz/replay.c']
        bld.program(target=f'fuzz/{name}' if fuzz else f'tests/fuzz/{name}', install_path=None, includes='.', lib='m',
                    source=bld.path.ant_glob([*target.sources, *driver]), use=['fuzz_shared', *target.use, *use],
                    defines=defines, linkflags=['-fsanitize=fuzzer'] if fuzz else [], arguments=kept(bld, target))
    if fuzz:
        bld.add_post_fun(lambda bld: run_all(bld, targets(bld)))


def kept(bld, target):
    """The files that are kept for a target."""
    nodes = bld.path.ant_glob([f'{folder}/**/*' for folder in target.corpus], excl='**/*.md')
    return [node.abspath() for node in nodes]


def run_all(bld, every):
    """Runs the targets that --only leaves, on all cores, and counts them. Exits with 1 if any found something."""
    chosen = {name: target for name, target in every.items() if Options.options.only in name}
    if not chosen:
        raise Errors.WafError(f'No target has "{Options.options.only}" in its name; there are {", ".join(every)}.')
    findings = os.path.join(os.path.dirname(os.path.dirname(Context.out_dir)), 'fuzz')
    toolchain.keep_lilv_quiet(findings)
    executions = Options.options.executions
    Logs.info('Fuzzing %d targets, %s each; what is found goes to %s', len(chosen),
              f'{executions} executions' if executions else f'{Options.options.minutes:g} min',
              os.path.relpath(findings, bld.path.abspath()))
    with futures.ThreadPoolExecutor(bld.jobs) as pool:
        running = [pool.submit(run, bld, name, target, os.path.join(findings, name)) for name, target in chosen.items()]
        passed = sum(future.result() for future in futures.as_completed(running))
    Logs.info('%d passed, %d failed', passed, len(chosen) - passed)
    if passed < len(chosen):
        sys.exit(1)


def limits(folder):
    """How far a target is to run: what to call it through, its options, and where inputs that it finds gather."""
    executions = Options.options.executions
    if not executions:
        seconds = max(1, round(Options.options.minutes * 60))  # 0 would be no end
        return [], [f'-max_total_time={seconds}'], os.path.join(folder, 'corpus')
    fixed = ['setarch', '--addr-no-randomize']  # libFuzzer's choices depend on addresses, too
    allowed = subprocess.run([*fixed, 'true'], stderr=subprocess.DEVNULL, check=False).returncode == 0
    found = os.path.join(folder, 'counted')
    shutil.rmtree(found, ignore_errors=True)
    return fixed * allowed, [f'-runs={executions}', '-seed=1', '-reload=0'], found


def run(bld, name, target, folder):
    """Runs one target and reports on it; whether all was well."""
    log = os.path.join(folder, 'log.txt')
    program = bld.bldnode.find_node(f'fuzz/{name}').abspath()
    through, how_far, found = limits(folder)
    os.makedirs(found, exist_ok=True)
    command = [*through, program, *how_far, f'-timeout={HANG_S}', '-print_final_stats=1',
               f'-artifact_prefix={folder}{os.sep}', *target.options, found, *target.corpus]
    with open(log, 'wb') as file:
        status = subprocess.run(command, cwd=bld.path.abspath(), stdin=subprocess.DEVNULL, stdout=file,
                                stderr=subprocess.STDOUT, check=False).returncode
    with open(log, encoding='utf-8', errors='replace') as file:
        report(name, status, file.read(), program, log)
    return status == 0


def report(name, status, output, program, log):
    """A line for a target that has ended; and where it found something, what that is and how to see it again."""
    executions = (re.findall(r'^stat::number_of_executed_units: (\d+)', output, re.M)
                  or re.findall(r'^#(\d+)', output, re.M))
    coverage = re.findall(r'\bcov: (\d+) ft: (\d+) corp: (\d+)', output) or [('0', '0', '0')]
    Logs.info('%-4s  %-24s %9s executions, coverage %5s edges and %6s features by %4s inputs',
              'FAIL' if status else 'ok', f'fuzz/{name}', executions[-1] if executions else 0, *coverage[-1])
    if status:
        reasons = re.findall(r'^.*(?:A promise is broken|runtime error|ERROR: ).*$', output, re.M)
        unit = re.findall(r'Test unit written to (\S+)', output)
        Logs.info('      | %s', '\n      | '.join(reasons or output.splitlines()[-5:]))
        Logs.info('      see %s%s', log, f'; again with: {program} {unit[-1]}' if unit else '')
