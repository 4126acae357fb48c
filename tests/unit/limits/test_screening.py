"""What the muse makes of a text may go as far as that; short texts are refused with their place."""

import pytest

from bot.domain.limits.policy import Action, Policy
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.services.screening import PLAIN, Screen

COARSE = "That bastard gull"


def test_the_muse_may_go_as_far_as_the_text_that_it_was_given() -> None:
    assert not PLAIN.lets(COARSE)
    assert not PLAIN.lets("Damn that gull"), "it is not warned, so it does without"
    assert Screen(Policy(), given=Action.HOLD).lets(COARSE)
    assert not Screen(Policy(), given=Action.WARN).lets(COARSE)
    assert Screen(Policy(Rating.MATURE)).lets(COARSE)


def test_a_short_text_is_refused_with_its_place() -> None:
    with pytest.raises(Refusal) as refused:
        PLAIN.check("Fine", "Damn that b.a.s.t.a.r.d gull")
    assert refused.value.reason is Reason.NOT_WITHIN_LIMITS
    assert refused.value.details == {"place": "b.a.s.t.a.r.d", "rule": "profanity"}
    PLAIN.check("Fine", "Damn that gull", "")
