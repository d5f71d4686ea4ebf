# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Completes the actions for Ardour's editor, each a script that holds all that it calls."""

SHARED = 'strips.lua'
PLACE = f'-- ({SHARED})\n'  # in each script, where what they share goes


def sources(bld):
    """The scripts, each an action."""
    return [node for node in bld.path.ant_glob('common/ardour/*.lua') if node.name != SHARED]


def scripts(bld):
    """The scripts that are made of them."""
    return [bld.bldnode.make_node(f'actions/{node.name}') for node in sources(bld)]


def complete(task):
    """Puts what actions share into one of them."""
    shared, action = (node.read(encoding='utf-8') for node in task.inputs)
    task.outputs[0].write(action.replace(PLACE, shared.split('\n\n', 1)[1]), encoding='utf-8')


def build(bld):
    """A script for each."""
    for source, script in zip(sources(bld), scripts(bld)):
        bld(rule=complete, source=[bld.path.find_node(f'common/ardour/{SHARED}'), source], target=script)
