"""How a line fits a measure: whether any readings of its words do, how they scan, or what is wrong."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import prod

from bot.domain.prosody.automaton import Automaton
from bot.domain.prosody.search import Fault, Search
from bot.domain.prosody.sounds import Reading, Word

PAUSES = frozenset(",;:.!?…—–()[]")
"""Punctuation that makes a pause in speech. Hyphens and quotation marks make none."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the measuring of a line found.

    ``counts`` are the numbers of syllables that it has over all readings, ascending, and ``tried`` how many
    combinations of readings there are. If it fits, ``readings`` has the chosen reading of each word and
    ``places`` a string of ``w``, ``s`` and ``x`` for each. If not, either ``off`` says how many syllables it
    has too many (or, below 0, too few), at the least, or ``fault`` where its stress goes against the measure.
    """

    fits: bool
    counts: tuple[int, ...]
    tried: int
    readings: tuple[Reading, ...] = ()
    places: tuple[str, ...] = ()
    off: int = 0
    fault: Fault | None = None


def pauses(line: str, words: Sequence[Word]) -> frozenset[int]:
    """Return the indexes of the words of a line that follow a pause, as its punctuation tells."""
    gaps = ((n, line[words[n - 1].end : words[n].start]) for n in range(1, len(words)))
    return frozenset(n for n, gap in gaps if not PAUSES.isdisjoint(gap) or " - " in gap or "--" in gap)


def scan_words(
    automaton: Automaton, words: Sequence[Sequence[Reading]], paused: Collection[int], licensed: bool
) -> Scan:
    """Measure a line of words with these readings; of those that fit, it chooses the most natural."""
    choices = [_choices(readings, licensed) for readings in words]
    rest = _rest(choices)
    tried = prod(map(len, choices))
    counts = tuple(_ones(rest[0]))
    # A line that is too short is compared with lengths beyond it: the least is not above the states.
    allowed = automaton.lengths(max(counts[-1], len(automaton.places)))
    if not rest[0] & allowed:
        usual = sum(readings[0].syllables for readings in choices)
        return Scan(False, counts, tried, off=_off(rest[0], allowed, usual))
    found = Search(automaton, choices, rest, allowed, paused).run()
    if isinstance(found, Fault):
        return Scan(False, counts, tried, fault=found)
    readings = tuple(choices[n][chosen] for n, (chosen, _) in enumerate(found))
    return Scan(True, counts, tried, readings, tuple(places for _, places in found))


def _choices(readings: Sequence[Reading], licensed: bool) -> tuple[Reading, ...]:
    """Return the readings that count here; a word that has none is silent."""
    plain = tuple(reading for reading in readings if licensed or not reading.licence)
    return plain or tuple(readings) or (Reading(""),)


def _rest(choices: Sequence[Sequence[Reading]]) -> list[int]:
    """Return for each word, and for the end, what numbers of syllables can follow from there, as bits."""
    rest = [1]
    for readings in reversed(choices):
        bits = 0
        for syllables in {reading.syllables for reading in readings}:
            bits |= rest[-1] << syllables
        rest.append(bits)
    return rest[::-1]


def _ones(bits: int) -> Iterator[int]:
    return (n for n, bit in enumerate(reversed(f"{bits:b}")) if bit == "1")


def _off(counts: int, allowed: int, usual: int) -> int:
    """Return the least difference between two sets of bits; of two, the one that usual readings have."""
    for n in count(1):
        many, few = bool(counts & allowed << n), bool(counts << n & allowed)
        if many and few:
            return n if usual >= n and allowed >> (usual - n) & 1 else -n
        if many or few:
            return n if many else -n
    raise AssertionError
