"""``/privacy``: what is held about a member, and how they are forgotten."""

from io import BytesIO
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.services.privacy import Known
from bot.ui.actors import actor_of
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.replies import Interaction
from bot.ui.router import button, buttons
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot

_KEEP, _REDACT = "keep-anonymous", "redact"


class Privacy(QuireCog, name="privacy"):
    """The commands of ``/privacy``."""

    group = app_commands.Group(name="privacy", description=T("What I hold about you"), guild_only=True)

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("privacy-forget", self._forget, 1)

    @group.command(description=T("A file with all that I hold about you; only you see it"))
    async def export(self, interaction: Interaction) -> None:
        """Send the file."""
        await self.replies.acknowledge(interaction)
        held = await self.services.privacy.export(actor_of(interaction))
        limit = interaction.guild.filesize_limit if interaction.guild is not None else len(held)
        if len(held) > limit:
            text = msg("It is more than Discord lets me send; ask the server's operator for the file.")
            await self.replies.replace(interaction, text)
            return
        text = msg("All that I hold about you, on whichever server.")
        file = discord.File(BytesIO(held), "quire-privacy.json")
        await self.replies.replace(interaction, text, attachments=[file])

    @group.command(
        description=T("Be forgotten: your name goes from all that I keep; your words, if you like")
    )
    @app_commands.describe(words=T("What becomes of your words: they stay without a name, or are taken out"))
    async def forget(self, interaction: Interaction, words: Literal["keep-anonymous", "redact"]) -> None:
        """Say what will happen, and ask."""
        await self.replies.acknowledge(interaction)
        known = await self.services.privacy.known(actor_of(interaction))
        if not known.anything:
            await self.replies.replace(interaction, msg("I hold nothing about you."))
            return
        say = self.replies.say(interaction)
        label, red = say(msg("Forget me")), discord.ButtonStyle.danger
        ways = buttons(button("privacy-forget", int(words == _REDACT), label=label, style=red))
        await self.replies.replace(interaction, content=_asked(known, words, say), view=ways)

    async def _forget(self, interaction: Interaction, redact: int) -> None:
        """Forget whoever pressed it: nobody can ask for another."""
        await self.replies.acknowledge(interaction, answer=False)
        actor = actor_of(interaction)
        self.bot.live.stop_of(actor.user_id)
        touched = await self.services.privacy.forget(actor, redact=redact == 1)
        self.bot.tasks.spawn(self._bring_about(touched), name="forget")
        text = msg(
            "It is done: I do not know you any more. Threads are brought up to date now; files that somebody "
            "exported before, and messages to you, are not mine to change."
        )
        await self.replies.replace(interaction, text, view=None)

    async def _bring_about(self, touched: dict[int, int]) -> None:
        """Let threads show what is left, and the files hold nothing more."""
        await self.services.privacy.scrub()
        for story_id, guild_id in touched.items():
            await self.bot.publisher.publish_quietly(guild_id, story_id)

    @group.command(description=T("Whether models may learn from your words; as long as you say nothing: no"))
    @app_commands.describe(training=T("yes or no; you can change it at any time"))
    async def consent(self, interaction: Interaction, training: Literal["yes", "no"]) -> None:
        """Note it."""
        await self.services.privacy.consent(actor_of(interaction), agreed=training == "yes")
        await self.replies.send(interaction, _CONSENTED[training])


_CONSENTED = {
    "yes": msg("Noted: a model may learn from your words. /privacy consent takes it back at any time."),
    "no": msg("Noted: no model learns from your words."),
}


def _asked(known: Known, words: str, say: Say) -> str:
    """Return what will happen to one who presses the button."""
    rows: list[Text] = [msg("This takes you out of all that I keep, on every server, for good:")]
    if known.passages:
        rows.append(_words(known.passages, redact=words == _REDACT))
    if known.stories:
        rows.append(
            msgs(
                "- You leave {count} story; a turn of yours passes on.",
                "- You leave {count} stories; a turn of yours passes on.",
                known.stories,
            )
        )
    rows += [
        msg("- Your drafts, settings, pen names and what you asked of the muse are deleted."),
        msg("- The moderators' record keeps what was done, not who you are. A ban stays until it ends."),
        msg("Nothing of it can be undone. To take your words with you first: /privacy export."),
    ]
    return "\n".join(say(row) for row in rows)


def _words(count: int, *, redact: bool) -> Text:
    if redact:
        return msgs(
            "- {count} passage of yours is taken out; so are the titles of stories that you host.",
            "- {count} passages of yours are taken out; so are the titles of stories that you host.",
            count,
        )
    return msgs(
        "- {count} passage of yours stays, by a former writer.",
        "- {count} passages of yours stay, by a former writer.",
        count,
    )


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Privacy(bot))
