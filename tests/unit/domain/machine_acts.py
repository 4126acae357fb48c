"""What members, hosts and moderators do to the story of the machine, sensible or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.domain import history, hosting, people, places, turns
from bot.domain.orders import may_claim
from bot.domain.quiet import Quiet
from bot.domain.story import (
    MUSE_ID,
    Stop,
    Story,
    WriterState,
)
from tests.unit.domain.examples import ADA, BASHO, CLARE, DANTE, HOUR, MODERATOR, NIGHT
from tests.unit.domain.ledger import places_taken
from tests.unit.domain.machine import Machine

MEMBERS = st.sampled_from((ADA, BASHO, CLARE, DANTE))
WRITERS = st.sampled_from((ADA, BASHO, CLARE, DANTE, MUSE_ID))
SAMOA = Quiet(ZoneInfo("Pacific/Apia"), time(9), time(15, 30))


class Acts(Machine):
    """Every act there is, by anybody; what is accepted must have been theirs to do."""

    # What members do.

    @rule(
        member=MEMBERS,
        may_invite=st.booleans(),
        pen_name=st.sampled_from([None, None, None, "Owl", "ＯＷＬ", "fox"]),
    )
    def join(self, member: int, may_invite: bool, pen_name: str | None) -> None:
        before = self.story
        entered = self.attempt(
            lambda: people.join(before, member, self.now, pen_name=pen_name, may_invite=may_invite)
        )
        if entered:
            assert member not in self.barred
            writer = before.writer(member)
            kept = writer is not None and writer.state is WriterState.AWAY and writer.away_until
            cap = before.terms.writers_max
            assert kept or cap is None or places_taken(before) < cap

    @rule(member=MEMBERS)
    def leave(self, member: int) -> None:
        self.attempt(lambda: people.leave(self.story, member, self.now))

    @rule(member=MEMBERS)
    def be_gone_from_the_server(self, member: int) -> None:
        self.attempt(lambda: people.gone(self.story, member, self.now))
        writer = self.story.writer(member)
        if writer is not None and writer.state is WriterState.KICKED:
            self.barred.add(member)

    @rule(member=MEMBERS, hours=st.sampled_from([5, 20, 60, None, 0]))
    def be_away(self, member: int, hours: int | None) -> None:
        until = None if hours is None else self.now + hours * HOUR
        was = set(self.away_by_word)
        self.away_by_word.add(member)
        if not self.attempt(lambda: people.away(self.story, member, until, self.now)):
            self.away_by_word = was

    @rule(member=MEMBERS)
    @precondition(lambda self: len(self.story.active) < len(self.story.writers))
    def be_back(self, member: int) -> None:
        if self.attempt(lambda: people.back(self.story, member, self.now)):
            assert member not in self.barred

    @rule(words=st.lists(st.sampled_from([1, 5, 300]), min_size=1, max_size=7))
    @precondition(lambda self: self.story.turn is not None)
    def write_in_turn(self, words: list[int]) -> None:
        for count in words:
            if self.story.turn is not None:
                writer = self.story.turn.member_id
                free = (one.member_id for one in self.story.people if may_claim(self.story, one.member_id))
                self.submit(next(free) if writer is None else writer, count, self.story.turn.number)

    @rule(member=WRITERS, words=st.sampled_from([0, 5, 301]), wrong=st.sampled_from([None, 0, -1]))
    def write_anyhow(self, member: int, words: int, wrong: int | None) -> None:
        self.submit(member, words, None if wrong is None else self.story.turns + wrong)

    def submit(self, member: int, words: int, number: int | None) -> None:
        before, turn = self.story, self.story.turn
        if self.attempt(lambda: turns.submit(before, member, number, words, self.now)):
            assert turn is not None
            assert turn.member_id in (member, None)
            assert Stop.PAUSED not in before.stops
            assert Stop.HELD not in before.stops or turn.member_id == member  # their own text was held
            if turn.member_id is None and len(before.people) > 1:
                assert member != before.last_writer_id
            self.missed[member] = 0
            self.book.write(member, words, turn.number, self.now)

    @rule()
    @precondition(lambda self: self.story.turn is not None)
    def pass_in_turn(self) -> None:
        assert self.story.turn is not None
        self.pass_anyhow(self.story.turn.member_id or 0)

    @rule(member=WRITERS)
    def pass_anyhow(self, member: int) -> None:
        if self.attempt(lambda: turns.pass_turn(self.story, member, None, self.now)):
            self.missed[member] = 0

    @rule(member=MEMBERS)
    def claim(self, member: int) -> None:
        self.attempt(lambda: turns.claim(self.story, member, self.now))

    @rule(member=MEMBERS, words=st.sampled_from([0, 2, 9]))
    def correct(self, member: int, words: int) -> None:
        last = self.book.live[-1]
        if self.attempt(lambda: history.correct(self.story, last, member, words)):
            assert member == last.member_id
            self.book.correct(words)

    @rule(member=MEMBERS, quiet=st.sampled_from([None, NIGHT, SAMOA]))
    def change_quiet_hours(self, member: int, quiet: Quiet | None) -> None:
        writer = self.story.writer(member)
        if writer is None:
            return
        has_turn = self.story.turn is not None and self.story.turn.member_id == member
        changed = turns.changed(self.story, replace(writer, quiet=quiet))
        self.attempt(lambda: turns.rewound(changed, writer.quiet, self.now) if has_turn else changed)

    # What the host, the moderators and the server do.

    @rule(member=MEMBERS, by=st.sampled_from([ADA, MODERATOR]))
    def kick(self, member: int, by: int) -> None:
        if self.attempt(lambda: people.kick(self.story, member, by, self.now)):
            self.barred.add(member)

    @rule(member=MEMBERS)
    def invite(self, member: int) -> None:
        if self.attempt(lambda: places.invite(self.story, member)):
            self.barred.discard(member)

    @rule(act=st.sampled_from([hosting.pause, hosting.resume, hosting.resume, hosting.skip]))
    def manage(self, act: Callable[..., Story]) -> None:
        self.attempt(lambda: act(self.story, self.now))

    @rule()
    @precondition(lambda self: self.story.turn is not None and self.story.turn.member_id is not None)
    def send_quire_away_or_invite_it_back(self) -> None:
        act = turns.go_on if Stop.ABSENT in self.story.stops else turns.stop
        self.attempt(lambda: act(self.story, Stop.ABSENT, self.now))

    @rule(member=WRITERS)
    def hold(self, member: int) -> None:
        before = self.story
        if self.attempt(lambda: turns.hold(before, member, None, self.now)):
            assert before.turn is not None
            assert before.turn.member_id in (member, None)
            assert self.story.turn is not None
            assert self.story.turn.member_id == member
            left = before.turn.clock.hold_left if before.turn.member_id == member else None
            assert (Stop.HELD in self.story.stops) == (Stop.HELD in before.stops or left != 0 * HOUR)

    @rule()
    def release(self) -> None:
        self.attempt(lambda: turns.release(self.story, self.now))
        assert Stop.HELD not in self.story.stops

    @rule(by=st.sampled_from([MODERATOR, BASHO]), member=st.none() | WRITERS)
    def move_next(self, by: int, member: int | None) -> None:
        before = self.story
        overruled = member is not None or before.turn is None
        self.attempt(lambda: hosting.move_next(before, by, self.now, member_id=member), overruled=overruled)
        self.overfull = self.overfull or (before.turn is None and self.crowded())
        self.barred = {one for one in self.barred if not self.story.is_active(one)}

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for last, before in list(pairwise([*self.book.live[::-1], None]))[:times]:
            if last and self.attempt(
                partial(history.undo, self.story, last, before, self.now), overruled=True
            ):
                assert before
                self.book.take_back()

    @rule(times=st.integers(1, 3))
    @precondition(lambda self: self.book.undone)
    def redo(self, times: int) -> None:
        for undone in [*self.book.undone[::-1], None][:times]:
            if self.attempt(partial(history.redo, self.story, undone, self.now), overruled=True):
                self.book.put_back()

    @rule(finishes=st.sampled_from([False] * 9 + [True]))
    def finish_or_reopen(self, finishes: bool) -> None:
        if finishes:
            self.attempt(lambda: hosting.finish(self.story), overruled=True)
        else:
            self.attempt(lambda: hosting.reopen(self.story, self.now), overruled=True)
