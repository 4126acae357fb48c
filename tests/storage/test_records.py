"""A story comes back as it was stored, alone and in a list."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest_asyncio
from sqlalchemy import insert

from bot.domain import hosting, people
from bot.domain.quiet import Quiet
from bot.domain.story import Story, Terms, TurnOutcome, WriterState
from bot.storage import preferences, shelf, stories
from bot.storage.database import Database
from bot.storage.preferences import Preferences
from bot.storage.schema import guilds

NOW = datetime(2026, 1, 1, 12, 30, 15, 250_000, tzinfo=UTC)
GUILD, CHANNEL = 1, 5
BASHO, CHIYO, ISSA, SORA = 2**62 + 11, 12, 13, 14  # ids of Discord's size come back whole
QUIET = Quiet(ZoneInfo("Asia/Tokyo"), time(23, 30), time(7))


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / "quire.sqlite3")
    await database.open()
    async with database.write() as connection:
        await connection.execute(insert(guilds).values(id=GUILD, created_at=NOW))
    yield database
    await database.close()


def told() -> Story:
    story = hosting.start("The Tide", BASHO, Terms(), 4, NOW)
    for member_id, pen_name in ((CHIYO, 'A "quoted" 🌊 name'), (ISSA, None)):
        story = people.join(story, member_id, NOW, pen_name=pen_name)
    story = people.away(story, ISSA, NOW + timedelta(days=3, microseconds=7), NOW)
    return replace(story, invited=frozenset({SORA, BASHO + 1}), seed=7, round=(CHIYO, BASHO))


async def stored(database: Database, story: Story) -> int:
    async with database.write() as connection:
        story_id = await stories.add(
            connection, story, guild_id=GUILD, channel_id=CHANNEL, prompt_id=None, now=NOW
        )
        await preferences.save(connection, CHIYO, Preferences("Asia/Tokyo", QUIET))
    return story_id


async def test_a_story_is_loaded_as_it_was_stored(database: Database) -> None:
    story = told()
    story_id = await stored(database, story)
    async with database.read() as connection:
        record = await stories.by_id(connection, story_id, GUILD)
        assert await stories.by_id(connection, story_id, GUILD + 1) is None
    assert record is not None
    assert record.story == story
    assert [writer.quiet for writer in record.story.writers] == [None, QUIET, None]
    assert (record.number, record.channel_id, record.created_at, record.pings) == (1, CHANNEL, NOW, 0)


async def test_a_story_without_an_open_turn_has_none(database: Database) -> None:
    story_id = await stored(database, told())
    async with database.write() as connection:
        record = await stories.by_id(connection, story_id, GUILD)
        assert record is not None
        ended = replace(record.story, turn=None, invited=frozenset())
        await stories.save(connection, record, ended, outcome=TurnOutcome.PASSED, now=NOW)
    async with database.read() as connection:
        again = await stories.by_id(connection, story_id, GUILD)
    assert again is not None
    assert again.story == ended


async def test_a_list_keeps_each_story_its_own_crew(database: Database) -> None:
    first, second = told(), hosting.start("Alone", SORA, Terms(), 4, NOW)
    for story in (first, second):
        await stored(database, story)
    async with database.read() as connection:
        condition = shelf.within(GUILD, [CHANNEL], SORA, [])
        found = await shelf.listed(connection, condition, limit=10)
        assert [record.story for record in found] == [second, first]
        assert [record.story for record in await shelf.every(connection, GUILD)] == [second, first]
    assert found[1].story.writers[2].state is WriterState.AWAY
