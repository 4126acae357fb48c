"""Poems written together: who may write a line, what it changes, what comes with it."""

from dataclasses import replace

import pytest

from bot.domain import checks, hosting, people, places, together, turns
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Order, Poem, Stop, Story, StoryState
from tests.unit.domain.examples import ADA, BASHO, CLARE, NOW, number, owner


def begun(form: str = "triolet", stanzas: int = 1) -> Story:
    return together.start("Snow", ADA, Poem(form, stanzas), NOW)


def written(story: Story, *members: int) -> Story:
    for member_id in members:
        story = together.write(story, member_id, None, 5, NOW)
    return story


def refused(story: Story, member_id: int, turn: int | None = None) -> Reason:
    with pytest.raises(Refusal) as caught:
        together.write(story, member_id, turn, 5, NOW)
    return caught.value.reason


def test_it_begins_without_a_line_and_anybody_may_write_even_twice() -> None:
    story = begun()
    assert (story.passages, story.words, owner(story), number(story)) == (0, 0, None, 1)
    story = written(story, BASHO, BASHO, CLARE)
    assert (story.passages, story.words, story.last_writer_id) == (3, 15, CLARE)
    assert [writer.member_id for writer in story.active] == [ADA, BASHO, CLARE]


def test_a_line_for_a_turn_that_is_over_came_too_late() -> None:
    story = written(begun(), ADA)
    assert refused(story, BASHO, 1) is Reason.LINE_TAKEN
    assert together.write(story, BASHO, 2, 5, NOW).passages == 2


def test_nobody_has_a_turn_that_could_be_passed_on() -> None:
    asleep = people.leave(begun(), ADA, NOW)
    assert asleep.state is StoryState.SLEEPING
    for story in (begun(), asleep):
        with pytest.raises(Refusal) as caught:
            turns.pass_turn(story, ADA, None, NOW)
        assert caught.value.reason is Reason.NOT_YOUR_TURN


def test_lines_that_come_again_have_turns_of_their_own() -> None:
    story = together.write(written(begun(), ADA, ADA), BASHO, None, 5, NOW, returning=[7])
    assert (story.passages, story.words, story.turns, number(story)) == (4, 22, 5, 5)
    story = together.write(written(story, ADA), BASHO, None, 5, NOW, returning=[7, 7])
    assert (story.state, story.passages, story.turns) == (StoryState.FINISHED, 8, 8)


def test_a_poem_that_is_whole_takes_no_line_until_one_is_taken_back() -> None:
    whole = together.kept("Snow", ADA, Poem("couplet"), [5, 6])
    assert (whole.state, whole.passages, whole.words, whole.turns) == (StoryState.FINISHED, 2, 11, 2)
    assert refused(whole, ADA) is Reason.FINISHED
    assert refused(hosting.reopen(whole, NOW), ADA) is Reason.POEM_WHOLE


def test_a_pause_holds_everybody_up() -> None:
    assert refused(replace(begun(), stops=frozenset({Stop.PAUSED})), BASHO) is Reason.PAUSED


def test_who_was_sent_away_is_told_before_anything_is_typed() -> None:
    story = people.kick(written(begun(), BASHO), BASHO, ADA, NOW)
    with pytest.raises(Refusal) as caught:
        checks.check_turn(story, BASHO)
    assert caught.value.reason is Reason.KICKED
    checks.check_turn(places.invite(story, BASHO), BASHO)


def test_links_go_by_turns() -> None:
    story = begun("renga", 4)
    assert (story.terms.order, owner(story), story.terms.passages_max) == (Order.ROTA, ADA, 4)
    assert refused(story, BASHO) is Reason.NOT_IN_STORY


def test_nobody_holds_the_turn_whatever_is_tried() -> None:
    story = turns.claim(begun(), ADA, NOW)
    assert owner(story) is None
    assert owner(turns.give(story, ADA, NOW)) is None
    assert owner(hosting.move_next(story, ADA, NOW, member_id=ADA)) is None


@pytest.mark.parametrize(("word", "letters"), [("Sea", "SEA"), ("ça va!", "CAVA"), ("a-b", "AB")])
def test_an_acrostic_spells_letters(word: str, letters: str) -> None:
    assert together.acrostic(word) == letters


@pytest.mark.parametrize("word", ["", "a", "1234", "x" * 31])
def test_an_acrostic_needs_some_letters_and_not_too_many(word: str) -> None:
    with pytest.raises(Refusal):
        together.acrostic(word)
