# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Builds the small LV2 host that reads the routes, and the drawing, for all that work with them."""

import packages
import parts


def build(bld):
    """The host without and with audio files, and the pictures."""
    groups = set(packages.GROUPS[bld.cmd].split())
    if groups & {'routes', 'fuzz'}:
        bld.part('route_host', 'common/host/*.c common/routes/route*.c', excl='common/host/wav.c',
                 use=['turtle', *packages.modules({'routes'})], defines=parts.POSIX)
    if groups & {'demo', 'test', 'bench'}:
        use = packages.modules({'bench'})
        bld.part('host', 'common/host/wav.c', use=['route_host', *use], defines=parts.POSIX)
        bld.part('draw', 'common/draw/*.c common/diagram/*.c', use=use)
