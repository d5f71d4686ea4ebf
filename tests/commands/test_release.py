# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What is given away: the archive of the sources, which needs no git, and the packages that are made of it, which are
installed, used and purged."""

import datetime
import filecmp
import glob
import gzip
import os
import re
import shutil
import subprocess
import tarfile
import tempfile

import tap

TOP = os.environ['SIGNALBOX_TOP']
BUNDLE = 'usr/lib/lv2/signalbox.lv2'
DPKG = ('dpkg', '--force-not-root', '--force-depends', '--force-script-chrootless')


def run(*command, **more):
    """Runs a program; its exit status, and what it said."""
    environment = {**os.environ, 'DEBFULLNAME': '', 'DEBEMAIL': '', 'EMAIL': '', 'GIT_CONFIG_GLOBAL': '/dev/null',
                   'PATH': os.environ['PATH'] + ':/usr/sbin:/sbin', **more.pop('env', {})}  # of nobody by name
    result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, check=False, **more)
    return result.returncode, result.stdout


def waf(tree, folder, command):
    """Runs ./waf of a tree, with all it makes in a folder, and the library that this tree has."""
    private = os.path.join(TOP, '.waflib')
    library = {'WAFDIR': private} if os.path.isdir(private) and not os.environ.get('WAFDIR') else {}
    return run(os.path.join(tree, 'waf'), command, f'--out={folder}', env=library)


def read(*path):
    """A text."""
    with open(os.path.join(*path), encoding='utf-8') as file:
        return file.read()


def is_date(text):
    """Whether it is one, as in 2026-01-31."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def test_names(tests):
    """The build, the news and the tag say the same version."""
    version = re.search(r"^VERSION = '(.*)'", read(TOP, 'wscript'), re.M)[1]
    news = re.search(r'^## (\S+) \((.*)\)$', read(TOP, 'NEWS.md'), re.M)
    tests.test(news[1] == version, f'NEWS.md begins with {version}', news[0])
    is_released = is_date(news[2])
    tests.test(is_released or news[2] == 'unreleased', 'and says when it was released, or that it is not', news[0])
    status, tags = run('git', '-c', f'safe.directory={TOP}', 'tag', '--points-at', 'HEAD', cwd=TOP)
    for tag in re.findall(r'^v\d.*', tags, re.M) if status == 0 else ():
        tests.test(tag == f'v{version}' and is_released, f'the tag {tag} is of a version that the news call released')
    return version


def test_archive(tests, folder, version):
    """Is the same each time, and whoever unpacks it can make it again without git."""
    name = f'signalbox-{version}'
    status, said = waf(TOP, f'{folder}/first', 'dist')
    archive = f'{folder}/first/{name}.tar.xz'
    tests.test(status == 0 and os.path.exists(archive), './waf dist packs the sources', said)
    with tarfile.open(archive) as tar:
        tops = {member.split('/')[0] for member in tar.getnames()}
        tar.extraction_filter = lambda member, _: member
        tar.extractall(folder)
    tests.test(tops == {name}, 'into one folder', tops)
    tree = os.path.join(folder, name)
    status, said = waf(tree, f'{folder}/second', 'dist')
    again = f'{folder}/second/{name}.tar.xz'
    tests.test(status == 0 and filecmp.cmp(archive, again, shallow=False), 'which packs into the same archive', said)
    return tree


def test_packages(tests, folder, tree):
    """Are made of the archive, and Debian finds no fault with them."""
    status, said = waf(tree, f'{folder}/made', 'deb')
    tests.test(status == 0, './waf deb makes packages, and lintian is content', said[-3000:])
    status, said = run('lv2ls', env={'LV2_PATH': f'{folder}/made'})
    tests.test(status == 0 and not said, 'where hosts that look into the build folder find nothing wrong', said)
    metainfo = glob.glob(f'{tree}/common/package/*.metainfo.xml')
    status, said = run('appstreamcli', 'validate', '--no-net', *metainfo)
    if 'url-homepage-missing' in said:  # which is so, and which older ones do not know how to overlook
        status, said = run('appstreamcli', 'validate', '--no-net', '--override=url-homepage-missing=info', *metainfo)
    tests.test(status == 0, 'software centres understand what is said of them', said)
    made = [path for path in glob.glob(f'{folder}/made/deb/signalbox*.deb') if '-dbgsym_' not in path]
    tests.test(len(made) == 2, 'one of the plugins, one of the documentation', made)
    return made


