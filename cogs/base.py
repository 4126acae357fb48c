"""What every cog has at hand."""

from typing import TYPE_CHECKING

import structlog
from discord import app_commands
from discord.ext import commands

from bot.storage.stories import StoryRecord
from bot.ui.actors import actor_of
from bot.ui.board import headline
from bot.ui.catalogue import Text, msg
from bot.ui.errors import TROUBLE, explained
from bot.ui.problems import Problem
from bot.ui.replies import Interaction
from bot.ui.router import button, buttons

if TYPE_CHECKING:
    from bot.client import QuireBot

log = structlog.get_logger(__name__)


class QuireCog(commands.Cog):
    """A cog with the bot's services, replies and router."""

    def __init__(self, bot: "QuireBot") -> None:
        self.bot = bot
        self.services = bot.services
        self.replies = bot.replies
        self.router = bot.router

    async def find(self, interaction: Interaction, number: int | None) -> StoryRecord:
        """Return the story that a command names, or whose thread it was typed in.

        Raises:
            Refusal: there is none.
        """
        return await self.services.reading.find(actor_of(interaction), number, interaction.channel_id)

    async def publish(self, interaction: Interaction, record: StoryRecord, done: Text) -> None:
        """Bring the story's thread up to date and say that it is done, in place of the deferred answer.

        Where Discord stands in the way, the member is told that their words are safe and how to go on.
        """
        try:
            thread = await self.bot.publisher.publish(record.guild_id, record.id)
        except (Problem, *TROUBLE) as error:
            log.warning("story.behind", guild=record.guild_id, story=record.id, reason=str(error))
            await self._behind(interaction, record, done, explained(error) or msg("Discord did not take it."))
        except Exception as error:  # the act is done: whatever the thread's trouble is, it is told as that
            await self._behind(interaction, record, done, self.bot.desk.explain(interaction, error))
        else:
            there = interaction.channel_id == thread.id
            text = done if there else msg("{done} Its thread: {thread}", done=done, thread=thread.mention)
            await self.replies.replace(interaction, text)

    async def _behind(self, interaction: Interaction, record: StoryRecord, done: Text, reason: Text) -> None:
        text = msg("{done} It is safe, but its thread could not show it: {reason}", done=done, reason=reason)
        label = self.replies.say(interaction)(msg("Open thread"))
        await self.replies.replace(interaction, text, view=buttons(button("thread", record.id, label=label)))


async def complete_story(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
    """Offer the server's stories as the member types."""
    bot: QuireBot = interaction.client
    if interaction.guild_id is None:
        return []
    say = bot.replies.say(interaction)
    found = await bot.services.reading.matching(actor_of(interaction), current)
    return [
        app_commands.Choice(name=headline(number, title, state, say), value=number)
        for number, title, state in found
    ]
