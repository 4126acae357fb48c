"""Filling a database with many stories at once, for measurements: the rows that writing them would leave.

What members write goes another way, through ``stories`` and ``passages``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.due import due
from bot.domain.passages import Passage
from bot.domain.story import Story, TurnOutcome
from bot.domain.text import searchable
from bot.storage import search, turns
from bot.storage.schema import passages, stories, timers, writers
from bot.storage.schema import turns as turns_table
from bot.storage.stories import columns


@dataclass(frozen=True, slots=True)
class Shelved:
    """A story to add: its id is its number, too; its passages are those of its first turns, in order."""

    id: int
    guild_id: int
    channel_id: int
    story: Story
    passages: Sequence[Passage]


async def add(connection: AsyncConnection, shelved: Sequence[Shelved], now: datetime) -> None:
    """Add stories of a server that is known already; everything of theirs is shown in their threads."""
    rows: dict[str, list[dict[str, object]]] = {"stories": [], "turns": [], "writers": [], "timers": []}
    written, indexed = [], []
    for one in shelved:
        rows["stories"].append(
            {
                "id": one.id,
                "number": one.id,
                "guild_id": one.guild_id,
                "channel_id": one.channel_id,
                "thread_id": one.id,
                "board_id": one.id,
                "board_version": 1,
                "created_at": now,
                **columns(one.story, now),
            }
        )
        rows["writers"] += [
            {
                "story_id": one.id,
                "member_id": writer.member_id,
                "place": writer.place,
                "state": writer.state,
                "joined_at": now,
            }
            for writer in one.story.writers
        ]
        rows["turns"] += [
            {
                "story_id": one.id,
                "number": passage.turn,
                "member_id": passage.member_id,
                "started_at": now,
                "ended_at": now,
                "outcome": TurnOutcome.WRITTEN,
            }
            for passage in one.passages
        ]
        for passage in one.passages:
            written.append(
                {
                    "id": passage.id,
                    "story_id": one.id,
                    "turn": passage.turn,
                    "position": passage.position,
                    "member_id": passage.member_id,
                    "text": passage.text,
                    "words": passage.words,
                    "origin": passage.origin,
                    "shown_version": 1,
                    "created_at": now,
                }
            )
            indexed.append(
                {
                    "id": passage.id,
                    "guild": search.guild_word(one.guild_id),
                    "text": searchable(passage.text),
                }
            )
        rows["timers"] += [
            {"story_id": one.id, "kind": timer.kind, "subject": timer.subject, "due_at": timer.at}
            for timer in due(one.story)
        ]
    await connection.execute(insert(stories), rows["stories"])
    await connection.execute(insert(writers), rows["writers"])
    await connection.execute(insert(turns_table), rows["turns"])
    for one in shelved:
        await turns.save(connection, one.id, None, one.story.turn, TurnOutcome.WRITTEN, now)
    await connection.execute(insert(passages), written)
    if rows["timers"]:
        await connection.execute(insert(timers), rows["timers"])
    await connection.execute(
        text("INSERT INTO passages_fts (rowid, guild, text) VALUES (:id, :guild, :text)"), indexed
    )
