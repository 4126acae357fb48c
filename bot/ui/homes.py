"""The threads in which stories live: opened, woken, found again, and given up."""

import discord
import structlog

from bot.domain.story import StoryState
from bot.domain.text import TITLE_LIMIT
from bot.services.threads import ThreadService
from bot.storage.records import StoryRecord
from bot.ui.catalogue import Say, Text, msg
from bot.ui.leftovers import Leftovers
from bot.ui.markdown import literal, thread_name
from bot.ui.permissions import NAMES, TO_OPEN_THREADS, lacking
from bot.ui.problems import Problem, lacks
from bot.ui.summons import tell

log = structlog.get_logger(__name__)


class Homes:
    """Finds or makes the thread of a story."""

    def __init__(self, client: discord.Client, threads: ThreadService, say: Say) -> None:
        self._client = client
        self._threads = threads
        self._say = say
        self._reported: set[tuple[int, int | None]] = set()

    async def thread(self, record: StoryRecord, *, recovering: bool) -> discord.Thread:
        """Return the story's thread, awake; open one where there is none.

        Raises:
            Problem: it is gone or locked, or the bot lacks a permission.
            discord.HTTPException: Discord failed.
        """
        if record.thread_id is None:
            return await self._open(record, recovering=recovering)
        thread = await self._existing(record)
        if thread is None:
            raise Problem(
                msg("The thread of this story is gone. Nothing of the story is lost: press Open thread.")
            )
        if _locked(thread):
            raise Problem(
                msg(
                    "The thread of this story is locked. Let a moderator unlock it, or press Open thread "
                    "for a new one."
                )
            )
        if thread.archived:
            await thread.edit(archived=False)
        return thread

    async def abandon(self, record: StoryRecord, channel_id: int | None) -> None:
        """Give up a thread that is gone or locked; ``channel_id``: where to go on if its channel is gone."""
        if channel_id is not None and await self._channel(record.channel_id) is None:
            await self._threads.moved(record.id, channel_id)
        elif record.thread_id is not None:
            thread = await self._existing(record)
            if thread is None or _locked(thread):
                await self._threads.opened(record.id, None)

    async def report(self, record: StoryRecord, trouble: Text) -> None:
        """Tell the host, once for each thread, what keeps a story from being shown, and the way on."""
        if record.story.state is StoryState.FINISHED or (record.id, record.thread_id) in self._reported:
            return
        self._reported.add((record.id, record.thread_id))
        text = msg(
            "Your story **{title}** could not be shown: {trouble} /story status with story {number} "
            "offers Open thread.",
            title=literal(record.story.title),
            trouble=trouble,
            number=record.number,
        )
        try:
            await tell(self._client, record.story.host_id, self._say(text))
        except discord.HTTPException as error:
            log.warning("host.untold", story=record.id, reason=str(error))

    async def is_reachable(self, record: StoryRecord) -> bool:
        """Tell whether the story has a thread that can be written in."""
        if record.thread_id is None:
            return False
        thread = await self._existing(record)
        return thread is not None and not _locked(thread)

    def missing_permissions(self, permissions: discord.Permissions) -> list[str]:
        """Return the names of what the bot needs in a channel and does not have there."""
        return [self._say(NAMES[name]) for name in lacking(permissions, TO_OPEN_THREADS)]

    async def _existing(self, record: StoryRecord) -> discord.Thread | None:
        assert record.thread_id is not None
        if await self._channel(record.channel_id) is None:
            return None  # a channel takes its threads with it
        thread = await self._channel(record.thread_id)
        return thread if isinstance(thread, discord.Thread) else None

    async def _channel(self, channel_id: int) -> object | None:
        # What is missing from the cache need not be deleted: ask.
        if (known := self._client.get_channel(channel_id)) is not None:
            return known
        try:
            return await self._client.fetch_channel(channel_id)
        except discord.NotFound:
            return None

    async def _open(self, record: StoryRecord, *, recovering: bool) -> discord.Thread:
        channel = await self._channel(record.channel_id)
        if not isinstance(channel, discord.TextChannel):
            raise Problem(
                msg("The channel of this story is gone. Press Open thread in a channel where it may go on.")
            )
        if missing := self.missing_permissions(channel.permissions_for(channel.guild.me)):
            raise lacks(missing, channel.mention)
        name = thread_name(record.story.title, TITLE_LIMIT)
        thread = None
        if recovering:
            taken = await self._threads.homes(record.guild_id)
            thread = Leftovers.empty_thread(channel, name, taken)
        if thread is None:
            public = discord.ChannelType.public_thread
            try:
                thread = await channel.create_thread(name=name, type=public)
            except discord.HTTPException as error:
                if not refused_for_good(error):
                    raise
                # Discord does not like the title as a thread's name; the board shows it all the same.
                plain = self._say(msg("Story {number}", number=record.number))
                thread = await channel.create_thread(name=plain, type=public)
        await self._threads.opened(record.id, thread.id)
        return thread


def refused_for_good(error: discord.HTTPException) -> bool:
    """Tell whether the same request would be refused again: its content is at fault, not the moment."""
    return error.status == 400


def _locked(thread: discord.Thread) -> bool:
    return thread.locked and not thread.permissions_for(thread.guild.me).manage_threads
