"""The least that a continuation must be before anybody sees it. Pure functions on text.

A small model repeats its prompt, goes round in circles, or falls into the voice of an assistant. What does
so is not shown; another text from the same batch takes its place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.sentences import sentence_ends
from bot.domain.text import count_words
from bot.generation.chat import is_chat
from bot.generation.clean import clean_passage
from bot.generation.languages import same_language
from bot.generation.repeats import echoes, loops, shared

SHORT = 5
"""Fewer words than these carry nothing on, if a story allows as many."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_UNSPACED_LETTERS = 20
"""In scripts where a whole clause counts as one word so many letters carry a story on."""
COPY_SHARE = 0.5
"""This share of a text's word triples may be another's: more is the same text with some words changed."""

# What a model repeats of its instructions, or says about its text; a stage direction stays.
_BRACKET = re.compile(
    r"\[(?:in (?:the|this) |note\b|insert\b|your\b|continue|end\b|the story\b|write\b)[^\]\n]*(?:\]|$)",
    re.IGNORECASE | re.MULTILINE,
)


class Fault(StrEnum):
    """Why a text is not fit to be shown."""

    EMPTY = "empty"  # not one whole sentence
    SHORT = "short"
    LONG = "long"  # its first sentence is longer than the whole may be
    ECHO = "echo"  # it says again what the story said
    CHAT = "chat"  # an assistant speaks
    LOOP = "loop"  # it goes round in circles
    COPY = "copy"  # it is the last passage, or another candidate, once more
    LANGUAGE = "language"  # it is not in the story's
    STRAY = "stray"  # it is another text than the one that was to be rewritten
    LIMITS = "limits"  # it has something in it that the server does not let through


@dataclass(frozen=True, slots=True)
class Verdict:
    """A text as it would be shown, and its fault, None if it may be."""

    text: str
    fault: Fault | None


def judged(
    raw: str, story: Sequence[str], *, low: int, high: int, others: Iterable[str] = (), own: str = ""
) -> Verdict:
    """Judge what a model wrote after ``story`` (its passages as the model saw them, the last one last).

    The text is cut after its last whole sentence and to ``high`` words; it needs ``low``. ``others`` are
    candidates that are shown beside it. ``own`` is a member's text that it was made of: what that repeats,
    says, or leaves without an end is no fault of the muse's.
    """
    text = clean_passage(raw, whole=not own or _is_whole(own))
    if not text and story and not sentence_ends(story[-1]):  # verse without a stop goes on without one
        text = clean_passage(raw, whole=False)
        text = text.rpartition("\n")[0] or text
    text = _within(_BRACKET.sub("", text).strip(), high)
    return Verdict(text, _fault(text, raw, story, low, high, others, own))


def spoiled(raw: str, story: Sequence[str], own: str = "") -> bool:
    """Tell whether a text on its way is not fit to be shown as it is: then it is hidden, until it is."""
    return is_chat(raw, "\n".join((*story, own))) or loops(raw, own) or echoes(raw, story)


def _fault(
    text: str, raw: str, story: Sequence[str], low: int, high: int, others: Iterable[str], own: str
) -> Fault | None:
    if not text:
        return Fault.LONG if clean_passage(raw) else Fault.EMPTY
    if count_words(text) < low or _is_short(text, min(SHORT, high), own):
        return Fault.SHORT
    if is_chat(text, "\n".join((*story, own))):
        return Fault.CHAT
    if loops(text, own):
        return Fault.LOOP
    if echoes(text, story):
        return Fault.ECHO
    if any(shared(text, other) > COPY_SHARE for other in (*story[-1:], *others)):
        return Fault.COPY
    if story and not same_language(text, story):
        return Fault.LANGUAGE
    return None


def _is_short(text: str, least: int, own: str) -> bool:
    if own:
        least = min(least, count_words(own) // 2)
    return count_words(text) < least and len(_UNSPACED.findall(text)) < _UNSPACED_LETTERS


def _is_whole(text: str) -> bool:
    text = text.rstrip()
    return sentence_ends(text)[-1:] == [len(text)]


def _within(text: str, high: int) -> str:
    """Return as many whole sentences as have ``high`` words at most; all where it is no longer."""
    if count_words(text) <= high:
        return text
    fitting = [end for end in sentence_ends(text) if count_words(text[:end]) <= high]
    return text[: fitting[-1]] if fitting else ""
