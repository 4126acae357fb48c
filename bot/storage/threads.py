"""What a story's thread holds: which messages show which version of a passage, and what its board shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.passages import Passage
from bot.domain.story import Rating, StoryState
from bot.storage.passages import passage_of
from bot.storage.schema import passage_messages, passages, stories


@dataclass(frozen=True, slots=True)
class Lacking:
    """A passage that the thread does not show as it is now. ``messages`` show parts of it, in order;
    ``fresh`` if they show this very version, and only the rest is missing.

    ``whole`` are all the passages of a poem, which is shown by the messages of its first one.
    """

    passage: Passage
    messages: list[int]
    fresh: bool
    whole: tuple[Passage, ...] = ()


async def set_thread(connection: AsyncConnection, story_id: int, thread_id: int | None) -> None:
    """Note the thread in which the story lives from now on; nothing is in it yet."""
    own = select(passages.c.id).where(passages.c.story_id == story_id)
    await connection.execute(delete(passage_messages).where(passage_messages.c.passage_id.in_(own)))
    await connection.execute(
        update(passages)
        .where(passages.c.story_id == story_id, passages.c.shown_version > 0)
        .values(shown_version=0)
    )
    await connection.execute(
        update(stories)
        .where(stories.c.id == story_id)
        .values(thread_id=thread_id, board_id=None, board_version=0, board_turn=0)
    )


async def set_channel(connection: AsyncConnection, story_id: int, channel_id: int) -> None:
    """Note the channel in which the story's next thread is to be opened."""
    await connection.execute(update(stories).where(stories.c.id == story_id).values(channel_id=channel_id))


async def set_shown(connection: AsyncConnection, passage_id: int, version: int) -> None:
    """Note that this version of the passage is in the thread, whole."""
    await connection.execute(
        update(passages).where(passages.c.id == passage_id).values(shown_version=version)
    )


async def set_board(
    connection: AsyncConnection, story_id: int, message_id: int | None, version: int, turn: int
) -> None:
    """Note the board's message, which version of the story it shows, and for which turn it was posted; None
    for a board that is gone."""
    await connection.execute(
        update(stories)
        .where(stories.c.id == story_id)
        .values(
            board_id=message_id,
            board_version=version if message_id is not None else 0,
            board_turn=turn if message_id is not None else 0,
        )
    )


async def behind(connection: AsyncConnection, guild_id: int) -> list[int]:
    """Return the ids of the stories whose thread is missing, or does not show the newest state. A finished
    poem that was kept whole needs none."""
    needs_none = stories.c.kept & stories.c.thread_id.is_(None) & (stories.c.state == StoryState.FINISHED)
    found = await connection.scalars(
        select(stories.c.id).where(
            stories.c.guild_id == guild_id, stories.c.board_version < stories.c.version, ~needs_none
        )
    )
    return list(found.all())


async def touch_rated(connection: AsyncConnection, guild_id: int, channel_id: int | None) -> list[int]:
    """Let the boards of unfinished stories that are not for everyone be renewed; return their ids."""
    wanted = [stories.c.guild_id == guild_id, stories.c.state != StoryState.FINISHED]
    wanted.append(stories.c.rating != Rating.EVERYONE)
    if channel_id is not None:
        wanted.append(stories.c.channel_id == channel_id)
    statement = update(stories).where(*wanted).values(version=stories.c.version + 1)
    return list((await connection.scalars(statement.returning(stories.c.id))).all())


async def lacking(connection: AsyncConnection, story_id: int) -> list[Lacking]:
    """Return the passages that the thread lacks, or shows in an older version, in order."""
    found = await connection.execute(
        select(passages)
        .where(
            passages.c.story_id == story_id,
            passages.c.position.is_not(None),
            passages.c.shown_version < passages.c.version,
        )
        .order_by(passages.c.position)
    )
    rows = found.all()
    messages = await _messages(connection, [row.id for row in rows])
    return [Lacking(passage_of(row), messages.get(row.id, []), row.shown_version == 0) for row in rows]


async def lacking_poem(connection: AsyncConnection, story_id: int, found: Sequence[Passage]) -> list[Lacking]:
    """Return a finished poem of these passages, if the thread does not show it whole and as it is now."""
    behind = await lacking(connection, story_id)
    if not behind:
        return []
    messages = await _messages(connection, [found[0].id])
    fresh = behind[0].passage.id == found[0].id and behind[0].fresh
    return [Lacking(found[0], messages.get(found[0].id, []), fresh, tuple(found))]


async def shown_at_all(connection: AsyncConnection, story_id: int) -> dict[int, list[int]]:
    """Return every passage of the story that has messages in its thread, with those."""
    found = await connection.scalars(select(passages.c.id).where(passages.c.story_id == story_id))
    return await _messages(connection, list(found.all()))


async def withdrawn(connection: AsyncConnection, story_id: int) -> dict[int, list[int]]:
    """Return the passages that were taken back and are still shown, by id, with their messages."""
    found = await connection.scalars(
        select(passages.c.id).where(passages.c.story_id == story_id, passages.c.position.is_(None))
    )
    return await _messages(connection, list(found.all()))


async def add_message(connection: AsyncConnection, passage_id: int, part: int, message_id: int) -> None:
    """Note the message that shows one part of a passage."""
    await connection.execute(
        insert(passage_messages).values(passage_id=passage_id, part=part, message_id=message_id)
    )


async def forget_messages(connection: AsyncConnection, passage_id: int, *, after: int = 0) -> None:
    """Note that the messages of a passage's parts beyond ``after`` are gone."""
    await connection.execute(
        delete(passage_messages).where(
            passage_messages.c.passage_id == passage_id, passage_messages.c.part > after
        )
    )
    if after == 0:
        await set_shown(connection, passage_id, 0)


async def last_message(connection: AsyncConnection, story_id: int) -> int | None:
    """Return the newest message that was noted to show a part of the story."""
    found: int | None = await connection.scalar(
        select(func.max(passage_messages.c.message_id))
        .join(passages, passages.c.id == passage_messages.c.passage_id)
        .where(passages.c.story_id == story_id)
    )
    return found


async def homes(connection: AsyncConnection, guild_id: int) -> set[int]:
    """Return the threads in which the server's stories live."""
    found = await connection.scalars(
        select(stories.c.thread_id).where(stories.c.guild_id == guild_id, stories.c.thread_id.is_not(None))
    )
    return set(found.all())


async def _messages(connection: AsyncConnection, passage_ids: list[int]) -> dict[int, list[int]]:
    found = await connection.execute(
        select(passage_messages.c.passage_id, passage_messages.c.message_id)
        .where(passage_messages.c.passage_id.in_(passage_ids))
        .order_by(passage_messages.c.passage_id, passage_messages.c.part)
    )
    messages: dict[int, list[int]] = {}
    for passage_id, message_id in found.all():
        messages.setdefault(passage_id, []).append(message_id)
    return messages
