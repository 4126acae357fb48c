"""A poem among the stories comes back as it was stored; and one that was kept whole lacks no thread."""

from dataclasses import replace

from sqlalchemy import event

from bot.domain import hosting
from bot.domain.story import Poem, Terms
from bot.storage import shelf, stories, threads
from bot.storage.database import Database
from tests.storage.test_records import BASHO, CHANNEL, GUILD, NOW, database, stored

__all__ = ["database"]


async def test_a_poem_is_loaded_as_it_was_stored_by_one_statement(database: Database) -> None:
    poem = replace(hosting.start("Sea", BASHO, Terms(), 4, NOW), poem=Poem("acrostic", 1, "SEA"))
    prose = hosting.start("Prose", BASHO, Terms(), 4, NOW)
    ids = [await stored(database, story) for story in (poem, prose)]
    asked: list[str] = []
    async with database.read() as connection:
        event.listen(connection.sync_connection, "before_cursor_execute", lambda *a: asked.append(a[2]))
        records = [await stories.by_id(connection, story_id, GUILD) for story_id in ids]
    assert [record.story for record in records if record] == [poem, prose]
    assert len([one for one in asked if one.startswith("SELECT")]) == 2, asked


async def test_a_poem_that_was_kept_whole_lacks_no_thread(database: Database) -> None:
    whole = hosting.finish(replace(hosting.start("Sea", BASHO, Terms(), 4, NOW), poem=Poem("haiku")))
    async with database.write() as connection:
        made = [
            await stories.add(
                connection, whole, guild_id=GUILD, channel_id=CHANNEL, prompt_id=None, now=NOW, kept=kept
            )
            for kept in (True, False)
        ]
    async with database.read() as connection:
        assert await threads.behind(connection, GUILD) == made[1:]
        assert [record.kept for record in await shelf.every(connection, GUILD)] == [False, True]
