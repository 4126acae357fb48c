"""Words that the dictionary lacks, made of words that it has: endings, compounds, contractions, elisions."""

import re
from collections.abc import Callable
from functools import lru_cache, partial

from bot.domain.prosody.affixed import combined, compound, with_prefix, with_suffix
from bot.domain.prosody.apostrophes import with_apostrophe
from bot.domain.prosody.attaching import attached
from bot.domain.prosody.british import american
from bot.domain.prosody.guess import guessed
from bot.domain.prosody.joining import Known, distinct, joined
from bot.domain.prosody.sounds import Reading
from bot.domain.prosody.tables import shortened

Counts = Callable[[str], frozenset[int]]
LONGEST = 40
"""A longer word is not taken apart; the longest in common use has 28 letters."""

_RUN = re.compile(r"(.)\1{2,}")


@lru_cache(maxsize=8192)
def spelled_counts(word: str) -> frozenset[int]:
    """Return how many syllables a word's letters may make."""
    return frozenset(reading.syllables for reading in guessed(word))


def derived(word: str, known: Known, counts: Counts = spelled_counts) -> tuple[Reading, ...]:
    """Return the readings of a word in lower case by the words that ``known`` knows; none where no rule fits.

    A rule may rest on a word that is itself derived once: "riverbanks" on "riverbank" on "river" and "bank".
    """
    made = partial(_known_or_made, known=known, counts=counts)
    if not 2 < len(word) <= LONGEST:
        return shortened().get(word, ())
    if "'" in word:
        return with_apostrophe(word, known, made) or _without_apostrophes(word, known)
    found = shortened().get(word) or _drawn_out(word, known) or _american(word, known)
    return found or _made(word, made, counts)


def sounded(word: str, known: Known) -> tuple[Reading, ...]:
    """Return the readings of a form in -ed whose accent says that this syllable is sounded: "blessèd"."""
    stem = word[:-2]
    doubled = [stem[:-1]] if len(stem) > 3 and stem[-1] == stem[-2] else []
    bases = [stem + "e", stem, *doubled, *([stem[:-1] + "y"] if stem[-1:] == "i" else [])]
    plain = {reading.sounds[:-1] for reading in known(word)}
    # "winged" is of "wing", not of "winge": the stem that the silent form has goes before.
    for base in sorted(bases, key=lambda base: plain.isdisjoint(said.sounds for said in known(base))):
        if found := known(base):
            return distinct([attached(said, ("IH0", "D"), letters=base) for said in found])
    return ()


def spelled_out(letters: str, known: Known) -> tuple[Reading, ...]:
    """Return the readings of letters said by their names: "fbi" as F, B, I; W has three syllables."""
    return joined([known(f"{letter}.")[:1] for letter in letters])


def _known_or_made(word: str, known: Known, counts: Counts) -> tuple[Reading, ...]:
    found = known(word)
    if found or not 2 < len(word) <= LONGEST or "'" in word:
        return found
    return shortened().get(word) or _american(word, known) or _made(word, known, counts)


def _made(word: str, known: Known, counts: Counts) -> tuple[Reading, ...]:
    parts = partial(_as_spelled, known=known, counts=counts)
    for rule in (with_suffix, combined, with_prefix):
        if found := rule(word, parts):
            return found
    return compound(word, parts, counts(word))


def _as_spelled(word: str, known: Known, counts: Counts) -> tuple[Reading, ...]:
    """Return only readings as long as the letters say, or as taught: "ion" is no part of "nation"."""
    return tuple(said for said in known(word) if not said.sounds or said.syllables in counts(word))


def _american(word: str, known: Known) -> tuple[Reading, ...]:
    """Return the readings of "honour" as of "honor", "theatre" as of "theater"."""
    return next((said for twin in american(word) if (said := known(twin))), ())


def _drawn_out(word: str, known: Known) -> tuple[Reading, ...]:
    """Return the readings of "sooo" and "hmmmm" as of "so" and "hmm"."""
    if not _RUN.search(word):
        return ()
    return known(_RUN.sub(r"\1\1", word)) or known(_RUN.sub(r"\1", word))


def _without_apostrophes(word: str, known: Known) -> tuple[Reading, ...]:
    return known(word.replace("'", "")) if word.count("'") == 1 and len(word) > 4 else ()
