"""A story as the rules see it: a value that a rule turns into the next one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.quiet import Quiet
from bot.domain.refusals import Reason, Refusal
from bot.domain.turn_clock import TurnClock

WORDS_LIMIT = 10_000  # the highest bound a host may set for one passage
PASSAGES_LIMIT = 10_000
TURN_HOURS_LIMIT = 168
WRITERS_LIMIT = 100
MUSE_ID = 0  # the member id by which the muse stands in a rota; Discord gives it to nobody


def is_nobody(member_id: int) -> bool:
    """Tell whether an id is nobody's any more: negative ones stand for those who were forgotten, and for
    those who signed with a pen name in a story that came from a file."""
    return member_id < MUSE_ID


class StoryState(StrEnum):
    """Where a story stands."""

    OPEN = "open"
    SLEEPING = "sleeping"  # nobody active is left; whoever joins wakes it
    FINISHED = "finished"


class Stop(StrEnum):
    """Why the clock of an open story stands still. Several may hold at once."""

    PAUSED = "paused"  # by the host or a moderator
    HELD = "held"  # a text of the turn's writer awaits review
    ABSENT = "absent"  # Quire was removed from the server


class Order(StrEnum):
    """Who follows whom."""

    ROTA = "rota"  # in the order of joining
    SHUFFLE = "shuffle"  # each round in another order
    OPEN = "open"  # whoever claims the turn first


class Sight(StrEnum):
    """How much of the story its writers see before it is finished."""

    ALL = "all"
    LAST = "last"  # the passage before theirs
    LINE = "line"  # that passage's last line


class MuseRole(StrEnum):
    """What the muse may do in a story."""

    NEVER = "never"
    SUGGEST = "suggest"  # to whoever asks
    PLAYER = "player"  # it has a place in the rota as well


class Rating(StrEnum):
    """For whom a story is."""

    EVERYONE = "everyone"
    TEEN = "teen"
    MATURE = "mature"


class WriterState(StrEnum):
    """Whether a writer takes part in the rota."""

    ACTIVE = "active"
    AWAY = "away"  # until a day they named, or until they say that they are back
    LEFT = "left"
    KICKED = "kicked"  # may join again only when invited


class TurnOutcome(StrEnum):
    """How a turn ended."""

    WRITTEN = "written"
    PASSED = "passed"
    LAPSED = "lapsed"  # its time was over
    SKIPPED = "skipped"  # by the host or a moderator
    LEFT = "left"
    AWAY = "away"
    KICKED = "kicked"
    GONE = "gone"  # its writer is no longer on the server, or may not write there
    YIELDED = "yielded"  # a writer who was alone makes room for the one who joined
    MOVED = "moved"  # "next", undo or redo gave the turn to another
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed at the start. Bounds are in words per passage; ``passages_max`` ends the story.

    ``lines`` is what never happens in the story, ``veils`` what is not told in detail.

    Raises:
        Refusal: the lower bound is above the upper one, or the muse is to take turns that must be claimed.
    """

    words_min: int = 1
    words_max: int = 300
    passages_max: int | None = None
    order: Order = Order.ROTA
    sight: Sight = Sight.ALL
    turn_hours: int = 24
    muse: MuseRole = MuseRole.SUGGEST
    rating: Rating = Rating.EVERYONE
    lines: str = ""
    veils: str = ""
    reveal_names: bool = False
    invite_only: bool = False
    writers_max: int | None = None

    def __post_init__(self) -> None:
        if self.words_min > self.words_max:
            raise Refusal(Reason.BOUNDS_CROSSED, words_min=self.words_min, words_max=self.words_max)
        if self.order is Order.OPEN and self.muse is MuseRole.PLAYER:
            raise Refusal(Reason.MUSE_CANNOT_CLAIM)

    @property
    def turn_time(self) -> timedelta:
        """How long a turn lasts."""
        return timedelta(hours=self.turn_hours)


@dataclass(frozen=True, slots=True)
class Poem:
    """What a story is to become that is written as a poem: its form by name, of how many stanzas, and the
    word that an acrostic spells."""

    form: str
    stanzas: int = 1
    word: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """A member who joined; ``place`` is the order of joining, from 1, and is kept by one who comes back.

    ``missed`` counts the turns in a row that they let lapse. ``quiet`` is their own setting, wherever they
    write, and no part of the story.
    """

    member_id: int
    place: int
    state: WriterState = WriterState.ACTIVE
    pen_name: str | None = None
    missed: int = 0
    away_until: datetime | None = None
    quiet: Quiet | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn that is open. ``number`` grows by one each time the turn moves, so a stale button is told.

    ``member_id`` is None while nobody has claimed it. ``after_lapse``: the one before ran out of time.
    """

    number: int
    member_id: int | None
    started_at: datetime
    clock: TurnClock
    after_lapse: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A story. ``turn`` is None while it sleeps and when it is finished.

    ``seed`` and ``round`` belong to the order ``shuffle``: the dice, and who still comes in this round.
    ``poem`` is set where it is a poem; a passage is then a line, or a stanza where the form goes by stanzas.
    """

    title: str
    host_id: int
    state: StoryState
    terms: Terms
    writers: tuple[Writer, ...]
    turn: Turn | None
    turns: int  # how many turns were opened so far
    passages: int
    words: int
    last_writer_id: int | None
    stops: frozenset[Stop] = frozenset()
    invited: frozenset[int] = frozenset()
    seed: int = 0
    round: tuple[int, ...] = ()
    poem: Poem | None = None

    @property
    def claimless(self) -> bool:
        """Whether nobody holds its turns: of a poem in the open order whoever's line fits first wrote it."""
        return self.poem is not None and self.terms.order is Order.OPEN

    @property
    def active(self) -> tuple[Writer, ...]:
        """The writers of the rota, in its order, the muse included."""
        return tuple(writer for writer in self.writers if writer.state is WriterState.ACTIVE)

    @property
    def people(self) -> tuple[Writer, ...]:
        """The active writers who are people."""
        return tuple(writer for writer in self.active if writer.member_id != MUSE_ID)

    @property
    def folded(self) -> bool:
        """Whether what was written is hidden until the finish."""
        return self.terms.sight is not Sight.ALL and self.state is not StoryState.FINISHED

    def writer(self, member_id: int | None) -> Writer | None:
        """Return the writer who is ``member_id``, or None."""
        return next((writer for writer in self.writers if writer.member_id == member_id), None)

    def is_active(self, member_id: int | None) -> bool:
        """Tell whether ``member_id`` is in the rota."""
        writer = self.writer(member_id)
        return writer is not None and writer.state is WriterState.ACTIVE
