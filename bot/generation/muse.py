"""What the muse is to the rest of Quire: ask for text, receive it piece by piece, stop it at any time."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from bot.domain.limits.avoiding import Avoided

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with the model. ``role`` is the speaker's."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are chosen. ``max_tokens`` bounds the new tokens; ``seed`` makes the row repeatable.

    ``top_k`` 0, ``top_p`` 1, ``min_p`` 0, ``repetition_penalty`` 1 and ``dry`` 0 each switch theirs off.
    ``dry`` is the strength of a penalty on tokens that would prolong a repetition of more than
    ``dry_length`` tokens; it grows with each further token by the factor ``dry_base``.
    """

    max_tokens: int = 120
    temperature: float = 0.8
    top_p: float = 0.95
    min_p: float = 0.0
    top_k: int = 50
    repetition_penalty: float = 1.1
    dry: float = 0.0
    dry_base: float = 1.75
    dry_length: int = 2
    seed: int = 0


class TokenTable(Protocol):
    """A model's vocabulary, as much of it as a mask needs."""

    def __hash__(self) -> int:
        """It is known by itself, not by what it holds."""
        ...

    @property
    def endings(self) -> frozenset[int]:
        """The tokens that end a text."""
        ...

    @property
    def folder(self) -> Path | None:
        """Where what is worked out of it may be kept; None: nowhere."""
        ...

    def texts(self) -> Sequence[str | None]:
        """Return each token's own text in the order of their numbers; None where it is no whole character
        by itself, or a control token."""
        ...

    def spelled(self, texts: Sequence[str]) -> list[tuple[int, ...] | None]:
        """Return the tokens with which the model would write each text after others, a line's end or a letter
        before it; None for one that its tokens cannot write exactly."""
        ...


class Mask(Protocol):
    """Says which tokens may come next in one row."""

    def allowed(self) -> "Sequence[int] | NDArray[np.int64] | None":
        """Return the tokens that may come next, at least one and each once; None where all may."""
        ...

    def add(self, token: int) -> None:
        """Take note of the token that was chosen."""
        ...


MaskMaker = Callable[[TokenTable], Mask]
"""Makes a row's mask for the vocabulary of the model that will write it. Called on the worker's thread."""


@dataclass(frozen=True, slots=True)
class Request:
    """One text that is wanted: an answer to ``messages``, or, of a model that holds no conversations, how
    ``text`` goes on. One of the two may be left out; a model that answers prefers ``messages``.

    ``guild_id`` and ``member_id`` say who asks, so that the queue can be fair. ``template`` names the
    prompt template and its version, for the receipt. The text ends before the first of ``stop`` that
    appears in it. ``mask`` bounds its tokens. None of the words of ``avoid`` is written, by a muse that can
    (``Ability.AVOID``; others ignore it): whoever asks judges what comes all the same. Where the last of
    ``messages`` is the assistant's, the text goes on from it. ``goes_on`` says that the request belongs to a
    wish that was counted before. ``weighed`` asks how likely the model finds each token
    (``Receipt.likelihoods``). ``grows`` says that the same is soon asked with some lines more behind it.
    """

    guild_id: int
    member_id: int
    template: str
    sampling: Sampling
    messages: tuple[Message, ...] = ()
    text: str = ""
    stop: tuple[str, ...] = ()
    mask: MaskMaker | None = None
    avoid: Avoided | None = None
    weighed: bool = False
    goes_on: bool = False
    grows: bool = False


class Ability(StrEnum):
    """What not every muse can do."""

    MASK = "mask"  # bound a text's tokens
    AVOID = "avoid"  # keep words out of a text
    REPLAY = "replay"  # write the same text again from its receipt


