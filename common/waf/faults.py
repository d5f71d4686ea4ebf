# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What a host or a file can do to a plugin: the table of who survives it."""

import math
import os
import re
import subprocess
import sys
from concurrent import futures
from dataclasses import dataclass

from waflib import Build, Errors, Logs, Options

import bundle
import packages
import parts
import testing
import toolchain

OURS = 'Signalbox'

# Plugins of others that route or do dynamics, as Debian has them.
PEERS = {
    'LSP': ['http://lsp-plug.in/plugins/lv2/compressor_stereo', 'http://lsp-plug.in/plugins/lv2/crossover_stereo'],
    'x42': ['http://gareus.org/oss/lv2/matrixmixer#i8o8', 'http://gareus.org/oss/lv2/stereoroute',
            'http://gareus.org/oss/lv2/xfade'],
    'Calf': ['http://calf.sourceforge.net/plugins/StereoTools',
             'http://calf.sourceforge.net/plugins/SidechainCompressor'],
    'swh': ['http://plugin.org.uk/swh-plugins/sc4', 'http://plugin.org.uk/swh-plugins/xfade'],
    'Zam': ['urn:zamaudio:ZamCompX2', 'urn:zamaudio:ZamGateX2'],
    'Ardour': ['urn:ardour:a-comp#stereo'],
}

# What only plugins whose controls are known can be asked: the test programs that ask it of each of ours.
OWN_ROWS = (
    ('any port unconnected, and all of them', 'as if silent, or at its default', 'lv2/test_unconnected'),
    ('a step of any control', 'no click above -60 dB relative to a sine', 'lv2/test_clicks'),
    ('a step of any level, at any rate', 'a ramp of 10 ms, within 5 %', 'lv2/test_rates'),
    ('an impulse, at every setting', 'late by what is reported', 'lv2/test_latency'),
    ('samples and controls that are no numbers', 'read as 0, and as the last good value', 'lv2/test_faults'),
    ('a life under valgrind', 'no leak, no use of what is not set', 'faults/test_memory.py'),
)

EFFORT = 60.0  # an hour of playing, a million combinations of controls, twelve thousand lives

INTRODUCTION = '''# What a host or a file can do to a plugin

Each row is a fault, and what a plugin shall do then. The cells count the plugins of a column that do so, of those that
it can be asked of. One program asks them all, through nothing but LV2, each in a process of its own. The rows are what
Signalbox promises; LV2 itself does not ask all of that, and a host may well protect plugins from some of it.

'''


@dataclass
class Answer:
    """What one plugin did about one row: passed, failed or, where it cannot be asked, '-'; and a sentence on that."""
    verdict: str
    text: str


class Faults(Build.BuildContext):
    """try to break the plugins, and others beside them"""
    cmd = 'faults'


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--effort', default=EFFORT, type='float', metavar='N',
                   help=f'faults: try N times as much as a test run does (default: {EFFORT:g})')


def environment(bld):
    """The environment for programs that try to break plugins."""
    return {**bundle.environment(bld), 'SIGNALBOX_EFFORT': str(Options.options.effort)}


def build(bld):
    """Builds what tries to break plugins, and fills the table if that is the command."""
    if bld.cmd in (Faults.cmd, 'test', 'lint'):
        use = ['faults_shared', *testing.levels(bld)['faults'], *packages.modules({'test'})]
        bld.tool('faults/faults', 'tests/faults/main.c', use, linkflags='-rdynamic')
        build_bad_plugin(bld)
    if bld.cmd == Faults.cmd:
        if not 0 < Options.options.effort < math.inf:
            raise Errors.WafError(f'--effort={Options.options.effort:g} is nothing to try with: give more than 0.')
        if bld.env.SANITIZE:
            raise Errors.WafError('Plugins with sanitizers are not what anyone runs: try to break them without.')
        bld.add_post_fun(run)


def build_bad_plugin(bld):
    """A bundle of plugins that misbehave, each in one way, for the tests of the tests."""
    bundle_node = bld.bldnode.make_node('tests/faults/bad.lv2')
    bundle_node.mkdir()
    for name, more in (('bad', []), ('symbols', ['BAD_SYMBOLS'])):
        bld.shlib(target=bundle_node.make_node(f'{name}.so'), source='tests/faults/bad/bad.c', use='LV2', lib='m',
                  defines=[parts.POSIX, *more], install_path=None)
    bld(features='subst', is_copy=True, source='tests/faults/bad/manifest.ttl',
        target=bundle_node.make_node('manifest.ttl'))


