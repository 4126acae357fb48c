"""/ban-writer: who may not write with Quire here, until when, and what becomes of their turn."""

from typing import Any

import discord
import pytest

from tests.discord.conftest import World
from tests.discord.test_turn_time import HOUR, three, turn_line, write


@pytest.fixture(autouse=True)
def patience(world: World) -> None:
    world.env.settle_timeout = 60


async def ban(world: World, member: Any, by: Any = None, **options: Any) -> str:
    result = await (by or world.mod).slash(world.room, "ban-writer", member=member, **options)
    assert result.response.flags.ephemeral
    return world.text(result.response)


async def told(world: World, member: Any, command: str, /, **options: Any) -> str:
    result = await member.slash(world.room, command, **options)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    return world.text(result.response)


async def test_a_banned_writer_s_turn_passes_at_once(world: World) -> None:
    await three(world)
    assert world.basho.mention in turn_line(world)
    said = await ban(world, world.basho, reason="Spam in the thread.")
    assert "/unban-writer" in said
    await world.until(lambda: world.mod.mention in turn_line(world))
    await write(world, world.mod)
    await write(world, world.ada)
    assert world.mod.mention in turn_line(world), "the rota goes on without them"


ACTS: list[tuple[str, dict[str, Any]]] = [
    ("story join", {"story": 1}),
    ("story write", {"story": 1, "text": "The gull came back."}),
    ("story start", {"title": "Tide", "opening": "It began."}),
    ("prompt submit", {"text": "A door that opens one day late."}),
    ("prompt idea", {}),
    ("poem together", {"form": "haiku"}),
    ("poem write", {"form": "haiku"}),
    ("poem teach", {"word": "zyrquel", "syllables": "2"}),
    ("muse continue", {"story": 1}),
    ("muse rewrite", {"text": "The gull came back.", "how": "plain"}),
    ("unstuck", {"story": 1}),
]


@pytest.mark.parametrize(("command", "options"), ACTS)
async def test_they_are_told_until_when_and_why(world: World, command: str, options: dict[str, Any]) -> None:
    await three(world)
    await ban(world, world.basho, reason="Spam, **much** of it", until="3d")
    answer = await told(world, world.basho, command, **options)
    if command not in ("muse continue", "unstuck"):  # there they are no writer any more
        assert "until <t:" in answer
        assert "\\*\\*much\\*\\*" in answer
    async with world.app.database.read() as connection:
        for table, count in (("passages", 1), ("stories", 1), ("prompts", 0), ("taught_words", 0)):
            found = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert found.scalar_one() == count


async def test_reading_stays_free(world: World) -> None:
    await three(world)
    await ban(world, world.basho)
    assert "The lamp went out" in await told(world, world.basho, "story read", story=1)
    assert "The Tide" in await told(world, world.basho, "story status", story=1)


async def test_it_ends_by_itself_or_by_a_moderator(world: World) -> None:
    await three(world)
    await ban(world, world.basho, until="1d")
    await world.restart()
    assert "keeps you from writing" in await told(world, world.basho, "story join", story=1)
    await world.env.advance_time(25 * HOUR)
    await world.basho.slash(world.thread, "story join")
    assert world.basho.mention in world.text(world.board)
    await ban(world, world.basho)
    assert "may write with me again" in await told(world, world.mod, "unban-writer", member=world.basho)
    assert "Nobody keeps them" in await told(world, world.mod, "unban-writer", member=world.basho)
    await world.basho.slash(world.thread, "story join")
    assert world.basho.mention in world.text(world.board)


async def test_who_may_not_be_banned_and_who_may_not_ban(world: World) -> None:
    assert "That is you" in await ban(world, world.mod)
    mods = world.guild.create_role("More", permissions=discord.Permissions(manage_messages=True))
    second = world.guild.add_member(world.env.create_user("second"), roles=[mods])
    assert "moderate this server" in await ban(world, second)
    helpers = world.guild.create_role("Helpers", permissions=discord.Permissions.none())
    third = world.guild.add_member(world.env.create_user("third"), roles=[helpers])
    owners = world.guild.create_role("Owners", permissions=discord.Permissions(manage_guild=True))
    manager = world.guild.add_member(world.env.create_user("manager"), roles=[owners])
    assert "moderate this server" in await ban(world, manager)
    turned = {"setting": "moderators-role", "value": str(helpers.id)}
    await manager.slash(world.room, "limits set", **turned)
    assert "moderate this server" in await ban(world, third)
    for command in ("ban-writer", "unban-writer"):
        assert "moderator" in await told(world, world.basho, command, member=world.ada)
    assert "past" in await ban(world, world.ada, until="2020-01-01")
    assert "day" in await ban(world, world.ada, until="soon")


async def test_the_audit_tells_of_it(world: World) -> None:
    await ban(world, world.basho, reason="Spam", until="3d")
    await told(world, world.mod, "unban-writer", member=world.basho)
    audit = await told(world, world.mod, "review audit", member=world.basho)
    assert "from writing until <t:" in audit
    assert "Spam" in audit
    assert "write again" in audit


async def test_write_tells_of_the_ban_and_not_to_join(world: World) -> None:
    await three(world)
    await ban(world, world.basho, reason="Spam")
    pressed = world.press(world.basho, "q1:write:1:2", message=world.board)
    await world.env.settle()
    assert pressed.response is not None
    assert "Spam" in world.text(pressed.response)
    assert "Join" not in world.text(pressed.response)
