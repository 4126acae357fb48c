"""Watches all that anybody is shown of a story, and says what of it they had no right to see."""

import io
import json
import re
import zipfile
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdf
from simcord import MemberActor

from bot.domain.story import MUSE_ID, Sight, StoryState
from bot.generation.muse import Ability, Muse, MuseStatus, Request, Stream
from bot.services.actor import Actor
from tests.discord.conftest import World

_MARK = re.compile(r"(?:alpha|omega)\d{4}x")
STORY = 1
EVERYBODY = -1


def marked(number: int) -> str:
    """Return a passage whose first line and whose last line can be told from all others."""
    return f"The tide began with alpha{number:04}x here.\nIt ended, as tides do, in omega{number:04}x."


def marks(shown: str | bytes) -> set[str]:
    """Return the marks in a text or a file, packed ones included."""
    if isinstance(shown, bytes):
        if shown.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(shown)) as packed:
                return set().union(
                    *(marks(packed.read(name).decode(errors="replace")) for name in packed.namelist())
                )
        if shown.startswith(b"%PDF"):
            return marks("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(shown)).pages))
        shown = shown.decode(errors="replace")
    return set(_MARK.findall(shown))


class OverheardMuse(Muse):
    """The muse that the bot has, with a note of all that it was asked."""

    def __init__(self, muse: Muse) -> None:
        self._muse = muse
        self.asked: list[Request] = []

    async def start(self) -> None:
        """Start it."""
        await self._muse.start()

    async def close(self) -> None:
        """Close it."""
        await self._muse.close()

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do."""
        return self._muse.abilities

    def ask(self, request: Request) -> Stream:
        """Note the request and pass it on."""
        return self.ask_all([request])[0]

    def ask_all(self, requests: Sequence[Request]) -> list[Stream]:
        """Note the requests and pass them on."""
        self.asked += requests
        return self._muse.ask_all(requests)

    def status(self, member_id: int | None = None) -> MuseStatus:
        """Return its status."""
        return self._muse.status(member_id)


@dataclass
class Watch:
    """Holds every word that leaves the bot against what its reader may see."""

    world: World
    muse: OverheardMuse
    typed: dict[int, set[str]] = field(default_factory=dict)  # by member
    people: list[int] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    seen: dict[int, set[str]] = field(default_factory=dict)  # rightly, by member

    async def story(self) -> Any:
        ada = Actor(self.world.guild.id, self.world.ada.id, "ada")
        return (await self.world.app.services.reading.get(ada, STORY)).story

    async def may_see(self, member_id: int) -> set[str]:
        """Return the marks that a member may see just now: what they typed, and what their turn shows."""
        story, allowed = await self.story(), set(self.typed.get(member_id, set()))
        async with self.world.app.database.read() as connection:
            found = await connection.exec_driver_sql(
                "SELECT text FROM passages WHERE story_id = 1 AND position IS NOT NULL ORDER BY position"
            )
            texts = [text for (text,) in found.all()]
        if story.state is StoryState.FINISHED:
            return allowed.union(*map(marks, texts))
        if story.turn is not None and story.turn.member_id == member_id:
            last = marks(texts[-1])
            allowed |= last if story.terms.sight is Sight.LAST else {mark for mark in last if "omega" in mark}
        return allowed

    async def act(self, viewer: MemberActor, name: str, doing: Awaitable[Any], *, text: str = "") -> Any:
        """Let a member do something; note who was shown what they may not see. ``text`` is what they type."""
        self.typed.setdefault(viewer.id, set()).update(marks(text))
        before = {one: await self.may_see(one) for one in (MUSE_ID, *self.people)}
        requests, asked, files = len(self.world.env.http_requests), len(self.muse.asked), set(self._files())
        result = await doing
        await self.world.env.settle()
        allowed = {one: before[one] | await self.may_see(one) for one in before}
        revealed = (await self.story()).state is StoryState.FINISHED
        allowed[EVERYBODY] = allowed[viewer.id] if revealed else set()

        for request in self.world.env.http_requests[requests:]:
            reader = self._reader(request.path, viewer.id)
            self._judge(
                name, reader, marks(json.dumps([request.json, request.params], ensure_ascii=False)), allowed
            )
        for url, data in self._files().items():
            if url not in files:
                reader = self._reader(f"/channels/{url.split('/')[4]}", viewer.id) if revealed else viewer.id
                self._judge(f"{name}: file", reader, marks(data), allowed)
        for overheard in self.muse.asked[asked:]:
            self._judge(f"{name}: muse", overheard.member_id, marks(repr(overheard)), allowed)
        return result

    def _judge(self, name: str, reader: int, shown: set[str], allowed: dict[int, set[str]]) -> None:
        self.seen.setdefault(reader, set()).update(shown)
        if hidden := shown - allowed[reader]:
            self.leaks.append(f"{name}: {reader} was shown {sorted(hidden)}")

    def _reader(self, path: str, viewer: int) -> int:
        """Return who reads what is sent there: interactions their member, direct messages their recipient."""
        if not path.startswith(("/channels/", "/guilds/")):
            return viewer
        return self._dms().get(int(path.split("/")[2]), EVERYBODY)

    def _dms(self) -> dict[int, int]:
        return {channel: user_id for user_id, channel in self.world.env.backend.dm_channels.items()}

    def _files(self) -> dict[str, bytes]:
        return dict(self.world.env.backend.cdn._blobs)
