"""What each command says of a story as it goes on, its end, its file; and of a muse that is late."""

import re
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.errors import ModelError
from bot.generation.engine import Checkpoint
from bot.generation.factory import OffMuse
from bot.generation.muse import EndReason, MuseState, Receipt, Sampling
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from bot.services.actor import Actor
from bot.settings import Settings
from tests.discord.conftest import World, running_world

IDEA = "A heron learns to read the letters that a drowned town still sends."


async def written(world: World, member: Any, text: str) -> None:
    preview = await member.slash(world.thread, "story write", text=text)
    await member.click(preview.response, label="Submit")


def turn(world: World, number: int, member: Any) -> bool:
    """Tell whether the board gives that turn to the member."""
    return f"**Turn {number}:** <@{member.id}>" in world.text(world.board)


def labels(world: World) -> list[str]:
    """Return the labels of the board's buttons."""
    return [text for text in ("Write", "Pass", "Read", "Join") if text in world.text(world.board).split("\n")]


async def exported(world: World, member: Any) -> str:
    result = await member.slash(world.room, "story export", story=1)
    assert result.ephemeral
    (attachment,) = result.response.attachments
    return (await attachment.read()).decode()


async def ask(world: World, **wish: Any) -> Any:
    """Let Ada ask for a prompt and wait until it is there."""
    result = await world.ada.slash(world.room, "prompt idea", **wish)
    await world.until(lambda: "Start story" in world.text(result.response))
    return result


# Taking part


async def test_the_turn_goes_round_three_writers_by_passing(world: World) -> None:
    await world.start_story()
    await world.basho.slash(world.thread, "story join")
    await world.mod.slash(world.thread, "story join")
    assert f"<@{world.ada.id}> → <@{world.basho.id}> → <@{world.mod.id}>" in world.text(world.board)
    assert turn(world, 3, world.basho), "the first to join found Ada alone"
    await world.basho.click(world.board, label="Pass")
    assert turn(world, 4, world.mod)
    await world.mod.slash(world.thread, "story pass")
    assert turn(world, 5, world.ada)
    await world.ada.click(world.board, label="Pass")
    assert turn(world, 6, world.basho)


async def test_the_turn_of_whoever_leaves_goes_to_the_next(world: World) -> None:
    await world.start_story()
    for member in (world.basho, world.mod):
        await member.slash(world.thread, "story join")
    left = await world.basho.slash(world.thread, "story leave")
    assert "join again at any time" in left.response.content
    assert turn(world, 4, world.mod)
    assert f"<@{world.basho.id}>" not in world.text(world.board)
    back = await world.basho.slash(world.thread, "story join")
    assert "Welcome" in back.response.content
    assert f"<@{world.ada.id}> → <@{world.basho.id}> → <@{world.mod.id}>" in world.text(world.board)
    assert turn(world, 4, world.mod), "leaving and joining gains nobody a turn"


async def test_a_host_who_leaves_hands_over(world: World) -> None:
    await world.start_story()
    await world.basho.slash(world.thread, "story join")
    await world.ada.slash(world.thread, "story leave")
    refused = await world.ada.slash(world.thread, "story finish")
    assert "host or a moderator" in refused.response.content
    done = await world.basho.slash(world.thread, "story finish")
    assert "is finished" in done.response.content


async def test_the_host_finishes_and_only_reading_is_left(world: World) -> None:
    await world.start_story()
    assert labels(world) == ["Write", "Pass", "Read", "Join"]
    done = await world.ada.slash(world.room, "story finish", story=1)
    assert done.ephemeral
    assert "is finished" in done.response.content
    assert world.thread.mention in done.response.content
    assert "**Finished.**" in world.text(world.board)
    assert labels(world) == ["Read"]
    status = await world.basho.slash(world.thread, "story status")
    assert "**Finished.**" in world.text(status.response)


async def test_a_sleeping_story_offers_to_be_woken(world: World) -> None:
    await world.start_story()
    await world.ada.slash(world.thread, "story leave")
    assert labels(world) == ["Read", "Join"]
    refused = await world.ada.slash(world.thread, "story write", text="Alone in the dark.")
    assert "not in this story yet" in world.text(refused.response)


@pytest.mark.parametrize("name", ["pass", "leave"])
async def test_who_is_not_in_it_is_told_so(world: World, name: str) -> None:
    await world.start_story()
    before = world.board.id
    result = await world.mod.slash(world.thread, f"story {name}")
    assert "not in this story yet" in result.response.content
    assert world.board.id == before


async def test_passing_out_of_turn_names_whose_turn_it_is(world: World) -> None:
    await world.start_story()
    await world.basho.slash(world.thread, "story join")
    result = await world.ada.slash(world.thread, "story pass")
    assert f"It is <@{world.basho.id}>'s turn" in result.response.content
    assert turn(world, 3, world.basho)


