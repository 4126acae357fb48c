"""The words of a poem's subject: it may say them, in however many tokens the model spells them."""

import re
from typing import TYPE_CHECKING

from bot.domain.verse.stock import COMMON, LEANING, Entry, entry_of
from bot.generation.frequent import zipf
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.spelled import named

if TYPE_CHECKING:
    from bot.generation.poetry.shelf import Tokens

MOST_TOKENS = 6
"""In more tokens no word is spelled."""
MOST_WORDS = 12
"""So many words of a subject are taken, the first ones."""

_WORD = re.compile(r"[A-Za-z]+")


def with_subject(lexicon: Lexicon, subject: str) -> Lexicon:
    """Return the lexicon with the subject's own words, as far as their sound is beyond doubt.

    A heron is two tokens, "her" and "on", of which the usual lexicon has one: a poem about one would speak
    of her. A name keeps its capital.
    """
    found: dict[str, tuple[Entry, list[Tokens]]] = {}
    for place, written in enumerate(_WORD.findall(subject)[:MOST_WORDS]):
        word, high = written.lower(), written.capitalize()
        ways = [tokens for tokens in lexicon.table.spelled([high, f" {word}", f" {high}"]) if tokens]
        if {word, high} & lexicon.number.keys() or word in LEANING or len(ways) < len(lexicon.shelves):
            continue
        # Any text may begin with a capital; a name has one in the model's tokens, too.
        name = high == written and (place > 0 or named(*ways[1:]))
        entry = entry_of(word, max(zipf().get(word, 0.0), COMMON), name=name)
        if entry is not None and max(map(len, ways)) <= MOST_TOKENS:
            found[entry.text] = entry, [ways[0], ways[2 if name else 1], ways[2]]
    return lexicon.with_more(list(found.values()))
