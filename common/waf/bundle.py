# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The bundle of plugins: what is generated for it."""

import os

from waflib import Options

import packages

NAME = 'signalbox.lv2'


def write_families(task):
    """Writes the C list of all families, see common/ports/families.h."""
    names = task.env.PLUGINS
    includes = ''.join(f'#include "plugins/{name}/{name}_ports.h"\n' for name in names)
    rows = ''.join(f'  &{name}_family,\n' for name in names)
    task.outputs[0].write('#include "common/ports/families.h"\n\n' + includes +
                          f'\nconst PortFamily* const families[] = {{\n{rows}}};\n\n'
                          f'const unsigned n_families = {len(names)};\n')


def describe(task):
    """Writes the manifest and the files on each plugin's ports, presets and prose, from the port tables, presets/ and
    ttl/."""
    sources = [task.generator.path.make_node(name).abspath() for name in ('presets', 'ttl')]
    return task.exec_command([task.inputs[0].abspath(), task.env.VERSION, *sources, task.outputs[0].parent.abspath(),
                              *task.env.WINDOWS])


def built_bundle(bld):
    """Where the bundle is made."""
    return bld.root.make_node(os.path.join(Options.options.lv2_path, NAME))


def environment(bld):
    """The environment for programs that load the built bundle."""
    return {
        'CMOCKA_MESSAGE_OUTPUT': 'TAP',
        'MALLOC_PERTURB_': '165',
        'ASAN_OPTIONS': 'detect_stack_use_after_return=1:strict_string_checks=1',
        'LSAN_OPTIONS': f'print_suppressions=0:suppressions={bld.path.abspath()}/common/waf/leaks.supp',
        'UBSAN_OPTIONS': 'print_stacktrace=1',
        **os.environ,
        # What is written and compared is in English, of lilv and of windows.
        'LANG': 'C.UTF-8',
        'LC_ALL': 'C.UTF-8',
        'LANGUAGE': '',
        'SIGNALBOX_LV2_DIR': Options.options.lv2_path,
        'SIGNALBOX_BUILD': bld.bldnode.abspath(),
        'SIGNALBOX_TOP': bld.path.abspath(),
        'SIGNALBOX_ARDOUR': max(packages.ardours(), default=(0, ''))[1],
    }


def generated(bld, plugins):
    """The Turtle that is made from the port tables and the presets."""
    names = ['manifest', *plugins, *(f'{name}_{kind}' for name in plugins for kind in ('presets', 'translated'))]
    return [built_bundle(bld).make_node(f'{name}.ttl') for name in names]


def binaries(bld, plugins):
    """The shared object of each plugin."""
    return [built_bundle(bld).make_node(f'{name}.so') for name in plugins]


def bundle_files(bld):
    """Everything the built bundle consists of, as names relative to it."""
    bundle = built_bundle(bld)
    outputs = (node for group in bld.groups for tg in group for task in tg.tasks for node in task.outputs)
    return sorted({node.path_from(bundle) for node in outputs if node.is_child_of(bundle)})


def clean_bundle(bld):
    """Removes what a plugin that is gone, or renamed, has left in the built bundle."""
    bundle = built_bundle(bld)
    files = bundle_files(bld)
    for folder, _, names in os.walk(bundle.abspath()):
        for path in (os.path.join(folder, name) for name in names):
            if os.path.relpath(path, bundle.abspath()) not in files:
                os.remove(path)


def build(bld, plugins, windows):
    """Writes the generated Turtle, and copies the rest. `windows` lists the objects that hold them; it may be empty."""
    bundle = built_bundle(bld)
    bld.env.WINDOWS = windows
    sources = bld.path.ant_glob('presets/**/*.ttl ttl/*_about.ttl', excl='presets/routes')
    bld(rule=describe, source=['describe', *sources],
        target=generated(bld, plugins), vars=['VERSION', 'WINDOWS'],
        cls_keyword=lambda task: 'Describing', cls_str=lambda task: task.outputs[0].parent.path_from(bld.path))
    for node in bld.path.ant_glob('ttl/*.ttl'):
        bld(features='subst', is_copy=True, source=node, target=bundle.make_node(node.name))
    bld.add_post_fun(clean_bundle)
