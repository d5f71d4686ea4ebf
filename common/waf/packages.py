# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What the build needs from the system, and how it gets there."""

import glob
import os
import re
import shutil
import subprocess

from waflib import Errors, Logs, Options

# The one list of what Signalbox needs: how to see that it is there, the Debian package that has it, and what for.
# A `module` is looked for with pkg-config; what is built for a group is compiled and linked with its modules.
TABLE = '''
# kind    what                              package              groups
program   cc                                gcc                  build
file      /usr/include/stdio.h              libc6-dev            build
program   pkg-config                        pkg-config           build
module    lv2                               lv2-dev              build routes test demo bench fuzz
module    serd-0                            libserd-dev          build routes test demo fuzz
module    sord-0                            libsord-dev          build routes test demo fuzz
module    lilv-0                            liblilv-dev          routes test demo bench fuzz
module    sndfile                           libsndfile1-dev      test demo bench
module    libebur128                        libebur128-dev       test demo
module    cairo                             libcairo2-dev        test demo bench
module    cmocka                            libcmocka-dev        test
module    fftw3                             libfftw3-dev         test
program   lv2ls                             lilv-utils           test
program   lv2apply                          lilv-utils           hosts
program   lv2_validate                      lv2-dev              test
program   sord_validate                     sordi                test
program   valgrind                          valgrind             test bench
file      /usr/include/valgrind/callgrind.h  valgrind            test bench
program   strip                             binutils             test bench
file      /usr/share/sonic-pi/samples       sonic-pi-samples     test demo bench
program   espeak-ng                         espeak-ng            test demo
program   lv2file                           lv2file              hosts
program   ffmpeg                            ffmpeg               hosts
program   chromium                          chromium             hosts
program   jalv                              jalv                 hosts
program   jackd                             jackd2               hosts
program   ardour7-lua                       ardour               hosts
file      /usr/lib/lv2/a-comp.lv2           ardour-lv2-plugins   routes hosts test demo peers
file      /usr/lib/python3/dist-packages/numpy  python3-numpy   hosts
file      /usr/lib/python3/dist-packages/soundfile.py  python3-soundfile  hosts
file      /usr/lib/lv2/valve-swh.lv2        swh-lv2              routes hosts test demo peers
file      /usr/lib/llvm-14/lib/clang/14.0.6/include/fuzzer  libclang-rt-14-dev  clang-sanitize
file      /usr/lib/lv2/lsp-plugins.lv2      lsp-plugins-lv2      peers
file      /usr/lib/lv2/xfade.lv2            x42-plugins          peers
file      /usr/lib/lv2/calf.lv2             calf-plugins         peers
file      /usr/lib/lv2/ZamCompX2.lv2        zam-plugins          peers
program   clang-format                      clang-format         lint
program   clang-tidy                        clang-tidy           lint
program   cppcheck                          cppcheck             lint
program   codespell                         codespell            lint
program   reuse                             reuse                lint
'''

# Groups that a command can do without: what cannot be had is said, and left out.
OPTIONAL = {'peers'}

# What each command works with. Commands that are not here need nothing.
GROUPS = {
    'configure': 'build',
    'build': 'build',
    'install': 'build routes',
    'routes': 'build routes',
    'demo': 'build routes demo',
    'test': 'build routes test hosts',
    'bench': 'build routes bench peers',
    'faults': 'build routes test peers',
    'lint': 'build routes test demo lint',
    'fuzz': 'build fuzz',
}


def needs(groups):
    """The rows of the table for some groups, as (kind, what, package)."""
    rows = [line.split() for line in TABLE.splitlines() if line and not line.startswith('#')]
    return [tuple(row[:3]) for row in rows if groups & set(row[3:])]


def use_name(module):
    """The name by which `use` knows a pkg-config module."""
    return module.upper().replace('-', '_')


def modules(groups):
    """All modules of some groups, for `use`."""
    return [use_name(what) for kind, what, _ in needs(groups) if kind == 'module']


