"""``/muse``: how the muse is doing, and how a story might go on."""

from typing import TYPE_CHECKING

from discord import app_commands
from discord.app_commands import Choice, Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.generation.muse import MuseState, MuseStatus
from bot.generation.rewriting import How
from bot.services.cowriting import HINT_LIMIT
from bot.services.proposing import WORDS
from bot.services.rewriting import TONE_LIMIT
from bot.storage.figures import GuildFigures
from bot.ui.actors import actor_of
from bot.ui.catalogue import Text, msg, msgs
from bot.ui.receipts import receipts_page
from bot.ui.replies import Interaction
from cogs.asking import ask_story
from cogs.base import QuireCog, complete_story
from cogs.rewriting import here_of, show_rewriting

if TYPE_CHECKING:
    from bot.client import QuireBot


class Muse(QuireCog, name="muse"):
    """The commands of ``/muse``."""

    group = app_commands.Group(
        name="muse", description=T("The language model that helps you write"), guild_only=True
    )

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("receipts", self.show_receipts, numbers=2)

    @group.command(description=T("Which model it is, how busy, and where you are in the queue"))
    async def status(self, interaction: Interaction) -> None:
        """Show where the muse stands."""
        say = self.replies.say(interaction)
        lines = [say(text) for text in described(self.services.muse.status(interaction.user.id))]
        actor = actor_of(interaction)
        if actor.access.moderates_guild():
            lines += [say(text) for text in counted(await self.services.provenance.figures(actor))]
        await self.replies.send(interaction, content="\n".join(lines))

    @group.command(
        name="continue", description=T("Let the muse propose how a story goes on; only you see it")
    )
    @app_commands.describe(
        story=T("The story; the one whose thread this is, if left out"),
        hint=T("What should come in it"),
        words=T("About how many words"),
    )
    @app_commands.autocomplete(story=complete_story)
    async def continue_story(
        self,
        interaction: Interaction,
        story: int | None = None,
        hint: Range[str, 1, HINT_LIMIT] = "",
        words: Range[int, WORDS[0], WORDS[1]] | None = None,
    ) -> None:
        """Propose three ways on."""
        record = await self.find(interaction, story)
        await ask_story(self, interaction, record.id, hint=hint, words=words)

    @group.command(description=T("Your own text in other words; only you see it"))
    @app_commands.describe(
        text=T("The text"), how=T("What is to change"), tone=T("How it should sound, such as solemn")
    )
    @app_commands.choices(
        how=[
            Choice(name=T("shorter"), value=How.SHORTER),
            Choice(name=T("longer"), value=How.LONGER),
            Choice(name=T("vivid"), value=How.VIVID),
            Choice(name=T("plain"), value=How.PLAIN),
            Choice(name=T("tone"), value=How.TONE),
        ]
    )
    async def rewrite(
        self, interaction: Interaction, text: str, how: str, tone: Range[str, 1, TONE_LIMIT] = ""
    ) -> None:
        """Put a text in other words."""
        actor = actor_of(interaction)
        asked = await self.services.rewriting.ask(actor, here_of(interaction), text, How(how), tone)
        await show_rewriting(self, interaction, asked)

    @group.command(description=T("Which passages the muse had a hand in, and how they were made"))
    @app_commands.describe(story=T("The story; the one whose thread this is, if left out"))
    @app_commands.autocomplete(story=complete_story)
    async def receipts(self, interaction: Interaction, story: int | None = None) -> None:
        """Show the receipts of a story."""
        record = await self.find(interaction, story)
        await self.show_receipts(interaction, record.id, 0)

    async def show_receipts(self, interaction: Interaction, story_id: int, page: int) -> None:
        """Show a page of a story's receipts."""
        record, marks = await self.services.provenance.marks(actor_of(interaction), story_id)
        if not marks:
            text = msg("The muse had no hand in any passage of this story that you may read.")
            await self.replies.send(interaction, text)
            return
        embed, view = receipts_page(record, marks, page, self.replies.say(interaction))
        await self.replies.replace(interaction, embed=embed, view=view)


def described(status: MuseStatus) -> list[Text]:
    """Return what there is to say of the muse, a sentence each."""
    match status.state:
        case MuseState.OFF:
            return [msg("The muse is off on this server; everything else works without it.")]
        case MuseState.FAILED:
            return [msg("The muse could not wake up; the server's operator finds the reason in the log.")]
        case MuseState.LOADING:
            texts = [
                msg("The muse is waking up ({model}); what you ask now waits for it.", model=status.model)
            ]
        case MuseState.READY:
            texts = [_awake(status)]
    if status.waiting or status.running:
        texts.append(
            msg(
                "{writing} {waiting}",
                writing=msgs("It is writing {count} text.", "It is writing {count} texts.", status.running),
                waiting=msgs("{count} wish waits.", "{count} wishes wait.", status.waiting),
            )
        )
    if status.places:
        texts.append(msg("Your place in the queue: {place}.", place=status.places[0]))
    if status.wait_seconds:
        texts.append(
            msgs(
                "The wait is about {count} second.",
                "The wait is about {count} seconds.",
                max(round(status.wait_seconds), 1),
            )
        )
    if status.tokens_per_second is not None:
        texts.append(msg("It writes about {speed} tokens a second.", speed=round(status.tokens_per_second)))
    return texts


def _awake(status: MuseStatus) -> Text:
    if status.host:
        return msg(
            "The muse is awake: {model}, on {host}, which the operator chose; what you ask is sent there.",
            model=status.model,
            host=status.host,
        )
    return msg("The muse is awake: {model}, on the bot's own machine; nothing leaves it.", model=status.model)


def counted(figures: GuildFigures) -> list[Text]:
    """Return, for moderators, what became of the muse's proposals on their server; empty before the first."""
    if not figures.asked:
        return []
    return [
        msgs(
            "For moderators: {accepted} of {count} wish about stories became a passage ({share} %); "
            "{kept} of its {words} words stand as it wrote them.",
            "For moderators: {accepted} of {count} wishes about stories became passages ({share} %); "
            "{kept} of their {words} words stand as it wrote them.",
            figures.asked,
            accepted=figures.accepted,
            share=round(100 * figures.accepted / figures.asked),
            kept=figures.kept_words,
            words=figures.words,
        )
    ]


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Muse(bot))
