# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Builds the folders of common/ that several commands share, a part for each: the small LV2 host, routes, pictures."""

import os

import packages
import parts


def build(bld):
    """Only what the command works with. Audio files are a part of their own: not every command has the library."""
    groups = packages.groups_of(bld.cmd)
    system = f'SYSTEM_LV2_PATH="{os.pathsep.join(packages.system_lv2())}"'
    use = packages.modules({'routes'})
    if groups & {'routes', 'test', 'fuzz', 'map', 'manual'}:
        bld.part('host', 'common/host/*.c', excl='**/wav.c', use=use, defines=[parts.POSIX, system])
    if groups & {'routes', 'fuzz', 'demo', 'test', 'bench', 'windows', 'ui', 'map', 'manual'}:
        bld.part('columns', 'common/diagram/columns*.c')
    if groups & {'routes', 'fuzz', 'map', 'manual'}:
        bld.part('routes', 'common/routes/*.c', excl='**/main.c', use=['host', 'turtle', 'columns', *use],
                 defines=parts.POSIX)
    if groups & {'test', 'bench', 'fuzz'}:
        bld.part('support', 'tests/support/*.c', excl='**/samples.c', use=['host', *use], defines=parts.POSIX)
    if groups & {'test', 'bench'} and not bld.env.CROSS:
        bld.part('screen', 'tests/screen/*.c', use=use + packages.modules({'bench'}), defines=parts.POSIX)
    if groups & {'demo', 'test', 'bench'}:
        use = packages.modules({'bench'})
        bld.part('wav', 'common/host/wav.c', use=['host', *use], defines=parts.POSIX)
        bld.part('samples', 'tests/support/samples.c', use=['wav', *use], defines=parts.POSIX)
    if groups & {'demo', 'test', 'bench', 'windows', 'ui', 'map', 'manual'} and not bld.env.CROSS:
        use = packages.modules({'windows'})
        bld.part('draw', 'common/draw/*.c', use=use)
        bld.part('diagram', 'common/diagram/*.c', excl='**/columns*.c', use=['draw', 'columns', *use])
