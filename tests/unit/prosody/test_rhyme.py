"""Rhyme: which line ends rhyme and how, and the schemes of poems."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.prosody.eye import alike
from bot.domain.prosody.rhyme import (
    Match,
    Rhyme,
    Slant,
    compare,
    homophones,
    onset,
    relation,
    rhyme_key,
    scheme_of,
)
from bot.domain.prosody.sounds import Reading, Source, Word, reading_of
from tests.unit.prosody.spoken import silent, unknown, words


@pytest.mark.parametrize(
    ("one", "two", "rhyme"),
    [
        ("the cat", "a hat", Rhyme.PERFECT),
        ("Shall I compare thee to a summer's day", "the darling buds of May", Rhyme.PERFECT),
        ("shaken", "taken", Rhyme.PERFECT),
        ("stay", "tray", Rhyme.PERFECT),
        ("stake", "take", Rhyme.PERFECT),
        ("need it", "feed it", Rhyme.PERFECT),
        ("need it", "indeed it", Rhyme.PERFECT),
        ("a poet", "I know it", Rhyme.PERFECT),
        ("tell her", "the cellar", Rhyme.PERFECT),
        ("to see of it", "the tea of it", Rhyme.PERFECT),
        ("it", "sit", Rhyme.PERFECT),
        ("eternity", "thee", Rhyme.PERFECT),  # promoted
        ("moonlight", "bright", Rhyme.PERFECT),
        ("temporary", "fairy", Rhyme.PERFECT),
        ("remember", "december", Rhyme.PERFECT),
        ("caught", "hot", Rhyme.PERFECT),
        ("dog", "fog", Rhyme.PERFECT),
        ("read", "bed", Rhyme.PERFECT),  # in one of its readings
        ("read", "need", Rhyme.PERFECT),  # in the other
        ("poor", "tour", Rhyme.PERFECT),
        ("poor", "shore", Rhyme.PERFECT),
        ("sure", "more", Rhyme.PERFECT),
        ("pure", "cure", Rhyme.PERFECT),
        ("pure", "shore", Rhyme.SLANT),
        ("poor", "pour", Rhyme.RICH),
        ("friendliness", "guess", Rhyme.PERFECT),  # promoted, with the vowel that is written
        ("comforted", "bed", Rhyme.PERFECT),
        ("ornament", "content", Rhyme.PERFECT),
        ("wanted", "bed", Rhyme.NONE),  # no promotion beside a stress
        ("whale", "wail", Rhyme.RICH),
        ("where", "wear", Rhyme.RICH),
        ("whale", "sail", Rhyme.PERFECT),
        ("bear", "bare", Rhyme.RICH),
        ("night", "knight", Rhyme.RICH),
        ("believe", "leave", Rhyme.RICH),
        ("unlike", "like", Rhyme.RICH),
        ("eye", "I", Rhyme.RICH),
        ("need it", "knead it", Rhyme.RICH),
        ("the beard", "my Beard", Rhyme.IDENTICAL),
        ("the wind", "to wind", Rhyme.IDENTICAL),
        ("found it", "beside it", Rhyme.IDENTICAL),
        ("see it", "see it", Rhyme.IDENTICAL),
        ("the liberty of it", "the tea of it", Rhyme.IDENTICAL),  # "of it" as well, and no more
        ("love", "move", Rhyme.EYE),
        ("war", "far", Rhyme.EYE),
        ("come", "home", Rhyme.EYE),
        ("daughter", "laughter", Rhyme.EYE),
        ("temperate", "date", Rhyme.EYE),
        ("loved", "proved", Rhyme.EYE),
        ("cat", "cut", Rhyme.SLANT),
        ("lake", "fate", Rhyme.SLANT),
        ("liberty", "charity", Rhyme.SLANT),
        ("eternity", "die", Rhyme.SLANT),
        ("die", "thee", Rhyme.NONE),
        ("silver", "table", Rhyme.NONE),
        ("singing", "ring", Rhyme.NONE),  # no promotion beside a stress
        ("television", "sun", Rhyme.NONE),
        ("temperate", "mud", Rhyme.NONE),
        ("sea", "need", Rhyme.NONE),
        ("nothing", "", Rhyme.NONE),
        ("", "", Rhyme.NONE),
    ],
)
def test_two_ends_relate(one: str, two: str, rhyme: Rhyme) -> None:
    assert relation(words(one), words(two)) is rhyme
    assert relation(words(two), words(one)) is rhyme


@pytest.mark.parametrize(
    ("one", "two", "slant"),
    [
        ("cat", "cut", Slant.CONSONANCE),
        ("lake", "fate", Slant.ASSONANCE),
        ("love", "move", Slant.CONSONANCE),  # an eye rhyme, too
        ("liberty", "charity", Slant.UNACCENTED),
        ("enmity", "posterity", Slant.UNACCENTED),  # assonance as well
        ("die", "eternity", Slant.HISTORICAL),
        ("cat", "hat", None),
    ],
)
def test_what_a_slant_rhyme_shares_is_told(one: str, two: str, slant: Slant | None) -> None:
    assert compare(words(one), words(two)).slant is slant


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("night", "knight", True),
        ("whale", "wail", True),
        ("cot", "caught", True),
        ("deceived", "perceived", False),
        ("red", "read", True),
        ("billow", "below", False),
        ("night", "night", False),
    ],
)
def test_homophones_sound_alike_throughout(one: str, two: str, expected: bool) -> None:
    assert homophones(words(one)[0], words(two)[0]) is expected


def test_homophones_are_no_rhyme_even_where_another_reading_is_one() -> None:
    herb = Word("herb", 0, 4, (reading_of(("HH", "ER1", "B")), reading_of(("ER1", "B"))), Source.DICTIONARY)
    urb = Word("urb", 0, 3, (reading_of(("ER1", "B")),), Source.DICTIONARY)
    assert relation([herb], [urb]) is Rhyme.RICH


def test_where_sounds_are_unknown_spelling_is_compared() -> None:
    assert compare([unknown("blorft")], [unknown("snorft")]) == Match(Rhyme.UNKNOWN, alike=True)
    assert compare([unknown("blorft")], words("cat")) == Match(Rhyme.UNKNOWN)
    assert compare([unknown("blorft")], [unknown("Blorft")]) == Match(Rhyme.IDENTICAL)
    foreign = Word("море", 0, 4, (Reading(""),), Source.FOREIGN)
    assert compare([*words("the cat"), foreign], words("hat")) == Match(Rhyme.UNKNOWN)


def test_silent_words_at_the_end_are_passed_over() -> None:
    assert relation([*words("the cat"), *[silent("🐈")] * 50], words("hat")) is Rhyme.PERFECT
    assert relation([silent("🐈")], [silent("🐈")]) is Rhyme.NONE


def test_an_apostrophe_of_any_kind_is_the_same_word() -> None:
    assert relation(words("don't"), words("don’t")) is Rhyme.IDENTICAL


@pytest.mark.parametrize(
    ("sounds", "key", "start"),
    [
        ("K AE1 T", "AE T", "K"),
        ("S T R IY1 T", "IY T", "S T R"),
        ("DH AH0", "AH", "DH"),
        ("SH EY1 K AH0 N", "EY K AH N", "SH"),
        ("IH0 T ER1 N AH0 T IY0", "ER N AH T IY", "T"),
        ("P OW1 IH0 T", "OW AH T", "P"),
        ("AH2 N D ER0 S T AE1 N D", "AE N D", "S T"),
        ("AH0 N L AY1 K", "AY K", "L"),
        ("M AH0 S IH0 NG AA1 T", "AA T", ""),
        ("W AO1 R", "AO R", "W"),
        ("D AO1 G", "AA G", "D"),
        ("HH AH1 R IY0", "ER IY", "HH"),
        ("S IH2 NG AH0 L OW2", "OW", "L"),  # no primary stress: the last secondary one
        ("", "", ""),
    ],
)
def test_the_key_of_a_rhyme_and_its_onset(sounds: str, key: str, start: str) -> None:
    reading = reading_of(sounds.split())
    assert rhyme_key(reading) == tuple(key.split())
    assert onset(reading) == tuple(start.split())


@pytest.mark.parametrize(
    ("one", "two", "vowels", "expected"),
    [
        ("love", "move", 1, True),
        ("though", "cough", 1, True),
        ("youth", "south", 1, True),
        ("yes", "dies", 1, False),
        ("eyes", "notices", 1, False),
        ("eye", "the", 1, False),
        ("quay", "day", 1, True),
        ("table", "cable", 2, True),
        ("horses", "worses", 2, True),
        ("wanted", "painted", 1, True),
        ("wanted", "painted", 2, False),
        ("café", "cafe", 1, False),
        ("hmm", "mmm", 1, False),
        ("море", "горе", 1, False),
    ],
)
def test_words_look_alike_from_a_vowel_on(one: str, two: str, vowels: int, expected: bool) -> None:
    assert alike(one, two, vowels) is expected


SONNET_130 = """
like the sun; than her lips' red; her breasts are dun; grow on her head
red and white; in her cheeks; there more delight; reeks
well I know; pleasing sound; a goddess go; on the ground
love as rare; false compare"""
MILTON = """
my light is spent; world and wide; death to hide; though my Soul more bent
and present; returning chide; light deny'd; But patience to prevent
God doth not need; his own gifts who best; they serve him best his State; at his bidding speed
Land and Ocean without rest; who only stand and wait"""
LEAR = """
There was an Old Man with a beard; Who said It is just as I feared; Two Owls and a Hen; Four Larks and a Wren
Have all built their nests in my beard"""


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        (SONNET_130, "ababcdcdefefgg"),
        (MILTON, "abbaabbacdecde"),
        (LEAR, "aabba"),
        ("sinned; the wind; be kind", "aab"),
        ("be kind; the wind; sinned", "aab"),
        ("cat; ; hat", "a a"),
        ("love; move; glove", "aba"),
        ("eternity; liberty; thee; see", "abbb"),
        ("wandering; morning; silver", "abc"),
        ("", " "),
    ],
)
def test_the_scheme_of_a_poem(text: str, scheme: str) -> None:
    lines = text.strip().replace("\n", ";").split(";")
    assert scheme_of([words(line) for line in lines]) == scheme


def test_unknown_words_rhyme_in_a_scheme_only_with_themselves() -> None:
    assert scheme_of([[unknown(text)] for text in ("blorft", "snorft", "Blorft")]) == "aba"


def test_a_scheme_never_runs_out_of_letters() -> None:
    found = scheme_of([[unknown(f"w{n}")] for n in range(500)])
    assert len(set(found)) == len(found) == 500
    assert found.startswith("abc")
    assert found.isalpha()


SOUND = st.sampled_from(
    ["AA0", "AA1", "AO1", "IH0", "AH0", "IY0", "IY1", "EY2", "ER0", "R", "T", "S", "N", "NG", "HH"]
)
READING = st.one_of(
    st.lists(SOUND, max_size=6).map(reading_of), st.builds(Reading, st.text("012?", max_size=3))
)
WORD = st.builds(
    Word,
    st.sampled_from(["it", "Him", "eye", "love", "move", "…", "", "’", "море", "quay"]),
    st.just(0),
    st.just(0),
    st.lists(READING, max_size=4).map(tuple),
    st.sampled_from(Source),
)
LINE = st.lists(WORD, max_size=5)


@given(LINE, LINE)
def test_any_two_lines_relate_and_either_way_alike(one: list[Word], two: list[Word]) -> None:
    assert compare(one, two) == compare(two, one)


@given(LINE)
def test_a_line_is_identical_with_itself_or_silent(line: list[Word]) -> None:
    said = any(word.source is not Source.SILENT for word in line)
    assert relation(line, line) is (Rhyme.IDENTICAL if said else Rhyme.NONE)


@given(st.lists(LINE, max_size=6))
def test_any_lines_have_a_scheme_whose_letters_rhyme_with_a_neighbour(lines: list[list[Word]]) -> None:
    scheme = scheme_of(lines)
    assert len(scheme) == len(lines)
    rhyming = {Rhyme.PERFECT, Rhyme.RICH, Rhyme.IDENTICAL}
    for n, letter in enumerate(scheme):
        before = [m for m in range(n) if scheme[m] == letter != " "]
        assert not before or any(relation(lines[m], lines[n]) in rhyming for m in before)


def test_a_thousand_lines_take_no_time() -> None:
    readings = tuple(
        reading_of(("K", vowel, "T", "AH0", "T", "IY0")) for vowel in ("AA1", "EY1", "IY1", "OW1")
    )
    lines = [[Word(f"w{n}", 0, 0, readings if n % 2 else (), Source.DICTIONARY)] for n in range(1000)]
    start = time.perf_counter()
    scheme_of(lines)
    assert time.perf_counter() - start < 1.0
