#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The demo's page in a real browser: its pictures are there, its sounds can be played, and it fits small and
large windows."""

import os
import subprocess
import sys
import tempfile

import browser
import tap

WIDTHS = (400, 1200)

PICTURES = '''[...document.images].map(image => [image.getAttribute('src'), image.complete && image.naturalWidth,
    image.alt.length])'''
SOUNDS = '''Promise.all([...document.querySelectorAll('audio')].map(player => new Promise(done => {
    const tell = () => done([player.getAttribute('src'), player.duration || 0, player.error?.message || '']);
    player.addEventListener('error', tell);
    if (player.readyState > 0 || player.error) tell();
    else { player.addEventListener('loadedmetadata', tell); player.preload = 'auto'; player.load(); }
})))'''
PLAYING = '''(async () => {
    const [first, second] = document.querySelectorAll('audio');
    await first.play(); await second.play();
    for (let i = 0; i < 100 && !second.currentTime; ++i) await new Promise(done => setTimeout(done, 100));
    return [first.paused, second.paused, second.currentTime];
})()'''
OUTSIDE = '''[...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5) && !element.closest('.picture *');
}).map(element => element.tagName + ' ' + (element.getAttribute('src') || element.textContent.slice(0, 30)))'''
OVERFLOW = 'document.documentElement.scrollWidth - innerWidth'
UNLABELLED = '''[...document.querySelectorAll('audio')].filter(player => !player.getAttribute('aria-label')).length
    + [...document.querySelectorAll('section')].filter(section =>
        !document.getElementById(section.getAttribute('aria-labelledby'))).length'''


def check_contents(t, page):
    """What does not depend on the size of the window."""
    pictures = page.evaluate(PICTURES)
    n_sections = page.evaluate("document.querySelectorAll('section').length")
    t.test(n_sections > 1 and len(pictures) == n_sections, 'every path has its picture',
           f'{len(pictures)} pictures of {n_sections} paths')
    bad = [name for name, width, alt in pictures if not width or not alt]
    t.test(not bad, 'every picture is there, and told in words', ', '.join(bad))
    sounds = page.evaluate(SOUNDS)
    bad = [f'{name} lasts {duration} s {error}' for name, duration, error in sounds
           if not 4.0 < duration < 60.0 or error]
    t.test(len(sounds) == 2 * n_sections and not bad, 'every path has two sounds that can be played', ', '.join(bad))
    t.test(page.evaluate(UNLABELLED) == 0, 'every player and every section has a name')
    first_paused, second_paused, seconds = page.evaluate(PLAYING)
    t.test(first_paused and not second_paused and seconds > 0.0, 'one player pauses the other',
           f'{first_paused}, {second_paused}, {seconds}')


def make_page(folder):
    """Has the demo make its page in a folder; whether it could, its output being told where it could not."""
    demo = subprocess.run([os.path.join(os.environ['SIGNALBOX_BUILD'], 'demo', 'demo'), folder], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if demo.returncode:
        print(''.join(f'# {line}\n' for line in demo.stdout.splitlines()), end='')
    return not demo.returncode


def check_page(path):
    """All tests of a page; the exit status."""
    t = tap.Tap()
    with browser.Browser() as page:
        for width in WIDTHS:
            page.open(path, width)
            if width == WIDTHS[0]:
                check_contents(t, page)
            outside = page.evaluate(OUTSIDE)
            t.test(not outside and page.evaluate(OVERFLOW) <= 0, f'nothing reaches past a window of {width} pixels',
                   ', '.join(outside))
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
