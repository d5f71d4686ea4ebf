# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Writes the manual."""

import glob
import os
import shutil

from waflib import Build, Logs, Options

import bundle
import mapping
import packages
import parts
import toolchain

SESSIONS = 'tests/map/ardour_file.py tests/map/sessions/*'  # what a session with mistakes is made of
QUIETING = 'manifest.ttl'  # see toolchain.keep_lilv_quiet()


class Manual(Build.BuildContext):
    """write the manual"""
    cmd = 'manual'


def folder(bld):
    """Where it is written."""
    return bld.root.make_node(os.path.join(Options.options.lv2_path, 'manual'))


def is_made(bld):
    """Whether it is made for this command, and can be: it takes libraries of its own, and is made by this machine."""
    return bld.cmd in (Manual.cmd, 'install', 'test', 'lint') and 'manual' in packages.groups_of(bld.cmd) and \
        not bld.env.CROSS


def files(bld):
    """What it consists of, once it is written."""
    return {} if not is_made(bld) else {
        os.path.basename(path): path for path in sorted(glob.glob(f'{glob.escape(folder(bld).abspath())}/*'))
        if os.path.basename(path) != QUIETING}


def styles(bld):
    """What its pages look like, and what they do: files that go with them as they are."""
    return [bld.path.find_node('common/demo/page/base.css'), *bld.path.ant_glob('common/manual/page/*')]


def write(task):
    """Writes it anew."""
    bld = task.generator.bld
    target = folder(bld).abspath()
    shutil.rmtree(target, ignore_errors=True)
    toolchain.keep_lilv_quiet(target)
    for node in styles(bld):
        shutil.copyfile(node.abspath(), os.path.join(target, node.name))
    program = task.inputs[0].abspath()
    sessions = os.path.dirname(mapping.write_example(bld, os.path.dirname(program)))
    return task.exec_command([program, bld.path.abspath(), sessions, target], env=bundle.environment(bld))


def build(bld):
    """A part for the tests, a program of it, and what that writes."""
    if not is_made(bld):
        return
    use = packages.modules({'manual'})
    bld.part('manual', 'common/manual/*.c', excl='**/main.c', defines=parts.POSIX,
             use=['map', 'routes', 'diagram', 'presets', 'family_prose', 'gallery', 'panels', *bld.env.TABLES, *use])
    bld.tool('pages/pages', 'common/manual/main.c', ['manual', *use])
    sources = bld.path.ant_glob('presets/**/*.ttl ttl/*_about.ttl common/manual/pages/*')
    bld(rule=write, source=['pages/pages', *styles(bld), *sources, *bld.path.ant_glob(SESSIONS)],
        target=folder(bld).make_node('index.html'),
        cls_keyword=lambda task: 'Writing', cls_str=lambda task: folder(bld).path_from(bld.path))
    if bld.cmd == Manual.cmd:
        bld.add_post_fun(tell)


def tell(bld):
    """Says where it is."""
    Logs.info('The manual is %s', folder(bld).make_node('index.html').abspath())
