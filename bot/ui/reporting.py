"""Reports: the form that asks why, what the reporter is told, and how moderators see a reported passage."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.domain.story import MUSE_ID
from bot.domain.text import shorten
from bot.services.hosting import REASON_LIMIT
from bot.services.reporting import Reported
from bot.services.review_items import Item, ReportedPassage
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal, literal_head
from bot.ui.people import mention, told
from bot.ui.quoting import quoted
from bot.ui.router import custom_id, sealed

_TEXT = 1100  # characters shown of the passage, and of what it was before
_BEFORE = 2  # of the texts that were reported and changed since, the latest
_REASONS = 6  # shown; the embed holds no more
_REASON = 200  # characters shown of one

_WAS = msg("As it was reported; its writer has changed it since:")
_IS = msg("As it stands now:")


def report_form(passage_id: int, say: Say) -> discord.ui.Modal:
    """Return the form that asks what is wrong with a passage."""
    form = discord.ui.Modal(title=say(msg("Report passage")), custom_id=custom_id("report", passage_id))
    field = discord.ui.TextInput[Any](
        custom_id="reason", style=discord.TextStyle.paragraph, max_length=REASON_LIMIT
    )
    told = say(msg("Moderators read this; its writer never learns who sent it."))
    form.add_item(
        discord.ui.Label(text=say(msg("What is wrong with it?")), description=told, component=field)
    )
    return sealed(form)


def thanks(done: Reported) -> Text:
    """Return what the reporter is told."""
    number = done.position
    if done.again:
        return msg("Your report of passage {number} has the new reason now.", number=number)
    return msg("Thank you. The moderators will look at passage {number}.", number=number)


def reported_lines(item: Item, about: ReportedPassage, say: Say) -> list[str]:
    """Return what moderators read of a reported passage: who says what of it, unless the story is folded and
    theirs."""
    record, count = about.story, len(about.reports)
    story = msg(
        "Passage {position} of story #{number}, “{title}”",
        position=about.passage.position,
        number=record.number,
        title=literal(record.story.title),
    )
    rows = [say(story)]
    if item.text:
        rows += _said(item.text, about.before[-_BEFORE:], say)
    rows.append(say(msgs("{count} member reports it.", "{count} members report it.", count)))
    if item.text:
        rows += [
            f"- {told(mention(one.member_id), say)}: {literal_head(one.reason, _REASON)}"
            for one in about.reports[:_REASONS]
        ] + [""]
    if about.passage.hidden:
        rows.append(say(msg("It is hidden until you decide.")))
    rows.append("-# " + say(msg("Approve lets it stand; Reject takes it out for good.")))
    if item.member_id == MUSE_ID:
        rows.append(f"-# {say(msg('the muse'))}")
    return rows


def reported_whole(item: Item, say: Say) -> str:
    """Return all that a reported passage said and says, for a file; empty where it is shown whole."""
    assert item.report is not None  # asked of such passages only
    before = item.report.before
    shown = (*before[-_BEFORE:], item.text)
    if len(before) < len(shown) and all(len(text) <= _TEXT // len(shown) for text in shown):
        return ""
    parts = [f"{say(_WAS)}\n\n{text}" for text in before]
    return "\n\n\n".join([*parts, f"{say(_IS)}\n\n{item.text}" if before else item.text])


def _said(now: str, before: Sequence[str], say: Say) -> list[str]:
    """Return what the passage says, after what was reported where that was another text."""
    room = _TEXT // (1 + len(before))
    rows = []
    for text in before:
        rows += [say(_WAS), quoted(literal(shorten(text, room))), ""]
    if before:
        rows.append(say(_IS))
    return [*rows, quoted(literal(shorten(now, room))), ""]
