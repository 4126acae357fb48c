import pytest

from tests.verifier import words
from tests.verifier.classes import Disagreement
from tests.verifier.phonemes import ask, installed
from tests.verifier.readings import readings

pytestmark = pytest.mark.skipif(not installed(), reason="no espeak-ng here: make system-packages")


@pytest.mark.parametrize(
    ("word", "own", "other", "why"),
    [
        ("fire", 2, 1, Disagreement.R_COLOURING),
        ("hour", 2, 1, Disagreement.R_COLOURING),
        ("every", 2, 3, Disagreement.ELISION),
        ("memory", 3, 2, Disagreement.ELISION),
        ("poem", 2, 1, Disagreement.VOWEL_MERGER),
        ("being", 2, 1, Disagreement.VOWEL_MERGER),
        ("fixed", 1, 2, Disagreement.FULL_ED),
        ("1984", 7, 5, Disagreement.NUMBER),
        ("learned", 1, 2, Disagreement.SEVERAL_READINGS),
    ],
)
def test_a_word_that_dictionaries_disagree_about_is_read_both_ways(
    word: str, own: int, other: int, why: Disagreement
) -> None:
    first, *others = readings(word)
    assert (first.count, first.why) == (own, None)
    assert (other, why) in {(each.count, each.why) for each in others}


@pytest.mark.parametrize(
    ("word", "count"),
    [("o'er", 1), ("heav'n", 1), ("ruin'd", 2), ("blessèd", 2), ("idea", 3), ("little", 2), ("world", 1)],
)
def test_an_old_spelling_and_a_syllable_without_a_full_vowel_are_counted(word: str, count: int) -> None:
    assert readings(word)[0].count == count


def test_a_batch_answers_as_single_questions_do() -> None:
    texts = ["river", "Mr", "1984", "don't", "xkcd", "I", "mr", "the"]
    assert ask("en-us", texts) == [ask("en-us", [text])[0] for text in texts]


def test_punctuation_emoji_and_dashes_are_no_words() -> None:
    assert [word.text for word in words.split("“Stay,” 😀 — she said--don’t!")] == [
        "Stay",
        "she",
        "said",
        "don't",
    ]
