"""The rules of turns: examples, and every sequence of acts that hypothesis can think of."""

from datetime import UTC, datetime

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain import turns
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story, StoryState, Terms

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ADA, BASHO, CLARE, DANTE = 1, 2, 3, 4


def begun(**terms: int) -> Story:
    return turns.start("Tide", ADA, Terms(**terms), 3, NOW)


def refused(reason: Reason) -> pytest.RaisesExc[Refusal]:
    return pytest.RaisesExc(Refusal, check=lambda error: error.reason is reason)


def test_opening_is_passage_one_and_a_lone_starter_goes_on() -> None:
    story = begun()
    assert (story.passages, story.words, story.host_id) == (1, 3, ADA)
    assert story.turn is not None
    assert (story.turn.number, story.turn.member_id) == (2, ADA)


def test_the_first_to_join_a_lone_writer_gets_the_turn() -> None:
    story = turns.join(begun(), BASHO, NOW)
    assert story.turn is not None
    assert (story.turn.number, story.turn.member_id) == (3, BASHO)


def test_joining_later_does_not_take_the_turn_away() -> None:
    story = turns.join(turns.join(begun(), BASHO, NOW), CLARE, NOW)
    assert story.turn is not None
    assert story.turn.member_id == BASHO


def test_rota_goes_round_in_the_order_of_joining() -> None:
    story = turns.join(turns.join(begun(), BASHO, NOW), CLARE, NOW)
    order = []
    for _ in range(6):
        assert story.turn is not None
        order.append(story.turn.member_id)
        story = turns.submit(story, story.turn.member_id, story.turn.number, 5, NOW)
    assert order == [BASHO, CLARE, ADA, BASHO, CLARE, ADA]


def test_stale_turn_number_is_refused_even_for_its_writer() -> None:
    story = begun()
    with refused(Reason.TURN_PASSED):
        turns.submit(story, ADA, 1, 5, NOW)


def test_others_are_told_whose_turn_it_is() -> None:
    story = turns.join(begun(), BASHO, NOW)
    with pytest.raises(Refusal) as caught:
        turns.submit(story, ADA, None, 5, NOW)
    assert caught.value.details == {"writer_id": BASHO}


@pytest.mark.parametrize(("words", "reason"), [(4, Reason.TOO_FEW_WORDS), (11, Reason.TOO_MANY_WORDS)])
def test_bounds_hold(words: int, reason: Reason) -> None:
    story = turns.start("Tide", ADA, Terms(5, 10), 7, NOW)
    with refused(reason):
        turns.submit(story, ADA, None, words, NOW)
    assert turns.submit(story, ADA, None, 5, NOW).words == 12
    assert turns.submit(story, ADA, None, 10, NOW).words == 17


def test_crossed_bounds_are_refused() -> None:
    with refused(Reason.BOUNDS_CROSSED):
        Terms(words_min=10, words_max=9)


def test_full_story_finishes_itself_and_refuses_everything() -> None:
    story = turns.submit(begun(passages_max=2), ADA, None, 5, NOW)
    assert story.state is StoryState.FINISHED
    assert story.turn is None
    for act in (
        lambda: turns.join(story, BASHO, NOW),
        lambda: turns.leave(story, ADA, NOW),
        lambda: turns.pass_turn(story, ADA, None, NOW),
        lambda: turns.submit(story, ADA, None, 5, NOW),
        lambda: turns.finish(story, ADA, moderator=True),
    ):
        with refused(Reason.FINISHED):
            act()


def test_last_to_leave_puts_the_story_to_sleep_and_a_joiner_wakes_it() -> None:
    story = turns.leave(begun(), ADA, NOW)
    assert story.state is StoryState.SLEEPING
    with refused(Reason.NOT_IN_STORY):
        turns.submit(story, ADA, None, 5, NOW)
    woken = turns.join(story, BASHO, NOW)
    assert woken.state is StoryState.OPEN
    assert woken.turn is not None
    assert woken.turn.member_id == BASHO


def test_whoever_wakes_a_story_hosts_it() -> None:
    woken = turns.join(turns.leave(begun(), ADA, NOW), BASHO, NOW)
    assert woken.host_id == BASHO
    assert turns.finish(woken, BASHO, moderator=False).state is StoryState.FINISHED


def test_leaving_and_joining_again_gains_no_turn() -> None:
    story = turns.join(begun(), BASHO, NOW)
    story = turns.submit(story, BASHO, None, 5, NOW)
    story = turns.submit(story, ADA, None, 5, NOW)
    story = turns.leave(story, BASHO, NOW)
    assert story.turn is not None
    assert story.turn.member_id == ADA
    back = turns.join(story, BASHO, NOW)
    assert back.turn == story.turn


def test_host_who_leaves_hands_over_to_the_longest_serving() -> None:
    story = turns.join(turns.join(begun(), BASHO, NOW), CLARE, NOW)
    assert turns.leave(story, ADA, NOW).host_id == BASHO


def test_only_host_or_moderator_finishes() -> None:
    story = turns.join(begun(), BASHO, NOW)
    with refused(Reason.NOT_HOST):
        turns.finish(story, BASHO, moderator=False)
    assert turns.finish(story, BASHO, moderator=True).state is StoryState.FINISHED


MEMBERS = st.sampled_from([ADA, BASHO, CLARE, DANTE])


class StoryMachine(RuleBasedStateMachine):
    """Any sequence of acts, the refused ones included, leaves a story that keeps its promises."""

    @initialize()
    def begin(self) -> None:
        self.story = begun()
        self.accepted = 1
        self.rounds: dict[int, int] = {}

    def attempt(self, act: object) -> bool:
        try:
            self.story = act()  # type: ignore[operator]
        except Refusal:
            return False
        return True

    @rule(member=MEMBERS)
    def join(self, member: int) -> None:
        if self.attempt(lambda: turns.join(self.story, member, NOW)):
            self.rounds = {}

    @rule(member=MEMBERS)
    def leave(self, member: int) -> None:
        if self.attempt(lambda: turns.leave(self.story, member, NOW)):
            self.rounds = {}

    @rule(member=MEMBERS)
    def pass_turn(self, member: int) -> None:
        if self.attempt(lambda: turns.pass_turn(self.story, member, None, NOW)):
            self.rounds[member] = self.rounds.get(member, 0) + 1

    @rule(member=MEMBERS, words=st.integers(0, 301))
    def submit(self, member: int, words: int) -> None:
        if self.attempt(lambda: turns.submit(self.story, member, None, words, NOW)):
            self.accepted += 1
            self.rounds[member] = self.rounds.get(member, 0) + 1

    @invariant()
    def one_turn_or_asleep(self) -> None:
        if self.story.state is StoryState.OPEN:
            assert self.story.turn is not None
            assert self.story.is_active(self.story.turn.member_id)
            assert self.story.turn.number == self.story.turns
        else:
            assert self.story.turn is None
            assert not self.story.active

    @invariant()
    def nothing_lost(self) -> None:
        assert self.story.passages == self.accepted

    @invariant()
    def fair(self) -> None:
        if self.rounds:
            counts = [self.rounds.get(writer.member_id, 0) for writer in self.story.active]
            assert max(counts) - min(counts) <= 1

    @invariant()
    def host_is_active_while_anyone_is(self) -> None:
        if self.story.state is StoryState.OPEN:
            assert self.story.is_active(self.story.host_id)


StoryMachine.TestCase.settings = hypothesis_settings(max_examples=150, stateful_step_count=40, deadline=None)
TestStoryMachine = StoryMachine.TestCase
