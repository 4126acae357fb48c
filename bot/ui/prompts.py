"""A prompt as it is written, and once it is there."""

from typing import Any

import discord

from bot.domain.pages import page_count
from bot.domain.text import TITLE_LIMIT, shorten
from bot.services.prompt_shelf import Kept, PromptPage
from bot.services.prompts import Idea
from bot.storage.prompts import NOBODY, PromptRecord
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal_head
from bot.ui.people import mention
from bot.ui.quoting import aside, quoted
from bot.ui.reading import turnable
from bot.ui.router import button, buttons, custom_id, sealed
from bot.ui.rules import rule_name
from bot.ui.writing import FIELD_LIMIT

LIST_SIZE = 8
_ROW = 400  # characters of a prompt in the list: as many fit into an embed's 4,096 with what signs them


def offered(idea: Idea, say: Say) -> dict[str, Any]:
    """Return the message of a finished prompt, with what can be done with it."""
    record, green = idea.record, discord.ButtonStyle.success
    notes = [say(msg("A prompt by the muse; it is yours to use or leave."))]
    if idea.set_aside:
        notes.append(say(aside(idea.set_aside)))
    return {
        "content": "\n".join([quoted(record.text), *(f"-# {note}" for note in notes)]),
        "view": buttons(
            button("prompt-again", record.id, label=say(msg("Again"))),
            button("prompt-keep", record.id, label=say(msg("Keep"))),
            button("prompt-start", record.id, label=say(msg("Start story")), style=green),
        ),
    }


def start_form(record: PromptRecord, say: Say) -> discord.ui.Modal:
    """Return the form that starts a story from a prompt."""
    form = discord.ui.Modal(title=say(msg("Start a story")), custom_id=custom_id("prompt-begin", record.id))
    title = discord.ui.TextInput[Any](custom_id="title", max_length=TITLE_LIMIT)
    opening = discord.ui.TextInput[Any](
        custom_id="opening",
        style=discord.TextStyle.paragraph,
        default=record.text[:FIELD_LIMIT],
        max_length=FIELD_LIMIT,
    )
    form.add_item(discord.ui.Label(text=say(msg("Title")), component=title))
    form.add_item(
        discord.ui.Label(
            text=say(msg("Opening")),
            description=say(msg("The prompt to begin from; make it your own.")),
            component=opening,
        )
    )
    return sealed(form)


def credit(record: PromptRecord) -> Text:
    """Return where a prompt is from."""
    if record.member_id == NOBODY:
        return msg("From Quire's own shelf")
    if record.receipt_id is not None:
        return msg("By the muse, kept by {member}", member=mention(record.member_id))
    return msg("By {member}", member=mention(record.member_id))


def kept_page(found: PromptPage, say: Say) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page of the kept prompts, and its buttons."""
    rows = [_row(one, say) for one in found.kept]
    if found.hidden:
        told = msgs(
            "{count} of them is beyond this channel's limits of today: only moderators see it, and no day "
            "takes it here.",
            "{count} of them are beyond this channel's limits of today: only moderators see them, and no day "
            "takes them here.",
            found.hidden,
        )
        rows.append(f"-# {say(told)}")
    embed = discord.Embed(
        title=say(msgs("{count} kept prompt", "{count} kept prompts", found.total)),
        description="\n\n".join(rows),
        colour=ACCENT,
    )
    return embed, turnable(embed, "prompt-list", [], found.page, page_count(found.total, LIST_SIZE), say)


def _row(one: Kept, say: Say) -> str:
    notes = [f"-# {say(credit(one.record))}"]
    if one.beyond:
        rules = ", ".join(dict.fromkeys(say(rule_name(match.rule)) for match in one.beyond))
        notes.append(shorten(f"-# {say(msg('Not shown to members: {rules}', rules=rules))}", _ROW // 2))
    room = _ROW - sum(map(len, notes[1:]))
    return "\n".join([literal_head(one.record.text, room), *notes])
