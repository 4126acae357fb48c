"""The board: one message per story that always tells how it stands."""

from typing import Any

import discord

from bot.domain.story import MUSE_ID, MuseRole, Rating, Story, StoryState
from bot.services.verses import PoemSoFar
from bot.storage.records import StoryRecord
from bot.ui import poem_board, standing
from bot.ui.catalogue import Say, msg
from bot.ui.markdown import literal
from bot.ui.router import button, sealed
from bot.ui.stanzas import growing

ACCENT = discord.Colour.from_str("#7b5ea7")  # an old bookbinder's violet
_CARD = 4000  # characters that Discord lets the texts of such a message have together
EXPORTS = ("markdown", "html", "epub", "pdf", "json")


def board(
    record: StoryRecord,
    say: Say,
    *,
    rating: Rating,
    poem: PoemSoFar | None = None,
    picture: str | None = None,
    credits: list[str] | None = None,
) -> discord.ui.LayoutView:
    """Return the board of a story, with its buttons; a ``poem`` grows on it. ``rating`` is what holds now.

    ``picture`` is the address of an attached image, ``credits`` are lines of text; both are for the end.
    """
    view = discord.ui.LayoutView(timeout=None)
    container = discord.ui.Container[Any](accent_colour=ACCENT)
    shown = [*lines(record, say, rating), *(credits or [])]
    container.add_item(discord.ui.TextDisplay("\n".join(line for line in shown if line)))
    if poem is not None and record.story.state is not StoryState.FINISHED:
        # Each in a part of its own: whatever signs are in a line reach no further.
        for text in (growing(poem, say), poem_board.next_line(record.story, poem, say)):
            if text:
                container.add_item(discord.ui.TextDisplay(text))
    if picture is not None:
        gallery = discord.ui.MediaGallery[Any]()
        gallery.add_item(media=picture, description=say(msg("The story in figures")))
        container.add_item(gallery)
    for row in _buttons(record, say):
        container.add_item(row)
    if record.story.state is not StoryState.FINISHED:
        talk = _NOT_TALK if record.story.poem is None else _NOT_TALK_POEM
        container.add_item(discord.ui.TextDisplay("-# " + say(talk)))
    view.add_item(container)
    return sealed(view)


def card(shown: list[str], *items: discord.ui.Button[Any], file: str | None = None) -> discord.ui.LayoutView:
    """Return lines of text in a frame like the board's, with buttons below, and an attached ``file`` under
    it by its name; it may mention people by name."""
    view = discord.ui.LayoutView(timeout=None)
    container = discord.ui.Container[Any](accent_colour=ACCENT)
    container.add_item(discord.ui.TextDisplay("\n".join(shown)[:_CARD]))
    if items:
        row = discord.ui.ActionRow[Any]()
        for item in items:
            row.add_item(item)
        container.add_item(row)
    view.add_item(container)
    if file is not None:
        view.add_item(discord.ui.File(f"attachment://{file}"))
    return sealed(view)


_NOT_TALK = msg("Only what you submit with Write becomes part of the story; talk here is just talk.")
_NOT_TALK_POEM = msg("Only what you submit with Write becomes part of the poem; talk here is just talk.")


def lines(record: StoryRecord, say: Say, rating: Rating) -> list[str]:
    """Return how the story stands, line by line; empty ones can be left out. ``rating`` is what holds now."""
    story = record.story
    if story.poem is not None:
        return poem_board.lines(record, say)
    writers = standing.crew(story, say)
    return [
        f"### {literal(story.title)}  ·  #{record.number}",
        say(standing.turn(story)),
        say(standing.bridge()) if _bridged(story) else "",
        say(msg("Writers: {names}", names=writers)) if writers else "",
        "-# " + "  ·  ".join(say(fact) for fact in standing.facts(story)),
        "-# " + say(standing.limits(story)) if story.terms.lines or story.terms.veils else "",
        "-# " + say(held) if (held := standing.held_to(story, rating)) else "",
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


def _bridged(story: Story) -> bool:
    turn = story.turn
    return turn is not None and turn.after_lapse and _muse_helps(story) and turn.member_id != MUSE_ID


def _muse_helps(story: Story) -> bool:
    return story.terms.muse is not MuseRole.NEVER


def _buttons(record: StoryRecord, say: Say) -> list[discord.ui.ActionRow[Any]]:
    story, row = record.story, discord.ui.ActionRow[Any]()
    read = button("read", record.id, 0, label=say(msg("Read")))
    if story.state is StoryState.FINISHED:
        row.add_item(read)
        files = discord.ui.ActionRow[Any]()
        for number, name in enumerate(EXPORTS):
            files.add_item(button("export", record.id, number, label=say(_FILE_NAMES[name])))
        return [row, files]
    if story.turn is not None or story.claimless:
        number = story.turn.number if story.turn is not None else 0
        blue = discord.ButtonStyle.primary
        row.add_item(button("write", record.id, number, label=say(msg("Write")), style=blue))
        if not story.claimless:
            row.add_item(button("pass", record.id, number, label=say(msg("Pass"))))
    row.add_item(read)
    if not story.claimless:
        row.add_item(button("join", record.id, label=say(msg("Join"))))
    if story.turn is not None and _muse_helps(story):
        row.add_item(button("muse-ask", record.id, label=say(msg("Ask the muse"))))
    return [row]


_FILE_NAMES = {
    "markdown": msg("Markdown"),
    "html": msg("HTML"),
    "epub": msg("EPUB"),
    "pdf": msg("PDF"),
    "json": msg("JSON"),
}
