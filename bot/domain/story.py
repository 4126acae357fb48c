"""A story as the rules see it: a value that a rule turns into the next one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.refusals import Reason, Refusal

WORDS_LIMIT = 10_000  # the highest bound a host may set for one passage
PASSAGES_LIMIT = 10_000


class StoryState(StrEnum):
    """Where a story stands."""

    OPEN = "open"
    SLEEPING = "sleeping"  # nobody active is left; whoever joins wakes it
    FINISHED = "finished"


class WriterState(StrEnum):
    """Whether a writer takes part in the rota."""

    ACTIVE = "active"
    LEFT = "left"


class TurnOutcome(StrEnum):
    """How a turn ended."""

    WRITTEN = "written"
    PASSED = "passed"
    LEFT = "left"
    YIELDED = "yielded"  # a writer who was alone makes room for the one who joined
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed at the start. Bounds are in words per passage; ``passages_max`` ends the story.

    Raises:
        Refusal: the lower bound is above the upper one.
    """

    words_min: int = 1
    words_max: int = 300
    passages_max: int | None = None

    def __post_init__(self) -> None:
        if self.words_min > self.words_max:
            raise Refusal(Reason.BOUNDS_CROSSED, words_min=self.words_min, words_max=self.words_max)


@dataclass(frozen=True, slots=True)
class Writer:
    """A member who joined; ``place`` is the order of joining, from 1, and is kept by one who comes back."""

    member_id: int
    place: int
    state: WriterState = WriterState.ACTIVE


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn that is open. ``number`` grows by one each time the turn moves, so a stale button is told."""

    number: int
    member_id: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """A story. ``turn`` is None while it sleeps and when it is finished."""

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

    @property
    def active(self) -> tuple[Writer, ...]:
        """The writers of the rota, in its order."""
        return tuple(writer for writer in self.writers if writer.state is WriterState.ACTIVE)

    def writer(self, member_id: int) -> Writer | None:
        """Return the writer who is ``member_id``, or None."""
        return next((writer for writer in self.writers if writer.member_id == member_id), None)

    def is_active(self, member_id: int) -> bool:
        """Tell whether ``member_id`` is in the rota."""
        writer = self.writer(member_id)
        return writer is not None and writer.state is WriterState.ACTIVE
