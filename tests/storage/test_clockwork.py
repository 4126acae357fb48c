"""What happens by itself: each timer is handled, and takes no other with it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import App
from bot.domain.due import DueKind
from bot.domain.story import Terms
from bot.services.actor import Actor
from bot.services.stories import Beginning
from bot.settings import Settings

ADA, BASHO = Actor(1, 11, "Ada"), Actor(1, 12, "Bashō")
HOUR = timedelta(hours=1)


class HandSet:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time that was set."""
        return self.time


@pytest.mark.parametrize("stories", [1, 3])
async def test_after_the_reminder_the_turn_still_lapses(settings: Settings, stories: int) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        for number in range(stories):
            beginning = Beginning(f"Tide {number}", "The lamp went out.", Terms(turn_hours=24))
            record = await app.services.stories.start(ADA, 5, beginning)
            await app.services.stories.join(BASHO, record.id)
        started, clockwork = clock.time, app.services.clockwork
        for hours, kind in ((18, DueKind.REMIND), (24, DueKind.LAPSE)):
            assert await clockwork.next_at() == started + hours * HOUR
            clock.time = started + hours * HOUR
            timers = await clockwork.claim()
            assert [timer.kind for timer in timers] == [kind] * stories
            for timer in timers:
                assert await clockwork.handle(timer) is not None
        assert await clockwork.next_at() == started + 42 * HOUR
