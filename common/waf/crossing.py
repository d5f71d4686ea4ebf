# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Builds for another machine than this one. What runs while the plugins are built is made for this one, with the
compiler and pkg-config that are found where none is named, or named by CC_FOR_BUILD and its like.

The tests run in qemu, with libraries of that machine that apt takes from Debian into a folder of ours: as any user, and
without a word to the packages of this machine."""

import os
import re
import shutil
import subprocess
import tempfile

from waflib import Context, Errors, Logs, Options

import packages

HERE = 'here'  # the settings for this machine; also ends the names of what is made with them
FOR_BUILD = '_FOR_BUILD'
OF_THE_TARGET = ('CC', 'AR', 'CFLAGS', 'CPPFLAGS', 'LDFLAGS', 'LINKFLAGS', 'PKGCONFIG', 'PKG_CONFIG')

# What each command works with.
GROUPS = {'configure': 'cross', 'build': 'cross', 'install': 'cross', 'test': 'cross emulate test'}
RUN_HERE = {'cross', 'emulate', 'werror'}  # the rest is wanted of the other machine

# The machines whose tests are known to run here: what Debian calls them, and qemu's program for them.
TESTED = {'aarch64-linux-gnu': ('arm64', 'qemu-aarch64')}


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--cross', default='', metavar='MACHINE',
                   help='build for another machine, such as aarch64-linux-gnu; test its sound in qemu')


def machine():
    """The other machine, or an empty string."""
    return Options.options.cross


def select():
    """Takes that machine's tools where the environment names no others; stops where that machine would have to be here
    itself."""
    if not machine():
        return
    if not re.fullmatch(r'\w+(-\w+)+', machine()):
        raise Errors.WafError(f'--cross={machine()} is no name of a machine: say one as compilers have it, such as '
                              'aarch64-linux-gnu.')
    for command in Options.commands:
        if command not in (*GROUPS, 'uninstall', 'clean', 'distclean'):
            raise Errors.WafError(f'`./waf {command}` does not work for another machine: leave --cross out.')
    if Options.options.sanitize:
        raise Errors.WafError('There are no sanitizers for another machine: leave --sanitize or --cross out.')
    if 'test' in Options.commands and machine() not in TESTED:
        raise Errors.WafError(f'The tests of {machine()} cannot be run here, only those of {", ".join(TESTED)}; '
                              '`./waf build` does without.')
    for variable, program in (('CC', 'gcc'), ('AR', 'ar'), ('STRIP', 'strip')):
        os.environ[variable] = os.environ.get(variable) or f'{machine()}-{program}'


def sysroot():
    """The folder of that machine's libraries; each set of packages has its own."""
    return os.path.join(os.path.dirname(Context.out_dir), 'sysroot', machine())


def emulator():
    """What runs that machine's programs here."""
    return [TESTED[machine()][1], '-L', sysroot()] if machine() else []


def ensure_sysroot(may_install):
    """Makes the folder of libraries, unless it is there and has all that is wanted today."""
    wanted = ' '.join(['libc6-dev', *(package for kind, _, package in packages.needs({'test'}) if kind == 'module')])
    folder, record = sysroot(), os.path.join(sysroot(), 'packages.txt')
    if os.path.exists(record):
        with open(record, encoding='utf-8') as file:
            if file.read() == wanted:
                return
    if not may_install:
        raise Errors.WafError(f'The libraries of {machine()} are not in {folder} and --no-deps forbids to fetch them: '
                              'run `./waf test` without it once.')
    for program in ('apt-get', 'dpkg-deb'):
        if not shutil.which(program):
            raise Errors.WafError(f'There is no {program} here to fetch the libraries of {machine()} with: its tests '
                                  'need a Debian.')
    Logs.info('Fetching the libraries of %s into %s', machine(), folder)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(folder)) as work:
        try:
            fill_sysroot(work, wanted.split())
            with open(os.path.join(work, 'root', 'packages.txt'), 'w', encoding='utf-8') as file:
                file.write(wanted)
            os.rename(os.path.join(work, 'root'), folder)
        except (OSError, subprocess.CalledProcessError) as error:
            said = (getattr(error, 'stderr', '') or str(error)).strip().splitlines()
            raise Errors.WafError(f'The libraries of {machine()} could not be fetched ({said[-1]}): check the network, '
                                  f'and the space in {os.path.dirname(folder)}.')


