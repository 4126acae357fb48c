"""What the words of a line are, where they stand, and how many syllables each may have."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.prosody.sounds import Source
from bot.domain.prosody.words import read, words_of


def test_an_apostrophe_may_leave_no_syllable() -> None:
    assert 0 in read("th'").counts
    assert read("th'").source is Source.DERIVED


@pytest.mark.parametrize(
    "word", ["moonbright", "noosphere", "tree'll", "ruin'd", "heav'n", "snow-bright", "WWW", "Mr."]
)
def test_a_derived_word_says_that_it_is_derived_and_sounds(word: str) -> None:
    assert read(word).source is Source.DERIVED
    assert all(reading.sounds for reading in read(word).readings)


@pytest.mark.parametrize("word", ["brillig", "slithy", "xqzt", "snow-brillig", "brillig's-end"])
def test_a_word_that_nobody_knows_says_that_it_is_guessed(word: str) -> None:
    assert read(word).source is Source.GUESSED
    assert set("".join(reading.stress for reading in read("brillig").readings)) == {"?"}


def test_a_taught_word_comes_before_a_derived_one_but_never_before_the_dictionary() -> None:
    taught = {"brillig": (3,), "moonbright": (4, 5), "fire": (7,), "tschüss": (1,)}
    assert read("Brillig", taught).source is Source.TAUGHT
    assert read("BRILLIG", taught).counts == (3,)
    assert read("moonbright", taught).counts == (4, 5)
    assert read("fire", taught).counts == (1, 2)
    assert read("Tschüss", taught).counts == (1,)
    assert [reading.stress for reading in read("moonbright", taught).readings] == ["????", "?????"]


def test_other_words_are_made_of_a_taught_one() -> None:
    taught = {"quizzle": (2,)}
    assert read("quizzle's", taught).counts == (2,)
    assert read("quizzleless", taught).counts == (3,)
    assert read("moon-quizzle", taught).counts == (3,)
    assert read("quizzles", taught).source is Source.DERIVED
    assert read("moonfire", {"fire": (7,)}).counts == (2, 3)
    assert read("wabes", {"wabe": (4,)}).counts == (4,)


@pytest.mark.parametrize(
    "text",
    [
        "🙂",
        "👩🏽\u200d🚀",
        "👨\u200d👩\u200d👧",
        "🇩🇪",
        "1️⃣",
        "❤️",
        "<:name:123>",
        "<a:wave_2:99>",
        "<@1>",
        "<@!1>",
        "<@&2>",
        "<#3>",
        "<t:1:R>",
        "https://a.b/c",
        ":smile:",
        ":D",
        "<3",
    ],
)
def test_what_nobody_says_is_one_silent_word_without_syllables(text: str) -> None:
    assert [(word.text, word.source, word.counts) for word in words_of(f"a {text} b")][1:-1] == [
        (text, Source.SILENT, (0,))
    ]


@pytest.mark.parametrize("text", ["привет", "日本語", "مرحبا", "ελλάδα", "हिन्दी", "שלום"])
def test_another_script_is_one_foreign_word_without_syllables(text: str) -> None:
    assert [(word.text, word.source, word.counts) for word in words_of(text)] == [
        (text, Source.FOREIGN, (0,))
    ]


@pytest.mark.parametrize(
    "text", ["**bold**", "__bold__", "~~bold~~", "||bold||", "`bold`", "> bold", "# bold", "* bold …!"]
)
def test_markdown_and_punctuation_are_no_words(text: str) -> None:
    assert [word.text for word in words_of(text)] == ["bold"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“Wind—rain–snow--hail”", "Wind rain snow hail"),
        ("'Hello,' she said. 'Tis 'late'.", "Hello she said 'Tis late"),
        ("‘Tis the boys’ ball, ’neath th’ elm", "‘Tis the boys’ ball ’neath th’ elm"),
        ("i' the sun; said ‘I’", "i' the sun said I"),
        ("He came in. It was no. Then No. 5", "He came in It was no Then No. 5"),
        ("Mr. Dr. and St. John", "Mr. Dr. and St. John"),
        ("end.Then on", "end Then on"),
        ("salt & pepper, R&B", "salt & pepper R & B"),
        ("one/two (three) [four]", "one two three four"),
    ],
)
def test_a_line_is_split_where_its_words_end(line: str, expected: str) -> None:
    assert " ".join(word.text for word in words_of(line)) == expected


@pytest.mark.parametrize(
    ("line", "elided"),
    [("We have given", True), ("I have", True), ("to have", False), ("have we", False), ("we had", False)],
)
def test_have_after_a_pronoun_may_be_no_syllable_of_a_metre(line: str, elided: bool) -> None:
    readings = [said for word in words_of(line) if word.text in ("have", "had") for said in word.readings]
    assert (0 in [said.syllables for said in readings if said.licence]) is elided
    assert all(said.syllables for said in readings if not said.licence)


def sound(line: str, taught: dict[str, tuple[int, ...]] | None = None) -> None:
    end = 0
    for word in words_of(line, taught or {}):
        assert line[word.start : word.end] == word.text != ""
        assert word.start >= end
        assert word.readings
        assert len(set(word.readings)) == len(word.readings)
        end = word.end


TRICKY = st.text(
    st.sampled_from(
        "aAeèdtsIVX'’-–—.,:/&+=@#$£%°½0123456789 \n\u0301\u200d\u200b\u00ad🙂🇩🇪️⃣<>я語ßﬁ\x00\ud800"
    ),
    max_size=60,
)


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=80), TRICKY),
    st.dictionaries(st.text(max_size=3), st.tuples(st.integers(0, 9))),
)
def test_any_line_has_words_in_their_places(line: str, taught: dict[str, tuple[int, ...]]) -> None:
    sound(line, taught)
    read(line, taught)


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "1984 ",
        "½",
        "'",
        "a'",
        "-",
        "a-",
        "a\u0301\u0301",
        "🙂",
        "👩🏽‍🚀",
        "a",
        "qxo",
        "1a",
        "U.",
        "$1,000.50 ",
        "<:a:1",
        ":",
        "語",
        "x's'",
    ],
)
def test_four_thousand_characters_are_read_at_once(unit: str) -> None:
    read("warm")
    line = (unit * 4000)[:4000]
    start = time.process_time()
    sound(line)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        *(("many a", True), ("the old", True), ("level of", True), ("they are", True)),
        *(("many men", False), ("yellow and", False), ("river of", False), ("sofa and", False)),
    ],
)
def test_only_light_sounds_run_into_the_next_vowel(line: str, runs: bool) -> None:
    first, _ = words_of(line)
    usual = min(first.counts)
    assert any(one.licence and one.syllables < usual for one in first.readings) == runs
