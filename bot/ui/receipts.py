"""Which passages of a story the muse had a hand in, and how each was made; a page at a time."""

import discord

from bot.domain.pages import nearest_page, page_count
from bot.services.provenance import Mark
from bot.storage.records import StoryRecord
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.hands import changed
from bot.ui.markdown import literal
from bot.ui.reading import turnable

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
    return embed, turnable(embed, "receipts", [record.id], page, page_count(len(marks), PAGE), say)


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
        say(msg("Accepted by {name}", name=literal(mark.accepted_by))) + f" · {say(changed(passage))}",
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
