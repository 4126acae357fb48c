"""/review queue: what members handed in, one thing at a time, for moderators only."""

import asyncio
from typing import Any

import discord
import pytest
import simcord

from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.services.review_items import Decision, Kind
from tests.discord.conftest import World
from tests.teaching import entries, teach


async def opened(world: World, member: simcord.MemberActor) -> Any:
    result = await member.slash(world.room, "review queue")
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert result.response.flags.ephemeral
    return result.response


@pytest.fixture
def second(world: World) -> simcord.MemberActor:
    """Another moderator."""
    mods = world.guild.create_role("More", permissions=discord.Permissions(manage_messages=True))
    return world.guild.add_member(world.env.create_user("second"), roles=[mods])


async def test_a_word_is_shown_with_both_counts_and_approved(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2 3")
    shown = await opened(world, world.mod)
    text = world.text(shown)
    assert "**zyrquel**: 2 or 3 syllables" in text
    assert "Until now it has 1 or 2 syllables (guessed from its letters)" in text
    assert f"<@{world.ada.id}>" in text
    await world.mod.click(shown, label="Approve")
    assert "Approved. Nothing waits for review." in world.text(shown)
    assert await entries(world) == [("zyrquel", "2 3", "approved")]


async def test_things_come_oldest_first_and_each_decision_brings_the_next(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await world.env.advance_time(60)
    await world.ada.slash(world.room, "prompt submit", text="A door that opens one day late.")
    await world.env.advance_time(60)
    await teach(world, world.basho, "quorvane", "2")
    shown = await opened(world, world.mod)
    assert "zyrquel" in world.text(shown)
    assert "1 / 3" in world.text(shown)
    await world.mod.click(shown, label="Next")
    assert "A door that opens" in world.text(shown)
    await world.mod.click(shown, label="Reject")
    assert "Rejected." in world.text(shown)
    assert "quorvane" in world.text(shown), "the page stays, the next thing comes up"
    await world.mod.click(shown, label="Approve")
    assert "zyrquel" in world.text(shown), "behind the last page is the last"
    listed = await world.basho.slash(world.room, "prompt list")
    assert "door" not in world.text(listed.response)


async def test_a_prompt_approved_there_is_in_the_list(world: World) -> None:
    await world.ada.slash(world.room, "prompt submit", text="A door that opens one day late.")
    shown = await opened(world, world.mod)
    await world.mod.click(shown, label="Approve")
    listed = await world.basho.slash(world.room, "prompt list")
    assert "1 kept prompt" in world.text(listed.response)


async def test_a_word_goes_back_with_a_note_that_its_proposer_reads(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "9")
    shown = await opened(world, world.mod)
    form = await world.mod.click(shown, label="Return")
    await world.mod.submit_modal(form, {"note": "I hear two, **not** nine. @everyone"})
    assert "Returned. Nothing waits for review." in world.text(shown)
    assert await entries(world) == [("zyrquel", "9", "returned")]
    message = world.ada.user.dm_channel.last_message
    assert message is not None
    assert "“zyrquel” back to you" in message.content
    assert "I hear two, \\*\\*not\\*\\* nine" in message.content
    assert not message.mention_everyone
    assert "waits for a moderator." in await teach(world, world.ada, "zyrquel", "2")


async def test_a_note_of_nothing_decides_nothing(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "9")
    form = await world.mod.click(await opened(world, world.mod), label="Return")
    answer = await world.mod.submit_modal(form, {"note": "\u200b"})
    assert "nothing to read" in world.text(answer.response)
    assert await entries(world) == [("zyrquel", "9", "waiting")]


async def test_the_first_moderator_decides_and_the_second_is_told(
    world: World, second: simcord.MemberActor
) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    mine, theirs = await opened(world, world.mod), await opened(world, second)
    await world.mod.click(mine, label="Reject")
    late = await second.click(theirs, label="Approve")
    assert "Another moderator has decided" in world.text(late.response)
    assert await entries(world) == [("zyrquel", "2", "rejected")]


async def test_a_proposal_that_was_changed_is_not_approved_by_an_old_button(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    shown = await opened(world, world.mod)
    await teach(world, world.ada, "zyrquel", "9")
    late = await world.mod.click(shown, label="Approve")
    assert "its writer changed it" in world.text(late.response)
    assert [entry[2] for entry in await entries(world)] == ["replaced", "waiting"]


async def test_nobody_decides_on_their_own(world: World, second: simcord.MemberActor) -> None:
    await teach(world, world.mod, "zyrquel", "2")
    shown = await opened(world, world.mod)
    assert "This is yours" in world.text(shown)
    assert "Approve" not in world.text(shown)
    for kind in ("review-approve", "review-reject"):
        forged = world.press(world.mod, f"q1:{kind}:1:1:0", shown.message)
        await world.env.settle()
        assert "That is your own" in world.text(forged.response)
    await second.click(await opened(world, second), label="Approve")
    assert await entries(world) == [("zyrquel", "2", "approved")]


async def test_only_moderators_of_the_whole_server_see_or_decide(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    corner = world.guild.create_text_channel(
        "corner", overwrites={world.basho: discord.PermissionOverwrite(manage_messages=True)}
    )
    for where in (world.room, corner):
        result = await world.basho.slash(where, "review queue")
        await world.until(lambda result=result: bool(world.text(result.response)))
        assert "Only a moderator" in world.text(result.response)
        assert "zyrquel" not in world.text(result.response)
    shown = await opened(world, world.mod)
    for custom_id in ("q1:review-approve:1:1:0", "q1:review-reject:1:1:0", "q1:review-page:0"):
        forged = world.press(world.basho, custom_id, shown.message)
        await world.env.settle()
        assert "Only a moderator" in world.text(forged.response)
    assert await entries(world) == [("zyrquel", "2", "waiting")]


@pytest.mark.parametrize(
    "custom_id",
    ["review-approve:1:99:0", "review-approve:7:1:0", "review-reject:0:1:0", "review-approve:2:1:0"],
)
async def test_a_forged_button_is_one_sentence(world: World, custom_id: str) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    forged = world.press(world.mod, f"q1:{custom_id}", (await opened(world, world.mod)).message)
    await world.env.settle()
    assert "There is no such thing to review" in world.text(forged.response)
    assert await entries(world) == [("zyrquel", "2", "waiting")]


async def test_an_old_page_works_after_a_restart(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    shown = await opened(world, world.mod)
    await world.restart()
    await world.mod.click(shown, label="Approve")
    assert await entries(world) == [("zyrquel", "2", "approved")]


async def test_of_two_counts_the_one_approved_last_is_the_servers(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await teach(world, world.basho, "zyrquel", "3")
    shown = await opened(world, world.mod)
    await world.mod.click(shown, label="Approve")
    assert "The list has it now with 2 syllables" in world.text(shown)
    await world.mod.click(shown, label="Approve")
    assert [entry[2] for entry in await entries(world)] == ["replaced", "approved"]
    assert "list has “zyrquel” already, with 3 syllables" in await teach(world, world.ada, "zyrquel", "3")


async def test_twenty_moderators_at_once_decide_once(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")

    class Moderates:
        def moderates_guild(self) -> bool:
            return True

    async def decide(number: int) -> str:
        actor: Any = Actor(world.guild.id, 1000 + number, "mod", Moderates())  # type: ignore[arg-type]
        try:
            await world.app.services.reviewing.decide(
                actor, Kind.WORD, 1, Decision.APPROVE if number % 2 else Decision.REJECT
            )
        except Refusal as refusal:
            return refusal.reason
        return "decided"

    answers = await asyncio.gather(*map(decide, range(20)))
    assert sorted(answers) == ["decided", *[Reason.REVIEW_DECIDED] * 19]
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT action FROM audit WHERE action LIKE 'word-%'")
        assert len(found.all()) == 2, "the proposal and one decision"


async def test_a_server_does_not_see_anothers(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")

    class Moderates:
        def moderates_guild(self) -> bool:
            return True

    stranger: Any = Actor(world.guild.id + 1, 7, "mod", Moderates())  # type: ignore[arg-type]
    assert (await world.app.services.reviewing.queue(stranger, 0)).item is None
    with pytest.raises(Refusal) as refused:
        await world.app.services.reviewing.decide(stranger, Kind.WORD, 1, Decision.APPROVE)
    assert refused.value.reason is Reason.NOT_IN_REVIEW
