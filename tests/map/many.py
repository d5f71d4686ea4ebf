# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: ISC

"""Writes sessions of Ardour of any size."""

REVERB = 'urn:ardour:a-reverb'
EQUALIZER = 'urn:ardour:a-eq'


def route(number, name, flag, targets, sends=(), plugins=(), gain=0.25):
    """A stereo strip; targets and sends are names and (number, gain) of others."""
    lines = [f'<Route id="{number}" name="{name}" default-type="audio" active="1">',
             f'<PresentationInfo order="{number}" flags="{flag},OrderSet"/>',
             '<Controllable name="solo" value="0" self-solo="0"/>']
    for side, direction in (('in', 'Input'), ('out', 'Output')):
        lines.append(f'<IO name="{name}" direction="{direction}" default-type="audio">')
        for channel in (1, 2):
            lines.append(f'<Port type="audio" name="{name}/audio_{side} {channel}">')
            lines.extend(f'<Connection other="{target}/audio_in {channel}"/>' if ':' not in target else
                         f'<Connection other="{target}{channel}"/>' for target in targets if side == 'out')
            lines.append('</Port>')
        lines.append('</IO>')
    lines.append('<MuteMaster mute-point="PostFader,Listen,Main" muted="0"/>')
    for uri in plugins:
        pins = ''.join(f'<Channelmap type="audio" from="{n}" to="{n}"/>' for n in (0, 1))
        count = '<Channels type="audio" count="2"/>'
        lines.append(f'<Processor name="Effect" active="1" type="lv2" unique-id="{uri}" count="1">'
                     f'<ConfiguredInput>{count}</ConfiguredInput><ConfiguredOutput>{count}</ConfiguredOutput>'
                     f'<InputMap-0>{pins}</InputMap-0><OutputMap-0>{pins}</OutputMap-0><ThruMap/>')
        lines.append('<lv2>' + ''.join(f'<Port symbol="p{n}" value="{number + n}"/>' for n in range(20)) + '</lv2>')
        lines.append('</Processor>')
    lines.append(f'<Processor name="Amp" active="1" type="amp"><Controllable name="gaincontrol" value="{gain}"/>'
                 '</Processor>')
    lines.extend(f'<Processor name="send" active="1" type="intsend" role="Aux" target="{target}">'
                 f'<Controllable name="gaincontrol" value="{level}"/></Processor>' for target, level in sends)
    return '\n'.join([*lines, '</Route>'])


def session(routes):
    """The text of a session."""
    return '\n'.join(['<?xml version="1.0" encoding="UTF-8"?>',
                      '<Session version="7003" name="many" sample-rate="48000">',
                      '<ProgramVersion modified-with="Ardour 8.12"/>', '<Routes>', *routes, '</Routes>', '</Session>'])


def healthy(n_tracks):
    """Tracks on busses of ten, each with two sends to reverbs, and all that to the master."""
    n_busses = (n_tracks + 9) // 10
    routes = [route(1, 'Master', 'MasterOut', ['system:playback_'])]
    routes += [route(2 + n, f'Reverb {n}', 'AudioBus', ['Master'], plugins=[REVERB]) for n in range(2)]
    routes += [route(10 + n, f'Bus {n}', 'AudioBus', ['Master'], plugins=[EQUALIZER]) for n in range(n_busses)]
    routes += [route(1000 + n, f'Track {n}', 'AudioTrack', [f'Bus {n // 10}'], [(2, 0.3), (3, 0.2)],
                     [EQUALIZER] * 3) for n in range(n_tracks)]
    return session(routes)


def circle(n):
    """Busses of which each plays into the next, and the last into the first."""
    return session(route(10 + i, f'Bus {i}', 'AudioBus', [f'Bus {(i + 1) % n}']) for i in range(n))


def ladder(n):
    """Pairs of busses without effects, each of which plays into both of the next pair: as many ways as there can be."""
    routes = [route(1, 'Master', 'MasterOut', ['system:playback_'])]
    for i in range(n):
        targets = [f'Bus {i + 1} {other}' for other in 'ab'] if i + 1 < n else ['Master']
        routes += [route(10 + 2 * i + k, f'Bus {i} {letter}', 'AudioBus', targets, gain=1.0)
                   for k, letter in enumerate('ab')]
    return session(routes)
