"""What stands in a member's own text may come back from the muse; short texts are refused with a place."""

import pytest

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.judge import called_for
from bot.domain.limits.policy import Action, Policy, Rule
from bot.domain.limits.terms import term_of
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.services.screening import PLAIN, Screen

COARSE = "That bastard gull"


POLICY = Policy(
    lists={Action.BLOCK: Vocabulary([term_of("wor*", "list:block"), term_of("sea gull", "list:block")])},
    rules={Rule.EMAIL: Action.HOLD},
)


def test_the_muse_does_without_what_so_much_as_warns() -> None:
    assert not PLAIN.lets(COARSE)
    assert not PLAIN.lets("Damn that gull"), "it is not warned, so it does without"
    assert Screen(Policy(Rating.MATURE)).lets(COARSE)


@pytest.mark.parametrize(
    ("own", "comes_back", "never_does"),
    [
        (COARSE, "The bastard slept.", "You faggot"),
        ("That b.a.s.t.a.r.d gull", COARSE, "Fuck that gull"),
        ("You faggot, he said", "He called me a faggot", "you kike"),
        ("Damn that gull", "The gull, damn it", COARSE),
        ("A world of gulls", "Words of gulls", "The sea gull"),
        ("A sea gull, you bastard", "The bastard sea gull", "A world of them"),
        ("Write to ada@example.org", "To ada@example.org, they said", "To basho@example.org, they said"),
    ],
)
def test_what_their_own_words_call_for_comes_back_and_nothing_else(
    own: str, comes_back: str, never_does: str
) -> None:
    screen = Screen(POLICY, given=called_for(own, POLICY))
    assert screen.lets(comes_back)
    assert not screen.lets(never_does)
    assert not screen.lets(f"{comes_back} {never_does}")


def test_a_word_within_a_larger_place_is_their_own_too() -> None:
    lists = {Action.BLOCK: Vocabulary([term_of("sea gull", "b"), term_of("gull", "b")])}
    policy = Policy(lists=lists)
    assert Screen(policy, given=called_for("A sea gull", policy)).lets("The gull")
    assert not Screen(policy, given=called_for("A gull", policy)).lets("The sea gull")


def test_a_short_text_is_refused_with_its_place() -> None:
    with pytest.raises(Refusal) as refused:
        PLAIN.check("Fine", "Damn that b.a.s.t.a.r.d gull")
    assert refused.value.reason is Reason.NOT_WITHIN_LIMITS
    assert refused.value.details == {"place": "b.a.s.t.a.r.d", "rule": "profanity"}
    PLAIN.check("Fine", "Damn that gull", "")
