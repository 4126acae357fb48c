"""The knobs for stories and the muse, as members meet them: at every act, in one sentence, nothing lost."""

from typing import Any
from zlib import crc32

import discord

from tests.discord.conftest import World
from tests.discord.test_muse_in_stories import muses_turn
from tests.discord.test_settings_hold import manager, told, turn
from tests.discord.test_turn_time import HOUR, three, write

FORM = discord.InteractionType.modal_submit
SIX = "For sale: baby shoes, never worn."
OFF = {
    "stories": "No stories are started in this channel",
    "poems": "Poems are switched off in this channel",
    "prompts": "Prompts are switched off in this channel",
}
START = {"title": "Tide", "opening": "The lamp went out."}


async def terms(world: World) -> tuple[Any, ...]:
    """Return what was agreed for the newest story."""
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT words_min, words_max, turn_hours, turn_order, sight, muse FROM stories ORDER BY id DESC"
        )
        return tuple(found.all()[0])


async def texts(world: World) -> list[str]:
    """Return the passages of all stories."""
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT text FROM passages WHERE position IS NOT NULL")
        return [text for (text,) in found.all()]


async def test_a_channel_may_be_for_six_words(world: World) -> None:
    assert "words-max` is `6`" in await turn(world, "words-max", "6", channel=world.room)
    assert "what is in a story stays" in await turn(world, "words-min", "6", channel=world.room)
    assert "at least 6" in await told(world, world.ada, world.room, "story start", **START)
    await three(world, opening=SIX)
    assert (await terms(world))[:2] == (6, 6)
    long = await world.basho.slash(world.thread, "story write", text=f"{SIX} Ever.")
    assert "has 7 words; in this channel a passage has at most 6" in world.text(long.response)
    assert "kept as a draft" in world.text(long.response)
    await world.restart()
    shown = await world.basho.slash(world.thread, "story write", text=SIX)
    await turn(world, "words-min", "5", channel=world.room)
    await turn(world, "words-max", "5", channel=world.room)
    refused = await world.basho.click(shown.response, label="Submit")
    assert "at most 5" in world.text(refused.followups[0])
    assert await texts(world) == [SIX]
    assert SIX in await told(world, world.basho, world.thread, "story write", text=SIX), "the draft is kept"
    await turn(world, "words-max", "6", channel=world.room)
    await write(world, world.basho, SIX)
    assert await texts(world) == [SIX, SIX]


async def test_a_held_text_enters_at_the_channels_lengths(world: World) -> None:
    """As it was submitted, though its story once asked for more."""
    await three(world, opening=" ".join(["word"] * 50), words_min=50)
    await turn(world, "words-max", "6", channel=world.room)
    await turn(world, "links", "hold")
    await write(world, world.basho, "It is on https://example.org now.")
    shown = await world.mod.slash(world.room, "review queue")
    await world.mod.click(shown.response, label="Approve")
    assert "It is on https://example.org now." in await texts(world)


async def test_corrections_and_what_the_muse_wrote_are_held_to_the_lengths(world: World) -> None:
    await muses_turn(world)
    before = await texts(world)
    await turn(world, "words-max", "2", channel=world.room)
    corrected = {"components": [{"type": 18, "component": {"type": 4, "custom_id": "text", "value": SIX}}]}
    async with world.app.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT max(id), max(position) FROM passages")
        passage, _ = rows.one()
        candidate = (await connection.exec_driver_sql("SELECT max(id) FROM candidates")).scalar_one()
        writer = (await connection.exec_driver_sql("SELECT last_writer_id FROM stories")).scalar_one()
    last = world.ada if writer == world.ada.id else world.basho
    for member, act in ((last, f"q1:corrected:1:{passage}"), (world.ada, f"q1:muse-altered:1:{candidate}")):
        result = world.emit(member, {"custom_id": act} | corrected, kind=FORM, message=world.board)
        await world.env.settle()
        assert "at most 2" in world.text(result.response), act
    taken = world.press(world.ada, f"q1:muse-take:1:{candidate}")
    await world.env.settle()
    assert "at most 2" in world.text(taken.response)
    for setting, act, sentence in (
        ("ask-muse", "q1:muse-anew:1", "only moderators ask the muse"),
        ("host", f"q1:muse-take:1:{candidate}", "only moderators host stories"),
    ):
        await turn(world, setting, "moderators")
        pressed = world.press(world.ada, act)
        await world.env.settle()
        assert sentence in world.text(pressed.response)
    assert await texts(world) == before


