"""What a member may ask about themself. It holds for every server, as they are the same person on each."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.services.actor import Actor
from bot.services.leaving import leave_all
from bot.storage import audit, bans, forgetting, members, preferences, scrubbing, stories
from bot.storage.database import Database
from bot.storage.held_about import gather

FORMAT = "quire-privacy/1"


@dataclass(frozen=True, slots=True)
class Known:
    """How much is held about a member. ``anything`` is False for one of whom nothing is known."""

    passages: int
    stories: int
    anything: bool


class PrivacyService:
    """Each method is about the asker alone; a ban does not keep anybody from it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def export(self, actor: Actor) -> bytes:
        """Return what is held about the member as JSON: an object with ``format``, ``member``, ``made_at``
        and ``held``, by table."""
        async with self._database.read() as connection:
            held = await gather(connection, actor.user_id)
        told = {
            "format": FORMAT,
            "member": str(actor.user_id),
            "made_at": self._clock.now().isoformat(),
            "held": held,
        }
        return await asyncio.to_thread(_written, told)

    async def known(self, actor: Actor) -> Known:
        """Return how much is held about the member."""
        async with self._database.read() as connection:
            held = await gather(connection, actor.user_id)
            named = await forgetting.named_in(connection, actor.user_id)
        return Known(len(held.get("passages", ())), len(named), bool(held))

    async def consented(self, actor: Actor) -> bool:
        """Tell whether the member agrees that models learn from their words."""
        async with self._database.read() as connection:
            return await preferences.may_train(connection, actor.user_id)

    async def consent(self, actor: Actor, *, agreed: bool) -> None:
        """Note whether the member agrees that models learn from their words."""
        async with self._database.write() as connection:
            await preferences.set_training(connection, actor.user_id, agreed=agreed)

    async def forget(self, actor: Actor, *, redact: bool) -> dict[int, int]:
        """Take the member out of everything, in one transaction; ``redact`` takes out their words, too.

        They leave every story, and a turn of theirs passes. A ban stays until it is over. What is left of it
        in the files goes with :meth:`scrub`. Return the stories that named them, each with its server: their
        threads have to be brought up to date.
        """
        now = self._clock.now()
        async with self._database.write() as connection:
            await leave_all(connection, actor.user_id, now)
            touched = await forgetting.forget(connection, actor.user_id, redact=redact)
            for story_id in touched:
                await stories.touch(connection, story_id)
            await bans.drop_over(connection, actor.user_id, now)
            await members.see_guild(connection, actor.guild_id, now)
            await audit.note(connection, actor.guild_id, actor.user_id, audit.FORGET, now, redact=redact)
            await audit.forget(connection, actor.user_id)
        return touched

    async def scrub(self) -> None:
        """Overwrite what is left of forgotten words and ids in the files. It can take a while."""
        await scrubbing.scrub(self._database)


def _written(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()
