"""What every cog has at hand."""

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.domain.knobs import MUSE, RATING
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Order, Rating
from bot.services.drafting import Draft
from bot.services.exporting import Called, Format
from bot.services.limits import Setting
from bot.services.reading import WholeStory
from bot.storage.records import StoryRecord
from bot.ui.actors import actor_of
from bot.ui.board import headline
from bot.ui.catalogue import Text, msg
from bot.ui.errors import TROUBLE, explained
from bot.ui.exporting import wording
from bot.ui.people import FORMER, THE_MUSE
from bot.ui.problems import Problem
from bot.ui.reading import story_page
from bot.ui.replies import Interaction
from bot.ui.router import button, buttons
from bot.ui.standing import held_to, limits
from bot.ui.verdicts import warned

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

    async def claimed_draft(self, interaction: Interaction, story_id: int) -> Draft:
        """Return the member's draft; where the turn is open to a claim, it is theirs from now on."""
        actor = actor_of(interaction)
        draft = await self.services.writing.draft(actor, story_id, claim=True)
        if draft.story.story.terms.order is Order.OPEN and not draft.story.story.claimless:
            work = self.bot.publisher.publish_quietly(actor.guild_id, story_id)
            self.bot.tasks.spawn(work, name=f"publish-{story_id}")
        return draft

    async def rating_of(self, record: StoryRecord) -> Rating:
        """Return the rating that holds for what is written in a story now."""
        rating = record.story.terms.rating
        return await self.services.house.rating_in(record.guild_id, record.channel_id, rating)

    async def welcome(self, record: StoryRecord) -> Text:
        """Return what one who joins is told: what was agreed, and what holds where that is stricter."""
        terms, held = record.story.terms, held_to(record.story, await self.rating_of(record))
        welcome = msg("Welcome to the story.")
        if terms.lines or terms.veils:
            welcome = msg("Welcome to the story. {limits}", limits=limits(record.story))
        return msg("{welcome}\n{held}", welcome=welcome, held=held) if held else welcome

    async def show_page(self, interaction: Interaction, story_id: int, page: int) -> None:
        """Show a page of a story: privately, or in place of the page before it."""
        actor = actor_of(interaction)
        try:
            whole = await self.services.reading.whole(actor, story_id)
        except Refusal as refusal:
            record = await self.services.reading.get(actor, story_id)
            if refusal.reason is not Reason.NOTHING_TO_READ or not actor.access.moderates(record.channel_id):
                raise
            await self._offer_look(interaction, record)
            return
        may_look = whole.hidden > 0 and actor.access.moderates(whole.record.channel_id)
        await self._show(interaction, whole, page, may_look=may_look)

    async def show_look(self, interaction: Interaction, story_id: int, page: int) -> None:
        """Show a moderator a page of a story that hides it from others; it is noted that they looked."""
        whole = await self.services.reading.look(actor_of(interaction), story_id)
        await self._show(interaction, whole, page, looked=True)

    async def _offer_look(self, interaction: Interaction, record: StoryRecord) -> None:
        text = msg(
            "This story is folded: it shows you nothing before its finish. As a moderator you may look; "
            "that you did is kept in the record."
        )
        look = button("look", record.id, 0, label=self.replies.say(interaction)(msg("Look as a moderator")))
        await self.replies.send(interaction, text, view=buttons(look))

    async def _show(
        self,
        interaction: Interaction,
        whole: WholeStory,
        page: int,
        *,
        looked: bool = False,
        may_look: bool = False,
    ) -> None:
        say = self.replies.say(interaction)
        embed, view = await asyncio.to_thread(story_page, whole, page, say, looked=looked, may_look=may_look)
        await self.replies.replace(interaction, embed=embed, view=view)

    async def send_export(self, interaction: Interaction, story_id: int, kind: str) -> None:
        """Send a story as a file, in place of the deferred answer."""
        say = self.replies.say(interaction)
        made = await self.services.exporting.export(
            actor_of(interaction),
            story_id,
            Format(kind),
            wording(say),
            Called(say(THE_MUSE), say(FORMER)),
            say.language,
        )
        text = msg("Here is your story.")
        if made.unshown:
            text = msg(
                "Here is your story. This server has no font for some of its letters ({letters}); "
                "HTML or EPUB show them.",
                letters=" ".join(made.unshown),
            )
        await self.replies.replace(
            interaction, text, attachments=[discord.File(BytesIO(made.data), made.name)]
        )

    async def with_warning(
        self, interaction: Interaction, record: StoryRecord, text: str, done: Text
    ) -> Text:
        """Return what is said of a text that went in without a preview: also what is warned of."""
        matches = await self.services.word_lists.warned(record, text)
        return warned(done, text, matches, self.replies.say(interaction))

    def turned(self, guild_id: int, setting: Setting) -> None:
        """Bring about at once what a setting that was turned has to: a muse that is off writes no further,
        and the boards tell which rating holds."""
        if setting.knob.name == MUSE and setting.value == "off":
            self.bot.live.stop_all(guild_id)
        if setting.knob.name == RATING:
            work = self.bot.publisher.rate_quietly(guild_id, setting.channel_id)
            self.bot.tasks.spawn(work, name=f"rate-{guild_id}")

    def publish_later(self, record: StoryRecord) -> None:
        """Bring the story's thread up to date in the background; nobody waits for it."""
        work = self.bot.publisher.publish_quietly(record.guild_id, record.id)
        self.bot.tasks.spawn(work, name=f"publish-{record.id}")

    async def publish(
        self, interaction: Interaction, record: StoryRecord, done: Text, *, correctable: bool = False
    ) -> None:
        """Bring the story's thread up to date and say that it is done, in place of the deferred answer.

        ``correctable`` offers to correct the passage that was just written. Where Discord stands in the way,
        the member is told that their words are safe and how to go on.
        """
        if record.threadless:
            await self.replies.replace(interaction, done)
            return
        try:
            thread = await self.bot.publisher.publish(record.guild_id, record.id)
        except (Problem, *TROUBLE) as error:
            log.warning("story.behind", guild=record.guild_id, story=record.id, reason=str(error))
            await self._behind(interaction, record, done, explained(error) or msg("Discord did not take it."))
        except Exception as error:  # the act is done: whatever the thread's trouble is, it is told as that
            await self._behind(interaction, record, done, self.bot.desk.explain(interaction, error))
        else:
            there = interaction.channel_id == thread.id
            text = done if there else msg("{done}\nIts thread: {thread}", done=done, thread=thread.mention)
            if correctable and record.story.turn is not None:
                label = self.replies.say(interaction)(msg("Correct"))
                view = buttons(button("correct", record.id, label=label))
                await self.replies.replace(interaction, text, view=view)
            else:
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
