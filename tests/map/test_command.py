#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The command signalbox-map: what it says, what can be accepted, and what it makes of files that are no sessions, or
larger than any: one sentence, within so much time and memory (see command.py)."""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

import ardour_file
import command
import many
import tap

SESSION = os.path.join(ardour_file.SESSIONS, 'ardour-7-plain.ardour')
MOST_SECONDS = 0.3  # that 150 tracks take, at work: less than a tenth of it was seen
ENTITIES = ''.join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE Session [<!ENTITY e0 "ha">{ENTITIES}]><Session version="7002">&e11;</Session>'
ATTRIBUTE_BOMB = BOMB.replace('<Session version="7002">', '<Session version="7002" name="&e11;">')
ELSEWHERE = '<!DOCTYPE Session [<!ENTITY e SYSTEM "file:///etc/passwd">]><Session version="7002"><x>&e;</x></Session>'
DEEP = '<Session version="7002">' + '<Routes>' * 100000 + '</Routes>' * 100000 + '</Session>'


def write(folder, name, text):
    """A file in a folder; its path."""
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


def is_one_sentence(said):
    """Whether a complaint is one line that ends as a sentence."""
    return said.startswith('signalbox-map: ') and said.endswith('.\n') and said.count('\n') == 1


def test_unreadable(tests, path, title, *words):
    """One sentence that has some words in it, and nothing else; status 2."""
    status, said, complaint = command.run(path)
    tests.test(status == 2 and not said and is_one_sentence(complaint) and all(word in complaint for word in words),
               f'{title}: one sentence', f'{status} {said} {complaint}')


def test_broken(tests, folder):
    """Files that are broken, cut off, or bombs."""
    with open(SESSION, encoding='utf-8') as file:
        text = file.read()
    test_unreadable(tests, os.path.join(folder, 'absent.ardour'), 'no such file', 'absent.ardour')
    test_unreadable(tests, '/dev/null', 'a device', 'neither')
    for name, content, word in (('empty', '', 'empty'), ('blank', '  \n\n', ''), ('words', 'Dear Sir or Madam\n', ''),
                                ('noise', os.urandom(100000), ''), ('zeros', bytes(100000), 'not text'),
                                ('other XML', '<html><body/></html>', ''),
                                ('Ardour 2', '<Session version="2.0.0"/>', 'old'),
                                ('tags crossed', text.replace('</Routes>', '</Route>'), 'line'),
                                ('no entity', text.replace('"Kick"', '"&kick;"', 1), 'line'),
                                ('bad bytes', text.encode().replace(b'Crush', b'\xff\xfe\xfd'), 'line'),
                                ('bomb', BOMB, ''), ('bomb in an attribute', ATTRIBUTE_BOMB, ''),
                                ('what is elsewhere', ELSEWHERE, 'definitions'), ('deep', DEEP, '')):
        test_unreadable(tests, write(folder, 'broken.ardour', content), name, 'broken.ardour', word)
    bad = []
    for cut in range(1, len(text), len(text) // 60):
        status, said, complaint = command.run(write(folder, 'cut.ardour', text[:cut]))
        if status != 2 or said or not is_one_sentence(complaint):
            bad.append(f'{cut}: {status} {complaint}')
    tests.test(not bad, 'cut off anywhere: one sentence', '\n'.join(bad))


def test_encodings(tests, folder):
    """What has been saved again by another program, in another encoding."""
    with open(SESSION, encoding='utf-8') as file:
        text = file.read().replace('"Kick"', '"Kick ä"')
    found = command.look_at(write(folder, 'utf-8.ardour', text))
    for encoding, declared in (('utf-8-sig', 'UTF-8'), ('utf-16', 'UTF-16'), ('iso-8859-1', 'ISO-8859-1')):
        path = write(folder, f'{encoding}.ardour', text.replace('UTF-8', declared).encode(encoding))
        same = {**command.look_at(path), 'file': found['file']}
        tests.test(same == found, f'in {encoding}', str(same))


def test_full_disk(tests):
    """What cannot be written is not lost without a word."""
    for option in ([], ['--json'], ['--help']):
        with open('/dev/full', 'w', encoding='utf-8') as full:
            ran = subprocess.run([command.PROGRAM, *option, SESSION], stdout=full, stderr=subprocess.PIPE, text=True,
                                 check=False)
        tests.test(ran.returncode == 2 and is_one_sentence(ran.stderr), f'a full disk: {option}', ran.stderr)


def test_large(tests, folder):
    """What is larger than any session of people."""
    path = os.path.join(folder, 'large.ardour')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('<Session version="7002"><Routes>')
        for _ in range(100):
            file.write('<Route name="t"/>' * 61681)
        file.write('</Routes></Session>')
    tests.test(os.path.getsize(path) > 100e6, 'there is a file of 100 MB')
    test_unreadable(tests, path, 'six million tracks', 'larger')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('<Session version="7002"><Routes><Route name="t"><Comment>')
        for _ in range(100):
            file.write('far too much to say ' * 52429)
    test_unreadable(tests, path, 'a comment of 100 MB that breaks off', 'large.ardour')
    os.remove(path)


def test_sizes(tests, folder):
    """Circles and ladders, and a large session that is as it should be."""
    path = write(folder, 'circle.ardour', many.circle(10000))
    found = command.look_at(path)['findings']
    tests.test(sum(finding['kind'] == 'circle' for finding in found) == 1, 'a circle of 10000 busses is one',
               len(found))
    found = command.look_at(write(folder, 'ladder.ardour', many.ladder(1000)))['findings']
    tests.test(any(finding['kind'] == 'doubled-path' for finding in found), 'a ladder of 2 to the 1000 ways ends')
    path = write(folder, 'many.ardour', many.healthy(150))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = command.look_at(path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    tests.test(seconds <= MOST_SECONDS, '150 tracks take little of a processor', f'{seconds} s')
    tests.test(found['tracks'] == 150 and not found['findings'], '150 tracks on 15 busses are as they should be',
               found['findings'])


def test_folders(tests, folder):
    """A folder with one session, with snapshots beside it, with others, and with none."""
    home = os.path.join(folder, 'band')
    os.makedirs(home)
    test_unreadable(tests, home, 'a folder with nothing in it', 'no session')
    shutil.copy(SESSION, os.path.join(home, 'band.ardour'))
    tests.test(command.run(home)[0] == 0, 'a folder with one session')
    shutil.copy(SESSION, os.path.join(home, 'before the mix.ardour'))
    tests.test(command.run(home + '/')[0] == 0, 'the one that is named as the folder is')
    os.rename(os.path.join(home, 'band.ardour'), os.path.join(home, 'other.ardour'))
    test_unreadable(tests, home, 'a folder with two', 'more than one')


def test_bundle(tests, folder):
    """The manifest of a pedalboard stands for the board that lies beside it."""
    board = os.path.join(folder, 'board.pedalboard')
    os.makedirs(board)
    shutil.copy(os.path.join(os.environ['SIGNALBOX_TOP'], 'tests', 'fuzz', 'corpus', 'routes', 'pedalboard.ttl'),
                os.path.join(board, 'live.ttl'))
    manifest = write(board, 'manifest.ttl', '@prefix ingen: <http://drobilla.net/ns/ingen#> . <live.ttl> a ingen:Graph '
                                            '; <http://www.w3.org/2000/01/rdf-schema#seeAlso> <live.ttl> .')
    found = command.look_at(manifest)
    tests.test(found == command.look_at(board) and found['plugins'] == 2, 'a manifest stands for its board', found)


def test_path(tests, folder):
    """JSON is UTF-8, whatever the name of the file is in."""
    path = os.path.join(os.fsencode(folder), b'na\xefve.ardour')
    shutil.copy(SESSION, path)
    _, said, _ = command.run('--json', path)
    tests.test(json.loads(said)['file'].endswith('na?ve.ardour'), 'a name that is not UTF-8', said)


def test_accepted(tests, folder):
    """A mistake that is meant so, by notes in the session and beside it."""
    session = ardour_file.ArdourFile(SESSION)
    session.disconnect_outputs('Guitar')
    session.set_control('Bass', 'solo', 1)
    path = os.path.join(folder, 'accepted.ardour')
    session.save(path)
    status, said, _ = command.run(path)
    tests.test(status == 1 and 'track-to-nowhere: Guitar' in said and 'soloed: Bass' in said, 'two mistakes', said)
    route = session.route('Guitar')
    comment = route.makeelement('Comment', {})
    comment.text = 'Tuned down.\n  signalbox-map: ok track-to-nowhere\nsignalbox-map: ok muted'
    route.append(comment)
    session.save(path)
    status, said, _ = command.run(path)
    tests.test(status == 1 and 'nowhere' not in said and 'soloed' in said and '1 accepted' in said,
               'a comment accepts one', said)
    notes = write(folder, '.signalbox-map', 'ok soloed Kick\nok clip\n')
    tests.test(command.run(path)[0] == 1, 'a line for another strip accepts nothing')
    write(folder, '.signalbox-map', '# for now\nok soloed Bass\n')
    status, said, _ = command.run(path)
    tests.test(status == 0 and '2 accepted' in said, 'a file beside it accepts the other', said)
    write(folder, '.signalbox-map', '\ufeffok soloed Bass\r\n')
    tests.test(command.run(path)[0] == 0, 'and so it does as other editors save it')
    found = command.look_at(path)
    tests.test(found['accepted'] == 2 and found['mistakes'] == 0 and
               all(finding['accepted'] for finding in found['findings']), 'JSON tells of both')
    os.remove(notes)


def test_readme(tests, folder):
    """What README shows is what is said."""
    path = os.path.join(folder, 'loud-drums.ardour')
    ardour_file.write_example(path)
    _, said, _ = command.run(path)
    with open(os.path.join(os.environ['SIGNALBOX_TOP'], 'README.md'), encoding='utf-8') as file:
        readme = file.read()
    shown = ''.join(f'    {line}'.rstrip() + '\n' for line in said.splitlines())
    tests.test(shown in readme, 'README shows what is said', shown)


def test_lv2_path(tests, folder):
    """Folders of plugins may be named from where one stands, which lilv itself does not bear."""
    path, lv2 = os.path.join(folder, 'loud-drums.ardour'), command.plugins(os.path.join(folder, 'lv2'))
    whole = command.run(path, lv2=lv2)
    tests.test(whole == command.run(path, lv2=f'{os.path.relpath(lv2)}:no-such-folder') and whole[0] == 1,
               'LV2_PATH with relative folders', whole)


def test_man_page(tests):
    """The page for man names all options that the command does, and every kind of finding."""
    folder = os.path.join(os.environ['SIGNALBOX_TOP'], 'common/map')
    with open(os.path.join(folder, 'signalbox-map.1'), encoding='utf-8') as file, \
            open(os.path.join(folder, 'findings.c'), encoding='utf-8') as source:
        text = file.read().replace('\\-', '-')
        kinds = re.findall(r'\[FINDING_\w+\] = "([a-z-]+)"', source.read())
    headed = re.findall(r'^\.TP\n\.B[IR]? ([a-z-]+)', text, re.MULTILINE)
    tests.test(len(kinds) == 15 and set(kinds) <= set(headed), 'the page for man has all that is found', headed)
    options = re.findall(r'^  (--[a-z]+)', command.run('--help')[1], re.MULTILINE)
    tests.test(len(options) == 5 and options == [each for each in headed if each.startswith('--')],
               'the page for man has the options of --help, in their order', (options, headed))


def test_arguments(tests):
    """What the command line can say."""
    status, said, complaint = command.run('--help')
    tests.test(status == 0 and 'SESSION' in said and not complaint, '--help')
    status, said, _ = command.run('--version')
    tests.test(status == 0 and said.startswith('signalbox-map '), '--version')
    for arguments in ((), ('a', 'b'), ('--unknown', SESSION)):
        status, said, complaint = command.run(*arguments)
        tests.test(status == 2 and not said and complaint.count('\n') == 1, f'{arguments} is refused', complaint)


def main():
    tests = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='signalbox-map-') as folder:
        test_broken(tests, folder)
        test_encodings(tests, folder)
        test_large(tests, folder)
        test_sizes(tests, folder)
        test_folders(tests, folder)
        test_bundle(tests, folder)
        test_path(tests, folder)
        test_accepted(tests, folder)
        test_readme(tests, folder)
        test_lv2_path(tests, folder)
        test_arguments(tests)
        test_man_page(tests)
        test_full_disk(tests)
    return tests.end()


if __name__ == '__main__':
    sys.exit(main())