async def test_a_story_begins_on_the_channels_terms_unless_its_host_says_otherwise(world: World) -> None:
    for setting, value in (
        ("turn-hours", "48"),
        ("turn-words", "120"),
        ("order", "shuffle"),
        ("sight", "last"),
        ("muse-role", "never"),
    ):
        assert "those that have begun keep theirs" in await turn(world, setting, value, channel=world.room)
    await world.restart()
    await world.start_story()
    assert await terms(world) == (1, 120, 48, "shuffle", "last", "never")
    await world.start_story(turn_hours=12, order="rota", sight="all", words_max=500, muse="player")
    assert await terms(world) == (1, 500, 12, "rota", "all", "player")
    await turn(world, "turn-hours-max", "10", channel=world.room)
    await turn(world, "turn-hours-min", "5", channel=world.room)
    for hours in (4, 11):
        refused = await told(world, world.ada, world.room, "story start", turn_hours=hours, **START)
        assert "a turn lasts from 5 to 10 hours" in refused
    await world.start_story()
    assert (await terms(world))[2] == 10
    crossed = await turn(world, "turn-hours-min", "11", channel=world.room)
    assert f"cannot be above `turn-hours-max`, which is 10 in <#{world.room.id}>" in crossed


async def test_a_story_from_a_prompt_begins_on_the_channels_terms(world: World) -> None:
    await turn(world, "turn-hours", "48")
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(result.response))
    await world.ada.click(result.response, label="Start story")
    async with world.app.database.read() as connection:
        prompt = (await connection.exec_driver_sql("SELECT max(id) FROM prompts")).scalar_one()
    fields = [
        {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
        for name, value in START.items()
    ]
    form = {"custom_id": f"q1:prompt-begin:{prompt}", "components": fields}
    for setting, sentence in (("on", "has begun"), ("off", "No stories are started in this channel")):
        await turn(world, "stories", setting)
        begun = world.emit(
            world.ada,
            form,
            kind=FORM,
        )
        await world.env.settle()
        assert sentence in world.text(begun.response)
    assert (await terms(world))[2] == 48


async def test_a_role_may_start_host_and_ask(world: World) -> None:
    role = world.guild.create_role("Lamp keepers")
    keeper = world.guild.add_member(world.env.create_user("keeper"), roles=[role])
    assert "has begun" in await told(world, world.ada, world.room, "poem together", form="haiku")
    poem = world.thread
    await three(world)
    named = f"<@&{role.id}>"
    for setting in ("start", "host", "ask-muse"):
        assert f"is {named}" in await turn(world, setting, str(role.id))
    assert f"**start** · {named}" in await told(world, manager(world), world.room, "setup")
    await world.restart()
    acts: list[tuple[Any, str, dict[str, Any]]] = [
        (world.room, "story start", START),
        (world.room, "poem together", {"form": "haiku"}),
        (world.thread, "story manage", {"action": "pause"}),
        (world.thread, "story finish", {}),
        (world.thread, "muse continue", {}),
        (poem, "muse continue", {}),
        (world.thread, "unstuck", {}),
        (world.thread, "muse rewrite", {"text": "The gull came back.", "how": "plain"}),
        (world.room, "prompt idea", {}),
        (world.room, "poem write", {"form": "haiku"}),
    ]
    for where, command, options in acts:
        assert f"have the role {named}" in await told(world, world.ada, where, command, **options), command
    await write(world, world.basho)  # the story goes on
    assert "Paused" in await told(world, world.mod, world.thread, "story manage", action="pause")
    assert "has begun" in await told(world, keeper, world.room, "story start", **START)
    assert "Paused" in await told(world, keeper, world.thread, "story manage", action="pause")
    assert "role" not in await told(world, keeper, world.room, "prompt idea")
    await turn(world, "start", "everyone")
    refused = await told(world, world.ada, world.room, "story start", **START)
    assert "host stories" in refused, "who starts one hosts it"


async def test_what_is_off_in_a_channel_is_off_there_only(world: World) -> None:
    world.env.settle_timeout = 60  # the first poem of a process: its words are worked out
    await three(world)
    asked = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Again" in world.text(asked.response))
    written = await world.ada.slash(world.room, "poem write", form="haiku", about="the sea")
    await world.until(lambda: "Keep" in world.text(written.response), seconds=60)
    here, other = world.thread, world.guild.create_text_channel("other")
    acts: dict[str, list[tuple[Any, str, dict[str, Any]]]] = {
        "stories": [(world.ada, "story start", START)],
        "poems": [
            (world.ada, "poem together", {"form": "haiku"}),
            (world.ada, "poem write", {"form": "haiku"}),
            (world.ada, "poem check", {"form": "haiku", "text": "Old pond"}),
        ],
        "prompts": [
            (world.ada, "prompt idea", {}),
            (world.ada, "prompt submit", {"text": "A door that opens late."}),
        ],
    }
    for feature, found in acts.items():
        assert f"`{feature}` is `off` in <#{world.room.id}>" in await turn(
            world, feature, "off", channel=world.room
        )
        for member, command, options in found:
            refused = await told(world, member, world.room, command, **options)
            assert OFF[feature] in refused, command
            elsewhere = await told(world, member, other, command, **options)
            assert "in this channel" not in elsewhere, command
    for message, label in ((asked, "Again"), (written, "Again"), (written, "Keep")):
        pressed = await world.ada.click(message.response, label=label)
        answers = [pressed.response, *pressed.followups]
        assert "switched off in this channel" in "".join(world.text(one) for one in answers if one), label
    line = {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "Old pond"}}
    number = crc32(b"haiku")
    form = world.emit(world.ada, {"custom_id": f"q1:poem-checked:{number}", "components": [line]}, kind=FORM)
    await world.env.settle()
    assert "switched off in this channel" in world.text(form.response)
    daily = {"channel": world.room, "time": "09:00", "timezone": "UTC"}
    assert "Prompts are switched off" in await told(world, manager(world), other, "prompt daily", **daily)
    shown = await world.basho.slash(here, "story write", text="The gull came back.")
    await world.basho.click(shown.response, label="Submit")
    assert "The gull came back." in await texts(world), "the story goes on"
    await told(world, world.ada, here, "story finish")
    assert "No stories are started" in await told(world, world.mod, here, "story manage", action="reopen")


