"""The knobs of ``/limits``, in sentences."""

from collections.abc import Callable, Sequence

import discord

from bot.domain.knob import Kind, Knob
from bot.services.limits import Setting
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg


def setting_done(setting: Setting) -> Text:
    """Return what a moderator is told who turned a knob."""
    values = {"name": setting.knob.name, "value": written(setting), "changes": Text(setting.knob.changes)}
    if setting.channel_id is None:
        return msg("`{name}` is {value} for this server now. {changes}", **values)
    place = f"<#{setting.channel_id}>"
    return msg("`{name}` is {value} in {channel} now. {changes}", channel=place, **values)


def written(setting: Setting) -> str:
    """Return a value as Discord shows it: a channel or a role by its name."""
    told = setting.knob.written(setting.value)
    if setting.value and setting.knob.kind is Kind.CHANNEL:
        return f"<#{told}>"
    return f"<@&{told}>" if setting.value and setting.knob.kind is Kind.ROLE else f"`{told}`"


def settings_shown(found: Sequence[Setting], lacks: Callable[[Knob], bool], say: Say) -> discord.Embed:
    """Return every knob with its help and how it stands; ``lacks`` tells of one that does nothing here."""
    embed = discord.Embed(title=say(msg("Limits")), colour=ACCENT)
    for knob in dict.fromkeys(setting.knob for setting in found):
        rows = [say(Text(knob.about))]
        rows += [_row(setting, say) for setting in found if setting.knob is knob]
        if lacks(knob):
            rows.append(f"-# {say(msg('The operator has not switched the Message Content intent on.'))}")
        embed.add_field(name=knob.name, value="\n".join(rows)[:1024], inline=False)
    return embed


def _row(setting: Setting, say: Say) -> str:
    place = f"<#{setting.channel_id}>" if setting.channel_id else say(msg("unless set otherwise"))
    return f"{written(setting)} · {place}"
