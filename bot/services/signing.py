"""Whose hand a text is by: found when it enters a story, and again when it is corrected."""

from bot.domain.passages import Origin, Passage
from bot.domain.provenance import Hand, Proposed, hand_of, word_distance
from bot.storage import candidates, prompts
from bot.storage.candidates import Candidate
from bot.storage.database import Connection


async def signed(
    connection: Connection, story_id: int, member_id: int, text: str, taken: Candidate | None
) -> Hand:
    """Return whose hand a member's new passage is by.

    ``taken`` is the proposal that their draft was made of; a text can be copied from another just as well, so
    the last that the muse wrote for them in this story are compared, too.
    """
    seen = await candidates.shown_to(connection, story_id, member_id)
    return hand_of(text, Proposed(taken.text, taken.receipt_id) if taken else None, seen)


async def signed_again(connection: Connection, story_id: int, passage: Passage, text: str) -> Hand:
    """Return whose hand a passage is by with its new text. One of the muse's stays with its receipt, however
    much of it was changed."""
    first = await _first(connection, passage)
    seen = await candidates.shown_to(connection, story_id, passage.member_id)
    hand = hand_of(text, first, seen)
    if first is None or hand.origin is not Origin.HUMAN:
        return hand
    return Hand(Origin.MUSE_EDITED, first.receipt_id, word_distance(text, first.text))


async def _first(connection: Connection, passage: Passage) -> Proposed | None:
    """Return what the muse had proposed for a passage; None for a person's own."""
    if passage.receipt_id is None:
        return None
    candidate = await candidates.of_receipt(connection, passage.receipt_id)
    found = candidate or await prompts.by_receipt(connection, passage.receipt_id)
    return Proposed(found.text if found else passage.text, passage.receipt_id)
