"""A passage: one turn's text, and the record of whose hand it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_SHARED_RUN = 4  # words in a row that make a text "from the muse": shorter runs are common phrases
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
    correction and with a redaction. ``receipt_id`` is the muse's, if it helped; ``edited_words`` is how many
    words were changed in what it had proposed, None where that is not known. ``accepted_by`` is who took
    over what the muse wrote in a turn of its own. A redacted passage has an empty ``text``; the record keeps
    what it was.
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


def word_distance(text: str, proposal: str) -> int:
    """Return how many words must be put in, taken out or exchanged to turn ``proposal`` into ``text``.

    Levenshtein's distance over words, case folded; Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein
    and Damerau Edit Distances" (2003): one pass over ``text``, with a bit for each word of ``proposal``.
    """
    mine, theirs = text.casefold().split(), proposal.casefold().split()
    if not theirs:
        return len(mine)
    places: dict[str, int] = {}
    for at, word in enumerate(theirs):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(theirs)) - 1
    last, up, down, distance = 1 << len(theirs) - 1, full, 0, len(theirs)
    for word in mine:
        here = places.get(word, 0)
        vertical = here | down
        level = (((here & up) + up) ^ up) | here
        plus, minus = down | ~(level | up) & full, up & level
        distance += bool(plus & last) - bool(minus & last)
        plus, minus = (plus << 1 | 1) & full, minus << 1 & full
        up, down = minus | ~(vertical | plus) & full, plus & vertical
    return distance


def origin_of(text: str, proposal: str | None) -> Origin:
    """Tell the origin of ``text`` whose writer had ``proposal`` of the muse's before them.

    The same words are the muse's, accepted; a text that still holds four of its words in a row is the
    muse's, edited; any other is the writer's own.
    """
    mine, theirs = text.casefold().split(), (proposal or "").casefold().split()
    if not theirs:
        return Origin.HUMAN
    if mine == theirs:
        return Origin.MUSE_ACCEPTED
    run = min(_SHARED_RUN, len(theirs))
    runs = {tuple(theirs[i : i + run]) for i in range(len(theirs) - run + 1)}
    shared = any(tuple(mine[i : i + run]) in runs for i in range(len(mine) - run + 1))
    return Origin.MUSE_EDITED if shared else Origin.HUMAN


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
