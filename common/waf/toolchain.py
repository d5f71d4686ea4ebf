# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The C compiler: which one, with which flags, and what it can do."""

import os
import re

from waflib import Build, ConfigSet, Configure, Context, Errors, Options

import crossing

WARNINGS = ('-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wstrict-prototypes -Wvla '
            '-Wundef -Wno-missing-field-initializers '  # what a row leaves out is 0
            '-Wno-enum-float-conversion').split()  # an enumeration names numbers

# Every object may end up in a plugin, so all are position independent and export nothing they are not told to.
# The floating point is IEEE's: no -ffast-math, which would also delete NaN checks and change the host's FPU state.
# What is found at load (-z now) is called without a detour. Nothing throws, so there are no tables for that in what is
# installed; debuggers have what -gdwarf writes, in the older form that valgrind reads whichever compiler it is from.
CFLAGS = ('-std=c11 -gdwarf-4 -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections '
          '-ffp-contract=off -fno-math-errno -fno-asynchronous-unwind-tables -fno-plt').split()
LINKFLAGS = ['-Wl,--gc-sections', '-Wl,-z,now']

DENSE = ['-Wl,-z,noseparate-code']  # no page of a plugin is begun anew for a few tables

# A table of pointers to words takes 8 bytes for each where the C library can load that, glibc from 2.36 on, else 32. The
# program fails where it cannot.
PACKED = ['-Wl,-z,pack-relative-relocs', '-Wl,--fatal-warnings']
PACKED_PROGRAM = '''
static const char* volatile words[] = {"no", "yes"};
int main(void) { return words[1][0] == 'y' ? 0 : 1; }
'''

RELEASE = ['-O2']
SMALL = {'-O2': '-Os'}  # for what runs once: the tables of ports
SANITIZE = {
    'sanitize': ('-O1 -fno-omit-frame-pointer -fsanitize=address,undefined,float-cast-overflow '
                 '-fno-sanitize-recover=all').split(),
    'sanitize-threads': '-O1 -fno-omit-frame-pointer -fsanitize=thread'.split(),
}

# Loops become vectors wherever that is faster, which is all of -O3 that shows. Chunks are long, so little is won by loops
# that also hurry through the few frames that may be left of them, and less by jumps to round addresses: both take
# kilobytes of a plugin.
SHORT_LOOPS = ('-fvect-cost-model=dynamic --param=vect-epilogues-nomask=0 --param=max-completely-peel-times=1 '
               '-fno-align-functions -fno-align-loops -fno-align-jumps -fno-align-labels').split()

# As common/dsp has it: the attribute stands with the definition alone, callers and what the choice is made by elsewhere.
CLONES_CHOICE = 'common/dsp/kernel_choice.c'
CLONES_LIBRARY = '''
int clones_probe(int x);
__attribute__((target_clones("avx2", "default"))) int clones_probe(int x) { return x + 1; }
'''
CLONES_CALLER = '''
int clones_probe(int x);
__attribute__((visibility("default"))) int called(int x);
int called(int x) { return clones_probe(x); }
'''
CLONES_PROGRAM = 'int called(int x); int main(int argc, char** argv) { (void)argv; return called(argc) - 2; }\n'


def options(opt):
    """Adds what this file reads from the command line."""
    opt.load('compiler_c')
    opt.add_option('--compiler', default='', metavar='CC', help='another C compiler than gcc, such as clang')
    opt.add_option('--werror', action='store_true', default=False,
                   help='stop at what the compiler warns of, as lint does')
    opt.add_option('--sanitize', action='store_const', const='sanitize', default='',
                   help='build with AddressSanitizer and UndefinedBehaviorSanitizer')
    opt.add_option('--sanitize-threads', action='store_const', const='sanitize-threads', dest='sanitize',
                   help='build with ThreadSanitizer')


def select():
    """Gives each compiler, and its sanitized build, a folder of its own, so that none undoes the work of another.

    Of all that is made, only the bundle stands in build/ itself: see keep_lilv_quiet()."""
    fuzz = 'fuzz' in Options.commands
    if fuzz and not {'configure', 'fuzz'}.issuperset(Options.commands):
        raise Errors.WafError('`./waf fuzz` builds everything in a way of its own: run it without other commands.')
    Options.options.sanitize = 'sanitize' if fuzz else Options.options.sanitize
    if Options.options.compiler or fuzz:
        os.environ['CC'] = Options.options.compiler or 'clang'
    if not os.environ.get('CC'):
        os.environ.pop('CC', None)  # waf takes an empty name for a name
    compiler = re.sub(r'[^\w.+-]+', '-', os.path.basename(os.environ.get('CC', '')))
    usual = ('gcc', 'cc', f'{crossing.machine()}-gcc')
    parts = [crossing.machine(), '' if compiler in usual else compiler, Options.options.sanitize]
    flavour = 'fuzz' if fuzz else '-'.join(filter(None, parts))
    build = os.path.abspath(Options.options.out or 'build')
    Context.top_dir = Context.run_dir
    Context.out_dir = Options.options.out = os.path.join(build, 'work', flavour or 'release')
    Options.options.lv2_path = Context.out_dir if flavour else build
    Options.lockfile = os.path.join(Context.out_dir, '.lock-waf')


