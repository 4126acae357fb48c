"""What a member may ask about themself."""

import asyncio
import json
from collections.abc import Mapping

from bot.clock import Clock
from bot.services.actor import Actor
from bot.storage.database import Database
from bot.storage.held_about import gather

FORMAT = "quire-privacy/1"


class PrivacyService:
    """Each method is about the asker alone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def export(self, actor: Actor) -> bytes:
        """Return what is held about the member on this server, and what is bound to no server, as JSON: an
        object with ``format``, ``server``, ``member``, ``made_at`` and ``held``, by table."""
        async with self._database.read() as connection:
            held = await gather(connection, actor.guild_id, actor.user_id)
        told = {
            "format": FORMAT,
            "server": str(actor.guild_id),
            "member": str(actor.user_id),
            "made_at": self._clock.now().isoformat(),
            "held": held,
        }
        return await asyncio.to_thread(_written, told)


def _written(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()
