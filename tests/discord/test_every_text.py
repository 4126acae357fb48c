"""The limits reach every text that a member can type: it is refused or held, and nobody else reads it."""

from collections.abc import Iterable
from typing import Any

import pytest
import pytest_asyncio
import simcord

from tests.discord.conftest import World
from tests.discord.every_text import ROWS, Fate
from tests.discord.every_way import COMMANDS, FORMS, HAIKU, TEXT, asked, finished, send_form, specs
from tests.discord.scene import INVITED, Scene, prepared
from tests.discord.test_injected_mentions import actor

FILE = 11
"""Discord's number for an option that is a file."""
LISTED, HELD = "zorblick", "clusterfuck"
"""A word on the server's list ``block``, and one that the built-in lists hold."""
SHARED = ("stories", "passages", "prompts", "taught_words", "characters", "writers", "writer_bans")
"""Tables of what others than a text's writer read."""


@pytest_asyncio.fixture
async def scene(world: World) -> Scene:
    scene = await prepared(world)
    await world.mod.slash(world.room, "story invite", member=world.basho.user, story=INVITED)
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase=LISTED)
    return scene


def ways(world: World) -> Iterable[tuple[str, str]]:
    """Yield every option and field that takes a free text, with what it belongs to."""
    for command, options in specs(world).items():
        for option in options:
            if option["type"] in (TEXT, FILE) and not option.get("choices"):
                yield command, option["name"]
    for kind, (_, _, fields) in FORMS.items():
        for name in fields:
            yield kind, name


def test_every_text_has_a_row(world: World) -> None:
    assert {f"{way} {name}" for way, name in ways(world)} == set(ROWS)


class Typing:
    """Types one word into field after field, and notes where it is neither refused nor held."""

    def __init__(self, scene: Scene, word: str, numbers: dict[str, int]) -> None:
        self.scene, self.world, self.word, self.numbers = scene, scene.world, word, numbers
        self.wrong: list[str] = []
        self.heard = len(self.world.env.http_requests)

    async def type(self, way: str, name: str) -> tuple[simcord.MemberActor, Any]:
        """Type it, and return who did, and what they are shown."""
        world, row = self.world, ROWS[f"{way} {name}"]
        if way in COMMANDS:
            text: Any = ("text.txt", f"It was {self.word}, {way}.".encode()) if name == "file" else self.word
            member = self.scene.manager if name == "reason" else actor(self.scene, way)
            given = COMMANDS[way](self.scene) | row.others | {name: text}
            if name == "file":
                del given["text"]
            if given.get("action") == "kick":
                given["member"] = self.scene.clare
            result = await member.slash(world.room, way, **given)
        else:
            who, ids, fields = FORMS[way]
            member = getattr(world, who)
            custom_id = f"q1:{way}:{ids.format(**self.numbers)}"
            result = send_form(world, member, custom_id, fields | {name: f"It was {self.word}, {way}."})
        await world.until(lambda: result.response is not None and bool(world.text(result.response)))
        await finished(world)
        return member, result

    async def judge(self, way: str, name: str) -> None:
        """Type it and press on; note it where it went further than it may."""
        world, fate = self.world, ROWS[f"{way} {name}"].fate
        member, result = await self.type(way, name)
        told = world.text(result.response)
        if fate is Fate.STOPPED:
            done = await member.click(result.response, label="Submit")
            told = world.text(done.response or result.response)
            right = ("Appeal" in told) if self.word == LISTED else ("moderator looks" in told)
        else:
            right = "is not taken here" in told and self.word in told
        if not right or not result.response.flags.ephemeral:
            self.wrong.append(f"{way} {name}: {told}")
        await self.look(f"{way} {name}")

    async def look(self, name: str) -> None:
        """Note it where others could read the word."""
        for request in self.world.env.http_requests[self.heard :]:
            public = request.path.startswith("/channels/")
            if public and request.method in ("POST", "PATCH") and self.word in str(request.json):
                self.wrong.append(f"{name}: {request.method} {request.path} {request.json}")
        self.heard = len(self.world.env.http_requests)
        for table in SHARED:
            if self.word in str(await self.scene.rows(f"SELECT * FROM {table}")).casefold():
                self.wrong.append(f"{name}: in {table}")


@pytest.mark.parametrize("word", [LISTED, HELD])
async def test_what_is_listed_goes_nowhere(scene: Scene, word: str) -> None:
    typing = Typing(scene, word, await asked(scene))
    naming = (Fate.NAMES,) if word == LISTED else ()
    for fate in (Fate.REFUSED, *naming, Fate.STOPPED):
        for way, name in ways(scene.world):
            if ROWS[f"{way} {name}"].fate is fate:
                await typing.judge(way, name)
    assert "\n".join(typing.wrong) == ""


@pytest.mark.parametrize(
    ("about", "text", "listed"),
    [
        ("", HAIKU, "kitchen"),
        ("", HAIKU.replace("and a dog", "a bastard"), "bastard"),
        ("gannets", HAIKU, "gannets"),
    ],
)
async def test_a_poem_is_kept_within_the_limits_of_that_moment(
    world: World, about: str, text: str, listed: str
) -> None:
    asked_for = {"about": about} if about else {}
    poem = await world.basho.slash(world.room, "poem write", form="haiku", **asked_for)
    await world.until(lambda: "by the muse" in world.text(poem.response), seconds=30)
    form = await world.basho.click(poem.response, label="Edit")
    changed = await world.basho.submit_modal(form, {"text": text})
    assert "by the muse and you" in world.text(changed.response)
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase=listed)
    kept = await world.basho.click(changed.response, label="Keep")
    await world.until(lambda: f"“{listed}” is not taken here" in world.text(kept.response))
    async with world.app.database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM stories")).scalar() == 0
