"""Words made of words: with endings and prefixes, of combining forms, and of two words written as one."""

from collections.abc import Iterator

from bot.domain.prosody.attaching import attached, compounded
from bot.domain.prosody.joining import MOST, Known, distinct
from bot.domain.prosody.sounds import Reading, reading_of
from bot.domain.prosody.tables import affixes

LEAST = 3
"""Both words of a compound have at least this many letters."""
SAFE_PREFIX = 3
"""A prefix shorter than this stands only before words of four letters and more: "rerun", not "reach"."""
VOWELS = "aeiouy"
BED = "bed"
"""The second part of many compounds, which by its letters alone looks like a past tense: "reedbed"."""


def with_suffix(word: str, known: Known) -> tuple[Reading, ...]:
    """Return the readings of a word as a known word with an ending, the longest first; none if it is not."""
    for size in range(min(8, len(word) - 2), 0, -1):
        ending = word[-size:]
        for sounds in affixes("suffix").get(ending, ()):
            found = [
                reading
                for stem in _stems(word[:-size], ending)
                for said in known(stem)
                for reading in _suffixed(said, sounds, stem, ending)
            ]
            if found:
                more = affixes("suffix")[ending][1:]
                if more:
                    found += [
                        reading
                        for stem in _stems(word[:-size], ending)
                        for said in known(stem)
                        for way in more
                        for reading in _suffixed(said, way, stem, ending)
                    ]
                return distinct(found)[:MOST]
    return ()


def _stems(base: str, ending: str) -> Iterator[str]:
    """Yield the words that this may be with the ending taken off, the likeliest only: "hop" before "hope"."""
    vowel = ending[0] in VOWELS
    if vowel and len(base) < LEAST and ending not in ("ing", "eth", "est"):
        return
    if base[-1:] == "i" and ending[0] not in "i":
        yield base[:-1] + "y"
    if ending == "s":
        if base[-1:] not in ("s", "i"):
            yield base
        return
    if ending == "es":
        if base.endswith(("s", "x", "z", "ch", "sh", "o")):
            yield base
        return
    if vowel and len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeious":
        yield base[:-1]
    if vowel and base[-1:] not in "aeiouy" and any(letter in VOWELS for letter in base):
        yield base + "e"  # not "tre" for "Tring"
    if ending in ("ly", "y") and base.endswith(("b", "p", "t", "d", "g", "k", "z", "f")):
        yield base + "le"
    if not (base.endswith("e") and ending[0] == "e"):
        yield base


def _suffixed(said: Reading, sounds: tuple[str, ...], stem: str, ending: str) -> Iterator[Reading]:
    syllabic = stem.endswith("le") and said.sounds[-2:] == ("AH0", "L")
    if syllabic and ending == "ly":
        yield reading_of((*said.sounds[:-2], *sounds))
    elif syllabic and sounds[0][-1] == "0":
        yield reading_of((*said.sounds[:-2], "L", *sounds))
        yield reading_of((*said.sounds, *sounds))
    elif ending == "ally" and stem.endswith("ic"):
        yield attached(said, sounds[-2:], letters=stem)
        yield attached(said, sounds, letters=stem)
    else:
        yield attached(said, sounds, letters=stem)


def with_prefix(word: str, known: Known) -> tuple[Reading, ...]:
    """Return the readings of a word as a known word with a prefix, the longest first; none if it is not."""
    for size in range(min(7, len(word) - LEAST), 1, -1):
        ways = affixes("prefix").get(word[:size], ())
        if (
            ways
            and len(word) - size >= (LEAST if size >= SAFE_PREFIX else 4)
            and (rest := known(word[size:]))
        ):
            return distinct([_prefixed(way, said) for way in ways for said in rest])[:MOST]
    return ()


def _prefixed(sounds: tuple[str, ...], said: Reading) -> Reading:
    if not said.sounds:
        return Reading(reading_of(sounds).stress.replace("?", "0") + said.stress)
    return reading_of(sounds + said.sounds)


def combined(word: str, known: Known) -> tuple[Reading, ...]:
    """Return the readings of a combining form with a word or an ending: "noosphere", "hydrophobia"."""
    for size in range(min(9, len(word) - LEAST), 2, -1):
        fronts = affixes("front").get(word[:size])
        rest = word[size:]
        if not fronts:
            continue
        endings = [reading_of(way) for way in affixes("ending").get(rest, ())]
        plural = [] if endings or rest[-1] != "s" else affixes("ending").get(rest[:-1], ())
        endings += [attached(reading_of(way), ("Z",), letters=rest[:-1]) for way in plural]
        second = tuple(endings) or known(rest)
        if second:
            return distinct([_fronted(way, said) for way in fronts for said in second])[:MOST]
    return ()


def _fronted(front: tuple[str, ...], said: Reading) -> Reading:
    if said.sounds and any(sound[-1] == "1" for sound in said.sounds) and said.syllables > 1:
        return reading_of((*(sound.replace("1", "2") for sound in front), *said.sounds))
    return compounded(reading_of(front), said)


def compound(word: str, known: Known, counts: frozenset[int]) -> tuple[Reading, ...]:
    """Return the readings of a word as two known words, split as near its middle as may be; none if not.

    A word of three letters is so often found by chance that the whole must have one of the ``counts`` of
    syllables which its letters give it.
    """
    middle = len(word) // 2
    for cut in sorted(range(LEAST, len(word) - LEAST + 1), key=lambda cut: (abs(cut - middle), -cut)):
        if (first := known(word[:cut])) and (second := known(word[cut:])):
            found = distinct([compounded(one, other) for one in first for other in second])[:MOST]
            whole = LEAST < cut < len(word) - LEAST or word.endswith(BED)
            if whole or any(reading.syllables in counts for reading in found):
                return found
    return ()
