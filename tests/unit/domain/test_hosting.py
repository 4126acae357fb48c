"""What the host and the moderators decide; and that no story can be stuck."""

import pytest

from bot.domain import hosting, people, turns
from bot.domain.refusals import Reason
from bot.domain.story import MUSE_ID, MuseRole, Order, Sight, Stop, StoryState, Terms, Writer
from tests.unit.domain.examples import (
    ADA,
    BASHO,
    CLARE,
    DANTE,
    DAY,
    HOUR,
    MODERATOR,
    NIGHT,
    NOW,
    begun,
    crew,
    joined,
    lapsed,
    number,
    owner,
    refused,
    written,
)


def test_opening_is_passage_one_and_its_starter_hosts() -> None:
    story = begun()
    assert (story.passages, story.words, story.host_id, story.last_writer_id) == (1, 3, ADA, ADA)
    assert (number(story), owner(story), story.turns) == (2, ADA, 2)


def test_opening_must_fit_the_storys_own_bounds() -> None:
    with refused(Reason.TOO_FEW_WORDS):
        hosting.start("Tide", ADA, Terms(words_min=4), 3, NOW)
    with refused(Reason.TOO_MANY_WORDS):
        hosting.start("Tide", ADA, Terms(words_max=2), 3, NOW)


def test_a_story_of_one_passage_is_finished_at_once() -> None:
    story = begun(passages_max=1)
    assert (story.state, story.turn, story.turns) == (StoryState.FINISHED, None, 1)


def test_a_muse_that_plays_sits_beside_the_starter_and_follows_them() -> None:
    story = begun(muse=MuseRole.PLAYER)
    assert [writer.member_id for writer in story.writers] == [ADA, MUSE_ID]
    assert owner(story) == MUSE_ID
    assert [writer.member_id for writer in begun(muse=MuseRole.SUGGEST).writers] == [ADA]
    with refused(Reason.MUSE_CANNOT_CLAIM):
        begun(muse=MuseRole.PLAYER, order=Order.OPEN)


def test_the_starters_own_quiet_hours_count_from_the_first_turn() -> None:
    writer = Writer(ADA, 1, quiet=NIGHT)
    story = hosting.start("Tide", ADA, Terms(turn_hours=12), 3, NOW, writer=writer, pen_name="Fox")
    assert story.turn is not None
    assert story.turn.clock.due_at == NOW + 22 * HOUR
    assert story.writers == (Writer(ADA, 1, pen_name="Fox"),)


def test_only_host_or_moderator_decides() -> None:
    story = crew(BASHO)
    hosting.check_host(story, ADA, moderator=False)
    hosting.check_host(story, BASHO, moderator=True)
    with refused(Reason.NOT_HOST):
        hosting.check_host(story, BASHO, moderator=False)


def test_finished_is_finished_once() -> None:
    story = hosting.finish(hosting.pause(crew(BASHO), NOW))
    assert (story.state, story.turn, story.stops) == (StoryState.FINISHED, None, frozenset())
    for act in (
        lambda: hosting.finish(story),
        lambda: hosting.pause(story, NOW),
        lambda: hosting.resume(story, NOW),
        lambda: hosting.skip(story, NOW),
        lambda: hosting.move_next(story, ADA, NOW),
    ):
        with refused(Reason.FINISHED):
            act()


def test_a_reopened_story_goes_on_after_its_last_writer_in_full_sight_without_an_end() -> None:
    finished = written(crew(BASHO, CLARE, sight=Sight.LINE, passages_max=3), 2)
    story = hosting.reopen(finished, NOW)
    assert (owner(story), story.terms.sight, story.terms.passages_max) == (ADA, Sight.ALL, None)
    assert number(story) == finished.turns + 1
    with refused(Reason.NOT_FINISHED):
        hosting.reopen(story, NOW)
    nobody = hosting.finish(people.leave(begun(), ADA, NOW))
    assert hosting.reopen(nobody, NOW).state is StoryState.SLEEPING


