"""Looking at stories: find, list, search, read. Each member finds what they may see."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.pages import nearest_page
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.sight import readable, signature
from bot.domain.statistics import Statistics, statistics
from bot.domain.story import StoryState
from bot.services.access import permitted, story_for, visible
from bot.services.actor import Actor
from bot.services.changing import changing
from bot.storage import members, passages, search, shelf, stories, turns
from bot.storage.database import Connection, Database
from bot.storage.records import StoryRecord
from bot.storage.search import Hit
from bot.storage.shelf import Shelf

QUERY_LIMIT = 100  # characters


@dataclass(frozen=True, slots=True)
class WholeStory:
    """A story with as much of its passages as somebody may read.

    ``names`` are those by which its writers sign; ``hidden`` counts the passages that are left out.
    ``statistics`` are of the passages that are there.
    """

    record: StoryRecord
    passages: list[Passage]
    names: dict[int, str]
    hidden: int
    statistics: Statistics


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A page of stories: its number from 0, and how many stories there are in all."""

    records: list[StoryRecord]
    page: int
    total: int
    shelf: Shelf = Shelf.ALL


@dataclass(frozen=True, slots=True)
class HitPage:
    """A page of what a search found: its number from 0, and whether there is more."""

    hits: list[Hit]
    page: int
    more: bool


class ReadingService:
    """Queries for members. Each raises a Refusal where there is no such story for the member."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

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
        """Return a story."""
        async with self._database.read() as connection:
            return await story_for(connection, actor, story_id)

    async def names(self, actor: Actor, story_id: int) -> dict[int, str]:
        """Return the members' own names of a story's writers, for one who may see behind pen names.

        Raises:
            Refusal: the member does not moderate there.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            if not actor.access.moderates(record.channel_id):
                raise Refusal(Reason.NOT_MODERATOR)
            ids = [writer.member_id for writer in record.story.writers]
            return await members.names(connection, actor.guild_id, ids)

    async def whole(self, actor: Actor, story_id: int) -> WholeStory:
        """Return a story with the passages that the member may read.

        Raises:
            Refusal: the story is folded and hides all of it from them, or is a poem without a line.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            found = await passages.of_story(connection, story_id)
            shown = readable(record.story, found, actor.user_id)
            if not shown:
                raise Refusal(Reason.NOTHING_TO_READ if found else Reason.POEM_EMPTY)
            return await _whole(connection, record, shown, len(found) - len(shown))

    async def look(self, actor: Actor, story_id: int) -> WholeStory:
        """Return a story whole, hidden or not, for a moderator; that they looked is noted for all moderators.

        Raises:
            Refusal: the member does not moderate there.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            if not actor.access.moderates(change.record.channel_id):
                raise Refusal(Reason.NOT_MODERATOR)
            if change.story.folded:
                await change.note("story-look")
            found = await passages.of_story(change.connection, story_id)
            return await _whole(change.connection, change.record, found, 0)

    async def page(self, actor: Actor, page: int, size: int, which: Shelf = Shelf.ALL) -> StoryPage:
        """Return a page (from 0; beyond the last: the last) of the stories that the member may see."""
        async with self._database.read() as connection:
            condition = shelf.narrowed(await visible(connection, actor), which, actor.user_id)
            total = await shelf.count(connection, condition)
            page = nearest_page(page, total, size)
            found = await shelf.listed(connection, condition, limit=size, offset=page * size)
        return StoryPage(found, page, total, which)

    async def matching(self, actor: Actor, text: str, limit: int = 25) -> list[tuple[int, str, StoryState]]:
        """Return number, title and state of the stories that ``text`` may mean, newest first."""
        async with self._database.read() as connection:
            condition = await visible(connection, actor)
            return await shelf.matching(connection, condition, text.strip().lstrip("#"), limit)

    async def search(self, actor: Actor, query: str, page: int, size: int) -> HitPage:
        """Return a page (from 0) of the passages that hold all words of the query, newest first.

        Raises:
            Refusal: there is no word in the query, or it is too long.
        """
        if len(query) > QUERY_LIMIT:
            raise Refusal(Reason.TEXT_TOO_LONG, length=len(query), limit=QUERY_LIMIT)
        if not search.words_of(query):
            raise Refusal(Reason.SEARCH_EMPTY)
        async with self._database.read() as connection:
            condition = await visible(connection, actor)
            found = await search.find(
                connection, condition, actor.guild_id, query, limit=size + 1, offset=page * size
            )
        return HitPage(found[:size], page, len(found) > size)

    async def overview(self, guild_id: int) -> list[StoryRecord]:
        """Return every story of the server, newest first; for the bot itself, not for members."""
        async with self._database.read() as connection:
            return await shelf.every(connection, guild_id)


async def _whole(
    connection: Connection, record: StoryRecord, shown: list[Passage], hidden: int
) -> WholeStory:
    ids = {writer.member_id for writer in record.story.writers} | {p.member_id for p in shown}
    own = await members.names(connection, record.guild_id, ids)
    names = {i: name for i in ids if (name := signature(record.story, i, own)) is not None}
    ended = await turns.outcomes(connection, record.id)
    return WholeStory(record, shown, names, hidden, statistics(shown, ended))
