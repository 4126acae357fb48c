"""Readings of a whole made of the readings of its parts."""

from collections.abc import Callable, Sequence

from bot.domain.prosody.sounds import Reading

Known = Callable[[str], tuple[Reading, ...]]
"""Gives the readings of a word in lower case, none where it does not know the word."""

MOST = 24
"""How many readings a whole may have; what the ways of its parts would make beyond that is left out."""


def joined(parts: Sequence[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """Return the readings of these parts said one after the other, at most MOST, without poetic licence.

    None where a part has none. Where there are too many, those of different length or stress come first.
    """
    # Parts are joined as lists of references, and only then copied, so that 4,000 parts take linear time.
    if any(not part for part in parts):
        return ()
    ways: list[list[Reading]] = [[]]
    for part in parts:
        plain = [reading for reading in part if not reading.licence] or list(part)
        if len(ways) * len(plain) > MOST:
            plain = list({reading.stress: reading for reading in reversed(plain)}.values())[::-1]
        if len(ways) * len(plain) > MOST:
            plain = plain[:1]
        if len(plain) == 1:
            for way in ways:
                way.append(plain[0])
        else:
            ways = [[*way, reading] for way in ways for reading in plain]
    return distinct([_said(way) for way in ways if way])


def distinct(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings without doubles, the licensed ones last, otherwise in their order."""
    return tuple(dict.fromkeys(sorted(readings, key=lambda reading: reading.licence)))


def _said(parts: list[Reading]) -> Reading:
    stress = "".join(part.stress for part in parts)
    if not all(part.sounds for part in parts if part.stress):
        return Reading(stress)
    return Reading(stress, tuple(sound for part in parts for sound in part.sounds))
