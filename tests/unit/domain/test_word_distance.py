from hypothesis import given
from hypothesis import strategies as st

from bot.domain.provenance import word_distance

WORDS = st.lists(st.sampled_from(["a", "b", "c", "The", "the"]), max_size=70)


def by_table(mine: list[str], theirs: list[str]) -> int:
    """Wagner and Fischer's table, as an oracle."""
    row = list(range(len(theirs) + 1))
    for number, word in enumerate(mine, start=1):
        before, row = row, [number]
        for at, other in enumerate(theirs, start=1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (word != other)))
    return row[-1]


@given(WORDS, WORDS)
def test_it_is_levenshteins_over_words(mine: list[str], theirs: list[str]) -> None:
    folded = [word.casefold() for word in mine], [word.casefold() for word in theirs]
    assert word_distance(" ".join(mine), " ".join(theirs)) == by_table(*folded)


def test_what_was_only_spaced_otherwise_is_the_same() -> None:
    assert word_distance("The lamp\n\nwent out.", "the lamp went  out.") == 0
    assert word_distance("", "one two") == 2
    assert word_distance("one two", "") == 2
