"""Where people talk in a story's thread: their talk is talk, and the board stays in sight."""

import discord

from cogs.talk import FAR
from tests.discord.conftest import World


def boards(world: World) -> list[discord.Message]:
    return [message for message in world.thread.history() if message.flags.components_v2]


def pinged(world: World) -> list[list[int]]:
    """Return whom each board that was posted was allowed to ping."""
    posts = [request.json for request in world.env.http_requests if request.method == "POST"]
    return [
        body["allowed_mentions"].get("users", []) for body in posts if body and body.get("flags") == 1 << 15
    ]


async def talk(world: World, times: int) -> None:
    for number in range(times):
        await world.basho.send(world.thread, f"I would have the lamp speak. {number}")


async def test_a_board_that_scrolled_away_comes_back_once_and_pings_nobody(world: World) -> None:
    await world.start_story()
    first = world.board
    await talk(world, FAR - 1)
    assert [board.id for board in boards(world)] == [first.id]
    await talk(world, 1)
    assert boards(world) == [world.board]
    assert world.board.id != first.id
    assert world.text(world.board) == world.text(first)
    assert pinged(world) == [[world.ada.id], []]
    await talk(world, FAR - 1)
    assert len(boards(world)) == 1
    assert (await world.app.services.reading.overview(world.guild.id))[0].story.passages == 1


async def test_a_board_that_was_renewed_meanwhile_is_counted_from_there(world: World) -> None:
    await world.start_story()
    await talk(world, FAR - 1)
    await world.mod.slash(world.thread, "story join")
    renewed = world.board.id
    await talk(world, FAR - 1)
    assert [board.id for board in boards(world)] == [renewed]


async def test_a_finished_story_and_other_threads_are_left_alone(world: World) -> None:
    await world.start_story()
    await world.ada.slash(world.thread, "story finish")
    last = world.board.id
    await talk(world, FAR + 1)
    assert [board.id for board in boards(world)] == [last]
    world.env.backend.create_thread(world.room.id, "Chat", world.ada.id)
    await world.env.settle()
    await talk(world, FAR + 1)
    assert boards(world) == []


async def test_trouble_with_the_thread_is_nobodys_who_talks(world: World) -> None:
    await world.start_story()
    world.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await talk(world, FAR)
    world.env.backend.faults.clear()
    await talk(world, FAR)
    assert boards(world) == [world.board]
