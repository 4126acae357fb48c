"""/muse receipts: what the muse had a hand in, for those who may read it; and what became of its words."""

import json
import re
from typing import Any

from tests.discord.conftest import World
from tests.discord.test_exports import file_of, text_of
from tests.discord.test_muse_in_stories import proposed
from tests.discord.test_turn_time import three, write


async def accept(world: World, member: Any, edit: str = "") -> None:
    """Let a member take the first proposal, with more words behind it if given, and submit it."""
    shown = await proposed(world, member)
    if edit:
        form = await member.click(shown, label="Edit")
        text = form.modal["components"][-1]["component"]["value"]
        preview = await member.submit_modal(form, {"text": f"{text} {edit}"})
        await member.click(preview.response or shown, label="Submit")
    else:
        await member.click(shown, label="Accept")
        await member.click(shown, label="Submit")


async def test_each_passage_with_the_muse_is_told_with_how_it_was_made(world: World) -> None:
    await three(world)
    none = await world.ada.slash(world.thread, "muse receipts")
    assert "no hand in any passage" in world.text(none.response)
    await accept(world, world.basho)
    await write(world, world.mod, "All by my own hand, every word.")
    await accept(world, world.ada, edit="And three more.")
    told = await world.mod.slash(world.thread, "muse receipts")
    text = world.text(told.response)
    assert told.response.flags.ephemeral
    assert "a hand in 2 passages" in text
    assert "Passage 2 · receipt" in text
    assert "Passage 4 · receipt" in text
    assert "Passage 3" not in text
    assert "Accepted by basho · as it was written" in text
    assert re.search(r"Accepted by ada · 3 words changed of \d+", text)
    assert "`scripted`" in text
    assert re.search(r"seed \d+ · temperature 0.8", text)
    assert "`continuation/5`" in text


async def test_many_are_paged(world: World) -> None:
    await three(world)
    for _ in range(3):
        for member in (world.basho, world.mod, world.ada):
            await accept(world, member)
    told = await world.ada.slash(world.thread, "muse receipts")
    assert "Page 1 of 2" in world.text(told.response)
    await world.ada.click(told.response, label="Next")
    assert "Page 2 of 2" in world.text(told.response)
    assert "Passage 10" in world.text(told.response)


async def test_a_folded_story_tells_of_ones_own_only(world: World) -> None:
    await three(world, sight="last")
    await accept(world, world.basho)
    await write(world, world.mod)
    mine = await world.basho.slash(world.thread, "muse receipts")
    assert "Passage 2" in world.text(mine.response)
    hers = await world.mod.slash(world.thread, "muse receipts")
    assert "no hand in any passage of this story that you may read" in world.text(hers.response)


async def test_moderators_see_what_became_of_the_wishes(world: World) -> None:
    await three(world)
    status = await world.mod.slash(world.thread, "muse status")
    assert "For moderators" not in world.text(status.response)
    await accept(world, world.basho, edit="And three more.")
    await proposed(world, world.mod)
    told = world.text((await world.mod.slash(world.thread, "muse status")).response)
    found = re.search(
        r"1 of 2 wishes about stories became passages \(50 %\); (\d+) of their (\d+) words", told
    )
    assert found is not None, told
    assert int(found[2]) - int(found[1]) == 3
    member = await world.ada.slash(world.thread, "muse status")
    assert "For moderators" not in world.text(member.response)
    await world.ada.slash(world.thread, "story manage", action="undo")
    told = world.text((await world.mod.slash(world.thread, "muse status")).response)
    assert "0 of 2 wishes" in told, "what was taken back does not count"


async def test_an_opening_out_of_an_idea_is_no_wish_about_a_story(world: World) -> None:
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(result.response))
    form = await world.ada.click(result.response, label="Start story")
    opening = next(
        part["component"]["value"]
        for part in form.modal["components"]
        if part.get("component", {}).get("custom_id") == "opening"
    )
    await world.ada.submit_modal(form, {"title": "The Idea", "opening": f"{opening} And more of mine."})
    mine = await world.ada.slash(world.thread, "muse receipts")
    assert "4 words changed" in world.text(mine.response), "how much of it was changed is known"
    await proposed(world, world.ada)
    told = world.text((await world.mod.slash(world.thread, "muse status")).response)
    assert "0 of 1 wish about stories became a passage (0 %); 0 of its 0 words" in told


async def test_every_export_and_the_credits_tell_how_much_was_changed(world: World) -> None:
    await three(world)
    await accept(world, world.basho, edit="And three more.")
    await world.ada.slash(world.thread, "story finish")
    assert "3 words of its changed" in world.text(world.board)
    for kind in ("markdown", "html", "epub", "pdf", "json"):
        exported = await world.mod.slash(world.room, "story export", story=1, format=kind)
        text = text_of(kind, await file_of(exported.response))
        if kind == "json":
            passage = json.loads(text)["passages"][-1]
            assert (passage["origin"], passage["edited_words"]) == ("muse-edited", 3)
        else:
            assert "3 words changed of" in " ".join(text.split()), kind
