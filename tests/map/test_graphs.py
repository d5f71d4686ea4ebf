#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""In the routes, as projects of Carla, as pedalboards and as graphs of Ingen, nothing is found; each mistake that is
put into them, wherever it can be, is found there, under its name."""

import glob
import os
import sys
import tempfile

import command
import graph_file
import tap

INPUT, OUTPUT = graph_file.INPUT, graph_file.OUTPUT
KINDS = ('carla', 'mod', 'ingen', 'route')
NO_COMPENSATION = ('carla', 'mod', 'ingen')
BUS, SEND = 'urn:signalbox:bus-summer-stereo-4', 'urn:signalbox:aux-send-stereo'
SPLITTER, COMPRESSOR = 'urn:signalbox:parallel-splitter-stereo', 'urn:signalbox:parallel-compressor-stereo'


def last(graph):
    """The block that plays to the outputs, and its wires there."""
    wires = graph.inputs_of(OUTPUT)
    return next(iter(wires))[0][0], wires


def goes_nowhere(graph):
    """A plugin from which no wire leads on."""
    for block in graph.blocks.values():
        def change(new, symbol=block.symbol):
            new.wires -= new.outputs_of(symbol)
        if graph.outputs_of(block.symbol):
            yield {('silent-bus', block.name)}, change


def is_unfed(graph):
    """A plugin to which nothing is wired."""
    for block in graph.blocks.values():
        def change(new, symbol=block.symbol):
            new.wires -= new.inputs_of(symbol)
        yield {('unfed-bus', block.name)}, change


def circles(graph):
    """What leads back, to itself and to what it comes from."""
    for block in graph.blocks.values():
        def to_itself(new, block=block):
            new.wires.add(((block.symbol, block.ports(False)[0]), (block.symbol, block.ports(True)[0])))
        yield {('circle', None)}, to_itself
        for _, target in graph.outputs_of(block.symbol):
            def back(new, block=block, target=target):
                other = new.blocks[target[0]]
                new.wires.add(((other.symbol, other.ports(False)[0]), (block.symbol, block.ports(True)[0])))
            if target[0] in graph.blocks:
                yield {('circle', None)}, back


def doubled(graph):
    """A bus without effects beside a wire to where it plays; a splitter's copies, or a send, that meet again."""
    name, wires = last(graph)

    def beside(new):
        new.add('beside', BUS)
        for source, target in wires:
            side = 'lr'[target[1]]
            new.wires |= {(source, ('beside', f'in_1_{side}')), (('beside', f'out_{side}'), target)}
    yield {('doubled-path', new_name(graph, name))}, beside

    def meet_again(new, uri, first, second, controls):
        new.add('parts', uri, controls)
        new.add('beside', BUS)
        for source, target in wires:
            side = 'lr'[target[1]]
            new.wires -= {(source, target)}
            new.wires |= {(source, ('parts', f'in_{side}')), (('parts', f'{first}_{side}'), ('beside', f'in_1_{side}')),
                          (('parts', f'{second}_{side}'), ('beside', f'in_2_{side}')),
                          (('beside', f'out_{side}'), target)}
    found = {('doubled-path', 'parts')}
    yield found, lambda new: meet_again(new, SPLITTER, 'a', 'b', {'mode': 0, 'branches': 2})
    yield found, lambda new: meet_again(new, SEND, 'out', 'send_1', {'send_level_1': -3})


def new_name(graph, symbol):
    """The name of a block."""
    return graph.blocks[symbol].name


def late(graph):
    """A compressor that looks ahead beside a dry path that does not wait for it."""
    _, wires = last(graph)

    def change(new):
        new.add('split', SPLITTER, {'mode': 0, 'branches': 2})
        new.add('squash', COMPRESSOR, {'lookahead': 5.0})
        new.add('beside', BUS)
        for source, target in wires:
            side = 'lr'[target[1]]
            new.wires -= {(source, target)}
            new.wires |= {(source, ('split', f'in_{side}')), (('split', f'a_{side}'), ('beside', f'in_1_{side}')),
                          (('split', f'b_{side}'), ('squash', f'in_{side}')),
                          (('squash', f'out_{side}'), ('beside', f'in_2_{side}')),
                          (('beside', f'out_{side}'), target)}
    yield {('late-path', 'split')}, change


