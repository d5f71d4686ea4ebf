# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Makes the catalogs in common/languages into a table in C."""

import json
import struct
import subprocess

FOLDER = 'common/languages'


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
    keys = sorted({key for texts in found.values() for key in texts}, key=lambda key: [word.encode() for word in key])
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


def build(bld):
    """Builds what knows the languages, for the description of the plugins and for the windows."""
    bld(target='language_table.c', rule=write_table, source=catalogs(bld), cls_keyword=lambda task: 'Translating',
        cls_str=lambda task: ' '.join(node.name for node in task.inputs))
    bld.part('languages', '', source=[*bld.path.ant_glob(f'{FOLDER}/*.c'), 'language_table.c'], runs_everywhere=True)
