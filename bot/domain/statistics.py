"""What a story's record tells when it is finished: who wrote how much, by which hand, how fast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.passages import Origin, Passage
from bot.domain.story import TurnOutcome

_NEUTRAL = {TurnOutcome.YIELDED, TurnOutcome.MOVED, TurnOutcome.FINISHED}


@dataclass(frozen=True, slots=True)
class Share:
    """One writer's part. ``muse_words`` are those of their words that the muse proposed or had a hand in."""

    member_id: int
    passages: int
    words: int
    muse_words: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """A story in figures.

    ``shares`` are in the order of each writer's first passage. ``changed_words`` is how many words people
    changed in what the muse proposed, as far as it is known. ``lasted`` is the time from the first passage to
    the last. ``streak`` is the longest run of turns in a row that were all written: none passed, missed
    or skipped in between.
    """

    shares: tuple[Share, ...]
    passages: int
    words: int
    muse_words: int
    changed_words: int
    lasted: timedelta
    streak: int

    @property
    def hand_words(self) -> int:
        """Words written by people without the muse."""
        return self.words - self.muse_words

    @property
    def passages_per_day(self) -> float:
        """The pace; a story that lasted less than a day is taken to have lasted one."""
        return self.passages / max(self.lasted / timedelta(days=1), 1.0)


def statistics(passages: Sequence[Passage], outcomes: Iterable[TurnOutcome]) -> Statistics:
    """Count a story's passages, in order, and its ended turns, in order."""
    found: dict[int, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.member_id, []).append(passage)
    shares = tuple(
        Share(member_id, len(own), sum(p.words for p in own), _muse_words(own))
        for member_id, own in found.items()
    )
    lasted = passages[-1].created_at - passages[0].created_at if passages else timedelta()
    return Statistics(
        shares=shares,
        passages=len(passages),
        words=sum(share.words for share in shares),
        muse_words=sum(share.muse_words for share in shares),
        changed_words=sum(passage.edited_words or 0 for passage in passages),
        lasted=max(lasted, timedelta()),
        streak=longest_streak(outcomes),
    )


def longest_streak(outcomes: Iterable[TurnOutcome]) -> int:
    """Return the longest run of written turns. Turns that ended through no choice of their writer's own
    (room made for a joiner, a turn given to another, the story's end) neither count nor break it."""
    longest = run = 0
    for outcome in outcomes:
        if outcome in _NEUTRAL:
            continue
        run = run + 1 if outcome is TurnOutcome.WRITTEN else 0
        longest = max(longest, run)
    return longest


def _muse_words(passages: Iterable[Passage]) -> int:
    return sum(passage.words for passage in passages if passage.origin is not Origin.HUMAN)
