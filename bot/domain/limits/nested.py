"""Terms within what is written as one word: the names of emoji, and words that capitals alone part."""

import re
from collections.abc import Iterator

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.folding import Folded
from bot.domain.limits.terms import TOKEN, Term

_EMOJI = re.compile(r"<a?:(\w{1,40}):\d{5,20}>")
_HUMPED = re.compile("[A-Za-z]*[a-z][A-Z][A-Za-z]*")
_HUMP = re.compile("[A-Z]?[a-z]{2,}|[A-Z]{3,}(?![a-z])")


def in_emoji(raw: Folded, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
    """Yield the terms in the names of a server's own emoji, which are read where they cannot be shown, each
    with its original place."""
    for emoji in _EMOJI.finditer(raw.text) if "<" in raw.text else ():
        for word in TOKEN.finditer(raw.text, *emoji.span(1)):
            if (term := vocabulary.words.get(word[0])) is not None:
                yield *raw.span(*word.span()), term


def in_humps(typed: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Term]]:
    """Yield the terms among words in a row that begin with capitals ("BigShitTime"), each with its place."""
    for row in _HUMPED.finditer(typed):
        for word in _HUMP.finditer(typed, *row.span()):
            if (term := vocabulary.words.get(word[0].lower())) is not None:
                yield *word.span(), term
