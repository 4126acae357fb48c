"""A story to read, page by page, and the list of stories."""

import discord

from bot.domain.pages import page_count
from bot.domain.passages import Origin
from bot.services.reading import StoryPage, WholeStory
from bot.ui import markdown
from bot.ui.board import ACCENT, state_name
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.markdown import literal
from bot.ui.router import button, buttons

LIST_SIZE = 10
_PAGE = 3500  # characters of a page, of the 4,096 that an embed's text may have
_SIGNED = 200  # more for the signature


def story_page(whole: WholeStory, page: int, say: Say) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page (from 0; a wish beyond the last shows the last) of the story, and its buttons."""
    pages = _pages(whole, say)
    page = min(page, len(pages) - 1)
    embed = discord.Embed(
        title=f"{literal(whole.record.story.title)} · #{whole.record.number}",
        description=pages[page],
        colour=ACCENT,
    )
    return embed, turnable(embed, "read", [whole.record.id], page, len(pages), say)


def list_page(found: StoryPage, say: Say) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page of the server's stories, and its buttons."""
    rows = []
    for record in found.records:
        story = record.story
        where = f"<#{record.thread_id}>" if record.thread_id else say(msg("no thread yet"))
        counts = say(msgs("{count} passage", "{count} passages", story.passages))
        title = f"#{record.number} {literal(story.title)} ({state_name(story.state, say)})"
        rows.append(f"**{title}**\n{where} · {counts}")
    embed = discord.Embed(
        title=say(msgs("{count} story", "{count} stories", found.total)),
        description="\n".join(rows),
        colour=ACCENT,
    )
    return embed, turnable(embed, "list", [], found.page, page_count(found.total, LIST_SIZE), say)


def _pages(whole: WholeStory, say: Say) -> list[str]:
    """Return the story's pages: passages as they fit, each signed; a long one's parts each on its own."""
    pages: list[str] = []
    for passage in whole.passages:
        name = literal(whole.names.get(passage.member_id, "?"))
        hand = "" if passage.origin is Origin.HUMAN else f" · {say(msg('with the muse'))}"
        new = markdown.parts(passage.text, _PAGE)
        new[-1] += f"\n-# {passage.position} · {name}{hand}"
        if pages and len(pages[-1]) + len(new[0]) + 2 <= _PAGE + _SIGNED:
            pages[-1] += f"\n\n{new.pop(0)}"
        pages += new
    return pages


def turnable(
    embed: discord.Embed, kind: str, numbers: list[int], page: int, pages: int, say: Say
) -> discord.ui.View | None:
    """Number the page (from 0) in the embed's footer and return the buttons to turn it, if there are more."""
    if pages <= 1:
        return None
    embed.set_footer(text=say(msg("Page {page} of {pages}", page=page + 1, pages=pages)))
    return buttons(
        button(kind, *numbers, max(page - 1, 0), label=say(msg("Back")), disabled=page == 0),
        button(kind, *numbers, page + 1, label=say(msg("Next")), disabled=page == pages - 1),
    )
