"""What a process that died between sending and noting left behind in Discord."""

import discord
import structlog

log = structlog.get_logger(__name__)

_LOOKED_AT = 20  # messages: it cannot have sent more without noting one


class Leftovers:
    """The bot's own newest messages in a story's thread."""

    def __init__(self, messages: list[discord.Message]) -> None:
        self._messages = messages

    @classmethod
    def none(cls) -> "Leftovers":
        """Return nothing, for the ordinary case."""
        return cls([])

    @classmethod
    async def of(cls, thread: discord.Thread) -> "Leftovers":
        """Read the thread's end; where the bot may not, nothing is found, and something may be sent twice.

        Raises:
            discord.HTTPException: Discord failed.
        """
        mine = thread.guild.me.id
        try:
            return cls([m async for m in thread.history(limit=_LOOKED_AT) if m.author.id == mine])
        except discord.Forbidden:
            log.warning("thread.unreadable", thread=thread.id, needs="Read Message History")
            return cls.none()

    @staticmethod
    def empty_thread(channel: discord.TextChannel, name: str) -> discord.Thread | None:
        """Return the bot's own thread of that name with nothing in it, if there is one."""
        mine = channel.guild.me.id
        return next(
            (t for t in channel.threads if t.owner_id == mine and t.name == name and not t.message_count),
            None,
        )

    def find(self, content: str) -> int | None:
        """Return the id of the message that shows exactly this."""
        return next((message.id for message in self._messages if message.content == content), None)

    async def delete_boards(self) -> None:
        """Delete every board that was there; the new one is not among them."""
        for message in self._messages:
            if message.flags.components_v2:
                try:
                    await message.delete()
                except discord.NotFound:
                    continue
