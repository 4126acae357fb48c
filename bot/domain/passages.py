"""A passage: one turn's text, and the record of whose hand it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_SHARED_RUN = 4  # words in a row that make a text "from the muse": shorter runs are common phrases


class Origin(StrEnum):
    """Who wrote a passage. It is set when the passage enters the story and never changes."""

    HUMAN = "human"
    MUSE_ACCEPTED = "muse-accepted"
    MUSE_EDITED = "muse-edited"


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a story. ``position`` counts from 1; ``receipt_id`` is the muse's, if it helped."""

    position: int
    member_id: int
    text: str
    words: int
    origin: Origin
    receipt_id: int | None
    created_at: datetime


def origin_of(text: str, proposal: str | None) -> Origin:
    """Tell the origin of ``text`` whose writer had ``proposal`` of the muse's before them.

    The same words are the muse's, accepted; a text that still holds four of its words in a row is the
    muse's, edited; any other is the writer's own.
    """
    if proposal is None:
        return Origin.HUMAN
    mine, theirs = text.casefold().split(), proposal.casefold().split()
    if mine == theirs:
        return Origin.MUSE_ACCEPTED
    run = min(_SHARED_RUN, len(theirs))
    runs = {tuple(theirs[i : i + run]) for i in range(len(theirs) - run + 1)}
    shared = any(tuple(mine[i : i + run]) in runs for i in range(len(mine) - run + 1))
    return Origin.MUSE_EDITED if shared else Origin.HUMAN
