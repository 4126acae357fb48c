"""The board: one message per story that always tells how it stands."""

from typing import Any

import discord

from bot.domain.story import Story, StoryState
from bot.storage.stories import StoryRecord
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.router import button, sealed

ACCENT = discord.Colour.from_str("#7b5ea7")  # an old bookbinder's violet
_NAMED = 20  # writers shown by name; a crowd is counted


def board(record: StoryRecord, say: Say) -> discord.ui.LayoutView:
    """Return the board of a story, with its buttons."""
    view = discord.ui.LayoutView(timeout=None)
    container = discord.ui.Container[Any](accent_colour=ACCENT)
    container.add_item(discord.ui.TextDisplay("\n".join(lines(record, say))))
    container.add_item(_buttons(record, say))
    container.add_item(
        discord.ui.TextDisplay(
            "-# "
            + say(msg("Only what you submit with Write becomes part of the story; talk here is just talk."))
        )
    )
    view.add_item(container)
    return sealed(view)


def lines(record: StoryRecord, say: Say) -> list[str]:
    """Return how the story stands, line by line."""
    story = record.story
    title = literal(story.title)
    facts = [say(_length(story)), say(_bounds(story))]
    return [
        f"### {title}  ·  #{record.number}",
        say(_turn(story)),
        say(msg("Writers: {names}", names=_names(story, say))) if story.active else "",
        "-# " + "  ·  ".join(facts),
    ]


def headline(number: int, title: str, state: StoryState, say: Say) -> str:
    """Return a story's line for menus, which know no markdown, of at most 100 characters."""
    return f"#{number} {title} ({state_name(state, say)})"[:100]


def state_name(state: StoryState, say: Say) -> str:
    """Return what a state is called."""
    names = {
        StoryState.OPEN: msg("open"),
        StoryState.SLEEPING: msg("sleeping"),
        StoryState.FINISHED: msg("finished"),
    }
    return say(names[state])


def _turn(story: Story) -> Text:
    if story.state is StoryState.FINISHED:
        return msg("**Finished.** Thank you all for writing it.")
    if story.turn is None:
        return msg("**Sleeping:** nobody is writing just now. Whoever joins wakes it.")
    return msg(
        "**Turn {number}:** <@{writer}>, since {since}",
        number=story.turn.number,
        writer=story.turn.member_id,
        since=discord.utils.format_dt(story.turn.started_at, "R"),
    )


def _names(story: Story, say: Say) -> str:
    active = story.active
    names = " → ".join(f"<@{writer.member_id}>" for writer in active[:_NAMED])
    more = len(active) - _NAMED
    return names if more <= 0 else f"{names} {say(msgs('and {count} more', 'and {count} more', more))}"


def _length(story: Story) -> Text:
    words = msgs("{count} word", "{count} words", story.words)
    if story.terms.passages_max is not None:
        return msg(
            "{passages} of {limit} passages, {words}",
            passages=story.passages,
            limit=story.terms.passages_max,
            words=words,
        )
    passages = msgs("{count} passage", "{count} passages", story.passages)
    return msg("{passages}, {words}", passages=passages, words=words)


def _bounds(story: Story) -> Text:
    low, high = story.terms.words_min, story.terms.words_max
    if low <= 1:
        return msgs("up to {count} word a turn", "up to {count} words a turn", high)
    return msg("{low} to {high} words a turn", low=low, high=high)


def _buttons(record: StoryRecord, say: Say) -> discord.ui.ActionRow[Any]:
    story, row = record.story, discord.ui.ActionRow[Any]()
    if story.turn is not None:
        primary = discord.ButtonStyle.primary
        row.add_item(button("write", record.id, story.turn.number, label=say(msg("Write")), style=primary))
        row.add_item(button("pass", record.id, story.turn.number, label=say(msg("Pass"))))
    row.add_item(button("read", record.id, 0, label=say(msg("Read"))))
    if story.state is not StoryState.FINISHED:
        row.add_item(button("join", record.id, label=say(msg("Join"))))
    return row
