"""Every knob that moderators may turn with ``/limits set``, in one table; help, choices and checks read it.

A new knob is one entry of ``KNOBS``; whoever needs its value asks the service of limits for it by name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from bot.domain.limits.policy import Rule
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating

Value = bool | int | str


class Scope(Enum):
    """What a knob is set for."""

    SERVER = auto()
    CHANNEL = auto()
    BOTH = auto()  # a channel's goes before the server's


class Kind(Enum):
    """What a value is, where Discord knows more of it than Quire."""

    PLAIN = auto()
    CHANNEL = auto()
    ROLE = auto()


class Need(Enum):
    """What must be there before a knob does anything."""

    MESSAGE_CONTENT = auto()  # Discord's privileged intent, which the operator switches on


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting. ``about`` is its help, ``changes`` what turning it changes and what not: sentences of the
    catalogue.

    ``offered`` are the values that are shown as a member types; ``read`` takes what was typed, stripped and
    casefolded, and raises a ValueError where it is none. ``written`` is how a value is stored and shown.
    """

    name: str
    about: str
    changes: str
    scope: Scope
    default: Value
    offered: tuple[str, ...]
    read: Callable[[str], Value]
    written: Callable[[Value], str] = str
    need: Need | None = None
    posts: bool = False  # turned on, it has Quire post in the channel
    kind: Kind = Kind.PLAIN
    managers: bool = False  # only who has Manage Server turns it

    def value(self, typed: str) -> Value:
        """Return the value that was typed.

        Raises:
            Refusal: it is none of this knob's.
        """
        try:
            return self.read(typed.strip().casefold())
        except ValueError:
            raise Refusal(Reason.VALUE_UNKNOWN, name=self.name, offered=self.offered) from None


def _switch(typed: str) -> bool:
    if typed in ("on", "true", "yes"):
        return True
    if typed in ("off", "false", "no"):
        return False
    raise ValueError(typed)


def _on_or_off(value: Value) -> str:
    return "on" if value else "off"


def _one_of(*choices: str) -> Callable[[str], Value]:
    def read(typed: str) -> Value:
        if typed not in choices:
            raise ValueError(typed)
        return typed

    return read


def _thing(typed: str) -> Value:
    """Return the id of a channel or a role, as Discord mentions it or as it is; 0 for none."""
    if typed in ("off", "none", "0"):
        return 0
    match = _MENTION.fullmatch(typed)
    if match is None:
        raise ValueError(typed)
    return int(match[1])


def _thing_or_off(value: Value) -> str:
    return str(value) if value else "off"


_MENTION = re.compile(r"<?[#@&]*(\d{15,20})>?")

HAIKU = "haiku"
MODERATORS_CHANNEL = "moderators-channel"
MODERATORS_ROLE = "moderators-role"
RATING = "rating"
MUSE = "muse"
START = "start"
REPORT_HIDE = "report-hide"
_FROM_NOW = "From now on; what is in a story stays."
_ACTIONS = ("allow", "warn", "hold", "block")


def _rule(rule: Rule, about: str) -> Knob:
    return Knob(
        name=rule.value,
        about=about,
        changes=_FROM_NOW,
        scope=Scope.BOTH,
        default="allow",
        offered=_ACTIONS,
        read=_one_of(*_ACTIONS),
    )


KNOBS: Mapping[str, Knob] = MappingProxyType(
    {
        knob.name: knob
        for knob in (
            Knob(
                name=MODERATORS_CHANNEL,
                about="Where I tell the moderators that something waits for them",
                changes="From the next thing on that waits.",
                scope=Scope.SERVER,
                default=0,
                offered=("off",),
                read=_thing,
                written=_thing_or_off,
                kind=Kind.CHANNEL,
            ),
            Knob(
                name=MODERATORS_ROLE,
                about="Who has this role moderates with me, beside those who have Manage Messages",
                changes="At once, in every channel.",
                scope=Scope.SERVER,
                default=0,
                offered=("off",),
                read=_thing,
                written=_thing_or_off,
                kind=Kind.ROLE,
                managers=True,
            ),
            Knob(
                name=RATING,
                about="The highest rating that a story may have; mature also needs an age-restricted channel",
                changes="For stories that begin from now on; those that have begun keep theirs.",
                scope=Scope.BOTH,
                default=Rating.MATURE.value,
                offered=tuple(rating.value for rating in Rating),
                read=_one_of(*(rating.value for rating in Rating)),
            ),
            Knob(
                name=MUSE,
                about="The muse: on, off, or only in stories",
                changes="At once: what it is writing stops. What it wrote and somebody took over stays.",
                scope=Scope.SERVER,
                default="on",
                offered=("on", "off", "stories"),
                read=_one_of("on", "off", "stories"),
            ),
            Knob(
                name=START,
                about="Who may start stories and poems: everyone, or moderators only",
                changes="From now on; stories that have begun go on.",
                scope=Scope.BOTH,
                default="everyone",
                offered=("everyone", "moderators"),
                read=_one_of("everyone", "moderators"),
            ),
            Knob(
                name=REPORT_HIDE,
                about="Hide a passage that three different members report until a moderator has looked",
                changes="From the next report on.",
                scope=Scope.SERVER,
                default=False,
                offered=("on", "off"),
                read=_switch,
                written=_on_or_off,
            ),
            _rule(Rule.LINKS, "Links in passages"),
            _rule(Rule.INVITES, "Invitations to other servers in passages"),
            _rule(Rule.MENTIONS, "Mentions of members, roles or everyone in passages"),
            _rule(Rule.EMAIL, "E-mail addresses in passages"),
            _rule(Rule.PHONE, "Telephone numbers in passages"),
            _rule(Rule.CARD, "Numbers of bank cards in passages"),
            Knob(
                name=HAIKU,
                about="Answer a message that is a haiku by laying it out in three lines",
                changes="From the next message on.",
                scope=Scope.CHANNEL,
                default=False,
                offered=("on", "off"),
                read=_switch,
                written=_on_or_off,
                need=Need.MESSAGE_CONTENT,
                posts=True,
            ),
        )
    }
)


FIRST_STEPS = (MODERATORS_CHANNEL, MODERATORS_ROLE, RATING, MUSE, START)
"""What a new server sets first."""


def knob_named(name: str) -> Knob:
    """Return the knob of that name.

    Raises:
        Refusal: there is none.
    """
    knob = KNOBS.get(name.strip().casefold())
    if knob is None:
        raise Refusal(Reason.SETTING_UNKNOWN, offered=tuple(KNOBS))
    return knob
