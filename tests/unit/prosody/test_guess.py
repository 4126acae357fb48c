"""Words by their letters: how often the number of syllables is right of words kept from it."""

from functools import cache
from gzip import decompress
from importlib.resources import files

import pytest

from bot.domain.prosody import dictionary
from bot.domain.prosody.guess import guessed, packed
from bot.domain.prosody.learning import Rule
from tests.unit.prosody.held_out import Share, rules_of, share


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("brillig", 2), ("slithy", 2), ("mimsy", 2), ("borogoves", 3), ("snickable", 3), ("zorple", 2)),
        *(("flooped", 1), ("glomted", 2), ("trandism", 3), ("vlashes", 2), ("strimes", 1), ("cralation", 3)),
        *(("pfft", 1), ("xylotrope", 3)),
    ],
)
def test_a_made_up_word_has_the_syllables_that_a_reader_gives_it(word: str, count: int) -> None:
    assert guessed(word)[0].syllables == count


def test_a_guess_has_one_or_two_readings_of_unknown_stress_with_one_main_stress_in_its_sounds() -> None:
    for word in ("brillig", "wabe", "outgrabe", "cralation"):
        readings = guessed(word)
        assert 1 <= len(readings) == len({reading.syllables for reading in readings}) <= 2
        for reading in readings:
            assert set(reading.stress) == {"?"}
            assert sum(sound[-1] == "1" for sound in reading.sounds) == 1


@pytest.mark.parametrize(("word", "counts"), [("wabe", [1, 2]), ("brillig", [2]), ("mimsy", [2])])
def test_a_second_reading_is_given_only_where_the_letters_are_in_doubt(word: str, counts: list[int]) -> None:
    assert [reading.syllables for reading in guessed(word)] == counts


def test_without_letters_there_is_nothing_to_guess() -> None:
    assert guessed("") == guessed("1'-") == ()


@cache
def lessons(step: int) -> list[Rule]:
    words = [word for word, _ in dictionary.entries()]
    return rules_of([word for index, word in enumerate(words) if index % 10][::step])


def measured(step: int, *, alone: bool) -> Share:
    """Learn from every ``step``-th of the words that are not each tenth, and measure on those that are."""
    words = [word for word, _ in dictionary.entries()]
    return share(words[::10][::step], lessons(step), alone=alone)


def test_most_words_kept_back_are_counted_right_after_a_tenth_of_the_lessons() -> None:
    learnt = measured(10, alone=False)
    assert learnt.words > 1000
    assert learnt.first > 0.93
    assert learnt.any > 0.95


@pytest.mark.slow
@pytest.mark.parametrize(("alone", "first", "either"), [(False, 0.945, 0.97), (True, 0.93, 0.97)])
def test_of_each_tenth_word_kept_back_the_share_is_as_documented(
    alone: bool, first: float, either: float
) -> None:
    learnt = measured(1, alone=alone)
    assert learnt.words > 12_000
    assert learnt.first > first
    assert learnt.any > either


@pytest.mark.slow
def test_the_rules_in_the_package_are_those_that_the_dictionary_teaches() -> None:
    data = (files("bot.domain.prosody") / "data" / "letters.tsv.gz").read_bytes()
    assert packed(rules_of([word for word, _ in dictionary.entries()])) == decompress(data).decode()
