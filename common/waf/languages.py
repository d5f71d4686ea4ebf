# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Makes the catalogs in common/languages into a table in C, and brings them up to date, all with gettext's tools."""

import json
import os
import re
import struct
import subprocess

from waflib import Build, Errors, Logs, Options

import toolchain

FOLDER = 'common/languages'
TEMPLATE = 'signalbox.pot'

# What takes a text as literals: the context is one argument, the English another.
KEYWORDS = ('language_text:2c,3', 'LANGUAGE_TEXT:1c,2')

# The same in windows, whose texts are all of one context: see common/panel/words.h. To xgettext, what is between braces
# is an argument for each comma.
WINDOW = 'window'
WINDOW_KEYWORDS = ('say:2', 'SAY', 'layout_add:5', 'layout_add:8', 'layout_number:6', 'layout_heading:4',
                   *(f'layout_{kind}:{place}' for kind in ('text', 'caption', 'card', 'tick', 'action')
                     for place in (3, 6)))

# What hosts alone show, by its context: windows do without it, and so are smaller.
OF_HOSTS = {'preset', 'preset comment', 'bank', 'unit', 'about'}
UTF8 = ['--from-code=UTF-8', '--omit-header']


class Languages(Build.BuildContext):
    """bring the catalogs up to date"""
    cmd = 'languages'


def catalogs(bld):
    """The catalogs, one for each language."""
    return bld.path.ant_glob(f'{FOLDER}/*.po')


def quoted(text):
    """A text as C has it, which for what is in catalogs is as JSON has it."""
    return json.dumps(text, ensure_ascii=False)


def read(path):
    """What a catalog says, as {(context, English): translation}. gettext's msgfmt reads and checks it, and complains;
    in what it makes of it, the texts stand one after the other, and tables at the start say where."""
    compiled = subprocess.run(['msgfmt', '--check', '--endianness=little', '--output-file=-', path],
                              stdout=subprocess.PIPE, check=False)
    if compiled.returncode:
        raise ValueError(path)
    data = compiled.stdout
    n_texts, *tables = struct.unpack_from('<3I', data, 8)

    def text(table, i):
        length, start = struct.unpack_from('<2I', data, table + 8 * i)
        return data[start:start + length].decode()

    pairs = ((text(tables[0], i), text(tables[1], i)) for i in range(n_texts))
    return {tuple(key.split('\4', 1)): translation for key, translation in pairs if '\4' in key}


def write_table(task):
    """Writes the table, see common/languages/language_table.h."""
    try:
        found = {node.name[:-len('.po')]: read(node.abspath()) for node in task.inputs}
    except ValueError:
        return 1  # msgfmt has said why
    wanted = {key for texts in found.values() for key in texts if key[0] not in task.generator.without}
    keys = sorted(wanted, key=lambda key: [word.encode() for word in key])
    lines = ['#include "common/languages/languages.h"', '', '#include "common/languages/language_table.h"', '',
             '#include <stddef.h>', '', 'const LanguageKey language_keys[] = {',
             *(f'  {{{quoted(context)}, {quoted(english)}}},' for context, english in keys), '};',
             f'const unsigned n_language_keys = {len(keys)};']
    for name, texts in found.items():
        lines += ['', f'static const char* const texts_{name}[] = {{',
                  *(f'  {quoted(texts[key]) if key in texts else "NULL"},' for key in keys), '};', '',
                  f'static const Language language_{name} = {{"{name.lower().replace("_", "-")}", texts_{name}}};']
    lines += ['', 'const Language* const languages[] = {', *(f'  &language_{name},' for name in found), '};',
              f'const unsigned n_languages = {len(found)};', '']
    task.outputs[0].write('\n'.join(lines), encoding='utf-8')
    return 0


