"""Who leaves, is banned or timed out leaves every rota; a server that sends Quire away keeps its stories."""

from datetime import timedelta

import pytest
from simcord import MemberActor
from simcord.backend import serializers

from bot.settings import Settings
from tests.discord.conftest import World
from tests.discord.test_turn_time import HOUR, patience, pings, three, turn_line, write

__all__ = ["patience"]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the Server Members intent: it is told at once who leaves."""
    return settings.model_copy(update={"members_intent": True})


async def goes(world: World, how: str, member: MemberActor) -> None:
    backend = world.env.backend
    if how == "leaves":
        backend.remove_member(world.guild.id, member.id)
    elif how == "is banned":
        backend.apply_ban(world.guild.id, member.id, None)
    else:
        until = (world.env.now() + timedelta(days=3)).isoformat()
        backend.edit_member(world.guild.id, member.id, {"timed_out_until": until})
    await world.env.settle()


@pytest.mark.parametrize("how", ["leaves", "is banned", "is timed out"])
async def test_who_is_gone_leaves_every_rota_at_once_and_is_pinged_no_more(world: World, how: str) -> None:
    await three(world, title="First")
    await three(world, title="Second")
    first, second = world.room.threads[-2:]
    await goes(world, how, world.basho)
    for thread in (first, second):
        board = thread.last_message
        assert board is not None
        assert world.mod.mention in world.text(board).split("\n")[1]
        assert world.basho.mention not in world.text(board)
        assert sum(message.flags.components_v2 for message in thread.history()) == 1
    before = pings(world).count(world.basho.id)
    for member in (world.mod, world.ada, world.mod, world.ada):
        shown = await member.slash(first, "story write", text="The gull came back.")
        await member.click(shown.response, label="Submit")
    await world.env.advance_time(25 * HOUR)
    assert pings(world).count(world.basho.id) == before


async def test_a_returning_writer_comes_back_to_their_place(world: World) -> None:
    await three(world)
    await goes(world, "leaves", world.basho)
    world.guild.add_member(world.basho.user)
    await world.env.settle()
    assert world.basho.mention not in world.text(world.board)
    await world.basho.slash(world.thread, "story join")
    assert f"{world.ada.mention} → {world.basho.mention} → {world.mod.mention}" in world.text(world.board)


async def test_if_the_host_goes_the_longest_serving_writer_hosts(world: World) -> None:
    await three(world)
    await goes(world, "leaves", world.ada)
    assert f"hosted by {world.basho.mention}" in world.text(world.board)
    paused = await world.basho.slash(world.thread, "story manage", action="pause")
    assert "Paused" in world.text(world.board), paused.response.content


async def test_without_being_told_quire_looks_when_the_turn_comes(world: World, settings: Settings) -> None:
    await three(world)
    world.env.backend.get_guild(world.guild.id).members.pop(world.mod.id)  # no event tells
    await write(world, world.basho)
    assert world.ada.mention in turn_line(world)
    assert world.mod.id not in pings(world)[2:]
    assert world.mod.mention not in world.text(world.board)


async def test_a_server_that_takes_quire_back_finds_everything_as_it_was(world: World) -> None:
    await three(world)
    await world.env.advance_time(20 * HOUR)
    before, asked = world.text(world.board), len(world.env.http_requests)
    guild = world.env.backend.get_guild(world.guild.id)
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    await world.env.advance_time(30 * HOUR)
    assert len(world.env.http_requests) == asked, "nobody is disturbed meanwhile"
    world.env.backend.emit("GUILD_CREATE", serializers.guild_create_payload(world.env.backend, guild))
    await world.env.settle()
    after = world.text(world.board)
    assert before.split("only until")[0] == after.split("only until")[0]
    due = int(world.env.now().timestamp() + 4 * HOUR)
    assert f"<t:{due}:f>" in turn_line(world)
    assert len([m for m in world.thread.history() if m.flags.components_v2]) == 1
    await world.env.advance_time(3.9 * HOUR)
    assert world.basho.mention in turn_line(world)
    await world.env.advance_time(0.2 * HOUR)
    assert world.mod.mention in turn_line(world)


async def test_a_server_that_sent_quire_away_while_it_was_down(world: World) -> None:
    await three(world)
    await world.env.advance_time(20 * HOUR)
    guild = world.env.backend.guilds.pop(world.guild.id)
    await world.restart()
    await world.env.advance_time(30 * HOUR)
    world.env.backend.guilds[guild.id] = guild
    await world.restart()
    due = int(world.env.now().timestamp() + 4 * HOUR)
    assert f"<t:{due}:f>" in turn_line(world)
