"""Text as it is matched: no case, no marks, no invisible signs, lookalikes as the letters they look like.

Compatible forms are folded as Unicode says (NFKC, Annex 15), so are its default-ignorable signs (UAX 44);
lookalikes are those of ``data/lookalikes.tsv``, a part of Unicode's confusables (UTS 39).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import category, normalize

from bot.domain.prosody.tables import rows

# Not seen, though no control and no mark: Hangul's fillers, the combining grapheme joiner, Braille's blank.
_IGNORED = "\u115f\u1160\u3164\uffa0\u034f\u2800\u17b4\u17b5\u180e"
# Letters that Unicode does not take apart into a base and marks.
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
            "ı": "i", "ŋ": "n", "ſ": "s", "ŧ": "t", "ƒ": "f"}  # fmt: skip


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
        return self.places[start], self.places[end - 1] + 1


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
    if all(len(_TABLE[ord(sign)]) == 1 for sign in set(text)):
        return Folded(folded, text)
    places = [at for at, sign in enumerate(text) for _ in _TABLE[ord(sign)]]
    return Folded(folded, text, places)


def _folded(sign: str) -> str:
    if sign in _IGNORED or (category(sign) in ("Mn", "Me", "Cf", "Cc", "Co", "Cs") and sign not in "\t\n\r"):
        return ""
    if sign in (alike := lookalikes()):
        return alike[sign]
    found = "".join(part for part in normalize("NFKD", sign).casefold() if category(part) not in ("Mn", "Me"))
    return "".join(_LETTERS.get(part, alike.get(part, part)) for part in found)


@cache
def lookalikes() -> dict[str, str]:
    """Return signs that look like Latin letters, each with those."""
    return {sign: letters for sign, letters in rows("lookalikes.tsv", "bot.domain.limits")}  # noqa: C416 - rows are lists
