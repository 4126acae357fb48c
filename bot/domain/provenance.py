"""Whose words a text is made of: the writer's own, or the muse's, as they were or changed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from bot.domain.passages import Origin
from bot.domain.text import UNSPACED, UNSPACED_LETTERS

_SHARED_RUN = 4
"""Words in a row that make a text the muse's that was made of its: fewer are common phrases."""
_COPIED_RUN = 8
"""As many where it is only known that its writer had seen what the muse wrote."""
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_LETTER = re.compile(
    rf"[{UNSPACED}]|[{UNSPACED_LETTERS}][^\s{UNSPACED}{UNSPACED_LETTERS}]*|[^\s{UNSPACED}{UNSPACED_LETTERS}]+"
)
_OF_A_WORD = ((re.compile(f"[{UNSPACED}]"), 1 / 2), (re.compile(f"[{UNSPACED_LETTERS}]"), 1 / 4))
"""How much of a word a letter of such a script is worth, on the average."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the muse had put before a writer, and its receipt. ``reworded`` is the writer's own text if it was
    asked to put that in other words."""

    text: str
    receipt_id: int
    reworded: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand a passage is by. ``receipt_id`` and ``edited_words`` (how many words of the muse's proposal
    were changed) are None where it is the writer's own."""

    origin: Origin
    receipt_id: int | None = None
    edited_words: int | None = None


def hand_of(text: str, taken: Proposed | None, seen: Iterable[Proposed] = ()) -> Hand:
    """Tell whose hand a text is by.

    ``taken`` is the proposal that it was made of, if one was taken. ``seen`` are the others that its writer
    was shown for the story: one may have been copied without a word, and then it takes more to tell.
    """
    if taken is not None and (origin := origin_of(text, taken.text)) is not Origin.HUMAN:
        return _hand(origin, text, taken)
    copied = [
        (word_distance(text, one.text), origin, one)
        for one in seen
        if (origin := origin_of(text, one.text, run=_COPIED_RUN)) is not Origin.HUMAN
    ]
    for distance, origin, one in sorted(copied, key=lambda found: found[0]):
        if not one.reworded or distance < word_distance(text, one.reworded):  # else it is as they had it
            return _hand(origin, text, one)
    return Hand(Origin.HUMAN)


def hands_of_verse(lines: Sequence[str], proposal: Sequence[str], receipt_id: int | None) -> list[Hand]:
    """Tell whose hand each line of a poem is by, where the muse had proposed the lines of ``proposal``.

    Lines are too short for runs of words: one is the muse's, edited, while at least half of it stands as the
    muse had it in one of its lines.
    """
    return [_hand_of_line(line, proposal, receipt_id) for line in lines]


def _hand_of_line(line: str, proposal: Sequence[str], receipt_id: int | None) -> Hand:
    if receipt_id is None or not proposal:
        return Hand(Origin.HUMAN)
    mine = len(_TOKEN.findall(line))
    distance, size, nearest = min(
        (word_distance(line, one), max(mine, len(_TOKEN.findall(one))), one) for one in proposal
    )
    if _letters(line) == _letters(nearest):
        return Hand(Origin.MUSE_ACCEPTED, receipt_id, distance)
    if 2 * distance <= size:
        return Hand(Origin.MUSE_EDITED, receipt_id, distance)
    return Hand(Origin.HUMAN)


def _hand(origin: Origin, text: str, proposal: Proposed) -> Hand:
    return Hand(origin, proposal.receipt_id, word_distance(text, proposal.text))


def origin_of(text: str, proposal: str | None, *, run: int = _SHARED_RUN) -> Origin:
    """Tell the origin of ``text`` whose writer had ``proposal`` of the muse's before them.

    The same words are the muse's, accepted; a text that still holds ``run`` of its words in a row is the
    muse's, edited; any other is the writer's own. In scripts without spaces it goes by letters.
    """
    mine, theirs = _letters(text), _letters(proposal or "")
    if not theirs:
        return Origin.HUMAN
    if mine == theirs:
        return Origin.MUSE_ACCEPTED
    size = min(ceil(run * len(theirs) / sum(map(_worth, theirs))), len(theirs))
    runs = {tuple(theirs[at : at + size]) for at in range(len(theirs) - size + 1)}
    shared = any(tuple(mine[at : at + size]) in runs for at in range(len(mine) - size + 1))
    return Origin.MUSE_EDITED if shared else Origin.HUMAN


def word_distance(text: str, proposal: str) -> int:
    """Return how many words must be put in, taken out or exchanged to turn ``proposal`` into ``text``.

    Levenshtein's distance over words (of Chinese and Japanese: characters), case folded; Hyyrö, "A Bit-Vector
    Algorithm for Computing Levenshtein and Damerau Edit Distances" (2003): one pass over ``text``, with a bit
    for each word of ``proposal``.
    """
    mine, theirs = _TOKEN.findall(text.casefold()), _TOKEN.findall(proposal.casefold())
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


def _letters(text: str) -> Sequence[str]:
    """Return words, and in scripts without spaces letters with their marks."""
    return _LETTER.findall(text.casefold())


def _worth(token: str) -> float:
    return next((worth for script, worth in _OF_A_WORD if script.match(token)), 1.0)
