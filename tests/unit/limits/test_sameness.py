"""A text that comes again is known by its digest."""

import pytest

from bot.domain.limits.sameness import digest

TEXT = "You bastard, said the gull."


@pytest.mark.parametrize(
    "same",
    [
        "you BASTARD said the gull",
        "You **bas**tard — said the gull!!!",
        "Y o u bastard,\nsaid the gull..",
        "You bаstard, said the gull.",  # with a Cyrillic letter
        "You bas\u200btard, said the gull.",
        "Ｙou bástard, said the gull.",
    ],
)
def test_a_text_is_the_same_however_it_is_dressed(same: str) -> None:
    assert digest(same) == digest(TEXT)


@pytest.mark.parametrize("other", ["You bastard, said the gulls.", "Said the gull.", "", "🙂", "🙃"])
def test_other_words_are_another_text(other: str) -> None:
    others = {"You bastard, said the gulls.", "Said the gull.", "", "🙂", "🙃", TEXT} - {other}
    assert digest(other) not in set(map(digest, others))


def test_it_says_nothing_of_the_words_and_takes_whatever_can_be_typed() -> None:
    for text in (TEXT, "", "\udcff", "x" * 65536):
        assert len(digest(text)) == 64
        assert set(digest(text)) <= set("0123456789abcdef")
