"""``quire bench limits``: passages with and without lists, and what of a text is stopped."""

from pathlib import Path

import pytest

from bot.bench import limits
from bot.bench.material import MaterialError, all_of_milton
from bot.bench.words import Prose
from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Action
from bot.domain.story import Rating


def test_each_server_has_as_many_entries_and_finds_its_own() -> None:
    policies = limits.policies(1000)
    assert [len(policy.lists) for policy in policies.values()] == [0, 1, 3]
    for name, actions in {
        "one list": {Action.HOLD},
        "three lists": {Action.HOLD, Action.WARN, Action.BLOCK},
    }.items():
        found = {judge(text, policies[name]).action for text in map(Prose(2).text, [300] * 20)}
        assert found - {Action.ALLOW} <= actions
        assert found & actions


def test_a_passage_has_three_hundred_words_of_the_text_as_they_stand() -> None:
    text = Prose(3).text(950).replace(". ", ".\n\n")
    found = limits.passages(text)
    assert [len(passage.split()) for passage in found] == [300, 300, 300]
    assert all(passage in text for passage in found)


def test_times_leave_out_what_comes_first() -> None:
    took = limits.times(map(Prose(4).text, [20] * 210), limits.policies(100))
    assert [len(times) for times in took.values()] == [10, 10, 10]
    lines = list(limits.figures(took))
    assert lines[0]["ratio"] == 1.0
    assert [line["lists"] for line in lines] == ["none", "one list", "three lists"]


def test_what_is_stopped_is_named_with_what_stands_around_it() -> None:
    text = "He sat down by the river. The bastards! It was a quiet day.\n\nCHAPTER TWO\n\n* * *"
    some = limits.sentences(text)
    assert some == ["He sat down by the river.", "The bastards!", "It was a quiet day.", "CHAPTER TWO"]
    (one,) = limits.stopped(some, Rating.TEEN)
    assert one.figures() == {
        "action": "warn",
        "rule": "profanity",
        "words": "bastards",
        "around": "The bastards!",
    }


def test_of_milton_next_to_nothing_is_held(tmp_path: Path) -> None:
    try:
        text = all_of_milton(tmp_path)
    except MaterialError as error:
        pytest.skip(str(error))
    some = limits.sentences(text)
    assert len(some) > 10_000
    found = list(limits.stopped(some, Rating.TEEN))
    held = [one.figures() for one in found if one.action > Action.WARN]
    assert len(held) <= 0.001 * len(some), held
    assert "bastards" in {one.words for one in found}, "what he says coarsely is warned of"
