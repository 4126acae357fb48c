"""SimCord's Preview behind one fixed address, in step with everything else that moves the simulation.

The simulation does one thing at a time and refuses a second, and Preview refuses a click made on a picture
that has since been renewed. So the browser talks to Preview through this small relay: it lets a click wait
for its turn, and aims a click that came late at the present picture, if its control is still there.
"""

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, web
from simcord import SetupError

from bot.demo.aim import Sight, as_object
from bot.demo.local import Listener

if TYPE_CHECKING:
    from simcord import ChannelHandle, Preview

    from bot.demo.world import Person, World

PAGE = "X-Simcord-Context"
PASSED_ON = ("X-Simcord-Capability", PAGE, "Content-Type", "Accept")
KEPT_BACK = {"content-length", "content-encoding", "transfer-encoding", "connection", "date", "server"}
MAX_UPLOAD = 27 * 1024 * 1024
TOOLBAR = '<header class="preview-toolbar" id="toolbar"'
CLOSED = "This page was closed because another one was opened. Go back to the list of stories."
BACK_CSS = ".quire-back { text-decoration: none; }\n"


class Face:
    """One Preview at a time, relayed from a fixed port."""

    def __init__(self, world: "World", *, port: int, home: str) -> None:
        self.busy = asyncio.Lock()  # held by whoever moves the simulation
        self.dirty = False  # something happened that an open page may not show yet
        self._world = world
        self._home = home
        self._preview: Preview | None = None
        self._shown: tuple[object, ...] = ()
        self._next: tuple[Person, ChannelHandle] | None = None
        self._client: ClientSession | None = None
        self._sight = Sight()
        app = web.Application(client_max_size=MAX_UPLOAD)
        app.router.add_get("/", self._index)
        app.router.add_get("/quire-back.css", self._way_back_css)
        app.router.add_get("/favicon.ico", self._no_icon)
        app.router.add_post("/api/pages", self._new_page)
        app.router.add_get("/api/state", self._state)
        app.router.add_post("/api/action", self._action)
        app.router.add_route("*", "/{path:.*}", self._anything_else)
        self._listener = Listener(app, port)

    async def open(self) -> None:
        """Listen on the fixed port."""
        self._client = ClientSession(auto_decompress=True)
        await self._listener.open()

    async def close(self) -> None:
        """Close the Preview and stop listening."""
        async with self.busy:
            if self._preview is not None:
                await self._preview.close()
        await self._listener.close()
        if self._client is not None:
            await self._client.close()

    async def show(self, place: "ChannelHandle", person: "Person", *, zone: str = "UTC") -> str:
        """Open ``place`` for ``person`` and return the address; the Preview of another place is closed."""
        async with self.busy:
            viewers = [one.actor for one in self._world.people if self._world.sees(one, place)]
            wanted = (place.id, zone, *(viewer.id for viewer in viewers))
            if self._preview is None or _ended(self._preview) or wanted != self._shown:
                if self._preview is not None:
                    await self._preview.close()
                self._preview = await self._enter(place, viewers, zone)
                self._shown, self._sight = wanted, Sight()
            self._next = person, place
            with contextlib.suppress(TimeoutError):  # the bot is busy; the page shows what there is
                await self.refresh()
            return f"{self._listener.address}/#{self._preview.url.partition('#')[2]}"

    async def refresh(self) -> None:
        """Show on every open page what happened since; the caller holds ``busy``."""
        if self._preview is None or _ended(self._preview):
            return
        self.dirty = False
        await self._preview.refresh()

    async def _enter(self, place: "ChannelHandle", viewers: list[Any], zone: str) -> "Preview":
        try:
            preview = self._world.env.preview(place, viewers=viewers, layout="channel", timezone=zone)
        except SetupError:
            if zone == "UTC":
                raise
            return await self._enter(place, viewers, "UTC")  # a zone that this machine does not know
        return await preview.__aenter__()

    async def _index(self, request: web.Request) -> web.StreamResponse:
        """Serve Preview's page with a link to the front page at the start of its toolbar."""
        status, body, headers = await self._forward(request)
        page = body.decode("utf-8")
        start = page.find(TOOLBAR)
        if start >= 0:  # else it is another Preview than the one we know; the browser's Back still works
            end = page.index(">", start) + 1
            link = f'<a class="toolbar-button quire-back" href="{self._home}">← All stories</a>'
            page = page[:end] + link + page[end:]
            page = page.replace("</head>", '<link rel="stylesheet" href="/quire-back.css"></head>', 1)
        return web.Response(body=page.encode(), status=status, headers=headers)

    async def _way_back_css(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text=BACK_CSS, content_type="text/css")

    async def _no_icon(self, request: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def _new_page(self, request: web.Request) -> web.StreamResponse:
        """Open a page as the member who was chosen on the front page last, at the end of the conversation."""
        wish = as_object(await request.read())
        if not wish and self._next is not None:
            person, place = self._next
            wish["viewer_id"] = str(person.actor.id)
            if latest := self._world.latest(person, place):
                wish["target_id"] = str(latest)
        status, body, headers = await self._forward(request, json.dumps(wish).encode())
        page = as_object(body).get("context")
        if isinstance(page, dict):
            self._sight.saw(str(page.get("id")), body)
        return web.Response(body=body, status=status, headers=headers)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        status, body, headers = await self._forward(request)
        self._sight.saw(request.headers.get(PAGE, ""), body)
        return web.Response(body=body, status=status, headers=headers)

    async def _action(self, request: web.Request) -> web.StreamResponse:
        """Pass an action on in its turn, aimed at the picture that there is by then."""
        action = await request.read()
        async with self.busy:
            _, picture, _ = await self._forward(request, method="GET", path="/api/state")
            if request.content_type == "application/json":
                action = self._sight.aim(request.headers.get(PAGE, ""), action, picture)
            else:
                action = self._sight.aim_upload(action, picture)
            status, body, headers = await self._forward(request, action)
            self.dirty = True
        return web.Response(body=body, status=status, headers=headers)

    async def _anything_else(self, request: web.Request) -> web.StreamResponse:
        status, body, headers = await self._forward(request, await request.read())
        return web.Response(body=body, status=status, headers=headers)

    async def _forward(
        self, request: web.Request, body: bytes = b"", *, method: str = "", path: str = ""
    ) -> tuple[int, bytes, dict[str, str]]:
        if self._preview is None or self._client is None:
            raise web.HTTPFound(self._home)
        if _ended(self._preview):
            raise web.HTTPGone(text=CLOSED)
        origin = self._preview.url.partition("/#")[0]
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        if not body:
            headers.pop("Content-Type", None)
        try:
            async with self._client.request(
                method or request.method,
                origin + (path or request.path_qs),
                data=body or None,
                headers=headers,
            ) as answer:
                kept = {key: value for key, value in answer.headers.items() if key.lower() not in KEPT_BACK}
                return answer.status, await answer.read(), kept
        except ClientError:
            raise web.HTTPGone(text=CLOSED) from None


def _ended(preview: "Preview") -> bool:
    """Say whether a Preview was closed; a visitor can do that from its own menu."""
    try:
        return not preview.url
    except SetupError:
        return True
