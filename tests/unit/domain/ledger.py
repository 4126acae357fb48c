"""What the story machine keeps beside the story, to hold it to its word: the texts, and who had the turn."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.passages import Origin, Passage
from bot.domain.story import MUSE_ID, Order, Story, WriterState


@dataclass
class Book:
    """The texts, as a storage would keep them: what stands, what was taken back, and all there ever was."""

    live: list[Passage] = field(default_factory=list)
    undone: list[Passage] = field(default_factory=list)
    overwritten: list[Passage] = field(default_factory=list)  # undone, and then another was written
    accepted: int = 0

    def write(self, member_id: int, words: int, turn: int, now: datetime) -> None:
        self.overwritten += self.undone
        self.undone = []
        self.accepted += 1
        self.live.append(_passage(self.accepted, len(self.live) + 1, member_id, words, turn, now))

    def take_back(self) -> None:
        self.undone.append(self.live.pop())

    def put_back(self) -> None:
        self.live.append(replace(self.undone.pop(), position=len(self.live) + 1))

    def correct(self, words: int) -> None:
        last = self.live[-1]
        self.live[-1] = replace(last, words=words, version=last.version + 1)

    def check(self, story: Story) -> None:
        """Nothing is lost, nothing is there twice, and the story tells the truth about what stands."""
        kept = [*self.live, *self.undone, *self.overwritten]
        assert sorted(one.id for one in kept) == list(range(1, self.accepted + 1))
        assert [one.position for one in self.live] == list(range(1, len(self.live) + 1))
        assert story.passages == len(self.live)
        assert story.words == sum(one.words for one in self.live)
        assert story.last_writer_id == self.live[-1].member_id


def _passage(id_: int, position: int, member_id: int, words: int, turn: int, now: datetime) -> Passage:
    text = f"<{id_} begins>\n<{id_} ends>"
    return Passage(position, member_id, text, words, Origin.HUMAN, None, now, id=id_, turn=turn)


@dataclass
class Fairness:
    """The turns since the order was last overruled, the one that overruled it at their head; and from which
    of them on each writer was in the rota throughout."""

    allowed: int  # how many turns more one writer may have had than another, in any window
    turns: list[int] = field(default_factory=list)
    since: dict[int, int] = field(default_factory=dict)

    def begin_anew(self, story: Story) -> None:
        owner = story.turn.member_id if story.turn else None
        self.turns = [] if owner is None else [owner]
        self.since = {writer.member_id: len(self.turns) for writer in story.active}

    def note(self, before: Story, after: Story) -> None:
        active = {writer.member_id for writer in after.active}
        self.since = {one: self.since.get(one, len(self.turns)) for one in active}
        assert after.turn is not None
        owner = after.turn.member_id
        if owner is None or (before.turn and before.turn.number == after.turn.number):
            return
        if len(active) > 1 and self.turns:
            assert owner != self.turns[-1], "twice in a row"
        self.turns.append(owner)
        self._check()

    def _check(self) -> None:
        counts: Counter[int] = Counter()
        for start in range(len(self.turns) - 1, -1, -1):
            counts[self.turns[start]] += 1
            throughout = [counts[one] for one, since in self.since.items() if since <= start]
            assert not throughout or max(throughout) - min(throughout) <= self.allowed, self.turns[start:]


def places_taken(story: Story) -> int:
    """Count those for whom the cap keeps a place."""
    taken = 0
    for writer in story.writers:
        away_until_a_day = writer.state is WriterState.AWAY and writer.away_until is not None
        if writer.member_id != MUSE_ID and (writer.state is WriterState.ACTIVE or away_until_a_day):
            taken += 1
    return taken


def fairness_of(order: Order) -> Fairness:
    return Fairness({Order.ROTA: 1, Order.SHUFFLE: 2, Order.OPEN: 10**6}[order])
