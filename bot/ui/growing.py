"""A text of the muse's on its way: what its message shows, and how it gets there."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import structlog

from bot.generation.muse import EndReason, GenerationFailedError, Receipt
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.errors import TROUBLE, ErrorDesk
from bot.ui.replies import Interaction, Replies
from bot.ui.router import button, buttons
from bot.ui.streaming import LiveTexts

log = structlog.get_logger(__name__)

_SHOWN = 1500  # characters of a text on its way
_LAST_WORD = 2.0  # seconds for a last edit while the bot stops

Edit = Callable[..., Awaitable[Any]]
Finish = Callable[[str, Receipt], Awaitable[dict[str, Any] | None]]
"""Stores a whole text and returns what its message shows; None where there is no whole sentence in it."""


def waiting(place: int, loading: bool, stop: int, say: Say) -> dict[str, Any]:
    """Return the message of a wish that waits: why, and a button to stop (``stop`` names the wish)."""
    if loading:
        text = say(msg("The muse is still waking up; it writes as soon as it is there."))
    elif place > 1:
        text = say(
            msgs("One moment: {count} is before you.", "One moment: {count} are before you.", place - 1)
        )
    else:
        text = say(msg("The muse is thinking…"))
    return {"content": text, "view": _stop(stop, say)}


def growing(text: str, tokens: int, stop: int, say: Say) -> dict[str, Any]:
    """Return the message of a text that is being written."""
    progress = say(
        msgs("The muse is writing · {count} token", "The muse is writing · {count} tokens", tokens)
    )
    return {"content": f"{quoted(text[-_SHOWN:])} ▌\n-# {progress}", "view": _stop(stop, say)}


def quoted(text: str) -> str:
    """Return a text as a quotation, so that it cannot be taken for Quire's own words."""
    return "\n".join(f"> {line}" for line in (text.strip() or "…").splitlines())


class Grower:
    """Lets texts grow in private messages, each to its own end."""

    def __init__(self, live: LiveTexts, desk: ErrorDesk, replies: Replies) -> None:
        self._live = live
        self._desk = desk
        self._replies = replies

    async def grow(self, interaction: Interaction, number: int, edit: Edit, finish: Finish) -> bool:
        """Let text ``number`` grow in the message that ``edit`` changes, and finish it; tell whether it came
        to its own end. Whatever fails, the message does not go on promising."""
        say = self._replies.say(interaction)

        async def show(text: str, tokens: int) -> None:
            await edit(**growing(text, tokens, number, say))

        try:
            text, stream = await self._live.follow(number, show)
            if stream.receipt is None:
                raise GenerationFailedError("the stream ended without a receipt")
            content = await finish(text, stream.receipt)
            stopped = stream.receipt.end is EndReason.CANCELLED
            if content is not None:
                await self._offer(interaction, edit, content)
            elif stopped:
                await edit(content=say(msg("Stopped before there was a whole sentence.")), view=None)
            else:
                raise GenerationFailedError("there was no whole sentence in it")
            return not stopped
        except TROUBLE as error:
            log.info("text.unseen", member=interaction.user.id, reason=str(error))  # its message is gone
        except asyncio.CancelledError:  # the bot stops
            with contextlib.suppress(*TROUBLE):
                async with asyncio.timeout(_LAST_WORD):
                    await edit(content=say(msg("I was interrupted; ask again in a moment.")), view=None)
            raise
        except Exception as error:
            await edit(content=say(self._desk.explain(interaction, error)), view=None)
        return False

    async def _offer(self, interaction: Interaction, edit: Edit, content: dict[str, Any]) -> None:
        try:
            await edit(**content)
        except TROUBLE as error:
            log.info("text.edit_failed", reason=str(error))
            await interaction.followup.send(ephemeral=True, **_as_new(content))


def _as_new(content: dict[str, Any]) -> dict[str, Any]:
    """Return an edit's content as that of a new message."""
    return {name: value for name, value in content.items() if value is not None}


def _stop(stop: int, say: Say) -> discord.ui.View:
    return buttons(button("muse-stop", stop, label=say(msg("Stop"))))
