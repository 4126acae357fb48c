"""How often the number of syllables of a word is right that the dictionary has not got.

Each tenth word of CMUdict is kept from everything: what letters sound like is learnt without it, and no word
is made of it. Run as a program, it measures, learns from the whole dictionary anew, and writes that to the
package.
"""

from collections.abc import Sequence
from gzip import compress
from importlib.resources import as_file, files
from typing import NamedTuple

from bot.domain.prosody import dictionary
from bot.domain.prosody.guess import Rules, guessed, packed
from bot.domain.prosody.learning import Rule, learnt
from bot.domain.prosody.sounds import Reading
from bot.domain.prosody.spelling import derived


class Share(NamedTuple):
    """The shares of words whose first reading, and any of whose readings, has a number that CMUdict gives."""

    first: float
    any: float
    words: int


def rules_of(words: Sequence[str]) -> list[Rule]:
    return list(learnt((word, dictionary.readings(word)[0].sounds) for word in words))


def share(held: Sequence[str], rules: list[Rule], *, alone: bool) -> Share:
    """Measure on words kept back; ``alone`` without making them of other words first."""
    table: Rules = {around: (sounds, other, chance) for around, sounds, other, chance in rules}
    hidden = frozenset(held)
    first = either = words = 0

    def known(word: str) -> tuple[Reading, ...]:
        return () if word in hidden else dictionary.readings(word)

    def counts(word: str) -> frozenset[int]:
        return frozenset(reading.syllables for reading in guessed(word, table))

    for word in held:
        if word.replace("'", "").isalpha():
            right = {reading.syllables for reading in dictionary.readings(word)}
            said = (() if alone else derived(word, known, counts)) or guessed(word, table)
            words += 1
            first += said[0].syllables in right
            either += not right.isdisjoint(reading.syllables for reading in said)
    return Share(first / words, either / words, words)


def main() -> None:
    words = [word for word, _ in dictionary.entries()]
    held = words[::10]
    rules = rules_of([word for index, word in enumerate(words) if index % 10])
    for alone in (False, True):
        print("guess alone" if alone else "derived, then guessed", share(held, rules, alone=alone))
    with as_file(files("bot.domain.prosody") / "data" / "letters.tsv.gz") as path:
        path.write_bytes(compress(packed(rules_of(words)).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