class EndReason(StrEnum):
    """Why a stream ended."""

    STOP = "stop"  # the model ended it, or one of the request's stops appeared
    LENGTH = "length"  # max_tokens, or the model's window, was reached
    CANCELLED = "cancelled"  # a person pressed Stop, or the caller left


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was added to a stream, and how many tokens have been made so far."""

    text: str
    tokens: int


AVOIDED = "avoided"
"""Beside the names of ``Sampling`` in a stored receipt: the digest of the words that were kept out."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a text was made; it holds none of the text.

    ``seconds`` is the time on the worker, without the time in the queue. ``precision`` names the numbers
    that the model calculates with. ``likelihoods`` are the natural logarithms of the probabilities that
    the model gave its tokens, its end included, before any penalty, temperature or mask; None where they were
    not asked for. ``avoided`` is the digest of the words that were kept out, empty where none were.
    """

    model: str
    checksum: str
    precision: str
    template: str
    sampling: Sampling
    prompt_tokens: int
    tokens: int
    seconds: float
    end: EndReason
    likelihoods: tuple[float, ...] | None = None
    avoided: str = ""

    def record(self) -> dict[str, Any]:
        """Return what is stored of it: all but the likelihoods, which serve the moment. What names the words
        that were kept out is stored with the sampling, of which it is a part."""
        kept = asdict(self)
        del kept["likelihoods"]
        if avoided := kept.pop("avoided"):
            kept["sampling"][AVOIDED] = avoided
        return kept


class MuseState(StrEnum):
    """Where the muse stands."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class MuseStatus:
    """What ``/muse status`` shows.

    ``waiting`` counts wishes in the queue, ``running`` the texts being written. ``places`` are the places of
    the asking member's wishes in the queue, 1 for the next to be served; ``wait_seconds`` is how long the
    first of them is likely to wait still, or a new one if they have none, None where nothing was measured
    yet. ``tokens_per_second`` is the recent speed of one stream, None before the first. ``problem`` is one
    sentence for an operator's log. ``remote`` says that what is asked goes to another program,
    and ``host`` to which machine, empty for this one.
    """

    state: MuseState
    model: str
    waiting: int = 0
    running: int = 0
    places: tuple[int, ...] = field(default=())
    wait_seconds: float | None = None
    tokens_per_second: float | None = None
    problem: str | None = None
    remote: bool = False
    host: str = ""


class MuseUnavailableError(Exception):
    """The muse is off or could not be loaded. Raised by ``ask``."""


class OverloadedError(Exception):
    """The queue is full. Raised at once by ``ask``; ``waiting`` is the queue's length."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} requests are waiting")
        self.waiting = waiting


class QuotaReachedError(Exception):
    """The member, or their server, has as many wishes with the muse as they may have, at once or in an hour.

    Raised at once by ``ask``. ``scope`` says whose ``limit`` it is; ``seconds`` are how long until they may
    ask again, None where a wish of theirs must end first.
    """

    def __init__(self, scope: Literal["member", "guild"], limit: int, seconds: float | None = None) -> None:
        within = "now" if seconds is None else "in this hour"
        super().__init__(f"the {scope} has asked the muse {limit} times {within}")
        self.scope = scope
        self.limit = limit
        self.seconds = seconds


class UnsupportedError(Exception):
    """This muse lacks the ability that the request needs. Raised at once by ``ask``."""

    def __init__(self, ability: Ability) -> None:
        super().__init__(f"this muse cannot {ability}")
        self.ability = ability


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

    @property
    def wait_seconds(self) -> float | None:
        """How many seconds it is likely to wait still; 0 once it is written, None if nothing was measured."""
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

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do beyond writing."""
        ...

    def ask(self, request: Request) -> Stream:
        """Put one request into the queue, as :meth:`ask_all` does."""
        ...

    def ask_all(self, requests: Sequence[Request]) -> list[Stream]:
        """Put one member's requests into the queue as one wish: they are written side by side.

        Raises:
            MuseUnavailableError: the muse is off or could not be loaded.
            OverloadedError: the queue is full.
            QuotaReachedError: the member or their guild has too many wishes already.
            UnsupportedError: it lacks what a request needs.
        """
        ...
