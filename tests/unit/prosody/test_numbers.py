"""How numbers in digits are said."""

import pytest

from bot.domain.prosody.numbers import ways
from bot.domain.prosody.roman import roman
from bot.domain.prosody.sounds import Source
from bot.domain.prosody.words import read, words_of
from bot.ui.verses import counted

NINETEEN = "one thousand nine hundred"


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("0", "zero; oh; nought"),
        ("7", "seven"),
        ("20", "twenty"),
        ("105", "one hundred five; one hundred and five; one oh five"),
        ("1,234", "one thousand two hundred thirty four; one thousand two hundred and thirty four"),
        ("2,000,001", "two million one; two million and one"),
        ("1984", f"nineteen eighty four; {NINETEEN} eighty four; {NINETEEN} and eighty four"),
        ("1905", "nineteen oh five; one thousand nine hundred five; one thousand nine hundred and five"),
        ("2005", "two thousand five; two thousand and five; twenty oh five"),
        ("1900", "nineteen hundred; one thousand nine hundred"),
        ("2000", "two thousand"),
        ("1st", "first"),
        ("22nd", "twenty second"),
        ("40th", "fortieth"),
        ("1920s", "nineteen twenties"),
        ("'60s", "sixties"),
        ("7:30", "seven thirty"),
        ("12:05", "twelve oh five"),
        ("7:00", "seven o'clock; seven; seven hundred"),
        ("7am", "seven a. m."),
        ("7:30pm", "seven thirty p. m."),
        ("$1", "one dollar"),
        ("$1,000", "one thousand dollars"),
        ("£3.50", "three fifty; three pounds fifty; three pounds and fifty pence"),
        ("€20", "twenty euros"),
        ("$0.05", "five cents"),
        ("5¢", "five cents"),
        ("1°", "one degree"),
        ("50%", "fifty percent"),
        ("3.14", "three point one four"),
        (".5", "point five; zero point five"),
        ("1/2", "a half; one half; one over two; one two"),
        ("3/4", "three quarters; three fourths; three over four; three four"),
        ("2 1/2", "two and a half; two and one half; two and one over two; two and one two"),
        ("007", "zero zero seven; oh oh seven"),
        ("-5", "minus five"),
        ("five", ""),
        ("", ""),
    ],
)
def test_a_number_is_said_in_all_its_usual_ways(digits: str, said: str) -> None:
    assert "; ".join(ways(digits)) == said


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("1984", (5, 9, 10)),
        ("½", (2, 4)),
        ("2½", (4, 6)),
        ("5kg", (3, 4)),
        ("mp3", (3,)),
        ("H2O", (3,)),
        ("7up", (3,)),
        ("1984's", (5, 9, 10)),
        ("$5", (3,)),
        ("٣", (0,)),
        ("12345678901234567890", (22, 24)),
        ("VIII", (1, 2)),
        ("XIV", (2, 3)),
    ],
)
def test_a_number_in_a_line_is_one_word(text: str, counts: tuple[int, ...]) -> None:
    word = read(text)
    assert word.counts == counts
    assert word.source is (Source.FOREIGN if text == "٣" else Source.DERIVED)


def test_a_dollar_sign_and_half_a_day_stay_with_their_number() -> None:
    assert [word.text for word in words_of("At 7:30 p.m., $3.50 (20°C), 5th, -3 and 10-20 + 2 = 4.")] == (
        ["At", "7:30", "p.m.", "$3.50", "20°", "C", "5th", "-3", "and", "10", "20", "+", "2", "=", "4"]
    )


def test_thousands_of_digits_are_said_one_by_one() -> None:
    assert read("1" * 4000).counts == (4000,)


@pytest.mark.parametrize(
    ("text", "value"),
    [("II", 2), ("IV", 4), ("VIII", 8), ("XIV", 14), ("XXXIX", 39), ("MCMXCIX", 1999)]
    + [(word, 0) for word in ("I", "MIX", "CD", "DIM", "X", "IIII", "VX", "xiv", "", "LIV")],
)
def test_roman_numerals_are_read_only_where_they_are_nothing_else(text: str, value: int) -> None:
    assert roman(text) == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "1776",
            "1776 7 “seventeen seventy six” / 11 “one thousand seven hundred seventy six” / "
            "12 “one thousand seven hundred and seventy six”",
        ),
        ("2001", "2001 4 “two thousand one” / 5 “two thousand and one”"),
        ("7:30", "7:30 4"),
        ("fire", "fire 1/2"),
        ("XIV", "XIV 2/3"),
    ],
)
def test_a_number_that_is_read_in_several_ways_is_shown_with_them(text: str, shown: str) -> None:
    assert counted(read(text)) == shown
