"""/privacy: one file with everything about the asker and nobody else, and how they are forgotten."""

import json
from typing import Any

import pytest

from bot.services.actor import Actor
from bot.settings import Settings
from tests.discord.conftest import World, running_world
from tests.discord.test_turn_time import three, turn_line, write
from tests.teaching import teach


async def exported(world: World, member: Any) -> dict[str, Any]:
    result = await member.slash(world.room, "privacy export")
    await world.until(lambda: bool(result.response is not None and result.response.attachments))
    assert result.response.flags.ephemeral
    (file,) = result.response.attachments
    told: dict[str, Any] = json.loads(bytes(await file.read()))
    return told


@pytest.fixture
async def busy(world: World) -> World:
    """A story of three, a draft, a held text, a taught word, a report."""
    await three(world, pen_name="Mistress Wave")
    await write(world, world.basho, "The gull came back to Basho.")
    await write(world, world.mod, "The keeper counted his candles.")
    await world.ada.slash(world.thread, "story write", text="My draft about the bastard tide.")
    await teach(world, world.basho, "zyrquel", "2")
    await world.basho.slash(world.room, "report", story=1, passage=3, reason="Counting is dull")
    await world.basho.slash(world.room, "prompt submit", text="A door that opens one day late.")
    return world


async def test_it_has_all_of_the_asker_s_words(busy: World) -> None:
    told = await exported(busy, busy.basho)
    assert (told["format"], told["member"]) == ("quire-privacy/1", str(busy.basho.id))
    text = json.dumps(told, ensure_ascii=False)
    for mine in ("The gull came back to Basho.", "zyrquel", "Counting is dull", "A door that opens"):
        assert mine in text
    assert {"members", "writers", "passages", "reports", "prompts", "taught_words"} <= told["held"].keys()


async def test_it_has_nobody_else_s(busy: World) -> None:
    text = json.dumps(await exported(busy, busy.basho), ensure_ascii=False)
    for other in (busy.ada, busy.mod):
        assert str(other.id) not in text
    for theirs in ("keeper counted", "bastard tide", "Mistress Wave"):
        assert theirs not in text
    assert "Counting is dull" not in json.dumps(await exported(busy, busy.mod))


async def test_a_member_of_whom_nothing_is_held_gets_a_file_that_says_so(busy: World) -> None:
    stranger = busy.guild.add_member(busy.env.create_user("stranger"))
    assert (await exported(busy, stranger))["held"] == {}


async def forget(world: World, member: Any, words: str) -> str:
    """Be forgotten: ask, read, press; return what was asked."""
    result = await member.slash(world.room, "privacy forget", words=words)
    await world.until(lambda: bool(result.response is not None and result.response.components))
    assert result.response.flags.ephemeral
    asked = world.text(result.response)
    await member.click(result.response, label="Forget me")
    await world.env.settle()
    assert "I do not know you any more" in world.text(result.response), "it stands where the button was"
    assert not result.response.components
    return asked


def shown(world: World) -> str:
    """Return all that the thread shows."""
    return "\n".join(world.text(message) for message in world.thread.history())


async def test_it_says_what_will_happen_before_it_does(busy: World) -> None:
    result = await busy.basho.slash(busy.room, "privacy forget", words="redact")
    text = busy.text(result.response)
    assert "1 passage of yours is taken out" in text
    assert "You leave 1 story" in text
    assert "/privacy export" in text
    assert "The gull came back" in shown(busy), "nothing happens before the button is pressed"


async def test_words_that_stay_are_by_a_former_writer(busy: World) -> None:
    assert "1 passage of yours stays" in await forget(busy, busy.basho, "keep-anonymous")
    text = shown(busy)
    assert "The gull came back to Basho." in text
    assert "basho" not in text
    assert str(busy.basho.id) not in text
    assert "2 · a former writer" in text


async def test_words_that_are_taken_out_leave_the_thread(busy: World) -> None:
    await forget(busy, busy.basho, "redact")
    text = shown(busy)
    assert "The gull" not in text
    assert "2 · taken out, as its writer asked" in text
    found = await busy.ada.slash(busy.room, "story search", query="gull")
    assert "The gull" not in busy.text(found.response)