def fill_sysroot(work, names):
    """Has apt, told that this is a machine of that kind with nothing on it, find what belongs together."""
    for path in ('state/lists/partial', 'cache/archives/partial', 'root/usr/lib'):
        os.makedirs(os.path.join(work, path))
    os.symlink('usr/lib', os.path.join(work, 'root', 'lib'))
    open(os.path.join(work, 'status'), 'w', encoding='utf-8').close()
    told = {'APT::Architecture': TESTED[machine()][0], 'APT::Architectures': TESTED[machine()][0],
            'APT::Sandbox::User': '', 'Debug::NoLocking': 'true', 'Dir::State': f'{work}/state',
            'Dir::State::status': f'{work}/status', 'Dir::Cache': f'{work}/cache'}
    apt = ['apt-get', '-q', '-y', *(word for name, value in told.items() for word in ('-o', f'{name}={value}'))]
    run(*apt, 'update')
    run(*apt, 'install', '--download-only', '--no-install-recommends', *names)
    archives = os.path.join(work, 'cache', 'archives')
    for name in sorted(os.listdir(archives)):
        if name.endswith('.deb'):
            run('sh', '-c', 'dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink -C "$2"', 'sh',
                os.path.join(archives, name), os.path.join(work, 'root'))


def run(*command):
    """Runs a command quietly, or fails with what it said."""
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                   check=True)


def flags(conf):
    """What the compiler is told of that machine's libraries."""
    return [f'--sysroot={sysroot()}'] if machine() and 'test' in conf.env.GROUPS else []


def configure(conf):
    """Finds the libraries: those of what runs while building here, and those of the other machine there."""
    conf.env.CROSS = machine()
    if 'test' in conf.env.GROUPS:
        folders = [os.path.join(sysroot(), 'usr', place, 'pkgconfig') for place in (f'lib/{machine()}', 'share')]
        conf.env.env = {**conf.environ, 'PKG_CONFIG_LIBDIR': os.pathsep.join(folders), 'PKG_CONFIG_PATH': '',
                        'PKG_CONFIG_SYSROOT_DIR': sysroot()}
        packages.find_modules(conf, {'test'})
        conf.env.env = []
    else:
        own = f'{machine()}-pkg-config'
        conf.env.PKGCONFIG = [conf.environ.get('PKG_CONFIG') or (own if shutil.which(own) else 'pkg-config')]
        packages.find_modules(conf, {'headers'})


def configure_here(conf, flags_here):
    """The compiler and the libraries of this machine."""
    environ = conf.environ
    conf.environ = {name: value for name, value in environ.items() if name not in OF_THE_TARGET}
    conf.environ.update({name[:-len(FOR_BUILD)]: value for name, value in environ.items() if name.endswith(FOR_BUILD)})
    conf.setenv(HERE)
    try:
        conf.load('compiler_c')
        conf.env.prepend_value('CFLAGS', flags_here)
        conf.env.DEFINES = ['HAVE_TARGET_CLONES=0', 'SANITIZED=0']
        packages.find_modules(conf, {'cross'})
    except conf.errors.ConfigurationError:
        conf.fatal('No C compiler, or no serd and sord, is here for what runs while building: install gcc, libserd-dev '
                   'and libsord-dev, or say with CC_FOR_BUILD and PKG_CONFIG_FOR_BUILD where they are')
    conf.environ = environ
    conf.setenv('')
