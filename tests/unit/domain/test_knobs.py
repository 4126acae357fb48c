"""The table of knobs: what each takes, how it is written, and what bounds what."""

import pytest

from bot.domain.knob import Kind, Knob
from bot.domain.knobs import KNOBS
from bot.domain.refusals import Reason, Refusal
from bot.domain.story_knobs import (
    HOST,
    MUSE_HOURLY,
    POEMS,
    TURN_HOURS_MAX,
    WORDS_MAX,
    WORDS_MIN,
)

NAME = 32
"""Characters of a name that the database holds."""


@pytest.mark.parametrize("knob", KNOBS.values(), ids=lambda knob: knob.name)
def test_every_knob_is_whole(knob: Knob) -> None:
    assert len(knob.name) <= NAME
    assert len(f"{knob.name}: {knob.about}") <= 100, "Discord cuts a choice at 100 characters"
    assert not knob.about.endswith(".")
    assert knob.changes.endswith(".")
    assert knob.offered
    assert all(knob.takes(value) for value in knob.offered)
    if knob.numbers is not None:
        low, high = knob.numbers
        assert low <= int(knob.default) <= high or (not knob.default and "off" in knob.offered)
        assert knob.takes(str(low))
        assert knob.takes(str(high))
        assert not knob.takes(str(high + 1))
    if knob.not_above:
        assert int(knob.default) <= int(KNOBS[knob.not_above].default)


@pytest.mark.parametrize(("typed", "value"), [("5", 5), (" 05 ", 5), ("off", 0), ("None", 0), ("0", 0)])
def test_a_quota_is_a_number_or_off(typed: str, value: int) -> None:
    knob = KNOBS[MUSE_HOURLY]
    assert knob.value(typed) == value
    assert knob.value(knob.written(value)) == value


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "1e3", "1_0", "1001", "\u0663", "five", "9" * 5000, "on"])
def test_what_is_no_number_says_which_would_do(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        KNOBS[MUSE_HOURLY].value(typed)
    assert refused.value.reason is Reason.VALUE_NUMBER
    assert refused.value.details == {"name": MUSE_HOURLY, "low": 1, "high": 1000, "off": True}


@pytest.mark.parametrize("name", [WORDS_MIN, WORDS_MAX, TURN_HOURS_MAX])
def test_a_bound_is_never_off(name: str) -> None:
    assert not KNOBS[name].takes("off")
    assert not KNOBS[name].takes("0")


def test_who_may_is_everyone_the_moderators_or_a_role() -> None:
    knob = KNOBS[HOST]
    assert knob.kind is Kind.WHO
    for typed, value in (
        ("Everyone", "everyone"),
        ("moderators", "moderators"),
        ("<@&123456789012345678>", "123456789012345678"),
        ("123456789012345678", "123456789012345678"),
    ):
        assert knob.value(typed) == value
        assert knob.value(knob.written(value)) == value
    for typed in ("", "off", "nobody", "@everyone", "12", "@Lamp keepers"):
        with pytest.raises(Refusal) as refused:
            knob.value(typed)
        assert refused.value.reason is Reason.VALUE_WHO


def test_a_feature_is_on_until_it_is_turned_off() -> None:
    assert KNOBS[POEMS].default is True
    assert KNOBS[POEMS].value("OFF") is False
