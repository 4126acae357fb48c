"""The verdict on a text: what in it which rule is about, where that stands, and what becomes of the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.limits import personal
from bot.domain.limits.lists import built_in
from bot.domain.limits.policy import GRADES, Action, Category, Policy
from bot.domain.limits.reading import SeenText


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One finding: ``text[start:end]``, in code points of the text as it was typed, and what it calls for."""

    start: int
    end: int
    rule: str
    action: Action


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a text, and why: the strongest action of its matches, which stand in their order."""

    action: Action
    matches: tuple[Match, ...] = ()


def judge(text: str, policy: Policy) -> Verdict:
    """Judge a text as it was typed; nothing is changed in it."""
    seen = SeenText(text, (built_in(policy.rating, policy.categories), *policy.lists.values()))
    found = set(_listed(seen, policy))
    if found and policy.allowed:
        free = list(seen.standing(policy.allowed))
        found = {one for one in found if not any(a <= one.start and one.end <= b for a, b in free)}
    for rule, action in policy.rules.items():
        if action is not Action.ALLOW:
            found |= {Match(start, end, rule.value, action) for start, end in personal.found(seen.raw, rule)}
    matches = _largest(found)
    return Verdict(max((match.action for match in matches), default=Action.ALLOW), matches)


def _listed(seen: SeenText, policy: Policy) -> Iterator[Match]:
    for start, end, term in seen.terms(built_in(policy.rating, policy.categories)):
        yield Match(start, end, term.rule, GRADES[Category(term.rule)][policy.rating])
    for action, vocabulary in policy.lists.items():
        for start, end, term in seen.terms(vocabulary):
            yield Match(start, end, term.rule, action)


def _largest(found: Iterable[Match]) -> tuple[Match, ...]:
    """Return the matches but those within another that calls for as much."""
    kept: list[Match] = []
    reach = dict.fromkeys(Action, 0)  # how far what calls for as much, or for more, covers the text so far
    for one in sorted(found, key=lambda one: (one.start, -one.end, -one.action, one.rule)):
        if one.end > reach[one.action]:
            kept.append(one)
            for action in Action:
                if action <= one.action:
                    reach[action] = max(reach[action], one.end)
    return tuple(kept)
