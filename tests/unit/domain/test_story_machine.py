"""Any sequence of acts and hours, the refused acts included, leaves a story that keeps its promises."""

from hypothesis import settings
from hypothesis.stateful import invariant

from bot.domain import due, hosting, names
from bot.domain.due import DueKind
from bot.domain.quiet import later
from bot.domain.sight import readable
from bot.domain.story import (
    MUSE_ID,
    Order,
    Sight,
    Stop,
    Story,
    StoryState,
    WriterState,
)
from tests.unit.domain.examples import MODERATOR
from tests.unit.domain.machine import EVERYBODY
from tests.unit.domain.machine_acts import Acts


class StoryMachine(Acts):
    """What holds after each act."""

    @invariant()
    def exactly_one_has_the_turn_while_a_person_is_there(self) -> None:
        check_turn(self.story)
        assert (self.story.turn is not None) == (self.story.state is StoryState.OPEN)
        if self.story.state is StoryState.SLEEPING:
            assert not self.story.people
        assert len(set(self.story.round)) == len(self.story.round)
        assert self.story.turn or not self.story.round
        assert not self.story.turn or self.story.turn.member_id not in self.story.round

    @invariant()
    def nothing_is_lost(self) -> None:
        self.book.check(self.story)

    @invariant()
    def writers_keep_their_places_and_names(self) -> None:
        writers = self.story.writers
        assert [writer.place for writer in writers] == list(range(1, len(writers) + 1))
        assert len({writer.member_id for writer in writers}) == len(writers)
        pen_names = [names.folded_name(writer.pen_name) for writer in writers if writer.pen_name]
        assert len(set(pen_names)) == len(pen_names)
        assert self.overfull or not self.crowded()
        assert all(one.state is WriterState.AWAY for one in writers if one.away_until is not None)
        assert all(writer.missed == self.missed[writer.member_id] for writer in self.story.active)

    @invariant()
    def the_clock_runs_if_it_may_and_comes_to_its_allowance(self) -> None:
        story, turn = self.story, self.story.turn
        if turn is None:
            assert not story.stops or story.state is StoryState.SLEEPING
            assert Stop.HELD not in story.stops
            assert {one.kind for one in due.due(story)} <= {DueKind.RETURN}
            return
        clock, writer = turn.clock, story.writer(turn.member_id)
        assert (clock.due_at is not None) == (turn.member_id is not None and not story.stops)
        assert clock.hold_ends is None or Stop.HELD in story.stops
        assert (clock.remind_at is not None) == (clock.due_at is not None and not clock.reminded)
        if clock.due_at is not None and writer is not None:
            assert clock.started_at is not None
            assert clock.due_at == later(clock.started_at, clock.left, writer.quiet)
            assert clock.remind_at is None or clock.remind_at <= clock.due_at
        elif turn.member_id is not None:
            assert clock.left == clock.allowance - self.ran

    @invariant()
    def next_always_finds_somebody(self) -> None:
        if self.story.state is StoryState.FINISHED:
            return
        chosen = [None, MUSE_ID, *(writer.member_id for writer in self.story.people)]
        for by in (self.story.host_id, MODERATOR):
            for member_id in chosen:
                if member_id == MUSE_ID and not self.story.is_active(MUSE_ID):
                    continue
                moved = hosting.move_next(self.story, by, self.now, member_id=member_id)
                check_turn(moved)
                assert moved.turn is not None
                assert not moved.stops - {Stop.ABSENT}
                assert moved.is_active(moved.host_id) or moved.host_id in self.away_by_word

    @invariant()
    def a_folded_story_shows_no_more_than_the_last_passage_to_whose_turn_it_is(self) -> None:
        if not self.story.folded:
            return
        owner = self.story.turn.member_id if self.story.turn else None
        for member in EVERYBODY:
            shown = "".join(one.text for one in readable(self.story, self.book.live, member))
            for one in self.book.live:
                last = one is self.book.live[-1] and owner == member
                assert (f"<{one.id} ends>" in shown) == (one.member_id == member or last)
                whole = one.member_id == member or (last and self.story.terms.sight is Sight.LAST)
                assert (f"<{one.id} begins>" in shown) == whole


def check_turn(story: Story) -> None:
    if story.turn is None:
        return
    assert story.people
    assert story.turn.number == story.turns
    if story.turn.member_id is None:
        assert story.terms.order is Order.OPEN
    else:
        assert story.is_active(story.turn.member_id)


StoryMachine.TestCase.settings = settings(max_examples=600, stateful_step_count=50, deadline=None)
TestStoryMachine = StoryMachine.TestCase
