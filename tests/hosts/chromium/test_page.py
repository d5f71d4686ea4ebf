#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The demo's page in a real browser: its pictures are there, its players keep their place when they are switched and
can be used by keys alone, what they compare is equally loud, and it fits small and large windows."""

import base64
import glob
import os
import re
import subprocess
import sys
import tempfile
import time

import browser
import listening
import tap

WIDTHS = (360, 1200)
SMALLEST_TARGET = 44
PLAYED = 'vocal-shared-reverb'  # never the same twice, so that a place is known by its sound
RATE_HZ = 44100
FADE_FRAMES = RATE_HZ // 100
WITHIN_LU = 0.2
WITHIN_S = 0.02
PLAY_S = 0.8

PICTURES = '''[...document.images].map(image => [image.getAttribute('src'), image.complete && image.naturalWidth,
    image.alt.length])'''
SECTIONS = '''[...document.querySelectorAll('.example')].map(section => [section.id,
    section.querySelector('.listen').textContent.length, section.querySelectorAll('.player').length])'''
# Of the width that was asked for: what is too wide makes the window of a telephone wider.
OUTSIDE = '''[...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > WIDTH + 0.5 || box.left < -0.5) && !element.closest('.picture *');
}).map(element => element.tagName + ' ' + (element.getAttribute('src') || element.textContent.slice(0, 30)))'''
OVERFLOW = 'document.documentElement.scrollWidth - WIDTH'
SMALL = f'''[...document.querySelectorAll('button, input, a, summary')].filter(element => {{
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && Math.min(box.width, box.height) < {SMALLEST_TARGET} - 0.5;
}}).map(element => element.outerHTML.slice(0, 60))'''
CUT = '''[...document.querySelectorAll('button')].filter(button => button.scrollWidth > button.clientWidth)
    .map(button => button.textContent)'''
UNNAMED = '''[...document.querySelectorAll('.player, .switch, button, input')].filter(element =>
        !(element.getAttribute('aria-label') || element.textContent.trim())).length
    + [...document.querySelectorAll('section')].filter(section =>
        !document.getElementById(section.getAttribute('aria-labelledby'))).length
    + [...document.querySelectorAll('nav a')].filter(link => !document.querySelector(link.getAttribute('href'))).length'''
FOCUS = '''(() => {
    const element = document.activeElement, section = element.closest('.example');
    const outlined = [element, element.parentElement].some(one => getComputedStyle(one).outlineStyle === 'solid');
    return [section?.id ?? '', element.className || element.type || element.tagName, outlined];
})()'''
STATE = f'''(() => {{
    const section = document.getElementById('{PLAYED}');
    return [section.querySelector('.play').getAttribute('aria-label'),
        [...section.querySelectorAll('.switch button')].map(button => button.getAttribute('aria-pressed')).join(' '),
        Number(section.querySelector('.seek input').value), document.getElementById('said').textContent];
}})()'''


def check_contents(t, page, folder):
    """What does not depend on the size of the window."""
    pictures = page.evaluate(PICTURES)
    sections = page.evaluate(SECTIONS)
    t.test(len(sections) > 10 and len(pictures) >= len(sections), 'every path has its picture',
           f'{len(pictures)} pictures of {len(sections)} paths')
    bad = [name for name, width, alt in pictures if not width or not alt]
    t.test(not bad, 'every picture is there, and told in words', ', '.join(bad))
    bad = [name for name, words, n_players in sections if not words or n_players != 1]
    t.test(not bad, 'every path has one player, and says what to listen for', ', '.join(bad))
    t.test(page.evaluate(UNNAMED) == 0, 'every control and section has a name, every entry of the contents an aim')
    bad = [name for name, _, _ in sections if not has_its_sounds(folder, name)]
    t.test(not bad, 'every player is given the sounds that lie beside the page', ', '.join(bad))


def has_its_sounds(folder, name):
    """Whether the script of a player holds the bytes of its two files."""
    with open(os.path.join(folder, f'{name}.js'), encoding='ascii') as script:
        given = re.findall(r"'([\w+/=]+)'", script.read().split('[', 1)[1])
    files = []
    for path in listening.paths(folder, name):
        with open(path, 'rb') as file:
            files.append(file.read())
    return [base64.b64decode(sound) for sound in given] == files


def check_loudness(t, folder):
    """What is compared is equally loud, but for mistakes."""
    bad = []
    names = [os.path.basename(path)[:-len('-before.flac')] for path in glob.glob(os.path.join(folder, '*-before.flac'))]
    for name in names:
        before, after = (listening.loudness(path) for path in listening.paths(folder, name))
        if abs(before - after) > WITHIN_LU:
            bad.append(f'{name}: {before} and {after} LUFS')
    t.test(len(names) > 5 and not bad, 'before and after are equally loud', '; '.join(bad))


def check_focus(t, page):
    """The way of the Tab key through the first two paths."""
    found = []
    while len(found) < 100 and len({section for section, _, _ in found if section}) < 3:
        page.press('Tab')
        found.append(page.evaluate(FOCUS))
    first = next((section for section, _, _ in found if section), None)
    controls = [control for section, control, _ in found if section == first]
    t.test(controls == ['play', 'button', 'button', 'range', 'repeat', 'A'], 'Tab goes from control to control', controls)
    t.test(all(outlined for _, _, outlined in found), 'where the focus is can be seen', found)


def find_played(page):
    """Goes to a path by key; whether it was found."""
    for _ in range(100):
        if page.evaluate(FOCUS)[0] == PLAYED:
            return True
        page.press('n')
    return False


def check_keys(t, page, folder):
    """Plays, switches twice, seeks and pauses by keys alone, and listens."""
    t.test(find_played(page), 'the next path can be had by key')
    page.press(' ')
    playing = let_play(page)
    page.press('b')
    switched = let_play(page)
    page.press('b')
    let_play(page)
    page.press('ArrowRight')
    let_play(page)
    page.press(' ')
    time.sleep(0.3)  # for the fade to be recorded
    paused = page.evaluate(STATE)
    t.test(playing[:2] == ['Pause', 'true false'] and switched[:2] == ['Pause', 'false true'] and
           paused[:2] == ['Play', 'true false'], 'keys play, switch and pause', f'{playing} {switched} {paused}')
    t.test([switched[3], paused[3]] == ['After', 'Before'], 'what is heard is said', f'{switched} {paused}')
    sounds = listening.sounds(folder, PLAYED)
    check_switch(t, listening.recorded(page), sounds, paused[2])


def check_switch(t, recording, sounds, told_s):
    """What was put out is first one sound, then the other at the same place, then the first; then a second on."""
    heard = numpy_nonzero(recording)
    begin = heard[0] + 4 * listening.PIECE
    at = listening.place_of(recording[begin:begin + listening.PIECE], sounds[0])
    t.test(at is not None, 'what is heard first is the sound before')
    if at is None:
        return
    turns = listening.stretches(recording[begin:heard[-1]], sounds, at)
    t.test([sound for sound, _ in turns[:5]] == [0, None, 1, None, 0], 'the switch keeps the place to the sample', turns)
    fades = [frames for sound, frames in turns[:4] if sound is None]
    t.test(fades and max(fades) > 0.5 * FADE_FRAMES and max(fades) < 1.5 * FADE_FRAMES, 'it fades within some 10 ms',
           turns)
    end = heard[-1] - RATE_HZ // 10
    last = listening.place_of(recording[end - listening.PIECE:end], sounds[0])
    jump = (last - at - (end - listening.PIECE - begin)) / RATE_HZ if last is not None else None
    t.test(jump is not None and abs(jump - 1.0) < 2 * WITHIN_S, 'an arrow key goes on by a second', jump)
    end_s = (last + listening.PIECE + RATE_HZ // 10) / RATE_HZ if last is not None else None
    t.test(end_s is not None and abs(end_s - told_s) < 2 * WITHIN_S, 'the place that is told is the one that is heard',
           f'{end_s} s, told {told_s} s')


def numpy_nonzero(recording):
    """The frames with sound."""
    return abs(recording).max(axis=1).nonzero()[0]


def let_play(page):
    """Lets a player go on for a while of its own time; the state that it is in then."""
    begin_s = page.evaluate(STATE)[2]
    for _ in range(600):
        state = page.evaluate(STATE)
        if state[2] >= begin_s + PLAY_S:
            break
        time.sleep(0.05)
    return state


def make_page(folder):
    """Has the demo make its page in a folder; whether it could, its output being told where it could not."""
    demo = subprocess.run([os.path.join(os.environ['SIGNALBOX_BUILD'], 'demo', 'demo'), folder], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if demo.returncode:
        print(''.join(f'# {line}\n' for line in demo.stdout.splitlines()), end='')
    return not demo.returncode


def check_width(t, page, width):
    """What does depend on it."""
    outside, overflow = (page.evaluate(text.replace('WIDTH', str(width))) for text in (OUTSIDE, OVERFLOW))
    t.test(not outside and overflow <= 0, f'nothing reaches past a window of {width} pixels',
           ', '.join(outside))
    cut = page.evaluate(CUT)
    t.test(not cut, f'no word is longer than its button at {width} pixels', ', '.join(cut))
    small = page.evaluate(SMALL)
    t.test(not small, f'a finger finds all that can be pressed at {width} pixels', '; '.join(small))


def check_page(path):
    """All tests of a page; the exit status."""
    t = tap.Tap()
    folder = os.path.dirname(path)
    check_loudness(t, folder)
    with browser.Browser() as page:
        page.run_first(listening.RECORDER)
        for width in WIDTHS:
            page.open(path, width)
            check_width(t, page, width)
            if width == WIDTHS[-1]:
                check_contents(t, page, folder)
                check_focus(t, page)
                check_keys(t, page, folder)
            complaints = page.complaints()
            t.test(not complaints, f'the browser has nothing to complain of at {width} pixels', '; '.join(complaints))
            far = [address for address in page.addresses() if not address.startswith(('file:', 'data:'))]
            t.test(not far, f'nothing is asked of the network at {width} pixels', ', '.join(far))
    return t.end()


def main():
    """Makes the page anew and tests it; or tests the page that is named."""
    if len(sys.argv) > 1:
        return check_page(os.path.abspath(sys.argv[1]))
    with tempfile.TemporaryDirectory(prefix='signalbox-demo-') as folder:
        if not make_page(folder):
            return tap.bail_out('The demo has failed.')
        return check_page(os.path.join(folder, 'index.html'))


if __name__ == '__main__':
    sys.exit(main())
