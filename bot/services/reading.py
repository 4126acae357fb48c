"""Looking at stories: find, list, read, take home. Each member finds what they may see."""

import asyncio
from dataclasses import dataclass

from bot.domain.pages import nearest_page
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import StoryState
from bot.export import markdown
from bot.export.manuscript import Manuscript, Wording
from bot.services.access import permitted, story_for, visible
from bot.services.actor import Actor
from bot.storage import members, passages, shelf, stories
from bot.storage.database import Database
from bot.storage.stories import StoryRecord


@dataclass(frozen=True, slots=True)
class WholeStory:
    """A story with its passages, and the names its writers were last seen by."""

    record: StoryRecord
    passages: list[Passage]
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A page of stories: its number from 0, and how many stories there are in all."""

    records: list[StoryRecord]
    page: int
    total: int


class ReadingService:
    """Queries for members."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, actor: Actor, number: int | None, channel_id: int | None) -> StoryRecord:
        """Return the story of that number, or, without one, the story whose thread the channel is.

        Raises:
            Refusal: there is none that the member may see, or none was named outside a story's thread.
        """
        async with self._database.read() as connection:
            if number is not None:
                return permitted(actor, await stories.by_number(connection, number, actor.guild_id))
            if channel_id is not None:
                record = await stories.by_thread(connection, channel_id, actor.guild_id)
                if record is not None:
                    return permitted(actor, record)
        raise Refusal(Reason.WHICH_STORY)

    async def get(self, actor: Actor, story_id: int) -> StoryRecord:
        """Return a story.

        Raises:
            Refusal: there is none that the member may see.
        """
        async with self._database.read() as connection:
            return await story_for(connection, actor, story_id)

    async def whole(self, actor: Actor, story_id: int) -> WholeStory:
        """Return a story with its passages.

        Raises:
            Refusal: there is none that the member may see.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            found = await passages.of_story(connection, story_id)
            people = {writer.member_id for writer in record.story.writers} | {record.story.host_id}
            return WholeStory(record, found, await members.names(connection, actor.guild_id, people))

    async def export(self, actor: Actor, story_id: int, wording: Wording) -> tuple[str, bytes]:
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
        text = await asyncio.to_thread(markdown.render, manuscript, wording)
        return f"story-{whole.record.number}.md", text.encode()

    async def page(self, actor: Actor, page: int, size: int) -> StoryPage:
        """Return a page (from 0; beyond the last: the last) of the stories that the member may see."""
        async with self._database.read() as connection:
            condition = await visible(connection, actor)
            total = await shelf.count(connection, condition)
            page = nearest_page(page, total, size)
            found = await shelf.listed(connection, condition, limit=size, offset=page * size)
        return StoryPage(found, page, total)

    async def matching(self, actor: Actor, text: str, limit: int = 25) -> list[tuple[int, str, StoryState]]:
        """Return number, title and state of the stories that ``text`` may mean, newest first."""
        async with self._database.read() as connection:
            condition = await visible(connection, actor)
            return await shelf.matching(connection, condition, text.strip().lstrip("#"), limit)

    async def overview(self, guild_id: int) -> list[StoryRecord]:
        """Return every story of the server, newest first; for the bot itself, not for members."""
        async with self._database.read() as connection:
            return await shelf.every(connection, guild_id)
