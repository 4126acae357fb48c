"""What the muse is to the rest of Quire: ask for text, receive it piece by piece, stop it at any time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with the model. ``role`` is the speaker's."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen. ``max_tokens`` bounds the new tokens; ``seed`` makes the row repeatable."""

    max_tokens: int = 120
    temperature: float = 0.8
    top_p: float = 0.95
    top_k: int = 50
    repetition_penalty: float = 1.1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """One wish. Exactly one of ``messages`` (answer me) and ``text`` (go on from here) is given.

    ``guild_id`` and ``member_id`` say who asks, so that the queue can be fair. ``template`` names the
    prompt template and its version, for the receipt.
    """

    guild_id: int
    member_id: int
    template: str
    sampling: Sampling
    messages: tuple[Message, ...] = ()
    text: str = ""


class EndReason(StrEnum):
    """Why a stream ended."""

    STOP = "stop"  # the model ended it
    LENGTH = "length"  # max_tokens, or the model's window, was reached
    CANCELLED = "cancelled"  # a person pressed Stop, or the caller left


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was added to a stream, and how many tokens have been made so far."""

    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a text was made; it holds none of the text.

    ``seconds`` is the time on the worker, without the time in the queue.
    """

    model: str
    checksum: str
    template: str
    sampling: Sampling
    prompt_tokens: int
    tokens: int
    seconds: float
    end: EndReason


class MuseState(StrEnum):
    """Where the muse stands."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class MuseStatus:
    """What ``/muse status`` shows.

    ``waiting`` counts requests in the queue, ``running`` those being written. ``places`` are the places of
    the asking member's requests in the queue, 1 for the next to be served. ``tokens_per_second`` is the
    recent speed of one stream, None before the first. ``problem`` is one sentence for an operator's log.
    """

    state: MuseState
    model: str
    waiting: int = 0
    running: int = 0
    places: tuple[int, ...] = field(default=())
    tokens_per_second: float | None = None
    problem: str | None = None


class MuseUnavailableError(Exception):
    """The muse is off or could not be loaded. Raised by ``ask``."""


class OverloadedError(Exception):
    """The queue is full. Raised at once by ``ask``; ``waiting`` is the queue's length."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} requests are waiting")
        self.waiting = waiting


class GenerationFailedError(Exception):
    """The model failed on this request; others go on. Raised while a stream is read."""


class Stream(Protocol):
    """A text on its way. Iterate over it once for its pieces; it always ends."""

    def __aiter__(self) -> AsyncIterator[Piece]:
        """Return the iterator of pieces.

        Raises:
            GenerationFailedError: the model failed.
        """
        ...

    @property
    def place(self) -> int:
        """The place in the queue, 1 for the next to be served; 0 once it is being written or has ended."""
        ...

    @property
    def receipt(self) -> Receipt | None:
        """The receipt, once the stream has ended without a failure."""
        ...

    def cancel(self) -> None:
        """Stop it at the model's next step; the stream then ends with what it has. Safe to repeat."""
        ...


class Muse(Protocol):
    """Something that writes. It never blocks the event loop, loading included."""

    async def start(self) -> None:
        """Begin to load in the background and return at once; requests made meanwhile wait in the queue."""
        ...

    async def close(self) -> None:
        """Stop every stream and free the model. Safe to repeat."""
        ...

    def status(self, member_id: int | None = None) -> MuseStatus:
        """Tell where the muse stands, with the places in the queue of ``member_id``'s requests."""
        ...

    def ask(self, request: Request) -> Stream:
        """Put a request into the queue.

        Raises:
            MuseUnavailableError: the muse is off or could not be loaded.
            OverloadedError: the queue is full.
        """
        ...
