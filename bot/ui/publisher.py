"""Keeps each story's thread as the database says: passages in order, then one board at the end.

It works from what the thread lacks, never from what just happened; so whatever failed or was interrupted is
made good by the next call, and a story outlives its thread.
"""

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import discord
import structlog

from bot.clock import Clock
from bot.domain.story import MUSE_ID, StoryState
from bot.services.presence import PresenceService
from bot.services.threads import ThreadService, ThreadView
from bot.tasks import Tasks
from bot.ui.board_keeper import BoardKeeper
from bot.ui.catalogue import Say
from bot.ui.errors import TROUBLE
from bot.ui.homes import Homes
from bot.ui.leftovers import Leftovers
from bot.ui.passages import Printer
from bot.ui.problems import Problem
from bot.ui.summons import WriterGoneError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger(__name__)

_GONE_AT_ONCE = 25  # so many vanished writers in a row are passed over by one call


class Publisher:
    """Shows stories in their threads. ``say`` speaks the language of what everybody sees."""

    def __init__(
        self,
        client: discord.Client,
        threads: ThreadService,
        presence: PresenceService,
        clock: Clock,
        tasks: Tasks,
        say: Say,
    ) -> None:
        self.homes = Homes(client, threads, say)
        self._client = client
        self._threads = threads
        self._presence = presence
        self._tasks = tasks
        self._printer = Printer(threads, say)
        self._boards = BoardKeeper(client, threads, clock, say)
        self.on_muse_turn: Callable[[int, int], None] = lambda guild_id, story_id: None
        """Told of a story (server id, story id) in which the muse has the turn and wrote nothing yet."""
        self.on_owing: Callable[[int, int], None] = lambda guild_id, story_id: None
        """Told of a story (server id, story id) in which a text waits for no moderator any longer."""
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def publish(self, guild_id: int, story_id: int, *, recovering: bool = False) -> discord.Thread:
        """Bring the story's thread up to date, opening one where there is none; return it.

        ``recovering`` also looks for what a process that died had sent and not noted. A writer who is no
        longer on the server when their turn comes is taken out of every rota there.

        Raises:
            Problem: the thread is gone or locked, or the bot lacks a permission.
            discord.HTTPException: Discord failed; the next call goes on from there.
        """
        for _ in range(_GONE_AT_ONCE):
            try:
                async with self._lock(story_id):
                    return await self._publish(guild_id, story_id, recovering=recovering)
            except WriterGoneError as gone:
                await self.take_out(guild_id, gone.member_id, but=story_id)
        raise RuntimeError(f"the writers of story {story_id} vanish faster than they can be passed over")

    async def reopen(self, guild_id: int, story_id: int, channel_id: int | None = None) -> discord.Thread:
        """Give the story a new thread if its own is gone or locked, and bring it up to date.

        ``channel_id`` is where the thread goes if the story's channel is gone too.

        Raises:
            Problem, discord.HTTPException: as for ``publish``.
        """
        async with self._lock(story_id):
            record = (await self._threads.view(guild_id, story_id)).record
            await self.homes.abandon(record, channel_id)
        return await self.publish(guild_id, story_id)

    async def publish_quietly(self, guild_id: int, story_id: int, *, recovering: bool = False) -> None:
        """Bring a thread up to date for nobody in particular: trouble is logged, and told to the host."""
        await self._quietly(guild_id, story_id, self.publish(guild_id, story_id, recovering=recovering))

    async def lift_quietly(self, guild_id: int, story_id: int) -> None:
        """Post the board of a story that goes on at the thread's end again; it pings nobody a second time."""
        await self._quietly(guild_id, story_id, self._lift(guild_id, story_id))

    async def _lift(self, guild_id: int, story_id: int) -> None:
        await self.publish(guild_id, story_id)
        async with self._lock(story_id):
            view = await self._threads.view(guild_id, story_id)
            if view.record.story.state is not StoryState.FINISHED:
                thread = await self.homes.thread(view.record, recovering=False)
                await self._boards.renew(thread, view, Leftovers.none(), below=True)

    async def _quietly(self, guild_id: int, story_id: int, publishing: "Awaitable[object]") -> None:
        try:
            await publishing
        except Problem as problem:
            log.warning("story.behind", story=story_id, reason=str(problem))
            record = (await self._threads.view(guild_id, story_id)).record
            await self.homes.report(record, problem.text)
        except TROUBLE as error:
            log.warning("story.behind", story=story_id, reason=str(error))
        except Exception:  # one story's trouble must not keep the others behind
            log.exception("story.behind", story=story_id)

    async def rate_quietly(self, guild_id: int, channel_id: int | None) -> None:
        """Let the boards of a channel, None for all of the server, say which rating holds there now."""
        for story_id in await self._threads.rated(guild_id, channel_id):
            await self.publish_quietly(guild_id, story_id)

    async def take_out(self, guild_id: int, member_id: int, *, but: int | None = None) -> None:
        """Take a member who is gone out of every rota of the server; the threads follow in the background,
        that of the story ``but`` excepted."""
        for story_id in await self._presence.gone(guild_id, member_id):
            if story_id != but:
                work = self.publish_quietly(guild_id, story_id)
                self._tasks.spawn(work, name=f"publish-{story_id}")

    def _lock(self, story_id: int) -> asyncio.Lock:
        return self._locks.setdefault(story_id, asyncio.Lock())

    async def _publish(self, guild_id: int, story_id: int, *, recovering: bool) -> discord.Thread:
        view = await self._threads.view(guild_id, story_id)
        if view.owes:  # before anything that the thread's trouble could keep it from
            self.on_owing(guild_id, story_id)
        thread = await self.homes.thread(view.record, recovering=recovering)
        if self._is_shown(view):
            return thread
        sent = await Leftovers.of(thread, view.last_message_id) if recovering else Leftovers.none()
        posted = await self._printer.bring_up_to_date(thread, view, sent)
        await self._boards.renew(thread, view, sent, below=posted or view.has_grown)
        turn = view.record.story.turn
        if turn is not None and turn.member_id == MUSE_ID and view.addressee is None:
            self.on_muse_turn(guild_id, story_id)
        return thread

    @staticmethod
    def _is_shown(view: ThreadView) -> bool:
        record = view.record
        return record.board_id is not None and record.board_version >= record.version
