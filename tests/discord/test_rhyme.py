"""/poem rhyme: what rhymes, how the word is said, and who says so."""

import asyncio

import pytest

from bot.services import rhyming
from bot.services.actor import Actor
from tests.discord.conftest import World
from tests.teaching import approve_all, teach, told


async def rhymes(world: World, word: str) -> str:
    return await told(world, world.ada, "poem rhyme", word=word)


async def test_rhymes_come_by_syllables_with_the_source(world: World) -> None:
    answer = await rhymes(world, "Love")
    assert "Rhymes for “Love”" in answer
    assert "Said L AH1 V (the CMU Pronouncing Dictionary)." in answer
    assert "1 syllable\n" in answer
    assert "glove, dove" in answer
    assert answer.index("1 syllable") < answer.index("2 syllables") < answer.index("Near rhymes")
    assert "move" in answer.split("For the eye only")[1]
    assert "move" not in answer.split("Near rhymes")[0]


async def test_a_guess_is_called_one(world: World) -> None:
    answer = await rhymes(world, "zyrquel")
    assert "guessed from its letters" in answer
    assert "trust your ear" in answer
    assert "hotel" in answer


async def test_no_full_rhyme_is_told_so(world: World) -> None:
    answer = await rhymes(world, "orange")
    assert "no full rhyme" in answer
    assert "syringe" in answer


async def test_the_servers_list_has_no_sounds_and_says_so(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await approve_all(world)
    answer = await rhymes(world, "zyrquel")
    assert "(this server's word list), but not how it sounds" in answer
    assert "hotel" not in answer


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("two words", "Give me one word"),
        ("🌊", "Give me one word"),
        ("שלום", "Give me one word"),
        ("<@1234>", "Give me one word"),
        ("\u200b", "Give me one word"),
        ("z" * 5000, "That is 5000 characters"),
    ],
)
async def test_what_is_no_word_is_one_sentence(world: World, word: str, sentence: str) -> None:
    answer = await rhymes(world, word)
    assert sentence in answer
    assert len(answer.splitlines()) == 1


@pytest.mark.parametrize("word", ["**love**", "1984", "XIV", "o'er", "`x`", "z" * 60, "-", "naïve"])
async def test_any_one_word_is_answered(world: World, word: str) -> None:
    assert await rhymes(world, word)


async def test_many_who_ask_at_the_start_wait_for_one_index(world: World) -> None:
    rhyming._index.cache_clear()
    asked = [world.app.services.rhyming.rhymes(Actor(1, n, "x"), "light") for n in range(20)]
    assert len({answer.perfect for answer in await asyncio.gather(*asked)}) == 1
    assert rhyming._index.cache_info().misses == 1
