"""The end of a story: credits with a picture, and files to take home, in whatever script it was written."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import discord
import pypdf
import pytest
from simcord.backend.models.channel import Overwrite, OverwriteType

from bot.clock import SystemClock
from bot.export import typesetting
from bot.services import importing
from bot.storage import maintenance
from bot.storage.database import Database
from tests.discord.conftest import World
from tests.discord.test_turn_time import write

TEXTS = (
    "Она вышла к морю.",
    "灯台の明かりが消えた。",
    "خرجت إلى البحر.",
    "वह समुद्र तक गई।",
    "The gull 🐦 came back…",
)
KINDS = ("markdown", "html", "epub", "pdf", "json")


async def told(world: World) -> None:
    """Let a story be told in five scripts, and finished."""
    await world.start_story(title="Море <& Sea>")
    await world.basho.click(world.board, label="Join")
    for number, text in enumerate(TEXTS):
        await write(world, world.ada if number % 2 else world.basho, text)
    await world.ada.slash(world.thread, "story finish")


async def file_of(answer: Any) -> bytes:
    (attachment,) = answer.attachments
    return bytes(await attachment.read())


def text_of(kind: str, data: bytes) -> str:
    if kind == "epub":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith("html"))
    if kind == "pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return data.decode()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_story_is_taken_home(world: World, kind: str) -> None:
    await told(world)
    exported = await world.mod.slash(world.room, "story export", story=1, format=kind)
    assert exported.response.content.startswith("Here is your story.")
    text = text_of(kind, await file_of(exported.response))
    for passage in TEXTS[:2]:
        assert passage in text.replace("\n", "")
    if kind != "pdf":  # whose letters of other scripts come back in another order
        assert all(passage in text for passage in TEXTS)
    assert "<& Sea>" in text or "&lt;&amp; Sea&gt;" in text or kind == "markdown"


async def test_the_end_has_credits_a_picture_and_buttons_that_outlive_a_restart(world: World) -> None:
    await told(world)
    board = world.text(world.board)
    assert "Credits" in board
    assert "by hand" in board
    (picture,) = world.board.attachments
    assert (await picture.read()).startswith(b"\x89PNG")
    await world.restart()
    for label in ("Markdown", "HTML", "EPUB", "PDF", "JSON"):
        pressed = await world.mod.click(world.board, label=label)
        assert await file_of(pressed.response), label
    assert len([m for m in world.thread.history() if m.flags.components_v2]) == 1


async def test_json_is_read_back_into_an_empty_server(world: World, tmp_path: Path) -> None:
    await told(world)
    exported = await world.mod.slash(world.room, "story export", story=1, format="json")
    data = await file_of(exported.response)
    database = Database(tmp_path / "empty.sqlite3")
    await database.open()
    assert await importing.import_story(database, SystemClock(), data.decode()) == (world.guild.id, 1)
    async with database.read() as connection:
        found = await connection.exec_driver_sql("SELECT text FROM passages ORDER BY position")
        assert [text for (text,) in found.all()] == ["The lamp went out.", *TEXTS]
    await database.close()
    assert maintenance.check(database.path) == []
    assert not json.loads(data)["masked"]


async def test_a_folded_story_gives_its_readers_nothing_to_take_home(world: World) -> None:
    await world.start_story(sight="last")
    for kind in KINDS:
        refused = await world.basho.slash(world.thread, "story export", format=kind)
        assert "folded" in refused.response.content
        assert refused.response.attachments == []


async def test_a_typesetter_that_fails_is_one_sentence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await told(world)
    monkeypatch.setattr(typesetting, "_PRESS", Path("/nowhere/press.py"))
    refused = await world.ada.slash(world.thread, "story export", format="pdf")
    assert "Try another kind of file" in world.text(refused.response)


async def test_without_the_right_to_attach_files_the_end_is_told_in_words(world: World) -> None:
    me, attach = world.guild.me.id, discord.Permissions(attach_files=True).value
    world.env.backend.set_overwrite(world.room.id, Overwrite(me, OverwriteType.MEMBER, 0, attach))
    await told(world)
    assert not world.board.attachments
    assert "Credits" in world.text(world.board)
