"""Text as it is matched: no case, no marks, no invisible signs, lookalikes as the letters they look like.

Words of another script than Latin are matched in their own letters, too, of which each stays what it is.
Compatible forms are folded as Unicode says (NFKC, Annex 15), so are its default-ignorable signs (UAX 44);
lookalikes are those of ``data/lookalikes.tsv``, a part of Unicode's confusables (UTS 39).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import category, combining, is_normalized, name, normalize

from bot.domain.prosody.tables import rows

# Not seen, though no control and no mark: Hangul's fillers, the combining grapheme joiner, Braille's blank;
# Mongolian's selectors; and what draws an Arabic word out.
_IGNORED = "\u0640\u180b\u180c\u180d\u180f\u115f\u1160\u3164\uffa0\u034f\u2800\u17b4\u17b5\u180e"
# Vowel signs and the like are letters in what they mean: those of India's scripts and its neighbours', by
# their combining class (a dot below and marks of tone have others), and what makes a kana voiced.
_SIGNS = re.compile("[\u0900-\u1cff\u3099\u309a\ua800-\uabff\uff9e\uff9f]")
_STRAY = re.compile(f"[a-zA-Z\u00c0-\u02af]{_SIGNS.pattern}")  # one that hangs on a Latin letter
_SIGN_CLASSES = (0, 8, 9, 84, 91, 103, 118, 129, 130, 132)
_AS_LETTERS = (
    0x20000  # and there each stands for itself: a rare Chinese one, so that it is a letter everywhere
)
FIRST_SIGN = chr(_AS_LETTERS)
"""No other letter of a folded text is as high."""
# Letters with a mark that may be left out; all others of Cyrillic are letters of their own: й, ї.
_OPTIONAL = {"ё": "е", "ѐ": "е", "ѝ": "и"}
_MARKED = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?")
# Letters that Unicode does not take apart into a base and marks.
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
            "ı": "i", "ŋ": "n", "ſ": "s", "ŧ": "t", "ƒ": "f"}  # fmt: skip
# Variants of a Latin letter that Unicode does not take apart: with a hook, a stroke, a bar, turned.
_LATIN = re.compile(
    r"LATIN (?:SMALL|CAPITAL) LETTER "
    r"(?:SMALL CAPITAL |DOTLESS |TURNED |REVERSED |OPEN |BARRED |INSULAR )?([A-Z])\b(?! AND)"
)
_OVERRIDDEN = re.compile("\u202e([^\u202c\n]*)")
# Written upside down, a word is read from its end. Letters that are others so count beside sure signs only.
_TURNED = dict(zip("ɐqɔpǝɟƃɥᴉɾʞʅɯuodbɹsʇnʌʍxʎzıl", "abcdefghijklmnopqrstuvwxyzil", strict=True))
_SURELY = "ɐɔǝɟƃɥᴉɾʞʅɯɹʇʌʍʎ"
_UPSIDE_DOWN = re.compile(f"[a-zı{_SURELY}]*[{_SURELY}][a-zı]*[{_SURELY}][a-zı{_SURELY}]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``places`` has for each of its signs where it stood, None where all are in place."""

    text: str
    original: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of it, not empty, stood in the original."""
        if self.places is None:
            return start, end
        places = self.places[start:end]
        first, last = min(places), max(places) + 1
        while last < len(self.original) and category(self.original[last]) in ("Mn", "Me"):
            last += 1  # the marks on its last letter are seen with it
        return first, last


class _Table(dict[int, str]):
    """For ``str.translate``: what each character becomes; worked out when it is first met."""

    def __init__(self, one: Callable[[str], str]) -> None:
        self._one = one

    def __missing__(self, code: int) -> str:
        found = self._one(chr(code))
        self[code] = found
        return found


def fold(text: str) -> Folded:
    """Return a text as it is matched."""
    if text.isascii():
        return Folded(text.lower(), text)
    return _by(_TABLE, text)


def fold_own(text: str) -> Folded:
    """Return a text as it is matched, but for letters that are not Latin, which are not read as such."""
    if text.isascii():
        return Folded(text.lower(), text)
    return _by(_OWN, text, () if is_normalized("NFC", text) else _MARKED.finditer(text))


def _by(table: _Table, text: str, marked: Iterable[re.Match[str]] = ()) -> Folded:
    """Fold a text sign by sign; what is ``marked``, letters with their marks or Korean ones, as one."""
    spans, signs = _turned_round(text), set(text)
    strays = any(map(_SIGNS.match, signs)) and _STRAY.search(text) is not None
    if not (marked or spans or strays):
        folded = text.translate(table)
        odd = [sign for sign in signs if len(table[ord(sign)]) != 1]
        return Folded(folded, text, _places(text, odd, table) if odd else None)
    read = [(at, table[ord(sign)]) for at, sign in enumerate(text)]
    for match in marked:
        start, end = match.span()
        read[start] = start, normalize("NFC", match[0]).translate(table)
        read[start + 1 : end] = [(at, "") for at in range(start + 1, end)]
    if strays:
        read = _without_strays(read)
    for start, end, upside_down in spans:
        if upside_down:
            read[start:end] = [(at, _TURNED.get(text[at], way)) for at, way in read[start:end]]
        read[start:end] = read[start:end][::-1]
    found = [(at, part) for at, way in read for part in way]
    return Folded("".join(part for _, part in found), text, [at for at, _ in found])


def _places(text: str, odd: list[str], table: _Table) -> list[int]:
    """Return where each sign of a folded text stood, ``odd`` being those that become none or several."""
    found: list[int] = []
    end = 0
    for match in re.finditer(f"[{re.escape(''.join(odd))}]", text):
        at = match.start()
        found += range(end, at)
        found += [at] * len(table[ord(match[0])])
        end = at + 1
    found += range(end, len(text))
    return found


def _without_strays(read: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return signs with those of vowels as nothing that hang on a Latin letter, where they are mere marks."""
    found, before = [], ""
    for at, way in read:
        kept = "" if way >= FIRST_SIGN and before.isascii() else way
        found.append((at, kept))
        before = kept or before
    return found


