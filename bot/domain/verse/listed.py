"""Lists of words, each in a file beside this one, a word a line."""

from functools import cache

from bot.domain.prosody.tables import rows


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(word for (word,) in rows(f"{name}.txt", "bot.domain.verse"))
