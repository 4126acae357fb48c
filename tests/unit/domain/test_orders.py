"""Who follows whom, and that it is fair."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import hosting, people, turns
from bot.domain.orders import after, following, may_claim
from bot.domain.story import MUSE_ID, MuseRole, Order, Story, Terms
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
    owners,
    written,
)

CREW = (ADA, BASHO, CLARE, DANTE, EVE)
SEEDS = st.integers(0, 2**32)


def shuffled(size: int, seed: int) -> Story:
    return joined(hosting.start("Tide", ADA, Terms(order=Order.SHUFFLE), 3, NOW, seed=seed), *CREW[1:size])


def spread(window: Sequence[int | None], crew: Sequence[int]) -> int:
    """Return how many more turns the one has who has most than the one who has fewest."""
    counts = Counter(window)
    return max(counts[member] for member in crew) - min(counts[member] for member in crew)


def windows(turns: Sequence[int | None]) -> list[Sequence[int | None]]:
    return [turns[i:j] for i in range(len(turns)) for j in range(i + 1, len(turns) + 1)]


def test_rota_goes_round_in_the_order_of_joining() -> None:
    assert owners(crew(BASHO, CLARE), 7) == [BASHO, CLARE, ADA, BASHO, CLARE, ADA, BASHO]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_in_a_rota_no_window_holds_two_more_turns_of_one_than_of_another(size: int) -> None:
    for window in windows(owners(crew(*CREW[1:size]), 4 * size)):
        assert spread(window, CREW[:size]) <= 1


def test_one_who_is_out_of_the_rota_is_left_out_and_comes_back_at_their_place() -> None:
    story = people.away(crew(BASHO, CLARE, DANTE), CLARE, None, NOW)
    assert owners(story, 4) == [BASHO, DANTE, ADA, BASHO]
    assert owners(people.back(story, CLARE, NOW), 4) == [BASHO, CLARE, DANTE, ADA]


def test_after_nobody_comes_who_joined_first() -> None:
    assert after(crew(BASHO), None) == ADA


def test_whoever_is_drawn_is_no_longer_in_the_round() -> None:
    story = written(shuffled(4, 3), 2)
    drawn, left = following(story, owner(story))
    assert drawn is not None
    assert sorted((drawn, *left)) == sorted(story.round)


def test_the_muse_has_its_place_in_the_rota() -> None:
    assert owners(crew(BASHO, muse=MuseRole.PLAYER), 4) == [MUSE_ID, BASHO, ADA, MUSE_ID]


@given(SEEDS, st.integers(2, 5), st.integers(5, 16))
def test_a_shuffle_gives_each_one_turn_a_round_and_nobody_two_in_a_row(
    seed: int, size: int, count: int
) -> None:
    members, found = CREW[:size], owners(shuffled(size, seed), count)
    assert all(one != other for one, other in pairwise(found))
    rounds = found[1:]  # the first turn is Bashō's, for whom Ada made room; no round had begun
    for window in windows(range(0, len(rounds) + 1, size)):
        turns_in_it = rounds[window[0] : window[-1] + size]
        assert spread(turns_in_it, members) == (0 if len(turns_in_it) % size == 0 else 1)
    assert all(spread(window, members) <= 2 for window in windows(found))


@given(SEEDS)
def test_shuffled_rounds_differ_and_dice_thrown_again_fall_alike(seed: int) -> None:
    found = owners(shuffled(4, seed), 81)
    rounds = {tuple(found[start : start + 4]) for start in range(1, 81, 4)}
    assert len(rounds) > 4
    assert owners(shuffled(4, seed), 81) == found


def test_the_dice_are_the_same_on_every_machine() -> None:
    assert owners(shuffled(4, 7), 12) == [2, 4, 2, 3, 1, 3, 2, 4, 1, 3, 2, 4]


def test_two_seeds_shuffle_differently() -> None:
    assert len({tuple(owners(shuffled(5, seed), 20)) for seed in range(8)}) == 8


@given(SEEDS, st.integers(1, 6))
def test_who_joins_a_shuffled_story_has_a_turn_in_the_round_that_goes_on(seed: int, times: int) -> None:
    story = written(shuffled(4, seed), times)
    late = joined(story, EVE)
    assert late.round == ((*story.round, EVE) if story.round else ())
    assert EVE in owners(late, len(story.round or CREW) + 2)


@given(SEEDS)
def test_who_leaves_and_returns_gains_no_turn_in_the_round(seed: int) -> None:
    story = shuffled(4, seed)
    while len(story.round) != 2:
        story = written(story)
    had = next(member for member in CREW[:4] if member not in story.round and member != owner(story))
    again = people.join(people.leave(story, had, NOW), had, NOW)
    assert had not in owners(again, 3)
    later = written(people.away(story, story.round[1], None, NOW))
    returned = people.back(later, story.round[1], NOW)
    assert story.round[1] not in returned.round


@given(SEEDS)
def test_the_last_to_write_does_not_write_again_because_another_passes(seed: int) -> None:
    story = shuffled(3, seed)
    for _ in range(6):
        wrote = owner(story)
        story = written(story)
        story = turns.pass_turn(story, owner(story) or 0, None, NOW)
        assert owner(story) != wrote


@given(SEEDS)
def test_a_turn_out_of_order_counts_as_the_one_of_the_round(seed: int) -> None:
    story = shuffled(4, seed)
    while len(story.round) != 3:
        story = written(story)
    chosen = story.round[-1]
    given_it = hosting.move_next(story, ADA, NOW, member_id=chosen)
    assert (owner(given_it), given_it.round) == (chosen, story.round[:-1])


def test_in_an_open_order_all_but_the_last_to_write_may_claim() -> None:
    story = crew(BASHO, CLARE, order=Order.OPEN)
    assert [member for member in CREW if may_claim(story, member)] == [BASHO, CLARE, DANTE, EVE]
    assert may_claim(people.away(people.leave(story, BASHO, NOW), CLARE, None, NOW), ADA)
    with_muse = replace(begun(muse=MuseRole.PLAYER), last_writer_id=ADA)
    assert may_claim(with_muse, ADA)


def test_what_follows_does_not_hang_on_the_number_of_asking() -> None:
    story = written(shuffled(3, 5), 2)
    one, other = (turns.pass_turn(story, owner(story) or 0, number(story), NOW) for _ in range(2))
    assert one == other
