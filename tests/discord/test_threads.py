"""A thread that fell behind: the next act makes it right, and what was sent is never sent twice."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.services.actor import Actor
from tests.discord.conftest import World

SENTENCES = [f"Sentence number {number} of the storm." for number in range(160)]
LONG = " ".join(SENTENCES)


def boards(world: World, thread: Any = None) -> list[discord.Message]:
    return [m for m in (thread or world.thread).history() if m.flags.components_v2]


def passages(world: World, thread: Any = None) -> list[str]:
    """Return what the thread's messages show of the story, without the lines that sign it."""
    return [
        m.content.partition("\n")[2] if m.content.startswith("-# ") else m.content
        for m in (thread or world.thread).history()
        if m.content
    ]


def fail(world: World, method: str, path: str, status: int = 500, times: int | None = None) -> None:
    world.env.inject_error(method, path, status=status, times=times)


def well_again(world: World) -> None:
    world.env.backend.faults.clear()


async def write(world: World, text: str, member: Any = None) -> str:
    """Let Ada (or another) write and submit; return what she is told."""
    preview = await (member or world.ada).slash(world.room, "story write", story=1, text=text)
    done = await (member or world.ada).click(preview.response, label="Submit")
    return "\n".join(world.text(message) for message in (done.response, *done.followups) if message)


async def assert_right(world: World, story: int = 1) -> None:
    """The newest thread has one board, at its end, and it shows the story as it is."""
    record = await world.app.services.reading.get(Actor(world.guild.id, world.ada.id, "ada"), story)
    assert record.board_version == record.version
    (board,) = boards(world)
    assert board.id == record.board_id
    assert board.id == world.board.id
    turn = record.story.turn
    assert (f"**Turn {turn.number}:** <@{turn.member_id}>" if turn else "**Finished.**") in world.text(board)
    shown = world.text(board).split("Writers: ")[1].split("\n")[0] if record.story.active else ""
    assert shown == " → ".join(f"<@{writer.member_id}>" for writer in record.story.active)


def run_sql(world: World, statement: str) -> None:
    with closing(sqlite3.connect(world.app.database.path)) as connection, connection:
        connection.execute(statement)


