"""What may end a line: words of the lexicon, or phrases that end on a radif."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.verse.stock import Signature
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.shelf import Flags, Numbers, Shelf


@dataclass(frozen=True, slots=True)
class Endings:
    """Words or phrases on their shelves, one for each way of writing (``lexicon.Written``); ``kinds`` are the
    numbers of their ``signatures``, and ``wanted`` says which of them may end this line."""

    shelves: Sequence[Shelf]
    signatures: tuple[Signature, ...]
    kinds: Numbers
    wanted: Flags

    def kinds_wanted(self) -> frozenset[Signature]:
        """Return the signatures of those that are wanted."""
        return frozenset(self.signatures[kind] for kind in np.unique(self.kinds[self.wanted]))


def endings(lexicon: Lexicon, words: Sequence[str], but: frozenset[str], tail: str = "") -> Endings:
    """Return these words, or any that a line may end on where there are none, but some of them; with a tail,
    each of the words with that behind it."""
    return _phrases(lexicon, words, but, tail) if tail else _words(lexicon, words, but)


def _words(lexicon: Lexicon, words: Sequence[str], but: frozenset[str]) -> Endings:
    wanted = lexicon.flags(words) if words else lexicon.steady
    wanted = wanted & ~lexicon.flags(but)
    return Endings(lexicon.shelves, lexicon.signatures, lexicon.kinds, wanted)


def _phrases(lexicon: Lexicon, words: Sequence[str], but: frozenset[str], tail: str) -> Endings:
    words = [word for word in words if word in lexicon.number and word not in but]
    after = [lexicon.signature(word) for word in tail.split()]
    signatures = [together([lexicon.signature(word), *after]) for word in words]
    numbers = {signature: n for n, signature in enumerate(dict.fromkeys(signatures))}
    high = [word[0].upper() + word[1:] for word in words]
    shelves = [Shelf([])]  # no line begins with what it ends on
    for written in (words, high):
        spelled = lexicon.table.spelled([f" {word} {tail}" for word in written])
        shelves.append(Shelf([(tokens, n) for n, tokens in enumerate(spelled) if tokens]))
    kinds = np.array([numbers[signature] for signature in signatures], dtype=np.int64)
    wanted = np.isin(np.arange(len(words)), np.intersect1d(shelves[1].items, shelves[2].items))
    return Endings(shelves, tuple(numbers), kinds, wanted)


def together(signatures: Sequence[Signature]) -> Signature:
    """Return the signature of words that end a line together; a last one of one syllable takes the stress."""
    found: Signature = frozenset({""})
    for signature in signatures:
        found = frozenset(before + stress for before in found for stress in signature)
    return frozenset(stress[:-1] + "1" if stress.endswith("?") else stress for stress in found)
