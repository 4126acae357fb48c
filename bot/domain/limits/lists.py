"""The built-in lists, as their files have them: ``data/*.tsv``, one for each category."""

import re
from collections.abc import Iterator
from functools import cache

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.policy import GRADES, Action, Category
from bot.domain.limits.terms import TOKEN, Term
from bot.domain.prosody.tables import rows
from bot.domain.story import Rating

_BRACES = re.compile(r"\{([^{}]*)\}")
_VOWELS = "aeiou"


@cache
def built_in(rating: Rating, categories: frozenset[Category] = frozenset(Category)) -> Vocabulary:
    """Return what of these lists is not free at a rating; each term's rule is its category."""
    return Vocabulary(
        term
        for category, grades in GRADES.items()
        if category in categories and grades[rating] is not Action.ALLOW
        for term in terms(category)
    )


def terms(category: Category) -> Iterator[Term]:
    """Yield what a list has."""
    for phrase, flags, *_ in rows(f"{category.value}.tsv", "bot.domain.limits"):
        english, strict, plain = "e" in flags, "s" in flags, "p" in flags
        for one in _expanded(phrase):
            for form in _forms(one, flags):
                yield Term(
                    tuple(TOKEN.findall(form)),
                    category.value,
                    english=english,
                    strict=strict,
                    plain=plain,
                    heard="h" in flags,
                    closing="c" in flags,
                    near="t" in flags,
                    joining="j" in flags,
                )


def _expanded(phrase: str) -> list[str]:
    """Return what ``{a,b}`` in a row stands for, each alternative in turn."""
    match = _BRACES.search(phrase)
    if match is None:
        return [" ".join(phrase.split())]
    before, after = phrase[: match.start()], phrase[match.end() :]
    return [one for way in match[1].split(",") for one in _expanded(before + way + after)]


def _forms(word: str, flags: str) -> list[str]:
    """Return a word's forms: ``n`` a noun's plural, ``v`` a verb's, ``d`` doubles its last letter."""
    found = [word]
    if "n" in flags:
        found.append(_plural(word))
    if "v" in flags:
        stem = word + word[-1] if "d" in flags else word.removesuffix("e")
        found += [_plural(word), *(stem + end for end in ("ed", "ing", "in", "er", "ers"))]
    return found


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in _VOWELS else word + "s"
