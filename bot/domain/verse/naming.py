"""Whether a line ends on somebody's name, as far as capitals and titles tell."""

import re
from collections.abc import Sequence

from bot.domain.verse.listed import listed

_TITLES = frozenset(
    [
        *("mr", "mrs", "ms", "sir", "lord", "lady", "dame", "dr", "saint", "st", "pope", "king", "queen"),
        *("prince", "princess", "president", "professor", "captain", "emperor", "empress", "tsar"),
    ]
)
_ARTICLES = frozenset(["the", "a", "an", "my", "our", "your", "his", "her", "their", "this", "that"])
_JOINING = frozenset(["the", "of"])
_SHORT = 4  # words of a line that may be a name by itself


def ends_on_name(words: Sequence[str], poem: Sequence[str]) -> bool:
    """Tell whether a line of these words ends on a name: "Clive", "Henry the eighth", "king john".

    Who writes without capitals, as the lines of ``poem`` show, is believed where the line is short.
    """
    if not words:
        return False
    if not any(map(_high, poem)):
        return len(words) <= _SHORT
    *before, last = words
    if _high(last) and not last.startswith(("I'", "I’")) and last != "I":
        return last.lower() not in listed("capitals") or len(words) == 1 or _is_name(before, len(before) - 1)
    if last.isdigit() or (before and before[-1].lower() in _JOINING):
        return _is_name(before, len(before) - 1 - (not last.isdigit()))
    titled = bool(before) and _plain(before[-1]) in _TITLES
    return titled and (len(before) == 1 or before[-2].lower() not in _ARTICLES)


def _is_name(words: Sequence[str], place: int) -> bool:
    """Tell whether a word within a line is a name or a title; at its beginning any has a capital."""
    if place < 0:
        return False
    return _plain(words[place]) in _TITLES or (_high(words[place]) and (place > 0 or len(words) < _SHORT - 1))


def _plain(word: str) -> str:
    return word.lower().strip(".")


def _high(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text)) and text != text.lower()
