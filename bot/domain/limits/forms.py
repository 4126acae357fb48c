"""How words are made of others: by an ending, or of two."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from bot.domain.limits.english import is_common, is_word

ENDINGS = ("ings", "ing", "ers", "er", "ed", "es", "in", "s")
"""A verb's and a noun's, as chats write them."""
_LIVING = ("s", "es", "ing", "ings", "ed", "er", "ly", "y", "less", "'s")
_PREFIXES = ("un", "re", "in", "de", "en", "be")
_RUN = re.compile(r"(.)\1*")
_RUNS = 4  # letters drawn out that are looked at
_INFLECTED = ("ings", "ing", "ers", "er", "ed", "es", "ez", "az", "z")
FORMS = (  # noqa: SIM905 - a list of them fills a page
    "s es ed ing d er ly y less ness ful like man men ish hood ship wise ward some age able e ie dom let ling"
).split()


@lru_cache(maxsize=16_384)
def parts_of(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways in which a word is made of others that English has: with an ending, or of two."""
    stems = (word.removesuffix(end) for end in FORMS if word.endswith(end))
    found: list[tuple[str, ...]] = [(stem,) for stem in stems if len(stem) > 3 and is_word(stem)]
    found += [
        (word[2:],) for start in _PREFIXES if word.startswith(start) and len(word) > 6 and is_word(word[2:])
    ]
    halves = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
    found += [pair for pair in halves if all(map(is_alive, pair))]
    return tuple(found)


@lru_cache(maxsize=16_384)
def is_alive(word: str) -> bool:
    """Tell whether a word is one that English has and no scrap or mere name: one of five letters and more,
    or one of which there are forms."""
    return is_word(word) and (len(word) > 4 or is_common(word) or _has_forms(word, 2))


def _has_forms(word: str, least: int = 1) -> bool:
    doubled = word + word[-1]
    forms = [f"{word}{end}" for end in _LIVING]
    forms += [f"{word.removesuffix('e')}ing", *(f"{doubled}{end}" for end in ("ing", "ed", "er"))]
    return is_word(word) and sum(map(is_word, dict.fromkeys(forms))) >= least


def is_drawn_out(word: str) -> bool:
    """Tell whether a word is one that English has, with letters drawn out: "piiiizza", "countt"."""
    runs = [(match[1], len(match[0])) for match in _RUN.finditer(word)]
    if not 0 < sum(length > 1 for _, length in runs) <= _RUNS:
        return False
    ways = ((letter, letter * 2) if length > 1 else (letter,) for letter, length in runs)
    # Two of a letter may be its spelling.
    known = is_alive if max(length for _, length in runs) > len("nn") else _has_forms
    return any(one != word and known(one) for one in map("".join, product(*ways)))


def stems_of(word: str) -> Iterator[str]:
    """Yield what a word may be a form of: "whored" of "whored" without its ending, and of "whore"."""
    for ending in _INFLECTED:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield stem
            yield f"{stem}e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
