"""Whether a text is English, and which of its words are words."""

from collections.abc import Set
from functools import lru_cache, partial

from bot.domain.prosody import tables
from bot.domain.prosody.dictionary import among, has

_listed = partial(tables.listed, room="bot.domain.limits")
_SHORT = 4  # of so few words none need be a function word
_SHARE = 0.1  # of a longer text's


@lru_cache(maxsize=1 << 15)
def is_word(word: str) -> bool:
    """Tell whether a folded word is one that English texts have."""
    if len(word) < 3:
        return word in _listed("two-letters") or word in ("a", "i", "o")
    return has(word)


def words_among(distinct: Set[str]) -> set[str]:
    """Return which of some folded words are such as English texts have."""
    short = {word for word in distinct if len(word) < 3}
    return {word for word in short if is_word(word)} | (among(distinct) - short)


def is_common(word: str) -> bool:
    """Tell whether a word is one that nearly every English text has."""
    return word in _listed("function-words")


def is_english(distinct: Set[str], known: set[str]) -> bool:
    """Tell whether a text's words are English by their look: a function word among any few, and not mostly
    unknown ones; ``known`` are those that English has. A text of one or two words counts as English."""
    letters = [word for word in distinct if word.isalpha()]
    long = [word for word in letters if len(word) > 2]
    if len(long) < 3:
        return True
    # A word in disguise is unknown, too, which tells in a few words.
    some = letters if len(letters) <= _SHORT else long
    if 2 * len(known.intersection(some)) < len(some):
        return False
    return len(letters) <= _SHORT or len(_listed("function-words") & distinct) >= _SHARE * len(letters)
