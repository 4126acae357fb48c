import pytest
from hypothesis import given, settings

from bot.export.breaking import breakable
from tests.unit.export import evil
from tests.unit.export.samples import SCRIPTS

FLAG = "🇫🇷"


def parts(text: str) -> list[str]:
    return breakable(text).split("\u200b")


def test_endless_words_are_broken() -> None:
    assert [len(part) for part in parts("a" * 100)] == [40, 40, 20]
    assert parts("short " * 100) == ["short " * 100]
    assert [len(part) for part in parts("\u0915\u094d" * 100)] == [120, 80]


@pytest.mark.parametrize("mark", ["\u0301", "\u0e34", "\u200d", "\U000e0061"])
def test_heaps_are_cut_down(mark: str) -> None:
    assert "".join(parts("a" + mark * 40 + "b" + mark * 500)) == "a" + mark * 40 + "b" + mark * 40


@pytest.mark.parametrize("sign", ["👩‍👩‍👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩🏽‍🚀", FLAG, "e\u0301\u0323", "क्ष"])
def test_what_is_one_sign_stays_whole(sign: str) -> None:
    for before in range(6):
        first, *others = parts("-" * before + sign * 20)
        assert others or sign == FLAG
        assert not [part for part in (first.lstrip("-"), *others) if part.replace(sign, "")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_ordinary_text_stays_as_it_is(name: str) -> None:
    assert breakable(SCRIPTS[name]) == SCRIPTS[name]


@given(evil.text)
@settings(deadline=None)
def test_nothing_that_can_be_seen_is_lost(text: str) -> None:
    letters = [letter for letter in breakable(text * 9) if letter.isalnum()]
    assert letters == [letter for letter in text * 9 if letter.isalnum()]
