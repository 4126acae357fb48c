"""What a process that died between sending and noting left behind in Discord."""

from collections.abc import Collection

import discord
import structlog

log = structlog.get_logger(__name__)

_LOOKED_AT = 100  # messages: people may have talked since


class Leftovers:
    """The bot's own messages that nobody noted, in a story's thread or in a channel, oldest first."""

    def __init__(self, messages: list[discord.Message]) -> None:
        self._messages = messages

    @classmethod
    def none(cls) -> "Leftovers":
        """Return nothing, for the ordinary case."""
        return cls([])

    @classmethod
    async def of(cls, thread: discord.Thread, noted: int | None) -> "Leftovers":
        """Read what came after the message ``noted``, or from the thread's beginning if none was.

        Where the bot may not read, nothing is found, and something may be sent twice.

        Raises:
            discord.HTTPException: Discord failed.
        """
        try:
            return await cls.after(thread, noted or thread.id - 1, limit=_LOOKED_AT)
        except discord.Forbidden:
            log.warning("thread.unreadable", thread=thread.id, needs="Read Message History")
            return cls.none()

    @classmethod
    async def after(
        cls, channel: discord.TextChannel | discord.Thread, message_id: int, *, limit: int
    ) -> "Leftovers":
        """Read what came after a message, or after the moment that its id would be of; the newest ``limit``.

        Raises:
            discord.HTTPException: Discord failed, or does not let the bot read there.
        """
        mine, after = channel.guild.me.id, discord.Object(message_id)
        newest = channel.history(limit=limit, after=after, oldest_first=False)
        return cls([message async for message in newest if message.author.id == mine][::-1])

    @staticmethod
    def empty_thread(
        channel: discord.TextChannel, name: str, taken: Collection[int]
    ) -> discord.Thread | None:
        """Return the bot's own thread of that name with nothing in it and no story's, if there is one."""
        mine = channel.guild.me.id
        return next(
            (
                thread
                for thread in channel.threads
                if thread.owner_id == mine
                and thread.name == name
                and not thread.message_count
                and thread.id not in taken
            ),
            None,
        )

    def take(self, content: str) -> int | None:
        """Return the id of the oldest message that shows exactly this, each message once."""
        found = next((message for message in self._messages if message.content == content), None)
        if found is None:
            return None
        self._messages.remove(found)
        return found.id

    def has_button(self, custom_id: str) -> bool:
        """Tell whether a message with that button, beneath its text, is among them."""
        return any(
            getattr(item, "custom_id", None) == custom_id
            for message in self._messages
            for row in message.components
            for item in getattr(row, "children", ())
        )

    def has_board(self) -> bool:
        """Tell whether a board is among them."""
        return any(message.flags.components_v2 for message in self._messages)

    async def delete_boards(self) -> None:
        """Delete every board that was there; the new one is not among them."""
        for message in self._messages:
            if message.flags.components_v2:
                try:
                    await message.delete()
                except discord.NotFound:
                    continue
