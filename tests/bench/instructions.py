# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Instructions per frame, counted by valgrind's callgrind: a figure that does not depend on what else a machine does.

`update` writes the table that test_instructions.py compares with; `works FILE` counts what the bench compares."""

import glob
import os
import re
import subprocess
import sys
import tempfile

TABLE = os.path.join(os.path.dirname(os.path.realpath(__file__)), 'instructions.txt')

# REUSE-IgnoreStart
HEAD = '''# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC
#
# Instructions per frame of each variant, by workload (see workloads.c), for the processor's baseline: settled, and with
# controls that change in every block. Written by `./waf bench --update`, and compared by `./waf test` where the plugins
# are built by the same compiler; others count in their own ways.
'''
# REUSE-IgnoreEnd

# Tells the C library, too, to keep to the baseline.
BASELINE = 'glibc.cpu.hwcaps=-AVX,-AVX2,-AVX512F,-AVX512VL,-FMA,-FMA4,-ERMS,-FSRM,-SSE4_1,-SSE4_2,-SSSE3,-MOVBE'


def build_folder():
    """Where the programs and the plugins for the baseline have been built."""
    folder = os.environ.get('SIGNALBOX_BUILD')
    if not folder:
        sys.exit('SIGNALBOX_BUILD is not set: run this with ./waf test or ./waf bench.')
    return folder


def program():
    """What runs under valgrind."""
    return os.path.join(build_folder(), 'bench', 'bench')


def compiler():
    """What has built the plugins."""
    return subprocess.run([program(), 'compiler'], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def run(what, bundle, tunables):
    """Counts; gives a list of (name, instructions per frame)."""
    with tempfile.TemporaryDirectory(prefix='signalbox-bench-') as folder:
        command = ['valgrind', '--tool=callgrind', '--instr-atstart=no', f'--callgrind-out-file={folder}/dump',
                   f'--log-file={folder}/log', program(), 'count', what, bundle]
        result = subprocess.run(command, env={**os.environ, 'GLIBC_TUNABLES': tunables}, stdout=subprocess.PIPE,
                                text=True, check=False)
        if result.returncode:
            with open(f'{folder}/log', encoding='utf-8', errors='replace') as log:
                sys.exit(log.read() + result.stdout + 'Instructions could not be counted (see above).')
        dumps = sorted(glob.glob(f'{folder}/dump.*'), key=lambda path: int(path.rsplit('.', 1)[1]))
        return [read_dump(path, int(result.stdout)) for path in dumps]


def read_dump(path, n_frames):
    """The name of a dump, and its instructions per frame."""
    with open(path, encoding='utf-8') as dump:
        text = dump.read()
    name = re.search(r'^desc: Trigger: Client Request: (.*)$', text, re.M).group(1)
    return name, int(re.search(r'^totals: (\d+)$', text, re.M).group(1)) / n_frames


def baseline():
    """Counts the workloads of every variant, built for the baseline."""
    released = os.path.join(os.environ['SIGNALBOX_LV2_DIR'], 'signalbox.lv2')
    with tempfile.TemporaryDirectory(prefix='signalbox-baseline-') as folder:
        bundle = os.path.join(folder, 'signalbox.lv2')
        os.mkdir(bundle)
        for path in glob.glob(f'{released}/*.ttl') + glob.glob(f'{build_folder()}/bench/baseline/*.so'):
            os.symlink(path, os.path.join(bundle, os.path.basename(path)))
        return run('workloads', bundle, BASELINE)


def read_table():
    """The compiler that the table is for, and its rows, by name."""
    with open(TABLE, encoding='utf-8') as table:
        lines = [line.rstrip('\n') for line in table if not line.startswith('#')]
    rows = (line.rsplit(None, 1) for line in lines[1:])
    return lines[0].split(': ', 1)[1], {name.rstrip(): float(count) for name, count in rows}


def write_rows(path, head, rows):
    """Writes rows below a head."""
    width = max(len(name) for name, _ in rows)
    with open(path, 'w', encoding='utf-8') as table:
        table.write(head + ''.join(f'{name:<{width}} {count:10.2f}\n' for name, count in rows))


def main():
    """Does what the command line says."""
    if sys.argv[1:] == ['update']:
        rows = baseline()
        write_rows(TABLE, f'{HEAD}compiler: {compiler()}\n', rows)
        print(f'Wrote {len(rows)} rows to {TABLE}')
    elif sys.argv[1:2] == ['works'] and len(sys.argv) == 3:
        print('Counting instructions', flush=True)
        write_rows(sys.argv[2], '', run('works', os.path.join(os.environ['SIGNALBOX_LV2_DIR'], 'signalbox.lv2'), ''))
    else:
        sys.exit('instructions.py takes `update` or `works FILE`: run `./waf bench`.')


if __name__ == '__main__':
    main()
