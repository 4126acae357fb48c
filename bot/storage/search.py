"""Full-text search over passages. The index (SQLite FTS5) holds no text of its own, only where words are.

A passage's row carries a word for its server, so that one server's search never walks another's words.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Integer, and_, column, literal_column, or_, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.story import Sight, StoryState
from bot.domain.text import searchable
from bot.storage.schema import passages, stories
from bot.storage.shelf import Visible

_fts = table("passages_fts", column("rowid", Integer))
_WORDS = re.compile(r"[^\W_]+")
_MERGED = 2  # changes; fewer say that there was nothing to merge
_BEGUN = 4  # letters; fewer begin too many words

# Each step seeks the next word in the index; DISTINCT, or a plain >, would walk through all their places.
_CONTINUED = text(
    """
    WITH RECURSIVE word(term) AS (
        SELECT (SELECT term FROM passages_fts_words WHERE term >= :first LIMIT 1)
        UNION ALL
        SELECT (SELECT term FROM passages_fts_words WHERE term >= word.term || char(1) LIMIT 1)
        FROM word WHERE word.term < :end
    )
    SELECT term FROM word WHERE term < :end LIMIT 50
    """
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. ``story_number`` is what members type, ``form`` that of a poem."""

    story_id: int
    story_number: int
    title: str
    position: int
    text: str
    form: str | None = None


async def add(connection: AsyncConnection, guild_id: int, passage_id: int, said: str) -> None:
    """Take a passage into the index."""
    await connection.execute(
        text("INSERT INTO passages_fts (rowid, guild, text) VALUES (:id, :guild, :text)"),
        {"id": passage_id, "guild": guild_word(guild_id), "text": searchable(said)},
    )


async def remove(connection: AsyncConnection, guild_id: int, passage_id: int, said: str) -> None:
    """Take a passage out of the index; ``said`` must be what was put in."""
    await connection.execute(
        text(
            "INSERT INTO passages_fts (passages_fts, rowid, guild, text)"
            " VALUES ('delete', :id, :guild, :text)"
        ),
        {"id": passage_id, "guild": guild_word(guild_id), "text": searchable(said)},
    )


async def merge(connection: AsyncConnection, pages: int) -> bool:
    """Merge up to ``pages`` pages of the index into one part, and tell whether that was not yet all.

    What was taken out of the index is only marked so until its parts are merged. A negative number begins a
    merge of all parts, positive ones go on with it (SQLite, FTS5, "The 'merge' Command").
    """
    before = await connection.scalar(text("SELECT total_changes()"))
    await connection.execute(
        text("INSERT INTO passages_fts (passages_fts, rank) VALUES ('merge', :pages)"), {"pages": pages}
    )
    after = await connection.scalar(text("SELECT total_changes()"))
    return int(after or 0) - int(before or 0) >= _MERGED


async def find(
    connection: AsyncConnection, condition: Visible, guild_id: int, query: str, *, limit: int, offset: int = 0
) -> list[Hit]:
    """Return the passages that hold all the words of ``query``, newest first; the last word may go on.

    What a story hides until its finish is not found before it. A query without a word finds nothing.
    """
    phrases = words_of(query)
    if not phrases:
        return []
    *whole, last = phrases
    endings = await _continued(connection, last[-1])
    terms = [_phrase(words) for words in whole]
    terms.append(" OR ".join(_phrase([*last[:-1], ending]) for ending in endings))
    match = f"guild : {guild_word(guild_id)} AND text : (({') AND ('.join(terms)}))"
    shown = or_(stories.c.sight == Sight.ALL, stories.c.state == StoryState.FINISHED)
    found = await connection.execute(
        select(
            stories.c.id,
            stories.c.number,
            stories.c.title,
            passages.c.position,
            passages.c.text,
            stories.c.form,
        )
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


def words_of(query: str) -> list[list[str]]:
    """Return the query's words, each as the letters and digits that must stand side by side."""
    return [tokens for word in query.split() if (tokens := _WORDS.findall(searchable(word)))]


async def _continued(connection: AsyncConnection, word: str) -> list[str]:
    """Return the word, and words that were written and begin with it.

    FTS5's own prefix search reads every place of every such word before it gives the first, so it slows with
    the library; a few words by name do not.
    """
    if len(word) < _BEGUN:
        return [word]
    bare = "".join(one for one in unicodedata.normalize("NFD", word) if unicodedata.category(one) != "Mn")
    found = await connection.scalars(_CONTINUED, {"first": bare, "end": bare + chr(sys.maxunicode)})
    return list(dict.fromkeys([word, *found.all()]))


def _phrase(words: list[str]) -> str:
    return '"{}"'.format(" ".join(words))


def guild_word(guild_id: int) -> str:
    """Return the word that every passage of that server is indexed under."""
    return f"g{guild_id}"
