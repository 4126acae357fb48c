"""One text from an OpenAI-compatible server: asked for, tried again where that may help, read as it comes."""

import asyncio
import itertools
import random
import traceback
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import openai
import structlog

from bot.generation.muse import EndReason, Message, Request
from bot.generation.remote_errors import RemoteError, RemoteFaultError, RemoteSlowError, broke, told
from bot.generation.remote_settings import Patience
from bot.generation.remote_text import Halves, as_conversation, parts
from bot.generation.stops import Stops

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

log = structlog.get_logger(__name__)

NO_SUCH_PATH = {404, 405, 501}
SENT_STOPS = 4
"""How many stops OpenAI's protocol allows; those beyond are only looked for here."""
USAGE_SECONDS = 2.0
"""How long the count of tokens may take to follow a text's end."""
REMEMBERED_SECONDS = 600.0
"""How long it is believed that a server only answers conversations; another may have taken its place."""
RUNAWAY = 4
"""How many times the tokens that were asked for are taken from a server that does not heed the limit."""


@dataclass(frozen=True, slots=True)
class Written:
    """Text that came, all tokens so far, and, in a text's last one, why it ended."""

    text: str
    tokens: int
    end: EndReason | None = None


class Asking:
    """Asks one server for texts of one model. Belongs to one event loop."""

    def __init__(self, client: openai.AsyncOpenAI, model: str, patience: Patience, *, has_key: bool) -> None:
        self._client = client
        self._model = model
        self._patience = patience
        self._has_key = has_key
        self._conversations_until = 0.0
        # Else other programs' environment variables would go to the server, and a key where there is none.
        left_out = ["OpenAI-Organization", "OpenAI-Project", *(() if has_key else ["Authorization"])]
        self._headers = dict.fromkeys(left_out, openai.Omit())

    async def models(self) -> list[str]:
        """Return the names of the server's models, none where it has no list.

        Raises:
            RemoteError: it cannot be reached, or does not accept the key.
        """
        try:
            page = await self._client.models.list(extra_headers=self._headers)
            return [model.id for model in page.data]
        except openai.APIStatusError as error:
            if error.status_code in NO_SUCH_PATH:
                return []
            raise self._told(error) from None
        except Exception as error:  # a server's answer is not checked by the client
            raise self._told(error) from None

    async def write(self, request: Request) -> AsyncIterator[Written]:
        """Yield a text as it comes; the last part says why it ended.

        Raises:
            RemoteError: it failed, for good or too often.
        """
        for attempt in itertools.count(1):
            begun = False
            try:
                async for written in self._once(request):
                    begun = True
                    yield written
                return
            except Exception as error:  # whatever it is, its reader gets one sentence
                problem = self._told(error)
            wait = self._wait(attempt, problem.after)
            if begun or not problem.passing or attempt >= self._patience.tries or wait is None:
                raise problem
            log.info("remote_muse_tried_again", attempt=attempt, seconds=round(wait, 2), problem=str(problem))
            await asyncio.sleep(wait)

    def _told(self, error: Exception) -> RemoteError:
        if not isinstance(error, RemoteError | openai.OpenAIError):
            # Not the exception itself: what a server said could be in it.
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{frame.name}:{frame.lineno}"
            log.warning("remote_muse_unforeseen", kind=type(error).__name__, where=where)
        return told(error, model=self._model, has_key=self._has_key)

    def _wait(self, attempt: int, asked_for: float | None) -> float | None:
        """Return how many seconds to wait before the next attempt, None where that is too long."""
        patience = self._patience
        if asked_for is None:
            return random.uniform(0, min(patience.longest_wait, patience.backoff * 2 ** (attempt - 1)))
        # Here too a little chance: all who were sent away would come back at the same instant.
        return asked_for + random.uniform(0, patience.backoff) if asked_for <= patience.longest_wait else None

    async def _once(self, request: Request) -> AsyncIterator[Written]:
        clock, patience = asyncio.get_running_loop().time, self._patience
        halves, stops = Halves(), Stops(request.stop)
        deadline, tokens, end = clock() + patience.first_token, 0, None
        try:
            async with asyncio.timeout_at(deadline):
                stream = await self._open(request)
            async with stream:
                while not stops.found:
                    async with asyncio.timeout_at(deadline):
                        chunk = await anext(stream, None)
                    if chunk is None:
                        break
                    text, alive, finish, counted = parts(chunk)
                    tokens = counted or tokens + alive
                    if tokens > RUNAWAY * request.sampling.max_tokens:
                        end = EndReason.LENGTH
                        break
                    if alive:
                        deadline = clock() + patience.between_tokens
                        yield Written(stops.add(halves.add(text)), tokens)
                    if finish is not None and end is None:
                        end = EndReason.LENGTH if finish == "length" else EndReason.STOP
                        deadline = clock() + USAGE_SECONDS
        except TimeoutError:
            if end is None:
                raise self._too_slow(tokens) from None
        except openai.APIConnectionError as error:
            if end is None and tokens:
                raise broke(error) from None
            if end is None:
                raise
        if stops.found:
            end = EndReason.STOP
        if end is None:
            raise RemoteFaultError("The muse's server ended an answer without saying why.", passing=True)
        yield Written(stops.finish(), tokens, end)

    def _too_slow(self, tokens: int) -> RemoteSlowError:
        seconds = self._patience.between_tokens if tokens else self._patience.first_token
        did = "fell silent in the middle of a text, for" if tokens else "did not begin a text within"
        return RemoteSlowError(f"The muse's server {did} {seconds:g} seconds.")

    async def _open(self, request: Request) -> openai.AsyncStream[Any]:
        """Send the request; return the stream of its chunks."""
        clock = asyncio.get_running_loop().time
        if request.messages:
            return await self._conversation(request.messages, request)
        if clock() >= self._conversations_until:
            try:
                stream: openai.AsyncStream[Any] = await self._client.completions.create(
                    model=self._model, prompt=request.text, stream=True, **self._how(request)
                )
                return stream
            except openai.APIStatusError as error:
                if error.status_code not in NO_SUCH_PATH:
                    raise
        stream = await self._conversation(as_conversation(request.text), request)
        self._conversations_until = clock() + REMEMBERED_SECONDS
        return stream

    async def _conversation(self, messages: Sequence[Message], request: Request) -> openai.AsyncStream[Any]:
        said = [{"role": message.role, "content": message.content} for message in messages]
        stream: openai.AsyncStream[Any] = await self._client.chat.completions.create(
            model=self._model,
            messages=cast("list[ChatCompletionMessageParam]", said),
            stream=True,
            **self._how(request),
        )
        return stream

    def _how(self, request: Request) -> dict[str, Any]:
        """Return what both endpoints are told beside the text: no more than OpenAI's protocol knows."""
        sampling, stops = request.sampling, [stop for stop in request.stop if stop]
        return {
            "max_tokens": sampling.max_tokens,
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "seed": sampling.seed,
            "stop": stops[:SENT_STOPS] or openai.omit,
            "stream_options": {"include_usage": True},
            "extra_headers": self._headers,
        }
