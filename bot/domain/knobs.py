"""Every knob that moderators may turn with ``/limits set``, in one table; help, choices and checks read it.

A new knob is one entry of ``KNOBS``; whoever needs its value asks the service of limits for it by name.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.knob import (
    Kind,
    Knob,
    Need,
    Scope,
    number,
    number_or_off,
    on_or_off,
    one_of,
    switch,
    thing,
    thing_or_off,
)
from bot.domain.limits.policy import Rule
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.story_knobs import START, STORY_KNOBS

HAIKU = "haiku"
MODERATORS_CHANNEL = "moderators-channel"
MODERATORS_ROLE = "moderators-role"
RATING = "rating"
MUSE = "muse"
REPORT_HIDE = "report-hide"
RETENTION = "retention"
_LEAST_DAYS, _MOST_DAYS = 30, 3650
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
        read=one_of(*_ACTIONS),
    )


KNOBS: Mapping[str, Knob] = MappingProxyType(
    {
        knob.name: knob
        for knob in (
            Knob(
                name=MODERATORS_CHANNEL,
                about="Where I tell the moderators that something waits for them",
                changes="From the next thing on that waits; what was told before stays where it is.",
                scope=Scope.SERVER,
                default=0,
                offered=("off",),
                read=thing,
                written=thing_or_off,
                kind=Kind.CHANNEL,
            ),
            Knob(
                name=MODERATORS_ROLE,
                about="Who has this role moderates with me, beside those who have Manage Messages",
                changes="At once, in every channel. What was decided stays; no rights in Discord change.",
                scope=Scope.SERVER,
                default=0,
                offered=("off",),
                read=thing,
                written=thing_or_off,
                kind=Kind.ROLE,
                managers=True,
            ),
            Knob(
                name=RATING,
                about="The highest rating that a story may have; mature also needs an age-restricted channel",
                changes="At once: what is written in stories above it, begun before, is judged by it. "
                "What is in them stays.",
                scope=Scope.BOTH,
                default=Rating.MATURE.value,
                offered=tuple(rating.value for rating in Rating),
                read=one_of(*(rating.value for rating in Rating)),
            ),
            Knob(
                name=MUSE,
                about="The muse: on, off, or only in stories",
                changes="At once: off, it stops mid-text. What it wrote and somebody took over stays.",
                scope=Scope.SERVER,
                default="on",
                offered=("on", "off", "stories"),
                read=one_of("on", "off", "stories"),
            ),
            Knob(
                name=REPORT_HIDE,
                about="Hide a passage that three different members report until a moderator has looked",
                changes="From the next report on; what was reported before is not hidden by it.",
                scope=Scope.SERVER,
                default=False,
                offered=("on", "off"),
                read=switch,
                written=on_or_off,
            ),
            Knob(
                name=RETENTION,
                about="How many days the record of moderators' acts is kept; off: for ever",
                changes="Within hours, older entries go for good, and one that says so stays; off, none go.",
                scope=Scope.SERVER,
                default=0,
                offered=("off", "90", "365"),
                read=number(_LEAST_DAYS, _MOST_DAYS, off=True),
                written=number_or_off,
                numbers=(_LEAST_DAYS, _MOST_DAYS),
                managers=True,
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
                changes="From the next message on; none before it is looked at.",
                scope=Scope.CHANNEL,
                default=False,
                offered=("on", "off"),
                read=switch,
                written=on_or_off,
                need=Need.MESSAGE_CONTENT,
                posts=True,
            ),
            *STORY_KNOBS,
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
