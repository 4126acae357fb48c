"""The muse's own lines in a poem that people write together: they fit, and a person submits them."""

import re
from typing import Any

import pytest

from bot.generation.muse import Muse
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from tests.discord.conftest import World
from tests.discord.test_muse_in_stories import origins
from tests.discord.test_together import begin, write
from tests.discord.verses import sort_words

LIMERICK = ("There was an Old Man with a beard", "Who said, “It is just as I feared!")


@pytest.fixture(scope="module", autouse=True)
def words() -> None:
    sort_words()


@pytest.fixture
def muse() -> Muse:
    return WorkerMuse(ScriptedEngine(capacity=16), queue_limit=4, member_limit=1, guild_limit=3)


async def offered(world: World, member: Any) -> Any:
    result = await member.click(world.board, label="Ask the muse")
    await world.until(lambda: result.response is not None and "Choose one" in world.text(result.response))
    return result.response


async def accepted(world: World, member: Any) -> None:
    answer = await offered(world, member)
    assert len(re.findall(r"^\*\*\d\*\*$", world.text(answer), re.MULTILINE)) == 3
    for label in ("1", "Accept", "Submit"):
        await member.click(answer, label=label)


async def test_it_goes_on_from_lines_of_people_and_rhymes_with_them(world: World) -> None:
    await begin(world, "limerick", about="An old man")
    assert "Line 1 is yours" in await write(world, world.basho, LIMERICK[0])
    await accepted(world, world.mod)
    assert await origins(world) == ["human", "muse-accepted"]
    for _ in range(3):
        await accepted(world, world.basho)
    assert "**Finished.**" in world.text(world.board)
    assert await origins(world) == ["human", *["muse-accepted"] * 4]


async def test_a_link_of_a_renga_is_written_whole(world: World) -> None:
    await begin(world, "renga", about="Rain")
    await accepted(world, world.ada)
    assert await origins(world) == ["muse-accepted"]


async def test_where_no_word_of_its_own_fits_it_says_so(world: World) -> None:
    await begin(world, "couplet", about="Orange")
    assert "yours" in await write(world, world.basho, "I never saw a tree that bore an orange")
    result = await world.basho.click(world.board, label="Ask the muse")
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert "Choose one" not in world.text(result.response)
