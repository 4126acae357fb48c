"""What grows in a private message is hidden while it is not fit to be shown: other words, and ideas."""

import re
from typing import Any

import pytest

from bot.generation.muse import Muse, Request
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from bot.services.cowriting import WRITTEN
from tests.discord.conftest import World

TEXT = "The lamp went out. Nobody saw it go. The keeper slept, and the sea came nearer."
TALK = "As an AI language model, I write about lamps and keepers" + ", and about lamps" * 9 + "."

FIT = (
    "The lamp went dark, and nobody saw it go, not one of all the keepers who had sat there winter after "
    "winter with a pipe, a kettle and a book about whales; only the gulls above knew that something had "
    "changed, and they told the tide, which came up the stair to look for itself and found him asleep."
)
"""Long enough to be seen growing on a busy machine."""


class Talking(ScriptedEngine):
    """Answers every wish with the same text, slowly."""

    says = TALK

    def admit(self, row_id: int, request: Request) -> int:
        length = super().admit(row_id, request)
        self._rows[row_id].words = self.says.split()
        return length


@pytest.fixture
def engine() -> Talking:
    return Talking(pace=0.1, capacity=16)


@pytest.fixture
def muse(engine: Talking) -> Muse:
    return WorkerMuse(engine, queue_limit=4)


async def growing(world: World, command: str, words: int, **options: Any) -> str:
    """Return what a wish's message shows when each of its texts has so many words, or some more."""
    result = await world.basho.slash(world.room, command, **options)
    rows = 1 if command == "prompt idea" else WRITTEN

    def far() -> bool:
        found = re.search(r"(\d+) tokens", world.text(result.response))
        return found is not None and int(found[1]) >= words * rows

    await world.until(far)
    text = world.text(result.response)
    await world.basho.click(result.response, label="Stop")
    await world.until(lambda: world.app.muse.status().running == 0)
    return text


@pytest.mark.parametrize(
    ("command", "options"), [("muse rewrite", {"text": TEXT, "how": "vivid"}), ("prompt idea", {})]
)
@pytest.mark.parametrize(
    ("says", "seen"),
    [
        (TALK, False),
        ("He ran" + " and he ran" * 30 + ".", False),
        ("The lamp went dark, and nobody saw it go," + " not one of all the keepers" * 2 + ".", True),
    ],
)
async def test_what_is_not_fit_is_not_seen_while_it_grows(
    world: World, engine: Talking, command: str, options: dict[str, str], says: str, seen: bool
) -> None:
    engine.says = says
    assert (says[:10] in await growing(world, command, 11, **options)) is seen


@pytest.mark.parametrize(
    ("command", "options"),
    [("muse continue", {}), ("muse rewrite", {"text": TEXT, "how": "vivid"}), ("prompt idea", {})],
)
@pytest.mark.parametrize(("listed", "seen"), [("dark", False), ("gannets", True)])
async def test_what_is_beyond_the_limits_is_not_seen_while_it_grows(
    world: World, engine: Talking, command: str, options: dict[str, Any], listed: str, seen: bool
) -> None:
    engine.says = FIT
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase=listed)
    if command == "muse continue":
        await world.start_story()
        await world.basho.click(world.board, label="Join")
        options = options | {"story": 1}
    text = await growing(world, command, 20, **options)
    assert ("The lamp went dark" in text) is seen


async def test_an_idea_is_seen_without_the_talk_before_it(world: World, engine: Talking) -> None:
    engine.says = (
        "Sure! Here is a story prompt for you: A night baker finds a key in the dough" + " of bread" * 9
    )
    text = await growing(world, "prompt idea", 12)
    assert "A night baker" in text
    assert "Sure" not in text
