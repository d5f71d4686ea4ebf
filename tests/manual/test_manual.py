#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The manual, as Chromium shows it and lilv and the sources know the plugins: everything is in it, once and right, every
link leads somewhere in it, and pages fit a telephone and a desk, on light ground and on dark."""

import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import pages
import tap

TOP = os.environ['SIGNALBOX_TOP']
sys.path.insert(0, os.path.join(TOP, 'tests/hosts/chromium'))
import browser  # pylint: disable=wrong-import-position

LV2_DIR = os.environ['SIGNALBOX_LV2_DIR']
FOLDER = os.path.join(LV2_DIR, 'manual')
NARROW, WIDE = 390, 1280
LEAST_FONT, LEAST_TARGET, LEAST_CONTRAST = 16, 44, 4.5
MINUS = '\u2212'

# What a page holds.
READ = '''(() => {
    const all = (selector, of = document) => [...of.querySelectorAll(selector)];
    const text = element => element ? element.textContent.trim().replace(/\\s+/g, ' ') : '';
    const symbol = code => [...code.childNodes].map(node =>
        node.nodeName === 'VAR' ? (node.textContent === 'n' ? '{n}' : '{a}') : node.textContent).join('');
    return JSON.stringify({
        title: text(document.querySelector('h1')), ids: all('[id]').map(element => element.id),
        links: all('a[href], link[href]').map(element => element.getAttribute('href')),
        sources: all('[src]').map(element => element.getAttribute('src')).concat(
            all('[srcset]').map(element => element.getAttribute('srcset'))),
        pictures: all('img').map(image => [image.getAttribute('src'), image.complete && image.naturalWidth, image.alt]),
        rows: all('.controls > li').map(row => ({symbols: all('.name code', row).map(symbol),
            range: text(row.querySelector('.range')), comment: text(row.querySelector('.comment')), only: text(row.querySelector('.only')),
            points: all('.points span', row).map(text)})),
        statuses: all('.statuses > li').map(row => [row.id, row.querySelectorAll('p').length]),
        headings: all('h2[id]').map(element => element.id),
        unsaid: all('.index li').filter(row => !text(row.querySelector('p'))).map(text),
        presets: all('.presets > li').map(row => [row.querySelector('.name a')?.getAttribute('href'), text(row)]),
        all: all('.preset').map(preset => [preset.id, text(preset.querySelector('h3')),
            text(preset.querySelector('.of')), text(preset.querySelector('p'))]),
    });
})()'''
OVERFLOW = '''[document.documentElement.scrollWidth - WIDTH, ...[...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > WIDTH + 0.5 || box.left < -0.5) && !element.closest('.picture *, pre *');
}).map(element => element.outerHTML.slice(0, 60))]'''
SMALL = '''[...new Set([...document.querySelectorAll('main p, main li, main summary')].filter(element =>
    parseFloat(getComputedStyle(element).fontSize) < LEAST).map(element => element.outerHTML.slice(0, 60)))]'''
TARGETS = '''[...document.querySelectorAll('nav a, summary, input, .places a')].filter(element =>
    element.checkVisibility() && element.getBoundingClientRect().height < LEAST - 0.5).map(element => element.textContent)'''
# Of every text against what it stands on, as WCAG counts it.
CONTRAST = '''(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const known = new Map();
    const rgb = color => {
        if (!known.has(color)) {
            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
            known.set(color, [...canvas.getImageData(0, 0, 1, 1).data]);
        }
        return known.get(color); };
    const light = color => rgb(color).slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 :
        ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = element => { while (element.parentElement && !rgb(getComputedStyle(element).backgroundColor)[3])
        element = element.parentElement; return getComputedStyle(element).backgroundColor; };
    const found = new Map();
    for (const element of document.querySelectorAll('body, body *'))
        if ([...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
            found.set(getComputedStyle(element).color + ' on ' + ground(element), element);
    return [...found].map(([pair, element]) => {
        const [a, b] = pair.split(' on ').map(light).sort((x, y) => y - x);
        return [(a + 0.05) / (b + 0.05), pair, element.outerHTML.slice(0, 60)];
    }).filter(([contrast]) => contrast < LEAST);
})()'''


def number(text):
    """A number as the pages have it."""
    return float(text.replace(MINUS, '-'))


def names():
    """The pages, without their ending."""
    return sorted(os.path.basename(path)[:-len('.html')] for path in glob.glob(os.path.join(FOLDER, '*.html')))


def theme(page, dark):
    """What the page is told that its reader likes."""
    page.call('Emulation.setEmulatedMedia',
              features=[{'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'}])


def show(page, name, width, dark=False):
    """Opens a page."""
    theme(page, dark)
    page.open(os.path.join(FOLDER, f'{name}.html'), width)


def widen(page):
    """Has the page that is open in a wide window, on light ground, with the pictures for that."""
    theme(page, False)
    page.call('Emulation.setDeviceMetricsOverride', width=WIDE, height=900, deviceScaleFactor=1, mobile=False)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")
    page.evaluate('Promise.allSettled([...document.images].map(image => image.decode()))')


def look(page, found):
    """What is wrong with the looks of all pages, and what is on them, by name."""
    for name in names():
        show(page, name, NARROW, dark=True)
        found['small'] += [f'{name}: {text}' for text in page.evaluate(SMALL.replace('LEAST', str(LEAST_FONT)))]
        for width in (NARROW, WIDE):
            first, *others = page.evaluate(OVERFLOW.replace('WIDTH', str(width)))
            found['too wide'] += [f'{name} at {width}: {first} {others[:1]}'] if first > 0 or others else []
            found['contrast'] += [f'{name}: {each}' for each in
                                  page.evaluate(CONTRAST.replace('LEAST', str(LEAST_CONTRAST)))]
            if width == NARROW:
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                found['targets'] += [f'{name}: {text}' for text in
                                     page.evaluate(TARGETS.replace('LEAST', str(LEAST_TARGET)))]
                widen(page)
        found['complaints'] += [f'{name}: {text}' for text in page.complaints()]
        found['remote'] += [f'{name}: {url}' for url in page.addresses() if not url.startswith(('file:///', 'data:,'))]
        yield name, json.loads(page.evaluate(READ))


def check_looks(t, found):
    """All pages at both widths, one on dark ground, the other on light."""
    for key, text in (('too wide', f'every page fits {NARROW} and {WIDE} pixels'),
                      ('complaints', 'Chromium complains of nothing'), ('remote', 'nothing is asked of the network'),
                      ('small', f'text has {LEAST_FONT} pixels or more on a telephone'),
                      ('targets', f'what fingers aim at has {LEAST_TARGET}'),
                      ('contrast', f'text stands out by {LEAST_CONTRAST} from its ground, light or dark')):
        t.test(not found[key], text, '\n'.join(found[key][:8]))


def check_links(t, read):
    """Of all pages."""
    bad = []
    for name, told in read.items():
        for target in told['links'] + told['sources']:
            path, _, place = target.partition('#')
            aim = path[:-len('.html')] if path.endswith('.html') else name if not path else None
            if path and path != 'data:,' and (':' in path or not os.path.exists(os.path.join(FOLDER, path))):
                bad.append(f'{name}: {target}')
            elif place and (aim not in read or place not in read[aim]['ids']):
                bad.append(f'{name}: {target}')
    t.test(len(read) > 10 and not bad, 'every link and picture is there, in the manual itself', '\n'.join(bad[:8]))
    bad = [name for name, told in read.items() if len(told['ids']) != len(set(told['ids'])) or not told['title']]
    t.test(not bad, 'no page has two places of one name, and each has a title', bad)
    linked = {target.partition('#')[0] for target in read['index']['links']}
    t.test(all(f'{name}.html' in linked for name in read if name != 'index'), 'the first page leads to all others')
    t.test(not read['index']['unsaid'], 'and says of each what it is for', read['index']['unsaid'])
    bad = [f'{name}: {source}' for name, told in read.items() for source, width, words in told['pictures']
           if not width or len(words) < 20]
    t.test(not bad, 'every picture is shown, and told in words', bad)


def check_pictures(t):
    """As files."""
    bad = []
    for path in glob.glob(os.path.join(FOLDER, '*.svg')):
        tags = {element.tag.partition('}')[2] for element in xml.etree.ElementTree.parse(path).iter()}
        dark = path.replace('-dark.svg', '.svg').replace('.svg', '-dark.svg')
        if 'image' in tags or 'path' not in tags or not os.path.exists(dark):
            bad.append(path)
    t.test(not bad, 'every picture is of lines, and there is one for dark ground', bad)


def row_problem(row, symbol, port):
    """What a row says of a port that lilv does not, or an empty string."""
    words = {(number(value), word.replace(' (stereo)', '')) for value, word in
             (point.split(' ', 1) for point in row['points'])}
    stated, _, initial = row['range'].partition('default: ')
    ends = [number(each) for each in re.findall(rf'[{MINUS}]?[\d.]+', stated)]
    if not row['comment']:
        return f'{symbol} has no comment'
    if port.is_audio:
        return ''
    if port.words - words and stated != '0 Off or 1 On':
        return f'{symbol} lacks {port.words - words}'
    if ends and (ends[0] != port.ends[0] or port.ends[1] not in ends[1:]):
        return f'{symbol} goes from {port.ends} and not from {ends}'
    named = dict((word, value) for value, word in words) | {'Off': 0, 'On': 1} if not words else \
        dict((word, value) for value, word in words)
    value = named.get(initial, None) if initial in named else \
        number(re.match(rf'[{MINUS}]?[\d.]+', initial)[0]) if port.is_input else port.initial
    return '' if abs(value - port.initial) < 1e-6 * max(1, abs(value)) else f'{symbol} is {port.initial}, not {initial}'


def variants_problem(row, title, mine, symbols):
    """Where a row names other variants than those that have it, or have it not."""
    wanted = {each for template in row['symbols'] for each in pages.copies(template, symbols)}
    names_of = {True: set(), False: set()}
    for variant in mine.values():
        names_of[bool(wanted & set(variant.ports))].add(variant.name[len(title) + 1:])
    said = set(re.sub('^(not|only) in ', '', row['only']).split(', ')) if row['only'] else set()
    truth = names_of[row['only'].startswith('only in ')]
    return '' if said == truth else f'{title}: {row["symbols"]} is {row["only"] or "in all"}, and not in {names_of[False]}'


def check_ports(t, read, known):
    """Every symbol of every variant is on the page of its family, once, and right."""
    families = {uri: pages.family_of(uri, read) for uri in known}
    missing, problems, surplus, wrong = [], [], [], []
    for family in set(families.values()):
        mine = {uri: variant for uri, variant in known.items() if families[uri] == family}
        symbols = {symbol for variant in mine.values() for symbol in variant.ports}
        on_page = collections.Counter(symbol for row in read[family]['rows'] for template in row['symbols']
                                      for symbol in pages.copies(template, symbols))
        missing += [f'{family}: {symbol} {on_page[symbol]} times' for symbol in symbols if on_page[symbol] != 1]
        surplus += [f'{family}: {template}' for row in read[family]['rows'] for template in row['symbols']
                    if not set(pages.copies(template, symbols)) & symbols]
        for row in read[family]['rows']:
            wrong += [said for said in [variants_problem(row, read[family]['title'], mine, symbols)] if said]
            for symbol in {each for template in row['symbols'] for each in pages.copies(template, symbols)}:
                problems += [f'{uri}: {said}' for uri, variant in mine.items() if symbol in variant.ports
                             for said in [row_problem(row, symbol, variant.ports[symbol])] if said]
    t.test(len(known) > 10 and not missing, 'every port of every variant is on its page, once', '\n'.join(missing[:8]))
    t.test(not surplus, 'and none that is not there', '\n'.join(surplus[:8]))
    t.test(not wrong, 'what some variants alone have says so', '\n'.join(wrong[:8]))
    t.test(not problems, 'ranges, defaults and words are those that hosts are told', '\n'.join(problems[:8]))


def check_presets(t, read, known):
    """Every preset is on the page of its plugin, and on that of all."""
    labels = collections.Counter(label for _, label, _, _ in read['presets']['all'])
    theirs = set().union(*(variant.presets for variant in known.values()))
    t.test(len(theirs) > 50 and set(labels) == theirs, 'all presets that hosts find are on the page of presets',
           set(labels) ^ theirs)
    bad = []
    for family in {pages.family_of(uri, read) for uri in known}:
        mine = set().union(*(variant.presets for uri, variant in known.items() if pages.family_of(uri, read) == family))
        ids = {place for place, label, plugin, _ in read['presets']['all']
               if plugin.startswith(read[family]['title']) and label in mine}
        linked = [href.partition('#')[2] for href, _ in read[family]['presets']]
        bad += [] if ids and sorted(linked) == sorted(ids) and len(ids) == len(mine) else [family]
    t.test(not bad, 'and those of a plugin on its own, once', bad)


def check_statuses(t, read, known):
    """Every status is explained, for the plugins whose code reports it."""
    words = {word.lower().replace(' ', '-') for _, word in known['urn:signalbox:bus-summer-mono-8'].ports['status'].words}
    t.test(len(words) == 10 and words == set(read['status']['headings']), 'every word of Routing Status is explained',
           words ^ set(read['status']['headings']))
    bad = []
    for family in {pages.family_of(uri, read) for uri in known}:
        told = {place[len('status-'):] for place, n_texts in read[family]['statuses'] if n_texts == 3}
        truth = pages.statuses_of(TOP, family)
        bad += [f'{family}: {told ^ truth}'] if told != truth else []
    t.test(not bad, 'every plugin says when it reports what, and what mends it', '\n'.join(bad))


def check_search(t, page):
    """Of presets: with scripts and without."""
    shown = "document.querySelectorAll('.preset:not([hidden])').length"
    show(page, 'presets', WIDE)
    total = page.evaluate(shown)
    page.evaluate("(() => { const field = document.querySelector('.search input'); field.value = 'SMASH drums';"
                  "field.dispatchEvent(new Event('input')); })()")
    left = page.evaluate(shown)
    t.test(0 < left < total and page.evaluate("[...document.querySelectorAll('.preset:not([hidden])')].every(one =>"
                                              "/smash/i.test(one.textContent) && /drums/i.test(one.textContent))"),
           'a search leaves the presets that have all its words', f'{left} of {total}')
    t.test(page.evaluate("[...document.querySelectorAll('.bank')].some(one => one.hidden)"), 'and no empty banks')
    page.call('Emulation.setScriptExecutionDisabled', value=True)
    show(page, 'presets', WIDE)
    t.test(page.evaluate(shown) == total and not page.evaluate("document.querySelector('.search').checkVisibility()"),
           'without scripts, all are there, and no field that does nothing')
    page.call('Emulation.setScriptExecutionDisabled', value=False)


def check_html(t):
    """tidy knows what is well formed; what it calls proprietary is of later standards than it is."""
    result = subprocess.run(['tidy', '-q', '-e', '--warn-proprietary-attributes', 'no', '--drop-empty-elements', 'no',
                             *glob.glob(os.path.join(FOLDER, '*.html'))], capture_output=True, text=True, check=False)
    t.test(result.returncode == 0 and not result.stderr, 'every page is well-formed HTML', result.stderr[:600])


def write_manual(pages_of, folder):
    """Writes a manual of other pages; the exit status, and what was said."""
    os.makedirs(f'{folder}/common/manual/pages', exist_ok=True)
    for name in ('presets', 'ttl'):
        if not os.path.exists(f'{folder}/{name}'):
            os.symlink(os.path.join(TOP, name), f'{folder}/{name}')
    for name, text in pages_of.items():
        with open(f'{folder}/common/manual/pages/{name}', 'w', encoding='utf-8') as file:
            file.write(text)
    os.makedirs(f'{folder}/out', exist_ok=True)
    built = os.path.join(os.environ['SIGNALBOX_BUILD'], 'pages')
    result = subprocess.run([os.path.join(built, 'pages'), folder, built, f'{folder}/out'],
                            capture_output=True, text=True, check=False)
    return result.returncode, result.stderr


def check_bad_pages(t):
    """What is wrong with a page of prose is told in one sentence, and names the page."""
    with open(os.path.join(TOP, 'common/manual/pages/contents.txt'), encoding='utf-8') as file:
        plugins = ''.join(f' {line.strip()}\n' for line in file if line.strip() in
                          ('presets', 'routes', 'status') or re.fullmatch(r' +\w+-(summer|send|return|splitter|compressor|'
                                                                          r'router)\n', line))
    contents = f'One\n one\n{plugins}'
    bad = []
    route, window = '../../../presets/routes/drum-bus.ttl', '../../gallery/aux-send.png'
    for text in ('[x](https://example.com)', '[x](none.md)', '[x](../../../ttl/none_about.ttl)', '[x](file:///etc/passwd)',
                 '[x](../../../presets/aux_send/drums.ttl)', '[a picture](../../../presets/routes/none.ttl)',
                 f'[]({route})', '<b>HTML</b>', f'![]({window})', f'Beside ![a picture]({window})',
                 '![a picture](../../gallery/none.png)', f'![a picture]({route})',
                 '![a picture](https://example.com/x.png)'):
        with tempfile.TemporaryDirectory() as folder:
            status, said = write_manual({'contents.txt': contents, 'one.md': f'# One\n\n{text}\n'}, folder)
            if status != 1 or said.count('\n') != 1 or not said.endswith('.\n') or os.path.exists(f'{folder}/out/one.html'):
                bad.append(f'{text}: {status} {said}')
    t.test(not bad, 'what a page of prose leads to has to be there', '\n'.join(bad))
    bad = []
    for files in ({'contents.txt': contents + ' two\n', 'one.md': '# One\n'},
                  {'contents.txt': contents + ' one\n', 'one.md': '# One\n'},
                  {'contents.txt': contents, 'one.md': 'No title\n'},
                  {'contents.txt': contents, 'one.md': '# One\n', 'two.md': '# Two\n'},
                  {'contents.txt': contents.replace(' aux-send\n', ''), 'one.md': '# One\n'}, {}):
        with tempfile.TemporaryDirectory() as folder:
            status, said = write_manual(files, folder)
            if status != 1 or said.count('\n') != 1 or not said.endswith('.\n'):
                bad.append(f'{list(files)}: {status} {said}')
    t.test(not bad, 'the list of contents and the pages have to agree', '\n'.join(bad))


def check_again(t):
    """The same sources make the same manual, as packagers want it."""
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(TOP, 'common'), f'{folder}/common')
        status, said = write_manual({}, folder)
        made = {name for name in os.listdir(FOLDER) if name.endswith(('.html', '.svg'))}
        bad = [name for name in made if not os.path.exists(f'{folder}/out/{name}') or
               open(f'{folder}/out/{name}', 'rb').read() != open(os.path.join(FOLDER, name), 'rb').read()]
        t.test(status == 0 and len(made) > 20 and not bad, 'the same sources make the same manual', said + str(bad[:8]))


def check_man_pages(t):
    """Of the commands that are installed."""
    for path in glob.glob(os.path.join(TOP, 'common/*/*.1')):
        name = os.path.basename(path)
        result = subprocess.run(['man', '--warnings', '-E', 'UTF-8', '-l', path], capture_output=True, text=True,
                                env={**os.environ, 'MANWIDTH': '80'}, check=False)
        t.test(result.returncode == 0 and result.stdout and not result.stderr, f'man reads {name}', result.stderr)
        result = subprocess.run(['mandoc', '-Tlint', '-Werror', path], capture_output=True, text=True, check=False)
        t.test(result.returncode == 0, f'mandoc finds no error in {name}', result.stdout)


def main():
    """The plan and a line per test."""
    t = tap.Tap()
    known = pages.variants({**os.environ, 'LC_ALL': 'C.UTF-8', 'LV2_PATH': LV2_DIR})
    check_html(t)
    check_pictures(t)
    found = collections.defaultdict(list)
    with browser.Browser() as page:
        read = dict(look(page, found))
        check_search(t, page)
    check_looks(t, found)
    check_links(t, read)
    check_ports(t, read, known)
    check_presets(t, read, known)
    check_statuses(t, read, known)
    check_bad_pages(t)
    check_again(t)
    check_man_pages(t)
    return t.end()


if __name__ == '__main__':
    sys.exit(main())