def _turned_round(text: str) -> list[tuple[int, int, bool]]:
    """Return what is read from its end: where an override turns it round (UAX 9), and words that are written
    upside down, of which the third value tells."""
    spans = [(*match.span(1), False) for match in _OVERRIDDEN.finditer(text)]
    return spans + [(*match.span(), True) for match in _UPSIDE_DOWN.finditer(text)]


def _folded(sign: str) -> str:
    if _is_nothing(sign):
        return ""
    if sign in "ßẞ":
        return "ß"  # in disguise it stands for b
    if sign in (alike := lookalikes()):
        return alike[sign]
    if (match := _LATIN.match(name(sign, ""))) is not None and sign not in _LETTERS:
        return match[1].lower()
    found = filter(None, map(_part, normalize("NFKD", sign).casefold()))
    return "".join(_LETTERS.get(part, alike.get(part, part)) for part in found)


def _own(sign: str) -> str:
    kind = name(sign, "")
    if kind.startswith(("CYRILLIC", "HANGUL SYLLABLE")):
        low = sign.casefold()
        return _OPTIONAL.get(low, low)
    found = "".join(map(_part, normalize("NFKD", sign).casefold()))
    if _is_nothing(sign) or found.isascii() or kind.startswith("LATIN"):
        return _TABLE[ord(sign)]
    return found


def _part(sign: str) -> str:
    """Return what is left of a sign that is in no two parts."""
    if category(sign) not in ("Mn", "Mc", "Me"):
        return sign
    signs = _SIGNS.match(sign) is not None and (sign >= "\u3000" or combining(sign) in _SIGN_CLASSES)
    return chr(_AS_LETTERS + ord(sign)) if signs else ""


def _is_nothing(sign: str) -> bool:
    kind = category(sign)
    hidden = kind in ("Cf", "Cc", "Co", "Cs") and sign not in "\t\n\r"
    return hidden or sign in _IGNORED or (kind in ("Mn", "Me") and not _part(sign))


@cache
def lookalikes() -> dict[str, str]:
    """Return signs that look like Latin letters, each with those."""
    return {row[0]: row[1] for row in rows("lookalikes.tsv", "bot.domain.limits")}


_TABLE = _Table(_folded)
_OWN = _Table(_own)
