"""A word that was taught, in sentences."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.ui.catalogue import Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.verses import source_of

if TYPE_CHECKING:
    from bot.services.teaching import Proposal


def syllables(counts: Sequence[int]) -> Text:
    """Return syllables in words: "2 syllables", "2 or 3 syllables"."""
    if len(counts) == 1:
        return msgs("{count} syllable", "{count} syllables", counts[0])
    fewer = ", ".join(map(str, counts[:-1]))
    return msg("{fewer} or {most} syllables", fewer=fewer, most=counts[-1])


def proposed(proposal: "Proposal") -> Text:
    """Return what a member is told whose word waits for a moderator."""
    record, spoken = proposal.record, proposal.until_then
    values = {
        "word": literal(record.shown),
        "syllables": syllables(record.counts),
        "now": syllables(spoken.counts),
        "source": source_of(spoken),
    }
    if proposal.changed:
        return msg(
            "“{word}” with {syllables} waits for a moderator now, in place of what you proposed before. "
            "Until then it has {now} ({source}).",
            **values,
        )
    if proposal.rivals:
        return msg(
            "Thank you. “{word}” with {syllables} waits for a moderator, beside another member's count; they "
            "choose. Until then it has {now} ({source}).",
            **values,
        )
    return msg(
        "Thank you. “{word}” with {syllables} waits for a moderator. Until then it has {now} ({source}).",
        **values,
    )
