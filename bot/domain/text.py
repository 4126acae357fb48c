"""Text as members type it: cleaned, counted, and cut to what fits."""

import re
import unicodedata

from bot.domain.refusals import Reason, Refusal

TITLE_LIMIT = 80  # a thread's name holds 100; the rest is for a mark
TEXT_LIMIT = 64 * 1024  # characters in one passage, whatever its word bounds allow

# Chinese and Japanese, written without spaces: each character counts as a word, as word processors do.
UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# The letters of Thai, Lao, Burmese and Khmer, without spaces too; marks may follow each.
UNSPACED_LETTERS = r"\u0e01-\u0e30\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3"
_WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])(?:(?![{UNSPACED}])[\w'’\-.])*")
# For search each letter of these stands alone.
_ALONE = re.compile(rf"([{UNSPACED}\uac00-\ud7a3])")
_BEFORE = re.compile(f"([{UNSPACED_LETTERS}])")
_LINE_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s+|[。！？]")


def clean(text: str) -> str:
    """Return ``text`` in Unicode's composed form, with plain newlines, and without control characters.

    Directional overrides go (they could turn the rest of a board around); joiners that emoji and some
    scripts need stay.
    """
    text = _CONTROL.sub("", _LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text)))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_blank(text: str) -> bool:
    """Tell whether nothing in ``text`` can be seen (spaces, zero-width characters)."""
    return not any(
        unicodedata.category(character)[0] not in "CZM" and character not in "\u115f\u1160\u3164\uffa0"
        for character in text
    )


def count_words(text: str) -> int:
    """Count the words: runs of letters and digits, and each character of Chinese and Japanese.

    Marks that sit on a letter (accents, vowel signs, points) and soft hyphens do not end a word.
    """
    if not text.isascii():  # nothing in ASCII sits on a letter
        text = "".join(filter(_ends_words, unicodedata.normalize("NFC", text)))
    return sum(1 for _ in _WORD.finditer(text))


def searchable(text: str) -> str:
    """Return ``text`` as the search index takes it: its compatible forms folded, and each letter of a script
    without spaces standing alone, so that a part of such a line can be found as a phrase."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _BEFORE.sub(r" \1", _ALONE.sub(r" \1 ", folded))


def _ends_words(character: str) -> bool:
    return character == "\u200b" or unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf")


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


def checked_line(text: str, limit: int) -> str:
    """Return the cleaned text on one line; it may be empty.

    Raises:
        Refusal: it is longer than ``limit`` characters.
    """
    line = " ".join(clean(text).split())
    if len(line) > limit:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(line), limit=limit)
    return line


def split(text: str, limit: int) -> list[str]:
    """Cut ``text`` into parts of at most ``limit`` characters.

    It cuts at a paragraph's end if one lies in the second half of a part, else at a sentence's end, else at
    a space, else where it must.
    """
    parts, start, end = [], _skip_space(text, 0), len(text.rstrip())
    while end - start > limit:
        cut = _cut(text, start, limit)
        parts.append(text[start:cut].rstrip())
        start = _skip_space(text, cut)
    return [*parts, text[start:end]] if start < end else parts


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _cut(text: str, start: int, limit: int) -> int:
    """Return where the part that begins at ``start`` ends; it looks at ``limit`` characters only."""
    middle, stop = start + limit // 2, start + limit
    paragraph = text.rfind("\n\n", middle, stop + 1)
    if paragraph > start:
        return paragraph
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, stop + 1) if match.end() > middle]
    if ends and ends[-1] <= stop:
        return ends[-1]
    space = max(text.rfind(" ", start + 1, stop + 1), text.rfind("\n", start + 1, stop + 1))
    return space if space > start else stop


def shorten(text: str, limit: int) -> str:
    """Return ``text`` on one line, cut at a word to at most ``limit`` characters, with … where it was cut."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    space = head.rfind(" ")
    return (head[:space] if space > limit // 2 else head).rstrip() + "…"
