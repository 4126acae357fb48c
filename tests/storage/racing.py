"""What races need: writers, a clock that somebody sets, and a start that is different each time."""

import asyncio
import random
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta

from bot.app import App
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Terms
from bot.services.actor import Actor
from bot.services.stories import Beginning
from bot.storage.records import StoryRecord

ADA, BASHO, CLARE = Actor(1, 11, "Ada"), Actor(1, 12, "Bashō"), Actor(1, 13, "Clare")
# The longest is longer than what an act has to read on a slow disk before it may write: else one always wins.
_HEAD_STARTS = (0, 0, 0.001, 0.003, 0.02)  # seconds
WRITERS = {actor.user_id: actor for actor in (ADA, BASHO, CLARE)}


class HandSet:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time that was set."""
        return self.time

    def go_on(self, **time: float) -> None:
        """Let time pass, as ``timedelta`` counts it."""
        self.time += timedelta(**time)


async def a_story(app: App, *others: Actor, **terms: object) -> StoryRecord:
    """Let Ada start a story, and the others join."""
    beginning = Beginning("Tide", "The lamp went out.", Terms(**terms))  # type: ignore[arg-type]
    record = await app.services.stories.start(ADA, 5, beginning)
    for actor in others:
        record = await app.services.stories.join(actor, record.id)
    return record


async def race(chance: random.Random, *acts: Awaitable[object]) -> list[Reason | None]:
    """Let the acts run at once, none known to be first; return why each was refused, None if it was not."""

    async def run(act: Awaitable[object]) -> Reason | None:
        await asyncio.sleep(chance.choice(_HEAD_STARTS))
        try:
            await act
        except Refusal as refusal:
            return refusal.reason
        return None

    order = list(range(len(acts)))
    chance.shuffle(order)
    tasks = {at: asyncio.create_task(run(acts[at])) for at in order}
    await asyncio.gather(*tasks.values())
    return [tasks[at].result() for at in range(len(acts))]
