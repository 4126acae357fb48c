"""/unstuck: five suggestions, and which of them are the muse's."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.generation.engine import RowStep
from bot.generation.muse import Muse, Request
from bot.generation.scripted import ScriptedEngine
from bot.generation.unsticking import Kind
from bot.generation.worker import WorkerMuse
from tests.discord.conftest import World
from tests.discord.test_history import shown
from tests.discord.test_turn_time import three

KINDS = [kind.value for kind in Kind]


class Suggesting(ScriptedEngine):
    """Answers a wish for a suggestion as a model would: some of use, some not."""

    answers: tuple[str, ...] = ()
    breaks = False

    def admit(self, row_id: int, request: Request) -> int:
        length = super().admit(row_id, request)
        if request.template.startswith("unstuck/") and self.answers:
            self._rows[row_id].words = self.answers[request.sampling.seed % len(self.answers)].split()
        return length

    def step(self) -> Sequence[RowStep]:
        if self.breaks and self._rows:
            raise RuntimeError("the model broke off")
        return super().step()


@pytest.fixture
def engine() -> Suggesting:
    return Suggesting(capacity=16)


@pytest.fixture
def muse(engine: Suggesting) -> Muse:
    return WorkerMuse(engine, queue_limit=4)


async def suggested(world: World, member: Any, **options: Any) -> Any:
    result = await member.slash(world.thread, "unstuck", **options)
    await world.until(lambda: len(lines(world, result.response)) == 5)
    return result.response


def lines(world: World, answer: Any) -> list[str]:
    return [line for line in world.text(answer).splitlines() if line.startswith("- ")]


@pytest.mark.parametrize("kind", ["", *KINDS])
async def test_where_the_muse_has_nothing_of_use_the_bank_fills_in_and_says_so(
    world: World, kind: str
) -> None:
    await three(world)
    answer = await suggested(world, world.basho, **({"kind": kind} if kind else {}))
    assert answer.flags.ephemeral
    assert len(set(lines(world, answer))) == 5
    assert "out of Quire's own bank" in world.text(answer)
    await world.basho.click(answer, label="Again")
    await world.until(lambda: len(lines(world, answer)) == 5)
    assert len(shown(world)) == 1


async def test_the_muses_own_are_told_from_the_banks(world: World, engine: Suggesting) -> None:
    await three(world)
    engine.answers = ("What if the lamp had never been lit before?", "The end of the story.")
    answer = await suggested(world, world.basho, kind="what-if")
    found = lines(world, answer)
    assert sum("lamp had never been lit" in line for line in found) == 1, "said once, however often written"
    assert sum("°" in line for line in found) == 4
    assert "the others are the muse's, on your story" in world.text(answer)
    assert "The end of the story" not in world.text(answer)
    assert "9 more were written and set aside" in world.text(answer)


async def test_what_is_beyond_the_limits_is_suggested_to_nobody(world: World, engine: Suggesting) -> None:
    await three(world)
    engine.answers = ("What if the lamp had been put out by gannets?",)
    assert "gannets" in world.text(await suggested(world, world.basho, kind="what-if")), "it is of use"
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase="gannets")
    answer = await suggested(world, world.basho, kind="what-if")
    assert "gannets" not in world.text(answer)
    assert "10 more were written and set aside" in world.text(answer)


async def test_a_story_without_the_muse_has_the_bank_alone(world: World) -> None:
    await three(world, muse="never")
    result = await world.basho.slash(world.thread, "unstuck")
    assert len(lines(world, result.response)) == 5
    assert "written without the muse" in world.text(result.response)
    assert world.app.muse.status().running == 0


async def test_without_a_muse_it_helps_all_the_same(world: World) -> None:
    await three(world)
    await world.app.muse.close()
    result = await world.basho.slash(world.thread, "unstuck", kind="sense")
    assert len(set(lines(world, result.response))) == 5
    assert "not at home" in world.text(result.response)


async def test_a_folded_story_is_suggested_on_as_far_as_its_writer_sees(
    world: World, engine: Suggesting
) -> None:
    await world.start_story(sight="last", opening="The secret lighthouse burned in Valparaiso.")
    await world.basho.click(world.board, label="Join")
    await world.mod.click(world.board, label="Join")
    engine.answers = ("What if Valparaiso was never on the map?",)
    theirs = await suggested(world, world.mod, kind="what-if")
    assert "Valparaiso" not in world.text(theirs), "it is not about what they see"
    stranger = world.guild.add_member(world.env.create_user("clare"))
    refused = await stranger.slash(world.thread, "unstuck")
    assert not lines(world, refused.response)


async def test_stop_says_what_there_is(world: World, engine: Suggesting) -> None:
    await three(world)
    engine._hold_after = 3
    result = await world.basho.slash(world.thread, "unstuck")
    await world.until(lambda: "is writing" in world.text(result.response))
    await world.basho.click(result.response, label="Stop")
    await world.until(lambda: len(lines(world, result.response)) == 5)
    assert world.app.muse.status().running == 0


async def test_where_the_muse_breaks_off_the_bank_answers_alone_and_says_so(
    world: World, engine: Suggesting
) -> None:
    await three(world)
    engine.breaks = True
    answer = await suggested(world, world.basho)
    assert len(set(lines(world, answer))) == 5
    assert "All of these are out of Quire's own bank" in world.text(answer)
    assert "lost its thread" in world.text(answer)
    engine.breaks = False
    await world.basho.click(answer, label="Again")
    await world.until(lambda: "lost its thread" not in world.text(answer) and len(lines(world, answer)) == 5)
