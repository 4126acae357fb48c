"""Stories to try the rules on, and who writes in them."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain import hosting, people, turns
from bot.domain.passages import Origin, Passage
from bot.domain.quiet import Quiet
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story, Terms

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ADA, BASHO, CLARE, DANTE, EVE = 1, 2, 3, 4, 5
MODERATOR = 9  # is no writer
NIGHT = Quiet(ZoneInfo("UTC"), time(22), time(8))


def begun(**terms: Any) -> Story:
    return hosting.start("Tide", ADA, Terms(**terms), 3, NOW)


def joined(story: Story, *members: int) -> Story:
    for member_id in members:
        story = people.join(story, member_id, NOW)
    return story


def crew(*members: int, **terms: Any) -> Story:
    """Ada's story with those members; the turn is the first one's, for whom Ada made room."""
    return joined(begun(**terms), *members)


def owner(story: Story) -> int | None:
    assert story.turn is not None
    return story.turn.member_id


def number(story: Story) -> int:
    assert story.turn is not None
    return story.turn.number


def written(story: Story, times: int = 1) -> Story:
    """Let whoever has the turn write."""
    for _ in range(times):
        member_id = owner(story)
        assert member_id is not None
        story = turns.submit(story, member_id, None, 5, NOW)
    return story


def lapsed(story: Story, times: int = 1) -> Story:
    """Let the open turn run out of time."""
    for _ in range(times):
        assert story.turn is not None
        assert story.turn.clock.due_at is not None
        story = turns.lapse(story, story.turn.number, story.turn.clock.due_at)
    return story


def owners(story: Story, count: int) -> list[int | None]:
    """Return whose the open turn is, and the next ones if everybody writes; ``count`` in all."""
    found = [owner(story)]
    while len(found) < count:
        story = written(story)
        found.append(owner(story))
    return found


def passage(position: int, member_id: int, text: str = "Some words.", **more: Any) -> Passage:
    words = more.pop("words", 5)
    return Passage(position, member_id, text, words, more.pop("origin", Origin.HUMAN), None, NOW, **more)


def refused(reason: Reason) -> pytest.RaisesExc[Refusal]:
    return pytest.RaisesExc(Refusal, check=lambda error: error.reason is reason)
