# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What this machine's own apt is told: where packages come from, and how to get there."""

import glob
import os
import re
import subprocess

SETTING = re.compile(r'(Acquire::(?:http|https|ftp|Check-Valid-Until|Check-Date|Retries|ForceIPv[46])\b.*) "(.*)";')


def read(path):
    """A text, or nothing."""
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            return file.read()
    except OSError:
        return ''


def one_line_sources(text):
    """The (addresses, suites, components) in the older form of a list."""
    for line in text.splitlines():
        words = re.sub(r'\[.*?\]', '', line.partition('#')[0]).split()
        if len(words) > 3 and words[0] == 'deb':
            yield words[1:2], words[2:3], words[3:]


def deb822_sources(text):
    """The same in the newer one: paragraphs of fields."""
    text = re.sub(r'^#.*\n?', '', text, flags=re.M)
    for paragraph in re.split(r'\n\s*\n', text):
        fields = {name.lower(): value.split() for name, value in
                  re.findall(r'^([\w-]+):((?:.*)(?:\n[ \t].*)*)', paragraph, re.M)}
        if 'deb' in fields.get('types', []) and fields.get('enabled') not in (['no'], ['false']):
            yield fields.get('uris', []), fields.get('suites', []), fields.get('components', [])


def sources(etc):
    """All of them."""
    for path in (f'{etc}/sources.list', *sorted(glob.glob(f'{etc}/sources.list.d/*.list'))):
        yield from one_line_sources(read(path))
    for path in sorted(glob.glob(f'{etc}/sources.list.d/*.sources')):
        yield from deb822_sources(read(path))


def mirror(etc='/etc/apt', release='/etc/os-release'):
    """The address that this machine has Debian itself from; None where it has it from nowhere."""
    codename = re.search(r'^VERSION_CODENAME=(\w+)', read(release), re.M)
    suites = {'oldstable', 'stable', 'testing', 'unstable', 'sid', codename[1] if codename else ''}
    found = (address for addresses, its_suites, components in sources(etc) for address in addresses
             if 'main' in components and suites & set(its_suites))
    return next((address for address in found if re.match('https?://', address)), None)


def settings():
    """What apt is told about networks, proxies and dates, as a text for apt."""
    dump = subprocess.run(['apt-config', 'dump'], stdout=subprocess.PIPE, text=True, check=False).stdout
    found = (SETTING.fullmatch(line) for line in dump.splitlines())
    return ''.join(f'{match[0]}\n' for match in found if match and match[2] and 'Detect' not in match[1])


def proxies():
    """The proxies of this machine, as environment variables."""
    said = {name: value for name, value in os.environ.items() if re.fullmatch('(?i)(https?|ftp|no)_proxy', name)}
    of_apt = re.search(r'^Acquire::http::Proxy "(http.*)";', settings(), re.M)
    return {**({'http_proxy': of_apt[1]} if of_apt else {}), **said}
