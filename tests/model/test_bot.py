"""The whole bot with the real weights: it answers while the model loads and while it writes."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.generation.factory import create_muse
from bot.generation.muse import MuseState
from bot.settings import Settings
from tests.world import World, running_world

pytestmark = pytest.mark.model


@pytest_asyncio.fixture
async def world(settings: Settings, default_model: Settings) -> AsyncIterator[World]:
    """A server whose muse is the default model, still loading."""
    async with running_world(settings, muse=create_muse(default_model)) as world:
        yield world


async def test_a_prompt_by_the_real_model_from_start_to_story(world: World) -> None:
    muse = world.app.muse
    assert muse.status().state is MuseState.LOADING
    status = await world.basho.slash(world.room, "muse status")
    assert "waking up" in status.response.content
    result = await world.ada.slash(world.room, "prompt idea", genre="mystery", about="a lighthouse")
    assert "still waking up" in result.response.content
    await world.start_story()
    assert muse.status().state is MuseState.LOADING, "all this was answered before the model was there"

    await world.until(lambda: "is writing" in result.response.content, seconds=60)
    listed = await world.basho.slash(world.room, "story list")
    assert "The Tide" in world.text(listed.response), "it answers while the model writes"
    await world.until(lambda: "Start story" in world.text(result.response), seconds=60)

    form = await world.ada.click(result.response, label="Start story")
    opening = form.modal["components"][1]["component"]["value"]
    await world.ada.submit_modal(form, {"title": "The Lamp", "opening": opening})
    assert "with the muse" in world.thread.history()[0].content


async def test_stop_reaches_the_real_model(world: World) -> None:
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "is writing" in result.response.content, seconds=60)
    await world.ada.click(result.response, label="Stop")
    await world.until(lambda: world.app.muse.status().running == 0, seconds=20)
    assert "is writing" not in result.response.content
