"""A story's thread comes to be what the database says, whatever Discord or the process did meanwhile."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest

from tests.discord.conftest import World


def boards(world: World) -> list[discord.Message]:
    return [message for message in world.thread.history() if message.flags.components_v2]


def passages(world: World) -> list[str]:
    return [message.content.partition("\n")[2] for message in world.thread.history() if message.content]


def fail(world: World, method: str, path: str, status: int = 500, times: int | None = None) -> None:
    world.env.inject_error(method, path, status=status, times=times)


async def act(world: World, name: str) -> None:
    """Do something to the story that only the board shows."""
    if name == "join":
        await world.mod.slash(world.thread, "story join")
    else:
        await world.ada.slash(world.thread, f"story {name}")


@pytest.mark.parametrize("name", ["join", "pass", "leave", "finish"])
@pytest.mark.parametrize("method", ["DELETE", "POST"])
async def test_a_board_that_could_not_be_renewed_is_right_after_a_restart(
    world: World, name: str, method: str
) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    path = f"/channels/{world.thread.id}/messages" + ("/*" if method == "DELETE" else "")
    fail(world, method, path)
    await act(world, name)
    world.env.backend.faults.clear()
    await world.restart()
    record = (await world.app.services.reading.overview(world.guild.id))[0]
    assert record.board_version == record.version
    (board,) = boards(world)
    text = world.text(board)
    turn = record.story.turn
    assert (f"Turn {turn.number}:" in text) if turn else ("Finished" in text)
    assert all(f"<@{writer.member_id}>" in text for writer in record.story.active)


async def test_two_presses_of_open_thread_make_one_thread(world: World) -> None:
    fail(world, "POST", f"/channels/{world.room.id}/threads")
    result = await world.ada.slash(world.room, "story start", title="Late", opening="It begins anyway.")
    world.env.backend.faults.clear()
    for _ in range(3):
        world.press(world.ada, "q1:thread:1", result.response.message)
    await world.env.settle()
    assert len(world.room.threads) == 1
    assert passages(world) == ["It begins anyway."]
    assert len(boards(world)) == 1


async def test_a_message_that_discord_refuses_does_not_hold_up_the_story(world: World) -> None:
    await world.start_story()
    path = f"/channels/{world.thread.id}/messages"
    world.env.inject_error("POST", path, status=400, code=240000, times=1)
    for text in ("Unwelcome words.", "The next words."):
        preview = await world.ada.slash(world.thread, "story write", text=text)
        await world.ada.click(preview.response, label="Submit")
    shown = [message.content for message in world.thread.history() if message.content]
    assert "Discord does not take this passage" in shown[1]
    assert "The next words." in shown[2]
    assert "Turn 4" in world.text(world.board)
    read = await world.ada.slash(world.thread, "story read")
    assert "Unwelcome words." in world.text(read.response)


async def test_a_title_that_discord_refuses_as_a_name_still_gets_its_thread(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.room.id}/threads", status=400, code=50035, times=1)
    await world.start_story(title="A name they do not like")
    assert world.thread.name == "Story 1"
    assert "A name they do not like" in world.text(world.board)


def lose_the_note(world: World, statement: str) -> None:
    """Take back what the database noted, as if the process had died between sending and noting."""
    with closing(sqlite3.connect(world.app.database.path)) as connection, connection:
        connection.execute(statement)


async def test_a_crash_before_the_board_was_noted_leaves_one_board(world: World) -> None:
    await world.start_story()
    lose_the_note(world, "UPDATE stories SET board_id = NULL, board_version = 0")
    await world.restart()
    assert len(boards(world)) == 1


async def test_a_crash_before_a_passage_was_noted_repeats_nothing(world: World) -> None:
    await world.start_story(words_max=2000)
    text = " ".join(f"Sentence number {number} of the storm." for number in range(120))
    preview = await world.ada.slash(world.thread, "story write", text=text)
    await world.ada.click(preview.response, label="Submit")
    before = [message.content for message in world.thread.history()]
    lose_the_note(world, "DELETE FROM passage_messages WHERE passage_id = 2 AND part > 1")
    lose_the_note(world, "UPDATE passages SET shown_version = 0 WHERE id = 2")
    lose_the_note(world, "UPDATE stories SET board_version = 0")
    await world.restart()
    assert [message.content for message in world.thread.history()] == before
    assert len(boards(world)) == 1


async def test_a_crash_before_the_thread_was_noted_uses_that_thread(world: World) -> None:
    fail(world, "POST", "/channels/*/messages")
    await world.ada.slash(world.room, "story start", title="Twice", opening="Only once.")
    world.env.backend.faults.clear()
    lose_the_note(world, "UPDATE stories SET thread_id = NULL")
    await world.restart()
    assert len(world.room.threads) == 1
    assert passages(world) == ["Only once."]


async def test_no_permission_to_post_in_the_thread_is_said_and_made_good_later(world: World) -> None:
    await world.start_story()
    me = world.guild.me
    assert me is not None
    from simcord.backend.models import Overwrite
    from simcord.enums import OverwriteType

    deny = discord.Permissions(send_messages_in_threads=True).value
    world.env.backend.set_overwrite(
        world.room.id, Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    )
    await world.env.settle()
    preview = await world.ada.slash(world.room, "story write", story=1, text="Muted words.")
    done = await world.ada.click(preview.response, label="Submit")
    assert "It is safe" in world.text(done.response)
    assert "permissions" in world.text(done.response)
    world.env.backend.delete_overwrite(world.room.id, me.id)
    await world.env.settle()
    await world.ada.click(done.response, label="Open thread")
    assert passages(world) == ["The lamp went out.", "Muted words."]


async def test_a_locked_thread_is_no_obstacle_to_the_bot_or_is_said(world: World) -> None:
    await world.start_story()
    world.env.backend.edit_channel(world.thread.id, {}, thread_metadata={"archived": True, "locked": True})
    await world.env.settle()
    preview = await world.ada.slash(world.room, "story write", story=1, text="Behind a lock.")
    done = await world.ada.click(preview.response, label="Submit")
    assert passages(world)[-1] == "Behind a lock." or "It is safe" in world.text(done.response)


async def get_ready(world: World) -> None:
    """Let every event that catches up come at once, as Discord may send them."""
    bot = world.app.bot
    arrivals: Any = bot.cogs["Arrivals"]
    guild = bot.get_guild(world.guild.id)
    assert guild is not None
    await asyncio.gather(bot.on_ready(), arrivals.on_guild_available(guild), arrivals.on_guild_join(guild))


async def test_getting_ready_again_and_again_posts_nothing(world: World) -> None:
    await world.start_story()
    before = [message.id for message in world.thread.history()]
    for _ in range(2):
        await get_ready(world)
    assert [message.id for message in world.thread.history()] == before


async def test_getting_ready_twice_at_once_makes_good_once(world: World) -> None:
    await world.start_story()
    fail(world, "POST", f"/channels/{world.thread.id}/messages")
    await world.ada.slash(world.thread, "story pass")
    world.env.backend.faults.clear()
    earlier = len(world.env.http_requests)
    await get_ready(world)
    assert len(boards(world)) == 1
    assert "Turn 3" in world.text(world.board)
    sent = [request.method for request in world.env.http_requests[earlier:]]
    assert sent.count("POST") == 1


async def test_a_story_that_cannot_be_shown_keeps_no_other_back(world: World) -> None:
    await world.start_story(title="First")
    other = world.guild.create_text_channel("other")
    await world.ada.slash(other, "story start", title="Second", opening="Here too.")
    for story, channel in ((1, world.room), (2, other)):
        fail(world, "POST", f"/channels/{channel.threads[0].id}/messages")
        preview = await world.ada.slash(world.room, "story write", story=story, text=f"Missing in {story}.")
        await world.ada.click(preview.response, label="Submit")
    world.env.backend.faults.clear()
    world.env.backend.delete_channel(world.thread.id)
    await world.restart()
    assert "Missing in 2." in other.threads[0].history()[-2].content
