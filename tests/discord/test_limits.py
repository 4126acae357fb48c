"""/limits: a table of knobs that moderators turn, with help, choices and checks out of the table."""

from typing import Any

import discord
import pytest

from bot.domain.knobs import KNOBS
from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.settings import Settings
from bot.ui.actors import GuildAccess
from tests.discord.conftest import World


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the Message Content intent."""
    return settings.model_copy(update={"content_intent": True})


async def turn(world: World, member: Any = None, where: Any = None, **options: Any) -> str:
    options = {"setting": "haiku", "value": "on"} | options
    result = await (member or world.mod).slash(where or world.room, "limits set", **options)
    assert result.response.flags.ephemeral
    return world.text(result.response)


async def shown(world: World) -> str:
    return world.text((await world.mod.slash(world.room, "limits show")).response)


async def stored(world: World) -> list[tuple[Any, ...]]:
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT channel_id, name, value FROM limits")
        return [tuple(row) for row in found.all()]


async def test_a_switch_is_off_until_it_is_turned_and_shows_where(world: World) -> None:
    assert "`off` · unless set otherwise" in await shown(world)
    assert "laying it out in three lines" in await shown(world)
    told = "From the next message on; none before it is looked at."
    assert await turn(world) == f"`haiku` is `on` in <#{world.room.id}> now. {told}"
    assert f"`off` · unless set otherwise\n`on` · <#{world.room.id}>" in await shown(world)
    assert "`off` in" in await turn(world, value="off")
    assert await stored(world) == [(world.room.id, "haiku", "off")]
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT detail FROM audit WHERE action = 'limits-set'")
        details = [row[0] for row in found.all()]
    assert len(details) == 2
    assert '"value": "on"' in details[0]


async def test_another_channel_may_be_named(world: World) -> None:
    corner = world.guild.create_text_channel("corner")
    assert f"<#{corner.id}>" in await turn(world, channel=corner)
    assert await stored(world) == [(corner.id, "haiku", "on")]


@pytest.mark.parametrize("value", ["ON", " on ", "true", "yes"])
async def test_a_value_may_be_typed_in_several_ways(world: World, value: str) -> None:
    assert "is `on`" in await turn(world, value=value)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"setting": "nonsense"},
            "There is no such setting; these are there: `moderators-channel`,",
        ),
        ({"setting": "x" * 5000}, "There is no such setting"),
        ({"value": "maybe"}, "`haiku` does not take that; give it one of these: `on`, `off`."),
        ({"value": "@everyone" * 500}, "`haiku` does not take that"),
    ],
)
async def test_what_is_not_in_the_table_is_one_sentence(
    world: World, options: dict[str, str], sentence: str
) -> None:
    assert sentence in await turn(world, **options)
    assert await stored(world) == []


async def test_a_channel_named_for_what_is_the_servers_changes_nothing(world: World) -> None:
    told = await turn(world, setting="muse", value="off", channel=world.room)
    assert "`muse` is for the whole server, never for one channel" in told
    assert await stored(world) == []


async def test_a_setting_of_the_whole_server_is_shown_for_no_channel(world: World) -> None:
    await turn(world, setting="muse", value="stories")
    listed = await shown(world)
    assert "`stories`\n" in listed
    told = await turn(world, setting="rating", value="teen")
    assert "for this server now; a channel that has its own keeps it" in told


async def test_only_moderators_may(world: World) -> None:
    assert "Only a moderator" in await turn(world, world.ada)
    result = await world.ada.slash(world.room, "limits show")
    assert "Only a moderator" in world.text(result.response)
    assert await stored(world) == []


async def test_whoever_moderates_one_channel_turns_it_there_only(world: World) -> None:
    corner = world.guild.create_text_channel(
        "corner", overwrites={world.basho: discord.PermissionOverwrite(manage_messages=True)}
    )
    assert "is `on`" in await turn(world, world.basho, corner)
    assert "Only a moderator" in await turn(world, world.basho, corner, channel=world.room)
    assert await stored(world) == [(corner.id, "haiku", "on")]


async def test_where_the_bot_may_not_write_it_says_so(world: World) -> None:
    me = world.guild.me
    locked = world.guild.create_text_channel(
        "locked", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
    )
    assert "I lack Send Messages" in await turn(world, channel=locked)
    assert "is `off`" in await turn(world, channel=locked, value="off")


async def test_a_channel_of_elsewhere_is_none(world: World) -> None:
    guild = world.app.bot.guilds[0]
    member = await guild.fetch_member(world.mod.id)
    actor = Actor(guild.id, member.id, "mod", GuildAccess(guild, member))
    with pytest.raises(Refusal) as refused:
        await world.app.services.limits.set(actor, "haiku", "on", 1234)
    assert refused.value.reason is Reason.NO_CHANNEL


async def test_a_thread_is_no_channel(world: World) -> None:
    await world.start_story()
    assert "I cannot find that channel" in await turn(world, where=world.thread)


async def test_settings_and_values_are_offered_out_of_the_table(world: World) -> None:
    offered = await world.mod.autocomplete(world.room, "limits set", "setting", "HAI")
    assert [choice["value"] for choice in offered] == ["haiku"]
    assert KNOBS["haiku"].about in offered[0]["name"]
    offered = await world.mod.autocomplete(world.room, "limits set", "value", "o", setting="haiku")
    assert [choice["value"] for choice in offered] == ["on", "off"]
    offered = await world.mod.autocomplete(world.room, "limits set", "value", "OF", setting="haiku")
    assert [choice["value"] for choice in offered] == ["off"]
    assert await world.mod.autocomplete(world.room, "limits set", "value", "", setting="other") == []
    assert await world.mod.autocomplete(world.room, "limits set", "setting", "zzz") == []
