# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""The build folder that tests of commands share with the command that runs them."""

import contextlib
import fcntl
import os

OUT = os.path.dirname(os.path.dirname(os.environ['SIGNALBOX_BUILD']))  # as ./waf --out has it


@contextlib.contextmanager
def alone():
    """One ./waf at a time: of two, the one that ends last forgets what the other has made, and it is made again."""
    with open(os.path.join(OUT, 'work', '.test-lock'), 'w', encoding='utf-8') as lock:  # hosts look into OUT itself
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
