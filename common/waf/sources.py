# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Which files are the project's: all that git has, or would have; in a tree that is no clone, all but what is made."""

import fnmatch
import os
import subprocess

from waflib import Context


def names():
    """The files of the tree, sorted, by their path in it."""
    found = of_git() if os.path.exists(os.path.join(Context.run_dir, '.git')) else of_folder()
    return sorted(name for name in found if os.path.lexists(os.path.join(Context.run_dir, name)))


def git(*words):
    """What git prints, or an empty string where there is no git, or no clone."""
    try:
        return subprocess.run(['git', '-c', f'safe.directory={Context.run_dir}', *words], cwd=Context.run_dir,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    except OSError:
        return ''


def of_git():
    """What git knows, as it is now, and what it could add."""
    return [name for name in git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0') if name]


def of_folder():
    """What .gitignore does not name."""
    with open(os.path.join(Context.run_dir, '.gitignore'), encoding='utf-8') as file:
        ignored = [line.strip() for line in file if line.strip() and line[0] != '#']
    found = []
    for folder, folders, files in os.walk(Context.run_dir):
        place = os.path.relpath(folder, Context.run_dir)
        folders[:] = [name for name in folders if not is_ignored(place, name, True, ignored)]
        found += [os.path.normpath(os.path.join(place, name)) for name in files
                  if not is_ignored(place, name, False, ignored)]
    return found


def is_ignored(place, name, is_folder, patterns):
    """Whether a file or folder matches a pattern as .gitignore has them here: from the top with a slash in front, and
    folders only with one behind."""
    for pattern in patterns:
        if (pattern[-1] != '/' or is_folder) and (pattern[0] != '/' or place == '.') and \
                fnmatch.fnmatch(name, pattern.strip('/')):
            return True
    return False
