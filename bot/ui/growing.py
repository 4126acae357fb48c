"""A text of the muse's on its way: what its message shows, and how it gets there."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
import structlog

from bot.generation.muse import EndReason, GenerationFailedError
from bot.services.proposing import Made
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.errors import TROUBLE, ErrorDesk
from bot.ui.quoting import numbered, quoted_tail
from bot.ui.replies import Edit, Interaction, LateAnswerError, Replies, as_new
from bot.ui.router import button, buttons
from bot.ui.streaming import LiveTexts

log = structlog.get_logger(__name__)

_SHOWN = 1500  # characters of texts on their way, all together
_LAST_WORD = 2.0  # seconds for a last edit while the bot stops

_STOPPED = msg("Stopped before there was a whole sentence.")
_UNSEEN = msg("The muse is done, but Discord did not take its text; ask again.")

Veil = Callable[[str], str]
"""What is shown of a text on its way: all, or nothing where it is not fit to be shown already."""
Finish = Callable[[Made], Awaitable[dict[str, Any] | None]]
"""Stores the texts that were made and returns what their message shows; None where nothing is fit to show."""


def waiting(place: int, seconds: float | None, loading: bool, stop: int, say: Say) -> dict[str, Any]:
    """Return the message of a wish that waits: why and about how long (``seconds``, None: not known), and a
    button to stop (``stop`` names the wish)."""
    if loading:
        text = say(msg("The muse is still waking up; it writes as soon as it is there."))
    elif place > 1:
        text = say(
            msgs("One moment: {count} is before you.", "One moment: {count} are before you.", place - 1)
        )
    else:
        text = say(msg("The muse is thinking…"))
    if place and seconds is not None and seconds >= 1 and not loading:
        text = f"{text} {say(msgs('About {count} second.', 'About {count} seconds.', round(seconds)))}"
    return {"content": text, "view": _stop(stop, say)}


def growing(texts: Sequence[str], tokens: int, speed: float, stop: int, say: Say) -> dict[str, Any]:
    """Return the message of texts that are being written, numbered where there are several; without any, how
    far they are.

    ``speed`` is in tokens per second, 0 where it is not known yet.
    """
    progress = say(
        msgs("The muse is writing · {count} token", "The muse is writing · {count} tokens", tokens)
    )
    if speed:
        progress = f"{progress} · {say(msg('{speed} a second', speed=round(speed)))}"
    room = _SHOWN // max(len(texts), 1)
    parts = [f"{quoted_tail(text, room)} ▌" for text in texts]
    shown = [numbered(parts)] if parts else []
    return {"content": "\n\n".join([*shown, f"-# {progress}"]), "view": _stop(stop, say)}


class Grower:
    """Lets texts grow in private messages, each to its own end."""

    def __init__(self, live: LiveTexts, desk: ErrorDesk, replies: Replies) -> None:
        self._live = live
        self._desk = desk
        self._replies = replies

    async def grow(
        self,
        interaction: Interaction,
        number: int,
        edit: Edit,
        finish: Finish,
        *,
        shown: int = 1,
        veil: Veil = str,
        ways: discord.ui.View | None = None,
        instead: Callable[[], dict[str, Any]] | None = None,
    ) -> bool:
        """Let the texts of wish ``number`` grow in the message that ``edit`` changes, the first ``shown`` of
        them to be seen through ``veil``, and finish it; tell whether they came to their own end.

        Whatever fails, the message does not go on promising; where it has no text to show, ``ways`` are the
        buttons under it. ``instead`` gives what the message shows where the muse failed, if that can be
        made good.
        """
        say = self._replies.say(interaction)

        async def show(texts: Sequence[str], tokens: int, speed: float) -> None:
            seen = [veil(text) for text in texts[:shown]]
            await edit(**growing(seen, tokens, speed, number, say))

        async def end(text: Text) -> None:
            with contextlib.suppress(*TROUBLE, LateAnswerError):
                await edit(content=say(text), view=ways)

        try:
            chorus = await self._live.follow(number, show)
            if not chorus.made:
                raise GenerationFailedError("the stream ended without a receipt")
            content = await finish(chorus.made)
            stopped = any(receipt.end is EndReason.CANCELLED for _, receipt in chorus.made)
            if content is None:
                await end(_STOPPED if stopped else _nothing(len(chorus.made)))
            else:
                await self._offer(interaction, edit, content)
            return not stopped
        except LateAnswerError:
            await self._tell_late(interaction)
        except TROUBLE as error:
            log.info("text.unseen", member=interaction.user.id, reason=str(error))
            await end(_UNSEEN)  # its message is gone, or Discord did not take the text
        except asyncio.CancelledError:  # the bot stops
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD):
                    await end(msg("I was interrupted; ask again in a moment."))
            raise
        except Exception as error:
            explained = self._desk.explain(interaction, error)
            if instead is None or not isinstance(error, GenerationFailedError):
                await end(explained)
                return False
            with contextlib.suppress(*TROUBLE, LateAnswerError):
                await edit(**instead())
        return False

    async def _tell_late(self, interaction: Interaction) -> None:
        """Say in a direct message that what was asked for is there; how to see it does not expire."""
        text = msg(
            "The muse is done with what you asked in {channel}; its message there can no longer be changed. "
            "What was written for a story is kept: ask again, then press Earlier.",
            channel=getattr(interaction.channel, "mention", "Discord"),
        )
        try:
            await interaction.user.send(self._replies.say(interaction)(text))
        except TROUBLE as error:
            log.info("text.late", member=interaction.user.id, reason=str(error))

    async def _offer(self, interaction: Interaction, edit: Edit, content: dict[str, Any]) -> None:
        try:
            await edit(**content)
        except TROUBLE as error:
            log.info("text.edit_failed", reason=str(error))
            await interaction.followup.send(ephemeral=True, **as_new(content))


def _nothing(written: int) -> Text:
    return msgs(
        "The muse found nothing worth showing this time: {count} text was set aside. Ask again, or give it a "
        "hint.",
        "The muse found nothing worth showing this time: {count} texts were set aside. Ask again, or give it "
        "a hint.",
        written,
    )


def _stop(stop: int, say: Say) -> discord.ui.View:
    return buttons(button("muse-stop", stop, label=say(msg("Stop"))))
