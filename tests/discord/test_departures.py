"""What becomes of a server's data when it sends Quire away: kept for a while, then deleted."""

import pytest
from simcord.backend import serializers

from bot.settings import Settings
from tests.discord.conftest import World
from tests.discord.test_turn_time import HOUR


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """What is there of a server is kept for a day after Quire was removed from it."""
    return settings.model_copy(update={"departed_days": 1})


async def away(world: World, hours: int) -> None:
    """Send Quire away, and invite it again after so long."""
    guild = world.env.backend.get_guild(world.guild.id)
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    await world.env.advance_time(hours * HOUR)
    world.env.backend.emit("GUILD_CREATE", serializers.guild_create_payload(world.env.backend, guild))
    await world.env.settle()


def told_owner(world: World) -> list[str]:
    """Return what the server's owner was told in direct messages."""
    owner = world.env.backend.get_guild(world.guild.id).owner_id
    dm = world.env.backend.get_dm_channel(owner)
    posts = [
        r for r in world.env.http_requests if r.method == "POST" and r.path == f"/channels/{dm.id}/messages"
    ]
    return [str((request.json or {}).get("content")) for request in posts]


async def test_who_comes_back_in_time_finds_all_and_its_owner_is_told(world: World) -> None:
    await world.start_story()
    since = int(world.env.now().timestamp())
    await away(world, hours=23)
    (text,) = told_owner(world)
    assert "its 1 story is as it was" in text
    assert f"<t:{int(since + 24 * HOUR)}:D>" in text


async def test_who_comes_back_too_late_begins_anew(world: World) -> None:
    await world.start_story()
    await away(world, hours=31)  # it looks every six hours
    assert told_owner(world) == []
    async with world.app.database.read() as connection:
        for table in ("stories", "passages", "members", "drafts"):
            found = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert found.scalar() == 0, table
    await world.start_story(title="Again")
    assert "#1" in world.text(world.board)
