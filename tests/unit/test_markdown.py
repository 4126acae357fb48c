"""Passages in parts: whatever is in them, each part fits and behaves."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.ui.markdown import literal, literal_head, parts, thread_name

PIECES = st.lists(
    st.sampled_from(["-# ", "-#", "\n", "```", "word ", "> ", "x" * 50, " ", "。", "- "]), max_size=300
)


@given(PIECES, st.integers(60, 400))
def test_each_part_fits_closes_its_code_and_signs_for_nobody(pieces: list[str], limit: int) -> None:
    for part in parts("".join(pieces), limit):
        assert len(part) <= limit
        assert part.count("```") % 2 == 0
        outside = "".join(part.split("```")[::2])
        assert not re.search(r"^[ \t>]*-#", outside, re.MULTILINE)


@given(st.text(max_size=80))
def test_a_literal_title_has_no_sign_without_its_backslash(title: str) -> None:
    shown = literal(title)
    assert re.sub(r"\\(.)", r"\1", shown, flags=re.DOTALL) == title
    assert not re.search(r"[`*_~|\[\]()<>#]", re.sub(r"\\.", "", shown, flags=re.DOTALL))


@given(st.text(alphabet="ab *_~|[]()<>#+-\\\n", max_size=900), st.integers(20, 400))
def test_a_head_fits_with_all_its_backslashes(text: str, limit: int) -> None:
    shown = literal_head(text, limit)
    assert len(shown) <= limit
    bare = re.sub(r"\\(.)", r"\1", shown, flags=re.DOTALL)
    assert " ".join(text.split()).startswith(bare.removesuffix("…").rstrip())


def test_a_thread_s_name_pings_nobody() -> None:
    title = "For <@12> <@!3> <@&4> @everyone @here and a@b.example, @ the lamp"
    assert thread_name(title, 100) == "For <＠12> <＠!3> <＠&4> ＠everyone ＠here and a@b.example, @ the lamp"
    assert thread_name("The Tide", 100) == "The Tide"
