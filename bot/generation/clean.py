"""The least that a model's text must meet before a member sees it. Pure functions on text."""

import re

from bot.domain.sentences import sentence_ends

MAX_IDEA_SENTENCES = 3
MIN_IDEA_WORDS = 8
MAX_IDEA_CHARACTERS = 600

# What chat models say before they begin: "Sure! Here is a story prompt for you:".
_OPENING = re.compile(
    r"\A\s*(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|yes)\s*[.!:,]\s*(?=here\b|\Z)"
    r"|(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great)\s*!\s*"
    r"|here(?:['’]s| is| are)\b[^.:!\n]{0,60}\b(?:prompt|idea|story|one|it|option)s?\b[^.:!\n]{0,60}[:!]\s*"
    r"|here you go\s*[:!]\s*"
    r"|(?:the |a |your )?(?:story |writing )?(?:prompt|idea|title|genre|answer|assistant)(?: \d+)?\s*:\s*)",
    re.IGNORECASE,
)
# Where a model has begun to play the other side, or its control tokens show.
_ROLE = re.compile(
    r"<\|.*|^\s*(?:user|assistant|system|human)\s*(?::|$).*|^\s*A (?:[\w' -]{1,40} )?story prompt\b.*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_MARKUP = re.compile(r"^\s{0,3}(?:#{1,6}\s+[^\n]*$|[-*•]\s+|\d{1,2}[.)]\s+|>\s?|[-*_]{3,}\s*$)", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_UNFIT = re.compile(
    r"\b(?:sex(?:ual\w*|y)?|porn\w*|rap(?:e[ds]?|ist)|naked|nude|suicide|incest)\b", re.IGNORECASE
)
_QUOTES = {'"': '"', "“": "”", "‘": "’", "«": "»", "'": "'"}


def clean_idea(text: str) -> str:
    """Return a story prompt fit to be shown: one paragraph of at most three whole sentences.

    Empty where nothing usable is left (too short, or not for every reader, which nobody asked for); the
    caller then asks again with another seed, or says so.
    """
    text = _plain(text)
    text = " ".join(text.split())
    text = _unquoted(text)
    ends = [end for end in sentence_ends(text) if end <= MAX_IDEA_CHARACTERS][:MAX_IDEA_SENTENCES]
    idea = _unquoted(text[: ends[-1]]) if ends else ""
    return idea if len(idea.split()) >= MIN_IDEA_WORDS and not _UNFIT.search(idea) else ""


def clean_passage(text: str) -> str:
    """Return a continuation fit to be shown: whole sentences, its paragraphs kept, one blank line at most.

    Empty where not one sentence is whole.
    """
    text = _plain(text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n\s*\n\s*", "\n\n", text).strip()
    ends = sentence_ends(text)
    return text[: ends[-1]] if ends else ""


def _plain(text: str) -> str:
    """Take out chat talk, the other side's lines, and Markdown."""
    text = text.replace("\r\n", "\n").replace("\ufffd", "")
    while found := _OPENING.match(text):
        text = text[found.end() :]
    text = _ROLE.sub("", text)
    text = _MARKUP.sub("", text)
    text = _EMPHASIS.sub(r"\2", text)
    while found := _OPENING.match(text):
        text = text[found.end() :]
    return text.strip()


def _unquoted(text: str) -> str:
    """Take off quotation marks around the whole text, or one at its start that is never closed."""
    closing = _QUOTES.get(text[:1])
    if closing is None:
        return text
    inner = text[1:]
    if closing not in inner:
        return inner.strip()
    if inner.endswith(closing) and closing not in inner[:-1] and text[0] not in inner:
        return inner[:-1].strip()
    if text[0] == closing and inner.endswith(closing) and inner.count(closing) == 1:
        return inner[:-1].strip()
    return text
