from hypothesis import given
from hypothesis import strategies as st

from bot.generation.stops import Stops

PIECES = st.lists(st.text(alphabet="ab\n#", max_size=4), max_size=12)
# Stops within one another among them: which is whole first must not depend on the pieces.
STOPS = st.lists(st.text(alphabet="ab\n#", min_size=1, max_size=4), max_size=3)


@given(PIECES, STOPS)
def test_a_text_ends_before_its_first_stop_however_it_is_cut(pieces: list[str], stops: list[str]) -> None:
    whole = "".join(pieces)
    found = [(place + len(stop), place) for stop in stops if (place := whole.find(stop)) >= 0]
    end = Stops(stops)
    handed = ""
    for piece in pieces:
        handed += end.add(piece)
        assert whole.startswith(handed)
    handed += end.finish()
    assert handed == (whole[: min(found)[1]] if found else whole)
    assert end.found == bool(found)


def test_nothing_comes_after_a_stop() -> None:
    end = Stops(["###"])
    assert (end.add("one #"), end.add("#"), end.add("# two"), end.add("three"), end.finish("four")) == (
        "one ",
        "",
        "",
        "",
        "",
    )


def test_what_only_began_like_a_stop_is_handed_out_at_the_end() -> None:
    end = Stops(["\n\n"])
    assert (end.add("line\n"), end.finish()) == ("line", "\n")


def test_a_stop_within_another_is_whole_first() -> None:
    for pieces in (["abc"], ["a", "b", "c"], ["ab", "c"]):
        end = Stops(["abc", "b"])
        assert "".join(end.add(piece) for piece in pieces) + end.finish() == "a"
