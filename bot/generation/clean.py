"""The least that a model's text must meet before a member sees it. Pure functions on text."""

import re

from bot.domain.sentences import sentence_ends
from bot.domain.text import count_words

MAX_IDEA_SENTENCES = 3
MIN_IDEA_WORDS = 8
MAX_IDEA_CHARACTERS = 600

# What chat models say before they begin: "Sure! Here is a story prompt for you:".
_IDEA_OPENING = re.compile(
    r"\A\s*(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|yes)\s*[.!:,]\s*(?=here\b|\Z)"
    r"|(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great)\s*!\s*"
    r"|here(?:['’]s| is| are)\b[^.:!\n]{0,60}\b(?:prompt|idea|story|one|it|option)s?\b[^.:!\n]{0,60}[:!]\s*"
    r"|here you go\s*[:!]\s*"
    r"|(?:the |a |your )?(?:story |writing )?(?:prompt|idea|title|genre|answer|assistant)(?: \d+)?\s*:\s*)",
    re.IGNORECASE,
)
# Before a passage only what no story begins with: "Great! Here is the rope" is one.
_PASSAGE_OPENING = re.compile(
    r"\A\s*(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|yes)\s*[.!:,]\s*(?:\n|\Z)"
    r"|(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|yes)\s*[.!:,]\s*)?"
    r"here(?:['’]s| is) (?:a|the|my|your|another|one)\b[^.:!\n]{0,40}"
    r"\b(?:story|continuation|passage|paragraph|version|sentences)\b[^.:!\n]{0,60}:\s*\n\s*"
    r"|assistant\s*:\s*)",
    re.IGNORECASE,
)
# Where a model has begun to play the other side, or its control tokens show. A system may speak in a story,
# and a human stand in a line of verse: labels are those after which nothing follows, or a wish to a model.
_ROLE = re.compile(
    r"<\|.*"
    r"|^[ \t]*(?:user|assistant)[ \t]*:.*|^(?:user|assistant)[ \t]*$.*"
    r"|^[ \t]*(?:system|human)[ \t]*:?\s*you are an? (?:helpful|ai|assistant|language model)\b.*"
    r"|^[ \t]*(?:system|human)[ \t]*:[ \t]*$.*"
    r"|^[ \t]*human[ \t]*:(?=.*^[ \t]*(?:assistant|ai)[ \t]*:).*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_NEXT_WISH = re.compile(
    r"^\s*A (?:[\w' -]{1,40} )?story prompt\b.*", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_HEADING = re.compile(r"^[ \t]{0,3}(?:#{1,6}\s+[^\n]*$|>[ \t]?|-{3,}[ \t]*$)", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]{0,3}(?:[-*•]\s+|\d{1,2}[.)]\s+|[*_]{3,}[ \t]*$)", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`)(?=[^\s*_])(.+?)(?<=[^\s*_])\1", re.DOTALL)
_UNFIT = re.compile(
    r"\b(?:(?<!opposite )(?<!fairer )sex(?:ual\w*|y)?|porn\w*|rap(?:e[ds]?|ist)|nude|suicide|incest"
    r"|naked(?! (?:eyes?|flames?|lights?|bulbs?|blades?|swords?|truth|trees?|branch(?:es)?|rocks?)\b))\b",
    re.IGNORECASE,
)
_QUOTES = {
    '"': '"',
    "“": "”",
    "‘": "’",
    "«": "»",
    "'": "'",
    "„": "“”",
    "»": "«»",
    "”": "”",
    "「": "」",
    "『": "』",
}


def clean_idea(text: str) -> str:
    """Return a story prompt fit to be shown: one paragraph of at most three whole sentences.

    Empty where nothing usable is left (too short, or not for every reader, which nobody asked for); the
    caller then asks again with another seed, or says so.
    """
    text = _NEXT_WISH.sub("", _ITEM.sub("", _plain(text, _IDEA_OPENING)))
    text = _unquoted(" ".join(_without(_IDEA_OPENING, text).split()))
    ends = [end for end in sentence_ends(text) if end <= MAX_IDEA_CHARACTERS][:MAX_IDEA_SENTENCES]
    idea = _unquoted(text[: ends[-1]]) if ends else ""
    return idea if count_words(idea) >= MIN_IDEA_WORDS and not _UNFIT.search(idea) else ""


def growing_idea(text: str) -> str:
    """Return of a story prompt on its way what may be shown: without the talk before it; nothing of one that
    is not for every reader."""
    return "" if _UNFIT.search(text) else _without(_IDEA_OPENING, text)


def clean_passage(text: str, *, whole: bool = True) -> str:
    """Return a continuation fit to be shown: whole sentences, its paragraphs kept, one blank line at most.

    Empty where not one sentence is whole; where they need not be ``whole``, it ends as it does.
    """
    text = _plain(text, _PASSAGE_OPENING)
    if len(_ITEM.findall(text)) == 1:  # what is left of a list; in a story's own list there are several
        text = re.sub(rf"\A{_ITEM.pattern[1:]}", "", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n\s*\n\s*", "\n\n", text).strip()
    if not whole:
        return text
    ends = sentence_ends(text)
    return text[: ends[-1]] if ends else ""


def _plain(text: str, opening: re.Pattern[str]) -> str:
    """Take out chat talk, the other side's lines, and Markdown."""
    text = _without(opening, text.replace("\r\n", "\n").replace("\ufffd", ""))
    text = _HEADING.sub("", _ROLE.sub("", text))
    text = _EMPHASIS.sub(r"\2", text)
    return _without(opening, text).strip()


def _without(opening: re.Pattern[str], text: str) -> str:
    while found := opening.match(text):
        text = text[found.end() :]
    return text


def _unquoted(text: str) -> str:
    """Take off quotation marks around the whole text, or one at its start that is never closed."""
    closing = _QUOTES.get(text[:1], "")
    if not closing:
        return text
    inner = text[1:]
    if not any(mark in inner for mark in closing):
        return inner.strip()
    if inner[-1] in closing and text[0] not in inner[:-1] and not any(mark in inner[:-1] for mark in closing):
        return inner[:-1].strip()
    return text
