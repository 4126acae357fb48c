"""Held texts that wait no longer: their writer is out, or the story went on or ended without them."""

from typing import Any

import pytest

from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.services.review_items import Decision, Kind
from bot.storage import bans
from bot.storage.bans import Ban
from tests.discord.conftest import World
from tests.discord.test_held_texts import HELD, direct, passages, states, submitted
from tests.discord.test_review_queue import opened
from tests.discord.test_together import HAIKU, begin, write
from tests.discord.test_turn_time import three, turn_line
from tests.storage.test_word_lists import Moderator


@pytest.fixture(autouse=True)
def patience(world: World) -> None:
    world.env.settle_timeout = 60


async def held_line(world: World) -> Any:
    """Have a line of a poem wait; return the queue as a moderator has it open."""
    await begin(world)
    await world.mod.slash(world.room, "limits words", action="add", list="hold", phrase="silent")
    await write(world, world.basho, HAIKU[0])
    return await opened(world, world.mod)


async def approved(world: World, shown: Any) -> str:
    """Press Approve on what was open; return what the moderator reads."""
    result = await world.mod.click(shown, label="Approve")
    await world.env.settle()
    return world.text([*result.followups, result.response][0])


async def kept(world: World) -> list[str]:
    """Return the drafts that their writers find again."""
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT text FROM drafts WHERE fate IS NULL")
        return [row[0] for row in found.all()]


async def ban(world: World) -> None:
    await world.mod.slash(world.room, "ban-writer", member=world.basho.user)


async def kick(world: World) -> None:
    await world.ada.slash(world.thread, "story manage", action="kick", member=world.basho.user)


async def leave(world: World) -> None:
    await world.basho.slash(world.thread, "story leave")


async def vanish(world: World) -> None:
    await world.app.bot.publisher.take_out(world.guild.id, world.basho.id)


@pytest.mark.parametrize(
    ("go", "state", "told"),
    [
        (ban, "gone", "may no longer write"),
        (kick, "gone", "may no longer write"),
        (vanish, "gone", "may no longer write"),
        (leave, "withdrawn", "took it back"),
    ],
)
async def test_the_words_of_one_who_is_out_cannot_enter_a_poem(
    world: World, go: Any, state: str, told: str
) -> None:
    shown = await held_line(world)
    await go(world)
    assert await states(world) == [(state, "")]
    assert told in await approved(world, shown)
    assert HAIKU[0] not in world.text(world.board)
    assert "Nothing waits" in world.text(await opened(world, world.mod))
    assert await kept(world) == [HAIKU[0]], "no word is lost"


@pytest.mark.parametrize("go", [ban, kick])
async def test_a_turn_goes_on_without_the_held_text_of_one_who_is_out(world: World, go: Any) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    shown = await opened(world, world.mod)
    await go(world)
    await world.until(lambda: world.mod.mention in turn_line(world))
    assert await states(world) == [("gone", "")]
    assert "may no longer write" in await approved(world, shown)
    assert await passages(world) == []
    assert "You no longer write in “The Tide” (#1)" in direct(world, world.basho)
    assert "still your draft" in direct(world, world.basho)


async def test_approving_looks_whether_its_writer_is_still_on_the_server(world: World) -> None:
    """Without the intent Server Members nobody tells who leaves."""
    shown = await held_line(world)
    world.env.backend.remove_member(world.guild.id, world.basho.id)
    await world.env.settle()
    assert (await states(world))[0][0] == "waiting", "it was not told"
    assert "may no longer write" in await approved(world, shown)
    assert await states(world) == [("gone", "")]
    assert HAIKU[0] not in world.text(world.board)


async def test_approving_goes_on_where_discord_cannot_say(world: World) -> None:
    shown = await held_line(world)
    world.env.inject_error("GET", "/guilds/*/members/*", status=500, code=0, times=1)
    await approved(world, shown)
    assert await states(world) == [("approved", "")]
    assert HAIKU[0] in world.text(world.board)


async def test_approving_asks_the_bans_itself(world: World) -> None:
    """Whatever way a ban comes about, the words of one who is banned stay out."""
    await held_line(world)
    async with world.app.database.write() as connection:
        now = world.app.clock.now()
        await bans.put(connection, world.guild.id, Ban(world.basho.id, None, ""), world.mod.id, now)
    actor = Actor(world.guild.id, world.mod.id, "mod", Moderator())
    with pytest.raises(Refusal) as refused:
        await world.app.services.reviewing.decide(actor, Kind.TEXT, 1, Decision.APPROVE)
    assert refused.value.reason is Reason.REVIEW_WRITER_GONE
    assert (await states(world))[0][0] == "waiting", "it can still be returned"
    await world.app.services.reviewing.decide(actor, Kind.TEXT, 1, Decision.REJECT)
    assert await states(world) == [("rejected", "")]


@pytest.mark.parametrize(
    ("command", "options", "state"),
    [
        ("story finish", {}, "finished"),
        ("story manage", {"action": "skip"}, "overtaken"),
        ("story manage", {"action": "next"}, "overtaken"),
    ],
)
async def test_no_text_waits_in_a_story_that_went_on(
    world: World, command: str, options: dict[str, Any], state: str
) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    shown = await opened(world, world.mod)
    await world.ada.slash(world.thread, command, **options)
    assert await states(world) == [(state, "")]
    told = direct(world, world.basho)
    assert ("is finished" if state == "finished" else "went on before") in told
    assert "still your draft" in told
    assert "went on or ended without it" in await approved(world, shown)
    assert "Nothing waits" in world.text(await opened(world, world.mod))
    assert await kept(world) == [HELD], "no word is lost"


async def test_a_line_that_another_overtook_waits_no_longer(world: World) -> None:
    shown = await held_line(world)
    await write(world, world.ada, "The long winter night")
    assert await states(world) == [("overtaken", "")]
    assert "went on before" in direct(world, world.basho)
    assert "went on or ended without it" in await approved(world, shown)


async def test_who_could_not_be_told_is_told_when_it_works_again(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    world.env.inject_error("POST", "/users/@me/channels", status=500, code=0, times=1)
    await world.ada.slash(world.thread, "story manage", action="skip")
    assert direct(world, world.basho) == ""
    await world.restart()
    await world.ada.slash(world.thread, "story manage", action="skip")
    assert "went on before" in direct(world, world.basho)
    before = len(world.basho.user.dm_channel.history())
    await world.ada.slash(world.thread, "story manage", action="skip")
    assert len(world.basho.user.dm_channel.history()) == before, "nobody is told twice"


async def test_what_its_writer_took_back_is_told_as_that(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    shown = await opened(world, world.mod)
    await world.basho.slash(world.thread, "story pass")
    assert await states(world) == [("withdrawn", "")]
    assert "took it back" in await approved(world, shown)
    assert direct(world, world.basho) == "", "who did it themself need not be told"
