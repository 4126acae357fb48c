"""Looking at stories: find, list, read, and what the thread still lacks."""

import asyncio
from dataclasses import dataclass

from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import StoryState
from bot.export import markdown
from bot.export.manuscript import Manuscript
from bot.services.actor import Actor
from bot.storage import members, passages, stories
from bot.storage.database import Database
from bot.storage.stories import StoryRecord


@dataclass(frozen=True, slots=True)
class WholeStory:
    """A story with its passages, and the names its writers were last seen by."""

    record: StoryRecord
    passages: list[Passage]
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What a story's thread lacks: passages, each with how many of its parts are there already."""

    record: StoryRecord
    missing: list[tuple[Passage, int]]
    names: dict[int, str]


class ReadingService:
    """Queries for members, for the thread, and for the demo's front page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, guild_id: int, number: int | None, channel_id: int | None) -> StoryRecord:
        """Return the story of that number, or, without one, the story whose thread the channel is.

        Raises:
            Refusal: there is none, or none was named outside a story's thread.
        """
        async with self._database.read() as connection:
            if number is not None:
                record = await stories.by_number(connection, number, guild_id)
                if record is None:
                    raise Refusal(Reason.NO_STORY)
                return record
            if channel_id is not None:
                record = await stories.by_thread(connection, channel_id, guild_id)
                if record is not None:
                    return record
        raise Refusal(Reason.WHICH_STORY)

    async def get(self, guild_id: int, story_id: int) -> StoryRecord:
        """Return the story.

        Raises:
            Refusal: the server has none of that id.
        """
        async with self._database.read() as connection:
            return await stories.required(connection, story_id, guild_id)

    async def whole(self, actor: Actor, story_id: int) -> WholeStory:
        """Return the story with every passage that the member may read.

        Raises:
            Refusal: the server has no such story.
        """
        async with self._database.read() as connection:
            record = await stories.required(connection, story_id, actor.guild_id)
            found = await passages.of_story(connection, story_id)
            people = {writer.member_id for writer in record.story.writers} | {record.story.host_id}
            return WholeStory(record, found, await members.names(connection, actor.guild_id, people))

    async def export(self, actor: Actor, story_id: int) -> tuple[str, bytes]:
        """Return a file's name and contents: the story as Markdown, made off the event loop.

        Raises:
            Refusal: the server has no such story.
        """
        whole = await self.whole(actor, story_id)
        story = whole.record.story
        manuscript = Manuscript(
            title=story.title,
            number=whole.record.number,
            started_at=whole.record.created_at,
            finished=story.state is StoryState.FINISHED,
            passages=tuple(whole.passages),
            names=whole.names,
        )
        text = await asyncio.to_thread(markdown.render, manuscript)
        return f"story-{whole.record.number}.md", text.encode()

    async def page(self, guild_id: int, page: int, size: int) -> tuple[list[StoryRecord], int]:
        """Return the stories of a page (from 0), newest first, and how many stories there are in all."""
        async with self._database.read() as connection:
            total = await stories.count(connection, guild_id)
            return await stories.listed(connection, guild_id, limit=size, offset=page * size), total

    async def matching(self, guild_id: int, text: str, limit: int = 25) -> list[tuple[int, str, StoryState]]:
        """Return number, title and state of the stories that ``text`` may mean, newest first."""
        async with self._database.read() as connection:
            return await stories.matching(connection, guild_id, text, limit)

    async def overview(self, guild_id: int) -> list[StoryRecord]:
        """Return every story of the server, newest first."""
        async with self._database.read() as connection:
            total = await stories.count(connection, guild_id)
            return await stories.listed(connection, guild_id, limit=total)

    async def thread_view(self, guild_id: int, story_id: int) -> ThreadView:
        """Return what the story's thread lacks.

        Raises:
            Refusal: the server has no such story.
        """
        async with self._database.read() as connection:
            record = await stories.required(connection, story_id, guild_id)
            parts = await passages.parts_shown(connection, story_id, after=record.shown)
            missing = await passages.of_story(connection, story_id, after=record.shown)
            people = {passage.member_id for passage in missing}
            names = await members.names(connection, guild_id, people)
        return ThreadView(record, [(passage, parts.get(passage.position, 0)) for passage in missing], names)
