"""A line as what can be said of it: words, numbers, and what is not said."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.prosody import numbers
from bot.domain.prosody.abbreviations import ABBREVIATIONS

# Discord's own signs, and addresses: nobody says them.
_UNSAID = re.compile(
    r"<a?:\w{1,40}:\d{1,20}>|<[@#][!&]?\d{1,20}>|<t:\d{1,15}(?::\w)?>|https?://\S+|:[a-z0-9_+-]{2,30}:"
)
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[#*0-9]\ufe0f?\u20e3|"
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299]"
    "(?:[\U0001f3fb-\U0001f3ff\ufe0f\u20e3]|[\U000e0020-\U000e007f]|"
    "\u200d[\U0001f000-\U0001faff\u2190-\u2bff])*)"
)
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])"
_APOSTROPHE = "['\u2019\u2018\u02bc\uff07]"
_WORD = re.compile(
    rf"{_APOSTROPHE}?{_LETTER}+(?:(?:{_APOSTROPHE}|[-\u2010\u2011]|\.(?={_LETTER}\.)){_LETTER}+)*(?:{_APOSTROPHE}|\.)?"
)
_JOINED = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")


class Kind(Enum):
    """What a piece of a line is."""

    WORD = auto()
    NUMBER = auto()
    UNSAID = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: ``line[start:end]``."""

    kind: Kind
    start: int
    end: int


def pieces(line: str) -> Iterator[Piece]:
    """Yield the pieces of a line in their order; signs that are only punctuation are left out."""
    at = 0
    while at < len(line):
        for kind, pattern in (
            (Kind.UNSAID, _UNSAID),
            (Kind.UNSAID, _EMOJI),
            (Kind.NUMBER, numbers.PATTERN),
            (Kind.WORD, _WORD),
        ):
            if found := pattern.match(line, at):
                end = found.end() - (kind is Kind.WORD and _ends_sentence(found[0]))
                yield Piece(kind, at, end)
                at = end
                break
        else:
            at += 1


def _ends_sentence(text: str) -> bool:
    """Tell whether the last sign is a full stop, and none of an abbreviation."""
    return text.endswith(".") and text.count(".") == 1 and folded(text) not in ABBREVIATIONS


def folded(text: str) -> str:
    """Return a word in small ASCII letters where it can be: without accents, ligatures, and hidden signs.

    An è, é or ë before a last d stays an è: it says that the syllable is spoken.
    """
    plain = _JOINED.sub("", unicodedata.normalize("NFKC", text)).casefold()
    for sign in "\u2019\u2018\u02bc\uff07":
        plain = plain.replace(sign, "'")
    sounded = re.fullmatch(r"(.*)[èéë]d", plain)
    bare = _bare(sounded[1]) + "èd" if sounded else _bare(plain)
    return bare.replace("\u2010", "-").replace("\u2011", "-")


def is_foreign(word: str) -> bool:
    """Tell whether a folded word has letters of another script."""
    return any(letter.isalpha() and not letter.isascii() and letter != "è" for letter in word)


def _bare(text: str) -> str:
    for ligature, letters in (
        ("œ", "oe"),
        ("æ", "ae"),
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "th"),
        ("þ", "th"),
    ):
        text = text.replace(ligature, letters)
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
