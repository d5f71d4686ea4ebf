# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""A Chromium without a window, spoken to in its DevTools protocol over a pair of pipes."""

import collections
import json
import os
import select
import subprocess
import tempfile
import time

# What the page is told of a key, and what it types.
KEYS = {' ': ('Space', 32, ' '), 'ArrowLeft': ('ArrowLeft', 37, ''), 'ArrowRight': ('ArrowRight', 39, ''),
        'Tab': ('Tab', 9, ''), 'Enter': ('Enter', 13, '\r')}

PROGRAM = '/usr/bin/chromium'
OPTIONS = '''--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --mute-audio --hide-scrollbars --remote-debugging-pipe'''.split()
TIMEOUT_S = 120


class Browser:
    """One browser with one page; close it by `with`."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='signalbox-chromium-', ignore_cleanup_errors=True)
        its_read, self.write_end = os.pipe()
        self.read_end, its_write = os.pipe()
        # Chromium reads from 3 and writes to 4; a shell puts them there.
        shell = ['/bin/sh', '-c', f'exec "$@" 3<&{its_read} 4>&{its_write}', 'sh']
        self.process = subprocess.Popen(
            [*shell, PROGRAM, *OPTIONS, '--user-data-dir=' + self.folder.name, 'about:blank'],
            pass_fds=(its_read, its_write), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(its_read)
        os.close(its_write)
        self.pending = b''
        self.count = 0
        self.session = None
        self.events = collections.deque()
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(domain + '.enable')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.read_end)
        os.close(self.write_end)
        self.folder.cleanup()

    def receive(self):
        """The next message from the browser."""
        end = time.monotonic() + TIMEOUT_S
        while b'\0' not in self.pending:
            if not select.select([self.read_end], [], [], max(0.0, end - time.monotonic()))[0]:
                raise TimeoutError(f'Chromium has not answered for {TIMEOUT_S} s.')
            data = os.read(self.read_end, 1 << 20)
            if not data:
                raise ConnectionError('Chromium has ended.')
            self.pending += data
        message, self.pending = self.pending.split(b'\0', 1)
        return json.loads(message)

    def call(self, method, **parameters):
        """Calls a method; what comes meanwhile is kept in `events`."""
        self.count += 1
        message = {'id': self.count, 'method': method, 'params': parameters}
        if self.session:
            message['sessionId'] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b'\0')
        while True:
            answer = self.receive()
            if answer.get('id') == self.count:
                if 'error' in answer:
                    raise RuntimeError(f'{method}: {answer["error"]["message"]}')
                return answer['result']
            self.events.append(answer)

    def run_first(self, path):
        """Has a script run before those of each page that is opened from now on."""
        with open(path, encoding='utf-8') as script:
            self.call('Page.addScriptToEvaluateOnNewDocument', source=script.read())

    def press(self, key):
        """Presses a key, and lets go of it."""
        code, number, text = KEYS.get(key) or ('Key' + key.upper(), ord(key.upper()), key)
        told = {'key': key, 'code': code, 'windowsVirtualKeyCode': number}
        self.call('Input.dispatchKeyEvent', type='keyDown', text=text, **told)
        self.call('Input.dispatchKeyEvent', type='keyUp', **told)

    def open(self, path, width):
        """Opens a file in a window of a width, and waits until it has loaded."""
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=900, deviceScaleFactor=1,
                  mobile=width < 600)
        self.events.clear()
        self.call('Page.navigate', url='file://' + path)
        while not any(event['method'] == 'Page.loadEventFired' for event in self.events):
            self.events.append(self.receive())

    def evaluate(self, expression):
        """The value of an expression on the page, a promise's when it is kept."""
        answer = self.call('Runtime.evaluate', expression=expression, awaitPromise=True, returnByValue=True,
                           userGesture=True)
        if 'exceptionDetails' in answer:
            raise RuntimeError(answer['exceptionDetails'].get('exception', {}).get('description', 'exception'))
        return answer['result'].get('value')

    def complaints(self):
        """What the page has put on the console as warnings or errors, what it threw, and what could not be loaded."""
        found = []
        for event in self.events:
            method, parameters = event['method'], event.get('params', {})
            if method == 'Runtime.exceptionThrown':
                found.append(parameters['exceptionDetails']['text'])
            elif method == 'Runtime.consoleAPICalled' and parameters['type'] in ('error', 'warning', 'assert'):
                found.append(' '.join(str(argument.get('value')) for argument in parameters['args']))
            elif method == 'Log.entryAdded' and parameters['entry']['level'] in ('error', 'warning'):
                found.append(parameters['entry']['text'])
        return found

    def addresses(self):
        """What the page has asked for."""
        return [event['params']['request']['url'] for event in self.events
                if event['method'] == 'Network.requestWillBeSent']
