"""The knobs of ``/limits``, in sentences."""

from collections.abc import Callable, Sequence
from typing import Any

import discord

from bot.domain.knob import Kind, Knob, Scope
from bot.services.limits import Setting
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg
from bot.ui.reading import turn_buttons
from bot.ui.router import buttons

_FIELDS = 25  # of an embed, by Discord
_FIELD = 1024  # characters of one
_ROOM = 5900  # of the 6,000 characters that the embeds of a message have together


def setting_done(setting: Setting) -> Text:
    """Return what a moderator is told who turned a knob."""
    values = {"name": setting.knob.name, "value": written(setting), "changes": Text(setting.knob.changes)}
    if setting.channel_id is None and setting.knob.scope is Scope.SERVER:
        return msg("`{name}` is {value} for this server now. {changes}", **values)
    if setting.channel_id is None:
        return msg(
            "`{name}` is {value} for this server now; a channel that has its own keeps it. {changes}",
            **values,
        )
    place = f"<#{setting.channel_id}>"
    return msg("`{name}` is {value} in {channel} now. {changes}", channel=place, **values)


def written(setting: Setting) -> str:
    """Return a value as Discord shows it: a channel or a role by its name."""
    told = setting.knob.written(setting.value)
    if setting.value and setting.knob.kind is Kind.CHANNEL:
        return f"<#{told}>"
    if (setting.knob.kind is Kind.ROLE and setting.value) or (
        setting.knob.kind is Kind.WHO and told.isdigit()
    ):
        return f"<@&{told}>"
    return f"`{told}`"


def settings_shown(
    found: Sequence[Setting], lacks: Callable[[Knob], bool], page: int, say: Say
) -> dict[str, Any]:
    """Return the message with every knob, its help and how it stands, a page of it if it is too much for one.

    ``lacks`` tells of a knob that does nothing here.
    """
    fields = []
    for knob in dict.fromkeys(setting.knob for setting in found):
        rows = [say(Text(knob.about))]
        rows += [_row(setting, say) for setting in found if setting.knob is knob]
        if lacks(knob):
            rows.append(f"-# {say(msg('The operator has not switched the Message Content intent on.'))}")
        fields.append((knob.name, "\n".join(rows)[:_FIELD]))
    pages = _pages(fields)
    page = min(page, len(pages) - 1)
    embeds = [discord.Embed(title=say(msg("Limits")), colour=ACCENT)]
    for number, (name, value) in enumerate(pages[page]):
        if number == _FIELDS:
            embeds.append(discord.Embed(colour=ACCENT))
        embeds[-1].add_field(name=name, value=value, inline=False)
    if len(pages) > 1:
        embeds[-1].set_footer(text=f"{page + 1} / {len(pages)}")
    turn = turn_buttons("limits-page", [], page, len(pages), say)
    return {"embeds": embeds, "view": buttons(*turn) if turn else None}


def _pages(fields: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return the fields as the pages that fit into a message each."""
    pages: list[list[tuple[str, str]]] = [[]]
    room = _ROOM
    for name, value in fields:
        room -= len(name) + len(value)
        if pages[-1] and (room < 0 or len(pages[-1]) == 2 * _FIELDS):
            pages.append([])
            room = _ROOM - len(name) - len(value)
        pages[-1].append((name, value))
    return pages


def _row(setting: Setting, say: Say) -> str:
    if setting.knob.scope is Scope.SERVER:
        return written(setting)
    place = f"<#{setting.channel_id}>" if setting.channel_id else say(msg("unless set otherwise"))
    return f"{written(setting)} · {place}"
