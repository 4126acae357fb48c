"""The bot dies at any moment between the database and Discord, a hundred times: the thread is right after."""

import asyncio
import random

from bot.services.actor import Actor
from bot.storage import maintenance
from tests.discord.conftest import World

DEATHS = 100


async def act(world: World, chance: random.Random, number: int) -> None:
    """Let whoever has the turn press Submit or Pass, and the answer be on its way."""
    ada = Actor(world.guild.id, world.ada.id, "ada")
    turn = (await world.app.services.reading.get(ada, 1)).story.turn
    assert turn is not None
    member = next(one for one in (world.ada, world.basho) if one.id == turn.member_id)
    if chance.random() < 0.2:
        world.press(member, f"q1:pass:1:{turn.number}")
        return
    actor = Actor(world.guild.id, member.id, member.name)
    long = "The tide came in, and went. " * chance.choice([1, 1, 120])  # the latter is two messages
    draft = await world.app.services.writing.keep(actor, 1, f"Passage at death {number}. {long}")
    world.press(member, f"q1:draft-submit:1:{draft.id}:{turn.number}")


async def die(world: World, others: set["asyncio.Task[object]"]) -> None:
    """End all that the bot was doing, wherever it is, and start another."""
    dying = asyncio.all_tasks() - others - {asyncio.current_task()}
    for task in dying:
        task.cancel()
    await asyncio.gather(*dying, return_exceptions=True)
    await world.restart()


async def assert_right(world: World) -> None:
    """The thread shows each passage once, in order, and below them one board, of the present."""
    ada = Actor(world.guild.id, world.ada.id, "ada")
    whole = await world.app.services.reading.whole(ada, 1)
    shown = world.thread.history()
    assert [message.flags.components_v2 for message in shown] == [False] * (len(shown) - 1) + [True]
    parts = [message.content for message in shown[:-1]]
    heads = [part.partition("\n")[0] for part in parts if part.startswith("-# ")]
    assert [head.split(" ")[1] for head in heads] == [str(p.position) for p in whole.passages], heads
    said = "".join(part.partition("\n")[2] if part.startswith("-# ") else part for part in parts)
    assert "".join(said.split()) == "".join("".join(p.text.split()) for p in whole.passages)
    turn = whole.record.story.turn
    assert turn is not None
    board = world.text(world.board)
    assert f"Turn {turn.number}:** <@{turn.member_id}>" in board
    assert f"{len(whole.passages)} passage" in board


async def test_the_thread_is_right_after_any_death(world: World) -> None:
    chance = random.Random(11)
    await world.start_story(words_max=5000)
    await world.basho.click(world.board, label="Join")
    survived = 0
    for number in range(DEATHS):
        others = asyncio.all_tasks()
        await act(world, chance, number)
        await asyncio.sleep(chance.uniform(0, 0.06))
        behind = await world.app.services.threads.behind(world.guild.id)
        survived += not behind
        await die(world, others)
        await assert_right(world)
    assert survived < DEATHS, "it was never in the middle of anything"
    assert maintenance.check(world.app.database.path) == []
