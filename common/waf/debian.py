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

import apt_sources
import packages
import sources

RELEASE = 'trixie'
FOLDER = '.debian'
GIVEN = 'git,python3,gcc,libc6-dev'  # what the README takes for granted
NEEDED_GB = 4.0
FULL_GB = 0.1  # with less, a disk is taken to be full
KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg'
TREE = 'signalbox'  # where the sources are, in the system

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
        names = sources.names()
        address = apt_sources.mirror()
        if not address:
            raise Errors.WafError('No source of Debian itself is in /etc/apt/sources.list or /etc/apt/sources.list.d: '
                                  'run this on a Debian that has its packages over the network.')
        if isolated('true', stderr=subprocess.DEVNULL):
            raise Errors.WafError('Even root may not mount anything here, as in a container without rights: '
                                  'run this outside.')
        folder = os.path.join(Context.run_dir, FOLDER, release)
        try:
            os.makedirs(os.path.join(folder, 'packages', 'partial'), exist_ok=True)
            with locked(folder):
                check_space(folder)
                make_base(folder, release, address)
                make_system(folder, names)
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
        except BlockingIOError as e:
            raise Errors.WafError(f'Another ./waf debian is at work in {folder}: wait until it has ended.') from e
        yield


def remove(path):
    """Removes a system, and nothing that may be mounted in it."""
    subprocess.run(['rm', '-rf', '--one-file-system', path], check=False)


def environment():
    """That of a first login."""
    return {**apt_sources.proxies(), 'HOME': '/root', 'TERM': os.environ.get('TERM', 'dumb'),
            'PATH': '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'}


def isolated(*command, **more):
    """Runs a command with mounts and processes that end with it; its exit status."""
    unshare = ['setpriv', '--pdeathsig=KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child']
    return subprocess.run([*unshare, *command], env=environment(), stdin=subprocess.DEVNULL, check=False,
                          **more).returncode


def make_base(folder, release, address):
    """The small system, unless it is there; it has its name only when it is complete."""
    base, partial, log = (os.path.join(folder, name) for name in ('base', 'base.part', 'debootstrap.log'))
    if os.path.isdir(base):
        return
    Logs.info('Making a Debian %s in %s from %s', release, folder, address)
    remove(partial)
    with open(log, 'w', encoding='utf-8') as output:
        status = isolated(shutil.which('debootstrap'), '--variant=minbase', f'--include={GIVEN}', '--force-check-gpg',
                          f'--keyring={KEYS}', release, partial, address, stdout=output, stderr=subprocess.STDOUT)
    if status:
        check_full(folder)
        errors = re.findall(r'^[EW]: (.*)', apt_sources.read(log), re.M) or ['it does not say why']
        raise Errors.WafError(f'debootstrap could not make a Debian {release} from {address} ({errors[-1]}): check the '
                              f'network and the name of the release; all it said is in {log}.')
    for archive in glob.glob(f'{partial}/var/cache/apt/archives/*.deb'):
        os.remove(archive)
    os.rename(partial, base)


def check_full(folder):
    """After something has failed."""
    if shutil.disk_usage(folder).free / 1e9 < FULL_GB:
        raise Errors.WafError(f'The disk that {folder} is on is full: make room, and run it again.')


def make_system(folder, names):
    """A new copy, told what this machine's apt is told, with some files of this tree."""
    base, system = (os.path.join(folder, name) for name in ('base', 'system'))
    remove(system)
    if subprocess.run(['cp', '-a', base, system], check=False).returncode:
        check_full(folder)
        raise Errors.WafError(f'{base} could not be copied (see above): remove it, and run it again.')
    for path in ('/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs/ca-certificates.crt'):
        if os.path.exists(path):
            os.makedirs(os.path.dirname(system + path), exist_ok=True)
            shutil.copyfile(path, system + path)
    write(f'{system}/etc/apt/apt.conf.d/90machine', apt_sources.settings())
    write(f'{system}/etc/dpkg/dpkg.cfg.d/unsafe-io', 'force-unsafe-io\n')  # a copy needs not outlive a power cut
    for name in names:
        target = os.path.join(system, TREE, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy2(os.path.join(Context.run_dir, name), target, follow_symlinks=False)


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
