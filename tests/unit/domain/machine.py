"""A story that lives through simulated hours, and beside it what a clock and a storage would do."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.domain import due, hosting, people, turns
from bot.domain.due import Due, DueKind
from bot.domain.quiet import ran
from bot.domain.refusals import Refusal
from bot.domain.story import (
    MUSE_ID,
    MuseRole,
    Order,
    Sight,
    Story,
    Terms,
    WriterState,
)
from tests.unit.domain.examples import ADA, BASHO, CLARE, DANTE, HOUR, MODERATOR, NOW
from tests.unit.domain.ledger import Book, fairness_of, places_taken
from tests.unit.domain.plain import restarted

EVERYBODY = (ADA, BASHO, CLARE, DANTE, MODERATOR)
PLAYER = {Order.ROTA: MuseRole.PLAYER, Order.SHUFFLE: MuseRole.PLAYER, Order.OPEN: MuseRole.SUGGEST}


class Machine(RuleBasedStateMachine):
    """The story, its texts, the time, and what goes by itself."""

    @initialize(
        order=st.sampled_from(Order),
        sight=st.sampled_from(Sight),
        muse=st.booleans(),
        cap=st.sampled_from([None, None, 1, 3]),
        end=st.sampled_from([None, None, 9]),
        invite_only=st.booleans(),
        others=st.sampled_from([0, 1, 2, 3, 3]),
        seed=st.integers(0, 99),
    )
    def begin(
        self,
        order: Order,
        sight: Sight,
        muse: bool,
        cap: int,
        end: int,
        invite_only: bool,
        others: int,
        seed: int,
    ) -> None:
        role = PLAYER[order] if muse else MuseRole.NEVER
        terms = Terms(
            order=order,
            sight=sight,
            muse=role,
            writers_max=cap,
            passages_max=end,
            invite_only=invite_only,
            turn_hours=12,
        )
        self.now = NOW
        self.story = hosting.start("Tide", ADA, terms, 3, NOW, seed=seed, pen_name="Fox")
        self.book = Book()
        self.book.write(ADA, 3, 1, NOW)
        self.fairness = fairness_of(order)
        self.fairness.begin_anew(self.story)
        self.missed: Counter[int] = Counter()
        self.reminded: Counter[int] = Counter()
        self.ran = timedelta(0)  # of the open turn
        self.asked_for: set[Due] = set(due.due(self.story))
        self.away_by_word: set[int] = set()
        self.barred: set[int] = set()
        self.overfull = False
        for member in EVERYBODY[1 : others + 1]:
            self.attempt(lambda: people.join(self.story, member, NOW, may_invite=True))  # noqa: B023

    # What happens to the story goes through here.

    def attempt(self, act: Callable[[], Story], *, overruled: bool = False) -> bool:
        before = self.story
        try:
            after = act()
        except Refusal:
            return False
        self.story = after
        self.asked_for |= due.due(after)
        for writer in after.writers:
            if writer.state is WriterState.ACTIVE and not before.is_active(writer.member_id):
                self.missed[writer.member_id] = 0
                self.away_by_word.discard(writer.member_id)
        if _claim(before) != _claim(after):
            self.ran = timedelta(0)
        self.hosts(before)
        if overruled or before.turn is None or after.turn is None:
            self.fairness.begin_anew(after)
        else:
            self.fairness.note(before, after)
        self.overfull = self.overfull and self.crowded()
        return True

    def hosts(self, before: Story) -> None:
        host = self.story.host_id
        if host != before.host_id:
            assert host == self.story.people[0].member_id
            assert not self.story.is_active(before.host_id)
        if self.story.turn is not None:
            assert self.story.is_active(host) or host in self.away_by_word

    def crowded(self) -> bool:
        cap = self.story.terms.writers_max
        return cap is not None and places_taken(self.story) > cap

    # Time, and what goes by itself.

    @rule(hours=st.sampled_from([1, 8, 12, 30, 80]))
    def time_passes(self, hours: int) -> None:
        until = self.now + hours * HOUR
        while what := min(
            (one for one in due.due(self.story) if one.at <= until), default=None, key=lambda one: one.at
        ):
            self.let_pass(max(self.now, what.at))
            self.handle(what)
            assert what not in due.due(self.story)
        self.let_pass(until)

    @rule(hours=st.integers(1, 40))
    def time_passes_unattended(self, hours: int) -> None:
        self.let_pass(self.now + hours * HOUR)

    def let_pass(self, until: datetime) -> None:
        turn = self.story.turn
        if turn is not None and turn.member_id is not None and not self.story.stops:
            writer = self.story.writer(turn.member_id)
            longer = self.ran + ran(self.now, until, writer.quiet if writer else None)
            self.ran = min(longer, turn.clock.allowance)
        self.now = until

    def handle(self, what: Due) -> None:
        turn = self.story.turn
        if what.kind is DueKind.LAPSE:
            assert turn is not None
            member = turn.member_id or 0
            assert self.ran == turn.clock.allowance
            self.missed[member] += member != MUSE_ID
        if what.kind is DueKind.REMIND:
            assert turn is not None
            assert turn.clock.allowance - self.ran <= turn.clock.allowance / 4
            self.reminded[turn.number] += 1
            assert self.reminded[turn.number] == 1
        assert self.attempt(lambda: due.handle(self.story, what.kind, what.subject, self.now)[0])
        if what.kind is DueKind.LAPSE:
            assert self.story.is_active(member) == (self.missed[member] < turns.MISSES)
        assert due.handle(self.story, what.kind, what.subject, self.now)[0] == self.story

    @rule(data=st.data())
    def a_stale_timer_does_nothing(self, data: st.DataObject) -> None:
        now = {(one.kind, one.subject) for one in due.due(self.story) if one.at <= self.now}
        stale = [one for one in self.asked_for if (one.kind, one.subject) not in now]
        if stale:
            what = data.draw(st.sampled_from(sorted(stale, key=repr)))
            assert due.handle(self.story, what.kind, what.subject, self.now)[0] == self.story

    @rule()
    def restart(self) -> None:
        before, self.story = self.story, restarted(self.story)
        assert self.story == before
        assert [writer.quiet for writer in self.story.writers] == [writer.quiet for writer in before.writers]


def _claim(story: Story) -> tuple[int, int | None] | None:
    return None if story.turn is None else (story.turn.number, story.turn.member_id)
