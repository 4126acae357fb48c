"""A thousand timers over twenty restarts at any moment: each does what it is for, exactly once."""

import asyncio
import contextlib
import random
from collections import Counter
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.due import DueKind
from bot.domain.story import WriterState
from bot.settings import Settings
from bot.storage import maintenance
from bot.timekeeper import Timekeeper
from tests.storage.racing import ADA, BASHO, CLARE, HandSet, a_story

STORIES = 334  # each has a reminder, a lapse and a return: 1,002 timers
RESTARTS = 20


async def furnish(app: App, clock: HandSet) -> None:
    """Begin the stories: in each the turn is Bashō's for a day, and Clare is away until tomorrow evening."""
    for _ in range(STORIES):
        record = await a_story(app, CLARE, BASHO, turn_hours=24)
        await app.services.stories.away(CLARE, record.id, clock.now() + timedelta(hours=30))


async def keep_time(app: App, clock: HandSet, seconds: float) -> None:
    """Let the bot's own timekeeper work, and end it wherever it is after so long."""

    async def publish(guild_id: int, story_id: int) -> None:
        await asyncio.sleep(0)

    keeping = asyncio.create_task(Timekeeper(app.services.clockwork, clock, publish).run())
    await asyncio.sleep(seconds)
    keeping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await keeping


async def effects(app: App) -> Counter[str]:
    """Count what the record says was done by timers, and check that nothing was done to a story twice."""
    done: Counter[str] = Counter()
    async with app.database.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT story_id, action, COUNT(*) FROM audit WHERE action LIKE 'timer-%' GROUP BY 1, 2"
        )
        for _, action, times in found.all():
            assert times == 1, action
            done[action] += 1
    return done


@pytest.mark.slow
async def test_each_timer_has_its_effect_once_whatever_dies_when(settings: Settings) -> None:
    clock, chance = HandSet(), random.Random(5)
    begun = clock.now()
    async with App(settings, clock=clock) as app:
        await furnish(app, clock)
    clock.time = begun + timedelta(hours=31)  # all that was due is late: the bot was down
    seen = []
    for _ in range(RESTARTS):
        async with App(settings, clock=clock) as app:
            await keep_time(app, clock, chance.uniform(0.1, 0.45))
            seen.append(sum((await effects(app)).values()))
    assert len(set(seen)) > 4, f"the restarts came too early or too late: {seen}"

    async with App(settings, clock=clock) as app:
        while (until := await app.services.clockwork.next_at()) is not None and until <= clock.now():
            await keep_time(app, clock, 0.5)
            await app.services.clockwork.recover()  # what the last one had claimed, and not handled
        done = await effects(app)
        assert done[f"timer-{DueKind.LAPSE}"] == done[f"timer-{DueKind.RETURN}"] == STORIES
        for record in await app.services.reading.overview(1):
            turn = record.story.turn
            assert turn is not None
            assert (turn.number, turn.member_id) == (5, ADA.user_id)
            assert {w.member_id: w.missed for w in record.story.writers} == {11: 0, 13: 0, 12: 1}
            assert all(writer.state is WriterState.ACTIVE for writer in record.story.writers)
    assert maintenance.check(settings.database_path) == []
