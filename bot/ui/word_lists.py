"""A server's word lists, and the verdict on a text that a moderator tries, in sentences."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.domain.limits.judge import Verdict
from bot.domain.limits.policy import Action, ListName
from bot.domain.pages import page_count
from bot.domain.story import Rating
from bot.services.word_lists import PAGE_SIZE, Import, WordPage
from bot.storage.limits import WHOLE_SERVER
from bot.storage.phrases import PhraseRecord
from bot.ui.board import ACCENT, card
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal, literal_head
from bot.ui.reading import turn_buttons
from bot.ui.standing import rating_name
from bot.ui.verdicts import reasons

_LISTS = tuple(ListName)
_LINE = 80  # characters shown of a line that is no phrase
_UNCLEAR = 8  # such lines that are shown
_ROW = 120  # characters shown of an entry, so that a page of them fits into a message
_ACTIONS = {
    Action.ALLOW: msg("goes through"),
    Action.WARN: msg("its writer is told, and may submit it anyway"),
    Action.HOLD: msg("waits for a moderator"),
    Action.BLOCK: msg("is not submitted; its writer keeps it, and may appeal"),
}


def entry_added(record: PhraseRecord) -> Text:
    """Return what a moderator is told who put a phrase on a list."""
    values = {"phrase": literal(record.phrase), "place": _place(record)}
    match ListName(record.on):
        case ListName.WARN:
            return msg(
                "From now on, {place}: who writes “{phrase}” is told, and may submit it anyway.", **values
            )
        case ListName.HOLD:
            return msg("From now on, {place}: a text with “{phrase}” waits for a moderator.", **values)
        case ListName.BLOCK:
            return msg("From now on, {place}: a text with “{phrase}” is not submitted.", **values)
        case ListName.ALLOW:
            return msg("From now on, {place}: “{phrase}” is free, whatever a list says.", **values)


def entries_added(found: Import) -> Text:
    """Return what a moderator is told who put many phrases on a list, with the first lines that are none."""
    told = msgs(
        "{count} phrase is on the list `{list}` now, {place}.",
        "{count} phrases are on the list `{list}` now, {place}.",
        found.listed,
        list=found.on.value,
        place=_at(found.place),
    )
    if not found.unclear:
        return told
    some = "\n".join(f"- {literal_head(line, _LINE)}" for line in found.unclear[:_UNCLEAR])
    left = msgs(
        "{count} line is no phrase and was left out:",
        "{count} lines are no phrases and were left out:",
        len(found.unclear),
    )
    return msg("{told}\n{left}\n{some}", told=told, left=left, some=some)


def entry_removed(record: PhraseRecord) -> Text:
    """Return what a moderator is told who took a phrase from a list."""
    values = {"phrase": literal(record.phrase), "list": record.on, "place": _place(record)}
    return msg("“{phrase}” is off the list `{list}` {place}.", **values)


def words_shown(found: WordPage, say: Say) -> dict[str, Any]:
    """Return the message with a page of a list."""
    rows = [
        literal_head(record.phrase, _ROW)
        + (f" · <#{record.channel_id}>" if record.channel_id != WHOLE_SERVER else "")
        for record in found.records
    ]
    title = msgs(
        "The list {list}: {count} entry", "The list {list}: {count} entries", found.total, list=found.on
    )
    empty = msg("Nothing is on it; /limits words adds to it.")
    pages = page_count(found.total, PAGE_SIZE)
    lines = [f"### {say(title)}", *(rows or [say(empty)]), f"-# {found.page + 1} / {pages}"]
    turn = turn_buttons("words-page", [_LISTS.index(found.on)], found.page, pages, say)
    return {"view": card(lines, *turn)}


def list_numbered(number: int) -> ListName:
    """Return the list that a button of a page means; for a forged number the last."""
    return _LISTS[min(number, len(_LISTS) - 1)]


def tried(text: str, verdicts: Mapping[Rating, Verdict], say: Say) -> discord.Embed:
    """Return what would become of a text at each rating, and why."""
    embed = discord.Embed(title=say(msg("What would happen; nothing was stored")), colour=ACCENT)
    for rating, verdict in verdicts.items():
        rows = [say(_ACTIONS[verdict.action]), *reasons(text, verdict.matches, say)]
        embed.add_field(name=say(rating_name(rating)), value="\n".join(rows)[:1024], inline=False)
    return embed


def _place(record: PhraseRecord) -> Text:
    return _at(record.channel_id)


def _at(channel_id: int) -> Text:
    if channel_id == WHOLE_SERVER:
        return msg("on this server")
    return msg("in {channel}", channel=f"<#{channel_id}>")
