"""The Discord client: loads the cogs, routes every interaction, and has one error path."""

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.domain.refusals import Refusal
from bot.generation.muse import Muse
from bot.services.prompts import PromptService
from bot.services.reading import ReadingService
from bot.services.stories import StoryService
from bot.services.threads import ThreadService
from bot.services.writing import WritingService
from bot.tasks import Tasks
from bot.ui.catalogue import Catalogue
from bot.ui.errors import TROUBLE, ErrorDesk
from bot.ui.problems import Problem, server_only
from bot.ui.publisher import Publisher
from bot.ui.replies import Replies, payload
from bot.ui.router import Router
from bot.ui.translator import CatalogueTranslator
from bot.waiting import Waiting

log = structlog.get_logger(__name__)

COGS = ("cogs.prompts", "cogs.stories", "cogs.board", "cogs.muse", "cogs.help")


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases that the cogs call."""

    stories: StoryService
    writing: WritingService
    reading: ReadingService
    threads: ThreadService
    prompts: PromptService
    muse: Muse
    waiting: Waiting


class Tree(app_commands.CommandTree["QuireBot"]):
    """Sends every failed command down the one error path."""

    async def interaction_check(self, interaction: discord.Interaction["QuireBot"]) -> bool:
        """Refuse in direct messages what is about a server; Discord hides it there, a program may not."""
        if interaction.guild_id is not None or payload(interaction).get("name") == "help":
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            await self.client.desk.tell(interaction, server_only())
        return False

    async def on_error(
        self, interaction: discord.Interaction["QuireBot"], error: app_commands.AppCommandError
    ) -> None:
        """Answer with one sentence."""
        await self.client.desk.tell(interaction, error)


class QuireBot(commands.Bot):
    """Quire in Discord. It needs no privileged intent."""

    def __init__(self, services: Services, catalogue: Catalogue, language: str) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            help_command=None,
            tree_cls=Tree,
        )
        self.services = services
        self.catalogue = catalogue
        self.replies = Replies(catalogue, language)
        self.desk = ErrorDesk(self.replies)
        self.router = Router(self.desk.tell)
        self.publisher = Publisher(self, services.threads, self.replies.public)
        self.tasks = Tasks()

    async def setup_hook(self) -> None:
        """Load the cogs. Commands are synced on demand only (``quire run --sync``)."""
        await self.tree.set_translator(CatalogueTranslator(self.catalogue))
        for name in COGS:
            await self.load_extension(name)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Route buttons, selects and forms; commands go through the tree."""
        await self.router.dispatch(interaction)

    async def on_ready(self) -> None:
        """Bring threads up to date that a crash or an outage of Discord's left behind; may repeat."""
        for guild in self.guilds:
            await self.catch_up(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Do the same for a server that comes back."""
        await self.catch_up(guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Do the same where the bot is invited again."""
        await self.catch_up(guild.id)

    async def catch_up(self, guild_id: int, *, reopen: bool = False) -> None:
        """Bring every thread of the server up to date; ``reopen`` opens new ones for those that are gone."""
        for story_id in await self.services.threads.lagging(guild_id):
            await self._quietly(self.publisher.publish(guild_id, story_id, recovering=True), story_id)
        if reopen:
            for record in await self.services.reading.overview(guild_id):
                await self._quietly(self.publisher.reopen(guild_id, record.id), record.id)

    async def close(self) -> None:
        """End the background tasks, then the connection."""
        await self.tasks.close()
        await super().close()

    async def _quietly(self, publishing: Coroutine[Any, Any, object], story_id: int) -> None:
        try:
            await publishing
        except (Problem, Refusal, *TROUBLE) as error:
            log.warning("story.behind", story=story_id, reason=str(error))
        except Exception:  # one story's trouble must not keep the others behind
            log.exception("story.behind", story=story_id)
