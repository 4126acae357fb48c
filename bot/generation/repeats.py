"""How much a text says again: of itself, of a story, of another text. Pure functions on text.

The bounds are measured on verse and prose that people wrote (``quire bench floor``).
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.sentences import sentence_ends, without_speech

LOOP_TIMES = 2
"""So often the same four words may stand in one text that says much again."""
LOOP_SHARE = 0.15
"""A text says much again where this share of its four words in a row stood in it before."""
CIRCLE_SHARE = 0.25
"""Where this share did, and a whole sentence came again, the text goes in circles."""
ECHO_RUN = 8
"""So many words of the story in a row are no chance."""
ECHO_SHARE = 0.4
"""This share of a text's words may be in such runs: a refrain, or a letter that is read out."""

_GRAM = 4
_HEAD = 3
"""So many words of its own may stand before a beginning that is the story's."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Chinese and Japanese go in circles sign by sign.
_LETTER = re.compile(rf"[\u3040-\u30ff\u3400-\u9fff]|{_WORD.pattern}")


def words_of(text: str) -> list[str]:
    """Return a text's words as they are compared, without case and marks."""
    return [found.replace("’", "'") for found in _WORD.findall(text.casefold())]


def loops(text: str, own: str = "") -> bool:
    """Tell whether a text goes round in circles, more than ``own``, the text that it was made of."""
    known = Counter(_grams(_LETTER.findall(own.casefold()), _GRAM))
    said = Counter(_grams(_LETTER.findall(text.casefold()), _GRAM))
    again = {gram: times - max(1, 2 * known[gram]) for gram, times in said.items()}
    share = sum(more for more in again.values() if more > 0) / max(said.total(), 1)
    often = any(more > 0 and said[gram] > LOOP_TIMES for gram, more in again.items())
    return share > (LOOP_SHARE if often else CIRCLE_SHARE) and (often or _says_again(text))


def echoes(text: str, story: Sequence[str]) -> bool:
    """Tell whether a text is the story's over again: mostly, or where it begins and nobody quotes it.

    What stands in the story several times is its refrain, and may come again.
    """
    told = Counter(gram for passage in story for gram in _grams(words_of(passage), ECHO_RUN))
    words = words_of(text)
    copied = {
        at + place
        for at, gram in enumerate(_grams(words, ECHO_RUN))
        if told[gram] == 1
        for place in range(ECHO_RUN)
    }
    if len(copied) > ECHO_SHARE * len(words):
        return True
    begins = _grams(words_of(without_speech(text))[: _HEAD + ECHO_RUN], ECHO_RUN)
    return any(told[gram] == 1 for gram in begins)


def shared(text: str, other: str) -> float:
    """Return the share of a text's word triples that another has, too, from 0 to 1."""
    grams = set(_grams(words_of(text), 3))
    return len(grams & set(_grams(words_of(other), 3))) / len(grams) if grams else 0.0


def _says_again(text: str) -> bool:
    said = [" ".join(words_of(text[begin:end])) for begin, end in pairwise([0, *sentence_ends(text)])]
    return any(times > 1 for sentence, times in Counter(said).items() if " " in sentence)


def _grams(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
