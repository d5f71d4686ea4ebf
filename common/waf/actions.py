# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Completes the actions for Ardour's editor, each a script that holds all that it calls."""

import re

SHARED = 'strips.lua'
PLACE = f'-- ({SHARED})\n'  # in each script, where what they share goes


def sources(bld):
    """The scripts, each an action."""
    return [node for node in bld.path.ant_glob('common/ardour/*.lua') if node.name != SHARED]


def scripts(bld):
    """The scripts that are made of them."""
    return [bld.bldnode.make_node(f'actions/{node.name}') for node in sources(bld)]


def numbers(action, lock):
    """A Lua table of the controls of the plugins in an action: the numbers of their ports, by symbol. Ardour gives
    scripts no symbols, and names differ from language to language."""
    rows = ''
    for variant in sorted(set(re.findall('"([a-z0-9-]+)"', action))):
        ports = re.findall(f'^{variant} ([0-9]+) ([a-z0-9_]+) control-in ', lock, re.MULTILINE)
        pairs = ', '.join(f'{symbol} = {number}' for number, symbol in ports)
        rows += f'  ["{variant}"] = {{ {pairs} }},\n' if ports else ''
    return f'local NUMBERS = {{\n{rows}}}\n\n'


def complete(task):
    """Puts what actions share into one of them, and the numbers of ports."""
    shared, lock, action = (node.read(encoding='utf-8') for node in task.inputs)
    text = action.replace(PLACE, numbers(action, lock) + shared.split('\n\n', 1)[1])
    task.outputs[0].write(text, encoding='utf-8')


def build(bld):
    """A script for each."""
    for source, script in zip(sources(bld), scripts(bld)):
        shared = [bld.path.find_node(f'common/ardour/{SHARED}'), bld.path.find_node('ttl/ports.lock')]
        bld(rule=complete, source=[*shared, source], target=script)
