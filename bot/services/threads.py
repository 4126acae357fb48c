"""What a story's thread holds and lacks, as the database knows it; for the bot, not for members."""

from dataclasses import dataclass

from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.storage import members, passages, stories, threads
from bot.storage.database import Database
from bot.storage.stories import StoryRecord


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What a story's thread lacks: passages, each with how many of its parts are there already."""

    record: StoryRecord
    missing: list[tuple[Passage, int]]
    names: dict[int, str]
    last_message_id: int | None  # the newest message of the story that was noted


class ThreadService:
    """Notes what was shown, each thing at once, so that a crash loses track of one message at most."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def view(self, guild_id: int, story_id: int) -> ThreadView:
        """Return what the story's thread lacks.

        Raises:
            Refusal: the server has no such story.
        """
        async with self._database.read() as connection:
            record = await stories.by_id(connection, story_id, guild_id)
            if record is None:
                raise Refusal(Reason.NO_STORY)
            parts = await threads.parts_shown(connection, story_id, after=record.shown)
            missing = await passages.of_story(connection, story_id, after=record.shown)
            people = {passage.member_id for passage in missing}
            names = await members.names(connection, guild_id, people)
            last = await threads.last_message(connection, story_id)
        lacking = [(passage, parts.get(passage.position, 0)) for passage in missing]
        return ThreadView(record, lacking, names, last)

    async def homes(self, guild_id: int) -> set[int]:
        """Return the threads in which the server's stories live."""
        async with self._database.read() as connection:
            return await threads.homes(connection, guild_id)

    async def opened(self, story_id: int, thread_id: int | None) -> None:
        """Note the story's new, empty thread; None means that the old one is gone."""
        async with self._database.write() as connection:
            await threads.set_thread(connection, story_id, thread_id)

    async def moved(self, story_id: int, channel_id: int) -> None:
        """Note that the story's next thread is to be opened in another channel; the old one is gone."""
        async with self._database.write() as connection:
            await threads.set_channel(connection, story_id, channel_id)
            await threads.set_thread(connection, story_id, None)

    async def part_shown(self, story_id: int, position: int, part: int, message_id: int, last: bool) -> None:
        """Note that a message shows a part of a passage; ``last`` if it is the passage's last one."""
        async with self._database.write() as connection:
            await threads.add_message(connection, story_id, position, part, message_id)
            if last:
                await threads.set_shown(connection, story_id, position)

    async def board_shown(self, story_id: int, message_id: int | None, version: int = 0) -> None:
        """Note the board's message and the version that it shows; None for a board that is gone."""
        async with self._database.write() as connection:
            await threads.set_board(connection, story_id, message_id, version)

    async def lagging(self, guild_id: int) -> list[int]:
        """Return the ids of the server's stories whose thread lacks something."""
        async with self._database.read() as connection:
            return await threads.lagging(connection, guild_id)
