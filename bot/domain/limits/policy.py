"""What may be said where: actions, ratings, and what a server has set."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from types import MappingProxyType

from bot.domain.limits.entries import EMPTY, Vocabulary
from bot.domain.story import Rating


class Action(IntEnum):
    """What becomes of a text; the strongest that anything in it calls for."""

    ALLOW = 0
    WARN = 1  # its writer is told, and may submit anyway
    HOLD = 2  # a moderator looks at it first
    BLOCK = 3  # not submitted; its writer keeps it, and may appeal

    @property
    def word(self) -> str:
        """Return its name as it is typed and printed."""
        return self.name.lower()


class ListName(StrEnum):
    """The lists that a server keeps."""

    WARN = "warn"
    HOLD = "hold"
    BLOCK = "block"
    ALLOW = "allow"

    @property
    def action(self) -> Action:
        """What becomes of a text that has something of the list in it."""
        return Action[self.name]


class Category(StrEnum):
    """What a built-in list is about."""

    MILD = "mild"
    PROFANITY = "profanity"
    SLUR = "slur"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    SELF_HARM = "self-harm"
    HARASSMENT = "harassment"


class Rule(StrEnum):
    """What a server may have looked for beside words; off unless it is set."""

    LINKS = "links"
    INVITES = "invites"
    MENTIONS = "mentions"
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"


_A, _W, _H = Action.ALLOW, Action.WARN, Action.HOLD
GRADES: Mapping[Category, Mapping[Rating, Action]] = MappingProxyType(
    {
        category: MappingProxyType(dict(zip(Rating, actions, strict=True)))
        for category, actions in {
            #                    everyone, teen, mature
            Category.MILD: (_W, _A, _A),
            Category.PROFANITY: (_H, _W, _A),
            Category.SLUR: (_H, _H, _H),
            Category.SEXUAL: (_H, _H, _A),
            Category.VIOLENCE: (_H, _W, _A),
            Category.SELF_HARM: (_H, _H, _H),
            Category.HARASSMENT: (_H, _H, _W),
        }.items()
    }
)
"""What each built-in list means at each rating."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for a text: its rating, the server's own lists by what they do, and its rules.

    ``allowed`` frees what lies within it, of the built-in lists too. ``categories`` are the built-in lists
    that count.
    """

    rating: Rating = Rating.EVERYONE
    lists: Mapping[Action, Vocabulary] = field(default_factory=dict)
    allowed: Vocabulary = EMPTY
    rules: Mapping[Rule, Action] = field(default_factory=dict)
    categories: frozenset[Category] = frozenset(Category)


def for_naming(policy: Policy) -> Policy:
    """Return what of a policy holds for a text that names what is *not* to occur, as a story's lines do.

    What is graded by ratings, and what a moderator would only look at, can be named there; a slur, what the
    server blocks, and its rules hold as everywhere.
    """
    blocked: Mapping[Action, Vocabulary] = {Action.BLOCK: policy.lists.get(Action.BLOCK, EMPTY)}
    return replace(policy, lists=blocked, categories=frozenset({Category.SLUR}))
