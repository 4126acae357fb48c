"""The knobs about stories and the muse: what may be begun where, by whom, how many, and how long."""

from bot.domain.knob import (
    EVERYONE,
    MODERATORS,
    Kind,
    Knob,
    Scope,
    Value,
    number,
    number_or_off,
    on_or_off,
    one_of,
    switch,
    who,
)
from bot.domain.story import TURN_HOURS_LIMIT, WORDS_LIMIT, MuseRole, Order, Sight, Terms

STORIES, POEMS, PROMPTS = "stories", "poems", "prompts"
START, HOST, ASK_MUSE = "start", "host", "ask-muse"
MEMBER_STORIES, CHANNEL_STORIES, MUSE_HOURLY = "member-stories", "channel-stories", "muse-hourly"
WORDS_MIN, WORDS_MAX = "words-min", "words-max"
TURN_HOURS, TURN_HOURS_MIN, TURN_HOURS_MAX = "turn-hours", "turn-hours-min", "turn-hours-max"
TURN_WORDS, ORDER, SIGHT, MUSE_ROLE = "turn-words", "order", "sight", "muse-role"
_STORIES_LIMIT, _ASKS_LIMIT = 500, 1000
_USUAL = (
    "For stories that begin from now on, where their host says nothing; those that have begun keep theirs."
)
_BOUND = "For stories that begin from now on; those that have begun keep theirs."
_LENGTH = "From the next passage on; what is in a story stays, and a draft is kept whatever its length."


def _feature(name: str, about: str, changes: str) -> Knob:
    return Knob(
        name=name,
        about=about,
        changes=changes,
        scope=Scope.BOTH,
        default=True,
        offered=("on", "off"),
        read=switch,
        written=on_or_off,
    )


def _who(name: str, about: str, changes: str) -> Knob:
    return Knob(
        name=name,
        about=about,
        changes=changes,
        scope=Scope.BOTH,
        default=EVERYONE,
        offered=(EVERYONE, MODERATORS),
        read=who,
        kind=Kind.WHO,
    )


def _quota(name: str, about: str, changes: str, scope: Scope, high: int, *offered: int) -> Knob:
    return Knob(
        name=name,
        about=about,
        changes=changes,
        scope=scope,
        default=0,
        offered=("off", *map(str, offered)),
        read=number(1, high, off=True),
        written=number_or_off,
        numbers=(1, high),
    )


def _count(
    name: str, about: str, changes: str, default: int, high: int, *offered: int, not_above: str = ""
) -> Knob:
    return Knob(
        name=name,
        about=about,
        changes=changes,
        scope=Scope.BOTH,
        default=default,
        offered=tuple(map(str, offered)),
        read=number(1, high),
        numbers=(1, high),
        not_above=not_above,
    )


def _choice(name: str, about: str, default: Value, *offered: str) -> Knob:
    return Knob(
        name=name,
        about=about,
        changes=_USUAL,
        scope=Scope.BOTH,
        default=default,
        offered=offered,
        read=one_of(*offered),
    )


_TERMS = Terms()

STORY_KNOBS: tuple[Knob, ...] = (
    _feature(
        STORIES, "Stories may be started", "From now on; stories that have begun go on to their finish."
    ),
    _feature(
        POEMS,
        "Poems: asked of the muse, begun together, checked, kept",
        "From now on; poems that have begun go on to their last line.",
    ),
    _feature(
        PROMPTS,
        "Prompts: asked of the muse, handed in, posted daily",
        "From now on; prompts that were kept stay, and stories begun from them go on.",
    ),
    _who(
        START,
        "Who may start stories and poems: everyone, moderators, or a role",
        "From now on; stories that have begun go on.",
    ),
    _who(
        HOST,
        "Who may look after a story as its host, and so start one: everyone, moderators, or a role",
        "At once, in stories that have begun too; what a host has decided stays.",
    ),
    _who(
        ASK_MUSE,
        "Who may ask the muse: everyone, moderators, or a role",
        "From the next wish on; what the muse wrote before stays.",
    ),
    _quota(
        MEMBER_STORIES,
        "How many unfinished stories and poems one member may host here",
        "From the next start on; stories that have begun go on, however many they are.",
        Scope.SERVER,
        _STORIES_LIMIT,
        *(1, 2, 3, 5, 10),
    ),
    _quota(
        CHANNEL_STORIES,
        "How many unfinished stories and poems a channel may have",
        "From the next start on; stories that have begun go on, however many they are.",
        Scope.BOTH,
        _STORIES_LIMIT,
        *(1, 3, 5, 10, 25),
    ),
    _quota(
        MUSE_HOURLY,
        "How often one member may ask the muse within an hour",
        "From the next wish on; what was asked while it was off is not counted.",
        Scope.SERVER,
        _ASKS_LIMIT,
        *(3, 5, 10, 20, 30),
    ),
    _count(
        WORDS_MIN,
        "The fewest words of a passage, and the fewest that a host may ask for",
        _LENGTH,
        1,
        WORDS_LIMIT,
        *(1, 6, 50, 100),
        not_above=WORDS_MAX,
    ),
    _count(
        WORDS_MAX,
        "The most words of a passage, and the most that a host may allow",
        _LENGTH,
        WORDS_LIMIT,
        WORDS_LIMIT,
        *(6, 50, 300, 1000, WORDS_LIMIT),
    ),
    _count(
        TURN_WORDS,
        "The most words of a turn, where a story's host says nothing",
        _USUAL,
        _TERMS.words_max,
        WORDS_LIMIT,
        *(50, 100, 300, 1000),
    ),
    _count(
        TURN_HOURS,
        "How many hours a turn lasts, where a story's host says nothing",
        _USUAL,
        _TERMS.turn_hours,
        TURN_HOURS_LIMIT,
        *(6, 12, 24, 48, 72, 168),
    ),
    _count(
        TURN_HOURS_MIN,
        "The fewest hours that a host may give a turn",
        _BOUND,
        1,
        TURN_HOURS_LIMIT,
        *(1, 6, 12, 24),
        not_above=TURN_HOURS_MAX,
    ),
    _count(
        TURN_HOURS_MAX,
        "The most hours that a host may give a turn",
        _BOUND,
        TURN_HOURS_LIMIT,
        TURN_HOURS_LIMIT,
        *(24, 48, 72, 168),
    ),
    _choice(
        ORDER,
        "Who follows whom, where a story's host says nothing",
        _TERMS.order.value,
        *(order.value for order in Order),
    ),
    _choice(
        SIGHT,
        "What writers see before the finish, where a story's host says nothing",
        _TERMS.sight.value,
        *(sight.value for sight in Sight),
    ),
    _choice(
        MUSE_ROLE,
        "What the muse may do in a story, where its host says nothing",
        _TERMS.muse.value,
        *(role.value for role in MuseRole),
    ),
)
