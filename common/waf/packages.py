# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What the build needs from the system, and how it gets there."""

import ctypes.util
import glob
import os
import re
import shutil
import subprocess

from waflib import Errors, Logs

# The one list of what Signalbox needs: how to see that it is there, the Debian package that has it, and what for.
# A `module` is looked for with pkg-config; what is built for a group is compiled and linked with its modules. A
# `bundle` is looked for where lilv's package has plugins, a `library` where programs find theirs. The compiler finds a
# `header` and a part of `clang`; `python` is what the scripts with that name in their first line import; `ardour` is
# the program that runs scripts in Ardour, whichever N is there from OLDEST_ARDOUR on.
TABLE = '''
# kind    what                              package              groups
program   cc                                gcc                  build cross
header    stdio.h                           libc6-dev            build
program   pkg-config                        pkg-config           build cross
module    lv2                               lv2-dev              build routes test demo bench fuzz cross headers manual
module    serd-0                            libserd-dev          build routes test demo fuzz cross map manual
module    sord-0                            libsord-dev          build routes test demo fuzz cross map manual
program   msgfmt                            gettext              build cross
module    lilv-0                            liblilv-dev          routes test demo bench fuzz map manual
module    libxml-2.0                        libxml2-dev          test fuzz map manual
module    sndfile                           libsndfile1-dev      test demo bench
module    libebur128                        libebur128-dev       test demo
module    cairo                             libcairo2-dev        test demo bench windows ui map manual
module    libcmark                          libcmark-dev         manual
module    xcb                               libxcb1-dev          ui test bench
module    xcb-xtest                         libxcb-xtest0-dev    test bench
program   Xvfb                              xvfb                 test bench
module    cmocka                            libcmocka-dev        test
module    fftw3                             libfftw3-dev         test
program   lv2ls                             lilv-utils           test
program   lv2apply                          lilv-utils           hosts
program   lv2_validate                      lv2-dev              test
program   sord_validate                     sordi                test
program   valgrind                          valgrind             test bench
header    valgrind/callgrind.h              valgrind             test bench
program   strip                             binutils             test bench
file      /usr/share/sonic-pi/samples       sonic-pi-samples     test demo bench
program   espeak-ng                         espeak-ng            test demo
program   dpkg-buildflags                   dpkg-dev             hosts
program   lv2file                           lv2file              hosts
program   lv2proc                           lv2proc              hosts
program   ffmpeg                            ffmpeg               hosts
program   ecasound                          ecasound             hosts
program   audacity                          audacity             hosts
program   qtractor                          qtractor             hosts
program   chromium                          chromium             hosts
program   tidy                              tidy                 hosts
program   man                               man-db               hosts
program   mandoc                            mandoc               hosts
program   jalv                              jalv                 hosts
program   jackd                             jackd2               hosts
program   pipewire                          pipewire             hosts
program   pw-cat                            pipewire-bin         hosts
library   Qt5X11Extras                      libqt5x11extras5     hosts
program   openbox                           openbox              hosts
program   xdotool                           xdotool              hosts
program   import                            imagemagick          hosts
ardour    ardourN-lua                       ardour               hosts
bundle    a-comp.lv2                        ardour-lv2-plugins   routes hosts test demo peers
python    numpy                             python3-numpy        hosts
python    soundfile                         python3-soundfile    hosts
bundle    valve-swh.lv2                     swh-lv2              routes hosts test demo peers
clang     include/fuzzer                    libclang-rt-dev      clang-sanitize
bundle    lsp-plugins.lv2                   lsp-plugins-lv2      peers
bundle    xfade.lv2                         x42-plugins          peers
bundle    calf.lv2                          calf-plugins         peers
bundle    ZamCompX2.lv2                     zam-plugins          peers
program   debootstrap                       debootstrap          debian
file      /usr/share/keyrings/debian-archive-keyring.gpg  debian-archive-keyring  debian
program   unshare                           util-linux           debian
program   qemu-aarch64                      qemu-user            emulate
program   clang-format                      clang-format         lint
program   clang-tidy                        clang-tidy           lint
program   cppcheck                          cppcheck             lint
program   pylint                            pylint               lint
program   codespell                         codespell            lint
program   reuse                             reuse                lint
program   dpkg-buildpackage                 dpkg-dev             deb hosts
program   dh                                debhelper            deb hosts
program   lintian                           lintian              deb hosts
program   appstreamcli                      appstream            deb hosts
file      /usr/share/doc/ardour-data        ardour-data          deb hosts
'''

