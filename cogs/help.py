"""``/help``: what there is, in one screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.ui.board import ACCENT
from bot.ui.catalogue import Text, msg
from bot.ui.replies import Interaction
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot

_FIELD = 1024  # characters that a field of an embed holds


class Help(QuireCog, name="help"):
    """The command ``/help``."""

    @app_commands.command(description=T("What Quire does, and every command"))
    async def help(self, interaction: Interaction) -> None:
        """List the commands as they are, so that the list cannot be wrong."""
        say = self.replies.say(interaction)
        host = self.services.muse.status().host
        muse = (
            msg("It runs on {host}, which the operator chose: what you ask of it is sent there.", host=host)
            if host
            else msg("It runs on the bot's own machine: nothing that you write leaves it.")
        )
        about = msg(
            "Write stories together, turn by turn. The muse is a language model; nothing it writes enters a "
            "story until a person accepts it. {muse} /privacy tells what I hold about you, and forgets it.",
            muse=muse,
        )
        embed = discord.Embed(title=say(msg("Quire")), description=say(about), colour=ACCENT)
        for root in sorted(self.bot.tree.get_commands(type=discord.AppCommandType.chat_input), key=_order):
            leaves = [root] if isinstance(root, app_commands.Command) else list(root.walk_commands())
            rows = [
                f"`/{leaf.qualified_name}` {say(Text(leaf.description))}"
                for leaf in leaves
                if isinstance(leaf, app_commands.Command)
            ]
            title = say(Text(root.description)) if isinstance(root, app_commands.Group) else "\u200b"
            for number, field in enumerate(_fields(rows)):
                embed.add_field(name="\u200b" if number else title, value=field, inline=False)
        await self.replies.send(interaction, embed=embed)


def _fields(rows: Sequence[str]) -> list[str]:
    """Return rows as the fields that hold them; none is cut."""
    fields = [rows[0]]
    for row in rows[1:]:
        if len(fields[-1]) + 1 + len(row) > _FIELD:
            fields.append(row)
        else:
            fields[-1] += f"\n{row}"
    return fields


def _order(root: object) -> tuple[int, str]:
    """Sort what has the most commands first."""
    size = len(root.commands) if isinstance(root, app_commands.Group) else 0
    return -size, str(getattr(root, "name", ""))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Help(bot))
