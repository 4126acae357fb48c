"""``/limits``: what moderators set for their server and its channels."""

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.knob import BACK, Kind, Scope
from bot.domain.knobs import KNOBS
from bot.domain.limits.policy import ListName
from bot.domain.limits.terms import PHRASE_LIMIT
from bot.ui.actors import actor_of, channel_of
from bot.ui.catalogue import Text
from bot.ui.files import text_of
from bot.ui.limits import setting_done, settings_shown
from bot.ui.replies import Interaction
from bot.ui.word_lists import entries_added, entry_added, entry_removed, list_numbered, tried, words_shown
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot

_OFFERED = 25  # choices that Discord shows
_NAME = 100  # characters of a choice
_LISTS_LIMIT = 512  # KiB of a file with phrases: as many as a server may list, and long ones


async def complete_setting(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Offer the settings, each with its help: by name, then by a word of the help."""
    say = interaction.client.replies.say(interaction)
    wanted = current.strip().casefold()
    helps = {knob.name: say(Text(knob.about)) for knob in KNOBS.values()}
    found = [name for name in helps if wanted in name]
    found += [name for name, about in helps.items() if wanted in about.casefold() and name not in found]
    return [Choice(name=f"{name}: {helps[name]}"[:_NAME], value=name) for name in found[:_OFFERED]]


async def complete_value(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Offer the values of the setting that was chosen."""
    knob = KNOBS.get(str(interaction.namespace.setting or "").strip().casefold())
    if knob is None:
        return []
    wanted = current.strip().casefold()
    offered = [value for value in knob.offered if value.startswith(wanted)]
    if knob.numbers is not None and wanted not in offered and knob.takes(wanted):
        offered.insert(0, wanted)  # any number that will do, besides those that are usual
    choices = [Choice(name=value, value=value) for value in offered]
    if knob.kind is not Kind.PLAIN and interaction.guild is not None:
        if knob.kind is not Kind.WHO:
            choices = [Choice(name=value, value=value) for value in knob.offered]
        things = _things(interaction.guild, knob.kind, wanted)
        choices = choices + things if knob.kind is Kind.WHO else things[: _OFFERED - 1] + choices
    back = [Choice(name=BACK, value=BACK)] if BACK.startswith(wanted) else []
    return choices[: _OFFERED - len(back)] + back


def _things(guild: discord.Guild, kind: Kind, wanted: str) -> list[Choice[str]]:
    """Return the channels or roles whose name has what is wanted in it."""
    found = guild.text_channels if kind is Kind.CHANNEL else guild.roles[1:]
    wanted = wanted.lstrip("#@")
    return [
        Choice(name=one.name[:_NAME], value=str(one.id)) for one in found if wanted in one.name.casefold()
    ]


class Limits(QuireCog, name="limits"):
    """The commands of ``/limits``."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("limits-page", self.show_settings, numbers=1)
        self.router.add("words-page", self.turn_words, numbers=2)

    group = app_commands.Group(
        name="limits", description=T("What moderators set for this server"), guild_only=True
    )

    @group.command(description=T("How every setting stands; moderators"))
    async def show(self, interaction: Interaction) -> None:
        """Show the settings."""
        await self.show_settings(interaction, 0)

    async def show_settings(self, interaction: Interaction, page: int) -> None:
        """Show a page of the settings."""
        found = await self.services.limits.show(actor_of(interaction))
        say = self.replies.say(interaction)
        await self.replies.replace(
            interaction, **settings_shown(found, self.services.limits.lacks, page, say)
        )

    @group.command(description=T("The words that this server lists; moderators"))
    @app_commands.describe(
        action=T("Add a phrase, remove one, or show the list"),
        on=T("Warn, hold for a moderator, block, or allow whatever a list says"),
        phrase=T("Whole words; * at the end matches the rest of a word"),
        file=T("Many phrases to add: a .txt file, one a line"),
        channel=T("Only in this channel; on the whole server, if left out"),
    )
    @app_commands.rename(on="list")
    async def words(
        self,
        interaction: Interaction,
        action: Literal["add", "remove", "list"],
        on: Literal["warn", "hold", "block", "allow"],
        phrase: Range[str, 1, PHRASE_LIMIT] | None = None,
        file: discord.Attachment | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        """Add to a list, take from it, or show it."""
        lists, actor, place = self.services.word_lists, actor_of(interaction), channel.id if channel else None
        if action == "list":
            await self.replies.acknowledge(interaction)
            await self._show_words(interaction, ListName(on), 0)
        elif action == "add" and file is not None:
            await self.replies.acknowledge(interaction)
            lines = (await text_of(file, _LISTS_LIMIT)).splitlines()
            found = await lists.add_all(actor, ListName(on), [phrase or "", *lines], place)
            await self.replies.replace(interaction, entries_added(found))
        elif action == "add":
            record = await lists.add(actor, ListName(on), phrase or "", place)
            await self.replies.send(interaction, entry_added(record))
        else:
            record = await lists.remove(actor, ListName(on), phrase or "", place)
            await self.replies.send(interaction, entry_removed(record))

    async def turn_words(self, interaction: Interaction, number: int, page: int) -> None:
        """Show another page of a list."""
        await self._show_words(interaction, list_numbered(number), page)

    async def _show_words(self, interaction: Interaction, on: ListName, page: int) -> None:
        found = await self.services.word_lists.listed(actor_of(interaction), on, page)
        await self.replies.replace(interaction, **words_shown(found, self.replies.say(interaction)))

    @group.command(
        name="test", description=T("What would become of a text, and why; nothing is stored; moderators")
    )
    @app_commands.describe(text=T("The text to try"))
    async def try_text(self, interaction: Interaction, text: str) -> None:
        """Judge a text."""
        await self.replies.acknowledge(interaction)
        lists, actor = self.services.word_lists, actor_of(interaction)
        verdicts = await lists.try_text(actor, text, channel_of(interaction))
        await self.replies.replace(interaction, embed=tried(text, verdicts, self.replies.say(interaction)))

    @group.command(name="set", description=T("Change a setting; moderators"))
    @app_commands.describe(
        setting=T("Which one"),
        value=T("What it should be; default takes back what was set"),
        channel=T("In this channel only; on the whole server, if left out (haiku: here)"),
    )
    @app_commands.autocomplete(setting=complete_setting, value=complete_value)
    async def set_value(
        self, interaction: Interaction, setting: str, value: str, channel: discord.TextChannel | None = None
    ) -> None:
        """Turn a knob."""
        knob = KNOBS.get(setting.strip().casefold())
        place = channel.id if channel is not None else None
        if place is None and knob is not None and knob.scope is Scope.CHANNEL:
            here = interaction.channel
            place = here.id if isinstance(here, discord.TextChannel) else None
        actor = actor_of(interaction)
        done = await self.services.limits.set(actor, setting, value, place)
        self.turned(actor.guild_id, done)
        await self.replies.send(interaction, setting_done(done))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Limits(bot))
