"""Poems are cut between stanzas and lines, never within a line."""

import pytest

from bot.ui.stanzas import verse_parts

STANZA = "\n".join(f"line {number} " + "of a poem " * 10 for number in range(4)).strip()


@pytest.mark.parametrize("limit", [260, 700, 1000, 4000])
def test_a_poem_is_cut_between_its_lines_and_loses_none(limit: int) -> None:
    text = "\n\n".join([STANZA] * 3)
    parts = verse_parts(text, limit)
    assert all(len(part) <= limit for part in parts)
    said = [line for part in parts for line in part.split("\n") if line]
    assert [line.strip() for line in said] == [line.strip() for line in text.split("\n") if line]


def test_stanzas_stay_whole_where_they_can() -> None:
    assert verse_parts("\n\n".join([STANZA] * 3), 1000) == ["\n\n".join([STANZA] * 2), STANZA]
    assert verse_parts("one\ntwo\n\nthree", 1000) == ["one\ntwo\n\nthree"]
