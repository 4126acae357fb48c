"""The herald with several servers: one whose channel does not answer keeps no other waiting."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import pytest
import pytest_asyncio

from bot.app import App
from bot.domain.knobs import MODERATORS_CHANNEL
from bot.herald import Herald
from bot.services.actor import Actor
from bot.services.review_items import Ref
from bot.settings import Settings
from bot.storage import limits, members
from bot.storage.limits import WHOLE_SERVER, LimitRecord
from tests.storage.racing import HandSet

SLOW, QUICK, AS_QUICK = 1, 2, 3


class Channels:
    """The moderators' channels of three servers; the first's never answers."""

    def __init__(self) -> None:
        self.told: dict[int, int] = {}  # how much waited
        self.rung = asyncio.Event()

    async def post(self, guild_id: int, channel_id: int, new: Sequence[Ref], total: int) -> bool:
        """Take a notice."""
        if guild_id == SLOW:
            await asyncio.Event().wait()
        self.told[guild_id] = total
        self.rung.set()
        return True


@pytest.fixture
def clock() -> HandSet:
    return HandSet()


@pytest_asyncio.fixture
async def app(settings: Settings, clock: HandSet) -> AsyncIterator[App]:
    """Something waits on every server."""
    async with App(settings, clock=clock) as app:
        now = clock.now()
        for guild_id in (SLOW, QUICK, AS_QUICK):
            async with app.database.write() as connection:
                await members.see_guild(connection, guild_id, now)
                record = LimitRecord(guild_id, WHOLE_SERVER, MODERATORS_CHANNEL, str(10**17 + guild_id))
                await limits.save(connection, record, 9, now)
            await app.services.teaching.propose(Actor(guild_id, 13, "Ada"), "zyrquel", "2")
        yield app


async def test_a_server_that_does_not_answer_delays_no_other(app: App, clock: HandSet) -> None:
    channels = Channels()
    herald = Herald(app.services.reviewing, app.services.limits, clock, channels)
    running = asyncio.create_task(herald.run())

    async def told(expected: dict[int, int]) -> None:
        async with asyncio.timeout(30):
            while channels.told != expected:
                channels.rung.clear()
                await channels.rung.wait()

    try:
        for guild_id in (SLOW, QUICK, AS_QUICK):
            herald.ring(guild_id)
        await told({QUICK: 1, AS_QUICK: 1})
        await app.services.teaching.propose(Actor(QUICK, 14, "Basho"), "quorvane", "2")
        clock.go_on(minutes=2)
        herald.ring(QUICK)
        await told({QUICK: 2, AS_QUICK: 1})
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert await app.services.reviewing.noticed_at(SLOW) is None
