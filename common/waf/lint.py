# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Checks that need no running: format, common mistakes in C and Python, spelling, licences. What the compiler warns of
were errors before it began."""

import json
import os
import subprocess
import sys
from concurrent import futures

from waflib import Build, Logs

# Silence is -inf dB here, so log10(0) is no mistake. Through calls, cppcheck does not follow arrays; and where it runs
# as one job it follows NULL, but does not know which functions never return.
CPPCHECK = ('cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability '
            '--suppress=missingIncludeSystem --suppress=invalidFunctionArg --suppress=objectIndex '
            '--suppress=uninitvar --suppress=ctunullpointer --inline-suppr -I.').split()

GCC_ONLY = ('--param=', '-fno-align-', '-fvect-cost-model=')  # options that clang's tools do not know


class Lint(Build.BuildContext):
    """check format, style, spelling and licences"""
    cmd = 'lint'


def build(bld):
    """Checks the sources when they are built, if that is the command."""
    if bld.cmd == Lint.cmd:
        bld.add_post_fun(run_all)


def run_all(bld):
    """Runs every check, a line each and the findings of those that fail; exits with 1 if any did."""
    bld.bldnode.make_node('compile_commands.json').write(json.dumps(compile_commands(bld), indent=1))
    headers, sources = ([node.path_from(bld.path) for node in bld.path.ant_glob(
        [f'{folder}/**/*.{kind}' for folder in ('common', 'plugins', 'presets', 'ttl', 'tests')])] for kind in 'hc')
    scripts = [node.path_from(bld.path) for node in bld.path.ant_glob(['wscript', 'common/**/*.py', 'tests/**/*.py'])]
    defines = ['-D' + define for define in bld.env.DEFINES]
    checks = {
        'clang-format': [['clang-format', '--dry-run', '-Werror', *headers, *sources]],
        'clang-tidy': [['clang-tidy', '--quiet', '-p', bld.out_dir, path] for path in sources],
        'cppcheck': [[*CPPCHECK, f'-j{bld.jobs}', *defines, *sources]],
        'pylint': [['pylint', f'-j{bld.jobs}', *scripts]],
        'codespell': [['codespell']],
        'reuse': [['reuse', 'lint']],
    }
    failed = [name for name, commands in checks.items() if not check(bld, name, commands)]
    Logs.info('%d checks passed, %d failed%s', len(checks) - len(failed), len(failed),
              ': ' + ', '.join(failed) if failed else '')
    if failed:
        sys.exit(1)


def check(bld, name, commands):
    """Runs the commands of one check on all cores; whether all were content."""
    with futures.ThreadPoolExecutor(bld.jobs) as pool:
        results = list(pool.map(lambda command: run(bld, command), commands))
    findings = [output for status, output in results if status]
    Logs.info('%-4s  %s', 'FAIL' if findings else 'ok', name)
    for output in findings:
        Logs.info('%s', output.rstrip())
    return not findings


def run(bld, command):
    """Runs a command at the top of the tree; its exit status, and its output with paths from there."""
    result = subprocess.run(command, cwd=bld.path.abspath(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, check=False)
    output = result.stdout
    above = os.path.relpath(bld.path.abspath(), bld.variant_dir) + os.sep
    for prefix in (os.path.join(bld.variant_dir, above), bld.path.abspath() + os.sep, above):
        output = output.replace(prefix, '')
    return result.returncode, output


def compile_commands(bld):
    """How each C file is compiled, in the form that clang's tools and editors read; they do not know what is GCC's own."""
    entries = []
    for task in (task for group in bld.groups for tg in group for task in tg.tasks if type(task).__name__ == 'c'):
        task.exec_command = lambda command, path=task.inputs[0].abspath(), **_: entries.append(
            {'directory': bld.variant_dir, 'file': path,
             'arguments': [part for part in command if not part.startswith(GCC_ONLY)]})
        task.run()
    return entries
