"""What of a story is shown to a model: all of it, or its opening, a digest, and the last pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.text import count_words

STORY_WORDS = 900
"""What a small model still follows, and a small machine reads in a second."""
OPENING_WORDS = 150
DIGEST_WORDS = 150

_SENTENCE = re.compile(r".*?(?:[.!?…]+[\"'”’»)\]]*(?=\s|\Z)|[。！？।]+[」』”’]*)\s*|.+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a model sees of a story: ``texts`` in order, the last ``words`` words of it word for word.

    ``whole`` tells that nothing was left out.
    """

    texts: tuple[str, ...]
    words: int
    whole: bool


def fit_story(passages: Sequence[str]) -> Fitted:
    """Fit a story's passages, oldest first, to ``STORY_WORDS`` words.

    The beginning of the opening says who and where; the last passages are whole, the first of them perhaps
    only its end. Of what lies between, the first sentence of each passage stands for it, the nearest first:
    a lead is the digest that is hardest to beat (Nenkova, "Automatic Text Summarization of Newswire",
    2005), and it invents nothing.
    """
    counts = [count_words(passage) for passage in passages]
    if sum(counts) <= STORY_WORDS:
        return Fitted(tuple(passages), sum(counts), True)
    room, begin = STORY_WORDS - OPENING_WORDS - DIGEST_WORDS, len(passages)
    while begin > 0 and counts[begin - 1] <= room:
        begin -= 1
        room -= counts[begin]
    recent = list(passages[begin:])
    if begin > 0 and (cut := _end(passages[begin - 1], room)):
        recent.insert(0, cut)
    opening = _beginning(passages[0], OPENING_WORDS) if begin > 0 else ""
    digest = _digest(passages[1:begin])
    texts = tuple(text for text in (opening, digest, *recent) if text)
    return Fitted(texts, sum(map(count_words, recent)), False)


def _sentences(text: str) -> list[str]:
    return [found for found in _SENTENCE.findall(text) if found.strip()]


def _beginning(text: str, words: int) -> str:
    kept = ""
    for sentence in _sentences(text):
        if kept and count_words(kept + sentence) > words:
            break
        kept += sentence
    return " ".join(kept.split()[:words]) if count_words(kept) > words else kept.strip()


def _end(text: str, words: int) -> str:
    kept = ""
    for sentence in reversed(_sentences(text)):
        if count_words(sentence + kept) > words:
            break
        kept = sentence + kept
    return kept.strip()


def _digest(passages: Sequence[str]) -> str:
    kept: list[str] = []
    room = DIGEST_WORDS
    for passage in reversed(passages):
        lead = next(iter(_sentences(passage)), "").strip()
        room -= count_words(lead)
        if room < 0:
            break
        kept.insert(0, lead)
    return " ".join(kept)
