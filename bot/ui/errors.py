"""The one error path: whatever fails, a member reads one sentence, gets back what they typed, and the log
has the trace."""

import secrets
from math import ceil

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.domain.refusals import Refusal
from bot.generation.muse import (
    GenerationFailedError,
    MuseUnavailableError,
    OverloadedError,
    QuotaReachedError,
    UnsupportedError,
)
from bot.generation.poetry.ordering import NoSuchPoemError
from bot.services.exporting import ExportFailedError
from bot.ui.catalogue import Text, msg, msgs
from bot.ui.problems import Problem, not_offered, server_only
from bot.ui.refusals import sentence
from bot.ui.replies import Interaction, Replies, named
from bot.ui.returned import returned, typed

log = structlog.get_logger(__name__)

TROUBLE = (discord.HTTPException, aiohttp.ClientError, TimeoutError)
"""How Discord, or the way to it, fails."""

_UNKNOWN_INTERACTION, _UNKNOWN_WEBHOOK, _INVALID_TOKEN = 10062, 10015, 50027
_NOBODY_LISTENS = {_UNKNOWN_INTERACTION, _UNKNOWN_WEBHOOK, _INVALID_TOKEN}


class ErrorDesk:
    """Tells members what went wrong."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies

    async def tell(self, interaction: Interaction, error: Exception) -> None:
        """Answer the interaction with one sentence and the words that came with it; never raises."""
        text, cause = self.explain(interaction, error), cause_of(error)
        if isinstance(cause, discord.HTTPException) and cause.code in _NOBODY_LISTENS:
            return  # Discord no longer takes an answer
        back = returned(typed(interaction), self._replies.say(interaction))
        try:
            await self._replies.send(interaction, text, **back)
        except TROUBLE as failure:
            log.warning("interaction.unanswered", interaction=named(interaction), failure=str(failure))

    def explain(self, interaction: Interaction, error: Exception) -> Text:
        """Return the sentence for an error. One that nobody foresaw is logged under a reference number."""
        cause = cause_of(error)
        text = explained(cause)
        if text is not None:
            reason = cause.reason if isinstance(cause, Refusal) else str(cause) or type(cause).__name__
            log.info("interaction.refused", interaction=named(interaction), reason=reason)
            return text
        reference = secrets.token_hex(3).upper()
        log.error(
            "interaction.failed",
            reference=reference,
            interaction=named(interaction),
            guild=interaction.guild_id,
            member=interaction.user.id,
            exc_info=cause,
        )
        return msg(
            "Something went wrong on my side. If it happens again, "
            "tell the server's operator this number: {reference}.",
            reference=reference,
        )


def explained(error: BaseException) -> Text | None:
    """Return the sentence for an error that is nobody's mistake in the code, or None."""
    match error:
        case Refusal():
            return sentence(error)
        case Problem():
            return error.text
        case app_commands.NoPrivateMessage():
            return server_only().text
        case app_commands.TransformerError():
            return not_offered().text
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return msg("My commands have changed; the server's operator can publish the new ones.")
        case OverloadedError():
            return msgs(
                "The muse has its hands full: {count} request is waiting. Try again in a minute.",
                "The muse has its hands full: {count} requests are waiting. Try again in a minute.",
                error.waiting,
            )
        case QuotaReachedError(seconds=float() as seconds):
            return _hour_is_full(error.scope, seconds)
        case QuotaReachedError(scope="member"):
            return msgs(
                "The muse is busy with {count} wish of yours already; wait for it, or stop it.",
                "The muse is busy with {count} wishes of yours already; wait for one, or stop one.",
                error.limit,
            )
        case QuotaReachedError():
            return msgs(
                "The muse is busy with {count} wish of this server already. Try again in a minute.",
                "The muse is busy with {count} wishes of this server already. Try again in a minute.",
                error.limit,
            )
        case UnsupportedError():
            return msg("This server's muse cannot be held to a form; it writes prose only.")
        case NoSuchPoemError():
            return msg("The muse finds no words for that poem here. Try another form or subject.")
        case MuseUnavailableError():
            return msg("The muse is not at home on this server; everything else works without it.")
        case GenerationFailedError():
            return msg("The muse lost its thread. Nothing of yours is touched; try once more.")
        case ExportFailedError():
            return msg("That file could not be made. Try another kind of file, or the same again later.")
        case discord.HTTPException():
            return _refused_by_discord(error)
        case aiohttp.ClientError() | TimeoutError():
            return _AWAY
    return None


def _hour_is_full(scope: str, seconds: float) -> Text:
    minutes = ceil(seconds / 60)
    if scope == "member":
        return msgs(
            "You have asked the muse often in this hour; it has time for you again in {count} minute.",
            "You have asked the muse often in this hour; it has time for you again in {count} minutes.",
            minutes,
        )
    return msgs(
        "This server has asked the muse often in this hour; it has time again in {count} minute.",
        "This server has asked the muse often in this hour; it has time again in {count} minutes.",
        minutes,
    )


_AWAY = msg("Discord is not answering properly just now; try again in a moment.")


def _refused_by_discord(error: discord.HTTPException) -> Text | None:
    if isinstance(error, discord.Forbidden):
        return msg(
            "Discord does not let me do that here; a moderator can check my permissions in this channel."
        )
    if error.code in _NOBODY_LISTENS:
        return msg("That took too long for Discord; please try once more.")
    if isinstance(error, discord.NotFound):
        return msg("What that belonged to is gone from Discord; the story itself is safe. Try /story list.")
    if error.status == 413:
        return msg("That is larger than Discord takes here.")
    if error.status == 429 or error.status >= 500:
        return _AWAY
    return None


def cause_of(error: BaseException) -> BaseException:
    """Return what a command failed with, out of discord.py's wrapping."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return error
