# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The catalogs have all that there is to translate, and no more, as gettext's own tools see it; what a text calls a
control, a value or a status is what that is called; and signs are set as each language sets them."""

import ast
import gettext
import glob
import os
import re
import subprocess
import sys
import tempfile

import tap

FOLDER = os.path.join(os.environ['SIGNALBOX_TOP'], 'common', 'languages')
TEMPLATE = os.path.join(os.environ['SIGNALBOX_BUILD'], 'signalbox.pot')

# What has a name that others mention, and what mentions it.
NAMED, TELLING = ('port', 'scale point', 'status'), ('comment', 'about', 'preset comment', 'window')

# What no text of a language has.
BAD_SIGNS = {'de': '"|[\u201c\u201d](?=\\w)|\u201e[^\u201c]*$', 'es': '"|^[^\u00bf]*\\?|^[^\u00a1]*!',
             'fr': '"|[^\u00a0][;!?\u00bb]|\u00ab[^\u00a0]|[^\u00a0]:( |$)|[0-9] %'}


def run(*command):
    """What a tool says, and what it complains of."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8', check=False,
                            env={**os.environ, 'LC_ALL': 'C.UTF-8'})
    return result.stdout, result.stderr + (f'{command[0]}: status {result.returncode}' if result.returncode else '')


def texts():
    """All that there is to translate, each with its context."""
    found = re.findall(r'^msgctxt (".*")\nmsgid (".*")$', run('msgcat', '--no-wrap', TEMPLATE)[0], re.MULTILINE)
    return [(ast.literal_eval(context), ast.literal_eval(english)) for context, english in found]


def compiled(path):
    """A catalog, to be asked for translations."""
    with tempfile.TemporaryFile() as file:
        subprocess.run(['msgfmt', '--output-file=-', path], stdout=file, check=True)
        file.seek(0)
        return gettext.GNUTranslations(file)


def mentioned(english, names):
    """The names in a text, within a sentence, where a capital says that they are names; not those in longer ones."""
    pattern = '|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return {match[1] for match in re.finditer(rf"(?:(?<=[a-z,;] )|(?<=\())({pattern})(?![\w-])", english)}


def test_words(tests, tag, catalog, found):
    """What is called what in a language, and how its signs are set."""
    names = {}
    for context, english in found:
        if context in NAMED and english[0].isupper() and '{' not in english:
            names.setdefault(english, set()).add(catalog.pgettext(context, english).lower())
    telling = [(english, catalog.pgettext(context, english)) for context, english in found if context in TELLING]
    strange = [f'{name} is none of {sorted(names[name])} in: {text}' for english, text in telling
               for name in mentioned(english, names) if not any(word in text.lower() for word in names[name])]
    tests.test(len(telling) > 400 and not strange, f'{tag}: texts call things by their names', '\n'.join(strange))
    wrong = [text for context, english in found for text in [catalog.pgettext(context, english)]
             if re.search(BAD_SIGNS.get(tag, '$^'), text)]
    tests.test(not wrong, f'{tag}: signs are set as they are in that language', '\n'.join(wrong))


def test_catalog(tests, path):
    """One language."""
    name = os.path.basename(path)
    tag = name[:-len('.po')]
    complaints = run('msgfmt', '--check', '--output-file=/dev/null', path)[1]
    tests.test(not complaints, f'{name} is well formed', complaints)
    with open(path, encoding='utf-8') as file:
        tests.test(f'"Language: {tag}\\n"' in file.read(), f'{name} says that it is in {tag}')
    complaints = run('msgcmp', path, TEMPLATE)[1]
    tests.test(not complaints, f'{name} has a translation of all', complaints)
    obsolete = run('msgattrib', '--only-obsolete', path)[0]
    tests.test(not obsolete, f'{name} has nothing of what is gone', obsolete)
    fuzzy = run('msgattrib', '--only-fuzzy', path)[0]
    tests.test(not fuzzy, f'{name} has no guesses', fuzzy)
    test_words(tests, tag, compiled(path), texts())


def main():
    tests = tap.Tap()
    catalogs = sorted(glob.glob(os.path.join(FOLDER, '*.po')))
    tests.test(len(catalogs) >= 3, 'there are catalogs')
    for path in catalogs:
        test_catalog(tests, path)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
