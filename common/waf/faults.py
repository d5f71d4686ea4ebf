# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What a host or a file can do to a plugin: the table of who survives it."""


def build_bad_plugin(bld, defines):
    """A bundle of plugins that misbehave, each in one way, for the tests of the tests."""
    bundle = bld.bldnode.make_node('tests/faults/bad.lv2')
    bundle.mkdir()
    for name, more in (('bad', []), ('symbols', ['BAD_SYMBOLS'])):
        bld.shlib(target=bundle.make_node(f'{name}.so'), source='tests/faults/bad/bad.c', use='LV2', lib='m',
                  defines=[defines, *more], install_path=None)
    bld(features='subst', is_copy=True, source='tests/faults/bad/manifest.ttl', target=bundle.make_node('manifest.ttl'))
