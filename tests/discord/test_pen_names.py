"""Who is behind a pen name is nobody's business before the story says so; the moderators' excepted."""

import io
import json
import re
import zipfile
from typing import Any

import pypdf
import pytest

from tests.discord.conftest import World
from tests.discord.test_pings import messages_to
from tests.discord.test_turn_time import pings, write


async def masked(world: World, **terms: Any) -> None:
    """Let Ada start a story as the Fox, and Bashō join as the Owl."""
    await world.start_story(pen_name="The Fox", **terms)
    joined = await world.basho.slash(world.thread, "story join", pen_name="The Owl")
    assert "Welcome" in joined.response.content


def betrays(world: World, shown: str) -> list[str]:
    """Return what in a text tells who is behind the names."""
    signs = [str(world.ada.id), str(world.basho.id), "ada", "basho"]
    return [sign for sign in signs if re.search(rf"\b{sign}\b", shown.casefold())]


def public(world: World) -> str:
    places = [world.room, *world.room.threads]
    return "\n".join(world.text(message) for place in places for message in place.history())


def content_of(data: bytes) -> str:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return data.decode()


async def test_nothing_public_couples_the_two(world: World) -> None:
    await masked(world)
    await write(world, world.basho, "A frog leapt in.")
    await write(world, world.ada, "The sound of water.")
    await world.env.advance_time(19 * 3600)
    assert betrays(world, public(world)) == []
    assert "The Owl" in public(world)
    assert pings(world) == [], "a mention in the thread would tell"
    assert len(messages_to(world, world.basho)) == 3, "two turns and a reminder, by message"
    for command in ("status", "read", "list", "charter"):
        options = {} if command == "list" else {"story": 1}
        shown = await world.mod.slash(world.room, f"story {command}", **options)
        if command != "status":  # which tells a moderator
            assert betrays(world, world.text(shown.response)) == [], command
    refused = await world.mod.slash(world.thread, "story write", text="Mine?")
    await world.mod.slash(world.thread, "story join")
    refused = await world.mod.slash(world.thread, "story write", text="Mine?")
    assert "The Owl" in world.text(refused.response)
    assert betrays(world, world.text(refused.response)) == []


@pytest.mark.parametrize("reveals", [False, True])
async def test_files_and_credits_keep_the_names_unless_they_are_to_be_revealed(
    world: World, reveals: bool
) -> None:
    await masked(world, reveal_names=reveals)
    await write(world, world.basho, "A frog leapt in.")
    await world.ada.slash(world.thread, "story finish")
    stranger = world.guild.add_member(world.env.create_user("stranger"))
    shown = [public(world)]
    for kind in ("markdown", "html", "epub", "pdf", "json"):
        exported = await stranger.slash(world.room, "story export", story=1, format=kind)
        (attachment,) = exported.response.attachments
        shown.append(content_of(await attachment.read()))
    for text in shown:
        assert "The Owl" in text
        assert bool(betrays(world, text)) == reveals, text
    assert json.loads(shown[-1])["masked"]


async def test_a_moderator_sees_who_it_is(world: World) -> None:
    await masked(world)
    for member, told in ((world.mod, True), (world.basho, False)):
        status = await member.slash(world.room, "story status", story=1)
        assert (str(world.ada.id) in world.text(status.response)) == told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("the fox", "Another writer"),
        ("ＴＨＥ　ＦＯＸ", "Another writer"),
        ("The\u200b Fox", "Another writer"),
        ("mod", "own name"),
        ("\u202eada", "own name"),
        ("🦊", "letter or a digit"),
        ("\u200b\u200b", "letter or a digit"),
        ("**", "letter or a digit"),
    ],
)
async def test_a_name_that_would_mislead_is_refused(world: World, name: str, said: str) -> None:
    await world.start_story(pen_name="The Fox")
    result = await world.basho.slash(world.thread, "story join", pen_name=name)
    assert said in result.response.content, result.response.content
    assert world.basho.mention not in world.text(world.board)


@pytest.mark.parametrize(
    "name", ["@everyone", "*Owl*", "||Owl||", "[Owl](https://example.org)", "نورس", "梟"]
)
async def test_a_name_of_any_script_or_markdown_is_shown_as_it_is(world: World, name: str) -> None:
    await world.start_story()
    await world.basho.slash(world.thread, "story join", pen_name=name)
    board = world.text(world.board)
    assert name in board.replace("\\", "").replace("\u200b", ""), board
    assert "(https://" not in board.replace("\\(", "")


async def test_a_name_stays_with_its_writer(world: World) -> None:
    await masked(world)
    await world.basho.slash(world.thread, "story leave")
    other = await world.basho.slash(world.thread, "story join", pen_name="The Crow")
    assert "The Owl" in other.response.content
    await world.basho.slash(world.thread, "story join")
    assert "The Owl" in world.text(world.board)
    assert betrays(world, public(world)) == []
