"""Words in disguise: what a stretch of signs between two spaces may say.

A word that the dictionary has is no disguise of another; so names of places and people, birds, medicine and
old prose are free by that rule and not by a list of them.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.domain.limits.english import is_word
from bot.domain.limits.entries import Disguises, Term
from bot.domain.limits.respelling import LEET, unleeted

_MARKS = re.compile(r"[*_~|`]+")  # what markdown takes away
_PARTS = re.compile(r"[a-z]+")
_DESIGNATION = re.compile(r"[a-z]{1,2}\d+|\d+[a-z]{1,2}|\d[\d.,:/x-]*|[a-z]{1,3}-?\d{2,}[a-z]?")
_STARS = re.compile(r"[a-z][a-z*#%_?.\-■●×]*[a-z*#%?]")
_STAR = re.compile(r"[*#%_?.\-■●×]")
_LONG_COMPOUND = 7
_MOST = 40  # signs; what is longer is an address or noise


class Reading(NamedTuple):
    """A term in disguise; ``heard`` that it only sounds like it, as a name well may."""

    term: Term
    heard: bool = False


class Reader:
    """Reads disguised words before one vocabulary; remembers what it has read."""

    def __init__(self, words: Disguises) -> None:
        self._words = words
        self.read = lru_cache(maxsize=8192)(self._read)

    def _read(self, core: str, english: bool) -> Reading | None:
        """Return what a stretch without spaces stands for; None where it stands for itself.

        ``english`` says that the text is.
        """
        if len(core) > _MOST or len(core) < 2:
            return None
        if core.isalpha():
            return self._spelled(core, english)
        if _DESIGNATION.fullmatch(core) or not any(sign.isalpha() for sign in core):
            return None
        bare = _MARKS.sub("", core)
        if bare != core and bare.isalpha():
            if (term := self._words.exact(bare)) is not None:
                return Reading(term)
            if (found := self._spelled(bare, english)) is not None:
                return found
        term = self._joined(core) or self._signed(core, english) or self._starred(core)
        return Reading(term) if term is not None else None

    def _spelled(self, word: str, english: bool) -> Reading | None:
        if not word.isascii() or is_word(word):
            return None
        if (term := self._words.stretched(word)) is not None and (english or not term.english):
            return Reading(term)
        heard = self._words.respelled(word) if english else None
        return Reading(heard, heard=True) if heard is not None else None

    def _joined(self, core: str) -> Term | None:
        """Return the term whose parts stand apart: "sh.it", "f-u-c-k", "ass-hole", but not "pen-is"."""
        parts = _PARTS.findall(core)
        if len(parts) < 2 or any(sign.isdigit() for sign in core):
            return None
        joined = "".join(parts)
        term = self._words.exact(joined) or (self._words.stretched(joined) if _single(parts) else None)
        if term is None:
            return None
        return term if len(joined) >= _LONG_COMPOUND or not all(map(is_word, parts)) else None

    def _signed(self, core: str, english: bool) -> Term | None:
        """Return the term that signs for letters spell: "sh1t", "$lut"."""
        if not any(sign in LEET for sign in core):
            return None
        inner = core.strip(".,;:!?\"'") if core[-1] in ".,;:!?\"'" else core
        for text in dict.fromkeys((core, inner, _MARKS.sub("", inner), re.sub(r"[-._*~'\"/]", "", inner))):
            if _DESIGNATION.fullmatch(text):
                continue
            for word in unleeted(text):
                letters = sum(sign.isalpha() for sign in text)
                if letters * 4 < len(word) or not word.isalpha():
                    continue
                term = self._words.exact(word) or self._words.stretched(word)
                if term is None and english and not is_word(word):
                    term = self._words.respelled(word)
                if term is not None and (english or not term.english):
                    return term
        return None

    def _starred(self, core: str) -> Term | None:
        """Return the term with signs in place of letters: "f*ck", "c**t"."""
        if not _STARS.fullmatch(core):
            return None
        pattern, seen = _STAR.sub(".", core), len(_PARTS.findall(core))
        letters = sum(sign.isalpha() for sign in core)
        if (
            letters < 2
            or pattern == core
            or (seen > 1 and "*" not in core and "#" not in core and letters < 3)
        ):
            return None
        if not {"*", "#", "%", "?", "■", "●", "×"} & set(core) and all(map(is_word, _PARTS.findall(core))):
            return None  # "co-k" may be a slip; "so-so" and "u.s." are words
        return self._words.starred(pattern)


def _single(parts: list[str]) -> bool:
    return sum(len(part) == 1 for part in parts) >= len(parts) - 1
