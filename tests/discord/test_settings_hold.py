"""Every knob of /limits set governs what it says: at once, in its channel, and after a restart."""

from typing import Any

import discord
import pytest

from bot.domain.knob import Kind
from bot.domain.knobs import KNOBS
from tests.discord.conftest import World
from tests.discord.test_turn_time import three


async def turn(world: World, setting: str, value: str, **options: Any) -> str:
    member = manager(world) if setting == "moderators-role" else world.mod
    result = await member.slash(world.room, "limits set", setting=setting, value=value, **options)
    assert result.response.flags.ephemeral
    return world.text(result.response)


def manager(world: World) -> Any:
    """Return somebody who manages the server."""
    role = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("manager"), roles=[role])


async def told(world: World, member: Any, where: Any, command: str, /, **options: Any) -> str:
    result = await member.slash(where, command, **options)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    return world.text(result.response)


@pytest.mark.parametrize("knob", KNOBS.values(), ids=lambda knob: knob.name)
def test_every_value_that_is_offered_is_one_and_is_written_as_it_is_read(knob: Any) -> None:
    for typed in knob.offered:
        value = knob.value(typed)
        assert knob.value(knob.written(value)) == value
    assert knob.value(knob.written(knob.default)) == knob.default
    if knob.kind is not Kind.PLAIN:
        for typed in ("<#123456789012345678>", "<@&123456789012345678>", "123456789012345678"):
            assert int(knob.value(typed)) == 123456789012345678
    assert knob.about
    assert knob.changes.endswith(".")


async def test_the_rating_has_a_ceiling(world: World) -> None:
    start = {"title": "Tide", "opening": "It began.", "rating": "teen"}
    assert "judged by it" in (await turn(world, "rating", "everyone")).lower()
    assert "are for everyone at most" in await told(world, world.ada, world.room, "story start", **start)
    assert "teen" in await turn(world, "rating", "teen", channel=world.room)
    await world.restart()
    assert "has begun" in await told(world, world.ada, world.room, "story start", **start)
    other = world.guild.create_text_channel("other")
    assert "at most" in await told(world, world.ada, other, "story start", **start)


async def test_a_story_for_adults_needs_an_age_restricted_channel(world: World) -> None:
    start = {"title": "Tide", "opening": "It began.", "rating": "mature"}
    assert "age-restricted" in await told(world, world.ada, world.room, "story start", **start)
    adults = world.guild.create_text_channel("adults")
    known = world.app.bot.get_channel(adults.id)
    assert isinstance(known, discord.TextChannel)
    known.nsfw = True  # SimCord has no such channels: what the gateway would have told
    assert "has begun" in await told(world, world.ada, adults, "story start", **start)


async def test_the_muse_is_switched_off_with_one_switch(world: World) -> None:
    await three(world)
    asks: list[tuple[Any, str, dict[str, Any]]] = [
        (world.thread, "muse continue", {}),
        (world.thread, "muse rewrite", {"text": "The gull came back.", "how": "plain"}),
        (world.thread, "unstuck", {}),
        (world.room, "prompt idea", {}),
        (world.room, "poem write", {"form": "haiku"}),
        (world.room, "muse rewrite", {"text": "The gull came back.", "how": "plain"}),
    ]
    await turn(world, "muse", "off")
    for where, command, options in asks:
        assert "switched off" in await told(world, world.basho, where, command, **options)
    await turn(world, "muse", "stories")
    for where, command, options in asks[3:]:
        assert "in stories only" in await told(world, world.basho, where, command, **options)
    assert "switched off" not in await told(world, world.basho, world.thread, "muse continue")


@pytest.mark.parametrize("pace", [0.3])
async def test_what_the_muse_is_writing_stops_at_once(world: World, pace: float) -> None:
    await three(world)
    result = await world.basho.slash(world.thread, "muse continue")
    await world.until(lambda: world.app.muse.status().running > 0)
    await turn(world, "muse", "off")
    await world.until(lambda: world.app.muse.status().running == 0, seconds=2)
    assert "tokens" not in world.text(result.response)


async def test_only_moderators_start_stories(world: World) -> None:
    await turn(world, "start", "moderators")
    for command, options in (
        ("story start", {"title": "Tide", "opening": "It began."}),
        ("poem together", {"form": "haiku"}),
    ):
        assert "only moderators" in await told(world, world.ada, world.room, command, **options)
        await told(world, world.mod, world.room, command, **options)
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT host_id FROM stories")
        assert {row[0] for row in found.all()} == {world.mod.id}


PERSONAL = [
    ("links", "See https://example.org/x for the rest."),
    ("invites", "Come to discord.gg/abcdef, said the gull."),
    ("mentions", "Good night, @everyone, said the gull."),
    ("email", "Write to gull@example.org, said the gull."),
    ("phone", "Call +49 30 1234567, said the gull."),
    ("card", "It was 4111 1111 1111 1111, said the gull."),
]


@pytest.mark.parametrize(("rule", "text"), PERSONAL)
async def test_a_rule_holds_what_is_no_word(world: World, rule: str, text: str) -> None:
    await three(world)
    await turn(world, rule, "hold")
    shown = await world.basho.slash(world.thread, "story write", text=text)
    await world.basho.click(shown.response, label="Submit")
    assert "A moderator looks at it first" in world.text(shown.response)
    await turn(world, rule, "allow", channel=world.room)
    again = await world.basho.slash(world.thread, "story write", text=f"{text} Again.")
    await world.basho.click(again.response, label="Submit")
    assert "is yours" in world.text(again.response)


async def test_who_has_the_moderators_role_moderates(world: World) -> None:
    role = world.guild.create_role("Lamp keepers", permissions=discord.Permissions.none())
    keeper = world.guild.add_member(world.env.create_user("keeper"), roles=[role])
    assert "moderator" in await told(world, keeper, world.room, "review queue")
    assert f"<@&{role.id}>" in await turn(world, "moderators-role", str(role.id))
    await world.restart()
    assert "Nothing waits" in await told(world, keeper, world.room, "review queue")
    await turn(world, "moderators-role", "off")
    assert "moderator" in await told(world, keeper, world.room, "review queue")


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("moderators-role", "123456789012345678", "no such role"),
        ("moderators-channel", "123456789012345678", "channel"),
        ("moderators-channel", "#here", "takes a channel, or `off`"),
        ("moderators-role", "@here", "takes a role, or `off`"),
        ("rating", "adult", "does not take that"),
        ("links", "delete", "does not take that"),
    ],
)
async def test_what_is_not_there_is_not_set(world: World, setting: str, value: str, sentence: str) -> None:
    assert sentence in await turn(world, setting, value)
    async with world.app.database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM limits")).scalar_one() == 0


async def test_everybody_is_no_moderators_role(world: World) -> None:
    assert "no such role" in await turn(world, "moderators-role", str(world.guild.id))


async def test_a_value_is_taken_back_to_what_counts_beneath_it(world: World) -> None:
    async def rating_here() -> object:
        return await world.app.services.limits.value("rating", world.guild.id, world.room.id)

    await turn(world, "rating", "teen")
    await turn(world, "rating", "everyone", channel=world.room)
    assert await rating_here() == "everyone"
    told = await turn(world, "rating", "Default", channel=world.room)
    assert "`rating` is `teen`" in told
    assert await rating_here() == "teen"
    assert "`rating` is `mature`" in await turn(world, "rating", "default")
    assert await rating_here() == "mature"
    offered = await world.mod.autocomplete(world.room, "limits set", "value", "", setting="rating")
    assert offered[-1]["value"] == "default"
