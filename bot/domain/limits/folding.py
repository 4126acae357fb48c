"""Text as it is matched: no case, no marks, no invisible signs, lookalikes as the letters they look like.

Compatible forms are folded as Unicode says (NFKC, Annex 15), so are its default-ignorable signs (UAX 44);
lookalikes are those of ``data/lookalikes.tsv``, a part of Unicode's confusables (UTS 39).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import category, name, normalize

from bot.domain.prosody.tables import rows

# Not seen, though no control and no mark: Hangul's fillers, the combining grapheme joiner, Braille's blank.
_IGNORED = "\u115f\u1160\u3164\uffa0\u034f\u2800\u17b4\u17b5\u180e"
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
        return min(places), max(places) + 1


class _Table(dict[int, str]):
    """For ``str.translate``: what each character becomes; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        found = _folded(chr(code))
        self[code] = found
        return found


_TABLE = _Table()


def fold(text: str) -> Folded:
    """Return a text as it is matched."""
    if text.isascii():
        return Folded(text.lower(), text)
    folded = text.translate(_TABLE)
    spans = _turned_round(text)
    if not spans and all(len(_TABLE[ord(sign)]) == 1 for sign in set(text)):
        return Folded(folded, text)
    read = [(at, _TABLE[ord(sign)]) for at, sign in enumerate(text)]
    for start, end, upside_down in spans:
        if upside_down:
            read[start:end] = [(at, _TURNED.get(text[at], way)) for at, way in read[start:end]]
        read[start:end] = read[start:end][::-1]
    found = [(at, part) for at, way in read for part in way]
    return Folded("".join(part for _, part in found), text, [at for at, _ in found])


def _turned_round(text: str) -> list[tuple[int, int, bool]]:
    """Return what is read from its end: where an override turns it round (UAX 9), and words that are written
    upside down, of which the third value tells."""
    spans = [(*match.span(1), False) for match in _OVERRIDDEN.finditer(text)]
    return spans + [(*match.span(), True) for match in _UPSIDE_DOWN.finditer(text)]


def _folded(sign: str) -> str:
    if sign in _IGNORED or (category(sign) in ("Mn", "Me", "Cf", "Cc", "Co", "Cs") and sign not in "\t\n\r"):
        return ""
    if sign in "ßẞ":
        return "ß"  # in disguise it stands for b
    if sign in (alike := lookalikes()):
        return alike[sign]
    if (match := _LATIN.match(name(sign, ""))) is not None and sign not in _LETTERS:
        return match[1].lower()
    found = "".join(part for part in normalize("NFKD", sign).casefold() if category(part) not in ("Mn", "Me"))
    return "".join(_LETTERS.get(part, alike.get(part, part)) for part in found)


@cache
def lookalikes() -> dict[str, str]:
    """Return signs that look like Latin letters, each with those."""
    return {row[0]: row[1] for row in rows("lookalikes.tsv", "bot.domain.limits")}