def write_template(task):
    """Writes what there is to translate: what port tables, presets and prose say, and what the code does."""
    program, *sources = task.inputs
    sources = [node for node in sources if node.suffix() != '.ttl']
    try:
        top = task.generator.path.abspath()
        tables = output(program.abspath(), *(os.path.join(top, name) for name in ('presets', 'ttl')))
        code = extract(KEYWORDS, sources, top)
        windows = extract(WINDOW_KEYWORDS, [node for node in sources if '_panel' in node.name or
                                            node.parent.name == 'panel'], top)
        windows = re.sub('(#.*\n)*msgid ""\nmsgstr', '# ', windows)  # what has no label
        windows = re.sub('^msgid ', f'msgctxt "{WINDOW}"\nmsgid ', windows, flags=re.MULTILINE)
        task.outputs[0].write(output('msguniq', '--width=120', '-', text=tables + code + windows), encoding='utf-8')
    except subprocess.CalledProcessError:
        return 1  # the tool has said why
    return 0


def extract(keywords, sources, top):
    """What stands in the code as literals behind keywords, as a template without contexts of its own."""
    return output('xgettext', '--language=C', '--keyword', *(f'--keyword={word}' for word in keywords), *UTF8,
                  '--add-location=file', '--output=-', *(node.srcpath() for node in sources), cwd=top)


def output(*command, text=None, cwd=None):
    """What a program prints, given a text."""
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, cwd=cwd, encoding='utf-8', check=True).stdout


def build(bld):
    """Builds what knows the languages: with all texts, for the description of the plugins, and with those of windows."""
    for name, without in (('all_languages', ()), ('languages', OF_HOSTS)):
        table = f'{name}_table.c'
        bld(target=table, rule=write_table, source=catalogs(bld), without=without,
            cls_keyword=lambda task: 'Translating', cls_str=lambda task: task.outputs[0].name)
        bld.part(name, '', source=[*bld.path.ant_glob(f'{FOLDER}/*.c', excl=f'{FOLDER}/main.c'), table],
                 runs_everywhere=True)


def build_template(bld):
    """Writes the template where a command asks for it, and has the catalogs follow it if that is what it is for."""
    if bld.cmd not in (Languages.cmd, 'test') or bld.env.CROSS:
        return
    bld.tool('list_words', f'{FOLDER}/main.c', ['all_languages', 'presets', 'family_prose', 'SERD_0', 'SORD_0',
                                                  *bld.env.TABLES])
    bld(target=TEMPLATE, rule=write_template, cls_keyword=lambda task: 'Writing', cls_str=lambda task: TEMPLATE,
        source=['list_words', *bld.path.ant_glob('common/**/*.c common/**/*.h plugins/**/*.c ttl/*.c ttl/*_about.ttl '
                                                 'presets/**/*.ttl', excl='presets/routes')])
    if bld.cmd == Languages.cmd:
        bld.add_post_fun(update)


def update(bld):
    """Brings the catalogs up to date: new texts come into them, what is gone goes, and what is translated stays."""
    template = bld.bldnode.find_node(TEMPLATE)
    folder = os.path.join(Options.options.lv2_path, 'languages')
    toolchain.keep_lilv_quiet(folder)
    copy = os.path.join(folder, TEMPLATE)
    with open(copy, 'w', encoding='utf-8') as file:
        file.write(template.read(encoding='utf-8'))
    for node in catalogs(bld):
        try:
            merged = output('msgmerge', '--quiet', '--no-fuzzy-matching', '--width=120', node.abspath(), copy)
            node.write(output('msgattrib', '--no-obsolete', '--width=120', '-', text=merged), encoding='utf-8')
            counts = subprocess.run(['msgfmt', '--statistics', '--output-file=/dev/null', node.abspath()], check=True,
                                    stderr=subprocess.PIPE, encoding='utf-8', env={**os.environ, 'LC_ALL': 'C'}).stderr
        except subprocess.CalledProcessError as error:
            raise Errors.WafError(f'{node.srcpath()} is no catalog that gettext can read (see above).') from error
        Logs.info('%s: %s', node.srcpath(), counts.strip())
    Logs.info('Wrote %s, which new catalogs begin with (see CONTRIBUTING.md).', copy)
