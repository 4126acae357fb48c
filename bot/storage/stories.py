"""Stories, their writers and turns: loaded as one value, saved as the difference between two."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import Story, StoryState, Terms, Turn, TurnOutcome, Writer, WriterState
from bot.storage.schema import stories, turns, writers


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story with where it lives. ``number`` is what members type, ``id`` what buttons carry.

    Passages up to position ``shown`` are in the thread, whole. ``version`` grows with every change;
    ``board_version`` is the one that the board shows.
    """

    id: int
    guild_id: int
    number: int
    channel_id: int
    thread_id: int | None
    board_id: int | None
    version: int
    board_version: int
    shown: int
    created_at: datetime
    story: Story


async def add(
    connection: AsyncConnection,
    story: Story,
    *,
    guild_id: int,
    channel_id: int,
    prompt_id: int | None,
    now: datetime,
) -> StoryRecord:
    """Store a story that has just begun, with its opening's turn; return it with its new number."""
    highest = await connection.scalar(
        select(func.max(stories.c.number)).where(stories.c.guild_id == guild_id)
    )
    number = (highest or 0) + 1
    statement = insert(stories).values(
        guild_id=guild_id,
        number=number,
        channel_id=channel_id,
        prompt_id=prompt_id,
        created_at=now,
        words_min=story.terms.words_min,
        words_max=story.terms.words_max,
        passages_max=story.terms.passages_max,
        **_columns(story, now),
    )
    story_id = (await connection.scalars(statement.returning(stories.c.id))).one()
    opening = {"number": 1, "member_id": story.host_id, "started_at": now, "ended_at": now}
    await connection.execute(insert(turns).values(story_id=story_id, outcome=TurnOutcome.WRITTEN, **opening))
    await _save_writers(connection, story_id, (), story.writers, now)
    if story.turn is not None:
        await _open_turn(connection, story_id, story.turn)
    return StoryRecord(story_id, guild_id, number, channel_id, None, None, 1, 0, 0, now, story)


async def save(
    connection: AsyncConnection, record: StoryRecord, story: Story, *, outcome: TurnOutcome, now: datetime
) -> None:
    """Store what became of ``record.story``; ``outcome`` says how its turn ended, if it did."""
    old = record.story
    if story.turn != old.turn and old.turn is not None:
        await connection.execute(
            update(turns)
            .where(turns.c.story_id == record.id, turns.c.number == old.turn.number)
            .values(ended_at=now, outcome=outcome)
        )
    await connection.execute(
        update(stories)
        .where(stories.c.id == record.id)
        .values(version=stories.c.version + 1, **_columns(story, now))
    )
    await _save_writers(connection, record.id, old.writers, story.writers, now)
    if story.turn is not None and story.turn != old.turn:
        await _open_turn(connection, record.id, story.turn)


async def by_id(connection: AsyncConnection, story_id: int, guild_id: int) -> StoryRecord | None:
    """Return the story, if it is this server's."""
    return await _one(connection, stories.c.id == story_id, stories.c.guild_id == guild_id)


async def by_number(connection: AsyncConnection, number: int, guild_id: int) -> StoryRecord | None:
    """Return the server's story of that number."""
    return await _one(connection, stories.c.number == number, stories.c.guild_id == guild_id)


async def by_thread(connection: AsyncConnection, thread_id: int, guild_id: int) -> StoryRecord | None:
    """Return the story that lives in that thread."""
    return await _one(connection, stories.c.thread_id == thread_id, stories.c.guild_id == guild_id)


def _columns(story: Story, now: datetime) -> dict[str, object]:
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
    }


async def _save_writers(
    connection: AsyncConnection,
    story_id: int,
    old: tuple[Writer, ...],
    new: tuple[Writer, ...],
    now: datetime,
) -> None:
    for writer in set(new) - set(old):
        row = {"story_id": story_id, "member_id": writer.member_id, "place": writer.place}
        statement = upsert(writers).values(**row, state=writer.state, joined_at=now)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["story_id", "member_id"], set_={"state": statement.excluded.state}
            )
        )


async def _open_turn(connection: AsyncConnection, story_id: int, turn: Turn) -> None:
    await connection.execute(
        insert(turns).values(
            story_id=story_id, number=turn.number, member_id=turn.member_id, started_at=turn.started_at
        )
    )


async def _one(connection: AsyncConnection, *conditions: object) -> StoryRecord | None:
    row = (await connection.execute(select(stories).where(*conditions))).one_or_none()  # type: ignore[arg-type]
    return None if row is None else await with_writers(connection, row)


async def with_writers(connection: AsyncConnection, row: Row[tuple[object, ...]]) -> StoryRecord:
    """Return the story of a row of ``stories``, with its writers and its open turn."""
    crew = await connection.execute(
        select(writers.c.member_id, writers.c.place, writers.c.state)
        .where(writers.c.story_id == row.id)
        .order_by(writers.c.place)
    )
    opened = (
        await connection.execute(
            select(turns.c.number, turns.c.member_id, turns.c.started_at).where(
                turns.c.story_id == row.id, turns.c.outcome.is_(None)
            )
        )
    ).one_or_none()
    story = Story(
        title=row.title,
        host_id=row.host_id,
        state=StoryState(row.state),
        terms=Terms(row.words_min, row.words_max, row.passages_max),
        writers=tuple(Writer(member, place, WriterState(state)) for member, place, state in crew.all()),
        turn=None if opened is None else Turn(*opened),
        turns=row.turns,
        passages=row.passages,
        words=row.words,
        last_writer_id=row.last_writer_id,
    )
    return StoryRecord(
        id=row.id,
        guild_id=row.guild_id,
        number=row.number,
        channel_id=row.channel_id,
        thread_id=row.thread_id,
        board_id=row.board_id,
        version=row.version,
        board_version=row.board_version,
        shown=row.shown,
        created_at=row.created_at,
        story=story,
    )
