"""The Discord client: loads the cogs, routes every interaction, and has one error path."""

from collections.abc import Coroutine
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.daily_prompter import DailyPrompter
from bot.domain.refusals import Refusal
from bot.herald import Herald
from bot.housekeeper import Housekeeper
from bot.muse_player import MusePlayer
from bot.services.registry import Services
from bot.tasks import Tasks
from bot.timekeeper import Timekeeper
from bot.ui.catalogue import Catalogue
from bot.ui.daily import DailyPoster
from bot.ui.errors import TROUBLE, ErrorDesk
from bot.ui.growing import Grower
from bot.ui.notices import NoticePoster
from bot.ui.overtaken import OvertakenTeller
from bot.ui.problems import Problem, not_offered, server_only
from bot.ui.publisher import Publisher
from bot.ui.replies import Replies, offered, payload
from bot.ui.returning import Returning
from bot.ui.router import Router
from bot.ui.streaming import LiveTexts
from bot.ui.translator import CatalogueTranslator

log = structlog.get_logger(__name__)

COGS = (
    "cogs.prompts",
    "cogs.poetry",
    "cogs.review",
    "cogs.bans",
    "cogs.reports",
    "cogs.limits",
    "cogs.setup",
    "cogs.stories",
    "cogs.board",
    "cogs.chartering",
    "cogs.muse",
    "cogs.proposals",
    "cogs.rewriting",
    "cogs.unstuck",
    "cogs.settings",
    "cogs.privacy",
    "cogs.help",
    "cogs.arrivals",
    "cogs.talk",
    "cogs.spotting",
)


class Tree(app_commands.CommandTree["QuireBot"]):
    """Sends every failed command down the one error path."""

    async def interaction_check(self, interaction: discord.Interaction["QuireBot"]) -> bool:
        """Refuse in direct messages what is about a server, and values that are none of an option's choices;
        Discord takes neither, a program may send both."""
        asked = interaction.type is discord.InteractionType.autocomplete
        if interaction.guild_id is None and payload(interaction).get("name") != "help":
            problem = server_only()
        elif not asked and not offered(interaction):
            problem = not_offered()
        else:
            return True
        if not asked:
            await self.client.desk.tell(interaction, problem)
        return False

    async def on_error(
        self, interaction: discord.Interaction["QuireBot"], error: app_commands.AppCommandError
    ) -> None:
        """Answer with one sentence."""
        await self.client.desk.tell(interaction, error)


class QuireBot(commands.Bot):
    """Quire in Discord. It needs no privileged intent; with ``members`` it learns at once who leaves, with
    ``content`` it can spot haiku in talk."""

    def __init__(
        self,
        services: Services,
        catalogue: Catalogue,
        language: str,
        *,
        members: bool = False,
        content: bool = False,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            # guild_messages tells that somebody wrote, not what: that would be message_content.
            intents=discord.Intents(
                guilds=True, guild_messages=True, moderation=True, members=members, message_content=content
            ),
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            help_command=None,
            tree_cls=Tree,
        )
        self.services = services
        self.catalogue = catalogue
        self.replies = Replies(catalogue, language)
        self.desk = ErrorDesk(self.replies)
        self.router = Router(self.desk.tell, self.replies.acknowledge)
        self.tasks = Tasks()
        self.publisher = Publisher(
            self, services.threads, services.presence, services.clock, self.tasks, self.replies.public
        )
        self.live = LiveTexts(services.waiting)
        self.grower = Grower(self.live, self.desk, self.replies)
        self.muse_player = MusePlayer(
            services.muse_turns, services.waiting, self.tasks, self.publisher.publish_quietly
        )
        self.publisher.on_muse_turn = self.muse_player.play
        teller = OvertakenTeller(self, services.overtaken, self.tasks, self.replies.public)
        self.publisher.on_owing = teller.ring
        self.timekeeper = Timekeeper(services.clockwork, services.clock, self.publisher.publish_quietly)
        self.daily_prompter = DailyPrompter(
            services.dailies, services.daily_posts, services.clock, DailyPoster(self, self.replies.public)
        )
        self.herald = Herald(
            services.reviewing, services.limits, services.clock, NoticePoster(self, self.replies.public)
        )
        services.bell.listen(self.herald.ring)
        self.housekeeper = Housekeeper(services.housekeeping, services.clock)
        self.returning = Returning(self, services.housekeeping, self.replies.public)
        self._keeping_time = False

    async def setup_hook(self) -> None:
        """Load the cogs. Commands are synced on demand only (``quire run --sync``)."""
        await self.tree.set_translator(CatalogueTranslator(self.catalogue))
        for name in COGS:
            await self.load_extension(name)

    async def on_message(self, message: discord.Message) -> None:
        """There are no commands in messages, only slash commands; ``cogs.talk`` counts them."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Route buttons, selects and forms; commands go through the tree."""
        await self.router.dispatch(interaction)

    async def on_ready(self) -> None:
        """Take note of the servers there are, bring their threads up to date, and keep time; may repeat."""
        returned = await self.services.presence.guilds_are({guild.id for guild in self.guilds})
        for guild_id, since in returned.items():
            await self.returning.tell_owner(guild_id, since)
        for guild in self.guilds:
            await self.catch_up(guild.id)
        await self.muse_player.catch_up()
        if not self._keeping_time:
            self._keeping_time = True
            self.tasks.spawn(self.timekeeper.run(), name="timekeeper")
            self.tasks.spawn(self.daily_prompter.run(), name="daily-prompter")
            for guild in self.guilds:
                self.herald.ring(guild.id)  # what came before a restart and was told to nobody
            self.tasks.spawn(self.herald.run(), name="herald")
            self.tasks.spawn(self.housekeeper.run(), name="housekeeper")

    def is_for_adults(self, channel_id: int) -> bool:
        """Tell whether a channel is age-restricted, as Discord told last."""
        channel = self.get_channel(channel_id)
        return isinstance(channel, discord.TextChannel | discord.ForumChannel) and channel.is_nsfw()

    async def catch_up(self, guild_id: int, *, reopen: bool = False) -> None:
        """Bring every thread of the server up to date; ``reopen`` opens new ones for those that are gone."""
        for story_id in await self.services.threads.behind(guild_id):
            await self.publisher.publish_quietly(guild_id, story_id, recovering=True)
        if reopen:
            for record in await self.services.reading.overview(guild_id):
                if record.threadless:
                    continue
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
