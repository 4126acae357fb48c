"""Keeps each story's thread as the database says: passages in order, then one board at the end.

It works from what the thread lacks, never from what just happened; so whatever failed or was interrupted is
made good by the next call, and a story outlives its thread.
"""

import asyncio
from weakref import WeakValueDictionary

import discord
import structlog

from bot.domain.passages import Origin, Passage
from bot.domain.text import TITLE_LIMIT, shorten
from bot.services.threads import ThreadService
from bot.storage.stories import StoryRecord
from bot.ui import markdown
from bot.ui.board import board
from bot.ui.catalogue import Say, msg
from bot.ui.leftovers import Leftovers
from bot.ui.problems import Problem, lacks

log = structlog.get_logger(__name__)

_MESSAGE_LIMIT = 2000
_HEADER_ROOM = 200  # for the line that says who wrote it
_NEEDED = {
    "create_public_threads": msg("Create Public Threads"),
    "send_messages_in_threads": msg("Send Messages in Threads"),
    "view_channel": msg("View Channel"),
}


class Publisher:
    """Shows stories in their threads. ``say`` speaks the language of what everybody sees."""

    def __init__(self, client: discord.Client, threads: ThreadService, say: Say) -> None:
        self._client = client
        self._threads = threads
        self._say = say
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def publish(self, guild_id: int, story_id: int, *, recovering: bool = False) -> discord.Thread:
        """Bring the story's thread up to date, opening one where there is none; return it.

        ``recovering`` also looks for what a process that died had sent and not noted.

        Raises:
            Problem: the thread is gone, or the bot lacks a permission.
            discord.HTTPException: Discord failed; the next call goes on from there.
        """
        async with self._lock(story_id):
            return await self._publish(guild_id, story_id, recovering=recovering)

    async def reopen(self, guild_id: int, story_id: int, channel_id: int | None = None) -> discord.Thread:
        """Give the story a new thread if its own is gone, and bring it up to date.

        ``channel_id`` is where the thread goes if the story's channel is gone too.

        Raises:
            Problem, discord.HTTPException: as for ``publish``.
        """
        async with self._lock(story_id):
            record = (await self._threads.view(guild_id, story_id)).record
            if channel_id is not None and await self._channel(record.channel_id) is None:
                await self._threads.moved(story_id, channel_id)
            elif record.thread_id is not None and await self._existing(record) is None:
                await self._threads.opened(story_id, None)
            return await self._publish(guild_id, story_id, recovering=False)

    def missing_permissions(self, permissions: discord.Permissions) -> list[str]:
        """Return the names of what the bot needs in a channel and does not have there."""
        return [self._say(text) for name, text in _NEEDED.items() if not getattr(permissions, name)]

    def _lock(self, story_id: int) -> asyncio.Lock:
        return self._locks.setdefault(story_id, asyncio.Lock())

    async def _publish(self, guild_id: int, story_id: int, *, recovering: bool) -> discord.Thread:
        view = await self._threads.view(guild_id, story_id)
        record = view.record
        thread = await self._thread(record, recovering=recovering)
        sent = await Leftovers.of(thread, view.last_message_id) if recovering else Leftovers.none()
        for passage, shown in view.missing:
            await self._post(thread, story_id, passage, shown, view.names, sent)
        if record.board_id is None or record.board_version < record.version or view.missing:
            await self._renew_board(thread, record)
            await sent.delete_boards()
        return thread

    async def _thread(self, record: StoryRecord, *, recovering: bool) -> discord.Thread:
        if record.thread_id is None:
            return await self._open(record, recovering=recovering)
        thread = await self._existing(record)
        if thread is None:
            raise Problem(
                msg("The thread of this story is gone. Nothing of the story is lost: press Open thread.")
            )
        if thread.archived:
            await thread.edit(archived=False)
        return thread

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
        name = shorten(record.story.title, TITLE_LIMIT)
        thread = None
        if recovering:
            taken = await self._threads.homes(record.guild_id)
            thread = Leftovers.empty_thread(channel, name, taken)
        if thread is None:
            public = discord.ChannelType.public_thread
            try:
                thread = await channel.create_thread(name=name, type=public)
            except discord.HTTPException as error:
                if not _refused_for_good(error):
                    raise
                # Discord does not like the title as a thread's name; the board shows it all the same.
                plain = self._say(msg("Story {number}", number=record.number))
                thread = await channel.create_thread(name=plain, type=public)
        await self._threads.opened(record.id, thread.id)
        return thread

    async def _post(
        self,
        thread: discord.Thread,
        story_id: int,
        passage: Passage,
        shown: int,
        names: dict[int, str],
        sent: Leftovers,
    ) -> None:
        parts = markdown.parts(passage.text, _MESSAGE_LIMIT - _HEADER_ROOM)
        for number, part in enumerate(parts, 1):
            if number <= shown:
                continue
            content = f"{self._header(passage, names)}\n{part}" if number == 1 else part
            message_id = sent.take(content) or await self._send(thread, content, passage)
            await self._threads.part_shown(
                story_id, passage.position, number, message_id, last=number == len(parts)
            )

    async def _send(self, thread: discord.Thread, content: str, passage: Passage) -> int:
        try:
            return (await thread.send(content)).id
        except discord.HTTPException as error:
            if not _refused_for_good(error):
                raise
            # One message that Discord will not show must not hold up the story.
            log.warning("passage.refused", thread=thread.id, position=passage.position, reason=str(error))
            note = msg(
                "-# {number} · Discord does not take this passage; /story read shows it.",
                number=passage.position,
            )
            return (await thread.send(self._say(note))).id

    def _header(self, passage: Passage, names: dict[int, str]) -> str:
        seen = names.get(passage.member_id)
        name = markdown.literal(seen) if seen is not None else f"<@{passage.member_id}>"
        if passage.origin is Origin.HUMAN:
            return f"-# {passage.position} · {name}"
        return f"-# {passage.position} · {name} · {self._say(msg('with the muse'))}"

    async def _renew_board(self, thread: discord.Thread, record: StoryRecord) -> None:
        if record.board_id is not None:
            try:
                await thread.get_partial_message(record.board_id).delete()
            except discord.NotFound:
                log.debug("board.gone_already", story=record.id)
            await self._threads.board_shown(record.id, None)
        message = await thread.send(view=board(record, self._say))
        await self._threads.board_shown(record.id, message.id, record.version)


def _refused_for_good(error: discord.HTTPException) -> bool:
    """Tell whether the same request would be refused again: its content is at fault, not the moment."""
    return error.status == 400
