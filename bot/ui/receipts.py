"""Which passages of a story the muse had a hand in, and how each was made; a page at a time."""

import discord

from bot.domain.pages import nearest_page, page_count
from bot.domain.passages import Origin
from bot.services.provenance import Mark
from bot.storage.stories import StoryRecord
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.markdown import literal
from bot.ui.router import button, buttons

PAGE = 6
_CHECKSUM = 12  # characters of 64: enough to tell weights apart


def receipts_page(
    record: StoryRecord, marks: list[Mark], page: int, say: Say
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return a page (from 0; beyond the last: the last) of a story's receipts."""
    page = nearest_page(page, len(marks), PAGE)
    shown = marks[page * PAGE : (page + 1) * PAGE]
    embed = discord.Embed(title=literal(record.story.title), colour=ACCENT)
    embed.description = say(
        msgs(
            "The muse had a hand in {count} passage that you may read.",
            "The muse had a hand in {count} passages that you may read.",
            len(marks),
        )
    )
    for mark in shown:
        embed.add_field(name=_heading(mark, say), value=_details(mark, say), inline=False)
    pages = page_count(len(marks), PAGE)
    if pages < 2:
        return embed, None
    earlier = button("receipts", record.id, max(page - 1, 0), label=say(msg("Earlier")), disabled=page == 0)
    later = button("receipts", record.id, page + 1, label=say(msg("Later")), disabled=page + 1 >= pages)
    embed.set_footer(text=say(msg("Page {page} of {pages}", page=page + 1, pages=pages)))
    return embed, buttons(earlier, later)


def _heading(mark: Mark, say: Say) -> str:
    number = mark.passage.position
    return say(msg("Passage {number} · receipt {receipt}", number=number, receipt=mark.receipt.id))


def _details(mark: Mark, say: Say) -> str:
    receipt, passage = mark.receipt, mark.passage
    sampling = receipt.sampling
    settings = ", ".join(
        f"{name} {sampling[name]:g}"
        for name in ("temperature", "top_p", "min_p", "top_k", "repetition_penalty", "dry")
        if isinstance(sampling.get(name), (int, float))
    )
    lines = [
        say(msg("Accepted by {name}", name=literal(mark.accepted_by))) + f" · {_edited(mark, say)}",
        f"`{receipt.model}` · `{receipt.checksum[:_CHECKSUM] or '-'}` · {receipt.precision or '-'}",
        say(msg("seed {seed}", seed=sampling.get("seed", 0))) + f" · {settings}",
        say(
            msgs(
                "{count} token in {seconds} s",
                "{count} tokens in {seconds} s",
                receipt.tokens,
                seconds=f"{receipt.seconds:.1f}",
            )
        )
        + f" · `{receipt.template}` · <t:{int(passage.created_at.timestamp())}:d>",
    ]
    return "\n".join(lines)[:1024]


def _edited(mark: Mark, say: Say) -> str:
    passage = mark.passage
    if passage.origin is Origin.MUSE_ACCEPTED and not passage.edited_words:
        return say(msg("as it was written"))
    if passage.edited_words is None:
        return say(msg("edited"))
    return say(
        msgs(
            "{count} word changed of {words}",
            "{count} words changed of {words}",
            passage.edited_words,
            words=passage.words,
        )
    )
