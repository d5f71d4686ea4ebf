# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Runs the demo and the tests as on a machine that has just got Debian: in a system of its own, below .debian/.

debootstrap makes a small system once, with what the README asks for and no more. Each run works in a new copy of it,
which apt completes as it does for everyone; what it has downloaded is kept as well. Mounts and processes are in
namespaces of their own, so that nothing is left of them, however a run ends."""

import contextlib
import fcntl
import glob
import os
import re
import shlex
import shutil
import subprocess

from waflib import Context, Errors, Logs, Options

import packages

RELEASE = 'trixie'
FOLDER = '.debian'
GIVEN = 'git,python3,gcc,libc6-dev'  # what the README takes for granted
NEEDED_GB = 6.0
FULL_GB = 0.1  # with less, a disk is taken to be full
KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg'
TREE = 'signalbox'  # where the sources are, in the system
SAYS_WHERE = re.compile(r'(Acquire::(?:http|https|ftp|Check-Valid-Until|Check-Date|Retries|ForceIPv[46])\b.*) "(.*)";')

# Fills in what a kernel and a boot would, and goes there. $1 is the system, $2 the folder of packages.
ENTER = '''
mount -t proc proc "$1/proc" 2>/dev/null || mount --rbind /proc "$1/proc"
mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/dev/shm"
mount --bind "$2" "$1/var/cache/apt/archives"
shift 2
exec "$@"
'''


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--release', default=RELEASE, metavar='NAME',
                   help=f'debian: the name of the release to run in (default: {RELEASE})')


class Debian(Context.Context):
    """run the demo and the tests in a fresh Debian"""
    cmd = 'debian'

    def execute(self):
        """Everything is below one folder, which one run has at a time."""
        release = Options.options.release
        check(release)
        os.environ['PATH'] += ':/usr/sbin:/sbin'
        packages.ensure({'debian'})
        folder = os.path.join(Context.run_dir, FOLDER, release)
        try:
            os.makedirs(os.path.join(folder, 'packages', 'partial'), exist_ok=True)
            with locked(folder):
                check_space(folder)
                make_base(folder, release, mirror())
                make_system(folder)
                run(folder, release)
        except OSError as error:
            raise Errors.WafError(f'Debian {release} cannot be made in {folder} ({error.strerror}): free some space '
                                  'there, or change who may write there.')


def check(release):
    """Stops where nothing can come of it."""
    if os.geteuid():
        raise Errors.WafError('Only root may run a system within this one: run `sudo ./waf debian`.')
    if not re.fullmatch(r'[a-z]+', release):
        raise Errors.WafError(f'--release={release} is no name of a release: Debian 13, say, is called trixie.')


def check_space(folder):
    """Before anything is downloaded."""
    free_gb = shutil.disk_usage(folder).free / 1e9
    if free_gb < NEEDED_GB:
        raise Errors.WafError(f'There is room for {free_gb:.1f} GB in {folder}, and a Debian with all that the tests '
                              f'need takes {NEEDED_GB:g}: make room, and run it again.')


@contextlib.contextmanager
def locked(folder):
    """Keeps other runs out."""
    with open(os.path.join(folder, 'lock'), 'w', encoding='utf-8') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Errors.WafError(f'Another ./waf debian is at work in {folder}: wait until it has ended.')
        yield


def remove(path):
    """Removes a system, and nothing that may be mounted in it."""
    subprocess.run(['rm', '-rf', '--one-file-system', path], check=False)


def read(path):
    """A text, or nothing."""
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            return file.read()
    except OSError:
        return ''


# Where packages come from: what this machine's own apt is told.

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


def mirror(etc='/etc/apt'):
    """The address that this machine has Debian itself from."""
    codename = re.search(r'^VERSION_CODENAME=(\w+)', read('/etc/os-release'), re.M)
    suites = {'oldstable', 'stable', 'testing', 'unstable', 'sid', codename[1] if codename else ''}
    for addresses, its_suites, components in sources(etc):
        if 'main' in components and suites & set(its_suites):
            for address in addresses:
                if re.match(r'https?://', address):
                    return address
    raise Errors.WafError(f'No source of Debian itself is in {etc}/sources.list or {etc}/sources.list.d: '
                          'run this on a Debian that has its packages over the network.')


def settings():
    """What apt here is told about networks, proxies and dates, as a text for apt."""
    dump = subprocess.run(['apt-config', 'dump'], stdout=subprocess.PIPE, text=True, check=False).stdout
    found = (SAYS_WHERE.fullmatch(line) for line in dump.splitlines())
    return ''.join(f'{match[0]}\n' for match in found if match and match[2] and 'Detect' not in match[1])


def environment():
    """That of a first login, and the proxies of this machine."""
    proxies = {name: value for name, value in os.environ.items() if re.fullmatch('(?i)(https?|ftp|no)_proxy', name)}
    proxy = re.search(r'^Acquire::http::Proxy "(http.*)";', settings(), re.M)
    fallback = {'http_proxy': proxy[1]} if proxy else {}
    return {**fallback, **proxies, 'HOME': '/root', 'TERM': os.environ.get('TERM', 'dumb'),
            'PATH': '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'}


# The system.

def isolated(*command, **more):
    """Runs a command with mounts and processes that end with it; its exit status."""
    unshare = ['unshare', '--mount', '--pid', '--fork', '--kill-child']
    return subprocess.run([*unshare, *command], env=environment(), stdin=subprocess.DEVNULL, check=False,
                          **more).returncode


def make_base(folder, release, address):
    """The small system, unless it is there; it has its name only when it is complete."""
    base, partial, log = (os.path.join(folder, name) for name in ('base', 'base.part', 'debootstrap.log'))
    if os.path.isdir(base):
        return
    if isolated('true', stderr=subprocess.DEVNULL):
        raise Errors.WafError('This machine does not let root mount anything (as in a container without rights): run '
                              'this outside, or give it the right to.')
    Logs.info('Making a Debian %s in %s from %s', release, folder, address)
    remove(partial)
    with open(log, 'w', encoding='utf-8') as output:
        status = isolated('debootstrap', '--variant=minbase', f'--include={GIVEN}', '--force-check-gpg',
                          f'--keyring={KEYS}', release, partial, address, stdout=output, stderr=subprocess.STDOUT)
    if status:
        check_full(folder)
        errors = re.findall(r'^[EW]: (.*)', read(log), re.M) or read(log).splitlines() or ['it said nothing']
        raise Errors.WafError(f'debootstrap could not make a Debian {release} from {address} ({errors[-1]}): check the '
                              f'network and the name of the release; all it said is in {log}.')
    for archive in glob.glob(f'{partial}/var/cache/apt/archives/*.deb'):
        os.remove(archive)
    os.rename(partial, base)


def check_full(folder):
    """After something has failed."""
    if shutil.disk_usage(folder).free / 1e9 < FULL_GB:
        raise Errors.WafError(f'The disk that {folder} is on is full: make room, and run it again.')


def make_system(folder):
    """A new copy, told what this machine's apt is told, with the sources as they are now: what git has of them, changed
    or new files too."""
    base, system = (os.path.join(folder, name) for name in ('base', 'system'))
    remove(system)
    if subprocess.run(['cp', '-a', base, system], check=False).returncode:
        check_full(folder)
        raise Errors.WafError(f'{base} could not be copied (see above): remove it, and run it again.')
    for path in ('/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs/ca-certificates.crt'):
        if os.path.exists(path):
            os.makedirs(os.path.dirname(system + path), exist_ok=True)
            shutil.copyfile(path, system + path)
    write(f'{system}/etc/apt/apt.conf.d/90machine', settings())
    write(f'{system}/etc/dpkg/dpkg.cfg.d/unsafe-io', 'force-unsafe-io\n')  # a copy needs not outlive a power cut
    listed = subprocess.run(['git', '-c', f'safe.directory={Context.run_dir}', 'ls-files', '-z', '--cached', '--others',
                             '--exclude-standard'], cwd=Context.run_dir, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True, check=False)
    if listed.returncode:
        raise Errors.WafError(f'{Context.run_dir} is no clone, so git does not know what belongs to it: make one.')
    for name in listed.stdout.split('\0'):
        if name and os.path.lexists(name):
            target = os.path.join(system, TREE, name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy2(name, target, follow_symlinks=False)


def write(path, text):
    """A file of the system."""
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def run(folder, release):
    """The two commands of the README; with --only, what that leaves of the tests."""
    only, jobs = Options.options.only, Options.options.jobs
    tests = f'./waf test -j{jobs} --only={shlex.quote(only)}' if only else f'./waf demo -j{jobs} && ./waf test -j{jobs}'
    system, kept = (os.path.join(folder, name) for name in ('system', 'packages'))
    status = isolated('sh', '-ec', ENTER, 'sh', system, kept, 'chroot', system, 'sh', '-c', f'cd /{TREE} && {tests}')
    if status:
        check_full(folder)
        raise Errors.WafError(f'Signalbox has failed in Debian {release} (see above); all that was made is in '
                              f'{system}/{TREE}/build, until the next run.')
    remove(system)
    Logs.info('All is well in Debian %s', release)
