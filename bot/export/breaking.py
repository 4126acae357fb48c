"""Places where endless words may be broken, for the typesetter: it chokes on what it can break nowhere."""

import re
import unicodedata

_SPACE = "\u200b"  # of no width
_SOFT, _HARD = 40, 120  # characters: broken between letters after so many, anywhere after so many
_HEAP = 40  # marks on one letter, or signs that are not seen; the typesetter's work grows with their square

# Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer are broken between words or letters in any case.
_BROKEN_ANYWAY = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
    r"\U00020000-\U0003ffff"
)
_ENDLESS = re.compile(rf"[^\s{_BROKEN_ANYWAY}]{{{_SOFT + 1},}}")
_FLAG = range(0x1F1E6, 0x1F200)  # two of these are one flag
_SKIN = range(0x1F3FB, 0x1F400)
_JOINER = "\u200d"
_JOINS_NEXT = 9  # the combining class of signs that melt two letters into one


def breakable(text: str) -> str:
    """Return ``text`` with spaces of no width in words that are wider than any line.

    Of more than 40 marks on one letter, or signs in a row that cannot be seen, the others go.
    """
    return _ENDLESS.sub(lambda word: _cut(word[0]), _without_heaps(text))


def _without_heaps(text: str) -> str:
    if text.isascii():
        return text
    kept, heap = [], 0
    for letter in text:
        heap = heap + 1 if unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") else 0
        if heap <= _HEAP:
            kept.append(letter)
    return "".join(kept)


def _cut(word: str) -> str:
    parts, start = [], 0
    for at in range(1, len(word)):
        if at - start >= _HARD or (at - start >= _SOFT and _between_letters(word[at - 1], word[at])):
            parts.append(word[start:at])
            start = at
    return _SPACE.join([*parts, word[start:]])


def _between_letters(before: str, after: str) -> bool:
    if before == _JOINER or unicodedata.combining(before) == _JOINS_NEXT:
        return False
    if unicodedata.category(after)[0] not in "LNPS" or ord(after) in _SKIN:
        return False
    return not (ord(before) in _FLAG and ord(after) in _FLAG)
