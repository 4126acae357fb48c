"""Terms within what is written as one word: the names of emoji, and words that capitals alone part."""

import re
from collections.abc import Iterable, Iterator

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.folding import Folded
from bot.domain.limits.terms import TOKEN, Term

_EMOJI = re.compile(r"<a?:(\w{1,40}):\d{5,20}>")
_SEAM = re.compile("[a-z][A-Z]")
_ROW = re.compile("[A-Za-z]+")
_HUMP = re.compile("[A-Z]?[a-z]{2,}|[A-Z]{3,}(?![a-z])")


def in_emoji(raw: Folded, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
    """Yield the terms in the names of a server's own emoji, which are read where they cannot be shown, each
    with its original place."""
    for emoji in _EMOJI.finditer(raw.text) if "<" in raw.text else ():
        for word in TOKEN.finditer(raw.text, *emoji.span(1)):
            if (term := vocabulary.words.get(word[0])) is not None:
                yield *raw.span(*word.span()), term


def humps(typed: str) -> list[re.Match[str]]:
    """Return the words that stand in a row and begin with capitals: "BigShitTime"."""
    found: list[re.Match[str]] = []
    for seam in _SEAM.finditer(typed):
        if not found or seam.end() > found[-1].end():
            row = _ROW.match(typed, _before(typed, seam.start()))
            found += _HUMP.finditer(typed, *row.span()) if row is not None else ()
    return found


def in_humps(found: Iterable[re.Match[str]], vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
    """Yield the terms among a text's ``humps``, each with its place."""
    for word in found:
        if (term := vocabulary.words.get(word[0].lower())) is not None:
            yield *word.span(), term


def _before(typed: str, at: int) -> int:
    """Return where the letters that go up to a place begin."""
    while at and typed[at - 1].isascii() and typed[at - 1].isalpha():
        at -= 1
    return at
