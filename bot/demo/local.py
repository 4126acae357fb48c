"""A small web server that only this machine reaches."""

from typing import TYPE_CHECKING

from aiohttp import web

from bot.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"


class Listener:
    """An aiohttp application on one port of the loopback address."""

    def __init__(self, app: web.Application, port: int) -> None:
        self.port = port
        app.middlewares.append(_only_from_here)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)

    @property
    def address(self) -> str:
        """The address without a path."""
        return f"http://{HOST}:{self.port}"

    async def open(self) -> None:
        """Begin to listen.

        Raises:
            OperatorError: the port is taken.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self.port).start()
        except OSError:
            raise OperatorError(
                f"Port {self.port} is already in use here: stop what uses it (another demo?), "
                f"or choose another one with `quire demo --port {self.port + 100}`."
            ) from None

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()


@web.middleware
async def _only_from_here(request: web.Request, handler: "Handler") -> web.StreamResponse:
    """Refuse what a foreign page makes the browser send: by its origin, or by a name that points here."""
    host, origin = request.headers.get("Host"), request.headers.get("Origin")
    ours = {f"{HOST}:{request.url.port}", f"localhost:{request.url.port}"}
    # "null" is a page that hides its address; whatever changes anything asks for Preview's secret besides.
    if host not in ours or (origin not in (None, "null") and origin.removeprefix("http://") not in ours):
        return web.Response(status=403, text="This page answers only on its own address.")
    return await handler(request)
