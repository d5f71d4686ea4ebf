# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Runs the test programs, which speak TAP (the Test Anything Protocol), and counts what passed."""

import os
import re
import signal
import subprocess
import sys
import time
from concurrent import futures

from waflib import Build, Errors, Logs, Options

HOSTS = 'tests/hosts/*/test_*'  # scripts that drive real hosts, one at a time


def options(opt):
    """Adds what this file reads from the command line."""
    opt.add_option('--only', default='', metavar='PATTERN', help='run only the tests with this in their name')
