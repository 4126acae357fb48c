"""Stories, their writers and turns: loaded as one value, saved as the difference between two."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import Stop, Story, StoryState, TurnOutcome
from bot.storage import held, records, timers, turns, writers
from bot.storage.records import StoryRecord
from bot.storage.schema import stories

# Asked by every press: built once, since building it takes as long as asking.
_BY_ID = records.SELECT.where(stories.c.id == bindparam("story"), stories.c.guild_id == bindparam("guild"))


async def add(
    connection: AsyncConnection,
    story: Story,
    *,
    guild_id: int,
    channel_id: int,
    prompt_id: int | None,
    now: datetime,
    kept: bool = False,
) -> int:
    """Store a story that has just begun, with the turns in which what it holds was written; return its id.

    ``kept`` is for a poem that is stored whole: no thread lacks it.
    """
    highest = await connection.scalar(
        select(func.max(stories.c.number)).where(stories.c.guild_id == guild_id)
    )
    statement = insert(stories).values(
        guild_id=guild_id,
        number=(highest or 0) + 1,
        channel_id=channel_id,
        prompt_id=prompt_id,
        created_at=now,
        kept=kept,
        **columns(story, now),
    )
    story_id: int = (await connection.scalars(statement.returning(stories.c.id))).one()
    await turns.add_written(connection, story_id, range(1, story.passages + 1), story.host_id, now)
    await writers.save(connection, story_id, None, story, now)
    await turns.save(connection, story_id, None, story.turn, TurnOutcome.WRITTEN, now)
    await timers.save(connection, story_id, None, story)
    return story_id


async def save(
    connection: AsyncConnection, record: StoryRecord, story: Story, *, outcome: TurnOutcome, now: datetime
) -> None:
    """Store what became of ``record.story``; ``outcome`` says how its turn ended, if it did.

    What waits for a moderator and cannot any more, since the story went on or its writer is out, is closed.
    """
    await turns.save(connection, record.id, record.story.turn, story.turn, outcome, now)
    values = columns(story, now)
    if story.state is StoryState.FINISHED and record.story.state is StoryState.FINISHED:
        del values["finished_at"]
    await connection.execute(
        update(stories).where(stories.c.id == record.id).values(version=stories.c.version + 1, **values)
    )
    await writers.save(connection, record.id, record.story, story, now)
    await timers.save(connection, record.id, record.story, story)
    await held.close(connection, record.id, story, outcome, now)


async def touch(connection: AsyncConnection, story_id: int) -> None:
    """Note that something of the story changed that its thread has to show."""
    await connection.execute(
        update(stories).where(stories.c.id == story_id).values(version=stories.c.version + 1)
    )


async def by_id(connection: AsyncConnection, story_id: int, guild_id: int) -> StoryRecord | None:
    """Return the story, if it is this server's."""
    return await _found(connection, _BY_ID, story=story_id, guild=guild_id)


async def anywhere(connection: AsyncConnection, story_id: int) -> StoryRecord | None:
    """Return the story, whichever server's it is; for the bot itself."""
    return await _one(connection, stories.c.id == story_id)


async def by_number(connection: AsyncConnection, number: int, guild_id: int) -> StoryRecord | None:
    """Return the server's story of that number."""
    return await _one(connection, stories.c.number == number, stories.c.guild_id == guild_id)


async def by_thread(connection: AsyncConnection, thread_id: int, guild_id: int) -> StoryRecord | None:
    """Return the story that lives in that thread."""
    return await _one(connection, stories.c.thread_id == thread_id, stories.c.guild_id == guild_id)


async def of_guild(connection: AsyncConnection, guild_id: int, *, stopped: Stop, so: bool) -> list[int]:
    """Return the ids of the server's unfinished stories that are stopped for that reason, or (``so`` false)
    that are not."""
    is_so = cast(stories.c.stops, Text).contains(f'"{stopped.value}"')
    found = await connection.scalars(
        select(stories.c.id).where(
            stories.c.guild_id == guild_id,
            stories.c.state != StoryState.FINISHED,
            is_so if so else ~is_so,
        )
    )
    return list(found.all())


async def count_open(
    connection: AsyncConnection, guild_id: int, *, host_id: int | None = None, channel_id: int | None = None
) -> int:
    """Count the server's unfinished stories and poems: of a host, or of a channel."""
    wanted = [stories.c.guild_id == guild_id, stories.c.state != StoryState.FINISHED]
    if host_id is not None:
        wanted.append(stories.c.host_id == host_id)
    if channel_id is not None:
        wanted.append(stories.c.channel_id == channel_id)
    return await connection.scalar(select(func.count()).select_from(stories).where(*wanted)) or 0


def columns(story: Story, now: datetime) -> dict[str, object]:
    """Return the columns of ``stories`` that the story's own state fills."""
    terms = story.terms
    return {
        "title": story.title,
        "title_folded": story.title.casefold(),
        "host_id": story.host_id,
        "state": story.state,
        "turns": story.turns,
        "passages": story.passages,
        "words": story.words,
        "last_writer_id": story.last_writer_id,
        "finished_at": now if story.state is StoryState.FINISHED else None,
        "words_min": terms.words_min,
        "words_max": terms.words_max,
        "passages_max": terms.passages_max,
        "turn_order": terms.order,
        "sight": terms.sight,
        "turn_hours": terms.turn_hours,
        "muse": terms.muse,
        "rating": terms.rating,
        "lines": terms.lines,
        "veils": terms.veils,
        "reveal_names": terms.reveal_names,
        "invite_only": terms.invite_only,
        "writers_max": terms.writers_max,
        "stops": sorted(story.stops),
        "seed": story.seed,
        "round": list(story.round),
        "form": story.poem.form if story.poem else None,
        "form_stanzas": story.poem.stanzas if story.poem else 1,
        "form_word": story.poem.word if story.poem else "",
    }


async def _one(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> StoryRecord | None:
    return await _found(connection, records.SELECT.where(*conditions))


async def _found(connection: AsyncConnection, statement: Select[Any], **values: int) -> StoryRecord | None:
    row = (await connection.execute(statement, values)).one_or_none()
    return None if row is None else records.of_row(row)
