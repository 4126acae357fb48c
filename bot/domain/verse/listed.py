"""Lists of words, each in a file beside this one: a word a line, and comments behind #."""

from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list."""
    text = (files("bot.domain.verse") / "data" / f"{name}.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
