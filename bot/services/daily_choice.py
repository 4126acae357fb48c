"""Which prompt a day takes: one that members left and the channel's limits let, else one of Quire's own."""

import asyncio
import random
from collections.abc import Iterable, Set
from datetime import datetime

from bot.generation import bank
from bot.services.screening import Screen
from bot.storage import dailies, prompts
from bot.storage.database import Connection
from bot.storage.prompts import NOBODY

_DRAWS = 100  # from the bank, for one that the server has not had


async def claim(
    connection: Connection, guild_id: int, now: datetime, screen: Screen, chance: random.Random
) -> int | None:
    """Mark the next of a server's prompts that ``screen`` takes as used, and return it; one of Quire's own
    where members left none. None where not even of those one is within the limits."""
    unused = await dailies.unused_prompts(connection, guild_id)
    prompt_id = await asyncio.to_thread(_first, unused, screen)
    if prompt_id is None:
        had = await dailies.own_texts(connection, guild_id)
        text = await asyncio.to_thread(_new, [bank.idea(chance) for _ in range(_DRAWS)], had, screen)
        if text is None:
            return None
        record = await prompts.add(
            connection,
            guild_id=guild_id,
            member_id=NOBODY,
            text=text,
            genre="",
            about="",
            receipt_id=None,
            now=now,
        )
        prompt_id = record.id
    await dailies.set_used(connection, prompt_id, now)
    return prompt_id


def _first(unused: Iterable[tuple[int, str]], screen: Screen) -> int | None:
    return next((prompt_id for prompt_id, text in unused if screen.takes(text)), None)


def _new(drawn: Iterable[str], had: Set[str], screen: Screen) -> str | None:
    """Return one that the server has not had, if there is one; in any case one that may be shown."""
    ordered = sorted(drawn, key=lambda one: one in had)  # stable: as drawn, the new ones first
    return next((one for one in ordered if screen.takes(one)), None)
