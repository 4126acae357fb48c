"""Finding stories and passages: by words of any script, by title, by shelf; only what the asker may see."""

import pytest

from tests.discord.conftest import World
from tests.discord.test_turn_time import write


async def search(world: World, query: str) -> str:
    found = await world.mod.slash(world.room, "story search", query=query)
    return world.text(found.response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lantern", True),
        ("LANTERN", True),
        ("lant", True),
        ("lantern keeper", True),
        ("keeper lantern", True),
        ("lantern walrus", False),
        ("café", True),
        ("cafe", True),
        ("灯台", True),
        ("明かり", True),
        ("समुद्र", True),
        ("البحر", True),
        ("море", True),
        ("don't", True),
        ('"', False),
        ("* OR lantern", False),
        ("lantern NEAR(", False),
        ("text:lantern", False),
        ("guild:g1", False),
        ("-lantern", True),
    ],
)
async def test_words_of_any_script_and_whatever_is_typed(world: World, query: str, found: bool) -> None:
    await world.start_story(
        opening="The lantern keeper doesn't sleep, and I don't mind the café. 灯台の明かり。 समुद्र البحر Море"
    )
    shown = await search(world, query)
    assert ("The Tide" in shown) == found, shown
    assert "went wrong" not in shown


async def test_finds_come_newest_first_in_pages_that_outlive_a_restart(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    for number in range(12):
        await write(world, world.ada if number % 2 else world.basho, f"The gull came back, time {number}.")
    page = await world.mod.slash(world.room, "story search", query="gull")
    assert "time 11" in world.text(page.response)
    assert "time 0." not in world.text(page.response)
    await world.restart()
    while "time 0." not in world.text(page.response):
        await world.mod.click(page.response, label="Next")
    await world.mod.click(page.response, label="Back")
    assert "time 0." not in world.text(page.response)


async def test_shelves(world: World) -> None:
    await world.start_story(title="Mine and open")
    await world.basho.slash(world.room, "story start", title="Theirs, done", opening="It was over.")
    await world.basho.slash(world.room.threads[-1], "story finish")
    await world.start_story(title="Asleep")
    await world.ada.slash(world.room.threads[-1], "story leave")
    expected = {
        "all": {"Mine and open", "Theirs, done", "Asleep"},
        "open": {"Mine and open"},
        "finished": {"Theirs, done"},
        "sleeping": {"Asleep"},
        "mine": {"Mine and open", "Asleep"},
        "my-turn": {"Mine and open"},
    }
    for shelf, titles in expected.items():
        listed = await world.ada.slash(world.room, "story list", show=shelf)
        text = world.text(listed.response)
        assert {title for title in expected["all"] if title in text} == titles, shelf


async def test_titles_complete_in_any_case_and_script(world: World) -> None:
    for title in ("Ünder the Sea", "灯台", "Plain"):
        await world.start_story(title=title)
    for typed, number in (("ünder", 1), ("SEA", 1), ("灯", 2), ("#3", 3), ("3", 3)):
        offered = await world.ada.autocomplete(world.room, "story read", "story", typed)
        assert [choice["value"] for choice in offered] == [number], typed
