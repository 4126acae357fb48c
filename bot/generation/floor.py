"""The least that a continuation must be before anybody sees it. Pure functions on text.

A small model repeats its prompt, goes round in circles, or falls into the voice of an assistant. What does
so is not shown; another text from the same batch takes its place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.domain.sentences import sentence_ends, without_speech
from bot.domain.text import count_words
from bot.generation.clean import clean_passage
from bot.generation.languages import same_language

SHORT = 5
"""Fewer words than these carry nothing on, whatever a story allows."""
ECHO_RUN = 8
"""So many words of the story in a row are no chance."""
LOOP_TIMES = 2
"""So often the same four words may stand in one text: a refrain comes back once."""
COPY_SHARE = 0.5
"""This share of a text's word triples may be another's: more is the same text with some words changed."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CHAT = re.compile(
    r"\b(?:as an? (?:ai|artificial|language model)\b|(?:ai|large) language model\b"
    r"|i(?:['’]m| am) sorry,? but i\b"
    r"|i (?:can ?not|can['’]t) (?:assist|help|fulfil)|how (?:can|may) i (?:help|assist) you"
    r"|here(?: is|['’]s) (?:a|the|your|another) (?:\w+ ){0,3}"
    r"(?:story|continuation|passage|paragraph|version)\b"
    r"|(?:this|the) (?:story|passage|paragraph|prompt) "
    r"(?:explores|is about|describes|continues|is set in|takes place|begins with|ends with)\b"
    r"|(?:write|continue) (?:a|the|your) (?:\w+ ){0,2}(?:story|passage|paragraph)\b"
    r"|let me know (?:if|what)\b|(?:word count|end of story)\b|our conversation\b|the original text\b"
    r"|i(?:['’]ve| have)? (?:made some changes|added (?:a|an|the|some) (?:phrase|sentence|detail|image))\b"
    r"|i(?:['’]m| am) (?:glad|happy) you\b|i(?:['’]m| am) here to help\b"
    r"|i (?:just )?love (?:how you|your (?:style|writing)|this kind of writing)\b"
    r"|this is a classic (?:tale|story|example|narrative)\b|is a testament to\b"
    r"|story (?:[\w' ]{0,40} )?is a (?:classic |beautiful )?(?:tale|narrative|example) (?:of|about)\b"
    r"|(?:the story|narrative)['’]s (?:plot|theme|structure)\b|as the story begins\b)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\[[^\]\n]*(?:\]|$)", re.MULTILINE)


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """A text as it would be shown, and its fault, None if it may be."""

    text: str
    fault: Fault | None


def judged(raw: str, story: Sequence[str], *, low: int, high: int, others: Iterable[str] = ()) -> Verdict:
    """Judge what a model wrote after ``story`` (its passages as the model saw them, the last one last).

    The text is cut after its last whole sentence and to ``high`` words; it needs ``low``. ``others`` are
    candidates that are shown beside it.
    """
    text = _within(_BRACKET.sub("", clean_passage(raw)).strip(), high)
    return Verdict(text, _fault(text, raw, story, low, others))


def spoiled(raw: str, story: Sequence[str]) -> bool:
    """Tell whether a text on its way is not fit to be shown already, whatever comes: then it is not shown."""
    words = _words(raw)
    return _CHAT.search(without_speech(raw)) is not None or _loops(raw, words) or _echoes(words, story)


def _fault(text: str, raw: str, story: Sequence[str], low: int, others: Iterable[str]) -> Fault | None:
    if not text:
        return Fault.LONG if clean_passage(raw) else Fault.EMPTY
    if count_words(text) < max(low, SHORT):
        return Fault.SHORT
    if _CHAT.search(without_speech(text)):
        return Fault.CHAT
    words = _words(text)
    if _loops(text, words):
        return Fault.LOOP
    if _echoes(words, story):
        return Fault.ECHO
    if any(_share(words, _words(other)) > COPY_SHARE for other in (*story[-1:], *others)):
        return Fault.COPY
    if story and not same_language(text, story):
        return Fault.LANGUAGE
    return None


def _within(text: str, high: int) -> str:
    """Return as many whole sentences as have ``high`` words at most."""
    if count_words(text) <= high:
        return text
    fitting = [end for end in sentence_ends(text) if count_words(text[:end]) <= high]
    return text[: fitting[-1]] if fitting else ""


def _words(text: str) -> list[str]:
    return [found.replace("’", "'") for found in _WORD.findall(text.casefold())]


def _grams(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def _loops(text: str, words: Sequence[str]) -> bool:
    if any(times > LOOP_TIMES for times in Counter(_grams(words, 4)).values()):
        return True
    begins = [0, *sentence_ends(text)]
    sentences = [" ".join(_words(text[begin:end])) for begin, end in pairwise(begins)]
    return any(times > 1 for one, times in Counter(sentences).items() if len(one.split()) > 4)


def _echoes(words: Sequence[str], story: Sequence[str]) -> bool:
    told = {gram for passage in story for gram in _grams(_words(passage), ECHO_RUN)}
    return any(gram in told for gram in _grams(words, ECHO_RUN))


def _share(words: Sequence[str], others: Sequence[str]) -> float:
    grams = set(_grams(words, 3))
    return len(grams & set(_grams(others, 3))) / len(grams) if grams else 0.0
