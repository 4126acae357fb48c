"""A word that moderators approved is counted so on its server, and on no other."""

import pytest

from bot.domain.prosody.sounds import Source
from bot.services.actor import Actor
from tests.discord.conftest import World
from tests.teaching import approve_all, teach, told

# Without the list "zyrquel" has 1 or 2 syllables: too few either way.
HAIKU = "Zyrquel, silent pond / A frog jumps into the pond / Splash! Silence again"


async def judged(world: World, text: str) -> str:
    return await told(world, world.basho, "poem check", form="haiku", text=text)


@pytest.mark.parametrize("form", ["zyrquel", "ZYRQUEL", "zyrquels", "zyrquel's"])
async def test_the_list_makes_a_haiku_and_is_named(world: World, form: str) -> None:
    poem = HAIKU.replace("Zyrquel", form).replace("silent", "still")
    assert "not yet" in await judged(world, poem)
    await teach(world, world.ada, "Zyrquel", "3")
    assert "not yet" in await judged(world, poem), "nobody has looked at it"
    await approve_all(world)
    verdict = await judged(world, poem)
    assert "Haiku: yes, it is one" in verdict
    named = "this server's word list" if form.lower() == "zyrquel" else "made of known words"
    assert f"{form} 3 ({named})" in verdict.replace("\\", "")


async def test_the_count_of_one_word_names_the_list(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2 3")
    await approve_all(world)
    answer = await told(world, world.basho, "poem syllables", word="Zyrquel")
    assert "2 syllables / 3 syllables (this server's word list)" in answer


async def test_another_server_counts_as_before(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "3")
    await approve_all(world)
    stranger = Actor(world.guild.id + 1, 7, "eve")
    assert (await world.app.services.poetry.syllables(stranger, "zyrquel")).source is Source.GUESSED


async def test_an_entry_that_overrules_the_dictionary_has_no_effect(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "3")
    await approve_all(world)
    async with world.app.database.write() as connection:  # as if CMUdict had learnt the word since
        await connection.exec_driver_sql("UPDATE taught_words SET word = 'fire'")
    assert "(the CMU Pronouncing Dictionary)" in await told(world, world.ada, "poem syllables", word="fire")