# What each command works with. Commands that are not here need nothing.
GROUPS = {
    'configure': 'build',
    'build': 'build',
    'install': 'build',
    'routes': 'build routes',
    'demo': 'build routes demo',
    'windows': 'build windows',
    'manual': 'build map manual',
    'test': 'build routes test ui manual hosts',
    'bench': 'build routes bench',
    'faults': 'build routes test',
    'lags': 'build routes test',
    'languages': 'build',
    'lint': 'build routes test demo ui manual lint',
    'fuzz': 'build ui fuzz',
}

# Groups that a command can do without, and what is left out where they are not complete.
OPTIONAL = {
    'configure': 'ui map',
    'build': 'ui map',
    'install': 'ui routes map manual',
    'routes': 'ui',
    'demo': 'ui map',
    'languages': 'ui',
    'windows': 'ui',
    'manual': 'ui',
    'bench': 'ui peers',
    'faults': 'ui peers',
}
LEFT_OUT = {
    'ui': 'the windows of the plugins',
    'routes': 'the routes as sessions of hosts',
    'map': 'the command signalbox-map',
    'manual': 'the manual',
    'peers': 'some plugins to compare with',
}

# The groups that the commands given work with.
wanted = set()


def needs(groups):
    """The rows of the table for some groups, as (kind, what, package)."""
    rows = [line.split() for line in TABLE.splitlines() if line and not line.startswith('#')]
    return [tuple(row[:3]) for row in rows if groups & set(row[3:])]


def groups_of(command):
    """The groups that one of the commands given works with: what it needs, and what is there of the rest."""
    return wanted & {*GROUPS[command].split(), *OPTIONAL.get(command, '').split()}


def use_name(module):
    """The name by which `use` knows a pkg-config module."""
    return module.upper().replace('-', '_')


def modules(groups):
    """All modules of some groups, for `use`."""
    return [use_name(what) for kind, what, _ in needs(groups) if kind == 'module']


PYTHON = '/usr/bin/python3'  # runs the scripts that say so in their first line, whichever Python runs this
OLDEST_ARDOUR = 7
CROSS_COMPILER = r'(\w+-linux-gnu\w*)-gcc'


def words_of_cc():
    """The C compiler that is asked for, and what it is always told."""
    return (os.environ.get('CC') or 'cc').split()


def compiler():
    """That compiler by the name of its program."""
    return words_of_cc()[0]


def succeeds(*command, text=''):
    """Whether a program is there and does what it is told, such as to read a text, without an error."""
    try:
        return subprocess.run(command, input=text, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
                              check=False).returncode == 0
    except OSError:
        return False


def system_lv2():
    """Where the system's packages put bundles: beside lilv's library, or in the folder above, where it is one of
    several kinds of machine."""
    try:
        told = subprocess.run(['pkg-config', '--variable=libdir', 'lilv-0'], stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.DEVNULL, check=False).stdout.strip()
    except OSError:
        return []
    return [os.path.join(folder, 'lv2') for folder in (told, os.path.dirname(told)) if folder]


def ardours():
    """The programs that run Ardour's scripts, as (version, name), the latest last."""
    names = {os.path.basename(path) for folder in os.get_exec_path() for path in glob.glob(f'{folder}/ardour*-lua')}
    found = (re.fullmatch('ardour([0-9]+)-lua', name) for name in names if shutil.which(name))
    return sorted((int(match[1]), match[0]) for match in found if match)


