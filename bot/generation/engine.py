"""What stands behind the worker: something that writes rows of text step by step, on one thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.generation.muse import Ability, EndReason, Request, Sampling

Checkpoint = Callable[[], None]
"""Called between the stages of loading; raises to give up when the worker is closing."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Names the model, for the status and the receipts; all but its name is empty until it is loaded.

    ``precision`` names the numbers that it calculates with, as far as a text depends on them. ``remote`` says
    that it is another program's model: what it is asked leaves this one, for ``host``; the host is empty
    where that program runs on this machine.
    """

    name: str
    checksum: str = ""
    precision: str = ""
    remote: bool = False
    host: str = ""

    def applied(self, sampling: Sampling) -> Sampling:
        """Return what of a sampling it goes by: OpenAI's protocol knows no top-k, no min-p, and no penalty of
        ours, so a server is told of none of them."""
        if not self.remote:
            return sampling
        return replace(sampling, top_k=0, min_p=0.0, repetition_penalty=1.0, dry=0.0)


@dataclass(frozen=True, slots=True)
class RowStep:
    """What one step did to one row.

    ``text`` is what was added (it may be empty), ``tokens`` the row's new tokens so far, ``end`` says why
    the row ended: it has then left the engine. ``failure`` is set instead where this row alone failed.
    ``likelihoods`` are those of all its tokens, told with the end where its request is ``weighed``.
    """

    row_id: int
    text: str
    tokens: int
    end: EndReason | None = None
    failure: Exception | None = None
    likelihoods: tuple[float, ...] | None = None


class Engine(Protocol):
    """Writes up to ``capacity`` rows at once, more only where one wish is larger.

    The worker's thread calls everything but ``interrupt``, ``describe`` and ``abilities``.
    """

    def describe(self) -> EngineInfo:
        """Name the model; callable from any thread, before loading too."""
        ...

    def load(self, checkpoint: Checkpoint) -> None:
        """Load everything, calling ``checkpoint`` between stages.

        Raises:
            ModelError: the model is missing, damaged or of the wrong kind.
        """
        ...

    @property
    def capacity(self) -> int:
        """How many rows may be admitted at once."""
        ...

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do beyond writing; callable from any thread."""
        ...

    def admit(self, row_id: int, request: Request) -> int:
        """Take a row in; it is advanced from the next step on. Return the length of its prompt in tokens."""
        ...

    def step(self) -> Sequence[RowStep]:
        """Advance the admitted rows and tell what happened; an empty answer means nothing did.

        If it raises ``MemoryError``, the worker drops the newest row and steps again: nothing was lost. If it
        raises anything else, every admitted row has failed; the worker drops them and goes on.
        """
        ...

    def drop(self, row_id: int) -> None:
        """Free a row. Unknown rows are ignored, so that it is safe to repeat."""
        ...

    def interrupt(self) -> None:
        """Cut a wait inside ``step`` short, since a row comes or goes. Called from any thread."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...
