"""Poems among the stories: listed, read, found and taken home as verse, with a thread or without."""

from typing import Any

import pytest

from bot.services.actor import Actor
from tests.discord.conftest import World
from tests.discord.test_exports import KINDS, file_of, text_of
from tests.discord.test_history import manage
from tests.discord.test_together import HAIKU, begin, write
from tests.poems import poems


async def kept(world: World, form: str = "haiku", title: str = "Kept", text: str = "\n".join(HAIKU)) -> None:
    ada = Actor(world.guild.id, world.ada.id, world.ada.name)
    await world.app.services.poem_archive.keep(ada, world.room.id, form, title, text)


async def shown(world: World, command: str, **options: Any) -> str:
    result = await world.mod.slash(world.room, command, **options)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    return world.text(result.response)


async def test_poems_are_listed_with_their_form(world: World) -> None:
    await begin(world, about="The pond")
    await write(world, world.basho, HAIKU[0])
    await kept(world)
    listed = await shown(world, "story list")
    assert "**#1 The pond (open)**" in listed
    assert "Haiku · 1 of 3 lines" in listed
    assert "**#2 Kept (finished)**\nHaiku · 3 lines" in listed


async def test_poems_are_read_as_verse_and_signed_at_the_end(world: World) -> None:
    await begin(world)
    for member, line in zip((world.basho, world.mod, world.basho), HAIKU, strict=True):
        await write(world, member, line)
    read = await shown(world, "story read", story=1)
    assert "\n".join(HAIKU) in read
    assert "-# 1, 3: basho · 2: mod" in read
    ghazal = poems("own", "ghazal")[0]
    await kept(world, "ghazal", ghazal.title, ghazal.text)
    read = await shown(world, "story read", story=2)
    assert "\n\n".join("\n".join(stanza) for stanza in ghazal.stanzas) + "\n-# ada" in read


async def test_their_lines_are_found(world: World) -> None:
    await kept(world)
    await world.start_story(opening="A frog in prose.")
    renga = poems("own", "renga")[0]
    await kept(world, "renga", "Links", renga.text)
    found = await shown(world, "story search", query="frog")
    assert "**Kept** · #1 · line 2" in found
    assert "passage 1" in found
    assert "**Links** · #3 · link" in await shown(world, "story search", query=renga.lines[0].split()[0])


@pytest.mark.parametrize("kind", KINDS)
async def test_they_are_taken_home_as_verse(world: World, kind: str) -> None:
    ghazal = poems("own", "ghazal")[0]
    await kept(world, "ghazal", ghazal.title, ghazal.text)
    result = await world.mod.slash(world.room, "story export", story=1, format=kind)
    await world.until(lambda: bool(result.response.attachments))
    text = text_of(kind, await file_of(result.response))
    for line in ghazal.lines:
        assert line.split()[0] in text
    if kind == "markdown":
        assert "\n\n".join("  \n".join(stanza) for stanza in ghazal.stanzas) in text
    if kind in ("html", "epub"):
        assert text.count('class="line"') == len(ghazal.lines)
        assert text.count('class="verse"') == len(ghazal.stanzas)
    if kind == "json":
        assert '"form": "ghazal"' in text


async def test_a_kept_poem_gets_a_thread_only_when_it_is_asked_for(world: World) -> None:
    await kept(world)
    await world.restart()
    assert not world.room.threads
    await world.mod.slash(world.room, "story redact", story=1, passage=2, reason="a name")
    assert not world.room.threads
    assert "*Taken out.*" in await shown(world, "story read", story=1)
    status = await world.ada.slash(world.room, "story status", story=1)
    await world.ada.click(status.response, label="Open thread")
    assert "**Finished.**" in world.text(world.board)
    assert "*Taken out" in world.thread.history()[-2].content


async def test_a_kept_poem_that_is_opened_again_goes_on_in_a_thread(world: World) -> None:
    await kept(world)
    await world.ada.slash(world.room, "story manage", action="reopen", story=1)
    assert "Every line is there." in world.text(world.board)
    await manage(world, "undo")
    await write(world, world.basho, "What is there to say?")
    assert "**Finished.**" in world.text(world.board)
