"""What the step loop needs of a model: read a prompt, write one token in each of several rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Next:
    """A row that is to go on: its cache, the token that it reads now, and at which position."""

    cache: Any
    token: int
    position: int


class Network(Protocol):
    """A model behind a cache of its own kind. All calls come from one thread.

    ``reuses`` says whether a prompt may begin from another's cache (``copy`` with fewer tokens than it has).
    ``chunk`` is how many tokens of a prompt it reads at once, at the most; where its parts end depends on the
    prompt's tokens alone (``prompts``), so that a token's numbers do not depend on where reading began.
    """

    reuses: bool
    chunk: int

    def cache(self, capacity: int) -> Any:
        """Return an empty cache for ``capacity`` tokens."""
        ...

    def copy(self, cache: Any, tokens: int, capacity: int) -> Any:
        """Return a new cache for ``capacity`` tokens that begins with the first ``tokens`` of another."""
        ...

    def read(self, cache: Any, tokens: Sequence[int], start: int, last: bool) -> Tensor | None:
        """Read a part of a prompt that begins at position ``start``.

        Return the scores after its last token, shape (vocabulary,), float32, on the CPU, if it is the
        prompt's ``last`` part.
        """
        ...

    def write(self, rows: Sequence[Next]) -> Tensor:
        """Read one token in each row; return the scores of the next, shape (rows, vocabulary), on the CPU."""
        ...
