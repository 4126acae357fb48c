"""Whatever was typed survives, and a button of an old draft never acts on a new one."""

import logging
from typing import Any

import pytest

from bot.services.actor import Actor
from tests.discord.conftest import World


async def draft(world: World) -> str:
    return (await world.app.services.writing.draft(Actor(world.guild.id, world.ada.id, "ada"), 1)).text


async def test_edit_changes_the_preview_in_place(world: World) -> None:
    await world.start_story()
    preview = await world.ada.slash(world.thread, "story write", text="The first try.")
    form = await world.ada.click(preview.response, label="Edit")
    assert form.modal["components"][0]["component"]["value"] == "The first try."
    await world.ada.submit_modal(form, {"text": "The second try."})
    assert "The second try." in world.text(preview.response)
    await world.ada.click(preview.response, label="Submit")
    assert "The second try." in world.thread.history()[-2].content


async def test_discard_throws_away_what_was_seen(world: World) -> None:
    await world.start_story()
    preview = await world.ada.slash(world.thread, "story write", text="Never mind.")
    done = await world.ada.click(preview.response, label="Discard")
    assert "gone" in world.text(done.response or preview.response)
    assert await draft(world) == ""


@pytest.mark.parametrize("button", ["Submit", "Discard"])
async def test_an_old_preview_does_not_touch_a_newer_draft(world: World, button: str) -> None:
    await world.start_story()
    old = await world.ada.slash(world.thread, "story write", text="Draft A.")
    await world.ada.slash(world.thread, "story write", text="Draft B, much better.")
    pressed = await world.ada.click(old.response, label=button)
    assert "newer draft" in world.text([*pressed.followups, pressed.response][0])
    assert await draft(world) == "Draft B, much better."
    assert len(world.thread.history()) == 2


async def test_a_replaced_draft_is_still_in_the_database(world: World) -> None:
    import sqlite3
    from contextlib import closing

    await world.start_story()
    for text in ("An hour of work.", "oops"):
        await world.ada.slash(world.thread, "story write", text=text)
    with closing(sqlite3.connect(world.app.database.path)) as connection:
        rows = connection.execute("SELECT text, fate FROM drafts ORDER BY id").fetchall()
    assert rows == [("An hour of work.", "replaced"), ("oops", None)]


@pytest.mark.parametrize("options", [{}, {"story": 99}])
async def test_words_for_a_story_that_is_not_found_come_back(world: World, options: dict[str, Any]) -> None:
    result = await world.ada.slash(world.room, "story write", text="Homeless words.", **options)
    assert "Homeless words." in world.text(result.response)


async def test_a_refused_start_form_gives_the_opening_back(world: World) -> None:
    prompt = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(prompt.response))
    form = await world.ada.click(prompt.response, label="Start story")
    opening = "word " * 400
    result = await world.ada.submit_modal(form, {"title": "Long", "opening": opening})
    told = [*result.followups, result.response]
    assert any("400 words" in world.text(message) for message in told)
    assert any(opening.strip() in world.text(message) for message in told)


async def test_the_start_form_does_not_open_where_it_could_not_be_used(world: World) -> None:
    await world.start_story()
    prompt = await world.ada.slash(world.thread, "prompt idea")
    await world.until(lambda: "Start story" in world.text(prompt.response))
    pressed = await world.ada.click(prompt.response, label="Start story")
    assert pressed.modal is None
    assert "ordinary text channel" in pressed.response.content


async def test_a_form_of_another_version_gives_the_words_back(world: World) -> None:
    await world.start_story()
    data = {
        "custom_id": "q0:written:1:2",
        "components": [
            {"type": 1, "components": [{"type": 4, "custom_id": "text", "value": "From yesterday."}]}
        ],
    }
    import discord

    result = world.emit(world.ada, data, kind=discord.InteractionType.modal_submit)
    await world.env.settle()
    assert "no longer works" in result.response.content
    assert "From yesterday." in world.text(result.response)


async def test_a_failing_database_gives_the_words_back_and_logs_no_word(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    import sqlite3
    from contextlib import closing

    await world.start_story()
    form = await world.ada.click(world.board, label="Write")
    with closing(sqlite3.connect(world.app.database.path)) as connection, connection:
        connection.execute("ALTER TABLE drafts RENAME TO lost")
    with caplog.at_level(logging.DEBUG):
        result = await world.ada.submit_modal(form, {"text": "My private words."})
    assert "Something went wrong" in result.response.content
    assert "My private words." in world.text(result.response)
    assert "private words" not in caplog.text
