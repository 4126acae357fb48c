"""Learn from CMUdict what letters sound like; ``guess`` says words that nobody knows by what is learnt here.

Each word's letters are laid beside its sounds by the cheapest alignment, a letter having none, one or two
sounds. What a letter stands for is then counted in ever wider surroundings, as in the IGTree of W. Daelemans,
A. van den Bosch and T. Weijters, "IGTree: Using Trees for Compression and Classification in Lazy Learning
Algorithms", Artificial Intelligence Review 11 (1997). A wider surrounding is kept only where it says
something else than the narrower one. ``python -m tests.unit.prosody.held_out`` learns the rules anew, writes
them to ``data/letters.tsv.gz`` and measures them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log

from bot.domain.prosody.sounds import VOWELS

REACH = (1, -1, 2, -2, 3, -3, 4, -4)
"""Which neighbours of a letter are asked, the most telling first: 1 is the next letter, -1 the one before."""
LEAST = 2
"""A surrounding must have been seen in this many words."""

Sounds = tuple[str, ...]
Costs = Mapping[str, Mapping[Sounds, float]]
"""For each letter, how unlikely each of its sounds is."""
Rule = tuple[str, str, str, int]
"""A surrounding, its sounds, the likeliest of another number of syllables, and how likely those are in %."""


def surroundings(word: str, position: int) -> str:
    """Return a letter of the word and its neighbours in the order of REACH, ``#`` beyond the word's ends."""
    padded = f"#####{word}#####"
    return padded[position + 5] + "".join(padded[position + 5 + step] for step in REACH)


def syllables_in(sounds: Iterable[str]) -> int:
    """Return how many of these sounds are vowels."""
    return sum(sound[:2] in VOWELS for sound in sounds)


def learnt(entries: Iterable[tuple[str, Sounds]]) -> Iterator[Rule]:
    """Yield the rules that these words and their sounds teach, a narrower surrounding before a wider one."""
    lessons = [(word, sounds) for word, sounds in entries if word.isalpha() and word.isascii()]
    costs: dict[str, dict[Sounds, float]] = {}
    for sample in (lessons[::40], lessons[::12], lessons[::6]):
        counts = Counter(pair for word, sounds in sample for pair in _aligned(word, sounds, costs))
        letters: Counter[str] = Counter()
        for (letter, _), count in counts.items():
            letters[letter] += count
        costs = {letter: {} for letter in letters}
        for (letter, part), count in counts.items():
            costs[letter][part] = -log(count / letters[letter])
    yield from _kept(
        [
            (surroundings(word, position), part)
            for word, sounds in lessons
            for position, (_, part) in enumerate(_aligned(word, sounds, costs))
        ]
    )


def _kept(seen: list[tuple[str, Sounds]]) -> Iterator[Rule]:
    said: dict[str, tuple[str, str, int]] = {}
    groups = _parted(seen, 1)
    for length in range(1, len(REACH) + 2):
        wider: dict[str, list[tuple[str, Sounds]]] = {}
        for around in sorted(groups):
            counts = Counter(part for _, part in groups[around])
            if len(groups[around]) < LEAST and length > 1:
                continue
            rule = _rule(counts)
            parent = next(
                (said[around[:cut]] for cut in range(length - 1, 0, -1) if around[:cut] in said), None
            )
            if parent is None or parent[0] != rule[0] or abs(parent[2] - rule[2]) >= 10:
                said[around] = rule
                yield (around, *rule)
            if len(counts) > 1:  # where all agree, nothing wider says something else
                wider |= _parted(groups[around], length + 1)
        groups = wider


def _parted(seen: list[tuple[str, Sounds]], length: int) -> dict[str, list[tuple[str, Sounds]]]:
    """Return what was seen by the first signs of its surrounding."""
    groups: dict[str, list[tuple[str, Sounds]]] = defaultdict(list)
    for one in seen:
        groups[one[0][:length]].append(one)
    return groups


def _rule(counts: Counter[Sounds]) -> tuple[str, str, int]:
    best, _ = max(counts.items(), key=lambda item: (item[1], item[0]))
    size = syllables_in(best)
    others = [(count, part) for part, count in counts.items() if syllables_in(part) != size]
    count, other = max(others, default=(0, ()))
    return " ".join(best), " ".join(other) if others else "-", min(50, 100 * count // (counts.total() + 1))


def _aligned(word: str, sounds: Sounds, costs: Costs) -> list[tuple[str, Sounds]]:
    """Return each letter with its sounds, by the cheapest path; nothing for a word of too many sounds."""
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for index, letter in enumerate(word):
        row: dict[int, tuple[float, int]] = {}
        prices = costs.get(letter, {})
        left = len(word) - index - 1
        for at, (cost, _) in best[-1].items():
            for size in range(3):
                end = at + size
                if end > len(sounds) or len(sounds) - end > 2 * left:
                    continue
                part = sounds[at:end]
                price = cost + (prices.get(part, 12.0 + size) if costs else _first_cost(letter, part))
                if end not in row or price < row[end][0]:
                    row[end] = (price, at)
        best.append(row)
    if len(sounds) not in best[-1]:
        return []
    path, end = [], len(sounds)
    for index in range(len(word), 0, -1):
        at = best[index][end][1]
        path.append((word[index - 1], sounds[at:end]))
        end = at
    return path[::-1]


def _first_cost(letter: str, part: Sounds) -> float:
    """Return a price before anything is known: vowels belong to vowels, and one sound to one letter."""
    vowel = letter in "aeiouy"
    return (
        (2.0 if not part else 2.0 * len(part) - 1)
        + sum(0.0 if (sound[:2] in VOWELS) == vowel else 3.0 for sound in part)
        - sum(1.5 for sound in part if sound[0].lower() == letter)
    )