# Looking at it


async def test_status_is_private_and_leads_to_the_thread(world: World) -> None:
    await world.start_story()
    await world.basho.slash(world.thread, "story join")
    status = await world.mod.slash(world.room, "story status", story=1)
    text = world.text(status.response)
    assert f"**Turn 3:** <@{world.basho.id}>, until <t:" in text
    assert "1 passage, 4 words" in text
    assert "up to 300 words a turn" in text
    assert text.endswith(world.thread.mention)
    assert status.ephemeral


async def test_read_shows_every_passage_signed_in_order(world: World) -> None:
    await world.start_story()
    await world.basho.slash(world.thread, "story join")
    await written(world, world.basho, "A frog leapt in.")
    await written(world, world.ada, "Then nothing.")
    shown = await world.mod.slash(world.room, "story read", story=1)
    assert shown.ephemeral
    assert shown.response.embeds[0].description == (
        "The lamp went out.\n-# 1 · ada\n\nA frog leapt in.\n-# 2 · basho\n\nThen nothing.\n-# 3 · ada"
    )


async def test_the_list_has_the_newest_first_and_says_how_each_stands(world: World) -> None:
    for title in ("Over", "Asleep", "Going on"):
        await world.start_story(title=title)
    await world.ada.slash(world.room, "story finish", story=1)
    await world.ada.slash(world.room, "story leave", story=2)
    listed = await world.basho.slash(world.room, "story list")
    (embed,) = listed.response.embeds
    assert [line.replace("\\", "") for line in embed.description.split("\n") if line.startswith("**")] == [
        "**#3 Going on (open)**",
        "**#2 Asleep (sleeping)**",
        "**#1 Over (finished)**",
    ]
    assert all(f"<#{thread.id}> · 1 passage" in embed.description for thread in world.room.threads)


# Taking it home


async def test_the_file_ends_differently_once_the_story_does(world: World) -> None:
    await world.start_story()
    await world.basho.slash(world.thread, "story join")
    await written(world, world.basho, "A frog leapt in.")
    began = world.env.now().date().isoformat()
    foot = f"---\n\n## Credits\n\n- ada: 4 words\n- basho: 4 words\n\nBegun on {began}. Written with Quire.\n"
    body = "# The Tide\n\nThe lamp went out.\n\nA frog leapt in.\n\n"
    assert await exported(world, world.mod) == body + "*To be continued.*\n\n" + foot
    await world.ada.slash(world.thread, "story finish")
    assert await exported(world, world.mod) == body + foot + f"\nFinished on {began}.\n"


async def test_an_edited_prompt_is_named_in_the_file(world: World) -> None:
    prompt = await ask(world)
    form = await world.ada.click(prompt.response, label="Start story")
    text = form.modal["components"][1]["component"]["value"]
    await world.ada.submit_modal(form, {"title": "Hers", "opening": text + " It rained."})
    file = await exported(world, world.ada)
    assert "## The muse's part" in file
    assert re.search(r"- Passage 1: .* edited by ada, 2 words changed of \d+ \(receipt 1\)", file)


async def test_a_story_that_is_not_there_has_no_file(world: World) -> None:
    await world.start_story()
    unknown = await world.ada.slash(world.room, "story export", story=7)
    assert "no such story" in unknown.response.content
    assert unknown.response.attachments == []
    unnamed = await world.ada.slash(world.room, "story export")
    assert "Which story?" in unnamed.response.content


@pytest.mark.parametrize("status", [500, 429])
async def test_discord_failing_while_the_file_is_sent_is_said_and_it_can_be_had_again(
    world: World, status: int
) -> None:
    await world.start_story()
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=status)
    failed = await world.ada.slash(world.thread, "story export")
    told = [world.text(message) for message in (failed.response, *failed.followups) if message]
    assert any("not answering properly" in text for text in told), told
    assert "The lamp went out." in await exported(world, world.ada)


# The muse


async def test_again_asks_for_the_same(world: World) -> None:
    prompt = await ask(world, genre="mystery", about="a lighthouse")
    again = await world.ada.click(prompt.response, label="Again")
    await world.until(lambda: "Start story" in world.text(again.response))
    assert again.ephemeral
    async with world.app.database.read() as connection:
        rows = (await connection.exec_driver_sql("SELECT genre, about FROM prompts")).all()
    assert [tuple(row) for row in rows] == [("mystery", "a lighthouse")] * 2


async def test_kept_prompts_are_signed_and_kept_once(world: World) -> None:
    prompt = await ask(world)
    for _ in range(2):
        kept = await world.ada.click(prompt.response, label="Keep")
        assert "Kept" in kept.response.content
    listed = await world.basho.slash(world.room, "prompt list")
    assert listed.ephemeral
    assert "1 kept prompt" in world.text(listed.response)
    assert f"-# By the muse, kept by <@{world.ada.id}>" in world.text(listed.response)