def names_in(folder):
    """What is below a folder, but for what dpkg keeps there."""
    return [path for path in glob.glob(f'{folder}/**', recursive=True)
            if not os.path.isdir(path) and '/var/lib/dpkg' not in path and '/var/log' not in path]


def dead_links(root):
    """Links of Markdown, compressed or not, that lead to no file."""
    dead = []
    for path in glob.glob(f'{root}/usr/share/doc/**/*.md*', recursive=True):
        with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as file:
            links = re.findall(r'\]\(([^)#]+)', file.read())
        dead += [f'{path}: {link}' for link in links
                 if '://' not in link and not os.path.exists(os.path.join(os.path.dirname(path), link))]
    return dead


def test_life(tests, folder, made):
    """Of the packages on a machine."""
    root = os.path.join(folder, 'root')
    for name in ('info', 'updates', 'triggers'):
        os.makedirs(f'{root}/var/lib/dpkg/{name}')
    open(f'{root}/var/lib/dpkg/status', 'w', encoding='utf-8').close()
    status, said = run(*DPKG, f'--root={root}', '--install', *made)
    tests.test(status == 0, 'they can be installed', said)
    lv2 = {'LV2_PATH': os.path.dirname(os.path.join(root, BUNDLE))}
    status, said = run('lv2ls', env=lv2)
    uris = said.split()
    tests.test(status == 0 and len(uris) > 1 and all(uri.startswith('urn:signalbox:') for uri in uris),
               'hosts find the plugins', said)
    wav = os.path.join(folder, 'in.wav')
    with open(wav, 'wb') as file:  # 1000 frames of two 16-bit channels
        file.write(b'RIFF' + (36 + 4000).to_bytes(4, 'little') + b'WAVEfmt ' + bytes.fromhex(
            '10000000 0100 0200 80bb0000 00ee0200 0400 1000') + b'data' + (4000).to_bytes(4, 'little') + bytes(4000))
    status, said = run('lv2apply', '-i', wav, '-o', f'{folder}/out.wav', 'urn:signalbox:parallel-splitter-stereo',
                       env=lv2)
    tests.test(status == 0, 'and run them', said)
    status, said = run(os.path.join(root, 'usr/bin/signalbox-map'), '--version')
    tests.test(status == 0, 'the command runs', said)
    routes = os.path.join(root, 'usr/share/doc/signalbox/routes')
    tests.test(any(name.endswith('.carxp') for name in os.listdir(routes)), 'routes can be opened where they are')
    tests.test(glob.glob(f'{root}/usr/share/ardour*/scripts/signalbox-*.lua'), 'Ardour has routes and actions')
    tests.test(not dead_links(root), 'no link of a text leads nowhere', dead_links(root))
    status, said = run(*DPKG, f'--root={root}', '--purge', 'signalbox', 'signalbox-doc')
    left = names_in(root)
    tests.test(status == 0 and not left, 'and purged, with nothing left', said + ' '.join(left))


def main():
    """The plan and a line per test."""
    tests = tap.Tap()
    with tempfile.TemporaryDirectory() as folder:
        tree = test_archive(tests, folder, test_names(tests))
        made = test_packages(tests, folder, tree)
        if made:
            test_life(tests, folder, made)
        shutil.rmtree(tree)
    return tests.end()


if __name__ == '__main__':
    raise SystemExit(main())
