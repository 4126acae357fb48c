"""The real bot in a simulated Discord, over a real SQLite file and the scripted muse."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.generation.factory import create_muse
from bot.generation.muse import Muse
from bot.services.line_asking import LineWriter
from bot.settings import Settings
from bot.ui.catalogue import Catalogue
from tests.world import World, running_world, shown_texts

__all__ = ["World", "running_world", "shown_texts"]


@pytest.fixture
def pace() -> float:
    """Seconds that the scripted muse takes for a word."""
    return 0.0


@pytest.fixture
def muse(settings: Settings, pace: float) -> Muse:
    """The bot's muse."""
    return create_muse(settings, pace=pace)


@pytest.fixture
def translations() -> Catalogue:
    """The catalogue that the bot speaks from."""
    return Catalogue()


@pytest.fixture
def line_writer() -> LineWriter | None:
    """Who writes lines of verse for the muse; nobody, unless a test has somebody."""
    return None


@pytest_asyncio.fixture
async def world(
    settings: Settings, muse: Muse, translations: Catalogue, line_writer: LineWriter | None
) -> AsyncIterator[World]:
    """A running bot on a server."""
    async with running_world(settings, muse=muse, catalogue=translations, line_writer=line_writer) as world:
        yield world
