"""The demo's front page: the channel, the stories, and whom to be."""

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.demo.local import Listener
from bot.demo.world import GUILD_NAME, ROOM_NAME

if TYPE_CHECKING:
    from bot.demo.face import Face
    from bot.demo.house import House
    from bot.demo.world import WallClock, World

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
    ),
}
KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
ROOM = "room"
LEAP = 168  # hours that a visitor may let pass at once: the longest turn
# A page of another origin cannot send this without asking first, and is not answered then.
MARK = "X-Quire-Demo"


class Front:
    """Serves the front page and opens Preview where a visitor clicks."""

    def __init__(self, port: int) -> None:
        self._world: World | None = None
        self._house: House | None = None
        self._face: Face | None = None
        self._clock: WallClock | None = None
        app = web.Application()
        app.router.add_get("/", self._page)
        app.router.add_get(r"/front.{kind:css|js}", self._page)
        app.router.add_get("/api/world", self._state)
        app.router.add_post("/api/later", self._later)
        app.router.add_get(r"/open/{place:room|\d{1,19}}", self._open)
        self._listener = Listener(app, port)

    @property
    def address(self) -> str:
        """The page's address."""
        return self._listener.address

    async def open(self) -> None:
        """Begin to listen; until ``furnish`` the page says that the demo is getting ready."""
        await self._listener.open()

    def furnish(self, world: "World", house: "House", face: "Face", clock: "WallClock") -> None:
        """Show this world from now on."""
        self._world, self._house, self._face, self._clock = world, house, face, clock

    async def close(self) -> None:
        """Stop listening."""
        await self._listener.close()

    async def _page(self, request: web.Request) -> web.Response:
        kind = request.match_info.get("kind", "html")
        text = files("bot.demo").joinpath(f"front.{kind}").read_text(encoding="utf-8")
        return web.Response(text=text, content_type=KINDS[kind], headers=HEADERS)

    async def _state(self, request: web.Request) -> web.Response:
        """Say everything that the page shows. Ids are strings: a browser's numbers are too short."""
        state: dict[str, Any] = {"guild": GUILD_NAME, "channel": {"name": ROOM_NAME}, "ready": False}
        if self._world is not None and self._house is not None:
            threads = {place.id for place in self._world.room.threads}
            state |= {
                "ready": True,
                "now": self._world.env.now().isoformat(timespec="minutes"),
                "channel": {"id": str(self._world.room.id), "name": ROOM_NAME},
                "members": [
                    {"id": str(person.actor.id), "name": person.name, "part": person.part}
                    for person in self._world.people
                ],
                "stories": [
                    {
                        "number": row.number,
                        "title": row.title,
                        "state": row.state,
                        "thread": str(row.thread_id) if row.thread_id in threads else None,
                        "turn": str(row.writer_id) if row.writer_id is not None else None,
                        "passages": row.passages,
                        "words": row.words,
                    }
                    for row in await self._house.stories(self._world.guild.id)
                ],
            }
        return web.json_response(state, headers=HEADERS)

    async def _later(self, request: web.Request) -> web.Response:
        """Let hours pass in the simulated server."""
        hours = request.query.get("hours", "")
        if self._clock is None or MARK not in request.headers:
            raise web.HTTPForbidden
        if not (hours.isascii() and hours.isdecimal() and len(hours) < 4 and 1 <= int(hours) <= LEAP):
            raise web.HTTPBadRequest
        self._clock.leap(int(hours) * 3600)
        return web.Response(status=204, headers=HEADERS)

    async def _open(self, request: web.Request) -> web.StreamResponse:
        if self._world is None or self._face is None:
            raise web.HTTPSeeOther("/?note=early")
        wanted, who = request.match_info["place"], request.query.get("as", "")
        place = self._world.room if wanted == ROOM else self._world.place(int(wanted))
        person = self._world.person(int(who)) if who.isdecimal() else self._world.people[0]
        if place is None or person is None:
            raise web.HTTPSeeOther("/?note=gone")
        if not self._world.sees(person, place):
            raise web.HTTPSeeOther("/?note=closed")
        zone = request.query.get("zone", "UTC")
        address = await self._face.show(place, person, zone=zone)
        return web.Response(status=303, headers={**HEADERS, "Location": address})
