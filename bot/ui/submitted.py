"""Prompts of members' own: handed in, waiting, come back."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.domain.text import shorten
from bot.services.actor import Actor
from bot.services.review_items import Kind
from bot.storage.prompts import RETURNED, PromptRecord
from bot.ui.board import card
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.markdown import literal
from bot.ui.people import mention
from bot.ui.quoting import quoted
from bot.ui.router import button, buttons, custom_id, sealed
from bot.ui.writing import FIELD_LIMIT

SUBMITTED = msg("Thank you. A moderator looks at it first; then /prompt list shows it to everyone here.")
_SHOWN = 700  # characters of a prompt


def waiting_prompt(found: Sequence[PromptRecord], actor: Actor, say: Say) -> dict[str, Any]:
    """Return the message about prompts that wait: to a moderator the oldest that is theirs to decide on, with
    the buttons of the review queue."""
    count = say(
        msgs("{count} prompt waits for a moderator.", "{count} prompts wait for a moderator.", len(found))
    )
    first = next((record for record in found if record.member_id != actor.user_id), found[0])
    lines = [quoted(literal(shorten(first.text, _SHOWN))), f"-# {mention(first.member_id)} · {count}"]
    if not actor.access.moderates_guild():
        return {"content": "\n\n".join(lines)}
    if first.member_id == actor.user_id:
        lines.append(f"-# {say(msg('This is yours; another moderator decides.'))}")
        return {"content": "\n\n".join(lines)}
    ids, green = (Kind.PROMPT, first.id, 0), discord.ButtonStyle.success
    acts = (
        button("review-approve", *ids, label=say(msg("Approve")), style=green),
        button("review-return", *ids, label=say(msg("Return"))),
        button("review-reject", *ids, label=say(msg("Reject")), style=discord.ButtonStyle.danger),
    )
    return {"view": card(lines, *acts)}


def came_back(found: Sequence[PromptRecord], say: Say) -> dict[str, Any]:
    """Return the message about prompts that came back: the oldest, and what their author may do with it."""
    first = found[0]
    head = msg("A moderator did not take this prompt of yours.")
    if first.state == RETURNED:
        head = msg("A moderator sent this prompt back to you.")
    lines = [say(head), quoted(literal(shorten(first.text, _SHOWN)))]
    if first.note:
        lines += [say(msg("Their note:")), quoted(literal(first.note))]
    if len(found) > 1:
        lines.append(f"-# {say(msgs('{count} more came back.', '{count} more came back.', len(found) - 1))}")
    return {
        "content": "\n".join(lines),
        "view": buttons(
            button("prompt-change", first.id, label=say(msg("Change")), style=discord.ButtonStyle.success),
            button("prompt-discard", first.id, label=say(msg("Discard"))),
        ),
    }


def change_form(record: PromptRecord, say: Say) -> discord.ui.Modal:
    """Return the form with a prompt that came back."""
    form = discord.ui.Modal(
        title=say(msg("Change your prompt")), custom_id=custom_id("prompt-changed", record.id)
    )
    field = discord.ui.TextInput[Any](
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=record.text[:FIELD_LIMIT],
        max_length=FIELD_LIMIT,
    )
    form.add_item(discord.ui.Label(text=say(msg("The prompt")), component=field))
    return sealed(form)
