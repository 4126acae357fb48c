"""For how long a text waits for a moderator, and why one waits no longer."""

from collections.abc import Callable

import pytest

from bot.domain import hosting, people, together, turns
from bot.domain.held import HeldState, closed
from bot.domain.story import Poem, Story, TurnOutcome
from tests.unit.domain.examples import ADA, BASHO, CLARE, NOW, crew, joined, written

HELD = turns.hold(crew(BASHO, CLARE), BASHO, 3, NOW)
Act = Callable[[Story], Story]


def test_it_waits_as_long_as_its_turn_is_open_and_its_writer_is_there() -> None:
    assert closed(HELD, BASHO, 3, TurnOutcome.MOVED) is None
    for paused in (hosting.pause(HELD, NOW), people.leave(HELD, CLARE, NOW), joined(HELD, 7)):
        assert closed(paused, BASHO, 3, TurnOutcome.LEFT) is None


@pytest.mark.parametrize(
    ("act", "outcome", "state"),
    [
        (lambda story: turns.pass_turn(story, BASHO, 3, NOW), TurnOutcome.PASSED, HeldState.WITHDRAWN),
        (lambda story: people.leave(story, BASHO, NOW), TurnOutcome.LEFT, HeldState.WITHDRAWN),
        (lambda story: people.away(story, BASHO, None, NOW), TurnOutcome.AWAY, HeldState.WITHDRAWN),
        (lambda story: people.gone(story, BASHO, NOW), TurnOutcome.GONE, HeldState.GONE),
        (lambda story: people.kick(story, BASHO, ADA, NOW), TurnOutcome.KICKED, HeldState.GONE),
        (lambda story: hosting.skip(story, NOW), TurnOutcome.SKIPPED, HeldState.OVERTAKEN),
        (lambda story: hosting.move_next(story, ADA, NOW), TurnOutcome.MOVED, HeldState.OVERTAKEN),
        (lambda story: written(story), TurnOutcome.WRITTEN, HeldState.OVERTAKEN),
        (hosting.finish, TurnOutcome.FINISHED, HeldState.FINISHED),
    ],
)
def test_why_it_waits_no_longer(act: Act, outcome: TurnOutcome, state: HeldState) -> None:
    assert closed(act(HELD), BASHO, 3, outcome) is state


def test_a_line_waits_on_when_others_come_and_go_and_no_longer_when_its_writer_goes() -> None:
    poem = joined(together.start("Winter", ADA, Poem("haiku"), NOW), BASHO, CLARE)
    others = people.leave(poem, CLARE, NOW)
    assert closed(others, BASHO, 1, TurnOutcome.LEFT) is None
    gone = people.gone(poem, BASHO, NOW)
    assert gone.turn == poem.turn, "nobody holds the turn of a poem, so none passes"
    assert closed(gone, BASHO, 1, TurnOutcome.GONE) is HeldState.GONE
