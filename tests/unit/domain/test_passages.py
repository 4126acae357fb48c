"""Whose words are they?"""

import pytest

from bot.domain.passages import Origin, origin_of

PROPOSAL = "A lighthouse keeper finds that the lamp answers her."


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (PROPOSAL, Origin.MUSE_ACCEPTED),
        ("  a lighthouse KEEPER finds\nthat the lamp answers her. ", Origin.MUSE_ACCEPTED),
        ("A lighthouse keeper finds a letter in the lamp.", Origin.MUSE_EDITED),
        ("The lamp answers nobody tonight.", Origin.HUMAN),
        ("", Origin.HUMAN),
    ],
)
def test_origin(text: str, origin: Origin) -> None:
    assert origin_of(text, PROPOSAL) is origin


def test_without_a_proposal_it_is_the_writers_own() -> None:
    assert origin_of(PROPOSAL, None) is Origin.HUMAN


def test_a_short_proposal_counts_too() -> None:
    assert origin_of("Rain again, she said", "Rain again,") is Origin.MUSE_EDITED
