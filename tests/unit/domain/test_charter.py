"""What was agreed for a story: what tightens it, what loosens it, and whose consent is missing."""

from dataclasses import replace

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
        (
            Charter(Rating.TEEN, "war, harm to animals. ", "blood; war; illness"),
            True,
        ),  # war is told after all
        (Charter(Rating.TEEN, "war，harm to animals、spiders", OLD.veils), False),
        (Charter(Rating.TEEN, "no harm to animals", OLD.veils), True),
        (Charter(Rating.TEEN, "harm to animals shown in full", OLD.veils), True),
        (Charter(Rating.TEEN, "harm to animals except fish", OLD.veils), True),
        (Charter(Rating.TEEN, "harm to animals, except fish", OLD.veils), True),
        (Charter(Rating.TEEN, "harm to animals; harm to fish is welcome", OLD.veils), True),
        (Charter(Rating.TEEN, "harm to animals", "blood, BUT not much, illness"), True),
        (Charter(Rating.TEEN, "harm to animals", "illness, blood"), True),
        (Charter(Rating.TEEN, "harm to animals, illness", "blood, ghosts"), False),
        (Charter(Rating.TEEN, "harm to animals, buttons", OLD.veils), False),
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


@pytest.mark.parametrize(
    ("lines", "loose"),
    [("warm weather", True), ("wars", True), ("war", False), ("war, warm weather", False), ("WAR.", False)],
)
def test_a_word_within_another_is_another_thing(lines: str, loose: bool) -> None:
    assert loosens(Charter(Rating.TEEN, "war", ""), Charter(Rating.TEEN, lines, "")) is loose


def test_an_exception_stays_with_what_it_is_an_exception_to() -> None:
    old = Charter(Rating.TEEN, "war, except in dreams, spiders", "")
    assert loosens(old, replace(old, lines="spiders, except in dreams, war"))
    assert not loosens(old, replace(old, lines="war, except in dreams, spiders, ghosts"))
    assert not loosens(Charter(Rating.TEEN, "", ""), replace(old, lines="war", veils="blood"))
