"""/prompt submit: a member's own prompt, and the moderators who look at it first."""

import discord

from tests.discord.conftest import World

PROMPT = "Two clocks in one house disagree, and one of them is right about you."


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
    assert "no prompt waits" in world.text(listed.response)
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


async def test_a_moderators_own_is_in_at_once_and_two_do_not_decide_twice(world: World) -> None:
    told = await world.mod.slash(world.room, "prompt submit", text="A lighthouse on a hill without a sea.")
    assert "/prompt list shows it" in told.response.content
    await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    listed = await world.mod.slash(world.room, "prompt list")
    await world.mod.click(listed.response, label="Approve")
    late = world.press(world.mod, "q1:prompt-reject:2", world.room.last_message or listed.response.message)
    await world.env.settle()
    assert "decided on that prompt already" in world.text(late.response)


async def test_forged_and_wrong_ones_are_one_sentence(world: World) -> None:
    await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    own = await world.ada.slash(world.room, "prompt list")
    for member, custom_id, words in (
        (world.basho, "q1:prompt-approve:1", "Only a moderator"),
        (world.mod, "q1:prompt-approve:99", "prompt"),
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
        told = await world.mod.slash(world.room, "prompt submit", text="*_~ " * 145)
        assert "/prompt list shows it" in told.response.content
    shown = await world.ada.slash(world.room, "prompt list")
    assert "8 kept prompts" in world.text(shown.response)


async def test_whoever_may_moderate_one_channel_only_does_not_decide_for_the_server(world: World) -> None:
    await world.ada.slash(world.room, "prompt submit", text=PROMPT)
    channel = world.guild.create_text_channel(
        "bashos-corner", overwrites={world.basho: discord.PermissionOverwrite(manage_messages=True)}
    )
    listed = await world.basho.slash(channel, "prompt list")
    assert "clocks" not in world.text(listed.response)
    own = await world.basho.slash(channel, "prompt submit", text="A key without a door.")
    assert "A moderator looks at it first" in own.response.content


async def test_a_moderators_own_old_prompt_does_not_stop_the_queue(world: World) -> None:
    await world.mod.slash(world.room, "prompt submit", text=PROMPT)
    await world.basho.slash(world.room, "prompt submit", text="A door that opens one day late.")
    async with world.app.database.write() as connection:  # as if handed in before they were a moderator
        await connection.exec_driver_sql("UPDATE prompts SET state = 'waiting', kept = 0 WHERE id = 1")
    listed = await world.mod.slash(world.room, "prompt list")
    assert "door" in world.text(listed.response)
    await world.mod.click(listed.response, label="Approve")
    assert "clocks" in world.text(listed.response)
    assert "Approve" not in world.text(listed.response)


async def test_no_member_fills_the_queue(world: World) -> None:
    for number in range(11):
        told = await world.ada.slash(world.room, "prompt submit", text=f"Prompt {number}.")
    assert "10 prompts of yours wait" in told.response.content
    listed = await world.mod.slash(world.room, "prompt list")
    assert "10 prompts wait" in world.text(listed.response)
