"""A day's prompt in a channel: posted once, whatever became of the try before; trouble told to its setter."""

import asyncio
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import discord
import structlog

from bot.services.daily_posts import Post
from bot.storage.prompts import PromptRecord
from bot.ui.catalogue import Say, Text, msg
from bot.ui.errors import TROUBLE
from bot.ui.homes import refused_for_good
from bot.ui.leftovers import Leftovers
from bot.ui.markdown import literal
from bot.ui.permissions import TO_POST, lacking, listed
from bot.ui.prompts import credit
from bot.ui.quoting import quoted
from bot.ui.router import button, buttons, custom_id
from bot.ui.standing import stamp
from bot.ui.summons import tell

log = structlog.get_logger(__name__)

_PATIENCE = 60.0  # seconds for one channel, so that it does not keep the others waiting
_LOOKED_AT = 2000  # messages: half a day of talk may lie above a post that nobody noted
_EARLIER_MS = 3_600_000  # the machine's clock and Discord's need not agree
_UNKNOWN_CHANNEL = 10003


class Outcome(Enum):
    """What became of a post."""

    POSTED = auto()  # it is there, now or since the try before
    GONE = auto()  # the channel was deleted
    REFUSED = auto()  # the bot may not post there
    UNFIT = auto()  # Discord will never take this text
    MISSED = auto()  # it is too late to post it, and it is not there
    FAILED = auto()  # Discord, or the way to it, failed; it may be there


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a post; ``lacking`` names the permissions that the bot is known to lack."""

    outcome: Outcome
    lacking: tuple[str, ...] = ()


class DailyPoster:
    """Posts daily prompts. ``say`` speaks the language of what everybody sees."""

    def __init__(self, client: discord.Client, say: Say) -> None:
        self._client = client
        self._say = say

    def guild_ids(self) -> frozenset[int]:
        """Return the servers that can be reached at the moment."""
        return frozenset(guild.id for guild in self._client.guilds if not guild.unavailable)

    async def deliver(self, post: Post) -> Delivery:
        """Post it, unless the try before did; never raises what Discord does."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._deliver(post)
        except discord.Forbidden:
            return Delivery(Outcome.REFUSED)
        except TROUBLE as error:
            log.warning("daily.failed", channel=post.channel_id, reason=str(error))
            return Delivery(_meant_by(error))

    async def _deliver(self, post: Post) -> Delivery:
        channel = await self._channel(post.channel_id)
        if not isinstance(channel, discord.TextChannel):
            return Delivery(Outcome.GONE)
        if missing := lacking(channel.permissions_for(channel.guild.me), TO_POST):
            return Delivery(Outcome.REFUSED, missing)
        if post.again and await _is_there(channel, post):
            return Delivery(Outcome.POSTED)
        if post.late or post.beyond:
            return Delivery(Outcome.MISSED)
        # The nonce: should Discord have taken it and not said so, it takes no second one soon after.
        nonce = f"{post.channel_id}.{post.slot_at.toordinal() % 10_000}"
        await channel.send(**posting(post.prompt, self._say), nonce=nonce)
        return Delivery(Outcome.POSTED)

    async def _channel(self, channel_id: int) -> object:
        # What is missing from the cache need not be deleted: ask.
        return self._client.get_channel(channel_id) or await self._client.fetch_channel(channel_id)

    async def tell_gone(self, post: Post) -> None:
        """Tell the setter that the channel is gone, and the daily prompt with it."""
        text = msg(
            "The channel of a daily prompt in **{server}** is gone, so I have turned it off. "
            "/prompt daily begins one in another channel.",
            server=self._server(post),
        )
        await self._tell(post, text)

    async def tell_refused(self, post: Post, permissions: tuple[str, ...]) -> None:
        """Tell the setter that the bot may not post, what it lacks, and how long it tries."""
        channel, until = f"<#{post.channel_id}>", stamp(post.until)
        if permissions:
            text = msg(
                "I may not post today's prompt in {channel} ({server}): I lack {permissions} there. "
                "I try again until {until}, and every day.",
                channel=channel,
                server=self._server(post),
                permissions=listed(permissions),
                until=until,
            )
        else:
            text = msg(
                "Discord does not let me post today's prompt in {channel} ({server}); please look at my "
                "permissions there. I try again until {until}, and every day.",
                channel=channel,
                server=self._server(post),
                until=until,
            )
        await self._tell(post, text)

    def _server(self, post: Post) -> str:
        guild = self._client.get_guild(post.guild_id)
        return literal(guild.name) if guild is not None else str(post.guild_id)

    async def _tell(self, post: Post, text: Text) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await tell(self._client, post.setter_id, self._say(text))
        except TROUBLE as error:
            log.warning("setter.untold", channel=post.channel_id, reason=str(error))


def posting(record: PromptRecord, say: Say) -> dict[str, Any]:
    """Return the message of a day's prompt."""
    title, green = say(msg("Today's prompt")), discord.ButtonStyle.success
    return {
        "content": f"**{title}**\n{quoted(literal(record.text))}\n-# {say(credit(record))}",
        "view": buttons(
            button("prompt-start", record.id, label=say(msg("Start story")), style=green),
        ),
        "allowed_mentions": discord.AllowedMentions.none(),
        "suppress_embeds": True,
    }


async def _is_there(channel: discord.TextChannel, post: Post) -> bool:
    """Tell whether the try before arrived.

    Raises:
        discord.HTTPException: Discord failed, or does not let the bot look; then nobody knows.
    """
    begin = discord.utils.time_snowflake(post.slot_at) - (_EARLIER_MS << 22)
    sent = await Leftovers.after(channel, begin, limit=_LOOKED_AT)
    return sent.has_button(custom_id("prompt-start", post.prompt.id))


def _meant_by(error: BaseException) -> Outcome:
    if isinstance(error, discord.HTTPException):
        if error.code == _UNKNOWN_CHANNEL:
            return Outcome.GONE
        if refused_for_good(error):
            return Outcome.UNFIT
    return Outcome.FAILED
