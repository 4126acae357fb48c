"""Full-text search over passages. The index (SQLite FTS5) holds no text of its own, only where words are.

A passage's row carries a word for its server, so that one server's search never walks another's words.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Integer, and_, column, literal_column, or_, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import Sight, StoryState
from bot.domain.text import searchable
from bot.storage.schema import passages, stories
from bot.storage.shelf import Visible

_fts = table("passages_fts", column("rowid", Integer))
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. ``story_number`` is what members type."""

    story_id: int
    story_number: int
    title: str
    position: int
    text: str


async def add(connection: AsyncConnection, guild_id: int, passage_id: int, said: str) -> None:
    """Take a passage into the index."""
    await connection.execute(
        text("INSERT INTO passages_fts (rowid, guild, text) VALUES (:id, :guild, :text)"),
        {"id": passage_id, "guild": _word(guild_id), "text": searchable(said)},
    )


async def remove(connection: AsyncConnection, guild_id: int, passage_id: int, said: str) -> None:
    """Take a passage out of the index; ``said`` must be what was put in."""
    await connection.execute(
        text(
            "INSERT INTO passages_fts (passages_fts, rowid, guild, text)"
            " VALUES ('delete', :id, :guild, :text)"
        ),
        {"id": passage_id, "guild": _word(guild_id), "text": searchable(said)},
    )


async def find(
    connection: AsyncConnection, condition: Visible, guild_id: int, query: str, *, limit: int, offset: int = 0
) -> list[Hit]:
    """Return the passages that hold all the words of ``query``, newest first; the last word may go on.

    What a story hides until its finish is not found before it. A query without a word finds nothing.
    """
    match = expression(guild_id, query)
    if match is None:
        return []
    shown = or_(stories.c.sight == Sight.ALL, stories.c.state == StoryState.FINISHED)
    found = await connection.execute(
        select(stories.c.id, stories.c.number, stories.c.title, passages.c.position, passages.c.text)
        .select_from(
            _fts.join(passages, passages.c.id == literal_column("passages_fts.rowid")).join(
                stories, stories.c.id == passages.c.story_id
            )
        )
        .where(and_(text("passages_fts MATCH :match"), condition, shown, passages.c.position.is_not(None)))
        .order_by(literal_column("passages_fts.rowid").desc())
        .limit(limit)
        .offset(offset),
        {"match": match},
    )
    return [Hit(*row) for row in found.all()]


def expression(guild_id: int, query: str) -> str | None:
    """Return the query in FTS5's language, each run of letters a phrase of its own; None without a word."""
    phrases = []
    for word in query.split():
        tokens = _WORDS.findall(searchable(word))
        if tokens:
            phrases.append('"{}"'.format(" ".join(tokens)))
    if not phrases:
        return None
    phrases[-1] += "*"
    return f"guild : {_word(guild_id)} AND text : ({' AND '.join(phrases)})"


def _word(guild_id: int) -> str:
    return f"g{guild_id}"
