#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""jalv runs every plugin, and loads every factory preset of each at its prompt: what the preset sets has the preset's
value then, and nothing else has moved."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ardour'))
import ardour
import factory
import jalv
import tap

MAX_TRIES = 3  # of a plugin


def printed(value):
    """A value as it comes back from jalv's %f."""
    return float(f'{value:f}')


def test_variant(tests, host, uri, presets):
    """Each preset on top of the one before, from the defaults on."""
    expected = dict(host.defaults)
    wrong = sorted(set(presets) ^ set(host.presets))
    for label, values in presets.items():
        if label in host.presets:
            expected.update({symbol: printed(value) for symbol, value in values.items()})
            after = host.controls_after(host.presets[label], expected)
            wrong += [(label, symbol, after[symbol]) for symbol in expected if after[symbol] != expected[symbol]]
    tests.test(presets and not wrong, f'{uri}: {len(presets)} presets are loaded as they are', f'{wrong[:4]} are not')


def try_variant(tests, server, uri, presets):
    """The same in a host of its own."""
    host = jalv.Jalv(server.environment, uri)
    try:
        test_variant(tests, host, uri, presets)
    finally:
        host.stop()


def run(server):
    """On a busy machine, JACK now and then leaves a client without an answer: it gets another server then."""
    tests = tap.Tap()
    presets = factory.presets(server.environment)
    for uri in factory.variants(server.environment):
        for left in reversed(range(MAX_TRIES)):
            try:
                try_variant(tests, server, uri, presets[uri])
                break
            except jalv.HostError as error:
                if not left:
                    raise
                print(f'# {uri}: {error} Once more, with another server', flush=True)
                server.restart()
    return tests.end()


def main():
    """What sys.exit() takes."""
    server = None
    try:
        folder = ardour.environment_folder('SIGNALBOX_LV2_DIR')
        server = jalv.Server(dict(os.environ, LV2_PATH=folder, LC_ALL='C.UTF-8'))
        if not server.is_up():
            print('1..0 # skip no JACK server starts here, and jalv needs one')
            return 0
        return run(server)
    except (jalv.HostError, ardour.LabError) as error:
        return tap.bail_out(str(error))
    finally:
        if server:
            server.stop()


if __name__ == '__main__':
    sys.exit(main())
