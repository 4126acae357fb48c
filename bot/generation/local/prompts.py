"""Prompts that are being read, and those that were: each is read once for all the rows that begin with it."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from bot.generation.local.network import Network

KEPT_TOKENS = 3072
"""How many tokens' worth of read prompts are kept for those that begin alike (46 KB each in the built-in
model)."""


@dataclass(eq=False, slots=True)
class Prompt:
    """A prompt on its way into the model. ``done`` tokens of it are read; ``scores`` follow the last one.

    ``rows`` are the rows that wait for it.
    """

    tokens: tuple[int, ...]
    cache: Any
    done: int = 0
    scores: Tensor | None = None
    rows: set[int] = field(default_factory=set)


class Prompts:
    """The prompts that are being read, oldest first, and the last ones that were."""

    def __init__(self, network: Network, kept_tokens: int = KEPT_TOKENS) -> None:
        self._network = network
        self._limit = kept_tokens
        self._open: OrderedDict[tuple[int, ...], Prompt] = OrderedDict()
        self._kept: OrderedDict[tuple[int, ...], Any] = OrderedDict()

    def join(self, row_id: int, tokens: Sequence[int]) -> Prompt:
        """Let a row wait for a prompt, with those that wait for the same one already."""
        key = tuple(tokens)
        prompt = self._open.get(key)
        if prompt is None:
            done, cache = self._begun(key)
            prompt = self._open[key] = Prompt(key, cache, done)
        prompt.rows.add(row_id)
        return prompt

    def leave(self, row_id: int, prompt: Prompt) -> None:
        """Let a row wait no more; a prompt for which nobody waits is read no further."""
        prompt.rows.discard(row_id)
        if not prompt.rows and self._open.get(prompt.tokens) is prompt:
            del self._open[prompt.tokens]

    @property
    def oldest(self) -> Prompt | None:
        """The prompt to read from next, None where all are read."""
        return next(iter(self._open.values()), None)

    def read(self, prompt: Prompt) -> bool:
        """Read the next part of a prompt; tell whether that was its last."""
        chunk = self._network.chunk
        end = min((prompt.done // chunk + 1) * chunk, len(prompt.tokens))
        last = end == len(prompt.tokens)
        part = prompt.tokens[prompt.done : end]
        prompt.scores = self._network.read(prompt.cache, part, prompt.done, last)
        prompt.done = end
        if last:
            del self._open[prompt.tokens]
            self._keep(prompt)
        return last

    def give_up(self, prompt: Prompt) -> None:
        """Forget a prompt that cannot be read."""
        self._open.pop(prompt.tokens, None)

    def forget(self) -> bool:
        """Free the prompts that were kept; tell whether there were any."""
        any_kept = bool(self._kept)
        self._kept.clear()
        return any_kept

    def _begun(self, tokens: tuple[int, ...]) -> tuple[int, Any]:
        """Return how much of a prompt was read before, whole parts only, and a cache with it."""
        chunk, best, found = self._network.chunk, 0, None
        for kept in self._kept:
            # The last token is always read anew: the scores come from it.
            same = _same(kept, tokens[:-1]) // chunk * chunk
            if same > best:
                best, found = same, kept
        if found is None:
            return 0, self._network.cache(len(tokens))
        self._kept.move_to_end(found)
        return best, self._network.copy(self._kept[found], best, len(tokens))

    def _keep(self, prompt: Prompt) -> None:
        if not self._network.reuses or not self._network.chunk < len(prompt.tokens) <= self._limit:
            return  # one that is too long must not push out those that can be kept
        self._kept[prompt.tokens] = prompt.cache
        self._kept.move_to_end(prompt.tokens)
        while sum(map(len, self._kept)) > self._limit:
            self._kept.popitem(last=False)


def _same(one: Sequence[int], other: Sequence[int]) -> int:
    """Return with how many equal tokens two prompts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