def is_present(kind, what):
    """Whether the system has a row's program, file or module."""
    if kind == 'program':
        return shutil.which(what) is not None
    if kind == 'file':
        return os.path.exists(what)
    return subprocess.run(['pkg-config', '--exists', what], check=False).returncode == 0


def missing(groups):
    """The packages that would complete the system for some groups."""
    compiler = os.environ.get('CC', 'cc').split()[0]
    rows = [(kind, compiler if what == 'cc' else what, package) for kind, what, package in needs(groups)]
    pkg_config = is_present('program', 'pkg-config')
    absent = [(what, package) for kind, what, package in rows
              if kind == 'module' and not pkg_config or not is_present(kind, what)]
    if compiler != 'cc' and any(what == compiler for what, _ in absent):
        if not re.fullmatch(r'(gcc|clang)(-[0-9.]+)?', compiler):
            raise Errors.WafError(f'There is no compiler {compiler} on the PATH: correct --compiler, or CC.')
        absent = [(what, what if what == compiler else package) for what, package in absent]
    return list(dict.fromkeys(package for _, package in absent))


def ensure(groups):
    """Installs through apt whatever is missing for some groups, or says in one sentence why not and what to do."""
    packages = missing(groups)
    if not packages:
        return
    by_hand = 'apt-get install ' + ' '.join(packages)
    if not shutil.which('apt-get'):
        raise Errors.WafError(f'This needs what Debian calls {", ".join(packages)}: install it and try again.')
    if Options.options.no_deps:
        raise Errors.WafError(f'Packages are missing and --no-deps forbids to install them: run `{by_hand}` as root.')
    if os.geteuid() and not shutil.which('sudo'):
        raise Errors.WafError(f'Packages are missing, and there is no sudo to install them: run `{by_hand}` as root.')
    Logs.info('Installing with apt: %s', ' '.join(packages))
    lists = glob.glob('/var/lib/apt/lists/*_Packages*')
    if not (lists and apt('install', *packages)) and not (apt('update') and apt('install', *packages)):
        raise Errors.WafError('apt could not install what is missing (see above): '
                              f'check the network and your rights, or run `{by_hand}` as root.')
    left = missing(groups)
    if left:
        raise Errors.WafError(f'apt says that {", ".join(left)} are installed, but what they bring is not found: '
                              'look at PATH and PKG_CONFIG_PATH; Debian 12 is the system that this is made for.')


def invite(groups):
    """Installs whatever can be had of what is missing for some groups; says in one sentence what cannot."""
    may_install = shutil.which('apt-get') and not Options.options.no_deps and (not os.geteuid() or shutil.which('sudo'))
    for package in missing(groups) if may_install else []:
        apt('install', package)
    packages = missing(groups)
    if packages:
        Logs.warn('Going on without %s: to have them too, run `apt-get install %s` as root.', ', '.join(packages),
                  ' '.join(packages))


def apt(verb, *packages):
    """Runs apt-get as root, its output in view; whether it succeeded."""
    command = ['apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=600', verb]
    command += ['--no-install-recommends', *packages] if packages else []
    root = ['sudo'] if os.geteuid() else []
    result = subprocess.run(root + ['env', 'DEBIAN_FRONTEND=noninteractive'] + command,
                            stderr=subprocess.STDOUT, check=False)
    return result.returncode == 0


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--no-deps', action='store_true', default=False,
                   help='install no system packages: if any are missing, name them and stop')


def configure(conf):
    """Finds the modules of the groups that are wanted, for `use`; their headers are the system's, and may warn."""
    for kind, what, _ in needs(set(conf.env.GROUPS)):
        if kind == 'module':
            name = use_name(what)
            conf.check_cfg(package=what, args='--cflags --libs', uselib_store=name)
            for folder in conf.env[f'INCLUDES_{name}']:
                conf.env.append_value(f'CFLAGS_{name}', ['-isystem', folder])
            conf.env[f'INCLUDES_{name}'] = []
