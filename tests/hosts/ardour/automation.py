# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What automated controls make of constant signals: where they are at rest, the gains of the formulas; between, nothing
that moves faster than it should.

Automation is a list of (frame, value) by port symbol; values are integers where they go in steps. Ardour cuts its
cycles at each of these points, so some are odd frames, or few of them, apart.

What comes out is described as a sum of paths: each a constant that went in and the gains it goes through, which ramp
or follow. All of them are arrays, by frame."""

import math

import numpy

from session_test import RAMP_FRAMES, TOLERANCE_DB, difference_db

# A ramp that is sent elsewhere again and again nears what it is sent to by a factor of e in RAMP_FRAMES, and so does
# a follower with that time constant; after so long, next to nothing is left of where it came from.
MEMORY_FRAMES = 10 * RAMP_FRAMES
SLACK = 2.0 * math.exp(-MEMORY_FRAMES / RAMP_FRAMES) / RAMP_FRAMES + 2.0 ** -22  # and rounding to floats


class Follower:
    """A gain that nears what it is set to by a factor of e in RAMP_FRAMES, in dB."""

    def __init__(self, gain):
        self.gain = gain


class Path:
    def __init__(self, signal, *gains):
        self.signal = signal
        self.gains = gains

    def at_rest(self):
        return self.signal * math.prod(_values(gain) for gain in self.gains)

    def steepest_slope(self):
        """The most that it may move from each frame to the next: each gain from one end to the other of where it has
        been lately, in the time of a ramp, with the others as large as they have been lately."""
        tops = [recent_top(numpy.abs(_values(gain))) for gain in self.gains]
        slopes = 0.0
        for i, gain in enumerate(self.gains):
            slopes = slopes + _range(gain) * math.prod(tops[:i] + tops[i + 1:])
        return abs(self.signal) * slopes / RAMP_FRAMES


def _values(gain):
    return gain.gain if isinstance(gain, Follower) else gain


def _range(gain):
    """How far a gain has gone lately. A follower starts most steeply: by so many times its size in a time constant, as
    the natural logarithm of its range says."""
    top, bottom = recent_top(_values(gain)), -recent_top(-_values(gain))
    return top * numpy.log(top / bottom) if isinstance(gain, Follower) else top - bottom


def recent_top(values):
    """The largest value of the last MEMORY_FRAMES, by frame; and of the next one, to which Ardour may be early."""
    top = numpy.maximum(values, numpy.append(values[1:], values[-1:]))
    reach = 1
    while reach < MEMORY_FRAMES:
        step = min(reach, MEMORY_FRAMES - reach)
        top = numpy.maximum(top, numpy.concatenate((top[:1].repeat(step), top[:-step])))
        reach += step
    return top


def by_frame(automation, n_frames):
    """The value of every automated control at each frame."""
    frames = numpy.arange(n_frames)
    values = {}
    for symbol, points in automation.items():
        at, value = zip(*points)
        steps = all(isinstance(v, int) for v in value)
        values[symbol] = (numpy.array(value)[numpy.searchsorted(at, frames, 'right') - 1] if steps else
                          numpy.interp(frames, at, value))
    return values


def at_start(automation):
    return {symbol: points[0][1] for symbol, points in automation.items()}


def test(tests, name, output, paths, rest):
    """`paths` are a list of them for each output; `rest` are stretches of frames in which nothing moves, each but the
    last up to the very frame of the next point that changes a value. What is before the first is not looked at."""
    expected = numpy.column_stack([sum(path.at_rest() for path in of_output) for of_output in paths])
    errors = [difference_db(output[start:end], expected[start]) for start, end in rest]
    tests.test(max(errors) <= TOLERANCE_DB, f'{name}: arrives where the automation says',
               'off by ' + ', '.join(f'{error:.1f}' for error in errors) + ' dBFS in the stretches at rest')
    ends = [end for _, end in rest[:-1]]
    starts = [end + int(numpy.argmax(numpy.any(output[end:] != output[end - 1], axis=1))) for end in ends]
    tests.test(starts == ends, f'{name}: moves from the frame of the automation on',
               f'moves from frames {starts}, and not {ends}')
    start = rest[0][0]
    allowed = SLACK + numpy.column_stack([sum(path.steepest_slope() for path in of_output) for of_output in paths])
    slopes = numpy.abs(numpy.diff(output.astype(numpy.float64), axis=0))[start:]
    excess = slopes / allowed[start + 1:]
    frame, channel = numpy.unravel_index(numpy.argmax(excess), excess.shape)
    most = excess[frame, channel]
    tests.test(most <= 1.0, f'{name}: moves without a click',
               f'output {channel + 1} moves {most:.2f} times as fast as it may at frame {start + frame}')