async def test_quotas(world: World) -> None:
    await turn(world, "member-stories", "1")
    await world.start_story()
    refused = await told(world, world.ada, world.room, "story start", **START)
    assert "You host 1 unfinished story" in refused
    assert "The lamp went out." in refused, "the opening is given back"
    await turn(world, "channel-stories", "1", channel=world.room)
    for command, options in (("story start", START), ("poem together", {"form": "haiku"})):
        assert "has its 1 unfinished" in await told(world, world.basho, world.room, command, **options)
    await told(world, world.ada, world.thread, "story finish")
    assert "has begun" in await told(world, world.basho, world.room, "story start", **START)
    await turn(world, "muse-hourly", "2")
    for command, options in (("prompt idea", {}), ("muse rewrite", {"text": SIX, "how": "plain"})):
        assert "within an hour" not in await told(world, world.ada, world.room, command, **options)
    await world.until(lambda: world.app.muse.status().running == 0)
    for command, options in (("prompt idea", {}), ("poem write", {"form": "haiku"})):
        refused = await told(world, world.ada, world.room, command, **options)
        assert "as often as one may here within an hour" in refused
    story = world.thread
    await turn(world, "channel-stories", "off", channel=world.room)
    assert "has begun" in await told(world, world.mod, world.room, "poem together", form="haiku")
    for _ in range(2):
        assert "within an hour" not in await told(world, world.basho, story, "muse continue")
        await world.until(lambda: world.app.muse.status().running == 0)
    for where, command in ((story, "muse continue"), (story, "unstuck"), (world.thread, "muse continue")):
        assert "within an hour" in await told(world, world.basho, where, command)
    await world.env.advance_time(HOUR + 1)
    assert "within an hour" not in await told(world, world.ada, world.room, "prompt idea")


