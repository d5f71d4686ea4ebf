# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What the players of the demo's page put out, beside the sounds that they were given."""

import base64
import os
import re
import subprocess
from itertools import pairwise

import numpy
import soundfile

RECORDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'recorder.js')
EXACT = 2e-4  # a sample of 16 bits is off by 2e-5, and a browser may dither
NEITHER = 2
PIECE = 512  # frames that tell one place of a sound from all others


def paths(folder, name):
    """The files of a player's two sounds."""
    others = (os.path.join(folder, f'{name}-{ending}.flac') for ending in ('before', 'made'))
    return [next(path for path in others if os.path.exists(path)), os.path.join(folder, f'{name}.flac')]


def sounds(folder, name):
    """A player's two sounds, as (frames, 2) each."""
    return [soundfile.read(path, dtype='float32', always_2d=True)[0] for path in paths(folder, name)]


def recorded(page):
    """What was put out so far, as (frames, 2)."""
    return numpy.frombuffer(base64.b64decode(page.evaluate('recorded()')), dtype='<f4').reshape(-1, 2)


def place_of(piece, sound):
    """Where in a sound a piece of it is: its first frame, or None."""
    sums = numpy.concatenate(([0.0], numpy.cumsum(sound[:, 0].astype(float) ** 2)))
    energy = sums[len(piece):] - sums[:-len(piece)]
    at = int(numpy.argmin(energy - 2.0 * numpy.correlate(sound[:, 0], piece[:, 0], 'valid')))
    return at if numpy.max(numpy.abs(sound[at:at + len(piece)] - piece)) < EXACT else None


def carry_on(heard, either):
    """Where both sounds are alike, what was heard before."""
    last = numpy.maximum.accumulate(numpy.where(either, 0, numpy.arange(len(heard))))
    return heard[last]


def stretches(recording, both, at):
    """How a recording that is at a frame of both sounds at its beginning goes on: (sound or None, frames) by turns,
    None being neither."""
    n = min(len(recording), min(len(sound) for sound in both) - at)
    fits = [numpy.max(numpy.abs(recording[:n] - sound[at:at + n]), axis=1) < EXACT for sound in both]
    heard = numpy.where(fits[0] & ~fits[1], 0, numpy.where(fits[1] & ~fits[0], 1, NEITHER))
    heard = carry_on(heard, fits[0] & fits[1])
    found = []
    for begin, end in pairwise([0, *(numpy.flatnonzero(numpy.diff(heard)) + 1), n]):
        sound = int(heard[begin]) if end - begin >= PIECE else NEITHER  # a frame of a fade may be that of one by chance
        if found and found[-1][0] == sound:
            found[-1][1] += int(end - begin)
        else:
            found.append([sound, int(end - begin)])
    return [(None if sound == NEITHER else sound, frames) for sound, frames in found]


def loudness(path):
    """The integrated loudness of a file as FFmpeg has it, LUFS."""
    command = ['ffmpeg', '-nostdin', '-hide_banner', '-i', path, '-af', 'ebur128=framelog=verbose', '-f', 'null', '-']
    told = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True).stderr
    return float(re.findall(r'I:\s+(-?[\d.]+) LUFS', told)[-1])
