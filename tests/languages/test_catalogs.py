# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The catalogs have all that there is to translate, and no more, as gettext's own tools see it."""

import glob
import os
import subprocess
import sys

import tap

FOLDER = os.path.join(os.environ['SIGNALBOX_TOP'], 'common', 'languages')
TEMPLATE = os.path.join(os.environ['SIGNALBOX_BUILD'], 'signalbox.pot')


def run(*command):
    """What a tool says, and what it complains of."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8', check=False,
                            env={**os.environ, 'LC_ALL': 'C.UTF-8'})
    return result.stdout, result.stderr + (f'{command[0]}: status {result.returncode}' if result.returncode else '')


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


def main():
    tests = tap.Tap()
    catalogs = sorted(glob.glob(os.path.join(FOLDER, '*.po')))
    tests.test(len(catalogs) >= 3, 'there are catalogs')
    for path in catalogs:
        test_catalog(tests, path)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