def run(bld):
    """Asks every plugin, runs the programs behind the rows that are ours alone, and writes and prints the table."""
    rows, ours = listing(bld)
    columns = {OURS: ours, **PEERS}
    uris = [uri for column in columns.values() for uri in column]
    with futures.ThreadPoolExecutor(bld.jobs) as pool:
        answers = dict(zip(uris, pool.map(lambda uri: ask(bld, uri), uris)))
    columns = {name: present for name, uris in columns.items() if (present := [uri for uri in uris if answers[uri]])}
    own = [(fault, promise, run_program(bld, name)) for fault, promise, name in OWN_ROWS]
    own.append(('64 instances in 4 threads', 'clean under ThreadSanitizer', run_with_thread_sanitizer(bld)))
    table = [['fault', 'promise', *columns]]
    table += [[fault, promise, *(cell(answers[uri][key] for uri in uris) for uris in columns.values())]
              for key, fault, promise in rows]
    table += [[fault, promise, f'{passed}/{passed + failed}', *('' for _ in PEERS if _ in columns)]
              for fault, promise, (passed, failed) in own]
    report(table, columns, rows, answers)
    for uri in ours:
        for key, answer in answers[uri].items():
            if answer.verdict == 'failed':
                Logs.info('%s: %s: %s', uri, key, answer.text)
    if any(answer.verdict == 'failed' for uri in ours for answer in answers[uri].values()) or \
            any(failed or not passed for _, _, (passed, failed) in own):
        raise Errors.WafError('Plugins of ours do not survive everything (see above).')


def lines(bld, *arguments):
    """What the program that asks plugins prints, each line split into its parts; None where it fails."""
    command = ['nice', bld.bldnode.find_node('faults/faults').abspath(), *arguments]
    result = subprocess.run(command, env=environment(bld), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, check=False)
    output = result.stdout.decode(errors='replace').splitlines()
    return None if result.returncode else [line.split('\t') for line in output]


def listing(bld):
    """The rows, as (key, fault, promise), and the URIs of our plugins."""
    listed = lines(bld, '--list') or []
    rows = [tuple(line[1:]) for line in listed if line[0] == 'row']
    return rows, [line[1] for line in listed if line[0] == 'plugin']


def ask(bld, uri):
    """The answers of a plugin by the key of a row; None where the plugin is not there."""
    answered = lines(bld, uri)
    if answered is None:
        Logs.info('not here  %s', uri)
        return None
    known = (line for line in answered if len(line) == 3 and line[1] in ('passed', 'failed', '-'))
    answers = {key: Answer(verdict, text) for key, verdict, text in known}
    verdicts = [answer.verdict for answer in answers.values()]
    Logs.info('%2d of %d  %s', verdicts.count('passed'), len(verdicts) - verdicts.count('-'), uri)
    return answers


def run_program(bld, name):
    """How many tests of a test program passed and failed."""
    program = next(test for test in testing.c_tests(bld) + testing.host_tests(bld) if test.name == name)
    result = testing.run(program, environment(bld), 3600)
    testing.report(program, result)
    return result.passed, result.failed


def run_with_thread_sanitizer(bld):
    """The same of the test of threads, built with ThreadSanitizer."""
    command = [sys.executable, bld.path.find_node('waf').abspath(), 'test', '--sanitize-threads', f'-j{bld.jobs}',
               '--out', os.path.dirname(os.path.dirname(bld.out_dir)), '--only', 'faults/test_threads']
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    counts = re.search(r'^(\d+) passed, (\d+) failed', result.stdout, re.M)
    if not counts or result.returncode:
        Logs.info('%s', result.stdout)
    return tuple(map(int, counts.groups())) if counts else (0, 1)


def cell(answers):
    """How many passed, of those that could be asked."""
    verdicts = [answer.verdict for answer in answers if answer.verdict != '-']
    return f'{verdicts.count("passed")}/{len(verdicts)}' if verdicts else '-'


def report(table, columns, rows, answers):
    """Prints the table, and writes it with what each plugin did."""
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        Logs.info('%s', '  '.join(text.ljust(width) for text, width in zip(row, widths)).rstrip())
    folder = os.path.join(Options.options.lv2_path, 'faults')
    toolchain.keep_lilv_quiet(folder)
    marks = [['---', '---', *('--:' for _ in columns)]]
    text = INTRODUCTION + ''.join('| ' + ' | '.join(row) + ' |\n' for row in [table[0], *marks, *table[1:]])
    faults = {key: fault for key, fault, _ in rows}
    for name, uris in columns.items():
        text += f'\n## {name}\n'
        for uri in uris:
            said = ''.join(f'- {faults[key]}: {answer.text}{"" if answer.verdict == "failed" else " (not asked)"}\n'
                           for key, answer in answers[uri].items() if answer.verdict != 'passed')
            text += f'\n{uri}\n\n{said or "- nothing to tell" + chr(10)}'
    path = os.path.join(folder, 'faults.md')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    Logs.info('The report is %s', path)
