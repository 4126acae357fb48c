"""How many syllables words of every class have, by the readings that need no licence and by those that do."""

import pytest

from bot.domain.prosody.sounds import Source
from bot.domain.prosody.words import read


def usual(text: str) -> set[int]:
    """Return the counts of a word that need no poetic licence."""
    return {reading.syllables for reading in read(text).readings if not reading.licence}


def counts(table: str) -> list[tuple[str, set[int]]]:
    """Return the words of a table such as "fire 1|2, hour 1|2" with their counts."""
    rows = (row.strip().rpartition(" ") for row in table.split(", "))
    return [(word, set(map(int, numbers.split("|")))) for word, _, numbers in rows]


DICTIONARY = "fire 1|2, hour 1|2, every 2|3, poem 2, violet 2|3, the 1, hmm 1, NASA 2, FBI 3, us 1, okay 2"
SPEECH = (
    # what CMUdict does for "fire", "every" and "camera", done for their like
    "tired 1|2, hired 1|2, desire 2|3, entire 2|3, empire 2|3, inspire 2|3, admire 2|3, choir 1|2, lyre 1|2",
    "satire 2|3, inspired 2|3, desired 2|3, wildfire 2|3, sapphire 2|3, higher 2, liar 2, iron 2, pirate 2",
    "mystery 2|3, factory 2|3, battery 2|3, wandering 2|3, wondering 2|3, memory 2|3, dangerous 2|3",
    "opera 2|3, sovereign 2|3, temperament 3|4, viceroy 2, cerebral 3, contradictory 4|5, cutlery 3",
    "comfortable 3|4, chocolate 2|3, favourite 2|3, theatre 3, contour 2, mother-in-law 4, plethora 3",
    "superimposed 4, murderer 3, mirroring 3, mercury 3, library 3, every 2|3, camera 2|3, Goethe 2",
    "modelling 2|3",
)
DERIVED = (
    # endings and prefixes
    "wanted 2, walked 1, darkling 2, unkissed 2, moonlessness 3, seashells 2, loveliest 3, unbeautiful 4",
    # compounds and combining forms
    "riverbank 3, riverbanks 3, noosphere 3, moonbright 2, thundercloud 3, lovesong 2, hydrophobia 5",
    # contractions
    "tree'll 1|2, who'd've 2, it'd 2, mother'll 3, I'd've 2, shan't 1, mustn't've 3, cat'll 2, tree'd 1",
    # possessives
    "boss's 2, boats' 1, bliss's 2, riverbank's 3, nightingale’s 3",
    # elisions
    "o'er 1, heav'n 1, e'en 1, ne'er 1, 'tis 1, 'twas 1, 'twere 1, i' 1, ev'ry 2, flow'r 1, pow'r 1, ta'en 1",
    "wand'ring 2, ev'ning 2, vi'let 2, di'mond 2, int'rest 2, list'ning 2, temp'rate 2, murm'ring 2",
    "whate'er 2, o'erthrown 2, 'neath 1, tho' 1, fo'c'sle 2, 'fraid 1, th'expense 2, heav’n 1, ‘tis 1",
    # old spellings and forms
    "ruin'd 2, look'd 1, prov'd 1, marri'd 2, wither'd 2, think'st 1, lov'st 1, goeth 2, maketh 2, lovest 2",
    "hath 1, doth 1, thou'rt 1, thinkest 2, blessèd 2, learnèd 2, lookèd 2, wingèd 2, agéd 2",
    # accents, ligatures, forms of letters
    "café 2, naïve 2, façade 2, résumé 3, Brontë 2, coöperate 3|4, Æsop 2, œuvre 1|2, ﬁre 1|2, ｆｕｌｌ 1",
    "soft\u00adly 2, cafe\u0301 2",
    # hyphens
    "snow-white 2, will-o'-the-wisp 4, mother-in-law 4, to-day 2, w-w-what 3, light‐green 2, T-shirt 2",
    "F-16 3",
    # letters, abbreviations and titles
    "WWW 9, WTF 5, NYC 3, TVs 2, BBC 3, BCDF 4, U.S. 2, J.R.R. 3, Ph.D. 3, a.m. 2, U.S.A. 3",
    "Mr. 2, Mrs. 2, Dr. 1|2, St. 1, Jr. 2, e.g. 2|4, i.e. 2, vs. 2, etc. 4, mph 3|4|5",
    # British spellings
    "honour 2, theatre 3, sceptre 2, realise 3, neighbourly 3, travelled 2, analyse 3, anaesthetic 4",
    # drawn out
    "runnin' 2, sooooo 1, nooo 1, hmmmm 1, brrr 1, psst 1",
    # as people write to each other
    "brb 3, omg 3, idk 3, CO2 3, H2O 3, MAY2 2",
    # what looks like a past tense
    "reedbed 2, seedbed 2, sunned 1",
)


