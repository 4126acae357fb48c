"""When reports hide a passage."""

import pytest

from bot.domain.reports import hides


@pytest.mark.parametrize(
    ("reporters", "judged", "hidden"),
    [
        ([1, 2], [], False),
        ([1, 2, 3], [], True),
        ([1, 1, 1], [], False),
        ([1, 2, 3], [3], False),
        ([1, 2, 3, 4], [4], True),
    ],
)
def test_three_different_members_hide_it(reporters: list[int], judged: list[int], hidden: bool) -> None:
    assert hides(reporters, judged) is hidden
