"""Keeps one board at the end of a thread: changed in place while it is young and last, else posted anew."""

import asyncio
from datetime import datetime, timedelta

import discord
import structlog

from bot.clock import Clock
from bot.domain.story import StoryState
from bot.services.threads import ThreadService, ThreadView
from bot.ui.board import board
from bot.ui.catalogue import Say
from bot.ui.credits import credit_lines, picture
from bot.ui.errors import TROUBLE
from bot.ui.leftovers import Leftovers
from bot.ui.summons import Summons, check_there, send_message, summons_for

log = structlog.get_logger(__name__)

_OLD = timedelta(hours=1)  # Discord limits edits of older messages more strictly
_PICTURE_NAME = "story.png"
_DRAWING = 30.0  # seconds after which a finished story's board goes without its picture


class BoardKeeper:
    """Renews boards. The post for a new turn is also what pings its writer, where they want that."""

    def __init__(self, client: discord.Client, threads: ThreadService, clock: Clock, say: Say) -> None:
        self._client = client
        self._threads = threads
        self._clock = clock
        self._say = say

    async def renew(self, thread: discord.Thread, view: ThreadView, sent: Leftovers, *, below: bool) -> None:
        """Let the board show the story as it is; ``below``: it no longer stands at the thread's end.

        Raises:
            WriterGoneError: the one whose turn it is has left.
            discord.HTTPException: Discord failed.
        """
        now, record = self._clock.now(), view.record
        summons = summons_for(view, now)
        if summons is not None:
            await check_there(thread.guild, summons.member_id, now)
        if sent.has_board() and summons is not None and record.board_id is None:
            # The board that was sent and not noted had pinged them already.
            await self._told(view, summons)
            summons = None
        if not below and summons is None and await self._changed_in_place(thread, view, now):
            return
        await self._post(thread, view, summons)
        await sent.delete_boards()
        if summons is not None:
            if summons.by_message:
                await send_message(self._client, view, summons, thread, self._say)
            await self._told(view, summons)

    async def _changed_in_place(self, thread: discord.Thread, view: ThreadView, now: datetime) -> bool:
        record = view.record
        if record.board_id is None or record.story.state is StoryState.FINISHED:
            return False
        if now - discord.utils.snowflake_time(record.board_id) > _OLD:
            return False
        if await _last_message(thread) != record.board_id:
            return False
        try:
            message = thread.get_partial_message(record.board_id)
            shown = board(record, self._say, rating=view.rating, poem=view.poem)
            # discord.py leaves the bot's own rule out where an edit has no plain text.
            await message.edit(view=shown, allowed_mentions=discord.AllowedMentions.none())
        except discord.NotFound:
            return False
        await self._threads.board_shown(record.id, record.board_id, record.version, record.story.turns)
        return True

    async def _post(self, thread: discord.Thread, view: ThreadView, summons: Summons | None) -> None:
        record = view.record
        if record.board_id is not None:
            try:
                await thread.get_partial_message(record.board_id).delete()
            except discord.NotFound:
                log.debug("board.gone_already", story=record.id)
            await self._threads.board_shown(record.id, None)
        mentions = summons.mentions if summons else discord.AllowedMentions.none()
        silent = summons is not None and summons.silent
        may_attach = thread.permissions_for(thread.guild.me).attach_files
        drawn = await self._drawn(view) if may_attach else None
        if drawn is None:
            told = credit_lines(view, self._say)
            shown = board(record, self._say, rating=view.rating, poem=view.poem, credits=told)
            message = await thread.send(view=shown, allowed_mentions=mentions, silent=silent)
        else:
            shown = board(
                record,
                self._say,
                rating=view.rating,
                picture=f"attachment://{_PICTURE_NAME}",
                credits=credit_lines(view, self._say),
            )
            message = await thread.send(view=shown, file=drawn, allowed_mentions=mentions)
        await self._threads.board_shown(record.id, message.id, record.version, record.story.turns)

    async def _told(self, view: ThreadView, summons: Summons) -> None:
        turn = view.record.story.turn
        assert turn is not None  # there are no summons without one
        await self._threads.told(view.record.id, turn.number, summons.level)

    async def _drawn(self, view: ThreadView) -> discord.File | None:
        """Draw a finished story's figures; without a picture the board says them in words alone."""
        if view.statistics is None or view.poem is not None:
            return None  # there is little to draw of a poem
        try:
            async with asyncio.timeout(_DRAWING):
                data = await asyncio.to_thread(picture, view, self._say)
        except TROUBLE as error:
            log.warning("picture.late", story=view.record.id, reason=str(error))
            return None
        except Exception:  # whatever the typesetter's trouble, the story is finished and must be shown
            log.exception("picture.failed", story=view.record.id)
            return None
        return discord.File(data, _PICTURE_NAME)


async def _last_message(thread: discord.Thread) -> int | None:
    """Return the newest message of the thread, None where the bot may not read it."""
    try:
        return next((message.id for message in [m async for m in thread.history(limit=1)]), None)
    except discord.Forbidden:
        return None