def is_clang():
    """Whether the compiler that is asked for is Debian's clang, whose sanitizers are a package of their own."""
    return bool(re.fullmatch(r'clang(-[0-9]+)?', os.path.basename(os.environ.get('CC', ''))))


def cached_env():
    """What the last configuration found, or an empty set."""
    cache = os.path.join(Context.out_dir, Build.CACHE_DIR, Build.CACHE_SUFFIX)
    return ConfigSet.ConfigSet(cache) if os.path.exists(cache) else ConfigSet.ConfigSet()


def keep_lilv_quiet(folder):
    """Puts an empty manifest into a folder beside the bundle: lilv would complain about one without."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'manifest.ttl'), 'w', encoding='utf-8') as manifest:
        manifest.write('# No plugins here: this file only keeps LV2 hosts from complaining that there is none.\n')


def configure(conf):
    """Sets the compiler and all flags that are common to everything; the user's CFLAGS come last and so win."""
    keep_lilv_quiet(conf.bldnode.parent.abspath())
    conf.options.check_c_compiler = 'gcc clang'
    if crossing.machine():
        crossing.configure_here(conf, CFLAGS + ['-O1'] + WARNINGS)
    try:
        conf.load('compiler_c')
    except conf.errors.ConfigurationError:
        conf.fatal('No C compiler works here: install gcc or clang, or name another one of that kind with --compiler')
    for kind in ('CFLAGS', 'LINKFLAGS'):
        conf.env.prepend_value(kind, crossing.flags(conf))
    mode = SANITIZE.get(Options.options.sanitize, RELEASE)
    if mode is RELEASE and conf.check_cc(msg='Checking for short loops', cflags=SHORT_LOOPS + ['-Werror'],
                                         fragment='int main(void) { return 0; }\n', mandatory=False):
        mode = mode + SHORT_LOOPS
    mode = mode + (['-fsanitize=fuzzer-no-link'] if 'fuzz' in conf.env.GROUPS else [])
    werror = ['-Werror'] if {'lint', 'werror'} & set(conf.env.GROUPS) else []
    users = conf.env.CFLAGS
    conf.env.CFLAGS = CFLAGS + mode + WARNINGS + werror + users
    conf.env.SMALL_CFLAGS = CFLAGS + [SMALL.get(flag, flag) for flag in mode] + WARNINGS + werror + users
    conf.env.LINKFLAGS = LINKFLAGS + (mode if Options.options.sanitize else []) + conf.env.LINKFLAGS
    conf.env.SANITIZE = Options.options.sanitize
    conf.define('SANITIZED', int(bool(Options.options.sanitize)))
    if not conf.check_cc(msg='Checking that programs run', execute=not crossing.machine(), mandatory=False,
                         fragment='int main(void) { return 0; }\n'):
        conf.fatal('The C compiler makes no programs that run with these flags: correct CFLAGS and LDFLAGS, or install '
                   'what it lacks (for clang --sanitize, libclang-rt-dev; for --cross, a libc6-dev-…-cross)')
    conf.check_target_clones()
    conf.env.SHARED_LINKFLAGS = [] if Options.options.sanitize else ['-Wl,--no-undefined']
    if conf.check_cc(msg='Checking for dense shared objects', linkflags=DENSE, mandatory=False,
                     fragment='int main(void) { return 0; }\n'):
        conf.env.SHARED_LINKFLAGS += DENSE
    if conf.check_cc(msg='Checking for packed tables of pointers', linkflags=[*PACKED, '-pie'], mandatory=False,
                     fragment=PACKED_PROGRAM, execute=not crossing.machine()):
        conf.env.SHARED_LINKFLAGS += PACKED[:1]


def small(bld):
    """The settings for what had better be small than fast."""
    env = bld.env.derive()
    env.CFLAGS = bld.env.SMALL_CFLAGS
    return env


@Configure.conf
def check_target_clones(conf):
    """Defines HAVE_TARGET_CLONES: 1 if a shared object that picks between clones can be linked, loaded and called; for
    another machine, linked."""
    choice = conf.path.find_node(CLONES_CHOICE).read()

    def program(bld):
        bld.srcnode.make_node('library.c').write(CLONES_LIBRARY)
        bld.srcnode.make_node('caller.c').write(CLONES_CALLER)
        bld.srcnode.make_node('program.c').write(CLONES_PROGRAM)
        bld.srcnode.make_node('choice.c').write(choice)
        bld.shlib(source='library.c caller.c choice.c', target='clones', defines='HAVE_TARGET_CLONES=1')
        bld.program(source='program.c', target='program', use='clones',
                    features='' if crossing.machine() else 'test_exec')
    found = conf.check_cc(msg='Checking for target_clones', build_fun=program, mandatory=False)
    conf.define('HAVE_TARGET_CLONES', bool(found))
