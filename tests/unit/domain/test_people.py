"""Who is in a story: joining, leaving, being away, being gone; and who hosts it."""

from datetime import timedelta

import pytest

from bot.domain import hosting, people, places, turns
from bot.domain.refusals import Reason
from bot.domain.story import MUSE_ID, MuseRole, Order, Stop, StoryState, WriterState
from tests.unit.domain.examples import (
    ADA,
    BASHO,
    CLARE,
    DANTE,
    DAY,
    EVE,
    NOW,
    begun,
    crew,
    lapsed,
    number,
    owner,
    owners,
    refused,
    written,
)


def test_the_first_to_join_a_lone_writer_gets_the_turn() -> None:
    story = people.join(begun(), BASHO, NOW)
    assert (number(story), owner(story)) == (3, BASHO)
    assert story.turn is not None
    assert not story.turn.after_lapse


def test_nobody_else_gets_a_turn_by_joining() -> None:
    story = crew(BASHO)
    assert people.join(story, CLARE, NOW).turn == story.turn
    others_wrote = people.leave(written(crew(BASHO)), BASHO, NOW)
    assert people.join(others_wrote, CLARE, NOW).turn == others_wrote.turn
    unclaimed = begun(order=Order.OPEN)
    assert people.join(unclaimed, BASHO, NOW).turn == unclaimed.turn
    claimed = turns.claim(unclaimed, ADA, NOW)
    assert people.join(claimed, BASHO, NOW).turn == claimed.turn


def test_a_lone_writer_whose_text_awaits_review_makes_no_room() -> None:
    held = turns.stop(begun(), Stop.HELD, NOW)
    story = people.join(held, BASHO, NOW)
    assert (story.turn, story.stops) == (held.turn, {Stop.HELD})


def test_leaving_and_joining_again_gains_no_turn() -> None:
    story = people.leave(written(crew(BASHO), 2), BASHO, NOW)
    assert owner(story) == ADA
    again = people.join(story, BASHO, NOW)
    assert again.turn == story.turn
    assert people.join(people.leave(crew(BASHO), BASHO, NOW), BASHO, NOW).writers == crew(BASHO).writers


def test_who_comes_back_has_their_old_place_and_a_clean_slate() -> None:
    story = people.leave(lapsed(crew(BASHO, CLARE)), BASHO, NOW)
    again = people.join(story, BASHO, NOW)
    assert [writer.member_id for writer in again.active] == [ADA, BASHO, CLARE]
    assert all(writer.missed == 0 for writer in again.writers)


def test_members_in_the_story_cannot_join_and_strangers_cannot_leave() -> None:
    with refused(Reason.ALREADY_IN_STORY):
        people.join(begun(), ADA, NOW)
    for act in (people.leave, people.back):
        with refused(Reason.NOT_IN_STORY):
            act(begun(), BASHO, NOW)
    with refused(Reason.NOT_IN_STORY):
        people.away(people.leave(crew(BASHO), BASHO, NOW), BASHO, None, NOW)
    with refused(Reason.NOT_A_WRITER):
        people.kick(begun(), BASHO, ADA, NOW)


def test_the_turn_of_one_who_goes_passes_on() -> None:
    story = crew(BASHO, CLARE)
    assert owner(people.leave(story, BASHO, NOW)) == CLARE
    assert owner(people.away(story, BASHO, None, NOW)) == CLARE
    assert owner(people.gone(story, BASHO, NOW)) == CLARE
    assert owner(people.kick(story, BASHO, ADA, NOW)) == CLARE
    assert people.leave(story, CLARE, NOW).turn == story.turn


def test_last_to_leave_puts_the_story_to_sleep_and_a_joiner_wakes_and_hosts_it() -> None:
    story = people.leave(begun(), ADA, NOW)
    assert (story.state, story.turn) == (StoryState.SLEEPING, None)
    woken = people.join(story, BASHO, NOW)
    assert (woken.state, owner(woken), woken.host_id) == (StoryState.OPEN, BASHO, BASHO)
    open_to_all = people.join(people.leave(begun(order=Order.OPEN), ADA, NOW), BASHO, NOW)
    assert (open_to_all.state, owner(open_to_all)) == (StoryState.OPEN, None)


def test_an_unclaimed_turn_sleeps_when_nobody_is_left() -> None:
    story = people.leave(begun(order=Order.OPEN), ADA, NOW)
    assert (story.state, story.turn) == (StoryState.SLEEPING, None)


