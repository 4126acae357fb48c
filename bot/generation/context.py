"""What of a story is shown to a model: all of it, or its opening, a digest, and the last pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.sentences import sentence_ends
from bot.domain.text import count_words

STORY_WORDS = 900
"""What a small model still follows, and a small machine reads in a second."""
OPENING_WORDS = 150
DIGEST_WORDS = 150
_LONG_WORD = 16  # characters


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

    Its time depends on the words that are kept, not on those of the whole story.
    """
    counts = _counted_back(passages, STORY_WORDS)
    if len(counts) == len(passages) and sum(counts) <= STORY_WORDS:
        return Fitted(tuple(passages), sum(map(count_words, passages)), True)
    room, begin = STORY_WORDS - OPENING_WORDS - DIGEST_WORDS, len(passages)
    for count in counts:
        if count > room:
            break
        begin -= 1
        room -= count
    recent = list(passages[begin:])
    if begin > 0 and (cut := _end(passages[begin - 1], room)):
        recent.insert(0, cut)
    opening = _beginning(passages[0], OPENING_WORDS) if begin > 0 else ""
    digest = _digest(passages[1:begin])
    texts = tuple(text for text in (opening, digest, *recent) if text)
    return Fitted(texts, sum(map(count_words, recent)), False)


def _counted_back(passages: Sequence[str], words: int) -> list[int]:
    """Return how many words the passages have, the last one first, until they are more than ``words``."""
    counts: list[int] = []
    for passage in reversed(passages):
        counts.append(_size(passage))
        words -= counts[-1]
        if words < 0:
            break
    return counts


def _size(text: str) -> int:
    """Return how much room a text takes, in words; letters without an end take some, too."""
    least = len(text) // _LONG_WORD
    return least if least > STORY_WORDS else max(least, count_words(text))


def _sentences(text: str) -> Iterator[str]:
    cuts = pairwise([0, *sentence_ends(text), len(text)])
    return (text[begin:end] for begin, end in cuts if text[begin:end].strip())


def _beginning(text: str, words: int) -> str:
    kept, room = "", words
    for sentence in _sentences(text[: words * _LONG_WORD]):
        room -= _size(sentence)
        if kept and room < 0:
            break
        kept += sentence
    return " ".join(kept.split()[:words]) if room < 0 and _size(kept) > words else kept.strip()


def _end(text: str, words: int) -> str:
    kept, room = "", words
    near = text[-words * _LONG_WORD :] if words else ""
    for sentence in reversed(list(_sentences(near))):
        room -= _size(sentence)
        if room < 0:
            break
        kept = sentence + kept
    if kept or not words:
        return kept.strip()
    tail = " ".join(near.split()[-words:])  # not one sentence ends in all that
    return tail if _size(tail) <= words else tail[-words:]


def _digest(passages: Sequence[str]) -> str:
    kept: list[str] = []
    room = DIGEST_WORDS
    for passage in reversed(passages):
        lead = next(_sentences(passage[: DIGEST_WORDS * _LONG_WORD]), "").strip()
        room -= _size(lead)
        if room < 0:
            break
        kept.insert(0, lead)
    return " ".join(kept)
