"""Whoever handed in a prompt or a word learns what became of it, and has again what was not taken."""

from typing import Any

import pytest
import simcord

from tests.discord.conftest import World
from tests.discord.test_pings import messages_to
from tests.discord.test_review_queue import opened
from tests.discord.test_threads import fail, well_again
from tests.teaching import teach

DOOR = "A door that opens one day late."
NOTE = "Which **door**? @everyone"


async def decided(world: World, label: str, note: str = NOTE) -> Any:
    """Let the moderator decide on the oldest thing; return their queue."""
    shown = await opened(world, world.mod)
    done = await world.mod.click(shown, label=label)
    if label == "Return":
        return await world.mod.submit_modal(done, {"note": note})
    return done


def shut(world: World, member: simcord.MemberActor) -> None:
    """Let a member take no direct messages."""
    fail(world, "POST", f"/channels/{member.user.dm_channel.id}/messages", status=403)


def shown(world: World, result: Any) -> str:
    """Return all that a command was answered with."""
    return "\n".join(world.text(one) for one in (result.response, *result.followups) if one is not None)


PROMPTS = [
    ("Approve", "took your prompt"),
    ("Return", "sent your prompt back"),
    ("Reject", "did not take your prompt"),
]
WORDS = [
    ("Approve", "took “zyrquel” into the word list"),
    ("Return", "sent “zyrquel” back"),
    ("Reject", "did not take “zyrquel”"),
]


@pytest.mark.parametrize(("label", "sentence"), PROMPTS)
async def test_whoever_submitted_a_prompt_is_told(world: World, label: str, sentence: str) -> None:
    await world.ada.slash(world.room, "prompt submit", text=DOOR)
    await decided(world, label)
    (told,) = messages_to(world, world.ada)
    assert sentence in told
    assert DOOR in told
    assert ("Which \\*\\*door\\*\\*?" in told) is (label == "Return")
    assert sentence not in shown(world, await world.ada.slash(world.room, "muse status")), "once is enough"


@pytest.mark.parametrize(("label", "sentence"), WORDS)
async def test_whoever_taught_a_word_is_told(world: World, label: str, sentence: str) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await decided(world, label)
    (told,) = messages_to(world, world.ada)
    assert sentence in told


@pytest.mark.parametrize(("label", "sentence"), [PROMPTS[1], PROMPTS[2], WORDS[0], WORDS[1]])
async def test_without_direct_messages_they_read_it_at_their_next_command(
    world: World, label: str, sentence: str
) -> None:
    if "prompt" in sentence:
        await world.ada.slash(world.room, "prompt submit", text=DOOR)
    else:
        await teach(world, world.ada, "zyrquel", "2")
    shut(world, world.ada)
    done = await decided(world, label)
    assert ("at their next command" in shown(world, done)) is (label == "Return")
    assert messages_to(world, world.ada) == []
    well_again(world)
    await world.restart()
    assert sentence not in shown(world, await world.basho.slash(world.room, "muse status"))
    result = await world.ada.slash(world.room, "muse status")
    assert sentence in shown(world, result)
    assert all(one.flags.ephemeral for one in result.followups)
    assert sentence not in shown(world, await world.ada.slash(world.room, "muse status"))


@pytest.mark.parametrize("label", ["Return", "Reject"])
async def test_what_came_back_is_changed_and_handed_in_again(world: World, label: str) -> None:
    await world.ada.slash(world.room, "prompt submit", text=DOOR)
    await decided(world, label)
    assert "door" not in shown(world, await world.basho.slash(world.room, "prompt list"))
    back = await world.ada.slash(world.room, "prompt list")
    assert DOOR in world.text(back.response)
    assert ("Which \\*\\*door\\*\\*?" in world.text(back.response)) is (label == "Return")
    form = await world.ada.click(back.response, label="Change")
    assert form.modal["components"][-1]["component"]["value"] == DOOR
    again = await world.ada.submit_modal(form, {"text": f"{DOOR} Nobody knocks."})
    assert "A moderator looks at it first" in world.text(again.response)
    assert "Nobody knocks" in world.text(await opened(world, world.mod))
    listed = await world.ada.slash(world.room, "prompt list")
    assert "came back" not in shown(world, listed)
    assert "1 prompt waits" in shown(world, listed)
    stale = world.press(world.ada, "q1:prompt-change:1", back.response.message)
    await world.env.settle()
    assert "no longer here" in world.text(stale.response)


async def test_what_came_back_is_let_go_by_its_author_alone(world: World) -> None:
    await world.ada.slash(world.room, "prompt submit", text=DOOR)
    await decided(world, "Reject")
    back = await world.ada.slash(world.room, "prompt list")
    for kind in ("prompt-change", "prompt-discard"):
        forged = world.press(world.basho, f"q1:{kind}:1", back.response.message)
        await world.env.settle()
        assert "no longer here" in world.text(forged.response)
    await world.ada.click(back.response, label="Discard")
    assert "No prompts were kept" in shown(world, await world.ada.slash(world.room, "prompt list"))
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT state, text FROM prompts")
        assert [tuple(row) for row in found.all()] == [("dropped", "")]
