"""/privacy export: one file with everything about the asker, and nobody else's ids or words."""

import json
from typing import Any

import pytest

from tests.discord.conftest import World
from tests.discord.test_turn_time import three, write
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