class SleepyEngine(ScriptedEngine):
    """A scripted engine whose model loads, or turns out to be missing, when the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.done = threading.Event()
        self.missing = False

    def load(self, checkpoint: Checkpoint) -> None:
        while not self.done.wait(0.01):
            checkpoint()
        if self.missing:
            raise ModelError("There is no model here; run `quire model fetch`.")


@pytest.fixture
def engine() -> SleepyEngine:
    return SleepyEngine()


@pytest.fixture
async def asleep(settings: Settings, engine: SleepyEngine) -> AsyncIterator[World]:
    """A world whose muse is still loading."""
    async with running_world(settings, muse=WorkerMuse(engine, queue_limit=4)) as world:
        assert world.app.muse.status().state is MuseState.LOADING
        yield world


async def test_status_while_it_loads_names_the_model_and_the_place(asleep: World) -> None:
    first = await asleep.ada.slash(asleep.room, "muse status")
    assert "waking up (scripted)" in first.response.content
    assert "queue" not in first.response.content
    await asleep.ada.slash(asleep.room, "prompt idea")
    await asleep.basho.slash(asleep.room, "prompt idea")
    status = await asleep.basho.slash(asleep.room, "muse status")
    assert "writing 0 texts. 2 wishes wait." in status.response.content
    assert "Your place in the queue: 2" in status.response.content


async def test_what_was_asked_while_it_loads_comes_to_each(asleep: World, engine: SleepyEngine) -> None:
    asked = [await member.slash(asleep.room, "prompt idea") for member in (asleep.ada, asleep.basho)]
    assert all("still waking up" in asleep.text(result.response) for result in asked)
    assert all("Stop" in asleep.text(result.response) for result in asked)
    engine.done.set()
    await asleep.until(lambda: all("Start story" in asleep.text(result.response) for result in asked))


async def test_a_prompt_is_stopped_before_the_muse_is_awake(asleep: World, engine: SleepyEngine) -> None:
    result = await asleep.ada.slash(asleep.room, "prompt idea")
    await asleep.ada.click(result.response, label="Stop")
    await asleep.until(lambda: "Stopped before" in result.response.content)
    assert result.response.components == []
    assert asleep.app.muse.status().waiting == 0


async def test_a_full_queue_refuses_while_it_loads(asleep: World) -> None:
    for _ in range(4):
        await asleep.ada.slash(asleep.room, "prompt idea")
    refused = await asleep.basho.slash(asleep.room, "prompt idea")
    assert "4 requests are waiting" in refused.response.content
    assert refused.ephemeral


async def test_who_waits_is_told_when_the_muse_cannot_wake_up(asleep: World, engine: SleepyEngine) -> None:
    result = await asleep.ada.slash(asleep.room, "prompt idea", count=3)
    engine.missing = True
    engine.done.set()
    await asleep.until(lambda: "waking up" not in result.response.content)
    assert "try once more" in result.response.content
    assert result.response.components == [], "nothing is left to stop"
    assert result.followups == []
    refused = await asleep.ada.slash(asleep.room, "prompt idea")
    assert "not at home" in refused.response.content
    status = await asleep.ada.slash(asleep.room, "muse status")
    assert "could not wake up" in status.response.content
    assert "quire model fetch" not in status.response.content


async def test_a_restart_while_it_loads_leaves_no_promise(asleep: World) -> None:
    result = await asleep.ada.slash(asleep.room, "prompt idea")
    await asleep.restart()
    assert "interrupted" in result.response.content
    assert result.response.components == []
    await asleep.until(lambda: asleep.app.muse.status().waiting == 0)


async def test_old_prompts_are_of_use_without_a_muse(settings: Settings) -> None:
    receipt = Receipt(
        "scripted", "scripted/1", "text", "prompt-idea/1", Sampling(), 10, 10, 0.1, EndReason.STOP
    )
    async with running_world(settings, muse=OffMuse()) as world:
        ada = Actor(world.guild.id, world.ada.id, "ada")
        await world.app.services.prompts.record(ada, "", "", [(IDEA, receipt)])
        message = (await world.ada.slash(world.room, "help")).response.message

        async def press(kind: str) -> Any:
            pressed = world.press(world.ada, f"q1:{kind}:1", message)
            await world.env.settle()
            return pressed

        assert "not at home" in (await press("prompt-again")).response.content
        assert "Kept" in (await press("prompt-keep")).response.content
        form = await press("prompt-start")
        assert form.modal["components"][1]["component"]["value"] == IDEA
        listed = await world.basho.slash(world.room, "prompt list")
        assert IDEA in world.text(listed.response)
