"""/story charter with values: tightened at once, loosened when every active writer agrees."""

from typing import Any

import pytest

from tests.discord.conftest import World
from tests.discord.test_turn_time import three


async def charter(world: World, member: Any, **values: Any) -> str:
    result = await member.slash(world.thread, "story charter", **values)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert result.response.flags.ephemeral
    return world.text(result.response)


def asked(world: World) -> Any:
    """Return the message in the thread with the buttons."""
    return next(m for m in world.thread.history() if "charter-agree" in str(m.components))


def shown(world: World, message: Any) -> str:
    """Return what a message of the thread shows now."""
    return world.text(next(m for m in world.thread.history() if m.id == message.id))


async def test_it_is_tightened_at_once(world: World) -> None:
    await three(world, rating="teen", lines="harm to animals")
    assert "holds from now on" in await charter(world, world.basho, rating="everyone")
    assert "holds from now on" in await charter(world, world.basho, lines="Harm to animals, war")
    told = await charter(world, world.ada)
    assert "for everyone" in told
    assert "war" in told


async def test_it_is_loosened_when_everybody_agrees(world: World) -> None:
    await three(world)
    assert "every active writer agrees" in await charter(world, world.basho, rating="teen")
    message = asked(world)
    assert "2 answers are missing" in shown(world, message)
    await world.ada.click(message, label="Agree")
    await world.ada.click(message, label="Agree")
    assert "1 answer is missing" in shown(world, message)
    assert "for everyone" in await charter(world, world.ada)
    await world.restart()
    await world.mod.click(message, label="Agree")
    assert "Agreed by everybody" in shown(world, message)
    assert "for teens" in await charter(world, world.ada)
    assert "Agree" not in shown(world, message).split("\n")


async def test_one_no_is_enough(world: World) -> None:
    await three(world)
    await charter(world, world.basho, rating="teen")
    message = asked(world)
    await world.ada.click(message, label="Agree")
    await world.mod.click(message, label="Decline")
    assert "Somebody declined" in shown(world, message)
    assert world.mod.mention not in shown(world, message)
    assert "for everyone" in await charter(world, world.ada)
    forged = world.press(world.ada, "q1:charter-agree:1:1", message=message)
    await world.env.settle()
    assert "settled already" in world.text(forged.response)


async def test_who_does_not_write_there_has_no_say(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    await charter(world, world.basho, rating="teen")
    stranger = world.guild.add_member(world.env.create_user("stranger"))
    assert "story" in await charter(world, stranger, rating="everyone")
    for member in (stranger, world.mod):
        answer = await member.click(asked(world), label="Agree")
        assert "not in this story" in world.text(answer.response) or "join" in world.text(answer.response)
    assert "for everyone" in await charter(world, world.ada)


async def test_a_newer_wish_takes_the_place_of_the_older(world: World) -> None:
    await three(world)
    await charter(world, world.basho, rating="teen")
    old = asked(world)
    await charter(world, world.ada, lines="war")
    answer = await world.mod.click(old, label="Agree")
    assert "settled already" in world.text(answer.response)


async def test_what_changes_nothing_or_is_not_allowed_is_said(world: World) -> None:
    await three(world, rating="teen")
    assert "nothing changes" in await charter(world, world.ada, rating="teen")
    await world.mod.slash(world.room, "limits set", setting="rating", value="teen")
    assert "at most" in await charter(world, world.ada, rating="mature")


@pytest.mark.parametrize("text", ["@everyone", "\u202eevil", "||x||", "😀" * 20])
async def test_any_text_is_only_text(world: World, text: str) -> None:
    await three(world)
    await charter(world, world.basho, lines=text, rating="teen")
    assert "asks to change" in world.text(asked(world))
