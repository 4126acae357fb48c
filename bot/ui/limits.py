"""The knobs of ``/limits``, in sentences."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.domain.knob import Kind, Knob, Scope
from bot.services.limits import Setting
from bot.ui.board import card
from bot.ui.catalogue import Say, Text, msg
from bot.ui.reading import turn_buttons

_ROOM = 3900  # of the 4,000 characters that a message of components has


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
    return valued(setting.knob.kind, setting.knob.written(setting.value))


def valued(kind: Kind, told: str) -> str:
    """Return a value, as it is stored, as Discord shows it: a channel or a role by its name."""
    if told.isdigit() and kind is Kind.CHANNEL:
        return f"<#{told}>"
    if told.isdigit() and kind in (Kind.ROLE, Kind.WHO):
        return f"<@&{told}>"
    return f"`{told}`"


def settings_shown(
    found: Sequence[Setting], lacks: Callable[[Knob], bool], page: int, say: Say
) -> dict[str, Any]:
    """Return the message with every knob, its help and how it stands, a page of it if it is too much for one.

    ``lacks`` tells of a knob that does nothing here.
    """
    parts = []
    for knob in dict.fromkeys(setting.knob for setting in found):
        rows = [f"**{knob.name}**", say(Text(knob.about))]
        rows += [_row(setting, say) for setting in found if setting.knob is knob]
        if lacks(knob):
            rows.append(f"-# {say(msg('The operator has not switched the Message Content intent on.'))}")
        parts.append("\n".join(["", *rows])[:_ROOM])  # a gap before each
    pages = _pages(parts)
    page = min(page, len(pages) - 1)
    place = [f"-# {page + 1} / {len(pages)}"] if len(pages) > 1 else []
    turn = turn_buttons("limits-page", [], page, len(pages), say)
    return {"view": card([f"### {say(msg('Limits'))}", *pages[page], *place], *turn)}


def _pages(parts: Sequence[str]) -> list[list[str]]:
    """Return the parts as the pages that fit into a message each."""
    pages: list[list[str]] = [[]]
    room = _ROOM
    for part in parts:
        room -= len(part) + 1
        if pages[-1] and room < 0:
            pages.append([])
            room = _ROOM - len(part) - 1
        pages[-1].append(part)
    return pages


def _row(setting: Setting, say: Say) -> str:
    if setting.knob.scope is Scope.SERVER:
        return written(setting)
    place = f"<#{setting.channel_id}>" if setting.channel_id else say(msg("unless set otherwise"))
    return f"{written(setting)} · {place}"
