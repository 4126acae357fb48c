"""/prompt submit: a member's own prompt, and the moderators who look at it first."""

from typing import Any

import discord
import pytest
import simcord

from tests.discord.conftest import World
from tests.teaching import approve_all, teach

PROMPT = "Two clocks in one house disagree, and one of them is right about you."
DOOR = "A door that opens one day late."


@pytest.fixture
def second(world: World) -> simcord.MemberActor:
    """Another moderator."""
    mods = world.guild.create_role("More", permissions=discord.Permissions(manage_messages=True))
    return world.guild.add_member(world.env.create_user("second"), roles=[mods])


async def shelf(world: World, member: Any, channel: Any = None) -> str:
    """Return what the first message of /prompt list shows a member."""
    listed = await member.slash(channel or world.room, "prompt list")
    return world.text(listed.response)


async def test_a_moderator_looks_at_it_first(world: World) -> None:
    told = await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    assert "A moderator looks at it first" in told.response.content
    others = await world.basho.slash(world.room, "prompt list")
    assert "clocks" not in world.text(others.response)
    own = await world.ada.slash(world.room, "prompt list")
    assert "clocks" in world.text(own.response)
    assert "Approve" not in world.text(own.response)
    listed = await world.mod.slash(world.room, "prompt list")
    assert "1 prompt waits" in world.text(listed.response)
    await world.mod.click(listed.response, label="Approve")
    assert "Nothing waits for review" in world.text(listed.response)
    others = await world.basho.slash(world.room, "prompt list")
    assert "1 kept prompt" in world.text(others.response)
    assert "Two clocks in one house" in world.text(others.response)


async def test_what_is_rejected_is_shown_to_nobody_and_the_next_comes_up(world: World) -> None:
    for text in (PROMPT, "A door that opens one day late."):
        await world.ada.slash(world.room, "prompt submit", text=text)
    listed = await world.mod.slash(world.room, "prompt list")
    await world.mod.click(listed.response, label="Reject")
    assert "A door that opens" in world.text(listed.response)
    await world.mod.click(listed.response, label="Approve")
    shown = world.text((await world.basho.slash(world.room, "prompt list")).response)
    assert "door" in shown
    assert "clocks" not in shown


async def test_a_moderators_own_waits_for_another_and_two_do_not_decide_twice(
    world: World, second: simcord.MemberActor
) -> None:
    told = await world.mod.slash(world.room, "prompt submit", text="A lighthouse on a hill without a sea.")
    assert "A moderator looks at it first" in told.response.content
    own = await world.mod.slash(world.room, "prompt list")
    assert "another moderator decides" in world.text(own.response)
    assert "Approve" not in world.text(own.response)
    forged = world.press(world.mod, "q1:review-approve:2:1:0", own.response.message)
    await world.env.settle()
    assert "That is your own" in world.text(forged.response)
    listed = await second.slash(world.room, "prompt list")
    await second.click(listed.response, label="Approve")
    late = world.press(second, "q1:review-reject:2:1:0", listed.response.message)
    await world.env.settle()
    assert "has decided on that already" in world.text(late.response)
    assert "lighthouse" in await shelf(world, world.basho)


async def test_forged_and_wrong_ones_are_one_sentence(world: World) -> None:
    await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    own = await world.ada.slash(world.room, "prompt list")
    for member, custom_id, words in (
        (world.basho, "q1:review-approve:2:1:0", "Only a moderator"),
        (world.mod, "q1:review-approve:2:99:0", "no such thing"),
        (world.basho, "q1:prompt-discard:1", "prompt"),
        (world.ada, "q1:prompt-change:1", "prompt"),
    ):
        result = world.press(member, custom_id, own.response.message)
        await world.env.settle()
        assert words in world.text(result.response)
    for text in ("\u200b", "x" * 700):
        refused = await world.ada.slash(world.room, "prompt submit", text=text)
        assert "moderator looks" not in refused.response.content
    mention = await world.ada.slash(world.room, "prompt submit", text="@everyone **wakes** up")
    assert "looks at it first" in mention.response.content
    listed = await world.mod.slash(world.room, "prompt list")
    await world.mod.click(listed.response, label="Reject")
    assert "\\*\\*wakes\\*\\*" in world.text(listed.response), "markdown is shown, not done"
    assert not listed.response.message.mention_everyone


async def test_a_prompt_that_waits_cannot_be_kept_by_its_author(world: World) -> None:
    await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    own = await world.ada.slash(world.room, "prompt list")
    for decided in (False, True):
        forged = world.press(world.ada, "q1:prompt-keep:1", own.response.message)
        await world.env.settle()
        assert "Kept" not in world.text(forged.response)
        assert "clocks" not in world.text((await world.basho.slash(world.room, "prompt list")).response)
        if not decided:
            listed = await world.mod.slash(world.room, "prompt list")
            await world.mod.click(listed.response, label="Reject")


