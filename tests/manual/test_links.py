#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Whoever reads the pages where the tree is kept can follow them: each link of README.md and all other Markdown leads to
a file of the tree, and what stands behind its # is in that file."""

import ctypes
import glob
import html.parser
import os
import re
import sys

import tap

TOP = os.environ['SIGNALBOX_TOP']


class Page(html.parser.HTMLParser):
    """The targets of a page, and its headings, named as sites that show Markdown name them."""

    def __init__(self, path):
        super().__init__()
        self.targets, self.places, self.heading = [], set(), None
        with open(path, 'rb') as file:
            self.feed(as_html(file.read()))

    def handle_starttag(self, tag, attrs):
        self.targets += [value for name, value in attrs if name in ('href', 'src')]
        if re.fullmatch('h[1-6]', tag):
            self.heading = ''

    def handle_data(self, data):
        if self.heading is not None:
            self.heading += data

    def handle_endtag(self, tag):
        if re.fullmatch('h[1-6]', tag):
            self.places.add(re.sub(r'[^\w -]', '', self.heading.lower()).replace(' ', '-'))
            self.heading = None


def as_html(markdown):
    """What libcmark makes of it."""
    library = ctypes.CDLL('libcmark.so')
    library.cmark_markdown_to_html.restype = ctypes.c_char_p
    return library.cmark_markdown_to_html(markdown, ctypes.c_size_t(len(markdown)), 0).decode()


def problem(path, target):
    """What is wrong with a target of a page, or an empty string."""
    name, _, place = target.partition('#')
    aim = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
    if re.match('[a-z]+:', target):
        return '' if target.startswith('https://') else 'is no file'
    if os.path.relpath(aim, TOP).startswith('..') or not os.path.exists(aim):
        return 'is not in the tree'
    if not place:
        return ''
    if aim.endswith('.ttl'):
        with open(aim, encoding='utf-8') as file:
            return '' if f'<urn:signalbox:preset:{place}>\n' in file.read() else 'is no preset there'
    return '' if aim.endswith('.md') and place in Page(aim).places else 'is no heading there'


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    paths = [path for pattern in ('*.md', 'common/**/*.md', 'presets/**/*.md')
             for path in sorted(glob.glob(os.path.join(TOP, pattern), recursive=True))]
    n_targets = 0
    for path in paths:
        targets = Page(path).targets
        n_targets += len(targets)
        bad = [f'{target} {said}' for target in targets for said in [problem(path, target)] if said]
        tests.test(not bad, f'all links of {os.path.relpath(path, TOP)} lead somewhere', '\n'.join(bad))
    tests.test(len(paths) > 15 and n_targets > 150, 'which are many', f'{n_targets} in {len(paths)} files')
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