def test_a_muse_that_joins_wakes_nobody() -> None:
    asleep = people.leave(begun(), ADA, NOW)
    story = people.join(asleep, MUSE_ID, NOW)
    assert (story.state, story.turn) == (StoryState.SLEEPING, None)


def test_away_until_a_day_returns_by_itself_on_that_day() -> None:
    story = people.away(crew(BASHO), BASHO, NOW + DAY, NOW)
    assert people.return_due(story, BASHO, NOW + DAY - timedelta(seconds=1)) == story
    back = people.return_due(story, BASHO, NOW + DAY)
    assert back.is_active(BASHO)
    assert people.return_due(back, BASHO, NOW + DAY) == back
    endless = people.away(crew(BASHO), BASHO, None, NOW)
    assert people.return_due(endless, BASHO, NOW + 999 * DAY) == endless


def test_whoever_returns_wakes_the_story() -> None:
    asleep = people.away(begun(), ADA, NOW + DAY, NOW)
    assert asleep.state is StoryState.SLEEPING
    assert owner(people.return_due(asleep, ADA, NOW + DAY)) == ADA
    assert owner(people.back(asleep, ADA, NOW)) == ADA
    assert owner(people.join(asleep, ADA, NOW)) == ADA


def test_a_day_away_must_lie_ahead_and_not_too_far() -> None:
    with refused(Reason.DATE_PAST):
        people.away(begun(), ADA, NOW, NOW)
    with refused(Reason.DATE_FAR):
        people.away(begun(), ADA, NOW + people.AWAY_LIMIT + timedelta(seconds=1), NOW)
    assert not people.away(begun(), ADA, NOW + people.AWAY_LIMIT, NOW).is_active(ADA)
    with refused(Reason.NOT_AWAY):
        people.back(begun(), ADA, NOW)


@pytest.mark.parametrize("state", [WriterState.ACTIVE, WriterState.AWAY])
def test_who_is_gone_from_the_server_leaves_and_may_come_back(state: WriterState) -> None:
    story = crew(BASHO)
    if state is WriterState.AWAY:
        story = people.away(story, BASHO, NOW + DAY, NOW)
    gone = people.gone(story, BASHO, NOW)
    writer = gone.writer(BASHO)
    assert writer is not None
    assert (writer.state, writer.away_until) == (WriterState.LEFT, None)
    assert people.gone(gone, BASHO, NOW) == gone
    assert people.join(gone, BASHO, NOW).is_active(BASHO)
    assert people.gone(story, EVE, NOW) == story
    assert people.gone(hosting.finish(story), BASHO, NOW) == hosting.finish(story)


def test_host_who_leaves_hands_over_to_the_longest_serving() -> None:
    story = crew(BASHO, CLARE, muse=MuseRole.PLAYER)
    assert people.leave(story, ADA, NOW).host_id == BASHO
    assert people.gone(people.leave(story, BASHO, NOW), ADA, NOW).host_id == CLARE
    assert people.kick(story, ADA, EVE, NOW).host_id == BASHO
    assert people.leave(story, BASHO, NOW).host_id == ADA


def test_host_who_is_away_by_their_own_word_stays_host_until_they_leave() -> None:
    away = people.away(crew(BASHO, CLARE), ADA, None, NOW)
    assert away.host_id == ADA
    assert people.leave(away, BASHO, NOW).host_id == ADA
    assert people.leave(away, ADA, NOW).host_id == BASHO


def test_a_finished_story_lets_nobody_in_or_out() -> None:
    story = hosting.finish(crew(BASHO))
    for act in (
        lambda: people.join(story, CLARE, NOW),
        lambda: people.leave(story, ADA, NOW),
        lambda: people.away(story, ADA, None, NOW),
        lambda: people.back(story, ADA, NOW),
        lambda: people.kick(story, BASHO, ADA, NOW),
        lambda: places.invite(story, DANTE),
        lambda: turns.pass_turn(story, BASHO, None, NOW),
        lambda: turns.submit(story, BASHO, None, 5, NOW),
        lambda: turns.claim(story, BASHO, NOW),
    ):
        with refused(Reason.FINISHED):
            act()


def test_a_new_writer_comes_last_in_the_rota() -> None:
    assert owners(people.join(crew(BASHO), CLARE, NOW), 4) == [BASHO, CLARE, ADA, BASHO]
