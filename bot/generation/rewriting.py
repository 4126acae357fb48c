"""A text in other words: how a model is asked, and which of its answers are of use."""

import re
from dataclasses import replace
from enum import StrEnum

from bot.domain.provenance import word_distance
from bot.domain.text import count_words
from bot.generation.floor import Fault, Verdict, judged, spoiled
from bot.generation.muse import Message, Request, Sampling

TEMPLATE = "rewrite/1"
SAMPLING = Sampling(temperature=0.7, top_p=0.95, min_p=0.05, top_k=50, repetition_penalty=1.03, dry=0.4)
WORD_LIMIT = 250
"""How long a text may be, in words: a longer one loses its end in a small model."""
TOKENS_PER_WORD = 1.6
_GROWTH = {"shorter": 0.9, "longer": 2.2}  # how many words the new text may have for each of the old one
_USUAL_GROWTH = 1.6
_KEPT = 0.25
"""This share of a text's longer words must come again in one of its own: else it is another text."""

_TALK = re.compile(
    r"\b(?:rewrit\w+|reworded|this version|new version|the (?:new|original) text|as many words)\b",
    re.IGNORECASE,
)


class How(StrEnum):
    """What is to change. The values are choices of ``/muse rewrite``."""

    SHORTER = "shorter"
    LONGER = "longer"
    VIVID = "vivid"
    PLAIN = "plain"
    TONE = "tone"


_WISH = {
    How.SHORTER: "shorter, in half as many words",
    How.LONGER: "longer, with more detail",
    How.VIVID: "more vivid, with things that can be seen and heard",
    How.PLAIN: "in plain and simple words",
}


def rewriting(text: str, how: How, tone: str, *, guild_id: int, member_id: int, seed: int) -> Request:
    """Ask for a text in other words; ``tone`` is the member's own word for ``How.TONE``."""
    wish = f"in a tone that is {tone.strip()}" if how is How.TONE else _WISH[how]
    content = f"Here is a text.\n\n{text}\n\nRewrite the text {wish}. Write only the new text."
    most = _GROWTH.get(how, _USUAL_GROWTH) * count_words(text)
    sampling = replace(SAMPLING, seed=seed, max_tokens=round(most * TOKENS_PER_WORD) + 20)
    return Request(guild_id, member_id, TEMPLATE, sampling, messages=(Message("user", content),))


def judged_rewriting(raw: str, text: str, how: How, *, high: int, others: list[str]) -> Verdict:
    """Judge a text in other words: whole sentences, no talk about it, still that text, changed as asked.

    What the text itself repeats, says, or leaves without an end is no fault of the muse's.
    """
    lines = [line for line in raw.split("\n") if not _TALK.search(line) or _TALK.search(text)]
    verdict = judged("\n".join(lines), (), low=1, high=high, own=text)
    if verdict.fault is not None:
        return verdict
    if verdict.text in others:
        return replace(verdict, fault=Fault.COPY)
    words, before = count_words(verdict.text), count_words(text)
    if how is How.SHORTER and words >= before:
        return replace(verdict, fault=Fault.LONG)
    if how is How.LONGER and words <= before:
        return replace(verdict, fault=Fault.SHORT)
    if word_distance(verdict.text, text) == 0:
        return replace(verdict, fault=Fault.COPY)
    mine, theirs = _long_words(verdict.text), _long_words(text)
    if mine and theirs and len(mine & theirs) < _KEPT * min(len(mine), len(theirs)):
        return replace(verdict, fault=Fault.STRAY)
    return verdict


def spoiled_rewriting(raw: str, text: str) -> bool:
    """Tell whether a text in other words is not fit to be shown as it is, on its way."""
    return spoiled(raw, (), own=text) or (_TALK.search(raw) is not None and not _TALK.search(text))


def _long_words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{5,}", text)}
