# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The plan of an Ardour session, in the form that session.lua reads. Channels and pins count from 1."""

MASTER = 'Master'


def plugin(uri, **more):
    """A plugin of a route. `more` may give

    controls     value by port symbol
    automation   list of (frame, value) by port symbol
    bypassed     whether it is off in the mixer
    fit          channels of the route on its two sides, as fit() says; needed where the route is wider than the plugin
    pins         'inputs' and 'outputs': channel of the route by pin; 'thru': channel before it by channel behind it
    sidechain    for each of its sidechain inputs, in the order of their pins, what feeds it, as source() says"""
    return {'uri': uri, 'controls': {}, 'automation': {}, 'bypassed': False, 'pins': {}, 'sidechain': [], **more}


def fit(inputs, outputs):
    return {'inputs': inputs, 'outputs': outputs}


def source(route_name, channel):
    return {'route': route_name, 'channel': channel}


def track(name, plugins=(), strict=False, inputs=2, outputs=2):
    return _route('track', name, plugins, strict, inputs, outputs)


def bus(name, plugins=(), strict=False, inputs=2, outputs=2):
    return _route('bus', name, plugins, strict, inputs, outputs)


def _route(kind, name, plugins, strict, inputs, outputs):
    return {'kind': kind, 'name': name, 'plugins': list(plugins), 'strict': strict, 'inputs': inputs,
            'outputs': outputs}


class Wires:
    """Wires between routes, and the channels of the master that have been taken."""

    def __init__(self):
        self.wires = []
        self.n_master = 0
        self.heard = {}

    def connect(self, from_name, from_channel, to_name, to_channel):
        self.wires.append((from_name, from_channel, to_name, to_channel))

    def hear(self, name, channels):
        """Gives the outputs 1 to `channels` of a route channels of their own in the master."""
        self.heard[name] = slice(self.n_master, self.n_master + channels)
        for channel in range(1, channels + 1):
            self.n_master += 1
            self.connect(name, channel, MASTER, self.n_master)
