"""A prompt as it is written, and once it is there."""

from typing import Any

import discord

from bot.domain.pages import page_count
from bot.domain.text import TITLE_LIMIT, shorten
from bot.services.actor import Actor
from bot.services.prompts import Idea, PromptPage
from bot.storage.prompts import APPROVED, NOBODY, PromptRecord
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal, literal_head
from bot.ui.people import mention
from bot.ui.quoting import aside, quoted
from bot.ui.reading import turnable
from bot.ui.router import button, buttons, custom_id, sealed
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


def submitted(record: PromptRecord, say: Say) -> str:
    """Return what a member is told who handed in a prompt."""
    if record.state == APPROVED:
        return say(msg("Your prompt is in; /prompt list shows it to everyone here."))
    return say(msg("Thank you. A moderator looks at it first; then /prompt list shows it to everyone here."))


def waiting_prompt(found: list[PromptRecord], actor: Actor, say: Say) -> dict[str, Any]:
    """Return the message about prompts that wait: to a moderator the oldest that is theirs to decide on."""
    count = say(
        msgs("{count} prompt waits for a moderator.", "{count} prompts wait for a moderator.", len(found))
    )
    first = next((record for record in found if record.member_id != actor.user_id), found[0])
    lines = [quoted(literal(shorten(first.text, 700))), f"-# <@{first.member_id}> · {count}"]
    if not actor.access.moderates_guild() or first.member_id == actor.user_id:
        return {"content": "\n\n".join(lines)}
    green = discord.ButtonStyle.success
    return {
        "content": "\n\n".join(lines),
        "view": buttons(
            button("prompt-approve", first.id, label=say(msg("Approve")), style=green),
            button("prompt-reject", first.id, label=say(msg("Reject"))),
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
    rows = [f"{literal_head(record.text, _ROW)}\n-# {say(credit(record))}" for record in found.records]
    embed = discord.Embed(
        title=say(msgs("{count} kept prompt", "{count} kept prompts", found.total)),
        description="\n\n".join(rows),
        colour=ACCENT,
    )
    return embed, turnable(embed, "prompt-list", [], found.page, page_count(found.total, LIST_SIZE), say)