async def test_a_list_of_signs_fits(world: World) -> None:
    for _ in range(8):
        await world.ada.slash(world.room, "prompt submit", text="*_~ " * 145)
    await approve_all(world)
    assert "8 kept prompts" in await shelf(world, world.ada)


async def listing(world: World, phrase: str, on: str = "block", channel: Any = None) -> None:
    where = {"channel": channel} if channel else {}
    await world.mod.slash(world.room, "limits words", action="add", list=on, phrase=phrase, **where)


async def test_kept_prompts_are_judged_by_the_lists_of_today(world: World) -> None:
    for text in (PROMPT, DOOR):
        await world.ada.slash(world.room, "prompt submit", text=text)
    await approve_all(world)
    await listing(world, "clocks")
    theirs = await shelf(world, world.basho)
    assert "1 kept prompt\n" in theirs
    assert "door" in theirs
    assert "clocks" not in theirs
    moderators = await shelf(world, world.mod)
    assert "2 kept prompts" in moderators
    assert "Not shown to members: this server's list `block`" in moderators
    assert "1 of them is beyond this channel's limits" in moderators
    await world.mod.slash(world.room, "limits words", action="remove", list="block", phrase="clocks")
    assert "clocks" in await shelf(world, world.basho)


async def test_a_channels_own_list_holds_for_prompts_there(world: World) -> None:
    other = world.guild.create_text_channel("other")
    await listing(world, "clocks", channel=world.room)
    refused = await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    assert "“clocks” is not taken here" in world.text(refused.response)
    taken = await world.ada.slash(other, "prompt submit", text=PROMPT)
    assert "A moderator looks" in world.text(taken.response)
    await approve_all(world)
    assert "clocks" in await shelf(world, world.basho, other)
    assert "clocks" not in await shelf(world, world.basho)
    await listing(world, "clocks", on="allow", channel=world.room)
    await listing(world, "clocks")
    assert "clocks" in await shelf(world, world.basho), "the channel's own goes before the server's"
    assert "clocks" not in await shelf(world, world.basho, other)


async def test_a_word_is_taught_within_the_limits_of_its_channel_and_of_the_server(world: World) -> None:
    await listing(world, "zyrquel", channel=world.room)
    await listing(world, "zyrquin")
    await listing(world, "zyrquin", on="allow", channel=world.room)
    for word in ("zyrquel", "zyrquin"):
        assert f"“{word}” is not taken here" in await teach(world, world.ada, word, "2")
    assert "waits for a moderator" in await teach(world, world.ada, "zyrqua", "2")


async def test_a_full_page_of_what_only_moderators_see_fits(world: World) -> None:
    said = "zyrqua zyrquel https://example.org/a discord.gg/abcdef ada@example.org "
    for _ in range(8):
        await world.ada.slash(world.room, "prompt submit", text=said + "*_~ " * 130)
    await approve_all(world)
    for setting in ("links", "invites", "email"):
        await world.mod.slash(world.room, "limits set", setting=setting, value="hold")
    await listing(world, "zyrqua", "hold")
    await listing(world, "zyrquel")
    assert "an e-mail address" in await shelf(world, world.mod)
    assert "8 kept prompts" in await shelf(world, world.mod)


async def test_whoever_may_moderate_one_channel_only_does_not_decide_for_the_server(world: World) -> None:
    await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    channel = world.guild.create_text_channel(
        "bashos-corner", overwrites={world.basho: discord.PermissionOverwrite(manage_messages=True)}
    )
    listed = await world.basho.slash(channel, "prompt list")
    assert "clocks" not in world.text(listed.response)
    own = await world.basho.slash(channel, "prompt submit", text="A key without a door.")
    assert "A moderator looks at it first" in own.response.content


async def test_a_moderators_own_prompt_does_not_stop_the_queue(world: World) -> None:
    await world.mod.slash(world.room, "prompt submit", text=PROMPT)
    await world.basho.slash(world.room, "prompt submit", text="A door that opens one day late.")
    listed = await world.mod.slash(world.room, "prompt list")
    assert "door" in world.text(listed.response)
    await world.mod.click(listed.response, label="Approve")
    assert "clocks" in world.text(listed.response)
    assert "Approve" not in world.text(listed.response).splitlines()


async def test_no_member_fills_the_queue(world: World) -> None:
    for number in range(11):
        told = await world.ada.slash(world.room, "prompt submit", text=f"Prompt {number}.")
    assert "10 prompts of yours wait" in told.response.content
    listed = await world.mod.slash(world.room, "prompt list")
    assert "10 prompts wait" in world.text(listed.response)
