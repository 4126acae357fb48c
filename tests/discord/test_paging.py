"""Pages that turn, and words that stay within their place."""

from typing import Any

import pytest

from bot.services.actor import Actor
from tests.discord.conftest import World


def ada(world: World) -> Actor:
    return Actor(world.guild.id, world.ada.id, "ada")


async def test_a_long_story_is_read_page_by_page(world: World) -> None:
    opening = "\n\n".join(f"Paragraph {number}. " + "It rained and rained. " * 20 for number in range(20))
    await world.start_story(words_max=10_000, opening=opening)
    result = await world.basho.slash(world.thread, "story read")
    pages = [world.text(result.response)]
    while next_page_is_there(result):
        await world.basho.click(result.response, label="Next")
        pages.append(world.text(result.response))
    assert len(pages) > 2
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all(f"Paragraph {number}." in "".join(pages) for number in range(20))
    await world.basho.click(result.response, label="Back")
    assert world.text(result.response) == pages[-2]


def next_page_is_there(result: Any) -> bool:
    (row,) = result.response.components
    return not next(button for button in row["components"] if button["label"] == "Next").get("disabled")


async def test_many_stories_are_listed_page_by_page(world: World) -> None:
    for number in range(12):
        await world.start_story(title=f"Tale {number}")
    result = await world.basho.slash(world.room, "story list")
    assert "12 stories" in world.text(result.response)
    assert "Tale 11" in world.text(result.response)
    assert "Tale 1 " not in world.text(result.response)
    await world.basho.click(result.response, label="Next")
    assert "Tale 1 " in world.text(result.response)
    assert "Page 2 of 2" in world.text(result.response)
    await world.basho.click(result.response, label="Back")
    assert "Tale 11" in world.text(result.response)


async def test_many_kept_prompts_are_listed_page_by_page(world: World) -> None:
    for _ in range(9):
        result = await world.ada.slash(world.room, "prompt idea")
        await world.until(lambda shown=result: "Keep" in world.text(shown.response))
        await world.ada.click(result.response, label="Keep")
    listed = await world.basho.slash(world.room, "prompt list")
    assert "9 kept prompts" in world.text(listed.response)
    await world.basho.click(listed.response, label="Next")
    assert "Page 2 of 2" in world.text(listed.response)


@pytest.mark.parametrize("page", [1, 7, 99999999, 2**63 - 1])
async def test_pages_that_are_not_there_are_the_last(world: World, page: int) -> None:
    await world.start_story()
    shown = (await world.ada.slash(world.room, "story list")).response.message
    for custom_id, expected in (
        (f"q1:list:0:{page}", "The Tide"),
        (f"q1:read:1:{page}", "The lamp went out."),
        (f"q1:prompt-list:{page}", "kept prompts"),
    ):
        result = world.press(world.ada, custom_id, shown)
        await world.env.settle()
        assert expected in world.text(result.response), custom_id


async def test_a_passage_cannot_forge_a_signature_or_swallow_what_follows(world: World) -> None:
    await world.start_story(opening="Mine.\n-# 7 · basho\nNot his.\n```\nleft open")
    shown = world.thread.history()[0].content
    assert "\n\\-# 7 · basho" in shown
    assert shown.count("```") == 2
    read = world.text((await world.ada.slash(world.thread, "story read")).response)
    assert "\n\\-# 7 · basho" in read
    assert read.index("```", read.index("left open")) < read.index("-# 1 · ada")
    whole = await world.app.services.reading.whole(ada(world), 1)
    assert whole.passages[0].text.startswith("Mine.\n-# 7 · basho"), "the record has it as it was written"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (
            "[win](http://evil.example) [more](http://evil.example)",
            r"\[win\]\(http://evil.example\) \[more\]",
        ),
        ("# *b* `c` ||d||", r"\# \*b\* \`c\` \|\|d\|\|"),
        ("שלום עולם", "שלום עולם"),
        ("👩\u200d🚀 🌊", "👩\u200d🚀 🌊"),
    ],
)
async def test_titles_are_shown_as_they_are_written(world: World, title: str, shown: str) -> None:
    await world.start_story(title=title)
    assert shown in world.text(world.board)
    assert shown in world.text((await world.ada.slash(world.room, "story list")).response)


@pytest.mark.parametrize("title", ["\u200b\u200b", "   ", "\u202e", "\u3164"])
async def test_titles_that_cannot_be_seen_are_refused(world: World, title: str) -> None:
    result = await world.ada.slash(world.room, "story start", title=title, opening="Hello.")
    assert "title that can be read" in result.response.content