def test_pause_and_resume_keep_the_turn_and_what_is_left_of_it() -> None:
    story = hosting.pause(crew(BASHO), NOW + HOUR)
    with refused(Reason.ALREADY_PAUSED):
        hosting.pause(story, NOW)
    on = hosting.resume(story, NOW + 10 * HOUR)
    assert on.turn is not None
    assert (owner(on), on.turn.clock.due_at) == (BASHO, NOW + 33 * HOUR)
    with refused(Reason.NOT_PAUSED):
        hosting.resume(on, NOW)


def test_skip_ends_the_open_turn() -> None:
    story = hosting.skip(crew(BASHO, CLARE), NOW)
    assert (owner(story), number(story)) == (CLARE, 4)
    with refused(Reason.PAUSED):
        hosting.skip(hosting.pause(story, NOW), NOW)
    with refused(Reason.NO_TURN):
        hosting.skip(begun(order=Order.OPEN), NOW)
    with refused(Reason.NO_TURN):
        hosting.skip(people.leave(begun(), ADA, NOW), NOW)


def test_next_lifts_a_pause_and_a_hold_and_moves_the_turn_on() -> None:
    story = turns.stop(hosting.pause(crew(BASHO, CLARE), NOW), Stop.HELD, NOW)
    moved = hosting.move_next(turns.stop(story, Stop.ABSENT, NOW), ADA, NOW)
    assert (owner(moved), moved.stops) == (CLARE, {Stop.ABSENT})


def test_next_gives_the_turn_to_whom_the_host_names() -> None:
    story = crew(BASHO, CLARE, DANTE)
    assert owner(hosting.move_next(story, ADA, NOW, member_id=DANTE)) == DANTE
    with refused(Reason.NOT_A_WRITER):
        hosting.move_next(story, ADA, NOW, member_id=MODERATOR)
    with refused(Reason.NOT_A_WRITER):
        hosting.move_next(people.away(story, DANTE, None, NOW), ADA, NOW, member_id=DANTE)


def test_next_brings_back_the_vanished_and_one_of_them_hosts() -> None:
    asleep = lapsed(crew(BASHO), 4)
    assert asleep.state is StoryState.SLEEPING
    story = hosting.move_next(asleep, MODERATOR, NOW)
    assert [writer.member_id for writer in story.active] == [ADA, BASHO]
    assert all(writer.missed == 0 for writer in story.active)
    assert (owner(story), story.host_id, story.state) == (BASHO, ADA, StoryState.OPEN)


def test_next_brings_back_no_more_than_there_is_room_for_but_one() -> None:
    first = people.away(begun(writers_max=1), ADA, None, NOW)
    both = people.away(joined(first, BASHO), BASHO, None, NOW)
    assert len(hosting.move_next(both, MODERATOR, NOW).active) == 1
    dated = people.away(joined(first, BASHO), BASHO, NOW + DAY, NOW)
    assert owner(hosting.move_next(dated, MODERATOR, NOW)) == ADA


@pytest.mark.parametrize("by", [ADA, BASHO, MODERATOR])
def test_next_in_an_empty_story_makes_whoever_asks_its_writer_and_host(by: int) -> None:
    story = people.kick(crew(BASHO, invite_only=False), BASHO, ADA, NOW)
    asleep = people.away(story, ADA, NOW + DAY, NOW)
    moved = hosting.move_next(asleep, by, NOW)
    writer = moved.writer(by)
    assert writer is not None
    assert (owner(moved), moved.host_id, moved.is_active(by)) == (by, by, True)
    assert writer.away_until is None
    assert len({one.place for one in moved.writers}) == len(moved.writers)


def test_next_never_leaves_a_story_to_the_muse_alone() -> None:
    asleep = people.leave(begun(muse=MuseRole.PLAYER), ADA, NOW)
    story = hosting.move_next(asleep, MODERATOR, NOW, member_id=MUSE_ID)
    assert owner(story) == MUSE_ID
    assert [writer.member_id for writer in story.people] == [MODERATOR]