async def test_values_are_offered_as_they_are_typed(world: World) -> None:
    role = world.guild.create_role("Lamp keepers")

    async def offered(setting: str, typed: str) -> list[str]:
        found = await world.mod.autocomplete(world.room, "limits set", "value", typed, setting=setting)
        return [choice["value"] for choice in found]

    found = await world.mod.autocomplete(world.room, "limits set", "setting", "unfinished")
    assert [choice["value"] for choice in found] == ["member-stories", "channel-stories"]
    assert await offered("muse-hourly", "") == ["off", "3", "5", "10", "20", "30", "default"]
    assert await offered("muse-hourly", "3") == ["3", "30"]
    assert await offered("muse-hourly", "37") == ["37"]
    assert await offered("muse-hourly", "5000") == []
    assert (await offered("start", ""))[:2] == ["everyone", "moderators"]
    assert await offered("start", "@lamp") == [str(role.id)]
    assert await offered("sight", "l") == ["last", "line"]
    assert "from 1 to 1000, or `off`" in await turn(world, "muse-hourly", "many")
    assert "from 1 to 168." in await turn(world, "turn-hours-max", "off")
    assert "takes `everyone`, `moderators`, or a role" in await turn(world, "host", "nobody")
    assert "no such role" in await turn(world, "host", "123456789012345678")


async def test_settings_of_many_channels_are_paged(world: World) -> None:
    names = [f"corner-{number}" for number in range(60)]
    await turn(world, "report-hide", "on")
    channels = [world.guild.create_text_channel(name) for name in names]
    plain = (await world.mod.slash(world.room, "limits show")).response
    assert "Next" not in world.text(plain), "all of it is on one page"
    assert "turn-hours-max" in world.text(plain)
    async with world.app.database.write() as connection:
        for channel in channels:
            for name in ("links", "invites", "mentions", "email", "phone", "card"):
                await connection.exec_driver_sql(
                    f"INSERT INTO limits SELECT guild_id, {channel.id}, '{name}', 'hold', set_by, set_at "
                    "FROM limits WHERE name = 'report-hide'"
                )
    shown = await world.mod.slash(world.room, "limits show")
    assert "turn-hours-max" not in world.text(shown.response)
    pages = [world.text(shown.response)]
    while "turn-hours-max" not in pages[-1] and len(pages) < 12:
        await world.mod.click(shown.response, label="Next")
        pages.append(world.text(shown.response))
    assert "turn-hours-max" in pages[-1]
    for channel in channels:
        assert "\n".join(pages).count(f"<#{channel.id}>") == 6, "a channel's value was cut"
    forged = {"custom_id": "q1:limits-page:99", "component_type": 2}
    for member, sentence in ((world.ada, "Only a moderator"), (world.mod, "muse-role")):
        pressed = world.emit(member, forged)
        await world.env.settle()
        assert sentence in world.text(pressed.response)
