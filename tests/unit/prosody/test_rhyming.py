"""Rhymes for a word: never another answer than the checker's, the common ones first."""

import random

import pytest

from bot.domain.prosody.rhyme import Rhyme, compare
from bot.domain.prosody.rhyming import MOST, RhymeIndex, Rhymes
from bot.domain.prosody.words import read, words_of
from bot.generation.frequent import zipf


@pytest.fixture(scope="module")
def index() -> RhymeIndex:
    return RhymeIndex(zipf())


def found(index: RhymeIndex, word: str) -> Rhymes:
    return index.rhymes(read(word))


def every(rhymes: Rhymes) -> list[str]:
    return [word for _, words in rhymes.perfect for word in words]


def test_the_checker_agrees_on_every_word(index: RhymeIndex) -> None:
    common = [word for word in zipf() if word.isalpha() and word.isascii()]
    told = 0
    for word in random.Random(5).sample(common, 150):
        rhymes = found(index, word)
        for words, relation in (
            (every(rhymes), Rhyme.PERFECT),
            (rhymes.near, Rhyme.SLANT),
            (rhymes.eye, Rhyme.EYE),
        ):
            for other in words:
                assert compare(words_of(word), words_of(other)).rhyme is relation, (word, other)
                told += 1
    assert told > 3000


@pytest.mark.parametrize(
    ("word", "rhymes"),
    [
        ("light", "night right bright tonight invite overnight"),
        ("power", "hour tower flower"),
        ("sea", "me tree agree guarantee"),
        ("station", "nation location conversation"),
        ("wind", "kind behind sinned"),
        ("butterfly", "sky why"),
        ("noosphere", "near career pioneer"),
    ],
)
def test_what_a_poet_would_look_for_is_there(index: RhymeIndex, word: str, rhymes: str) -> None:
    assert set(rhymes.split()) <= set(every(found(index, word)))


def test_they_come_by_syllables_and_the_common_ones_first(index: RhymeIndex) -> None:
    rhymes = found(index, "light")
    numbers = [number for number, _ in rhymes.perfect]
    assert numbers == sorted(set(numbers))
    words = dict(rhymes.perfect)[1]
    assert [zipf()[word] for word in words] == sorted((zipf()[word] for word in words), reverse=True)
    assert len(words) == MOST
    for number, group in rhymes.perfect:
        assert all(number in words_of(word)[0].counts for word in group)


def test_rhymes_on_the_main_stress_come_before_others(index: RhymeIndex) -> None:
    words = dict(found(index, "light").perfect)[2]
    assert zipf()["website"] > zipf()["excite"]
    assert words.index("excite") < words.index("website")


def test_eye_and_near_rhymes_are_apart(index: RhymeIndex) -> None:
    rhymes = found(index, "love")
    assert {"move", "prove", "grove"} <= set(rhymes.eye)
    assert {"give", "leave"} <= set(rhymes.near)
    assert not {*rhymes.eye, *rhymes.near} & set(every(rhymes))
    assert found(index, "orange").perfect == ()
    assert "syringe" in found(index, "orange").near


def test_without_a_full_rhyme_those_that_metre_stresses_are_told(index: RhymeIndex) -> None:
    assert "sea" in every(found(index, "memory"))
    assert "university" not in every(found(index, "sea")), "there are others"


def test_the_words_of_every_sentence_are_no_near_rhymes(index: RhymeIndex) -> None:
    assert not {"it", "that", "but", "not"} & set(found(index, "light").near)


def test_what_only_verse_may_say_rhymes_with_nothing_here(index: RhymeIndex) -> None:
    assert compare(words_of("area"), words_of("very")).rhyme is Rhyme.PERFECT, "with “ar'a” as verse has it"
    assert "very" not in every(found(index, "area"))


@pytest.mark.parametrize(
    "word", ["duck", "it", "luck", "pass", "hunt", "sick", "mitt", "tape", "bore", "wig"]
)
def test_nothing_vulgar_is_proposed(index: RhymeIndex, word: str) -> None:
    rhymes = found(index, word)
    vulgar = ("fuck", "shit", "ass", "cunt", "dick", "tits", "tit", "rape", "whore", "cock", "prick", "nigg")
    assert not {*every(rhymes), *rhymes.near, *rhymes.eye} & set(vulgar)
    assert every(rhymes)


def test_letters_said_by_their_names_are_no_words(index: RhymeIndex) -> None:
    for word in ("sea", "be", "yes"):
        assert not {"hiv", "usb", "fbi", "uss", "vip", "abc"} & set(every(found(index, word)))


def test_a_word_whose_sounds_are_not_known_has_none(index: RhymeIndex) -> None:
    rhymes = index.rhymes(read("zyrquel", {"zyrquel": (2,)}))
    assert (rhymes.sounds, rhymes.perfect, rhymes.near) == ((), (), ())


def test_a_guess_is_called_one(index: RhymeIndex) -> None:
    rhymes = found(index, "zyrquel")
    assert rhymes.word.source == "guessed"
    assert {"well", "hotel"} <= set(every(rhymes))
