"""A server's first settings, and what Quire lacks on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.domain.knob import Kind
from bot.services.limits import Setting
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.limits import written
from bot.ui.permissions import TO_OPEN_THREADS, TO_POST, TO_SHOW, lacking, listed
from bot.ui.router import custom_id, sealed

_GAPS = 8  # channels that are named


@dataclass(frozen=True, slots=True)
class Gap:
    """A channel in which Quire lacks permissions, as Discord's API names them."""

    channel_id: int
    permissions: tuple[str, ...]


def gaps(guild: discord.Guild) -> list[Gap]:
    """Return the text channels in which stories could not be written for want of permissions."""
    needed = tuple(dict.fromkeys((*TO_POST, *TO_OPEN_THREADS, *TO_SHOW)))
    found = []
    for channel in guild.text_channels:
        if missing := lacking(channel.permissions_for(guild.me), needed):
            found.append(Gap(channel.id, missing))
    return found


def setup_shown(found: Sequence[Setting], guild: discord.Guild | None, say: Say) -> dict[str, Any]:
    """Return the message that sets a server up: each setting with a choice, saved as soon as it is made."""
    lacks = gaps(guild) if guild is not None else []
    about = msg("Each choice counts at once. /limits set changes these and more later, for one channel too.")
    container = discord.ui.Container[Any](accent_colour=ACCENT)
    container.add_item(discord.ui.TextDisplay(f"### {say(msg('Setting up'))}\n{say(about)}"))
    for step, setting in enumerate(found):
        about_it, changes = say(Text(setting.knob.about)), say(Text(setting.knob.changes))
        told = f"**{setting.knob.name}** · {written(setting)}\n{about_it}\n-# {changes}"
        container.add_item(discord.ui.TextDisplay(told))
        container.add_item(discord.ui.ActionRow[Any](_choice(step, setting, guild, say)))
    container.add_item(discord.ui.TextDisplay(f"**{say(msg('What I lack'))}**\n{_lacks(lacks, say)}"))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return {"view": sealed(view)}


def _choice(step: int, setting: Setting, guild: discord.Guild | None, say: Say) -> discord.ui.Item[Any]:
    knob, name = setting.knob, custom_id("setup-set", step)
    known = guild if setting.value else None  # what was deleted since is no choice any more
    if knob.kind is Kind.CHANNEL:
        return discord.ui.ChannelSelect(
            custom_id=name,
            channel_types=[discord.ChannelType.text],
            placeholder=say(msg("The moderators' channel")),
            min_values=0,
            default_values=[channel] if known and (channel := known.get_channel(int(setting.value))) else [],
        )
    if knob.kind is Kind.ROLE:
        return discord.ui.RoleSelect(
            custom_id=name,
            placeholder=say(msg("The moderators' role")),
            min_values=0,
            default_values=[role] if known and (role := known.get_role(int(setting.value))) else [],
        )
    options = [
        discord.SelectOption(
            label=f"{knob.name}: {offered}", value=offered, default=offered == knob.written(setting.value)
        )
        for offered in knob.offered
    ]
    return discord.ui.Select(custom_id=name, options=options)


def _lacks(found: Sequence[Gap], say: Say) -> str:
    if not found:
        return say(msg("Nothing: I may work in every channel."))
    rows = [f"<#{gap.channel_id}>: {say(listed(gap.permissions))}" for gap in found[:_GAPS]]
    if (more := len(found) - _GAPS) > 0:
        rows.append(say(msgs("and {count} channel more", "and {count} channels more", more)))
    rows.append(say(msg("It matters only where stories are to be written.")))
    return "\n".join(rows)
