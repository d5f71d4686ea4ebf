# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The pages of the manual as lilv and the sources know that they have to be: what is said of ports and presets."""

import glob
import re
import subprocess
from dataclasses import dataclass, field

PREFIX = 'urn:signalbox:'
COPY = re.compile(r'\{([na])\}')  # in the symbol of a control of which there are several


@dataclass
class Port:
    """What lv2info says of a port."""
    is_audio: bool = False
    is_input: bool = False
    ends: tuple = ()
    initial: float = 0.0
    words: frozenset = frozenset()


@dataclass
class Variant:
    """What it says of a plugin."""
    name: str = ''
    ports: dict = field(default_factory=dict)
    presets: set = field(default_factory=set)


def family_of(uri, pages):
    """The page of a variant: the one whose name its own begins with."""
    name = uri[len(PREFIX):]
    return next(page for page in pages if name.startswith(page))


def read_port(text):
    """A port's symbol and the rest."""
    def number(name):
        match = re.search(rf'^\t\t{name}: +(\S+)$', text, re.M)
        return float(match[1]) if match else 0.0
    symbol = re.search(r'^\t\tSymbol: +(\S+)$', text, re.M)[1]
    words = frozenset((float(value), word) for value, word in re.findall(r'^\t\t\t(\S+) = "(.*)"$', text, re.M))
    return symbol, Port('AudioPort' in text or 'CVPort' in text, 'InputPort' in text,
                        (number('Minimum'), number('Maximum')), number('Default'), words)


def variants(environment):
    """All of the suite, by URI."""
    def run(*command):
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    found = {}
    for uri in run('lv2ls').split():
        if uri.startswith(PREFIX):
            head, *ports = re.split(r'\n\tPort \d+:\n', run('lv2info', uri))
            presets = re.search(r'\tPresets: \n((?:\t +.*\n)*)', head)
            found[uri] = Variant(re.search(r'^\tName: +(.*) \(Signalbox\)$', head, re.M)[1], dict(map(read_port, ports)),
                                 {line.strip() for line in presets[1].splitlines()} if presets else set())
    return found


def copies(symbol, known):
    """The symbols that one with a place for a number or a letter stands for, among those that are known."""
    match = COPY.search(symbol)
    if not match:
        return [symbol]
    every = r'\d+' if match[1] == 'n' else '[a-z]'
    pattern = re.compile(re.escape(symbol[:match.start()]) + every + re.escape(symbol[match.end():]))
    return [name for name in known if pattern.fullmatch(name)]


def statuses_of(top, family):
    """What a family's code can report: what all monitors do, and what it looks for itself."""
    with open(f'{top}/common/ports/status.h', encoding='utf-8') as file:
        known = set(re.findall(r'^  STATUS_([A-Z_]+),', file.read(), re.M))
    text = ''
    for path in glob.glob(f'{top}/plugins/{family.replace("-", "_")}/*.c'):
        if not re.search('_(panel|glance)', path):
            with open(path, encoding='utf-8') as file:
                text += file.read()
    found = {'SILENT', 'CLIPPING', 'ONE_SIDED', *re.findall(r'\bSTATUS_([A-Z_]+)\b', text)} - {'OK'}
    found |= {'NO_KEY'} if 'needs_key = ' in text else set()
    found |= {'LISTENING'} if 'monitor.listening = ' in text else set()
    return {name.replace('_', '-').lower() for name in found & known}
