"""Names that people choose: how they are compared, and what may be a pen name."""

import unicodedata
from collections.abc import Callable

from bot.domain.refusals import Reason, Refusal
from bot.domain.text import clean, is_blank

PEN_NAME_LIMIT = 32  # characters, as many as a nickname may have
# Letters and marks that show nothing: joiners, fillers, variation selectors, and the empty Braille cell.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def checked_pen_name(pen_name: str, is_taken: Callable[[str], bool]) -> str:
    """Return a pen name, cleaned, on one line; ``is_taken`` tells whether a folded name is a member's own.

    Raises:
        Refusal: it is empty, too long, or a member's own.
    """
    name = " ".join(clean(pen_name).split())
    if is_blank(name) or not any(character.isalnum() for character in name):
        raise Refusal(Reason.PEN_NAME_EMPTY)
    if len(name) > PEN_NAME_LIMIT:
        raise Refusal(Reason.PEN_NAME_TOO_LONG, length=len(name), limit=PEN_NAME_LIMIT)
    if is_taken(folded_name(name)):
        raise Refusal(Reason.PEN_NAME_REAL)
    return name


def folded_name(name: str) -> str:
    """Return a name as it is compared: without case, accents' composition, and what cannot be seen."""
    shown = "".join(c for c in name if unicodedata.category(c) != "Cf" and c not in _UNSEEN)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold())
    return " ".join(folded.split())
