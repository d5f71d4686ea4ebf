# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""What a plugin makes of audio in a host that does nothing else: lilv's own lv2apply."""

import os
import subprocess

import numpy
import soundfile

import ardour
from session_test import RATE_HZ

LEAD_FRAMES = RATE_HZ // 2

def apply(lab, uri, controls, audio):
    """The output (frames, outputs) for an input (frames, inputs), where inputs that are not given are silent. It is as
    late as the plugin's latency. Silence goes in first, as in a session: there are plugins that ramp to their controls
    at the start."""
    given, made = (os.path.join(lab.work, f'reference-{side}.wav') for side in ('in', 'out'))
    n_inputs = lab.count_audio_inputs(uri)
    padded = numpy.zeros((LEAD_FRAMES + len(audio), n_inputs), dtype=numpy.float32)
    padded[LEAD_FRAMES:, :audio.shape[1]] = audio
    soundfile.write(given, padded, RATE_HZ, 'FLOAT')
    settings = [word for symbol, value in controls.items() for word in ('-c', symbol, repr(float(value)))]
    result = subprocess.run(['lv2apply', '-i', given, '-o', made, *settings, uri], env=lab.environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if result.returncode:
        raise ardour.LabError(f'lv2apply cannot run {uri}: {result.stdout.strip()}')
    return soundfile.read(made, dtype='float32', always_2d=True)[0][LEAD_FRAMES:]
