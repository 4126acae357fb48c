"""Text as members type it: cleaned, counted, and cut to what fits."""

import re
import unicodedata

from bot.domain.refusals import Reason, Refusal

TITLE_LIMIT = 80  # a thread's name holds 100; the rest is for a mark
TEXT_LIMIT = 64 * 1024  # characters in one passage, whatever its word bounds allow

# Scripts written without spaces: each character counts as a word, as word processors do.
_UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])(?:(?![{_UNSPACED}])[\w'’\-.])*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s+|[。！？]")


def clean(text: str) -> str:
    """Return ``text`` in Unicode's composed form, with plain newlines, and without control characters.

    Directional overrides go (they could turn the rest of a board around); joiners that emoji and some
    scripts need stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_blank(text: str) -> bool:
    """Tell whether nothing in ``text`` can be seen (spaces, zero-width characters)."""
    return not any(
        unicodedata.category(character)[0] not in "CZM" and character not in "\u115f\u1160\u3164\uffa0"
        for character in text
    )


def count_words(text: str) -> int:
    """Count the words: runs of letters and digits, and each character of Chinese and Japanese."""
    return sum(1 for _ in _WORD.finditer(text))


def checked_title(title: str) -> str:
    """Return the cleaned title on one line.

    Raises:
        Refusal: it is empty, or longer than ``TITLE_LIMIT`` characters.
    """
    title = " ".join(clean(title).split())
    if is_blank(title):
        raise Refusal(Reason.TITLE_EMPTY)
    if len(title) > TITLE_LIMIT:
        raise Refusal(Reason.TITLE_TOO_LONG, length=len(title), limit=TITLE_LIMIT)
    return title


def checked_text(text: str) -> str:
    """Return the cleaned text of a passage, its word bounds not yet looked at.

    Raises:
        Refusal: nothing in it can be seen, or it is longer than ``TEXT_LIMIT`` characters.
    """
    text = clean(text)
    if is_blank(text):
        raise Refusal(Reason.TEXT_EMPTY)
    if len(text) > TEXT_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(text), limit=TEXT_LIMIT)
    return text


def split(text: str, limit: int) -> list[str]:
    """Cut ``text`` into parts of at most ``limit`` characters.

    It cuts at a paragraph's end if one lies in the second half of a part, else at a sentence's end, else at
    a space, else where it must; never inside a pair of surrogates, since Python has none.
    """
    parts = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _cut(text: str, limit: int) -> int:
    head, half = text[: limit + 1], limit // 2
    paragraph = head.rfind("\n\n", half)
    if paragraph > 0:
        return paragraph
    ends = [match.end() for match in _SENTENCE_END.finditer(head) if half < match.end() <= limit]
    if ends:
        return ends[-1]
    space = max(head.rfind(" ", 1), head.rfind("\n", 1))
    return space if space > 0 else limit


def shorten(text: str, limit: int) -> str:
    """Return ``text`` on one line, cut at a word to at most ``limit`` characters, with … where it was cut."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip() + "…"
