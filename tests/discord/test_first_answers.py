"""Discord fails on the first answer, the member asks from the wrong place, the database is away."""

import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest

from bot.services.actor import Actor
from bot.storage import maintenance
from tests.discord.conftest import World

COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("story start", {"title": "New", "opening": "A beginning."}),
    ("story join", {"story": 1}),
    ("story leave", {"story": 1}),
    ("story pass", {"story": 1}),
    ("story write", {"story": 1}),
    ("story write", {"story": 1, "text": "Some words."}),
    ("story write", {"story": 1, "file": ("a.txt", b"Some words.")}),
    ("story status", {"story": 1}),
    ("story read", {"story": 1}),
    ("story list", {}),
    ("story export", {"story": 1}),
    ("story finish", {"story": 1}),
    ("prompt idea", {}),
    ("prompt list", {}),
    ("muse status", {}),
    ("help", {}),
]
NAMES = [f"{name} {'+'.join(options)}" for name, options in COMMANDS]
PRESSES = [
    "q1:write:1:2",
    "q1:pass:1:2",
    "q1:read:1:0",
    "q1:join:1",
    "q1:draft-submit:1:1:2",
    "q1:draft-edit:1",
    "q1:draft-discard:1:1",
    "q1:list:0:0",
    "q1:thread:1",
    "q1:prompt-again:1",
    "q1:prompt-keep:1",
    "q1:prompt-start:1",
    "q1:prompt-list:0",
    "q1:muse-stop:1",
]
FAILURES = [(500, 0), (429, 0), (404, 10062)]


@pytest.fixture
async def busy(world: World) -> World:
    """The world with a story whose turn is Ada's, her draft, and a prompt of hers."""
    await world.start_story()
    await world.ada.slash(world.thread, "story write", text="My draft.")
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(result.response))
    return world


def fail_answers(world: World, status: int, code: int) -> None:
    world.env.inject_error("POST", "/interactions/*/*/callback", status=status, code=code, times=None)


async def assert_sound(world: World) -> None:
    """Nothing is half-done, and the bot goes on."""
    await world.until(lambda: world.app.muse.status().running == 0)
    world.env.backend.faults.clear()
    assert maintenance.check(world.app.database.path) == []
    listed = await world.mod.slash(world.room, "story list")
    assert "The Tide" in world.text(listed.response)


@pytest.mark.parametrize(("status", "code"), FAILURES)
@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=NAMES)
async def test_a_command_whose_first_answer_fails(
    busy: World, name: str, options: dict[str, Any], status: int, code: int
) -> None:
    fail_answers(busy, status, code)
    await busy.ada.slash(busy.room, name, **options)
    await assert_sound(busy)


@pytest.mark.parametrize(("status", "code"), FAILURES)
@pytest.mark.parametrize("custom_id", PRESSES)
async def test_a_press_whose_first_answer_fails(busy: World, custom_id: str, status: int, code: int) -> None:
    message = (await busy.ada.slash(busy.room, "story list")).response.message
    fail_answers(busy, status, code)
    busy.press(busy.ada, custom_id, message)
    await busy.env.settle()
    await assert_sound(busy)


@pytest.mark.parametrize("custom_id", PRESSES)
async def test_a_press_from_a_direct_message_is_one_sentence(busy: World, custom_id: str) -> None:
    data = {"custom_id": custom_id, "component_type": 2}
    result = busy.emit(busy.ada, data, private=True)
    await busy.env.settle()
    assert "server's channels only" in result.response.content


def as_options(options: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = {str: 3, int: 4}
    return [
        {"name": name, "type": kinds[type(value)], "value": value}
        for name, value in options.items()
        if type(value) in kinds
    ]


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=NAMES)
async def test_a_command_from_a_direct_message_is_one_sentence(
    busy: World, name: str, options: dict[str, Any]
) -> None:
    root, *leaf = name.split()
    found = busy.env.backend.find_command(root, busy.guild.id, type=1)
    inner = as_options(options)
    data = {"id": found["id"], "name": root, "type": 1}
    data["options"] = [{"name": leaf[0], "type": 1, "options": inner}] if leaf else inner
    result = busy.emit(busy.ada, data, kind=discord.InteractionType.application_command, private=True)
    await busy.env.settle()
    if name == "help":
        assert "/story start" in busy.text(result.response)
    else:
        assert "server's channels only" in result.response.content


async def test_a_form_from_a_direct_message_gives_the_words_back(busy: World) -> None:
    field = {"type": 4, "custom_id": "text", "value": "Sent from afar."}
    data = {"custom_id": "q1:written:1:2", "components": [{"type": 1, "components": [field]}]}
    result = busy.emit(busy.ada, data, kind=discord.InteractionType.modal_submit, private=True)
    await busy.env.settle()
    assert "server's channels only" in result.response.content
    assert "Sent from afar." in busy.text(result.response)


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=NAMES)
async def test_a_command_inside_a_thread_of_no_story(busy: World, name: str, options: dict[str, Any]) -> None:
    thread = busy.env.backend.create_thread(busy.room.id, "Chat", busy.ada.id)
    await busy.env.settle()
    place = next(found for found in busy.room.threads if found.id == thread.id)
    result = await busy.ada.slash(place, name, **options)
    assert result.modal or result.response
    if name == "story start":
        assert "ordinary text channel" in result.response.content
    bare = await busy.ada.slash(place, "story status")
    assert "Which story?" in bare.response.content


async def test_a_failing_database_is_one_sentence_everywhere(busy: World) -> None:
    busy.expected.append("OperationalError")
    message = (await busy.ada.slash(busy.room, "story list")).response.message
    with closing(sqlite3.connect(busy.app.database.path)) as connection, connection:
        connection.execute("ALTER TABLE stories RENAME TO lost")
    assert await busy.ada.autocomplete(busy.room, "story read", "story", "") == []
    for name in ("list", "status", "read", "export", "join"):
        more = {} if name == "list" else {"story": 1}
        result = await busy.ada.slash(busy.room, f"story {name}", **more)
        assert "Something went wrong on my side" in busy.text(result.response), name
    pressed = busy.press(busy.ada, "q1:read:1:0", message)
    await busy.env.settle()
    assert "Something went wrong on my side" in pressed.response.content
    with closing(sqlite3.connect(busy.app.database.path)) as connection, connection:
        connection.execute("ALTER TABLE lost RENAME TO stories")
    kept = await busy.app.services.writing.draft(Actor(busy.guild.id, busy.ada.id, "ada"), 1)
    assert kept.text == "My draft."
