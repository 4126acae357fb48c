"""How long a passage may be: what a story asks for, within what its server takes."""

import pytest

from bot.domain import history, turns
from bot.domain.lengths import Lengths, check_length
from bot.domain.refusals import Reason
from bot.domain.story import Terms
from tests.unit.domain.examples import BASHO, NOW, begun, joined, passage, refused

SIX = Lengths(6, 6)
LONG = Lengths(400, 5000)


@pytest.mark.parametrize(
    ("lengths", "bounds", "within"),
    [
        (Lengths(), (1, 300), (1, 300)),
        (SIX, (1, 300), (6, 6)),
        (SIX, (50, 300), (6, 6)),
        (LONG, (1, 300), (400, 400)),
        (Lengths(10, 200), (5, 100), (10, 100)),
        (Lengths(10, 200), (50, 100), (50, 100)),
    ],
)
def test_a_story_is_always_written_at_lengths_that_its_server_takes(
    lengths: Lengths, bounds: tuple[int, int], within: tuple[int, int]
) -> None:
    """Else one that has begun could not go on."""
    terms = lengths.within(Terms(*bounds))
    assert (terms.words_min, terms.words_max) == within
    for words in within:
        check_length(Terms(*bounds), words, lengths)


def test_who_is_refused_is_told_whose_bound_it_is() -> None:
    story, channel = Terms(5, 10), Lengths(3, 20)
    for words, reason in (
        (2, Reason.SHORT_HERE),
        (4, Reason.TOO_FEW_WORDS),
        (11, Reason.TOO_MANY_WORDS),
        (21, Reason.LONG_HERE),
    ):
        with refused(reason):
            check_length(story, words, channel)
    with refused(Reason.TOO_MANY_WORDS):
        check_length(story, 21)


def test_a_passage_and_its_correction_are_held_to_the_servers_lengths() -> None:
    story = joined(begun(), BASHO)
    with refused(Reason.LONG_HERE):
        turns.submit(story, BASHO, None, 7, NOW, lengths=SIX)
    story = turns.submit(story, BASHO, None, 6, NOW, lengths=SIX)
    last = passage(2, BASHO, words=6)
    with refused(Reason.SHORT_HERE):
        history.correct(story, last, BASHO, 5, SIX)
    assert history.correct(story, last, BASHO, 6, SIX).words == story.words
