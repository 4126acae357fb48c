"""``/story``: start a story, take part, read it, take it home."""

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import PASSAGES_LIMIT, WORDS_LIMIT, Terms
from bot.ui.actors import actor_of
from bot.ui.board import ACCENT, lines
from bot.ui.catalogue import msg
from bot.ui.exporting import wording
from bot.ui.files import text_of
from bot.ui.problems import lacks, not_here
from bot.ui.reading import LIST_SIZE, list_page, story_page
from bot.ui.replies import Interaction
from bot.ui.writing import preview, write_form
from cogs.base import QuireCog, complete_story

if TYPE_CHECKING:
    from bot.client import QuireBot

_WHICH = T("Which story; leave it out inside the story's thread")


class Stories(QuireCog, name="story"):
    """The commands of ``/story``."""

    group = app_commands.Group(
        name="story", description=T("Build a story together, turn by turn"), guild_only=True
    )

    @group.command(description=T("Start a story; it gets a thread of its own"))
    @app_commands.describe(
        title=T("What the story is called"),
        opening=T("Its first passage, by you"),
        words_min=T("The fewest words a turn may have (1)"),
        words_max=T("The most words a turn may have (300)"),
        passages=T("Finish after this many passages (no limit)"),
    )
    async def start(
        self,
        interaction: Interaction,
        title: str,
        opening: str,
        words_min: Range[int, 1, WORDS_LIMIT] = 1,
        words_max: Range[int, 1, WORDS_LIMIT] = 300,
        passages: Range[int, 1, PASSAGES_LIMIT] | None = None,
    ) -> None:
        """Start a story."""
        await self.replies.acknowledge(interaction)
        await begin(self, interaction, title, opening, Terms(words_min, words_max, passages))

    @group.command(description=T("Join a story; your turn will come round"))
    @app_commands.describe(story=_WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def join(self, interaction: Interaction, story: int | None = None) -> None:
        """Join."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.stories.join(actor_of(interaction), record.id)
        await self.publish(interaction, record, msg("Welcome to the story."))

    @group.command(description=T("Leave a story; what you wrote stays in it"))
    @app_commands.describe(story=_WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def leave(self, interaction: Interaction, story: int | None = None) -> None:
        """Leave."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.stories.leave(actor_of(interaction), record.id)
        await self.publish(
            interaction, record, msg("You have left the story; you can join again at any time.")
        )

    @group.command(name="pass", description=T("Hand your turn to the next writer"))
    @app_commands.describe(story=_WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def pass_turn(self, interaction: Interaction, story: int | None = None) -> None:
        """Pass."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.stories.pass_turn(actor_of(interaction), record.id)
        await self.publish(interaction, record, msg("You have passed; the turn has moved on."))

    @group.command(description=T("Write your turn: in a form, as text, or as a file"))
    @app_commands.describe(
        story=_WHICH,
        text=T("Your passage; leave it out to write in a form"),
        file=T("Your passage as a .txt or .md file"),
    )
    @app_commands.autocomplete(story=complete_story)
    async def write(
        self,
        interaction: Interaction,
        story: int | None = None,
        text: str | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Open the form, or take the text and show its preview."""
        actor, say = actor_of(interaction), self.replies.say(interaction)
        record = await self.find(interaction, story)
        if text is None and file is None:
            draft = await self.services.writing.draft(actor, record.id)
            if draft.refusal is not None and not draft.text:
                raise draft.refusal
            await interaction.response.send_modal(write_form(draft, say))
            return
        if text is not None:  # kept before Discord is told anything, which may fail
            draft = await self.services.writing.keep(actor, record.id, text)
            if file is not None:
                raise Refusal(Reason.TEXT_AND_FILE)
            await self.replies.send(interaction, **preview(draft, say))
            return
        await self.replies.acknowledge(interaction)
        draft = await self.services.writing.keep(actor, record.id, await text_of(file))
        await self.replies.replace(interaction, **preview(draft, say))

    @group.command(description=T("How a story stands: whose turn it is, and what the story asks for"))
    @app_commands.describe(story=_WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def status(self, interaction: Interaction, story: int | None = None) -> None:
        """Show what the board shows."""
        record = await self.find(interaction, story)
        say = self.replies.say(interaction)
        text = "\n".join(line for line in lines(record, say) if line)
        if record.thread_id is not None:
            text += f"\n<#{record.thread_id}>"
        embed = discord.Embed(description=text, colour=ACCENT)
        await self.replies.send(interaction, embed=embed)

    @group.command(description=T("Read a story from the beginning, for yourself"))
    @app_commands.describe(story=_WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def read(self, interaction: Interaction, story: int | None = None) -> None:
        """Show the first page."""
        record = await self.find(interaction, story)
        whole = await self.services.reading.whole(actor_of(interaction), record.id)
        embed, view = await asyncio.to_thread(story_page, whole, 0, self.replies.say(interaction))
        await self.replies.send(interaction, embed=embed, view=view)

    @group.command(name="list", description=T("The stories of this server"))
    async def list_stories(self, interaction: Interaction) -> None:
        """Show the newest."""
        found = await self.services.reading.page(actor_of(interaction), 0, LIST_SIZE)
        if not found.total:
            await self.replies.send(interaction, msg("No stories here yet; /story start begins the first."))
            return
        embed, view = list_page(found, self.replies.say(interaction))
        await self.replies.send(interaction, embed=embed, view=view)

    @group.command(description=T("Take a story home as a file"))
    @app_commands.describe(story=_WHICH, format=T("What kind of file"))
    @app_commands.autocomplete(story=complete_story)
    async def export(
        self, interaction: Interaction, story: int | None = None, format: Literal["markdown"] = "markdown"
    ) -> None:
        """Send the file, privately."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        words = wording(self.replies.say(interaction))
        name, data = await self.services.reading.export(actor_of(interaction), record.id, words)
        await self.replies.replace(
            interaction, msg("Here is your story."), attachments=[discord.File(BytesIO(data), name)]
        )

    @group.command(description=T("Finish a story, for its host or a moderator"))
    @app_commands.describe(story=_WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def finish(self, interaction: Interaction, story: int | None = None) -> None:
        """Finish."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.stories.finish(actor_of(interaction), record.id)
        await self.publish(interaction, record, msg("The story is finished; /story export takes it home."))


async def begin(
    cog: QuireCog,
    interaction: Interaction,
    title: str,
    opening: str,
    terms: Terms,
    prompt_id: int | None = None,
) -> None:
    """Start a story in the channel where it was asked for, once the bot may open its thread there.

    Raises:
        Refusal: title, opening or terms do not do.
        Problem: no thread can be opened here.
    """
    channel = check_place(cog, interaction)
    record = await cog.services.stories.start(
        actor_of(interaction), channel.id, title, opening, terms, prompt_id
    )
    await cog.publish(interaction, record, msg("Story #{number} has begun.", number=record.number))


def check_place(cog: QuireCog, interaction: Interaction) -> discord.TextChannel:
    """Return the channel, if a story's thread can be opened in it.

    Raises:
        Problem: it is of another kind, or the bot lacks a permission there.
    """
    channel = interaction.channel
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise not_here()
    if missing := cog.bot.publisher.missing_permissions(interaction.app_permissions):
        raise lacks(missing, channel.mention)
    return channel


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Stories(bot))