@pytest.mark.parametrize(("word", "expected"), counts(DICTIONARY))
def test_the_dictionary_gives_every_pronunciation(word: str, expected: set[int]) -> None:
    assert usual(word) == expected
    assert read(word).source is Source.DICTIONARY


@pytest.mark.parametrize(("word", "expected"), counts(", ".join(SPEECH)))
def test_words_of_a_kind_are_said_in_the_ways_that_the_dictionary_has_for_some(
    word: str, expected: set[int]
) -> None:
    assert usual(word) == expected
    assert read(word).source is Source.DICTIONARY


SUPPLEMENT = (
    "Persephone 4, Hecate 2|3, alack 2, syne 1, triolet 3, wreathing 2, sidereal 4, simile 3, anapaest 3"
)


@pytest.mark.parametrize(("word", "expected"), counts(SUPPLEMENT))
def test_words_of_poems_that_the_dictionary_lacks_are_known(word: str, expected: set[int]) -> None:
    assert usual(word) == expected
    assert read(word).source is Source.DERIVED


@pytest.mark.parametrize(("word", "expected"), counts(", ".join(DERIVED)))
def test_a_word_of_other_words_has_their_syllables(word: str, expected: set[int]) -> None:
    assert usual(word) == expected


def test_a_stem_keeps_a_vowel_where_only_its_e_is_supplied() -> None:
    assert usual("Tring") == {1}
    assert read("Tring").source is Source.GUESSED


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("shin'd", ("SH AY1 N D", "SH IH1 N D")),
        ("star'd", ("S T EH1 R D", "S T AA1 R D")),
        ("lov'd", ("L AH1 V D",)),
        ("wreathing", ("R IY1 DH IH0 NG", "R IY1 TH IH0 NG")),
    ],
)
def test_a_verb_may_have_an_e_that_is_not_written(word: str, sounds: tuple[str, ...]) -> None:
    assert tuple(" ".join(said.sounds) for said in read(word).readings) == sounds


LICENCE = (
    "heaven 1, heavenly 2, even 1, fallen 1, given 1, spirit 1, power 1, flower 1, wanderer 2, "
    "glorious 2, loved 2, blessed 2, winged 2, passion 3, patience 3, precious 3"
)


@pytest.mark.parametrize(("word", "expected"), counts(LICENCE))
def test_verse_in_metre_may_say_a_word_otherwise_and_it_is_marked(word: str, expected: set[int]) -> None:
    readings = read(word).readings
    assert {reading.syllables for reading in readings if reading.licence} == expected
    assert expected.isdisjoint(usual(word))
    assert [reading.licence for reading in readings] == sorted(reading.licence for reading in readings)


@pytest.mark.parametrize(
    "word",
    [
        "river",
        "bed",
        "flourish",
        "courage",
        "hurry",
        "nourish",
        "red",
        "sacred",
        "open",
        "table",
        "general",
        "villain",
        "avenue",
    ],
)
def test_no_licence_is_given_where_verse_has_none_or_speech_says_it_so(word: str) -> None:
    assert not any(reading.licence for reading in read(word).readings)
