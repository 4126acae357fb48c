"""Which way a text runs and in which language its letters are, as far as letters tell."""

import re
import unicodedata
from collections.abc import Iterable

_SAMPLE = 2000  # characters that are looked at
_ARABIC = frozenset(["ar", "ckb", "fa", "ks", "ku", "ps", "sd", "ug", "ur"])
_RIGHT_TO_LEFT = _ARABIC | {"dv", "he", "yi"}
_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")

# The letters, the language to take them for, and all languages commonly written in them.
_LETTERS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja", {"ja"}),
    (re.compile(r"[\u1100-\u11ff\uac00-\ud7a3]"), "ko", {"ko"}),
    (re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"), "zh", {"zh", "ja", "ko", "yue"}),
    (re.compile(r"[\u0e01-\u0e5b]"), "th", {"th"}),
    (re.compile(r"[\u0900-\u097f]"), "hi", {"hi", "mr", "ne", "sa", "mai", "bho", "kok"}),
    (re.compile(r"[\u0620-\u06ff\u0750-\u077f]"), "ar", _ARABIC),
    (re.compile(r"[\u05d0-\u05f4]"), "he", {"he", "yi"}),
    (re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), "el", {"el", "grc"}),
)


def runs_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction, and is not in a name set apart, runs leftwards."""
    for character in _ISOLATED.sub("", text[:_SAMPLE]):
        way = unicodedata.bidirectional(character)
        if way in ("R", "AL", "L"):
            return way != "L"
    return False


def isolated(name: str, leftwards: bool = False) -> str:
    """Return ``name`` set apart, where it could turn around the sentence that it is put in.

    ``leftwards`` tells that the sentence runs from right to left.
    """
    if leftwards or any(unicodedata.bidirectional(character) in ("R", "AL") for character in name):
        return f"\u2068{name}\u2069"
    return name


def parts(tag: str) -> tuple[str, str | None]:
    """Return the language and the region of a BCP 47 tag; ``("en", None)`` for what is none."""
    match = _LANGUAGE.fullmatch(tag)
    return (match[1].lower(), match[2] and match[2].upper()) if match else ("en", None)


def is_right_to_left(tag: str) -> bool:
    """Tell whether the language of a BCP 47 tag is written from right to left."""
    return parts(tag)[0] in _RIGHT_TO_LEFT


class Tongues:
    """Tells the language of each part of a story, whose own language is ``tag``.

    Chinese characters alone may be Chinese, Japanese or Korean: what else is in ``whole`` decides.
    """

    def __init__(self, tag: str, whole: Iterable[str]) -> None:
        self._own = parts(tag)[0]
        self._han = "zh"
        for text in whole:
            for letters, language, _ in _LETTERS[:2]:
                if letters.search(text):
                    self._han = language
                    return

    def of(self, text: str) -> str | None:
        """Return the language that ``text`` is mostly in, or None where it may be the story's own."""
        sample = text[:_SAMPLE]
        most = sum(character.isalpha() for character in sample) / 2
        counts = [len(letters.findall(sample)) for letters, _, _ in _LETTERS]
        if counts[0] and sum(counts[:3]) > most:  # Japanese mixes its own letters with Chinese ones
            return None if self._own == "ja" else "ja"
        for count, (_, language, written) in zip(counts, _LETTERS, strict=True):
            if count > most:
                found = self._han if language == "zh" else language
                return None if self._own in written else found
        return None
