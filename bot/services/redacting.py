"""How a moderator takes a passage out of sight for good."""

from bot.domain.passages import Passage
from bot.domain.provenance import Hand
from bot.services.changing import Change
from bot.storage import passages, reports
from bot.storage.reports import ReportState


async def take_out(change: Change, passage: Passage, by: int) -> None:
    """Redact a passage; the record keeps what it said, and what was reported of it is settled."""
    if passage.hidden:
        passage = await passages.show(change.connection, change.record.guild_id, passage, change.now)
    await passages.rewrite(
        change.connection,
        change.record.guild_id,
        passage,
        "",
        passage.words,
        change.now,
        Hand(passage.origin, passage.receipt_id, passage.edited_words),
        redacted=True,
    )
    await reports.decide(change.connection, passage.id, ReportState.REDACTED, by, change.now)
