"""The innocent texts: enough of them, of all kinds, and each one a trap for a crude filter."""

from collections import Counter

import pytest

from tests.evasion.innocent import KINDS, Innocent, innocents, readings


def test_there_are_enough_of_each_kind() -> None:
    kinds = Counter(innocent.kind for innocent in innocents())
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 15
    assert sum(not innocent.alone or innocent.kind == "theme" for innocent in innocents()) >= 300


def test_each_is_one_line_and_stands_once() -> None:
    texts = [innocent.text for innocent in innocents()]
    assert len(set(texts)) == len(texts)
    assert all(text == text.strip() and 10 <= len(text) <= 160 for text in texts)


@pytest.mark.parametrize("innocent", innocents(), ids=lambda innocent: innocent.text[:40])
def test_a_crude_filter_would_stop_it(innocent: Innocent) -> None:
    assert any(innocent.seen in "".join(filter(str.isalpha, text)) for text in readings(innocent.text))


@pytest.mark.parametrize(
    ("seen", "text", "alone"),
    [
        ("tit", "A great tit.", True),
        ("tit", "A title.", False),
        ("ass", "Part A55.", True),
        ("ass", "Part A557.", False),
        ("fag", "F A G, and rest.", True),
        ("fag", "Play F A G, then rest.", True),
        ("fag", "C F A G, and rest.", False),
        ("fag", "f-ag", True),
        ("penis", "The pen is here.", False),
        ("hell", "He'll see.", False),
        ("ass", "**cl**ass", False),
    ],
)
def test_alone_is_what_no_filter_of_words_can_tell(seen: str, text: str, alone: bool) -> None:
    assert Innocent("sense", "", seen, text).alone is alone
