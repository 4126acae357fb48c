"""/muse rewrite: a member's own text in other words, private; in a story one press from a draft."""

import re
from typing import Any

import pytest

from tests.discord.conftest import World
from tests.discord.test_history import shown
from tests.discord.test_muse_continue import pressable
from tests.discord.test_turn_time import three

TEXT = "The lamp went out. Nobody saw it go. The keeper slept, and the sea came nearer."


async def rewritten(world: World, member: Any, place: Any, **options: Any) -> Any:
    result = await member.slash(place, "muse rewrite", text=TEXT, **options)
    await world.until(
        lambda: "**2**" in world.text(result.response) and "writing" not in world.text(result.response)
    )
    return result.response


def texts(world: World, answer: Any) -> list[str]:
    return re.findall(r"\*\*\d\*\*\n> (.*)", world.text(answer))


async def test_outside_of_a_story_it_is_to_be_copied_and_nothing_is_kept(world: World) -> None:
    answer = await rewritten(world, world.basho, world.room, how="shorter")
    assert answer.flags.ephemeral
    found = texts(world, answer)
    assert 2 <= len(found) <= 3
    assert all(len(text) < len(TEXT) for text in found)
    assert "nothing of it is kept" in world.text(answer)
    async with world.app.database.read() as connection:
        for table in ("asks", "candidates", "receipts"):
            rows = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert rows.scalar() == 0
    again = await world.basho.click(answer, label="Again")
    await world.until(lambda: "nothing of it is kept" in world.text(again.response))
    assert texts(world, answer) == found, "what was there stays"


async def test_what_is_not_stored_is_its_askers_and_forgotten_in_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.rewriting._REMEMBERED", 1)
    first = await rewritten(world, world.basho, world.room, how="plain")
    forged = world.press(world.ada, pressable(first)[0], message=first.message)
    await world.env.settle()
    assert "not kept" in world.text(forged.response), "it is Basho's"
    await rewritten(world, world.basho, world.room, how="vivid")
    again = await world.basho.click(first, label="Again")
    assert "give it to /muse rewrite once more" in world.text(again.response)


async def test_in_a_story_it_becomes_a_draft_and_the_record_says_so(world: World) -> None:
    await three(world)
    answer = await rewritten(world, world.basho, world.thread, how="vivid")
    found = texts(world, answer)
    await world.basho.click(answer, label="Again")
    await world.until(lambda: "Earlier" in world.text(answer) and "writing" not in world.text(answer))
    await world.basho.click(answer, label="Earlier")
    assert texts(world, answer) == found
    await world.basho.click(answer, label="1")
    await world.basho.click(answer, label="Accept")
    await world.basho.click(answer, label="Submit")
    assert found[0] in shown(world)[-1]
    assert "with the muse" in world.thread.history()[-2].content


@pytest.mark.parametrize("how", ["shorter", "longer", "vivid", "plain", "tone"])
async def test_each_way(world: World, how: str) -> None:
    more = {"tone": "solemn"} if how == "tone" else {}
    answer = await rewritten(world, world.basho, world.room, how=how, **more)
    assert len(set(texts(world, answer))) >= 2


async def test_what_cannot_be_rewritten_is_one_sentence(world: World) -> None:
    missing = await world.basho.slash(world.room, "muse rewrite", text=TEXT, how="tone")
    assert "Say in `tone`" in world.text(missing.response)
    long = await world.basho.slash(world.room, "muse rewrite", text="word " * 300, how="plain")
    assert "300 words" in world.text(long.response)
    empty = await world.basho.slash(world.room, "muse rewrite", text="\u200b", how="plain")
    assert empty.response is not None
    await three(world, muse="never")
    never = await world.basho.slash(world.thread, "muse rewrite", text=TEXT, how="plain")
    assert "without the muse" in world.text(never.response)
    assert world.app.muse.status().running == 0


async def test_anothers_wish_cannot_be_asked_again(world: World) -> None:
    await world.start_story()
    await rewritten(world, world.basho, world.room, how="plain")
    result = world.press(world.ada, "q1:rewrite-again:1")
    await world.env.settle()
    assert "keeper slept" not in world.text(result.response)
    assert world.app.muse.status().running == 0
