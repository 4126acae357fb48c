"""What a story's thread holds: which messages show its passages, and which version its board shows."""

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import passage_messages, stories


async def set_thread(connection: AsyncConnection, story_id: int, thread_id: int | None) -> None:
    """Note the thread in which the story lives from now on; nothing is in it yet."""
    await connection.execute(delete(passage_messages).where(passage_messages.c.story_id == story_id))
    await connection.execute(
        update(stories)
        .where(stories.c.id == story_id)
        .values(thread_id=thread_id, board_id=None, board_version=0, shown=0)
    )


async def set_channel(connection: AsyncConnection, story_id: int, channel_id: int) -> None:
    """Note the channel in which the story's next thread is to be opened."""
    await connection.execute(update(stories).where(stories.c.id == story_id).values(channel_id=channel_id))


async def set_shown(connection: AsyncConnection, story_id: int, position: int) -> None:
    """Note that the passages up to ``position`` are in the thread, whole."""
    await connection.execute(update(stories).where(stories.c.id == story_id).values(shown=position))


async def set_board(connection: AsyncConnection, story_id: int, message_id: int | None, version: int) -> None:
    """Note the board's message and which version of the story it shows; None for a board that is gone."""
    await connection.execute(
        update(stories)
        .where(stories.c.id == story_id)
        .values(board_id=message_id, board_version=version if message_id is not None else 0)
    )


async def lagging(connection: AsyncConnection, guild_id: int) -> list[int]:
    """Return the ids of the stories whose thread is missing, or lacks a passage or the newest board."""
    found = await connection.scalars(
        select(stories.c.id).where(
            stories.c.guild_id == guild_id,
            (stories.c.shown < stories.c.passages) | (stories.c.board_version < stories.c.version),
        )
    )
    return list(found.all())


async def parts_shown(connection: AsyncConnection, story_id: int, *, after: int) -> dict[int, int]:
    """Return how many parts of each passage beyond position ``after`` are in the thread already."""
    found = await connection.execute(
        select(passage_messages.c.position, func.max(passage_messages.c.part).label("parts"))
        .where(passage_messages.c.story_id == story_id, passage_messages.c.position > after)
        .group_by(passage_messages.c.position)
    )
    return {row.position: row.parts for row in found.all()}


async def add_message(
    connection: AsyncConnection, story_id: int, position: int, part: int, message_id: int
) -> None:
    """Note the message that shows one part of a passage."""
    await connection.execute(
        insert(passage_messages).values(
            story_id=story_id, position=position, part=part, message_id=message_id
        )
    )


async def last_message(connection: AsyncConnection, story_id: int) -> int | None:
    """Return the newest message that was noted to show a part of the story."""
    found: int | None = await connection.scalar(
        select(func.max(passage_messages.c.message_id)).where(passage_messages.c.story_id == story_id)
    )
    return found


async def homes(connection: AsyncConnection, guild_id: int) -> set[int]:
    """Return the threads in which the server's stories live."""
    found = await connection.scalars(
        select(stories.c.thread_id).where(stories.c.guild_id == guild_id, stories.c.thread_id.is_not(None))
    )
    return set(found.all())
