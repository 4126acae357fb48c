"""The writer's form and the private preview of a draft."""

from typing import Any

import discord

from bot.domain.passages import Passage
from bot.domain.refusals import Reason
from bot.domain.text import shorten
from bot.services.drafting import Draft
from bot.ui.attempts import asked_in_form, counted_lines, what_is_wrong
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.markdown import literal
from bot.ui.quoting import quoted
from bot.ui.refusals import sentence
from bot.ui.router import button, buttons, custom_id, sealed

FIELD_LIMIT = 4000  # what a form's field can hold
_BEFORE = 1500  # characters shown of the passage before
_FIELD = 1024  # characters of an embed's field, by Discord
_SHOWN = 3900  # of an embed's 4,096, for a draft that came as a file


def write_form(draft: Draft, say: Say) -> discord.ui.Modal:
    """Return the form to write a turn in, prefilled with the draft where it fits."""
    record = draft.story
    turn = record.story.turn.number if record.story.turn else 0
    form = discord.ui.Modal(
        title=shorten(record.story.title, 45), custom_id=custom_id("written", record.id, turn)
    )
    fits = len(draft.text) <= FIELD_LIMIT
    field = discord.ui.TextInput[Any](
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=draft.text if fits and draft.text else None,
        max_length=FIELD_LIMIT,
        required=True,
    )
    hint = (
        msgs("Up to {count} word.", "Up to {count} words.", draft.words_max)
        if fits
        else msg("Your draft is too long for this form; what you write here takes its place.")
    )
    if draft.before:
        form.add_item(discord.ui.TextDisplay(_before(draft.before, say)))
    label, told = say(msg("Your passage")), say(hint)
    if draft.poem is not None:
        label, told = asked_in_form(draft.poem, say)
        if draft.poem.place is not None and draft.poem.place.count == 1 and "\n" not in draft.text:
            field.style = discord.TextStyle.short
    form.add_item(discord.ui.Label(text=label, description=told or None, component=field))
    return sealed(form)


def correct_form(story_id: int, title: str, passage: Passage, say: Say) -> discord.ui.Modal:
    """Return the form to correct one's last passage in, with its text where that fits."""
    form = discord.ui.Modal(title=shorten(title, 45), custom_id=custom_id("corrected", story_id, passage.id))
    fits = len(passage.text) <= FIELD_LIMIT
    field = discord.ui.TextInput[Any](
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=passage.text if fits else None,
        max_length=FIELD_LIMIT,
        required=True,
    )
    hint = msg("Until the next passage is written; the text before is kept.")
    form.add_item(discord.ui.Label(text=say(msg("Your passage")), description=say(hint), component=field))
    return sealed(form)


def _before(text: str, say: Say) -> str:
    """Return what came before, for a writer who sees no more of the story."""
    shown = text if len(text) <= _BEFORE else "…" + text[-_BEFORE:]
    quoted = "\n".join(f"> {line}" for line in shown.split("\n"))
    return f"{say(msg('Before yours:'))}\n{quoted}"


def preview(draft: Draft, say: Say) -> dict[str, Any]:
    """Return the private preview of a draft (``embed`` and ``view``): what it is, whether it would do."""
    record = draft.story
    turn = record.story.turn.number if record.story.turn else 0
    shown = draft.text if len(draft.text) <= FIELD_LIMIT else draft.text[:_SHOWN].rstrip() + " …"
    embed = discord.Embed(title=literal(record.story.title), description=shown, colour=ACCENT)
    if draft.before:
        embed.add_field(name="\u200b", value=_before(draft.before[-900:], say)[:1024], inline=False)
    if draft.note:
        embed.add_field(name=say(msg("From a moderator")), value=quoted(literal(draft.note)), inline=False)
    footer = [say(msgs("{count} word", "{count} words", draft.words)), say(msg("only you see this"))]
    if draft.attempt is not None:
        footer[0] = counted_lines(draft.attempt, say)
    embed.set_footer(text=" · ".join(footer))
    row = [
        button("draft-edit", record.id, label=say(msg("Edit"))),
        button("draft-discard", record.id, draft.id, label=say(msg("Discard"))),
    ]
    if draft.earlier is not None:
        row.append(button("draft-restore", record.id, draft.earlier, label=say(msg("The text before"))))
    if draft.refusal is None:
        green = discord.ButtonStyle.success
        row.insert(
            0, button("draft-submit", record.id, draft.id, turn, label=say(msg("Submit")), style=green)
        )
    else:
        if draft.refusal.reason is Reason.LINE_UNFIT and draft.poem is not None and draft.attempt is not None:
            told = [say(msg("It does not fit here. Your text is kept as a draft."))]
            told += what_is_wrong(draft.poem, draft.attempt, say)
        else:
            told = [say(msg("{reason} Your text is kept as a draft.", reason=sentence(draft.refusal)))]
        embed.add_field(name=say(msg("Not yet")), value="\n".join(told)[:_FIELD], inline=False)
    return {"embed": embed, "view": buttons(*row)}
