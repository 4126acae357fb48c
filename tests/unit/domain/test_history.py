"""Undo, redo and correction: steps through what was written, in which nothing is lost."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import checks, history, hosting, people, turns
from bot.domain.refusals import Reason
from bot.domain.story import Order, Stop, Story, StoryState, Terms
from tests.unit.domain.examples import (
    ADA,
    BASHO,
    CLARE,
    DANTE,
    EVE,
    NOW,
    begun,
    crew,
    joined,
    number,
    owner,
    passage,
    refused,
    written,
)

OPENING = passage(1, ADA, words=3)
BASHOS = passage(2, BASHO)


def test_undo_takes_the_passage_back_and_its_writer_has_the_turn_again() -> None:
    story = written(crew(BASHO, CLARE))
    undone = history.undo(story, BASHOS, OPENING, NOW)
    assert (undone.passages, undone.words, undone.last_writer_id) == (1, 3, ADA)
    assert (owner(undone), number(undone)) == (BASHO, number(story) + 1)


def test_redo_puts_it_back_and_the_turn_goes_on_after_it() -> None:
    story = written(crew(BASHO, CLARE))
    again = history.redo(history.undo(story, BASHOS, OPENING, NOW), BASHOS, NOW)
    assert (again.passages, again.words, again.last_writer_id) == (2, 8, BASHO)
    assert owner(again) == CLARE


def test_the_turn_of_a_writer_who_is_gone_is_their_followers() -> None:
    story = people.leave(written(crew(BASHO, CLARE)), BASHO, NOW)
    assert owner(history.undo(story, BASHOS, OPENING, NOW)) == CLARE


def test_the_opening_stays_and_redo_needs_something_undone() -> None:
    with refused(Reason.NOTHING_TO_UNDO):
        history.undo(begun(), OPENING, None, NOW)
    with refused(Reason.NOTHING_TO_REDO):
        history.redo(begun(), None, NOW)


def test_a_sleeping_story_sleeps_on() -> None:
    story = people.leave(people.leave(written(crew(BASHO)), BASHO, NOW), ADA, NOW)
    undone = history.undo(story, BASHOS, OPENING, NOW)
    again = history.redo(undone, BASHOS, NOW)
    assert {undone.state, again.state} == {StoryState.SLEEPING}
    assert (undone.turn, again.turn, again) == (None, None, story)


def test_redo_may_finish_a_story() -> None:
    story = hosting.reopen(written(crew(BASHO, passages_max=2)), NOW)
    with refused(Reason.FINISHED):
        history.undo(written(crew(BASHO, passages_max=2)), BASHOS, OPENING, NOW)
    assert history.redo(history.undo(story, BASHOS, OPENING, NOW), BASHOS, NOW).state is StoryState.OPEN
    full = crew(BASHO, passages_max=2)
    redone = history.redo(full, BASHOS, NOW)
    assert (redone.state, redone.turn, redone.turns) == (StoryState.FINISHED, None, full.turns)
    with refused(Reason.FINISHED):
        history.redo(redone, BASHOS, NOW)


def test_redo_may_finish_a_story_that_sleeps() -> None:
    story = people.leave(begun(passages_max=2), ADA, NOW)
    redone = history.redo(story, BASHOS, NOW)
    assert (redone.state, redone.turns) == (StoryState.FINISHED, story.turns)


def test_undo_frees_the_story_of_what_the_next_writer_had_held() -> None:
    story = turns.stop(written(crew(BASHO)), Stop.HELD, NOW)
    undone = history.undo(story, BASHOS, OPENING, NOW)
    checks.check_turn(undone, BASHO)


def test_undo_takes_a_claim_away() -> None:
    story = written(turns.claim(crew(BASHO, CLARE, order=Order.OPEN), BASHO, NOW))
    claimed = turns.claim(story, CLARE, NOW)
    undone = history.undo(claimed, BASHOS, OPENING, NOW)
    assert owner(undone) == BASHO
    assert owner(history.redo(undone, BASHOS, NOW)) is None


def in_rounds(writers: list[int], size: int) -> bool:
    """Tell whether each has one passage in every round, and nobody two in a row."""
    rounds = [writers[start : start + size] for start in range(0, len(writers), size)]
    return all(len(set(one)) == len(one) for one in rounds) and all(a != b for a, b in pairwise(writers))


@given(
    st.sampled_from([Order.ROTA, Order.SHUFFLE]),
    st.integers(2, 5),
    st.integers(0, 99),
    st.lists(st.tuples(st.sampled_from(["write", "undo", "redo"]), st.integers(1, 9)), max_size=9),
)
def test_undo_costs_nobody_their_turn(
    order: Order, size: int, seed: int, steps: list[tuple[str, int]]
) -> None:
    story = hosting.start("Tide", ADA, Terms(order=order), 3, NOW, seed=seed)
    for member_id in (BASHO, CLARE, DANTE, EVE)[: size - 1]:
        story = people.join(story, member_id, NOW)
    live, undone = [OPENING], [BASHOS]
    undone.clear()
    for step, times in [("write", 3), *steps, ("write", 2 * size)]:
        for _ in range(times):
            if step == "write":
                live.append(passage(len(live) + 1, owner(story) or 0))
                story = written(story)
                undone.clear()
            elif step == "undo" and len(live) > 1:
                story = history.undo(story, live[-1], live[-2], NOW)
                undone.append(live.pop())
            elif step == "redo" and undone:
                story = history.redo(story, undone[-1], NOW)
                live.append(undone.pop())
    # The rounds begin after Bashō's passage, for whom Ada made room.
    assert in_rounds([one.member_id for one in live[2:]], size)
    assert (story.passages, story.words) == (len(live), sum(one.words for one in live))


def test_a_turn_that_undo_takes_comes_next() -> None:
    story = written(joined(begun(order=Order.SHUFFLE), BASHO, CLARE, DANTE), 2)
    before = passage(2, BASHO)
    ahead = (owner(story), *story.round)
    first = next(one for one in (ADA, BASHO, CLARE, DANTE) if one not in ahead)
    undone = history.undo(story, passage(3, first), before, NOW)
    assert (owner(undone), undone.round) == (first, ahead)
    gone = people.leave(story, first, NOW)
    assert (owner(history.undo(gone, passage(3, first), before, NOW)), gone.round) == (ahead[0], story.round)
    again = history.redo(undone, passage(3, first), NOW)
    assert (owner(again), again.round) == (owner(story), story.round)


def test_a_writer_corrects_their_last_passage_until_the_next_is_submitted() -> None:
    story = written(crew(BASHO))
    assert history.correct(story, BASHOS, BASHO, 7).words == 10
    assert history.correct(hosting.pause(story, NOW), BASHOS, BASHO, 5).words == 8
    with refused(Reason.NOT_LAST_PASSAGE):
        history.correct(written(story), BASHOS, BASHO, 7)


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        (Reason.NOT_LAST_PASSAGE, lambda s: history.correct(s, BASHOS, ADA, 5)),
        (Reason.NOT_LAST_PASSAGE, lambda s: history.correct(s, OPENING, ADA, 5)),
        (Reason.NOT_LAST_PASSAGE, lambda s: history.correct(s, passage(2, BASHO, redacted=True), BASHO, 5)),
        (Reason.TOO_FEW_WORDS, lambda s: history.correct(s, BASHOS, BASHO, 0)),
        (Reason.TOO_MANY_WORDS, lambda s: history.correct(s, BASHOS, BASHO, 301)),
        (Reason.FINISHED, lambda s: history.correct(hosting.finish(s), BASHOS, BASHO, 5)),
        (Reason.KICKED, lambda s: history.correct(people.kick(s, BASHO, ADA, NOW), BASHOS, BASHO, 5)),
    ],
)
def test_nothing_else_is_corrected(reason: Reason, wrong: Callable[[Story], Story]) -> None:
    with refused(reason):
        wrong(written(crew(BASHO)))
