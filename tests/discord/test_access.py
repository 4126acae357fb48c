"""Who may see and do what: private channels, moderators of one channel, other members' prompts."""

import discord
import pytest

from tests.discord.conftest import World


@pytest.fixture
async def hidden(world: World) -> World:
    """The world with Ada's story in a channel that Bashō cannot see."""
    everyone = discord.PermissionOverwrite(view_channel=False)
    ada = discord.PermissionOverwrite(view_channel=True, send_messages=True)
    me = world.guild.me
    assert me is not None
    private = world.guild.create_text_channel(
        "private", overwrites={world.guild.default_role: everyone, world.ada: ada, me: ada}
    )
    await world.ada.slash(private, "story start", title="Hush", opening="The secret word is heron.")
    return world


async def test_a_story_of_a_private_channel_does_not_exist_for_others(hidden: World) -> None:
    world = hidden
    for name in ("read", "status", "export", "join", "write", "pass", "leave", "finish"):
        result = await world.basho.slash(world.room, f"story {name}", story=1)
        assert "no such story" in world.text(result.response), name
    listed = await world.basho.slash(world.room, "story list")
    assert "Hush" not in world.text(listed.response)
    assert await world.basho.autocomplete(world.room, "story read", "story", "hush") == []
    message = world.env.backend and (await world.basho.slash(world.room, "story list")).response.message
    for custom_id in (
        "q1:read:1:0",
        "q1:join:1",
        "q1:write:1:2",
        "q1:thread:1",
        "q1:pass:1:2",
        "q1:draft-edit:1",
    ):
        pressed = world.press(world.basho, custom_id, message)
        await world.env.settle()
        told = world.text([*pressed.followups, pressed.response][0])
        assert "no such story" in told, custom_id
        assert "heron" not in told

    mine = await world.ada.slash(world.room, "story read", story=1)
    assert "heron" in world.text(mine.response)
    assert "Hush" in world.text((await world.ada.slash(world.room, "story list")).response)


async def test_after_the_channel_is_deleted_only_its_writers_and_moderators_see_it(hidden: World) -> None:
    world = hidden
    world.env.backend.delete_channel(world.guild.channels["private"].id)
    await world.env.settle()
    for member, sees in ((world.ada, True), (world.mod, True), (world.basho, False)):
        result = await member.slash(world.room, "story read", story=1)
        assert ("heron" in world.text(result.response)) is sees
        listed = await member.slash(world.room, "story list")
        assert ("Hush" in world.text(listed.response)) is sees


async def test_only_host_or_moderator_moves_a_story_to_another_channel(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    other = world.guild.create_text_channel("other")
    world.env.backend.delete_channel(world.room.id)
    await world.env.settle()
    status = (await world.basho.slash(other, "story status", story=1)).response.message
    world.press(world.basho, "q1:thread:1", status)
    await world.env.settle()
    assert other.threads == []
    world.press(
        world.ada, "q1:thread:1", (await world.ada.slash(other, "story status", story=1)).response.message
    )
    await world.env.settle()
    assert len(other.threads) == 1


async def test_a_moderator_of_one_channel_is_none_elsewhere(world: World) -> None:
    await world.start_story()
    own = world.guild.create_text_channel(
        "bashos-own", overwrites={world.basho: discord.PermissionOverwrite(manage_messages=True)}
    )
    refused = await world.basho.slash(own, "story finish", story=1)
    assert "host or a moderator" in refused.response.content
    done = await world.mod.slash(own, "story finish", story=1)
    assert "is finished" in done.response.content


async def test_a_prompt_is_its_askers_until_it_is_kept(world: World) -> None:
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(result.response))
    listed = (await world.basho.slash(world.room, "story list")).response.message
    for kind in ("prompt-start", "prompt-keep", "prompt-again"):
        pressed = world.press(world.basho, f"q1:{kind}:1", listed)
        await world.env.settle()
        assert "no longer here" in pressed.response.content
    await world.ada.click(result.response, label="Keep")
    assert world.press(world.basho, "q1:prompt-start:1", listed)
    await world.env.settle()
    shown = world.press(world.basho, "q1:prompt-start:1", listed)
    await world.env.settle()
    assert shown.modal is not None
