# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""No variant needs more instructions for a frame than the table says; where one needs fewer, the log says so."""

import instructions

SLACK = 0.05
LEAST = 0.5  # instructions per frame that are not worth a word


def verdict(expected, counted):
    """What is worth saying about a count, and whether it is wrong."""
    if expected is None:
        return f'takes {counted:.2f} instructions per frame, and the table does not know it', True
    if counted is None:
        return f'is in the table with {expected:.2f} instructions per frame, and nothing else is left of it', True
    change = counted - expected
    if abs(change) <= max(SLACK * expected, LEAST):
        return '', False
    return f'takes {counted:.2f} instructions per frame, {change / expected:+.0%} against {expected:.2f}', change > 0.0


def main():
    """A line of TAP per row."""
    compiler, expected = instructions.read_table()
    builder = instructions.compiler()
    if builder != compiler:
        print(f'1..0 # skip the counts were made with {compiler}, and say nothing of what {builder} has built')
        return
    counted = dict(instructions.baseline())
    names = list(dict.fromkeys([*expected, *counted]))
    print(f'1..{len(names)}')
    remarks = False
    for number, name in enumerate(names, 1):
        remark, wrong = verdict(expected.get(name), counted.get(name))
        remarks = remarks or remark
        print(f'{"not ok" if wrong else "ok"} {number} - {name}{" " if remark else ""}{remark}')
    if remarks:
        print('# Where this is as it should be, run `./waf bench --update` and commit tests/bench/instructions.txt.')


if __name__ == '__main__':
    main()
