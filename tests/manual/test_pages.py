#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What the manual's pages of prose call things by: presets, routes, actions, status words and findings are there, under
that name. That links and pictures are there is for test_links.py and test_manual.py."""

import glob
import os
import re
import sys

import tap

TOP = os.environ['SIGNALBOX_TOP']


def read(*path):
    with open(os.path.join(TOP, *path), encoding='utf-8') as file:
        return file.read()


def read_all(*pattern):
    """The texts of files, by path."""
    return {path: read(path) for path in sorted(glob.glob(os.path.join(TOP, *pattern)))}


def labels(text):
    return re.findall(r'rdfs:label "([^"]*)"', text)


def emphasized(text):
    """Names as people read them: in asterisks, in one line or two."""
    return [' '.join(name.split()) for name in re.findall(r'(?<![*\w])\*([^*]+)\*(?![*\w])', text)]


def test_names(tests, page, text):
    """Of presets, which have a dash in them, routes and actions."""
    presets = {label for part in read_all('presets', '*', '*.ttl').values() for label in labels(part)}
    routes = {labels(part)[0] for part in read_all('presets', 'routes', '*.ttl').values()}
    actions = set(re.findall(r'name = "([^"]*)"', ''.join(read_all('common', 'ardour', '*.lua').values())))
    for name in emphasized(text):
        dash, hyphen = re.match('(.*)– (.*)', name), re.match('(?:Signalbox )?- (.*)', name)
        if dash:
            good = name in presets or not dash[1] and any(label.endswith(name) for label in presets)
            tests.test(good, f'{page}: there is a preset {name}')
        elif hyphen:
            tests.test(hyphen[1] in routes, f'{page}: there is a route {hyphen[1]}')
        elif 'Signalbox: ' in name:
            tests.test(name[name.index('Signalbox: '):] in actions, f'{page}: there is an action {name}')


def test_files(tests, page, text):
    for name in re.findall(r'`([a-z-]+)\.carxp`', text):
        tests.test(os.path.exists(os.path.join(TOP, 'presets', 'routes', name + '.ttl')), f'{page}: {name}.carxp is made')


def test_mistakes(tests, text):
    """Each word that plugins and the map say is explained, and no other."""
    statuses = re.findall(r'\{"([^"]*)", STATUS_', read('common', 'ports', 'status.c'))
    explained = re.findall(r'^### ([A-Z][A-Za-z -]+)$', text, re.M)
    tests.test(sorted(explained) == sorted(set(statuses) - {'OK'}), 'each status word is explained', explained)
    findings = re.findall(r'\[FINDING_\w+\] = "([^"]*)"', read('common', 'map', 'findings.c'))
    explained = re.findall(r'^### ([a-z-]+)$', text, re.M)
    tests.test(sorted(explained) == sorted(findings), 'each finding is explained', explained)


def main():
    """What sys.exit() takes."""
    tests = tap.Tap()
    files = read_all('common', 'manual', 'pages', '*.md')
    pages = {os.path.basename(path).removesuffix('.md'): text for path, text in files.items()}
    for page, text in pages.items():
        test_names(tests, page, text)
        test_files(tests, page, text)
    test_mistakes(tests, pages['mistakes'])
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
