"""How an assistant gives itself away. Pure functions on text."""

import re

from bot.domain.sentences import without_speech

_PIECE = r"(?:story|passage|paragraph|continuation|text|version|narrative)"
_ONE = r"(?:a|the|your|another|my)"
_WILL_NOT = r"(?: can ?not| can['’]t|['’]m unable to| am unable to|['’]m not able to| won['’]t)"
_WORK = (
    r"(?:(?:assist|help)(?: you)? with (?:that|this|your)\b|assist(?: you)?\s*[.!]|fulfil\w*|comply"
    r"|provide|generate|engage|create (?:a|an|any|the|this|that|content)\b"
    r"|(?:write|continue) (?:this|that|about|content|a story))"
)
# Each says what narrators do not: they "cannot help but smile", and "the passage continues beneath the hill".
_SAYINGS = (
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b",
    r"\bi(?:['’]m| am) (?:just |only )?an? (?:ai|(?:large )?language model)\b",
    rf"\bi{_WILL_NOT} {_WORK}",
    r"\bi(?:['’]m| am) here to help\b",
    r"\bhow (?:can|may) i (?:help|assist) you\b",
    rf"\bhere(?: is|['’]s) {_ONE} (?:[\w-]+ ){{0,3}}continuation\b",
    rf"\bhere(?: is|['’]s) {_ONE} (?:[\w-]+ ){{0,3}}{_PIECE}\b[^.!?:\n]{{0,60}}:",
    rf"\bhere(?: is|['’]s) {_ONE} (?:[\w-]+ ){{0,3}}{_PIECE}\b[^.!?\n]{{0,40}}"
    r"\b(?:you asked|you requested|for you|based on|as requested|with your)\b",
    rf"^\W*(?:sure|certainly|of course|absolutely)(?: thing)?\s*[!,.]\s*here(?: is|['’]s) {_ONE}\b",
    rf"\b(?:this|the) {_PIECE} (?:explores|highlights|is set in|begins with|ends with)\b",
    rf"\b(?:this|the) {_PIECE} is about (?:a|an|the)\b",
    r"\b(?:this|the) (?:story|narrative) (?:describes (?:a|an|the|how)\b|takes place\b|continues with\b)",
    rf"^\W*(?:please )?(?:write|continue) (?:a|the|your|this) (?:\w+ ){{0,2}}{_PIECE}\b",
    rf"[.!?:]\s+(?:please )?(?:write|continue) (?:the next|your|this) (?:\w+ ){{0,2}}{_PIECE}\b",
    r"\blet me know (?:if|what) you(?:['’]d| would)? (?:like|want|need|think)"
    r" (?:me to|any|another|more|further|changes|a different|of (?:it|this|that))",
    r"\blet me know if there(?:['’]s| is) anything",
    r"\bword count\s*[:(]",
    r"^\W*(?:the )?end of (?:the )?story\W*$",
    r"\benjoy(?:ed|ing)? our conversation\b|\bour conversation (?:so far|history)\b",
    rf"\bi(?:['’]ve| have)? made (?:some|a few) changes to (?:the|your) (?:original )?{_PIECE}\b",
    r"\bi(?:['’]ve| have)? added (?:a|an|the|some) (?:phrase|sentence|detail|image)s?\b",
    r"\bi(?:['’]m| am) (?:glad|happy) you (?:liked?|enjoy(?:ed)?)"
    r" (?:it|this|that|my|the (?:story|text|passage))\b",
    r"\bi (?:just |really )?love how you (?:write|wrote|use|used|describe|described)\b",
    r"\bi (?:just |really )?love (?:your (?:style of writing|writing|story)|this kind of writing)\b",
    r"\bthis is a classic (?:tale|story|narrative|example of)\b",
    rf"\b{_PIECE} (?:[\w' ]{{0,40}} )?is a (?:classic |beautiful )?"
    r"(?:tale|narrative|example|testament) (?:of|about|to)\b",
    r"\b(?:the story|narrative)['’]s (?:plot|theme|structure)\b",
    r"\bas the story begins,",
)
_CHAT = re.compile("|".join(_SAYINGS), re.IGNORECASE | re.MULTILINE)


def is_chat(text: str, told: str = "") -> bool:
    """Tell whether an assistant speaks in a text, and not somebody in it.

    What ``told`` (the story, or the text that was to be rewritten) says itself is no assistant's.
    """
    known = told.casefold()
    return any(found[0].casefold().strip() not in known for found in _CHAT.finditer(without_speech(text)))