def has_clang(part):
    """Whether clang, if that is the compiler, has a part among its own files."""
    try:
        folder = subprocess.run([compiler(), '-print-resource-dir'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                text=True, check=False).stdout.strip()
    except OSError:
        return False
    return bool(folder) and os.path.exists(os.path.join(folder, part))


# Whether the system has what a row of the table names, by its kind.
PRESENT = {
    'program': lambda what: shutil.which(what) is not None,
    'file': os.path.exists,
    'bundle': lambda what: any(os.path.isdir(os.path.join(folder, what)) for folder in system_lv2()),
    'library': lambda what: ctypes.util.find_library(what) is not None,
    'module': lambda what: succeeds('pkg-config', '--exists', what),
    'header': lambda what: succeeds(*words_of_cc(), '-E', '-xc', '-', text=f'#include <{what}>\n'),
    'python': lambda what: succeeds(PYTHON, '-c', f'import {what}'),
    'ardour': lambda what: any(version >= OLDEST_ARDOUR for version, _ in ardours()),
    'clang': has_clang,
}


def absent(groups):
    """The rows that the system lacks for some groups, with the package that has what is asked for here."""
    rows = []
    for kind, what, package in needs(groups):
        if what == 'cc' and compiler() != 'cc':
            what = compiler()
            package = re.sub(CROSS_COMPILER, r'gcc-\1', what)
        elif kind == 'clang':
            package = re.sub(r'.*/clang(-[0-9]+)?$', r'libclang-rt\1-dev', '/' + compiler())
        if not PRESENT[kind](what):
            rows.append((kind, what, package))
    if any(what == compiler() and not re.fullmatch(f'cc|(gcc|clang)(-[0-9.]+)?|{CROSS_COMPILER}', what)
           for _, what, _ in rows):
        raise Errors.WafError(f'There is no compiler {compiler()} on the PATH: correct --compiler, --cross or CC.')
    return rows


def missing(groups):
    """The packages that would complete the system for some groups."""
    return list(dict.fromkeys(package for _, _, package in absent(groups)))


def may_install():
    """Whether the launcher has found that this may ask apt: where a user begins, not where a packager is at work."""
    return bool(os.environ.get('SIGNALBOX_MAY_INSTALL'))


def ensure(groups):
    """Installs through apt whatever is missing for some groups, or says in one sentence why not and what to do."""
    packages = missing(groups)
    if not packages:
        return
    by_hand = 'apt-get install ' + ' '.join(packages)
    if not shutil.which('apt-get'):
        raise Errors.WafError(f'This needs what Debian calls {", ".join(packages)}: install it and try again.')
    if not may_install():
        raise Errors.WafError(f'Packages are missing, which this command leaves to you: run `{by_hand}` as root.')
    if os.geteuid() and not shutil.which('sudo'):
        raise Errors.WafError(f'Packages are missing, and there is no sudo to install them: run `{by_hand}` as root.')
    Logs.info('Installing with apt: %s', ' '.join(packages))
    lists = glob.glob('/var/lib/apt/lists/*_Packages*')
    if not (lists and apt('install', *packages)) and not (apt('update') and apt('install', *packages)):
        if is_half_installed():
            raise Errors.WafError('A package is half installed on this machine, so apt refuses (see above): run `dpkg '
                                  '--configure -a` and `apt-get --fix-broken install` as root, and try again.')
        raise Errors.WafError('apt could not install what is missing (see above): check the network, the space on the '
                              f'disk and your rights, or run `{by_hand}` as root.')
    left = absent(groups)
    if left:
        raise Errors.WafError(what_apt_left(left))


def is_half_installed():
    """Whether dpkg was stopped at its work, or knows of a package that is not all there."""
    result = subprocess.run(['dpkg', '--audit'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return bool(result.stdout.strip() or result.returncode)


def what_apt_left(rows):
    """A sentence on what is not found though its packages are installed."""
    if ardours() and any(kind == 'ardour' for kind, _, _ in rows):
        return (f'Ardour {ardours()[-1][0]} is too old for the tests, and apt has no later one here: they need '
                f'{OLDEST_ARDOUR} or later, with its ardourN-lua on the PATH.')
    packages = ' '.join(dict.fromkeys(package for _, _, package in rows))
    lacking = ', '.join(what for _, what, _ in rows)
    return (f'apt says that all is installed, but {lacking} cannot be found: look at PATH and PKG_CONFIG_PATH, or run '
            f'`apt-get install --reinstall {packages}` as root.')


def invite(group):
    """Installs whatever can be had of what is missing for a group; says in one sentence what cannot. Whether it is
    complete then."""
    can_install = may_install() and shutil.which('apt-get') and (not os.geteuid() or shutil.which('sudo'))
    for package in missing({group}) if can_install else []:
        apt('install', package)
    packages = ' '.join(missing({group}))
    if packages:
        Logs.warn('Going on without %s: to have them, run `apt-get install %s` as root.', LEFT_OUT[group], packages)
    return not packages


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
                   help='install nothing: if packages are missing, name them and stop')


def configure(conf):
    """Finds the modules of the groups that are wanted."""
    find_modules(conf, set(conf.env.GROUPS))


def find_modules(conf, groups):
    """Asks pkg-config for the modules of some groups, for `use`; their headers are the system's, and may warn."""
    for kind, what, _ in needs(groups):
        if kind == 'module':
            name = use_name(what)
            conf.check_cfg(package=what, args='--cflags --libs', uselib_store=name)
            for folder in conf.env[f'INCLUDES_{name}']:
                conf.env.append_value(f'CFLAGS_{name}', ['-isystem', folder])
            conf.env[f'INCLUDES_{name}'] = []
