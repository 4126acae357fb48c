"""In another language nothing that members see is left in English, but for what they wrote themselves."""

import re
from pathlib import Path

import pytest

from bot.ui.catalogue import Catalogue
from tests import catalogue
from tests.discord.conftest import World

# What is not language: markup of mentions and times, commands, and what the members themselves wrote.
_NEUTRAL = re.compile(r"<[@#t][^>]*>|`[^`]*`|\b(ada|basho|mod|scripted)\b")
_TITLE, _OPENING = "TITLE", "OPENING"


@pytest.fixture
def translations(tmp_path: Path) -> Catalogue:
    """A catalogue whose English is circled."""
    catalogue.write_pseudo_language(tmp_path / "locales", "en")
    return Catalogue(tmp_path / "locales")


def assert_translated(text: str) -> None:
    rest = _NEUTRAL.sub("", text.replace(_TITLE, "").replace(_OPENING, ""))
    assert not re.search("[A-Za-z]", rest), rest


async def test_nothing_is_left_in_english(world: World) -> None:
    ada, basho, room = world.ada, world.basho, world.room
    say = world.app.bot.replies.public
    labels = {
        name: catalogue.circled(name)
        for name in ("Join", "Write", "Submit", "Read", "Discard", "Start story")
    }
    results = [
        await ada.slash(room, "story start", title=_TITLE, opening=f"{_OPENING} {_OPENING}", passages=3)
    ]
    assert_translated(world.text(world.board))
    results.append(await basho.click(world.board, label=labels["Join"]))
    form = await basho.click(world.board, label=labels["Write"])
    results.append(await basho.submit_modal(form, {"text": _OPENING}))
    results.append(await basho.click(results[-1].response, label=labels["Submit"]))
    results.append(await basho.slash(world.thread, "story write", text=_OPENING))
    results.append(await basho.click(results[-1].response, label=labels["Discard"]))
    for name in ("status", "read", "list", "export", "pass", "leave", "join", "join"):
        results.append(await ada.slash(world.thread, f"story {name}"))
    results.append(await ada.slash(world.thread, "story start", title="t" * 99, opening=_OPENING))
    results.append(await ada.slash(room, "muse status"))
    results.append(await ada.slash(room, "help"))
    results.append(await ada.slash(room, "prompt list"))
    results.append(await world.mod.slash(world.thread, "story finish"))

    prompt = await ada.slash(room, "prompt idea")
    await world.until(lambda: labels["Start story"] in world.text(prompt.response))
    assert_translated(world.text(prompt.response).split("\n", 1)[1])
    form_of_story = await ada.click(prompt.response, label=labels["Start story"])

    for shown in (form, form_of_story):
        modal = shown.modal
        assert modal is not None
        assert_translated(modal["title"])
        for part in modal["components"]:
            assert_translated(part["label"] + (part.get("description") or ""))
    for result in results:
        for message in (result.response, *result.followups):
            if message is not None:
                assert_translated(world.text(message))
    for message in world.thread.history():
        assert_translated(world.text(message))
    assert say.language == "en"
    for choice in await ada.autocomplete(room, "story read", "story", ""):
        assert_translated(choice["name"])


async def test_command_descriptions_are_translated_for_discord(world: World) -> None:
    story = world.env.backend.find_command("story", world.guild.id, type=1)
    localized = story["description_localizations"]["en-US"]
    assert_translated(localized)
    assert not story.get("name_localizations")
