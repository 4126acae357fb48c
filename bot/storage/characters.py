"""The characters of a story that its writers named as theirs."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.names import folded_name
from bot.storage.schema import characters


async def of_story(connection: AsyncConnection, story_id: int) -> dict[str, int]:
    """Return whose each character is: names, in order, to member ids."""
    found = await connection.execute(
        select(characters.c.name, characters.c.member_id)
        .where(characters.c.story_id == story_id)
        .order_by(characters.c.name_folded)
    )
    return {row.name: row.member_id for row in found.all()}


async def owner(connection: AsyncConnection, story_id: int, name: str) -> int | None:
    """Return whose the character of that name is, or None."""
    found: int | None = await connection.scalar(
        select(characters.c.member_id).where(
            characters.c.story_id == story_id, characters.c.name_folded == folded_name(name)
        )
    )
    return found


async def give(connection: AsyncConnection, story_id: int, name: str, member_id: int) -> None:
    """Make the character the member's."""
    row = {"name": name, "member_id": member_id}
    statement = upsert(characters).values(story_id=story_id, name_folded=folded_name(name), **row)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["story_id", "name_folded"], set_=row)
    )


async def release(connection: AsyncConnection, story_id: int, name: str) -> None:
    """Make the character nobody's."""
    await connection.execute(
        delete(characters).where(
            characters.c.story_id == story_id, characters.c.name_folded == folded_name(name)
        )
    )
