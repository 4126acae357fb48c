"""How words are made of others: by an ending, or of two."""

from collections.abc import Iterator
from functools import lru_cache

from bot.domain.limits.english import is_common, is_word

ENDINGS = ("ings", "ing", "ers", "er", "ed", "es", "in", "s")
"""A verb's and a noun's, as chats write them."""
_LIVING = ("s", "es", "ing", "ed", "er", "ly")
_INFLECTED = ("ings", "ing", "ers", "er", "ed", "es", "ez", "az", "z")
FORMS = (  # noqa: SIM905 - a list of them fills a page
    "s es ed ing d er ly y less ness ful like man men ish hood ship wise ward some age able e ie dom let ling"
).split()


@lru_cache(maxsize=16_384)
def parts_of(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways in which a word is made of others that English has: with an ending, or of two."""
    stems = (word.removesuffix(end) for end in FORMS if word.endswith(end))
    found: list[tuple[str, ...]] = [(stem,) for stem in stems if len(stem) > 3 and is_word(stem)]
    halves = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
    found += [pair for pair in halves if all(map(is_alive, pair))]
    return tuple(found)


@lru_cache(maxsize=16_384)
def is_alive(word: str) -> bool:
    """Tell whether a word is one that English has and no scrap or mere name: one of five letters and more,
    or one of which there is a form."""
    if not is_word(word):
        return False
    if len(word) > 4 or is_common(word):
        return True
    forms = (*(f"{word}{end}" for end in _LIVING), f"{word.removesuffix('e')}ing")
    return any(map(is_word, forms))


def stems_of(word: str) -> Iterator[str]:
    """Yield what a word may be a form of: "whored" of "whored" without its ending, and of "whore"."""
    for ending in _INFLECTED:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield stem
            yield f"{stem}e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
