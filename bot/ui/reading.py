"""A story to read, page by page; the list of stories; and what a search found."""

import re

import discord

from bot.domain.pages import page_count
from bot.domain.passages import Origin, Passage
from bot.domain.story import MUSE_ID
from bot.domain.text import shorten
from bot.services.reading import HitPage, StoryPage, WholeStory
from bot.storage.records import StoryRecord
from bot.storage.search import Hit
from bot.storage.shelf import Shelf
from bot.ui import markdown, poem_board, stanzas
from bot.ui.board import ACCENT, state_name
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.people import signed
from bot.ui.router import button, buttons
from bot.ui.stanzas import form_title, is_linked

LIST_SIZE = 10
HITS_SIZE = 8
SHELVES = tuple(Shelf)
_PAGE = 3500  # characters of a page, of the 4,096 that an embed's text may have
_SIGNED = 200  # more for the signature
_HIT = 220  # characters shown of a passage that was found
_QUERY = "\u2063"  # a mark before the words in a search page's title, by which the next page finds them


def story_page(
    whole: WholeStory, page: int, say: Say, *, looked: bool = False, may_look: bool = False
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page (from 0; a wish beyond the last shows the last) of the story, and its buttons.

    ``looked``: a moderator sees what is hidden from others; ``may_look`` offers them that.
    """
    pages = _pages(whole, say)
    page = min(page, len(pages) - 1)
    embed = discord.Embed(
        title=f"{literal(whole.record.story.title)} · #{whole.record.number}",
        description=pages[page],
        colour=ACCENT,
    )
    if whole.hidden:
        folded = msgs(
            "{count} passage is folded away until the finish.",
            "{count} passages are folded away until the finish.",
            whole.hidden,
        )
        embed.add_field(name="\u200b", value=say(folded), inline=False)
    turn = turn_buttons("look" if looked else "read", [whole.record.id], page, len(pages), say)
    if len(pages) > 1:
        embed.set_footer(text=_number(page, len(pages), say))
    if may_look and whole.hidden:
        turn.append(button("look", whole.record.id, 0, label=say(msg("Look as a moderator"))))
    return embed, buttons(*turn) if turn else None


def list_page(found: StoryPage, say: Say) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page of the server's stories, and its buttons."""
    rows = []
    for record in found.records:
        story = record.story
        title = f"#{record.number} {literal(story.title)} ({state_name(story.state, say)})"
        rows.append(f"**{title}**\n{' · '.join(_about(record, say))}")
    embed = discord.Embed(
        title=say(msgs("{count} story", "{count} stories", found.total)),
        description="\n".join(rows) or say(msg("There is none of these.")),
        colour=ACCENT,
    )
    shelf = SHELVES.index(found.shelf)
    return embed, turnable(embed, "list", [shelf], found.page, page_count(found.total, LIST_SIZE), say)


def _about(record: StoryRecord, say: Say) -> list[str]:
    """Return where a story is, what it is, and how long."""
    story = record.story
    where = f"<#{record.thread_id}>" if record.thread_id else say(msg("no thread yet"))
    if story.poem is None:
        return [where, say(msgs("{count} passage", "{count} passages", story.passages))]
    found = [say(form_title(story.poem)), say(poem_board.length(story))]
    return found if record.threadless else [where, *found]


def hit_page(found: HitPage, query: str, say: Say) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page of what a search found, and its buttons."""
    rows = []
    for hit in found.hits:
        where = f"**{literal(hit.title)}** · #{hit.story_number} · {say(_place(hit))}"
        rows.append(f"{where}\n{literal(_around(hit.text, query))}")
    embed = discord.Embed(
        title=f"{say(msg('Found'))} {_QUERY}{literal(query)}",
        description="\n\n".join(rows) or say(msg("Nothing that you may read holds these words.")),
        colour=ACCENT,
    )
    if not found.page and not found.more:
        return embed, None
    return embed, buttons(
        button("hits", max(found.page - 1, 0), label=say(msg("Back")), disabled=not found.page),
        button("hits", found.page + 1, label=say(msg("Next")), disabled=not found.more),
    )


def _place(hit: Hit) -> Text:
    """Return which passage, line or link of its story was found."""
    if hit.form is None:
        return msg("passage {n}", n=hit.position)
    if is_linked(hit.form):
        return msg("link {n}", n=hit.position)
    return msg("line {n}", n=hit.position)


def query_of(message: discord.Message | None) -> str:
    """Return the words that a page of findings was found by; empty if it does not tell."""
    title = message.embeds[0].title if message is not None and message.embeds else None
    _, mark, query = (title or "").partition(_QUERY)
    return re.sub(r"\\(.)", r"\1", query) if mark else ""


def _around(text: str, query: str) -> str:
    """Return the part of a passage around the first word of the query."""
    words = re.findall(r"\w+", query)
    at = next((found for word in words if (found := text.casefold().find(word.casefold())) >= 0), 0)
    start = max(at - _HIT // 3, 0)
    start = text.find(" ", start) + 1 if start else 0
    return ("… " if start else "") + shorten(text[start:], _HIT)


def _pages(whole: WholeStory, say: Say) -> list[str]:
    """Return the story's pages: passages as they fit, each signed; a long one's parts each on its own. A poem
    is signed at its end."""
    poem = whole.record.story.poem
    if poem is not None:
        verse = stanzas.verse_parts(stanzas.whole(poem, whole.passages, say), _PAGE)
        verse[-1] += f"\n-# {_hands(whole, say)}"
        return verse
    pages: list[str] = []
    for passage in whole.passages:
        new = markdown.parts(passage.text, _PAGE) or [say(msg("*Taken out.*"))]
        new[-1] += f"\n-# {_signed(passage, whole, say)}"
        if pages and len(pages[-1]) + len(new[0]) + 2 <= _PAGE + _SIGNED:
            pages[-1] += f"\n\n{new.pop(0)}"
        pages += new
    return pages


def _hands(whole: WholeStory, say: Say) -> str:
    """Return who wrote which of a poem's lines or links."""
    lines: dict[str, list[str]] = {}
    for passage in whole.passages:
        _, name = _signed(passage, whole, say).split(" · ", 1)
        lines.setdefault(name, []).append(str(passage.position))
    if len(lines) == 1:
        return next(iter(lines))
    hands = " · ".join(f"{', '.join(numbers)}: {name}" for name, numbers in lines.items())
    return shorten(hands, _SIGNED)


def _signed(passage: Passage, whole: WholeStory, say: Say) -> str:
    name = signed(passage.member_id, whole.names, say)
    hand = (
        ""
        if passage.origin is Origin.HUMAN or passage.member_id == MUSE_ID
        else f" · {say(msg('with the muse'))}"
    )
    return f"{passage.position} · {name}{hand}"


def turnable(
    embed: discord.Embed, kind: str, numbers: list[int], page: int, pages: int, say: Say
) -> discord.ui.View | None:
    """Number the page (from 0) in the embed's footer and return the buttons to turn it, if there are more."""
    if pages <= 1:
        return None
    embed.set_footer(text=_number(page, pages, say))
    return buttons(*turn_buttons(kind, numbers, page, pages, say))


def turn_buttons(
    kind: str, numbers: list[int], page: int, pages: int, say: Say
) -> list[discord.ui.Button[discord.ui.View]]:
    """Return the buttons that turn a page (from 0) back and on; none where there is one page only."""
    if pages <= 1:
        return []
    return [
        button(kind, *numbers, max(page - 1, 0), label=say(msg("Back")), disabled=page == 0),
        button(kind, *numbers, page + 1, label=say(msg("Next")), disabled=page == pages - 1),
    ]


def _number(page: int, pages: int, say: Say) -> str:
    return say(msg("Page {page} of {pages}", page=page + 1, pages=pages))
