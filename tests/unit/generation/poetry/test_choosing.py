"""Which of several lines is taken."""

import pytest

from bot.generation.poetry.choosing import Candidate, best
from tests.unit.generation.poetry.tables import lexicon

BEFORE = ["The garden lay beneath the autumn rain", "As if it were a friend"]


def line(text: str, *likelihoods: float) -> Candidate:
    return Candidate(text, likelihoods or (-2.0,) * (len(text.split()) + 1))


def chosen(*candidates: Candidate) -> str:
    return best(candidates, lexicon("bytes"), BEFORE).text


def test_of_equally_good_lines_the_likelier_is_taken() -> None:
    assert chosen(line("A light was there", -3.0, -2.0), line("A bird was there", -2.0, -2.0)) == (
        "A bird was there"
    )


@pytest.mark.parametrize(
    ("poor", "good"),
    [
        ("A garden with a light", "A window with a light"),  # a word that stood before
        ("As if it had a light", "As though it had a light"),  # a run that did
        ("A bird and yet a bird", "A bird and yet a song"),
        ("It is of what you had", "A lonely light is seen"),
        ("A bird. A light was there", "A bird, a light was there"),
    ],
)
def test_what_makes_a_line_poor_costs_it_the_place(poor: str, good: str) -> None:
    likelihoods = (-2.0,) * 6
    assert chosen(line(poor, *likelihoods), line(good, *likelihoods)) == good


def test_one_word_of_the_wrong_kind_costs_more_than_a_little_strangeness_throughout() -> None:
    forced = line("A young and fair one, she was go", *(-1.0,) * 7, -11.0, -1.0)
    even = line("A young and fair one had to go", *(-2.2,) * 9)
    assert sum(forced.likelihoods) > sum(even.likelihoods)
    assert chosen(forced, even) == even.text


def test_a_line_s_end_in_midst_of_a_sentence_is_no_wrong_word() -> None:
    open_ended = line("A bird was on the", *(-2.0,) * 5, -8.0)
    closed = line("A light was in the", *(-3.1,) * 6)
    assert chosen(open_ended, closed) == open_ended.text
