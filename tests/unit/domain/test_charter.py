"""What was agreed for a story: what tightens it, what loosens it, and whose consent is missing."""

import pytest

from bot.domain.charter import Charter, changed, charter_of, loosens, missing
from bot.domain.hosting import finish
from bot.domain.refusals import Reason
from bot.domain.story import Rating
from tests.unit.domain.examples import ADA, BASHO, CLARE, crew, refused

OLD = Charter(Rating.TEEN, "harm to animals", "blood, illness")


@pytest.mark.parametrize(
    ("new", "loose"),
    [
        (Charter(Rating.EVERYONE, OLD.lines, OLD.veils), False),
        (Charter(Rating.MATURE, OLD.lines, OLD.veils), True),
        (Charter(Rating.TEEN, "Harm to animals, war", OLD.veils), False),
        (Charter(Rating.TEEN, "war", OLD.veils), True),
        (Charter(Rating.TEEN, "", OLD.veils), True),
        (Charter(Rating.TEEN, OLD.lines, "Blood,  illness, war"), False),
        (Charter(Rating.TEEN, OLD.lines, "illness"), True),
        (Charter(Rating.TEEN, "harm to animals; blood, illness", ""), False),  # from veils to lines
        (Charter(Rating.TEEN, "", "harm to animals blood, illness"), True),  # from lines to veils
        (Charter(Rating.EVERYONE, "", OLD.veils), True),
    ],
)
def test_what_lets_something_in_loosens(new: Charter, loose: bool) -> None:
    assert loosens(OLD, new) is loose


def test_all_active_writers_must_agree() -> None:
    story = crew(BASHO, CLARE)
    assert missing(story, frozenset({ADA})) == {BASHO, CLARE}
    assert missing(story, frozenset({ADA, BASHO, CLARE, 99})) == frozenset()


def test_a_finished_story_keeps_what_was_agreed() -> None:
    story = changed(crew(BASHO), OLD)
    assert charter_of(story) == OLD
    with refused(Reason.FINISHED):
        changed(finish(story), OLD)