async def test_their_turn_passes_and_the_story_goes_on(world: World) -> None:
    await three(world)
    assert str(world.basho.id) in turn_line(world)
    await forget(world, world.basho, "keep-anonymous")
    assert str(world.mod.id) in turn_line(world)
    await write(world, world.mod, "The keeper counted his candles.")
    assert "The keeper counted his candles." in shown(world)


async def test_a_host_hands_over_and_a_story_of_theirs_alone_sleeps(world: World) -> None:
    await three(world, title="First")
    await forget(world, world.ada, "keep-anonymous")
    assert f"hosted by <@{world.basho.id}>" in world.text(world.board)
    await world.mod.slash(world.room, "story start", title="Alone", opening="Nobody came.")
    await forget(world, world.mod, "redact")
    assert "hosted by a former writer" in world.text(world.board)
    assert "Alone" not in world.text(world.board)


async def test_afterwards_nothing_is_held_and_they_may_come_back(busy: World) -> None:
    await forget(busy, busy.basho, "keep-anonymous")
    assert (await exported(busy, busy.basho))["held"] == {}
    again = await busy.basho.slash(busy.room, "privacy forget", words="redact")
    assert busy.text(again.response) == "I hold nothing about you."
    await busy.basho.slash(busy.thread, "story join")
    assert f"<@{busy.basho.id}>" in busy.text(busy.board)


async def test_the_record_keeps_the_act_and_not_the_person(busy: World) -> None:
    await forget(busy, busy.basho, "keep-anonymous")
    text = busy.text((await busy.mod.slash(busy.room, "review audit")).response)
    assert "somebody who was forgotten** was forgotten, as they asked" in text
    assert str(busy.basho.id) not in text


async def test_a_forged_press_forgets_whoever_pressed(busy: World) -> None:
    busy.press(busy.ada, "q1:privacy-forget:1")
    await busy.until(lambda: "1 · taken out, as its writer asked" in shown(busy))
    assert "The gull came back to Basho." in shown(busy)


async def test_a_ban_is_not_shaken_off(busy: World) -> None:
    await busy.mod.slash(busy.room, "ban-writer", member=busy.basho.user, reason="Spam")
    await forget(busy, busy.basho, "redact")
    refused = await busy.basho.slash(busy.thread, "story join")
    assert "Spam" in busy.text(refused.response)


async def test_nobody_agrees_to_training_who_did_not_say_so(world: World) -> None:
    actor = Actor(world.guild.id, world.ada.id, "ada")
    assert await world.app.services.privacy.consented(actor) is False
    for training, agreed in (("yes", True), ("no", False), ("yes", True)):
        result = await world.ada.slash(world.room, "privacy consent", training=training)
        assert result.response.flags.ephemeral
        assert await world.app.services.privacy.consented(actor) is agreed
    await world.ada.slash(world.room, "settings pings", where="dm")
    assert await world.app.services.privacy.consented(actor), "other settings leave it alone"
    await forget(world, world.ada, "redact")
    assert await world.app.services.privacy.consented(actor) is False


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://192.0.2.1:9/v1", "It runs on 192.0.2.1"),  # an address that is nobody's (RFC 5737)
        ("http://127.0.0.1:9/v1", "nothing that you write leaves it"),
        ("http://localhost:9/v1", "nothing that you write leaves it"),
    ],
)
async def test_help_says_where_the_muse_is(settings: Settings, url: str, told: str) -> None:
    remote = {"muse": "remote", "remote_url": url, "remote_model": "m"}
    async with running_world(settings.model_copy(update=remote)) as world:
        shown_help = world.text((await world.ada.slash(world.room, "help")).response)
        assert told in shown_help
        assert "/privacy" in shown_help


async def test_a_finished_story_credits_a_former_writer(busy: World) -> None:
    await busy.ada.slash(busy.thread, "story finish")
    assert "- basho: 6 words" in busy.text(busy.board)
    await forget(busy, busy.basho, "keep-anonymous")
    text = busy.text(busy.board)
    assert "- a former writer: 6 words" in text
    assert "basho" not in text
