"""Answering an interaction: privately, in the member's own language, pinging nobody."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord
import structlog
from discord import app_commands

from bot.ui.catalogue import Catalogue, Say, Text

log = structlog.get_logger(__name__)

Interaction = discord.Interaction[Any]
Edit = Callable[..., Awaitable[Any]]

_EXPIRED = {10015, 50027}  # unknown webhook, invalid webhook token: the quarter of an hour is over


class LateAnswerError(Exception):
    """The message that waits for an answer can no longer be changed."""


class Replies:
    """Sends answers. ``language`` is for what everybody sees."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue = catalogue
        self.public = catalogue.speaker(language)

    def say(self, interaction: Interaction) -> Say:
        """Return a renderer for what only this member sees."""
        return self.catalogue.speaker(interaction.locale.value)

    async def acknowledge(self, interaction: Interaction, *, answer: bool = True) -> None:
        """Tell Discord that an answer follows: a private message, or a change of the pressed one if that is
        private.

        Where Discord no longer takes that, the member's act still goes on: they meant it.
        """
        if interaction.response.is_done():
            return
        answer = answer or not is_private(interaction)
        interaction.extras["answers"] = answer
        try:
            if answer:
                await interaction.response.defer(ephemeral=True, thinking=True)
            else:
                await interaction.response.defer()
        except discord.HTTPException as error:
            log.warning("interaction.late", interaction=named(interaction), reason=str(error))

    async def send(self, interaction: Interaction, text: Text | None = None, **content: Any) -> None:
        """Answer privately, or follow up where an answer was given; a deferred answer is completed.

        ``content`` is what discord.py takes (``content``, ``embed``, ``view``, ``file``), of an edit too.
        """
        if text is not None:
            content["content"] = self.say(interaction)(text)
        content = as_new(content)
        if interaction.response.is_done():
            await interaction.followup.send(ephemeral=True, **content)
        else:
            sent = await interaction.response.send_message(ephemeral=True, **content)
            interaction.extras["message_id"] = sent.message_id

    def editor(self, interaction: Interaction) -> Edit:
        """Return what edits the answer that was given, also after the quarter of an hour in which Discord
        lets the interaction itself do it: then the bot does, where it can."""

        async def edit(**content: Any) -> Any:
            try:
                if not interaction.is_expired():
                    return await interaction.edit_original_response(**content)
            except discord.HTTPException as error:
                if error.code not in _EXPIRED:
                    raise
            return await self._edit_as_bot(interaction, content)

        return edit

    async def _edit_as_bot(self, interaction: Interaction, content: dict[str, Any]) -> Any:
        message_id = interaction.extras.get("message_id") or getattr(interaction.message, "id", None)
        channel = interaction.channel
        if message_id is None or not isinstance(channel, discord.abc.Messageable):
            raise LateAnswerError
        try:
            message = cast("Any", channel).get_partial_message(message_id)
            return await message.edit(allowed_mentions=discord.AllowedMentions.none(), **content)
        except discord.HTTPException as error:  # a private message is the interaction's alone
            raise LateAnswerError from error

    async def replace(self, interaction: Interaction, text: Text | None = None, **content: Any) -> None:
        """Put this in place of the private message whose button was pressed, or of the promised answer.

        A message that others see is never replaced. What is not given (``embed``, ``view``, ``attachments``)
        is taken away.
        """
        say, wants_answer = self.say(interaction), _wants_answer(interaction)
        in_place = interaction.response.is_done() or not (wants_answer or not is_private(interaction))
        if not in_place or (not wants_answer and _keeps_its_frame(interaction, content)):
            await self.send(interaction, text, **content)
            return
        embed = {} if "embeds" in content else {"embed": None}  # Discord's library takes one of the two
        content = {"content": None, "view": None, "attachments": []} | embed | content
        if text is not None:
            content["content"] = say(text)
        if interaction.response.is_done():
            await interaction.edit_original_response(**content)
        else:
            await interaction.response.edit_message(**content)


def is_private(interaction: Interaction) -> bool:
    """Tell whether what was pressed stands in a message that only this member sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _wants_answer(interaction: Interaction) -> bool:
    """Tell whether the interaction is answered with a message of its own, not by changing the pressed one."""
    is_command = interaction.type is discord.InteractionType.application_command
    return bool(interaction.extras.get("answers", is_command))


def _keeps_its_frame(interaction: Interaction, content: dict[str, Any]) -> bool:
    """Tell whether the pressed message is a card and this is none: Discord lets no card become plain text."""
    card = interaction.message is not None and interaction.message.flags.components_v2
    return card and not isinstance(content.get("view"), discord.ui.LayoutView)


def as_new(content: dict[str, Any]) -> dict[str, Any]:
    """Return an edit's content as that of a new message; files that were sent with it already go again."""
    content = {name: value for name, value in content.items() if value is not None}
    files = content.pop("attachments", [])
    for file in files:
        file.reset()
    return content | {"files": files} if files else content


def payload(interaction: Interaction) -> dict[str, Any]:
    """Return what Discord sent with the interaction."""
    return cast("dict[str, Any]", interaction.data or {})


def offered(interaction: Interaction) -> bool:
    """Tell whether each option with choices that a command was given has one of them."""
    command, given = interaction.command, interaction.namespace
    if not isinstance(command, app_commands.Command):
        return True
    return all(
        given[option.display_name] in {choice.value for choice in option.choices}
        for option in command.parameters
        if option.choices and option.display_name in given
    )


def named(interaction: Interaction) -> str:
    """Return the interaction's name for the log: its command, or the id of what was pressed."""
    if interaction.command is not None:
        return "/" + interaction.command.qualified_name
    return str(payload(interaction).get("custom_id", interaction.type.name))