def refuse_notes(world: World, event: str) -> None:
    """Let the database refuse to note what was sent, as if the process had died right after sending it."""
    run_sql(
        world, f"CREATE TRIGGER no_note BEFORE {event} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    world.expected.append("IntegrityError")


async def get_ready(world: World, *events: str) -> None:
    """Let events that catch up come at once, with whatever else is under way."""
    bot = world.app.bot
    arrivals: Any = bot.cogs["Arrivals"]
    guild = bot.get_guild(world.guild.id)
    handlers = {
        "ready": bot.on_ready,
        "guild_available": arrivals.on_guild_available,
        "guild_join": arrivals.on_guild_join,
    }
    coming = [handlers[event](*([] if event == "ready" else [guild])) for event in events]
    await asyncio.gather(*coming, world.env.settle())
    await world.env.settle()


async def restart_and_note_again(world: World) -> None:
    run_sql(world, "DROP TRIGGER no_note")
    await world.restart()


def overwrite(world: World, **denied: bool) -> None:
    """Deny the bot something in the room."""
    me = world.guild.me
    assert me is not None
    deny = discord.Permissions(**denied).value
    world.env.backend.set_overwrite(
        world.room.id, Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    )


def allow_again(world: World) -> None:
    me = world.guild.me
    assert me is not None
    world.env.backend.delete_overwrite(world.room.id, me.id)


# A board left behind


ACTS = ["join", "pass", "leave"]


@pytest.mark.parametrize("method", ["DELETE", "POST"])
@pytest.mark.parametrize("name", ACTS)
async def test_a_board_that_could_not_be_renewed_is_right_after_the_next_act(
    world: World, name: str, method: str
) -> None:
    if name == "join":
        method = "PATCH"  # the turn stays where it is, so the board is changed in place
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    member = {"join": world.mod, "pass": world.basho, "leave": world.basho}[name]
    fail(world, method, f"/channels/{world.thread.id}/messages" + ("/*" if method != "POST" else ""))
    told = await member.slash(world.room, f"story {name}", story=1)
    assert "It is safe" in world.text(told.response)
    well_again(world)
    told = await world.ada.slash(world.room, "story leave", story=1)
    assert "It is safe" not in world.text(told.response)
    if name == "leave":
        assert "**Sleeping:**" in world.text(world.board)
        assert len(boards(world)) == 1
    else:
        await assert_right(world)


@pytest.mark.parametrize("method", ["DELETE", "POST"])
async def test_the_board_of_a_finished_story_is_made_right_by_open_thread(world: World, method: str) -> None:
    await world.start_story()
    fail(world, method, f"/channels/{world.thread.id}/messages" + ("/*" if method != "POST" else ""))
    told = await world.ada.slash(world.room, "story finish", story=1)
    assert "is finished" in world.text(told.response)
    assert "It is safe" in world.text(told.response)
    well_again(world)
    await world.ada.click(told.response, label="Open thread")
    await assert_right(world)


@pytest.mark.parametrize("method", ["DELETE", "POST"])
async def test_a_passage_whose_board_failed_is_there_once(world: World, method: str) -> None:
    await world.start_story()
    thread = world.thread

    def fail_after_the_passage(name: str, payload: Any) -> None:
        if name == "MESSAGE_CREATE" and "Almost." in payload["content"]:
            fail_path = f"/channels/{thread.id}/messages" + ("/*" if method != "POST" else "")
            world.env.backend.faults.append(
                {"method": method, "path": fail_path, "status": 500, "code": 0, "message": "", "times": None}
            )

    world.env.backend.subscribers.append(fail_after_the_passage)
    assert "It is safe" in await write(world, "Almost.")
    world.env.backend.subscribers.remove(fail_after_the_passage)
    well_again(world)
    await world.restart()
    assert passages(world) == ["The lamp went out.", "Almost."]
    await assert_right(world)


# What Discord refuses


async def test_a_board_that_discord_refuses_is_said_and_comes_with_the_next_act(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    fail(world, "POST", f"/channels/{world.thread.id}/messages", status=400, times=1)
    told = await world.basho.slash(world.room, "story pass", story=1)
    assert "It is safe" in world.text(told.response)
    await world.ada.slash(world.room, "story pass", story=1)
    await assert_right(world)


async def test_a_refused_first_part_does_not_hold_up_the_rest(world: World) -> None:
    await world.start_story(words_max=2000)
    fail(world, "POST", f"/channels/{world.thread.id}/messages", status=400, times=1)
    assert "It is safe" not in await write(world, LONG)
    texts = [m.content for m in world.thread.history() if m.content]
    assert "Discord does not take this passage" in texts[1]
    assert len(texts) > 3
    assert LONG.endswith(" ".join(texts[2:]))
    await assert_right(world)


async def test_a_title_that_is_refused_for_ever_keeps_the_story(world: World) -> None:
    fail(world, "POST", f"/channels/{world.room.id}/threads", status=400)
    result = await world.ada.slash(world.room, "story start", title="Unnameable", opening="So it began.")
    assert "It is safe" in world.text(result.response)
    well_again(world)
    await world.ada.click(result.response, label="Open thread")
    assert passages(world) == ["So it began."]
    await assert_right(world)


async def test_a_long_passage_comes_in_order_with_its_board_behind_it(world: World) -> None:
    await world.start_story(words_max=2000)
    await write(world, LONG)
    assert all(len(m.content) <= 2000 for m in world.thread.history())
    assert " ".join(passages(world)) == "The lamp went out. " + LONG
    assert sum(m.content.startswith("-# 2 · ada\n") for m in world.thread.history()) == 1
    await assert_right(world)


# Sent, and not noted


async def test_a_passage_sent_and_not_noted_is_not_sent_again(world: World) -> None:
    await world.start_story()
    refuse_notes(world, "INSERT ON passage_messages")
    await write(world, "Once only.")
    assert passages(world).count("Once only.") == 1
    await restart_and_note_again(world)
    assert passages(world) == ["The lamp went out.", "Once only."]
    await assert_right(world)


async def test_the_parts_of_a_long_passage_are_each_sent_once_though_one_was_not_noted(world: World) -> None:
    await world.start_story(words_max=2000)
    refuse_notes(world, "INSERT ON passage_messages WHEN NEW.part = 2")
    await write(world, LONG)
    await restart_and_note_again(world)
    assert " ".join(passages(world)) == "The lamp went out. " + LONG
    await assert_right(world)


async def test_a_board_sent_and_not_noted_is_taken_away(world: World) -> None:
    await world.start_story()
    refuse_notes(world, "UPDATE OF board_id ON stories WHEN NEW.board_id IS NOT NULL")
    await world.basho.slash(world.room, "story join", story=1)
    assert len(boards(world)) == 1
    await restart_and_note_again(world)
    await assert_right(world)


@pytest.mark.parametrize("event", ["INSERT ON passage_messages", "UPDATE OF board_id ON stories"])
async def test_talk_in_the_thread_does_not_hide_what_was_sent(world: World, event: str) -> None:
    await world.start_story()
    for number in range(25):
        await world.basho.send(world.thread, f"Chatter {number}.")
    refuse_notes(world, event + (" WHEN NEW.board_id IS NOT NULL" if "board" in event else ""))
    await write(world, "Once only.")
    await restart_and_note_again(world)
    assert [text for text in passages(world) if "Chatter" not in text] == ["The lamp went out.", "Once only."]
    await assert_right(world)


async def test_a_thread_opened_and_not_noted_is_used(world: World) -> None:
    refuse_notes(world, "UPDATE OF thread_id ON stories")
    await world.ada.slash(world.room, "story start", title="Twice", opening="Only once.")
    await restart_and_note_again(world)
    assert len(world.room.threads) == 1
    assert passages(world) == ["Only once."]
    await assert_right(world)


async def test_who_wrote_is_not_told_that_nothing_was_changed(world: World) -> None:
    await world.start_story()
    refuse_notes(world, "INSERT ON passage_messages")
    told = await write(world, "It is in.")
    assert "nothing was changed" not in told
    whole = await world.app.services.reading.whole(Actor(world.guild.id, world.ada.id, "ada"), 1)
    assert whole.passages[-1].text == "It is in."


async def test_a_part_that_repeats_another_is_not_taken_for_it(world: World) -> None:
    line = "All work and no play makes Jack a dull boy. "
    text = (line * 160).strip()
    await world.start_story(words_max=2000)
    whole = len(line) * (1800 // len(line)) - 1
    thread = world.thread

    def fail_after_the_second_part(name: str, payload: Any) -> None:
        if name == "MESSAGE_CREATE" and len(payload["content"]) == whole:
            path = f"/channels/{thread.id}/messages"
            world.env.backend.faults.append(
                {"method": "POST", "path": path, "status": 500, "code": 0, "message": "", "times": None}
            )

    world.env.backend.subscribers.append(fail_after_the_second_part)
    assert "It is safe" in await write(world, text)
    world.env.backend.subscribers.remove(fail_after_the_second_part)
    well_again(world)
    await world.restart()
    assert " ".join(passages(world)) == "The lamp went out. " + text


async def test_a_member_who_says_the_same_is_not_taken_for_the_bot(world: World) -> None:
    await world.start_story()
    fail(world, "POST", f"/channels/{world.thread.id}/messages")
    await write(world, "Echo.")
    well_again(world)
    await world.basho.send(world.thread, "-# 2 · ada\nEcho.")
    await world.restart()
    mine = [m for m in world.thread.history() if m.author.bot and m.content.endswith("Echo.")]
    assert len(mine) == 1
    assert world.board.author.bot


async def test_two_stories_of_one_title_do_not_get_one_thread(world: World) -> None:
    fail(world, "POST", f"/channels/{world.room.id}/threads")
    for opening in ("The first.", "The second."):
        await world.ada.slash(world.room, "story start", title="Untitled", opening=opening)
    well_again(world)
    await world.restart()
    assert [passages(world, thread) for thread in world.room.threads] == [["The first."], ["The second."]]
    await assert_right(world, story=2)


# What the bot may not do


@pytest.mark.parametrize("denied", ["send_messages_in_threads", "view_channel"])
async def test_a_permission_taken_away_is_said_and_made_good_after_it_came_back(
    world: World, denied: str
) -> None:
    await world.start_story()
    overwrite(world, **{denied: True})
    await world.env.settle()
    other = world.guild.create_text_channel("other")
    preview = await world.ada.slash(other, "story write", story=1, text="Unheard.")
    done = await world.ada.click(preview.response, label="Submit")
    assert "It is safe" in world.text(done.response)
    await world.restart()
    assert (await world.ada.slash(other, "story list")).response is not None, "a hidden room stops nothing"
    allow_again(world)
    await world.restart()
    assert passages(world) == ["The lamp went out.", "Unheard."]
    await assert_right(world)


@pytest.mark.parametrize("how", ["nothing found", "refused"])
async def test_a_thread_whose_history_is_closed_to_the_bot_still_catches_up(world: World, how: str) -> None:
    await world.start_story()
    fail(world, "POST", f"/channels/{world.thread.id}/messages")
    await write(world, "Unread.")
    well_again(world)
    if how == "refused":
        fail(world, "GET", f"/channels/{world.thread.id}/messages", status=403)
    overwrite(world, read_message_history=True)
    await world.restart()
    allow_again(world)
    assert passages(world)[-1] == "Unread."
    assert "Turn 3" in world.text(world.board)


async def test_a_channel_hidden_from_a_writer_hides_the_story_and_keeps_the_words(world: World) -> None:
    await world.start_story()
    await world.basho.slash(world.room, "story join", story=1)
    deny = discord.Permissions(view_channel=True).value
    world.env.backend.set_overwrite(
        world.room.id, Overwrite(target_id=world.basho.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    )
    await world.env.settle()
    other = world.guild.create_text_channel("other")
    result = await world.basho.slash(other, "story write", story=1, text="Locked out.")
    assert "no such story" in world.text(result.response)
    assert "Locked out." in world.text(result.response)


# Getting ready, again and again


@pytest.mark.parametrize("event", ["ready", "guild_available", "guild_join"])
async def test_an_event_that_catches_up_makes_good_once(world: World, event: str) -> None:
    await world.start_story()
    fail(world, "POST", f"/channels/{world.thread.id}/messages")
    await write(world, "Late.")
    well_again(world)
    await get_ready(world, event, event, event)
    assert passages(world) == ["The lamp went out.", "Late."]
    await assert_right(world)


async def test_getting_ready_while_somebody_submits_shows_it_once(world: World) -> None:
    await world.start_story()
    preview = await world.ada.slash(world.thread, "story write", text="In the rush.")
    world.press(world.ada, "q1:draft-submit:1:1:2", preview.response.message)
    await get_ready(world, "guild_available", "ready", "guild_join")
    assert passages(world) == ["The lamp went out.", "In the rush."]
    await assert_right(world)


async def test_open_thread_and_getting_ready_at_once_make_one_thread(world: World) -> None:
    fail(world, "POST", f"/channels/{world.room.id}/threads")
    result = await world.ada.slash(world.room, "story start", title="Rush", opening="It begins.")
    well_again(world)
    world.press(world.ada, "q1:thread:1", result.response.message)
    world.press(world.ada, "q1:thread:1", result.response.message)
    await get_ready(world, "ready", "guild_available")
    assert len(world.room.threads) == 1
    assert passages(world) == ["It begins."]


async def test_two_presses_after_the_thread_was_deleted_make_one_new_thread(world: World) -> None:
    await world.start_story()
    world.env.backend.delete_channel(world.thread.id)
    await world.env.settle()
    status = await world.ada.slash(world.room, "story status", story=1)
    for _ in range(2):
        world.press(world.ada, "q1:thread:1", status.response.message)
    await world.env.settle()
    assert len(world.room.threads) == 1
    assert passages(world) == ["The lamp went out."]
    await assert_right(world)


async def test_a_deleted_thread_is_not_opened_again_unasked(world: World) -> None:
    await world.start_story()
    world.env.backend.delete_channel(world.thread.id)
    await world.restart()
    assert world.room.threads == []
    told = await write(world, "Anybody there?")
    assert "thread of this story is gone" in told
    await world.restart()
    assert world.room.threads == []
    listed = await world.ada.slash(world.room, "story list")
    assert "2 passages" in world.text(listed.response)


async def test_talk_in_the_thread_stays_and_the_board_moves_below_it(world: World) -> None:
    await world.start_story()
    await world.basho.send(world.thread, "What a beginning!")
    await write(world, "And on it goes.")
    assert [m.content for m in world.thread.history() if not m.author.bot] == ["What a beginning!"]
    await assert_right(world)
