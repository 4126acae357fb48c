"""Whether somebody said a haiku without meaning to: seventeen sure syllables, cut as 5, 7 and 5."""

import re
from itertools import accumulate

from bot.domain.forms import forms
from bot.domain.prosody.sounds import Source, Word
from bot.domain.prosody.words import NOTHING, Taught, words_of
from bot.domain.verse.check import check

COUNTS = (5, 7, 5)
SHORTEST, LONGEST = 17, 160  # characters

_SURE = (Source.DICTIONARY, Source.DERIVED, Source.TAUGHT)
_TALK = re.compile(r"[^\W\d_][\w’']*")  # a word, roughly
_VOWELS = re.compile("[aeiouy]+", re.IGNORECASE)
_DIFFERENT = 5  # words; "no no no no" is no poem
_LEAST, _MOST = 10, 32  # groups of vowel letters in seventeen syllables, with room for silent e and the like
# Links, mentions, custom emoji, spoilers, code, quotes, headings, lists; and what other bots are called with.
_NOT_TALK = re.compile(r"[<>@#`|*_~\\\[\]{}\d]|\w\.\w\w|://|^\s*[-+/!?.,;:$%&=]", re.MULTILINE)


def may_be_haiku(text: str) -> bool:
    """Tell whether a message is worth looking at; cheap, and no for nearly everything that is said."""
    if not SHORTEST <= len(text) <= LONGEST or text.count("\n") not in (0, 2) or _NOT_TALK.search(text):
        return False
    words = _TALK.findall(text.casefold())
    if len(words) > sum(COUNTS) or len(set(words)) < _DIFFERENT:
        return False
    return _LEAST <= len(_VOWELS.findall(text)) <= _MOST


def spotted(text: str, taught: Taught = NOTHING) -> tuple[str, str, str] | None:
    """Return a message as the three lines of a haiku, or None where it is none for sure.

    It is one line, or three (``/`` may stand between them); all of it counts. No word may be guessed, and
    none may be said with another number of syllables.
    """
    if not may_be_haiku(text):
        return None
    lines = [line.strip() for line in (text.splitlines() if "\n" in text else text.split(" / "))]
    if len(lines) == 1:
        lines = _divided(lines[0], words_of(lines[0], taught))
    if len(lines) != len(COUNTS):
        return None
    if not all(_sure(word) for line in lines for word in words_of(line, taught)):
        return None
    one, two, three = lines
    return (one, two, three) if check(forms()["haiku"], text="\n".join(lines), taught=taught).valid else None


def _sure(word: Word) -> bool:
    return word.source in _SURE and len(word.counts) == 1


def _divided(line: str, words: tuple[Word, ...]) -> list[str]:
    """Return a line cut where its words come to five and to twelve syllables; as it is where none do."""
    if not all(map(_sure, words)):
        return [line]
    ends = dict(zip(accumulate(word.counts[0] for word in words), words, strict=True))
    cuts = []
    for total in accumulate(COUNTS[:-1]):
        if total not in ends:
            return [line]
        cuts.append(_behind(line, ends[total].end))
    return [part.strip() for part in (line[: cuts[0]], line[cuts[0] : cuts[1]], line[cuts[1] :])]


def _behind(line: str, end: int) -> int:
    """Return where what follows a word and belongs to it ends: its comma, a closing quotation mark."""
    space = re.compile(r"\s").search(line, end)
    following = re.compile(r"\w").search(line, end)
    if space is not None and (following is None or space.start() < following.start()):
        return space.start()
    return following.start() if following is not None else len(line)
