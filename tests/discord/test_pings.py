"""One ping for each turn, where its writer wants it, and none besides."""

from typing import Any

import pytest

from tests.discord.conftest import World
from tests.discord.test_turn_time import HOUR, patience, pings, three, turn_line, write

__all__ = ["patience"]


def messages_to(world: World, member: Any) -> list[str]:
    """Return what was written to a member in direct messages."""
    channel = world.env.backend.dm_channels.get(member.id)
    return (
        [message.content for message in world.env.backend.messages.get(channel, {}).values()]
        if channel
        else []
    )


def silent(world: World) -> list[bool]:
    """Tell of each board that was posted whether it made no sound."""
    posts = [
        r.json for r in world.env.http_requests if r.method == "POST" and r.json and "components" in r.json
    ]
    return [bool(body.get("flags", 0) & 1 << 12) for body in posts if body.get("flags", 0) & 1 << 15]


async def wants(world: World, member: Any, where: str) -> None:
    await member.slash(world.room, "settings pings", where=where)


async def test_in_the_thread_once(world: World) -> None:
    await three(world)
    before = pings(world)
    for _ in range(3):
        await world.mod.slash(world.thread, "story leave")
        await world.mod.slash(world.thread, "story join")
    await world.restart()
    assert world.basho.mention in turn_line(world)
    assert pings(world) == before
    await write(world, world.basho)
    assert pings(world)[len(before) :] == [world.mod.id]


async def test_in_a_direct_message_with_the_reminder(world: World) -> None:
    await wants(world, world.basho, "dm")
    await three(world)
    (told,) = messages_to(world, world.basho)
    assert "your turn" in told
    assert world.thread.mention in told
    assert world.basho.id not in pings(world)
    await world.env.advance_time(19 * HOUR)
    assert len(messages_to(world, world.basho)) == 2
    assert "ends" in messages_to(world, world.basho)[1]
    await world.restart()
    await world.env.advance_time(HOUR)
    assert len(messages_to(world, world.basho)) == 2
    assert world.basho.id not in pings(world)


async def test_not_at_all(world: World) -> None:
    await wants(world, world.basho, "none")
    await three(world)
    await world.env.advance_time(19 * HOUR)
    assert world.basho.mention in turn_line(world), "the board still says so"
    assert messages_to(world, world.basho) == []
    assert world.basho.id not in pings(world)


async def test_a_closed_door_is_nobodys_trouble(world: World) -> None:
    await wants(world, world.basho, "dm")
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    await three(world)
    assert world.basho.mention in turn_line(world)
    world.env.backend.faults.clear()
    await write(world, world.basho)
    assert world.mod.mention in turn_line(world)


@pytest.mark.parametrize(("begin", "end", "quiet"), [("23:00", "02:00", True), ("10:00", "12:00", False)])
async def test_in_quiet_hours_without_a_sound(world: World, begin: str, end: str, quiet: bool) -> None:
    # The simulation begins at midnight, and time zones are UTC unless set.
    await world.basho.slash(world.room, "settings quiet", **{"from": begin, "to": end})
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    assert silent(world) == [False, quiet]


async def test_talk_and_titles_ping_nobody(world: World) -> None:
    await world.start_story(title=f"For {world.basho.mention} @everyone")
    assert pings(world) == [world.ada.id]
    bodies = [r.json for r in world.env.http_requests if r.json and "allowed_mentions" in r.json]
    assert all(body["allowed_mentions"]["parse"] == [] for body in bodies)
