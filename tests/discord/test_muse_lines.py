"""The muse beside those who write a poem together: it proposes what fits, a person chooses and submits."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.generation.muse import Receipt
from bot.services.line_asking import LineBrief
from tests.discord.conftest import World
from tests.discord.test_muse_in_stories import origins
from tests.discord.test_together import HAIKU, begin, write
from tests.storage.test_poem_archive import MADE


class Prompter:
    """Writes the lines that it was given, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[LineBrief] = []
        self.lines = [HAIKU[0], "A line that is much too long to fit here", HAIKU[0], "The long winter night"]

    async def write(self, brief: LineBrief, count: int) -> Sequence[tuple[str, Receipt]]:
        self.asked.append(brief)
        return [(line, MADE) for line in self.lines[:count]]


@pytest.fixture
def line_writer() -> Prompter:
    return Prompter()


async def asked(world: World, member: Any) -> Any:
    result = await member.click(world.board, label="Ask the muse")
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    return result.response


async def test_what_fits_is_offered_and_a_person_submits_it(world: World, line_writer: Prompter) -> None:
    await begin(world, about="The pond")
    offered = await asked(world, world.basho)
    told = world.text(offered)
    assert HAIKU[0] in told
    assert "The long winter night" in told
    assert "much too long" not in told
    assert told.count(HAIKU[0]) == 1
    (brief,) = line_writer.asked
    assert (brief.title, brief.lines, brief.place.start, brief.place.count) == ("The pond", (), 0, 1)
    await world.basho.click(offered, label="2")
    await world.basho.click(offered, label="Accept")
    assert await origins(world) == [], "nothing is in the poem before it is submitted"
    await world.basho.click(offered, label="Submit")
    assert await origins(world) == ["muse-accepted"]
    assert "The long winter night" in world.text(world.board)


@pytest.mark.parametrize("listed", ["gannets", "bastards"])
async def test_a_hint_beyond_the_limits_is_refused_before_a_line_is_written(
    world: World, line_writer: Prompter, listed: str
) -> None:
    await begin(world)
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase="gannets")
    result = await world.basho.slash(world.thread, "muse continue", hint=f"more of the {listed}")
    await world.until(lambda: f"“{listed}” is not taken here" in world.text(result.response))
    assert line_writer.asked == []


async def test_a_line_beyond_the_limits_is_set_aside(world: World, line_writer: Prompter) -> None:
    await begin(world)
    await world.mod.slash(world.room, "limits words", action="add", list="warn", phrase="long winter")
    told = world.text(await asked(world, world.basho))
    assert HAIKU[0] in told
    assert "long winter" not in told
    assert "3 more were written and set aside" in told


async def test_an_edited_line_is_recorded_as_that(world: World, line_writer: Prompter) -> None:
    await begin(world)
    line_writer.lines = [HAIKU[0]]
    offered = await asked(world, world.basho)
    form = await world.basho.click(offered, label="Edit")
    preview = await world.basho.submit_modal(form, {"text": "An old silent pool"})
    await world.basho.click(preview.response, label="Submit")
    assert await origins(world) == ["muse-edited"]
    await write(world, world.ada, HAIKU[1])
    await write(world, world.ada, HAIKU[2])
    assert "with the muse" in world.text(world.board)
    assert await origins(world) == ["muse-edited", "human", "human"]


async def test_a_muse_that_finds_nothing_says_so_and_may_be_asked_again(
    world: World, line_writer: Prompter
) -> None:
    await begin(world)
    fitting, line_writer.lines = line_writer.lines, ["Too short"]
    found = await asked(world, world.basho)
    assert "no line that fits" in world.text(found)
    line_writer.lines = fitting
    await world.basho.click(found, label="Again")
    await world.until(lambda: "Choose one" in world.text(found))
    await world.basho.click(found, label="Again")
    await world.until(lambda: len(line_writer.asked) == 3)


async def test_in_a_renga_it_proposes_to_whose_turn_it_is(world: World, line_writer: Prompter) -> None:
    await begin(world, "renga")
    line_writer.lines = ["\n".join(HAIKU)]
    refused = await asked(world, world.basho)
    assert "press Join" in world.text(refused)
    offered = await asked(world, world.ada)
    await world.ada.click(offered, label="Accept")
    await world.ada.click(offered, label="Submit")
    assert HAIKU[2] in world.text(world.board)
