"""The notice to the moderators' channel: something waits. At most one a minute, and never a word of it."""

from typing import Any

import discord
import pytest

from tests.discord.conftest import World
from tests.discord.test_threads import fail, run_sql, well_again
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


async def shown(world: World, desk: Any) -> list[str]:
    """Return the notices that stand in the channel."""
    return [message.content for message in desk.history() if message.content.startswith("New:")]


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


async def test_after_a_restart_only_what_is_new_is_told(world: World, desk: Any) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await world.restart()
    await world.env.advance_time(120)
    assert len(posts(world, desk)) == 1
    await teach(world, world.basho, "quorvane", "2")
    await world.env.advance_time(1)
    assert posts(world, desk)[-1]["content"].startswith("New: 1 taught word\n2 things wait")


async def test_the_minute_holds_over_a_restart_and_nothing_of_it_is_lost(world: World, desk: Any) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await world.env.advance_time(10)
    await teach(world, world.basho, "quorvane", "2")
    await world.restart()
    await world.env.advance_time(40)
    assert len(posts(world, desk)) == 1
    await world.env.advance_time(15)
    assert [post["content"] for post in posts(world, desk)][1:] == [
        "New: 1 taught word\n2 things wait in all: /review queue"
    ]


async def test_a_notice_that_discord_refuses_once_comes_a_minute_later(world: World, desk: Any) -> None:
    fail(world, "POST", f"/channels/{desk.id}/messages", status=403, times=1)
    await teach(world, world.ada, "zyrquel", "2")
    assert await shown(world, desk) == []
    await world.env.advance_time(61)
    assert await shown(world, desk) == ["New: 1 taught word\n1 thing waits: /review queue"]
    await world.env.advance_time(600)
    assert len(await shown(world, desk)) == 1


async def test_it_is_tried_again_after_pauses_that_grow_and_not_for_ever(world: World, desk: Any) -> None:
    fail(world, "POST", f"/channels/{desk.id}/messages", status=403)
    await teach(world, world.ada, "zyrquel", "2")
    tries = []
    for _ in range(8):
        tries.append(len(posts(world, desk)))
        await world.env.advance_time(61)
    assert tries == [1, 2, 2, 3, 3, 3, 3, 4]
    await world.env.advance_time(86_400)
    assert len(posts(world, desk)) == 10
    well_again(world)
    await teach(world, world.basho, "quorvane", "2")
    await world.env.advance_time(1)
    assert await shown(world, desk) == ["New: 2 taught words\n2 things wait in all: /review queue"]


async def test_trouble_with_one_server_neither_ends_its_notices_nor_delays_another_s(
    world: World, desk: Any
) -> None:
    other = world.env.create_guild("Elsewhere")
    place = other.create_text_channel("theirs")
    admin = other.create_role("All", permissions=discord.Permissions(administrator=True))
    eve = other.add_member(world.env.create_user("eve"), roles=[admin])
    await eve.slash(place, "limits set", setting="moderators-channel", value=str(place.id))

    async def set_to(value: str) -> None:
        """Store, past the knob, where this server's moderators are told; another knob makes it look anew."""
        where = f"name = 'moderators-channel' AND guild_id = {world.guild.id}"
        run_sql(world, f"UPDATE limits SET value = '{value}' WHERE {where}")
        await world.mod.slash(world.room, "limits set", setting="report-hide", value="on")

    await set_to("no channel at all")
    await teach(world, world.ada, "zyrquel", "2")
    await eve.slash(place, "poem teach", word="quorvane", syllables="2")
    assert len(await shown(world, place)) == 1
    await set_to(str(desk.id))
    await world.env.advance_time(61)
    assert await shown(world, desk) == ["New: 1 taught word\n1 thing waits: /review queue"]
