"""The words of a person who is forgotten: taken out where they wish it, else left without a name."""

from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import MUSE_ID
from bot.storage import search
from bot.storage.passages import BEHIND
from bot.storage.reports import ReportState
from bot.storage.schema import (
    characters,
    charter_changes,
    metadata,
    passage_versions,
    passages,
    prompts,
    reports,
    stories,
    taught_words,
    writers,
)

UNTITLED = "…"
_LETTER = "x"  # stands for each letter of a word that an acrostic spelled


async def show_without_name(connection: AsyncConnection, user_id: int) -> None:
    """Let threads show a person's passages anew, since their name stands above them."""
    shown = passages.c.member_id == user_id, passages.c.shown_version > 0
    await connection.execute(update(passages).where(*shown).values(shown_version=-1))


async def take_out_passages(connection: AsyncConnection, user_id: int) -> None:
    """Redact every passage of a person, so that its words are nowhere: not in the index either."""
    query = (
        select(passages, stories.c.guild_id)
        .join(stories, stories.c.id == passages.c.story_id)
        .where(passages.c.member_id == user_id)
    )
    rows = (await connection.execute(query)).all()
    for row in rows:
        if row.position is not None:  # what was taken back is in no index
            await search.remove(connection, row.guild_id, row.id, "" if row.hidden else row.text)
            await search.add(connection, row.guild_id, row.id, "")
    mine = passages.c.member_id == user_id
    await connection.execute(
        update(passages)
        .where(mine)
        .values(
            text="",
            redacted=True,
            hidden=False,
            version=passages.c.version + 1,
            shown_version=BEHIND,
        )
    )
    gone = reports.c.passage_id.in_(select(passages.c.id).where(mine)), reports.c.state == ReportState.WAITING
    await connection.execute(update(reports).where(*gone).values(state=ReportState.REDACTED))


async def drop_versions(connection: AsyncConnection, user_id: int) -> None:
    """Delete what a person's passages said before."""
    mine = select(passages.c.id).where(passages.c.member_id == user_id)
    await connection.execute(delete(passage_versions).where(passage_versions.c.passage_id.in_(mine)))


async def take_out_titles(connection: AsyncConnection, user_id: int) -> None:
    """Take out the titles of the stories that a person hosts; of those that they wrote alone, also what was
    agreed: others wrote their words within it, and it would be loosened behind their backs."""
    mine = stories.c.host_id == user_id
    await connection.execute(update(stories).where(mine).values(title=UNTITLED, title_folded=UNTITLED))
    others = exists(
        select(writers.c.member_id).where(
            writers.c.story_id == stories.c.id, writers.c.member_id.not_in((user_id, MUSE_ID))
        )
    )
    spelled = func.replace(func.hex(func.zeroblob(func.length(stories.c.form_word))), "00", _LETTER)
    await connection.execute(
        update(stories).where(mine, ~others).values(lines="", veils="", form_word=spelled)
    )


async def drop_characters(connection: AsyncConnection, user_id: int) -> None:
    """Delete the names of those for whom a person speaks."""
    await connection.execute(delete(characters).where(characters.c.member_id == user_id))


async def take_out_charters(connection: AsyncConnection, user_id: int) -> None:
    """Take out what a person asked to agree on; what waits for an answer is asked no more."""
    mine = charter_changes.c.asked_by == user_id
    waiting = charter_changes.c.state == "open"
    await connection.execute(update(charter_changes).where(mine, waiting).values(state="declined"))
    await connection.execute(update(charter_changes).where(mine).values(lines="", veils=""))


async def drop_taught_words(connection: AsyncConnection, user_id: int) -> None:
    """Delete the words that a person taught."""
    await delete_rows(connection, taught_words, taught_words.c.member_id == user_id)


async def drop_prompts(connection: AsyncConnection, user_id: int) -> None:
    """Delete a person's prompts."""
    await delete_rows(connection, prompts, prompts.c.member_id == user_id)


async def drop_private_prompts(connection: AsyncConnection, user_id: int) -> None:
    """Delete a person's prompts that nobody else sees."""
    await delete_rows(connection, prompts, (prompts.c.member_id == user_id) & ~prompts.c.kept)


async def delete_rows(connection: AsyncConnection, table: Table, condition: ColumnElement[bool]) -> None:
    """Delete rows of a table with one key; what can do without them points to nothing afterwards."""
    key: Any = table.primary_key.columns.values()[0]
    for other in metadata.sorted_tables:
        for column in other.columns:
            if column.nullable and column.references(key):
                gone = select(key).where(condition)
                await connection.execute(update(other).where(column.in_(gone)).values({column.name: null()}))
    await connection.execute(delete(table).where(condition))
