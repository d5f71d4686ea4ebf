# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Builds the windows as hosts load them: a shared object beside the plugins', where the libraries for it are here."""

import bundle
import packages
import parts

BINARY = 'signalbox_ui.so'


def binaries(bld):
    """What holds the windows, as names in the bundle: one, or none."""
    return [BINARY] if 'ui' in packages.groups_of(bld.cmd) and not bld.env.CROSS else []


def build(bld):
    """One object for the windows of all families."""
    if not binaries(bld):
        return
    use = packages.modules({'ui'})
    panels = ['panels', 'panel', 'languages', *(f'{name}_panel' for name in bld.env.PLUGINS)]
    bld.part('window', 'common/window/*.c', use=use, defines=parts.POSIX)
    bld.shared_object(bundle.built_bundle(bld).make_node(BINARY), bld.path.ant_glob('common/lv2/ui*.c'), 'ui.map',
                      ['LV2', 'window', *panels, 'draw', *bld.env.TABLES, 'dsp', 'choice', *use])
