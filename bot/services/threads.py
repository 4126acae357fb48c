"""What a story's thread holds, as far as the database knows it."""

from bot.storage import passages, stories
from bot.storage.database import Database


class ThreadService:
    """Notes what was shown, each thing at once: a crash between two messages repeats at most one of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def opened(self, story_id: int, thread_id: int | None) -> None:
        """Note the story's new, empty thread; None means that the old one is gone."""
        async with self._database.write() as connection:
            await stories.set_thread(connection, story_id, thread_id)

    async def moved(self, story_id: int, channel_id: int) -> None:
        """Note that the story's next thread is to be opened in another channel; the old one is gone."""
        async with self._database.write() as connection:
            await stories.set_channel(connection, story_id, channel_id)
            await stories.set_thread(connection, story_id, None)

    async def part_shown(self, story_id: int, position: int, part: int, message_id: int, last: bool) -> None:
        """Note that a message shows a part of a passage; ``last`` if it is the passage's last one."""
        async with self._database.write() as connection:
            await passages.add_message(connection, story_id, position, part, message_id)
            if last:
                await stories.set_shown(connection, story_id, position)

    async def board_shown(self, story_id: int, message_id: int | None) -> None:
        """Note the board's message, or that it is gone."""
        async with self._database.write() as connection:
            await stories.set_board(connection, story_id, message_id)

    async def lagging(self, guild_id: int) -> list[int]:
        """Return the ids of the server's stories whose thread lacks something."""
        async with self._database.read() as connection:
            return await stories.lagging(connection, guild_id)
