# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The Test Anything Protocol: a line per test, and the plan at the end."""


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def test(self, good, text, detail=''):
        """One test; `detail` is shown where it failed."""
        self.count += 1
        self.failed += not good
        print(('ok' if good else 'not ok') + f' {self.count} - {text}')
        if not good and detail:
            print(f'#   {str(detail).strip()}'.replace('\n', '\n#   '))

    def end(self):
        """Prints the plan; the exit status."""
        print(f'1..{self.count}')
        return 1 if self.failed or not self.count else 0


def bail_out(sentence):
    """Says why the tests cannot go on; the exit status."""
    print(f'Bail out! {sentence}')
    return 1
