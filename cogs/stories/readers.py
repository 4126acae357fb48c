"""Looking at stories: status, read, list, search, charter, export."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.charter import CHARTER_LIMIT
from bot.domain.story import Rating
from bot.services.reading import QUERY_LIMIT
from bot.storage.shelf import Shelf
from bot.ui.actors import actor_of
from bot.ui.board import ACCENT, card, lines
from bot.ui.catalogue import msg
from bot.ui.markdown import literal
from bot.ui.reading import HITS_SIZE, LIST_SIZE, hit_page, list_page
from bot.ui.replies import Interaction
from bot.ui.router import button
from bot.ui.standing import behind_names, held_to, limits, rating_name
from cogs.base import QuireCog, complete_story
from cogs.chartering import ask_charter
from cogs.stories.group import WHICH, story_group


class Readers(QuireCog):
    """What anybody may do who sees a story's channel."""

    @story_group.command(description=T("How a story stands: whose turn it is, and what the story asks for"))
    @app_commands.describe(story=WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def status(self, interaction: Interaction, story: int | None = None) -> None:
        """Show what the board shows; to moderators, who is behind the pen names as well."""
        record = await self.find(interaction, story)
        actor, say = actor_of(interaction), self.replies.say(interaction)
        rows = [line for line in lines(record, say, await self.rating_of(record)) if line]
        if actor.access.moderates(record.channel_id):
            names = await self.services.reading.names(actor, record.id)
            rows += behind_names(record.story, names, say)
        if await self.bot.publisher.homes.is_reachable(record):
            view = card([*rows, f"<#{record.thread_id}>"])
        else:
            view = card(rows, button("thread", record.id, label=say(msg("Open thread"))))
        await self.replies.send(interaction, view=view)

    @story_group.command(description=T("Read a story from the beginning, for yourself"))
    @app_commands.describe(story=WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def read(self, interaction: Interaction, story: int | None = None) -> None:
        """Show the first page."""
        record = await self.find(interaction, story)
        await self.show_page(interaction, record.id, 0)

    @story_group.command(name="list", description=T("The stories of this server"))
    @app_commands.describe(show=T("Which of them (all)"))
    async def list_stories(
        self,
        interaction: Interaction,
        show: Literal["all", "open", "sleeping", "finished", "mine", "my-turn"] = "all",
    ) -> None:
        """Show the newest."""
        found = await self.services.reading.page(actor_of(interaction), 0, LIST_SIZE, Shelf(show))
        if not found.total and found.shelf is Shelf.ALL:
            await self.replies.send(interaction, msg("No stories here yet; /story start begins the first."))
            return
        embed, view = list_page(found, self.replies.say(interaction))
        await self.replies.send(interaction, embed=embed, view=view)

    @story_group.command(description=T("Find passages by their words"))
    @app_commands.describe(query=T("The words to look for; the last one may go on"))
    async def search(self, interaction: Interaction, query: Range[str, 1, QUERY_LIMIT]) -> None:
        """Show what was found, newest first."""
        found = await self.services.reading.search(actor_of(interaction), query, 0, HITS_SIZE)
        embed, view = hit_page(found, query, self.replies.say(interaction))
        await self.replies.send(interaction, embed=embed, view=view)

    @story_group.command(
        description=T("What was agreed for a story: for whom it is, and what stays out of it; or change it")
    )
    @app_commands.describe(
        story=WHICH,
        rating=T("For whom it is to be; a higher one needs every active writer"),
        lines=T("What never happens in it; anything but adding to it needs every active writer"),
        veils=T("What is not told in detail; anything but adding to it needs every active writer"),
    )
    @app_commands.autocomplete(story=complete_story)
    async def charter(
        self,
        interaction: Interaction,
        story: int | None = None,
        rating: Literal["everyone", "teen", "mature"] | None = None,
        lines: Range[str, 1, CHARTER_LIMIT] | None = None,
        veils: Range[str, 1, CHARTER_LIMIT] | None = None,
    ) -> None:
        """Show it; with values, change it or ask to."""
        record = await self.find(interaction, story)
        if rating or lines or veils:
            await ask_charter(self, interaction, record, Rating(rating) if rating else None, lines, veils)
            return
        say, terms = self.replies.say(interaction), record.story.terms
        rows = [f"### {literal(record.story.title)}  ·  #{record.number}", say(rating_name(terms.rating))]
        if terms.lines or terms.veils:
            rows.append(say(limits(record.story)))
        if held := held_to(record.story, await self.rating_of(record)):
            rows.append(say(held))
        embed = discord.Embed(description="\n".join(rows), colour=ACCENT)
        await self.replies.send(interaction, embed=embed)

    @story_group.command(description=T("Take a story or a finished poem home as a file"))
    @app_commands.describe(story=WHICH, format=T("What kind of file (markdown)"))
    @app_commands.autocomplete(story=complete_story)
    async def export(
        self,
        interaction: Interaction,
        story: int | None = None,
        format: Literal["markdown", "html", "epub", "pdf", "json"] = "markdown",
    ) -> None:
        """Send the file, privately."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        await self.send_export(interaction, record.id, format)
