"""The verdict on a text: what in it which rule is about, where that stands, and what becomes of the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.domain.limits import personal
from bot.domain.limits.lists import built_in
from bot.domain.limits.policy import GRADES, Action, Category, Policy
from bot.domain.limits.reading import SeenText
from bot.domain.limits.terms import folded_phrase


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One finding: ``text[start:end]``, in code points of the text as it was typed, and what it calls for.

    ``entry`` is what was looked for: the entry of a list as a key, of a rule the place itself; empty of one
    that was stored.
    """

    start: int
    end: int
    rule: str
    action: Action
    entry: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a text, and why: the strongest action of its matches, which stand in their order."""

    action: Action
    matches: tuple[Match, ...] = ()


def judge(text: str, policy: Policy) -> Verdict:
    """Judge a text as it was typed; nothing is changed in it."""
    matches = _largest(set(_found(text, policy)))
    return Verdict(max((match.action for match in matches), default=Action.ALLOW), matches)


def called_for(text: str, policy: Policy) -> frozenset[tuple[str, str]]:
    """Return everything that is found in a text, also within something larger: each as rule and entry."""
    return frozenset((one.rule, one.entry) for one in _found(text, policy))


def _found(text: str, policy: Policy) -> list[Match]:
    seen = SeenText(text, (built_in(policy.rating, policy.categories), *policy.lists.values()))
    found = list(_listed(seen, policy))
    if found and policy.allowed:
        free = list(seen.standing(policy.allowed))
        found = [one for one in found if not any(a <= one.start and one.end <= b for a, b in free)]
    for rule, action in policy.rules.items():
        if action is not Action.ALLOW:
            places = personal.found(seen.raw, rule)
            found += [Match(start, end, rule.value, action, text[start:end]) for start, end in places]
    return found


def _listed(seen: SeenText, policy: Policy) -> Iterator[Match]:
    for start, end, term in seen.terms(built_in(policy.rating, policy.categories)):
        action = GRADES[Category(term.rule)][policy.rating]
        yield Match(start, end, term.rule, action, folded_phrase(term))
    for action, vocabulary in policy.lists.items():
        for start, end, term in seen.terms(vocabulary):
            yield Match(start, end, term.rule, action, folded_phrase(term))


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
