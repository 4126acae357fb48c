"""Words in disguise: what a stretch of signs between two spaces may say.

A word that the dictionary has is no disguise of another; so names of places and people, birds, medicine and
old prose are free by that rule and not by a list of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.limits.disguises import Disguises, Reading
from bot.domain.limits.english import is_word
from bot.domain.limits.forms import ENDINGS
from bot.domain.limits.respelling import LEET, calmed, unleeted, ways

INITIALS = re.compile(r"[a-z](?:\.[a-z])+")
"""Letters with full stops between them: the stops hide none."""
_MARKS = re.compile(r"[*_~|`]+")  # what markdown takes away
_PARTS = re.compile(r"[a-z]+")
_COLOUR = re.compile("#(?:[0-9a-f]{3,4}){1,2}")
_JOINED = re.compile(r"\S([-._~/:;,|*+=])\S(?:\1\S){2,}")  # one joint between all signs
_SPELLED = re.compile(r"[a-z]([-._~/])[a-z](?:\1[a-z])+")
_JOINTS = re.compile(r"[-._~'\"/,:;*]+")
_UNITS = "[a-z]|st|nd|rd|th|am|pm|[kcm]m|kg|[kmg]b|hz|px|ml|ft|lbs?|in|oz|[km]w|[km]ph"
# Numbers, times, measures, roads and types: 4th, 10km, 3:15, A55, B-17, MP3.
_DESIGNATION = re.compile(
    rf"\d[\d.,:/x-]*(?:{_UNITS})?|[a-z]{{1,2}}[-/]?\d+|[a-z][-/]?(?!00[a-z])\d{{2,}}[a-z]|[a-z]{{3}}-?\d{{2,}}|\d+[a-z]\d+"
)
_PLAIN_HIDING = frozenset("*#%•■●×∗")  # those that stand for nothing else
_NO_MEASURE = re.compile(r"\d+[a-gi-wyz]\d+")  # 5h17 is a time, 5x17 a size
_COUNTED = re.compile(r"\d+(?:-[a-z]+)+")  # 3-hitter, 5-year-old
_CENSORED = re.compile(r"[a-z]\*{2,}[a-z]")
_LEAST_SEEN = 2  # letters of a word with signs for others
_LETTER_RUN = re.compile(r"([a-z])\1{2,}")
_SHORTENED = frozenset(
    {"d", "s", "t", "st", "ll", "re", "ve", "m", "n", "l", "r", "er", "en"}
)  # o'er, don't, obscur'd
_AFTER_A_WORD = frozenset({"t", "re"})  # for't, who're; d and st stand behind what is no word, too
_LONG_COMPOUND = 7
_NO_NUMBER = 6  # signs of what is mostly digits and yet spells a word, which no number does by chance
_NO_ACCIDENT = 7  # signs of a word with an apostrophe for a letter
_STUTTER = re.compile(r"([a-z]{1,2})-(?:\1-)*(\1[a-z']+)")
_FOR_ONE_LETTER = str.maketrans("034578$", "oeastbs")  # and 1 for I or L
_MOST = 60  # signs; what is longer is an address or noise


class Reader:
    """Reads disguised words before one vocabulary; remembers what it has read."""

    def __init__(self, words: Disguises) -> None:
        self._words = words
        self.read = lru_cache(maxsize=8192)(self._read)

    def _read(self, core: str, english: bool) -> Reading | None:
        """Return what a stretch without spaces stands for; None where it stands for itself.

        ``english`` says that the text is.
        """
        if not 2 <= len(core) <= _MOST:
            return None
        if core.isalpha() and core.isascii():
            return self._words.spelled(core, english)
        if (stutter := _STUTTER.fullmatch(core)) is not None:
            found = self.read(stutter[2], english)
            if found is not None or is_word(stutter[2]):
                return found
        if english and self._is_ordinary(core):
            return None
        if _JOINED.fullmatch(core) and not core[::2].isalpha():
            core = core[::2]
        calm = calmed(core)
        signs = sum(sign in LEET and not sign.isdigit() for sign in calm)
        told = 2 * signs >= len(_JOINTS.sub("", calm)) or any(map(str.isalpha, core))
        if _COLOUR.fullmatch(core):
            return None
        if _DESIGNATION.fullmatch(core) or not told:
            return self._numbered(core)
        if _COUNTED.fullmatch(core) and all(map(is_word, _PARTS.findall(core))):
            return None
        for word in dict.fromkeys(self._said(core)):
            if (found := self._words.spelled(word, english)) is not None:
                return found
        return self._joined(core, english) or self._signed(core, english) or self._hidden(core)

    def _is_ordinary(self, core: str) -> bool:
        """Tell whether it is a word that English has and no term, spelled out ("s-e-a-s") or with digits for
        letters ("p4ss"); other signs stand for any letter."""
        spelled = core[::2] if _SPELLED.fullmatch(core) else core.translate(_FOR_ONE_LETTER)
        said = {spelled.replace("1", letter) for letter in "il"}
        return (
            spelled != core
            and not any(self._words.exact(word) for word in said)
            and any(len(word) > 2 and is_word(word) for word in said)
        )

    def _numbered(self, core: str) -> Reading | None:
        """Return the term that a number or a type spells, where it is long and not of digits alone."""
        if not any(map(str.isalpha, core)) or (len(core) < _NO_NUMBER and not _NO_MEASURE.fullmatch(core)):
            return None
        for word in unleeted(core):
            if (term := self._words.exact(word)) is not None:
                return Reading(term)
        return None

    def _said(self, core: str) -> Iterator[str]:
        """Yield what is left of it without marks of markdown, or without digits around it."""
        for bare in (_MARKS.sub("", core), core.strip("0123456789")):
            if bare != core and bare.isalpha():
                yield bare

    def _joined(self, core: str, english: bool) -> Reading | None:
        """Return the term whose parts stand apart: "sh.it", "f-u-c-k", "ass-hole", but not "pen-is"."""
        parts = _PARTS.findall(core)
        if len(parts) < 2 or any(sign.isdigit() for sign in core):
            return None
        if _is_short(core, parts) and is_word(parts[0]):
            return None
        joined = "".join(parts)
        single = all(len(set(part)) == 1 for part in parts[:-1])
        term = self._words.exact(joined)
        if term is not None:
            whole = len(joined) >= _LONG_COMPOUND and "'" not in core
            return Reading(term) if whole or not all(map(is_word, parts)) else None
        return self._words.spelled(joined, english) if single else None

    def _signed(self, core: str, english: bool) -> Reading | None:
        """Return the term that signs for letters spell: "sh1t", "$lut"."""
        if not any(sign in LEET for sign in core):
            return None
        calm = calmed(core)
        for text in dict.fromkeys((core, calm, _MARKS.sub("", calm), _JOINTS.sub("", calm))):
            digits = sum(sign.isdigit() for sign in text)
            letters = sum(sign.isalpha() for sign in text)
            if _DESIGNATION.fullmatch(text) or (
                digits and letters * 4 < len(text) and digits * 2 > len(text)
            ):
                if (whole := self._numbered(text)) is not None:
                    return whole
                continue
            for word in unleeted(text):
                if (found := self._words.spelled(word, english)) is not None:
                    return found
                if english and (term := self._words.respelled(word)) is not None:
                    return Reading(term, heard=True)
        return None

    def _hidden(self, core: str) -> Reading | None:
        """Return the term with signs in place of letters, or for letters that are not written: "f*ck"."""
        if INITIALS.fullmatch(core):
            return None
        parts = _PARTS.findall(core)
        if _is_short(core, parts) and (parts[-1] not in _AFTER_A_WORD or is_word(parts[0])):
            return self._without_a_letter(core, parts)
        if (
            not _PLAIN_HIDING & set(core)
            and not any(sign in LEET for sign in core)
            and ((all(map(is_word, parts)) and len(core) < _LONG_COMPOUND) or len(core) < 4)
        ):
            return None  # "co-op", "so-so" and "u.s." are words
        if _CENSORED.fullmatch(core):
            hidden = self._words.matching([core[0], *[""] * (len(core) - 2), core[-1]])
            return Reading(hidden, heard=True) if hidden is not None else None
        bare = _JOINTS.sub("", core)
        for text in dict.fromkeys((core, bare, _LETTER_RUN.sub(r"\1", core), _LETTER_RUN.sub(r"\1\1", core))):
            for ending in ("", *ENDINGS):
                stem = text.removesuffix(ending)
                if (ending and stem == text) or len(stem) < 4 or _DESIGNATION.fullmatch(stem):
                    continue
                letters, told = ways(stem)
                if sum(map(bool, letters)) < _LEAST_SEEN:
                    continue  # a row of signs is a line or a heading
                for more in ([], ["e"]) if ending else ([],):
                    # Of seven signs and more one may be any.
                    if (
                        told + (len(stem) > _NO_NUMBER) >= len(stem)
                        and (term := self._words.matching(letters + more)) is not None
                    ):
                        return Reading(term)
                only = [sign if sign.isascii() and sign.isalpha() else "" for sign in stem]
                if 2 * sum(map(bool, only)) >= len(only) and (term := self._words.matching(only)) is not None:
                    return Reading(term)
        return None

    def _without_a_letter(self, core: str, parts: list[str]) -> Reading | None:
        """Return the term that has an apostrophe for a letter where a short form has one, too: "raghe'd"."""
        if len(core) < _NO_ACCIDENT or len(parts) != len("ab") or is_word(parts[0]):
            return None
        term = self._words.matching([sign if sign.isalpha() else "" for sign in core])
        return Reading(term, heard=True) if term is not None else None


def _is_short(core: str, parts: list[str]) -> bool:
    """Tell whether a stretch is a short form by its end: "who're", "o'er"; one with hyphens has one."""
    if not parts or parts[-1] not in _SHORTENED:
        return False
    signs = set(core) - set("".join(parts))
    return signs <= set("'’") or (signs == {"-"} and len(parts) == len("ab"))
