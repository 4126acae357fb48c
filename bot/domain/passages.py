"""A passage: one turn's text, and the record of whose hand it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_HANDS_OVER = re.compile(r"(?:…|\.\.\.)[\"'”’»)\]*_~]*\s*\Z")


class Origin(StrEnum):
    """Who wrote a passage. It is set when the passage enters the story and never changes."""

    HUMAN = "human"
    MUSE_ACCEPTED = "muse-accepted"
    MUSE_EDITED = "muse-edited"


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a story.

    ``position`` counts from 1 and may change by undo and redo; ``id`` never does, and is 0 before it is
    stored. ``turn`` is the number of the turn it was written in. ``version`` grows by one with each
    correction, and when it is taken out of sight or shown again. ``receipt_id`` is the muse's, if it
    helped; ``edited_words`` is how many words were changed in what it had proposed, None where that is not
    known. ``accepted_by`` is who took over what the muse wrote in a turn of its own. A redacted passage has
    an empty ``text``; the record keeps what it was. A ``hidden`` one is redacted for a while: until a
    moderator has looked.
    """

    position: int
    member_id: int
    text: str
    words: int
    origin: Origin
    receipt_id: int | None
    created_at: datetime
    id: int = 0
    turn: int = 0
    version: int = 1
    accepted_by: int | None = None
    redacted: bool = False
    edited_words: int | None = None
    hidden: bool = False


def hands_over(passage: Passage) -> bool:
    """Tell whether it ends in "…" and so hands over in the middle of a sentence."""
    return not passage.redacted and _HANDS_OVER.search(passage.text) is not None


def flows(passages: Iterable[Passage]) -> list[tuple[Passage, ...]]:
    """Group the passages that read on without a paragraph break: each but a group's last hands over.

    A redacted passage stands alone.
    """
    groups: list[list[Passage]] = []
    open_end = False
    for passage in passages:
        if open_end and not passage.redacted:
            groups[-1].append(passage)
        else:
            groups.append([passage])
        open_end = hands_over(passage)
    return [tuple(group) for group in groups]
