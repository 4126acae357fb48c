"""Helpers of the tests about the server's own words and the review queue."""

from typing import Any

import simcord

from tests.world import World


async def told(world: World, member: simcord.MemberActor, command: str, **options: Any) -> str:
    """Return what a member reads who types a command that is answered in a moment."""
    result = await member.slash(world.room, command, **options)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    return world.text(result.response)


async def teach(world: World, member: simcord.MemberActor, word: str, syllables: str) -> str:
    """Propose a word, and return the answer."""
    return await told(world, member, "poem teach", word=word, syllables=syllables)


async def entries(world: World) -> list[tuple[str, str, str]]:
    """Return every proposed word with its counts and its state, as they are stored."""
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT word, counts, state FROM taught_words ORDER BY id")
        return [tuple(row) for row in found.all()]


async def approve_all(world: World) -> None:
    """Let the moderator approve everything that waits."""
    result = await world.mod.slash(world.room, "review queue")
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    while "Approve" in world.text(result.response).splitlines():
        await world.mod.click(result.response, label="Approve")
