"""What words sound like: CMUdict as it is, and the sounds of words made of its words."""

import pytest

from bot.domain.prosody import dictionary
from bot.domain.prosody.sounds import Reading
from bot.domain.prosody.spelling import derived
from bot.domain.prosody.words import read


def sounds(word: str) -> list[str]:
    return [" ".join(reading.sounds) for reading in read(word).readings if not reading.licence]


def test_the_dictionary_has_every_reading_of_a_word_and_no_remark() -> None:
    assert dictionary.readings("fire") == (
        Reading("10", ("F", "AY1", "ER0")),
        Reading("?", ("F", "AY1", "R")),
    )
    assert dictionary.readings("aalborg")[0].sounds == ("AO1", "L", "B", "AO0", "R", "G")
    assert dictionary.readings("hmm") == (Reading("?", ("HH", "M")),)
    assert dictionary.readings("brillig") == dictionary.readings("") == dictionary.readings("fire(2)") == ()


def test_the_dictionary_is_whole_and_each_word_has_a_syllable() -> None:
    words = dict(dictionary.entries())
    assert len(words) == 126_052
    assert all(reading.syllables and "#" not in reading.sounds for said in words.values() for reading in said)
    assert dictionary.has("o'clock")
    assert not dictionary.has("clock's-work")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("moonbook's", "M UW1 N B UH2 K S"),
        ("moonsong's", "M UW1 N S AO2 NG Z"),
        ("moonbox's", "M UW1 N B AA2 K S IH0 Z"),
        ("unglimpsed", "AH0 N G L IH1 M P S T"),
        ("mislooked", "M IH0 S L UH1 K T"),
        ("look'd", "L UH1 K T"),
        ("doom'd", "D UW1 M D"),
        ("heav'n", "HH EH1 V N"),
        ("pow'r", "P AW1 R"),
        ("wand'ring", "W AA1 N D R IH0 NG"),
        ("moonbright", "M UW1 N B R AY2 T"),
        ("runnin'", "R AH1 N IH0 N"),
        ("blessèd", "B L EH1 S IH0 D"),
        ("cliché", "K L IY0 SH EY1"),
        ("us", "AH1 S"),
    ],
)
def test_a_word_of_other_words_sounds_like_them(word: str, expected: str) -> None:
    assert sounds(word)[0] == expected


@pytest.mark.parametrize(("word", "expected"), [("auditioning", 4), ("preachy", 2), ("mitsuba", 3)])
def test_a_word_said_otherwise_than_it_is_spelled_is_no_part_of_another(word: str, expected: int) -> None:
    found = derived(word, lambda part: () if part == word else dictionary.readings(part))
    assert {reading.syllables for reading in found} == {expected}


def test_a_word_in_capitals_may_be_said_letter_by_letter_but_not_in_small_ones() -> None:
    assert sounds("us") == ["AH1 S"]
    assert sounds("US") == ["AH1 S", "Y UW2 EH1 S"]
