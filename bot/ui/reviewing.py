"""The review queue as a moderator sees it: one thing at a time, with what may be done about it."""

from io import BytesIO
from typing import Any

import discord

from bot.domain.refusals import Reason
from bot.domain.story import MUSE_ID
from bot.domain.text import shorten
from bot.services.review_items import Decision, Held, Item, Kind
from bot.services.reviewing import NOTE_LIMIT, QueuePage
from bot.storage.standing import Standing
from bot.ui.board import card
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.people import mention
from bot.ui.quoting import quoted
from bot.ui.reading import turn_buttons
from bot.ui.reporting import reported_lines, reported_whole
from bot.ui.router import button, custom_id, sealed
from bot.ui.standing import rating_name
from bot.ui.teaching import syllables
from bot.ui.verdicts import marked, reasons
from bot.ui.verses import source_of

_SHOWN = 1100  # characters of a thing's text
_LABELS = {Decision.APPROVE: msg("Approve"), Decision.RETURN: msg("Return"), Decision.REJECT: msg("Reject")}
_STYLES = {Decision.APPROVE: discord.ButtonStyle.success, Decision.REJECT: discord.ButtonStyle.danger}
_DONE = {
    Decision.APPROVE: msg("Approved."),
    Decision.RETURN: msg("Returned."),
    Decision.REJECT: msg("Rejected."),
}
_TITLES = {
    Kind.WORD: msg("A word for this server's list"),
    Kind.PROMPT: msg("A story prompt"),
    Kind.REPORT: msg("A reported passage"),
}
_BARS = {
    Reason.REVIEW_OWN: msg("This is yours; another moderator decides."),
    Reason.REVIEW_REPORTED: msg("You reported this yourself; another moderator decides."),
    Reason.REVIEW_FOLD: msg("You write in this story, which hides its text; another moderator decides."),
}


def queue_shown(found: QueuePage, say: Say, done: Decision | None = None) -> dict[str, Any]:
    """Return the message with one page of the queue; ``done`` is what was just decided on another thing."""
    said = [say(_DONE[done])] if done else []
    if found.item is None:
        return {"view": card([" ".join([*said, say(msg("Nothing waits for review."))])])}
    item = found.item
    rows = [*said, f"### {say(_title(item))}", *_lines(item, say)]
    if item.member_id != MUSE_ID:
        rows.append(say(msg("By {who}", who=mention(item.member_id))))
        rows += _before(found.before, say)
    if found.bar is not None:
        rows.append(f"-# {say(_BARS[found.bar])}")
    waits = say(msgs("{count} thing waits", "{count} things wait", found.total))
    rows.append(f"-# {found.page + 1} / {found.total} · {waits}")
    acts = [
        button(
            f"review-{decision}",
            item.kind,
            item.id,
            found.page,
            label=say(_LABELS[decision]),
            style=_STYLES.get(decision, discord.ButtonStyle.secondary),
        )
        for decision in found.decisions
    ]
    turn = turn_buttons("review-page", [], found.page, found.total, say)
    whole = reported_whole(item, say) if item.report is not None else ""
    if item.held is not None and len(item.text) > _SHOWN:
        whole = item.text
    if not whole:
        return {"view": card(rows, *acts, *turn)}
    file = discord.File(BytesIO(whole.encode()), "text.txt")
    return {"view": card(rows, *acts, *turn, file=file.filename), "attachments": [file]}


def return_form(kind: int, item_id: int, page: int, say: Say) -> discord.ui.Modal:
    """Return the form for the note that goes back with a thing."""
    form = discord.ui.Modal(
        title=say(msg("Send it back")), custom_id=custom_id("review-returned", kind, item_id, page)
    )
    field = discord.ui.TextInput[Any](
        custom_id="note", style=discord.TextStyle.paragraph, max_length=NOTE_LIMIT
    )
    about = msg("Whoever handed it in reads this.")
    form.add_item(discord.ui.Label(text=say(msg("Your note")), description=say(about), component=field))
    return sealed(form)


def sent_back(item: Item, decision: Decision, note: str, server: str) -> Text:
    """Return what a member is told in a direct message whose text for a story did not go in."""
    assert item.held is not None  # asked of such texts only
    record = item.held.story
    values = {"server": literal(server), "title": literal(record.story.title), "number": record.number}
    if decision is Decision.RETURN:
        return msg(
            "A moderator of {server} sent your text for “{title}” (#{number}) back. It is still your draft, "
            "and your turn goes on.\n{note}",
            note=quoted(literal(note)),
            **values,
        )
    return msg(
        "A moderator of {server} did not take your text for “{title}” (#{number}). It is still your draft, "
        "and your turn goes on.",
        **values,
    )


def _title(item: Item) -> Text:
    if item.held is None:
        return _TITLES[item.kind]
    if item.held.text.appeal:
        return msg("A blocked text; its writer asks you to look")
    return msg("A text that is held")


def _held_lines(item: Item, held: Held, say: Say) -> list[str]:
    record, matches = held.story, held.text.matches
    story = msg("Story #{number}, “{title}”", number=record.number, title=literal(record.story.title))
    rows = [f"{say(story)} · {say(rating_name(record.story.terms.rating))}"]
    if item.text:
        rows += [quoted(marked(item.text, matches, _SHOWN)), ""]
        rows += reasons(item.text, matches, say)
    return rows


def _before(found: Standing, say: Say) -> list[str]:
    """Return what was decided about the writer before, in small print; nothing where nothing was."""
    told = []
    if found.approved or found.returned or found.rejected:
        counts = {"approved": found.approved, "returned": found.returned, "rejected": found.rejected}
        told.append(
            msg(
                "Of this writer before: {approved} approved, {returned} returned, {rejected} rejected.",
                **counts,
            )
        )
    if found.redacted:
        told.append(
            msgs(
                "{count} passage of theirs was taken out after a report.",
                "{count} passages of theirs were taken out after reports.",
                found.redacted,
            )
        )
    if found.banned:
        told.append(msg("They may not write with me at present."))
    return [f"-# {say(one)}" for one in told]


def _lines(item: Item, say: Say) -> list[str]:
    if item.held is not None:
        return _held_lines(item, item.held, say)
    if item.report is not None:
        return reported_lines(item, item.report, say)
    if item.kind is Kind.PROMPT:
        return [quoted(literal(shorten(item.text, _SHOWN))), ""]
    rows = [f"**{literal(item.text)}**: {say(syllables(item.counts))}"]
    if item.listed:
        rows.append(say(msg("The list has it now with {syllables}.", syllables=syllables(item.listed))))
    elif item.spoken is not None:
        rows.append(
            say(
                msg(
                    "Until now it has {syllables} ({source}).",
                    syllables=syllables(item.spoken.counts),
                    source=source_of(item.spoken),
                )
            )
        )
    return rows
