"""A story's last passages: taken back, put back, corrected, taken out of sight. Thread and files follow."""

from typing import Any

from tests.discord.conftest import World
from tests.discord.test_turn_time import three, turn_line, write


def shown(world: World) -> list[str]:
    """Return the passages that the thread shows."""
    return [m.content.partition("\n")[2] for m in world.thread.history() if m.content.startswith("-# ")]


async def manage(world: World, action: str, member: Any = None) -> str:
    result = await (member or world.ada).slash(world.thread, "story manage", action=action)
    return str(result.response.content)


async def versions(world: World) -> list[tuple[str, str]]:
    """Return the present text and the one before of each passage that was changed."""
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT p.text, v.text FROM passages p JOIN passage_versions v ON v.passage_id = p.id"
        )
        return [(new, old) for new, old in found.all()]


async def test_undo_and_redo_are_steps_through_a_history(world: World) -> None:
    await three(world)
    await write(world, world.basho, "A frog leapt in.")
    await write(world, world.mod, "The sound of water.")
    assert "taken back" in await manage(world, "undo")
    assert shown(world) == ["The lamp went out.", "A frog leapt in."]
    assert world.mod.mention in turn_line(world), "the writer has the turn again"
    await manage(world, "undo", world.mod)
    assert shown(world) == ["The lamp went out."]
    assert "Only the opening" in await manage(world, "undo")
    await manage(world, "redo")
    await manage(world, "redo")
    assert shown(world) == ["The lamp went out.", "A frog leapt in.", "The sound of water."]
    assert "nothing to put back" in await manage(world, "redo")
    await manage(world, "undo")
    await write(world, world.mod, "Silence.")
    assert "nothing to put back" in await manage(world, "redo")
    read = await world.ada.slash(world.thread, "story read")
    assert "Silence." in world.text(read.response)
    assert "The sound of water." not in world.text(read.response)
    found = await world.ada.slash(world.thread, "story search", query="sound")
    assert "Nothing" in world.text(found.response)


async def test_a_writer_corrects_their_own_last_passage_until_the_next(world: World) -> None:
    await three(world)
    await write(world, world.basho, "A frog lept in.")
    form = world.press(world.basho, "q1:correct:1")
    await world.env.settle()
    assert "A frog lept in." in str(form.modal)
    await world.basho.submit_modal(form, {"text": "A frog leapt in."})
    assert shown(world)[-1] == "A frog leapt in."
    assert await versions(world) == [("A frog leapt in.", "A frog lept in.")]
    assert world.mod.mention in turn_line(world), "the turn is not touched"
    other = await world.mod.slash(world.thread, "story correct", text="Not mine.")
    assert "your own passage" in other.response.content
    await write(world, world.mod, "The sound of water.")
    late = await world.basho.slash(world.thread, "story correct", text="Too late.")
    assert "until the next" in late.response.content
    assert shown(world)[1] == "A frog leapt in."


async def test_a_redacted_passage_is_out_of_sight_everywhere_and_in_the_record(world: World) -> None:
    await three(world)
    await write(world, world.basho, "Something unspeakable.")
    await world.mod.slash(world.thread, "story redact", passage=2, reason="Unspeakable.")
    assert "unspeakable" not in "".join(world.text(m) for m in world.thread.history()).casefold()
    for command, options in (("read", {}), ("search", {"query": "unspeakable"})):
        result = await world.ada.slash(world.thread, f"story {command}", **options)
        text = world.text(result.response).replace("unspeakable", "", 1 if command == "search" else 0)
        assert "unspeakable" not in text.casefold()
    for kind in ("markdown", "html", "json"):
        exported = await world.ada.slash(world.thread, "story export", format=kind)
        (attachment,) = exported.response.attachments
        assert b"unspeakable" not in (await attachment.read()).lower()
    assert [old for _, old in await versions(world)] == ["Something unspeakable."]
    again = await world.mod.slash(world.thread, "story redact", passage=2, reason="Again.")
    assert "already" in again.response.content
    await world.restart()
    assert "unspeakable" not in "".join(world.text(m) for m in world.thread.history()).casefold()


async def test_a_finished_story_can_be_opened_again(world: World) -> None:
    await three(world)
    await world.ada.slash(world.thread, "story finish")
    assert "Finished" in world.text(world.board)
    refused = await world.basho.slash(world.thread, "story write", text="One more.")
    assert "finished" in world.text(refused.response)
    assert "open again" in await manage(world, "reopen")
    assert "Turn" in turn_line(world)
    assert len([m for m in world.thread.history() if m.flags.components_v2]) == 1


async def test_a_passage_that_hands_over_flows_on(world: World) -> None:
    await world.start_story(opening="He opened the door and…")
    await world.basho.click(world.board, label="Join")
    await write(world, world.basho, "…there was nothing behind it.")
    exported = await world.ada.slash(world.thread, "story export")
    (attachment,) = exported.response.attachments
    text = (await attachment.read()).decode()
    assert "door and… …there was" in text or "door and… there was" in text or "door and …there" in text, text


async def test_a_long_text_is_several_messages_that_read_as_one(world: World) -> None:
    await three(world, words_max=2000)
    text = " ".join(f"Wave {number} came in and went out again." for number in range(200))
    await write(world, world.basho, text)
    parts = [m.content for m in world.thread.history() if "Wave" in m.content]
    assert len(parts) > 1
    assert all(part.rstrip().endswith("again.") for part in parts)
    said = " ".join(part.partition("\n")[2] if part.startswith("-#") else part for part in parts)
    assert said.split() == text.split()
    await manage(world, "undo")
    assert not [m for m in world.thread.history() if "Wave" in m.content]
