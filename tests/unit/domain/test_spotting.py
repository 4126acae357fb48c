"""What is a haiku for sure, and what is only nearly one."""

import pytest

from bot.domain.spotting import may_be_haiku, spotted

POND = ("An old silent pond", "A frog jumps into the pond", "Splash! Silence again")
CATS = ("We have seven cats", "and a dog in the kitchen,", "but none of them bark")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("\n".join(POND), POND),
        (" / ".join(POND), POND),
        (" ".join(POND), POND),
        (" ".join(CATS), CATS),
        (
            "She said “Come in now”, and the rain began to fall all over the roof",
            ("She said “Come in now”,", "and the rain began to fall", "all over the roof"),
        ),
        (
            "We have seven cats (and a dog in the kitchen), but none of them bark",
            ("We have seven cats", "(and a dog in the kitchen),", "but none of them bark"),
        ),
        (
            "The dog sleeps all day—and when the moon is rising it runs through the house",
            ("The dog sleeps all day—", "and when the moon is rising", "it runs through the house"),
        ),
    ],
)
def test_seventeen_sure_syllables_that_fall_apart_are_a_haiku(text: str, lines: tuple[str, ...]) -> None:
    assert spotted(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "We have seven cats and a dog in the kitchen, but none of them barks again",  # too many
        "We have seven cats and a dog in the kitchen, but none of them",  # too few
        "We have intelligent cats in the cold kitchen, but none of them bark",  # no word ends at five
        "We have seven cats and a dog in the kitchen and none of fire bark",  # fire: one or two
        "We have grocery cats and a dog in kitchens, but none of them bark",  # grocery: two or three
        "We have zyrquel cats and a dog in the kitchen, but none of them bark",  # guessed
        "We have seven cats 🐈 and a dog in the kitchen, but none of them bark",
        "We have seven cats и and a dog in the kitchen, but none of them bark",
        "We have seven cats and a dog in the kitchen, but none\nof them bark",  # two lines
        "\n".join([*CATS, "again"]),
        f"{CATS[0]}\n\n{CATS[1]} {CATS[2]}",
        "\n".join([CATS[1], CATS[0], CATS[2]]),
        "We have seven cats and a dog in the kitchen, but none of them bark https://x.example",
        "We have seven cats and a dog in the kitchen, but none of ||them bark||",
        "We have `seven` cats and a dog in the kitchen, but none of them bark",
        "/say we have seven cats and a dog in the kitchen, none of them bark",
        "!We have seven cats and a dog in the kitchen, but none of them bark",
        "> We have seven cats and a dog in the kitchen, but none of them bark",
        "# We have seven cats and a dog in the kitchen, but none of them bark",
        "We have seven cats and a dog in the kitchen, but none of **them** bark",
        "We have seven cats and a dog in the kitchen, @everyone and bark",
        "We have <@123> cats and a dog in the kitchen, but none of them bark",
        "We have 7 cats and a dog in the kitchen, but none of them bark",
        "",
        "a" * 5000,
        "a " * 17,
    ],
)
def test_what_is_not_one_for_sure_is_left_alone(text: str) -> None:
    assert spotted(text) is None


def test_the_servers_words_count() -> None:
    text = "We have zyrquel cats and a dog in the kitchen, but none of them bark"
    assert spotted(text, {"zyrquel": (2,)}) is not None
    assert spotted(text, {"zyrquel": (2, 3)}) is None


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "lol that is so true",
        "Does anybody know when the next meeting is? I forgot to write it down and now I am lost, "
        "and nobody answers the phone at all",
        "x" * 100,
        "https://example.com/a/long/address?of=something",
        "\n".join([*CATS, "again"]),
        (" " * 50).join(CATS),
    ],
)
def test_most_of_what_is_said_is_not_even_looked_at(text: str) -> None:
    assert not may_be_haiku(text)
