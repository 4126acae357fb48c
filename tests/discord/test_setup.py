"""/setup: a new server's first settings, each saved as it is chosen, and what Quire lacks where."""

from typing import Any

import discord
import pytest

from tests.discord.conftest import World


@pytest.fixture
def manager(world: World) -> Any:
    """One who manages the server."""
    role = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("manager"), roles=[role])


async def opened(world: World, member: Any, **options: Any) -> Any:
    result = await member.slash(world.room, "setup", **options)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert result.response.flags.ephemeral
    return result.response


async def stored(world: World) -> dict[str, str]:
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT name, value FROM limits ORDER BY name")
        return {row[0]: row[1] for row in found.all()}


async def test_what_is_named_is_stored_and_shown(world: World, manager: Any) -> None:
    role = world.guild.create_role("Keepers")
    shown = await opened(world, manager, moderators_channel=world.room, role=role)
    assert await stored(world) == {"moderators-channel": str(world.room.id), "moderators-role": str(role.id)}
    assert f"<#{world.room.id}>" in world.text(shown)
    assert f"<@&{role.id}>" in world.text(shown)


async def test_each_choice_counts_at_once_and_after_a_restart(world: World, manager: Any) -> None:
    shown = await opened(world, manager)
    await manager.select(shown, ["teen"], custom_id="q1:setup-set:2")
    await world.restart()
    await manager.select(shown, ["stories"], custom_id="q1:setup-set:3")
    await manager.select(shown, ["moderators"], custom_id="q1:setup-set:4")
    await manager.select(shown, [world.room], custom_id="q1:setup-set:0")
    assert await stored(world) == {
        "moderators-channel": str(world.room.id),
        "muse": "stories",
        "rating": "teen",
        "start": "moderators",
    }
    assert "`teen`" in world.text(shown)
    await manager.select(shown, [], custom_id="q1:setup-set:0")
    assert (await stored(world))["moderators-channel"] == "off"


async def test_it_says_what_it_lacks_where(world: World, manager: Any) -> None:
    me = world.guild.me
    closed = world.guild.create_text_channel(
        "closed", overwrites={me: discord.PermissionOverwrite(create_public_threads=False)}
    )
    plain = world.guild.create_text_channel(
        "plain", overwrites={me: discord.PermissionOverwrite(attach_files=False, embed_links=False)}
    )
    told = world.text(await opened(world, manager))
    assert f"<#{closed.id}>: Create Public Threads" in told
    assert f"<#{plain.id}>: Embed Links, Attach Files" in told
    assert f"<#{world.room.id}>:" not in told
    assert "It matters only where stories are to be written." in told


def choices(shown: Any) -> list[Any]:
    (container,) = shown.message.components
    return [row.children[0] for row in container.children if isinstance(row, discord.ActionRow)]


async def test_what_was_chosen_is_shown_where_it_is_chosen(world: World, manager: Any) -> None:
    role, desk = world.guild.create_role("Keepers"), world.guild.create_text_channel("desk")
    channel, moderators, *_ = choices(await opened(world, manager, moderators_channel=desk, role=role))
    assert [one.id for one in channel.default_values] == [desk.id]
    assert [one.id for one in moderators.default_values] == [role.id]
    world.env.backend.delete_channel(desk.id)
    await world.env.settle()
    channel, moderators, *_ = choices(await opened(world, manager))
    assert channel.default_values == []
    assert [one.id for one in moderators.default_values] == [role.id]


async def test_only_who_manages_the_server_sets_it_up(world: World) -> None:
    for member in (world.basho, world.mod):
        assert "Manage Server" in world.text(await opened(world, member))
    forged = await world.mod.slash(
        world.room, "limits set", setting="moderators-role", value=str(world.guild.id)
    )
    assert "Manage Server" in world.text(forged.response)
    assert await stored(world) == {}
