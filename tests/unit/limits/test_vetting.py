"""A stock of words before a server's lists: what a poem does without, so that none of it can come about."""

import pytest

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.policy import Action, Policy
from bot.domain.limits.terms import term_of
from bot.domain.limits.vetting import breaches, unfit
from tests.unit.limits.words import WORDS

STOCK = {
    "the": 7.7,
    "of": 7.4,
    "rain": 5.0,
    "rainy": 3.9,
    "silver": 4.6,
    "don't": 6.0,
    "I": 7.0,
    "Paris": 4.9,
}


def policy(*phrases: str, allowed: str = "", action: Action = Action.BLOCK) -> Policy:
    lists = {action: Vocabulary(term_of(phrase, "list:block") for phrase in phrases)}
    return Policy(lists=lists, allowed=Vocabulary([term_of(allowed, "")] if allowed else []))


@pytest.mark.parametrize(
    ("phrase", "out"),
    [
        ("silver", {"silver"}),
        ("PARIS", {"Paris"}),
        ("rain*", {"rain", "rainy"}),
        ("the rain", {"rain"}),  # the rarest word of a phrase
        ("of the", {"of"}),
        ("the rain*", {"rain", "rainy"}),
        ("of si*", {"silver"}),
        ("don't", {"don't"}),
        ("don", {"don't"}),  # as it is found where somebody types it
        ("silver moon", set()),  # nobody can say it with this stock
        ("gold", set()),
    ],
)
def test_a_word_is_left_out_so_that_nothing_listed_can_be_said(phrase: str, out: set[str]) -> None:
    for action in (Action.WARN, Action.HOLD, Action.BLOCK):
        assert unfit(STOCK, policy(phrase, action=action)) == out


def test_one_word_is_left_out_for_two_phrases() -> None:
    assert unfit(STOCK, policy("rain", "the rain of silver")) == {"rain"}


def test_what_is_allowed_stays() -> None:
    assert unfit(STOCK, policy("rain*", allowed="rainy")) == {"rain"}


def test_a_built_in_list_holds_without_a_server_s_own() -> None:
    assert unfit(STOCK | {WORDS[0]: 5.0}, Policy()) == {WORDS[0]}


def test_only_what_a_line_adds_is_its_fault() -> None:
    listed = policy("the rain", "silver")
    before = "all silver is\n"
    assert not breaches(before + "an old wind", len(before), listed)
    assert breaches(before + "Silver wind", len(before), listed) == {"silver"}
    before = "the sound of the\n"
    assert breaches(before + "rain at night", len(before), listed) == {"rain"}
