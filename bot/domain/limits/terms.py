"""One entry of a list, as it is looked for."""

import re
from dataclasses import dataclass

from bot.domain.limits.english import is_word
from bot.domain.limits.folding import fold, fold_own
from bot.domain.limits.script import is_latin
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import UNSPACED, UNSPACED_LETTERS, clean, is_blank

PHRASE_LIMIT = 100  # characters of one entry
TOKEN = re.compile(r"[^\W_]+")
UNPARTED = re.compile(f"[{UNSPACED}{UNSPACED_LETTERS}]")
"""A letter of a script that does not part its words."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, folded: its ``words``, of which the last may be a beginning (``open``).

    ``rule`` is what a match is called. ``english`` marks one that is a word in other languages, too, so that
    it counts in English only. ``strict`` ones are not looked for in disguise, ``plain``
    ones not in respellings; a ``heard`` one is a respelling itself, which may be somebody's name. A
    ``closing`` one counts at the end of a clause only; ``near`` ones have nothing but space or a hyphen
    between their words; a ``joining`` one is looked for in words that are run together.
    ``own`` are the words in the letters of their script, where that is not Latin. ``dotless`` tells of a
    Turkish ı, ``ordinary`` that it is a word as any English text may have.
    """

    words: tuple[str, ...]
    rule: str
    open: bool = False
    english: bool = False
    strict: bool = False
    plain: bool = False
    heard: bool = False
    closing: bool = False
    near: bool = False
    joining: bool = False
    own: tuple[str, ...] = ()
    dotless: bool = False
    ordinary: bool = False


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text, an ß in them as the two letters that it is elsewhere."""
    found = TOKEN.findall(folded)
    return [word.replace("ß", "ss") for word in found] if "ß" in folded else found


def folded_phrase(term: Term) -> str:
    """Return a term as a key: alike for all ways of typing the same entry."""
    return " ".join(term.own or term.words) + "*" * term.open


def term_of(phrase: str, rule: str) -> Term:
    """Return what a moderator typed as a term: whole words, ``*`` at the end for the rest of the last one.

    Raises:
        Refusal: there is no word in it, it is too long, a ``*`` stands elsewhere, or it would match nearly
            everything (a beginning of one letter).
    """
    phrase = " ".join(clean(phrase).split())
    if len(phrase) > PHRASE_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(phrase), limit=PHRASE_LIMIT)
    open_end, body = phrase.endswith("*"), phrase.removesuffix("*")
    words = _joined(words_of(fold(body).text))
    if "*" in body or is_blank(body) or not words or (open_end and (len(words[-1]) < 2 or body[-1] == " ")):
        raise Refusal(Reason.PHRASE_UNCLEAR)
    latin = any(map(is_latin, body)) or not any(map(str.isalpha, body))
    return Term(
        words,
        rule,
        open_end,
        own=() if latin else _joined(words_of(fold_own(body).text)),
        dotless="ı" in body,
        ordinary=all(map(is_word, words)),
    )


def _joined(words: list[str]) -> tuple[str, ...]:
    """Return an entry's words, those as one that their script does not part."""
    unparted = bool(words) and all(map(UNPARTED.search, words))
    return ("".join(words),) if unparted else tuple(words)
