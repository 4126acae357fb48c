"""What has to happen to a story by itself, and when: the timers that its state asks for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain import people, turns
from bot.domain.story import Story, StoryState, TurnOutcome, WriterState


class DueKind(StrEnum):
    """What a timer does."""

    REMIND = "remind"  # the turn's writer, when a quarter of the time is left
    LAPSE = "lapse"  # the turn's time is over
    UNHOLD = "unhold"  # what waits for a moderator has stopped the turn's clock as long as it may
    RETURN = "return"  # a writer who was away until a day


@dataclass(frozen=True, slots=True)
class Due:
    """Something due at an instant. ``subject`` is the turn's number, or the member who returns."""

    kind: DueKind
    subject: int
    at: datetime


def due(story: Story) -> frozenset[Due]:
    """Return all that the story, as it stands, waits for."""
    found = set()
    if story.turn is not None:
        clock = story.turn.clock
        if clock.remind_at is not None:
            found.add(Due(DueKind.REMIND, story.turn.number, clock.remind_at))
        if clock.due_at is not None:
            found.add(Due(DueKind.LAPSE, story.turn.number, clock.due_at))
        if clock.hold_ends is not None:
            found.add(Due(DueKind.UNHOLD, story.turn.number, clock.hold_ends))
    for writer in story.writers if story.state is not StoryState.FINISHED else ():
        if writer.state is WriterState.AWAY and writer.away_until is not None:
            found.add(Due(DueKind.RETURN, writer.member_id, writer.away_until))
    return frozenset(found)


def handle(story: Story, kind: DueKind, subject: int, now: datetime) -> tuple[Story, TurnOutcome]:
    """Do what was due, or nothing where the story has moved on since: doing it twice is doing it once.

    Return the story and how its turn ended, should it have.
    """
    match kind:
        case DueKind.REMIND:
            return turns.remind(story, subject, now), TurnOutcome.LAPSED
        case DueKind.LAPSE:
            return turns.lapse(story, subject, now), TurnOutcome.LAPSED
        case DueKind.UNHOLD:
            return turns.end_hold(story, subject, now), TurnOutcome.MOVED
        case DueKind.RETURN:
            return people.return_due(story, subject, now), TurnOutcome.MOVED
