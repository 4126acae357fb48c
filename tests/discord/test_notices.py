"""The notice to the moderators' channel: something waits. At most one a minute, and never a word of it."""

from typing import Any

import pytest

from tests.discord.conftest import World
from tests.discord.test_turn_time import three
from tests.teaching import teach


@pytest.fixture
async def desk(world: World) -> Any:
    """The moderators' channel."""
    channel = world.guild.create_text_channel("desk")
    await world.mod.slash(world.room, "limits set", setting="moderators-channel", value=str(channel.id))
    return channel


def posts(world: World, desk: Any) -> list[dict[str, Any]]:
    """Return what was posted in the moderators' channel."""
    path = f"/channels/{desk.id}/messages"
    return [r.json for r in world.env.http_requests if r.method == "POST" and r.path.endswith(path)]


async def hold(world: World, member: Any, text: str) -> None:
    shown = await member.slash(world.thread, "story write", text=text)
    await member.click(shown.response, label="Submit")


async def test_the_first_is_told_at_once_and_others_together_after_a_minute(world: World, desk: Any) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    assert [post["content"] for post in posts(world, desk)] == [
        "New: 1 taught word\n1 thing waits: /review queue"
    ]
    await teach(world, world.basho, "quorvane", "2")
    await world.ada.slash(world.room, "prompt submit", text="A door that opens one day late.")
    await world.env.advance_time(50)
    assert len(posts(world, desk)) == 1
    await world.env.advance_time(15)
    assert [post["content"] for post in posts(world, desk)][1:] == [
        "New: 1 taught word\nNew: 1 story prompt\n3 things wait in all: /review queue"
    ]
    await world.env.advance_time(300)
    assert len(posts(world, desk)) == 2, "nothing is told twice"


async def test_a_notice_holds_no_text_and_pings_nobody(world: World, desk: Any) -> None:
    await three(world, sight="last")
    await hold(world, world.basho, "That bastard gull, <@1> @everyone")
    (post,) = posts(world, desk)
    assert "text for a story" in post["content"]
    assert "bastard" not in str(post)
    assert (post.get("allowed_mentions") or {}).get("parse") == []


async def test_without_a_channel_nothing_is_posted(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    assert not posts(world, world.room)


async def test_a_channel_that_is_gone_keeps_nobody_from_anything(world: World, desk: Any) -> None:
    known = world.app.bot.get_channel(desk.id)
    await known.delete()  # type: ignore[union-attr]
    await teach(world, world.ada, "zyrquel", "2")
    assert "waits for a moderator" in await teach(world, world.basho, "quorvane", "2")


async def test_after_a_restart_what_waits_is_told_with_the_next(world: World, desk: Any) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await world.restart()
    await world.env.advance_time(120)
    assert len(posts(world, desk)) == 1
    await teach(world, world.basho, "quorvane", "2")
    await world.env.advance_time(1)
    assert posts(world, desk)[-1]["content"].startswith("New: 2 taught words")