def sidechains(graph):
    """Keys and returns to which nothing is wired; a router that only routes."""
    for block in graph.blocks.values():
        start = 'key' if block.is_a('sidechain-router') else 'return' if block.is_a('aux-return') else None

        def unwire(new, symbol=block.symbol, start=start):
            new.wires -= {wire for wire in new.inputs_of(symbol) if wire[1][1].startswith(start)}

        def only_route(new, symbol=block.symbol):
            new.blocks[symbol].controls['action'] = 0

        def route_nothing(new, symbol=block.symbol, unwire=unwire, only_route=only_route):
            unwire(new)
            only_route(new)
            new.add('next', COMPRESSOR)
            port = next(port for port in new.blocks[symbol].ports(False) if port.startswith('key_out'))
            new.wires.add(((symbol, port), ('next', 'in_l')))
        if start:
            yield {('unfed-sidechain', block.name)}, unwire
        if start == 'key':
            yield {('unread-sidechain', block.name)}, only_route
            yield {('unfed-sidechain', block.name)}, route_nothing


def one_side(graph):
    """One wire of a pair taken away."""
    for source, target in graph.wires:
        is_pair = target[0] in graph.blocks and str(target[1])[-2:] in ('_l', '_r') and \
            not target[1].startswith(('key', 'return'))
        if is_pair:
            def change(new, wire=(source, target)):
                new.wires -= {other for other in new.wires if other[1] == wire[1]}
            yield {('one-side', None)}, change


def same_effects(graph):
    """The same delay three times, all set alike."""
    _, wires = last(graph)

    def change(new):
        before = {target[1]: source for source, target in wires}
        new.wires -= wires
        for n in range(3):
            block = new.add(f'echo {n}'.replace(' ', '_'), 'urn:ardour:a-reverb', {'blend': 0.5})
            for side, source in before.items():
                new.wires.add((source, (block.symbol, block.ports(True)[side])))
            before = {side: (block.symbol, block.ports(False)[side]) for side in before}
        new.wires |= {(source, (OUTPUT, side)) for side, source in before.items()}
    if len(wires) == 2:
        yield {('same-effect', None)}, change


def settings(graph):
    """Plugins of the suite whose own controls cut the path."""
    def put(block, **controls):
        return {('cut-by-settings', block.name)}, lambda new: new.blocks[block.symbol].controls.update(controls)
    for block in graph.blocks.values():
        if block.is_a('sidechain-router'):
            yield put(block, listen=1)
            yield put(block, key_a_level=-90, key_b_level=-90)
        if block.is_a('parallel-compressor'):
            yield put(block, listen=1)
        if block.is_a('aux-send'):
            yield put(block, mute=1)
            ports = [port for (_, port), _ in graph.outputs_of(block.symbol)]
            for n in {port[len('send_')] for port in ports if port.startswith('send_')}:
                yield put(block, **{f'send_level_{n}': -90})
                yield put(block, **{f'send_mute_{n}': 1})
        if block.is_a('aux-return'):
            yield put(block, return_mute=1)
        if block.is_a('parallel-splitter'):
            yield put(block, mute_b=1)
        if block.is_a('bus-summer'):
            yield put(block, fader=-90)
            yield put(block, mute_1=1)
            yield put(block, solo_1=1)


def switched_off(graph):
    """A plugin whose power button is off, which silences it in Carla; others let the sound pass."""
    for block in graph.blocks.values():
        def change(new, symbol=block.symbol):
            new.blocks[symbol].active = False
        yield {('muted', block.name)}, change


MISTAKES = (switched_off, goes_nowhere, is_unfed, circles, doubled, late, sidechains, one_side, same_effects, settings)


def main():
    tests = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='signalbox-map-') as folder:
        lv2 = command.plugins(os.path.join(folder, 'lv2'))
        counts = {mistake.__name__: 0 for mistake in MISTAKES}
        paths = sorted(glob.glob(os.path.join(os.environ['SIGNALBOX_LV2_DIR'], 'routes', '*.carxp')))
        for n, path in enumerate(paths):
            graph = graph_file.Graph(path)
            for kind in KINDS:
                title = f'{os.path.basename(path)} as {kind}'
                found = command.kinds(command.look_at(graph.write(folder, kind), lv2))
                tests.test(not found, f'{title}: nothing is wrong with it', found)
                if kind != KINDS[n % len(KINDS)]:  # one for each route is enough, and takes seconds
                    continue
                missed = []
                for mistake in MISTAKES:
                    is_one = kind in {late: NO_COMPENSATION, switched_off: ('carla',)}.get(mistake, KINDS)
                    for expected, change in mistake(graph) if is_one else ():
                        new = graph.copy()
                        change(new)
                        found = command.kinds(command.look_at(new.write(folder, kind), lv2))
                        counts[mistake.__name__] += 1
                        if not command.is_found(expected, found):
                            missed.append(f'{mistake.__name__}: {expected} is not among {found}')
                tests.test(not missed, f'{title}: each mistake is found', '\n'.join(missed))
        for name, n in counts.items():
            tests.test(n > 0, f'{name} was put in {n} times')
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
