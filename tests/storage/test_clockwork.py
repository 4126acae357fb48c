"""What happens by itself: each timer is handled, and takes no other with it."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.due import DueKind
from bot.settings import Settings
from tests.storage.racing import BASHO, HandSet, a_story

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("stories", [1, 3])
async def test_after_the_reminder_the_turn_still_lapses(settings: Settings, stories: int) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        for _ in range(stories):
            await a_story(app, BASHO, turn_hours=24)
        started, clockwork = clock.time, app.services.clockwork
        for hours, kind in ((18, DueKind.REMIND), (24, DueKind.LAPSE)):
            assert await clockwork.next_at() == started + hours * HOUR
            clock.time = started + hours * HOUR
            timers = await clockwork.claim()
            assert [timer.kind for timer in timers] == [kind] * stories
            for timer in timers:
                assert await clockwork.handle(timer) is not None
        assert await clockwork.next_at() == started + 42 * HOUR
