"""The remote engine: any OpenAI-compatible server, on the worker's thread by an event loop of its own."""

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from ipaddress import ip_address
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import openai
import structlog
from pydantic import SecretStr

from bot.generation.engine import Checkpoint, EngineInfo, RowStep
from bot.generation.muse import Ability, Request
from bot.generation.remote_asking import Asking
from bot.generation.remote_errors import RemoteError, RemoteFaultError
from bot.generation.remote_settings import Patience, remote_server
from bot.settings import Settings

log = structlog.get_logger(__name__)

LOOK_SECONDS = 5.0
"""How long loading waits for a server that need not be there yet."""
DROP_SECONDS = 0.25
"""How long a dropped row's connection may take to close; what is not done by then is done later."""
CLOSE_SECONDS = 2.0
_TALKATIVE = ("openai", "httpx2", "httpcore2")  # they log every request, with its address


def create_remote(settings: Settings) -> "RemoteEngine":
    """Make the engine for the server that the settings name.

    Raises:
        SettingsError: the address or the model is missing, or the address or the key cannot be right.
    """
    server = remote_server(settings)
    return RemoteEngine(server.url, server.model, server.key, rows=settings.remote_rows)


def _elsewhere(url: str) -> str:
    """Return the host of an address, empty for this machine."""
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return "" if ip_address(host).is_loopback else host
    return "" if host == "localhost" or host.endswith(".localhost") else host


class RemoteEngine:
    """An ``Engine`` that asks a server. A failure is a row's own; the next row asks the server anew.

    ``url`` ends where the protocol's paths begin, ``rows`` is how many texts are asked for at once. The event
    loop runs only inside ``load``, ``step``, ``drop`` and ``close``, on the thread that calls them. Only what
    would block it, such as looking up a host's name, goes to asyncio's own threads, which ``close`` ends.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: SecretStr | None = None,
        *,
        rows: int = 8,
        patience: Patience | None = None,
    ) -> None:
        self._url = url
        self._model = model
        self._key = key
        self._rows = rows
        self._patience = patience or Patience()
        # Without the host, which members need not learn from a receipt; of the weights nothing is known.
        told_apart = hashlib.sha256(f"{urlsplit(url).path}\n{model}".encode()).hexdigest()[:12]
        # A server may know its model by a folder, and that folder is its operator's business.
        name = PurePath(model).name if PurePath(model).is_absolute() else model
        self._info = EngineInfo(name, f"remote:{told_apart}", remote=True, host=_elsewhere(url))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: openai.AsyncOpenAI | None = None
        self._asking: Asking | None = None
        self._wake = asyncio.Event()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._news: dict[int, RowStep] = {}

    def describe(self) -> EngineInfo:
        """Name the model; its checksum says ``remote``, since a server's weights are unknown."""
        return self._info

    def load(self, checkpoint: Checkpoint) -> None:
        """Make the client, and warn where the server cannot be used yet: it may come later."""
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        checkpoint()
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(2, thread_name_prefix="quire-muse-lookup"))
        self._client = openai.AsyncOpenAI(
            base_url=self._url,
            api_key=self._key.get_secret_value() if self._key else "none",
            max_retries=0,
            # All but the connection is timed where it is known whether a token came.
            timeout=openai.Timeout(None, connect=self._patience.connect),
        )
        self._asking = Asking(self._client, self._model, self._patience, has_key=self._key is not None)
        checkpoint()
        self._run(self._look(self._asking))
        checkpoint()

    @property
    def capacity(self) -> int:
        """How many texts are asked for at once."""
        return self._rows

    @property
    def abilities(self) -> frozenset[Ability]:
        """None: a server takes no mask, and the same seed need not give the same text. Words are not kept
        out: OpenAI's protocol biases tokens by their numbers, which only the server's tokenizer knows."""
        return frozenset()

    def admit(self, row_id: int, request: Request) -> int:
        """Ask for a text. Return 0: how long its prompt is in tokens, only the server knows."""
        if self._loop is None or self._asking is None:
            raise RuntimeError("the engine is not loaded")
        self._tasks[row_id] = self._loop.create_task(self._write(self._asking, row_id, request))
        return 0

    def step(self) -> Sequence[RowStep]:
        """Wait until a text grew or ended, or until ``interrupt``; tell what happened."""
        if not self._tasks:
            return ()
        self._run(self._woken())
        news, self._news = list(self._news.values()), {}
        for step in news:
            if step.end is not None or step.failure is not None:
                self._tasks.pop(step.row_id)
        return news

    def drop(self, row_id: int) -> None:
        """Give a text up and close its connection; unknown rows are ignored."""
        self._news.pop(row_id, None)
        task = self._tasks.pop(row_id, None)
        if task is not None:
            task.cancel()
            self._run(asyncio.wait({task}, timeout=DROP_SECONDS))

    def interrupt(self) -> None:
        """End the wait inside ``step``, or that of the next one. Called from any thread."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # closed meanwhile: nothing waits
                loop.call_soon_threadsafe(self._wake.set)

    def close(self) -> None:
        """Give every text up, close all connections and the loop. Safe to repeat."""
        loop, self._loop = self._loop, None
        if loop is None:
            return
        try:
            loop.run_until_complete(self._leave())
        finally:
            loop.close()

    def _run(self, coroutine: Coroutine[Any, Any, object]) -> None:
        assert self._loop is not None
        self._loop.run_until_complete(coroutine)

    async def _woken(self) -> None:
        await self._wake.wait()
        self._wake.clear()

    async def _write(self, asking: Asking, row_id: int, request: Request) -> None:
        tokens = 0
        try:
            async for written in asking.write(request):
                tokens = written.tokens
                self._tell(RowStep(row_id, written.text, tokens, written.end))
        except RemoteError as error:
            log.warning("remote_muse_failed", kind=type(error).__name__, problem=str(error))
            self._tell(RowStep(row_id, "", tokens, failure=error))
        except Exception as error:  # a fault of ours: its reader must not wait for ever
            # Not the exception itself: what a server said could be in it.
            problem = f"A fault of the bot's own ended a text ({type(error).__name__})."
            log.error("remote_muse_failed", problem=problem)
            self._tell(RowStep(row_id, "", tokens, failure=RemoteFaultError(problem)))

    def _tell(self, step: RowStep) -> None:
        """Note what happened to a row for the next step, with what was not told yet."""
        if step.row_id not in self._tasks:
            return  # it was dropped, and came to an end of its own on the way
        before = self._news.get(step.row_id)
        self._news[step.row_id] = replace(step, text=before.text + step.text) if before else step
        self._wake.set()

    async def _look(self, asking: Asking) -> None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                models = await asking.models()
        except TimeoutError:
            problem = f"The muse's server did not answer in {LOOK_SECONDS:g} seconds."
            log.warning("remote_muse_not_there", problem=problem)
        except RemoteError as error:
            log.warning("remote_muse_not_there", problem=str(error))
        else:
            if models and self._model not in models:
                problem = f"The muse's server does not list the model {self._model}; see QUIRE_REMOTE_MODEL."
                log.warning("remote_muse_model_not_listed", problem=problem, listed=models[:10])

    async def _leave(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=CLOSE_SECONDS)
        self._tasks.clear()
        self._news.clear()
        if self._client is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._client.close()
        loop = asyncio.get_running_loop()
        await loop.shutdown_asyncgens()
