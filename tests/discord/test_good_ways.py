"""Each command and button, as it is meant to go."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import ModelError
from bot.generation.engine import Checkpoint
from bot.generation.factory import OffMuse
from bot.generation.muse import MuseState
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from bot.settings import Settings
from tests.discord.conftest import World, running_world


async def written(world: World, member: Any, text: str) -> None:
    preview = await member.slash(world.thread, "story write", text=text)
    await member.click(preview.response, label="Submit")


async def test_join_and_leave(world: World) -> None:
    await world.start_story()
    joined = await world.basho.slash(world.room, "story join", story=1)
    assert "Welcome" in joined.response.content
    assert world.thread.mention in joined.response.content
    assert "Turn 3:** <@" + str(world.basho.id) in world.text(world.board)
    again = await world.basho.slash(world.thread, "story join")
    assert "in this story already" in again.response.content

    left = await world.basho.slash(world.thread, "story leave")
    assert "You have left" in left.response.content
    assert f"<@{world.basho.id}>" not in world.text(world.board)
    assert f"Turn 4:** <@{world.ada.id}>" in world.text(world.board)


async def test_everybody_leaves_and_somebody_wakes_the_story(world: World) -> None:
    await world.start_story()
    await world.ada.slash(world.thread, "story leave")
    assert "Sleeping" in world.text(world.board)
    await world.basho.click(world.board, label="Join")
    assert f"<@{world.basho.id}>" in world.text(world.board)
    done = await world.basho.slash(world.thread, "story finish")
    assert "is finished" in done.response.content, "whoever wakes a story hosts it"


@pytest.mark.parametrize("how", ["command", "button"])
async def test_pass(world: World, how: str) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    if how == "command":
        result = await world.basho.slash(world.thread, "story pass")
    else:
        result = await world.basho.click(world.board, label="Pass")
    assert "turn has moved on" in result.response.content
    assert f"Turn 4:** <@{world.ada.id}>" in world.text(world.board)


async def test_status_read_and_list(world: World) -> None:
    await world.start_story(words_min=2, words_max=50, passages=9)
    for member, place in ((world.basho, world.thread), (world.mod, world.room)):
        status = await member.slash(place, "story status", **({} if place is world.thread else {"story": 1}))
        assert status.ephemeral
        text = world.text(status.response)
        assert "2 to 50 words a turn" in text
        assert "1 of 9 passages" in text
    read = await world.basho.slash(world.thread, "story read")
    assert read.ephemeral
    assert "The lamp went out." in world.text(read.response)
    listed = await world.basho.slash(world.room, "story list")
    assert "1 story" in world.text(listed.response)
    assert "#1 The Tide (open)" in world.text(listed.response)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Прилив", "Élan"]),
        ("прилив", ["Прилив"]),
        ("élan", ["Élan"]),
        ("#1", ["Élan"]),
        ("2", ["Прилив"]),
    ],
)
async def test_autocomplete_finds_by_title_and_number(world: World, typed: str, found: list[str]) -> None:
    await world.start_story(title="Élan")
    await world.start_story(title="Прилив")
    choices = await world.ada.autocomplete(world.room, "story read", "story", typed)
    assert [choice["name"].split(" ", 1)[1].rsplit(" ", 1)[0] for choice in choices] == found
    assert all(isinstance(choice["value"], int) for choice in choices)


async def exported(world: World) -> str:
    result = await world.basho.slash(world.thread, "story export")
    assert result.ephemeral
    (attachment,) = result.response.attachments
    assert attachment.filename == "story-1.md"
    return (await attachment.read()).decode()


async def test_export_holds_everything(world: World) -> None:
    await world.start_story(title="The # Tide")
    await world.basho.click(world.board, label="Join")
    await written(world, world.basho, "A *frog* leapt in. 🌊")
    text = await exported(world)
    assert text.startswith(
        "# The \\# Tide\n\nThe lamp went out.\n\nA *frog* leapt in. 🌊\n\n*To be continued.*\n"
    )
    assert "- ada: 4 words\n- basho: 4 words" in text
    assert "muse" not in text
    await world.ada.slash(world.thread, "story finish")
    assert "To be continued" not in await exported(world)


async def test_export_names_the_muses_part(world: World) -> None:
    prompt = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(prompt.response))
    form = await world.ada.click(prompt.response, label="Start story")
    text = form.modal["components"][1]["component"]["value"]
    await world.ada.submit_modal(form, {"title": "Hers", "opening": text})
    assert (
        "Passage 1: proposed by the muse and accepted by ada, as it was written (receipt 1)"
        in await exported(world)
    )


async def test_an_edited_prompt_is_the_muses_and_a_rewritten_one_is_not(world: World) -> None:
    for change, marked in (
        (lambda text: text + " And then it rained.", True),
        (lambda text: "All my own.", False),
    ):
        prompt = await world.ada.slash(world.room, "prompt idea")
        await world.until(lambda shown=prompt: "Start story" in world.text(shown.response))
        form = await world.ada.click(prompt.response, label="Start story")
        text = change(form.modal["components"][1]["component"]["value"])
        await world.ada.submit_modal(form, {"title": "Hers", "opening": text})
        assert ("with the muse" in world.thread.history()[0].content) is marked


class HeldEngine(ScriptedEngine):
    """A scripted engine whose model takes as long to load as the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.loadable = threading.Event()

    def load(self, checkpoint: Checkpoint) -> None:
        while not self.loadable.wait(0.01):
            checkpoint()


class BrokenEngine(ScriptedEngine):
    """A scripted engine whose model is not there."""

    def load(self, checkpoint: Checkpoint) -> None:
        raise ModelError("There is no model here; run `quire model fetch`.")


async def test_while_the_model_loads_the_bot_answers_and_says_so(settings: Settings) -> None:
    engine = HeldEngine()
    async with running_world(settings, muse=WorkerMuse(engine, queue_limit=4)) as world:
        status = await world.ada.slash(world.room, "muse status")
        assert "waking up" in status.response.content
        prompt = await world.ada.slash(world.room, "prompt idea")
        assert "still waking up" in prompt.response.content
        await world.start_story()
        engine.loadable.set()
        await world.until(lambda: "Start story" in world.text(prompt.response))
        status = await world.ada.slash(world.room, "muse status")
        assert "awake" in status.response.content


@pytest.mark.parametrize(
    ("make", "state", "told", "refused"),
    [
        (
            lambda: WorkerMuse(BrokenEngine(), queue_limit=4),
            MuseState.FAILED,
            "could not wake up",
            "not at home",
        ),
        (OffMuse, MuseState.OFF, "The muse is off", "not at home"),
    ],
)
async def test_without_a_muse_everything_else_works(
    settings: Settings, make: Callable[[], Any], state: MuseState, told: str, refused: str
) -> None:
    async with running_world(settings, muse=make()) as world:
        await world.until(lambda: world.app.muse.status().state is state)
        status = await world.ada.slash(world.room, "muse status")
        assert told in status.response.content
        assert "fetch" not in status.response.content, "what only the operator can mend is not a member's"
        prompt = await world.ada.slash(world.room, "prompt idea")
        assert refused in prompt.response.content
        await world.start_story()
        await written(world, world.ada, "By hand.")
        assert "By hand." in world.thread.history()[-2].content
