"""Prompts that are being read, and those that were: each is read once for all the rows that begin with it.

A prompt is read in parts. What was read of one serves another that begins alike, whole parts only: so the
numbers that the model works with depend on the prompt alone, and not on what was asked before.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from bot.generation.local.network import Network

KEPT_TOKENS = 3072
"""How many tokens' worth of read prompts are kept for those that begin alike (46 KB each in the built-in
model)."""
SHORTEST = 8
"""Of a prompt that grows, a part has so many tokens at least: fewer take as long to read."""

_Key = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(eq=False, slots=True)
class Prompt:
    """A prompt on its way into the model. ``done`` tokens of it are read; ``scores`` follow the last one.

    ``ends`` are where its parts end, ascending. ``rows`` are the rows that wait for it.
    """

    tokens: tuple[int, ...]
    ends: tuple[int, ...]
    cache: Any
    done: int = 0
    scores: Tensor | None = None
    rows: set[int] = field(default_factory=set)

    @property
    def key(self) -> _Key:
        """What makes it the same as another: its tokens, and how it is read."""
        return self.tokens, self.ends


class Prompts:
    """The prompts that are being read, oldest first, and the last ones that were."""

    def __init__(
        self, network: Network, kept_tokens: int = KEPT_TOKENS, line_ends: frozenset[int] = frozenset()
    ) -> None:
        """``line_ends`` are the tokens that end a line."""
        self._network = network
        self._limit = kept_tokens
        self._line_ends = line_ends
        self._open: OrderedDict[_Key, Prompt] = OrderedDict()
        self._kept: OrderedDict[_Key, Any] = OrderedDict()

    def join(self, row_id: int, tokens: Sequence[int], *, grows: bool = False) -> Prompt:
        """Let a row wait for a prompt, with those that wait for the same one already.

        One that ``grows`` is soon asked for again with some lines more: its parts are lines.
        """
        told = tuple(tokens)
        ends = tuple(_ends(told, self._network.chunk, self._line_ends if grows else None))
        prompt = self._open.get((told, ends))
        if prompt is None:
            done, cache = self._begun(told, ends)
            prompt = self._open[told, ends] = Prompt(told, ends, cache, done)
        prompt.rows.add(row_id)
        return prompt

    def leave(self, row_id: int, prompt: Prompt) -> None:
        """Let a row wait no more; a prompt for which nobody waits is read no further."""
        prompt.rows.discard(row_id)
        if not prompt.rows and self._open.get(prompt.key) is prompt:
            del self._open[prompt.key]

    @property
    def oldest(self) -> Prompt | None:
        """The prompt to read from next, None where all are read."""
        return next(iter(self._open.values()), None)

    def read(self, prompt: Prompt) -> bool:
        """Read the next part of a prompt; tell whether that was its last."""
        end = next(end for end in prompt.ends if end > prompt.done)
        last = end == len(prompt.tokens)
        part = prompt.tokens[prompt.done : end]
        prompt.scores = self._network.read(prompt.cache, part, prompt.done, last)
        prompt.done = end
        if last:
            del self._open[prompt.key]
            self._keep(prompt)
        return last

    def give_up(self, prompt: Prompt) -> None:
        """Forget a prompt that cannot be read."""
        self._open.pop(prompt.key, None)

    def forget(self) -> bool:
        """Free the prompts that were kept; tell whether there were any."""
        any_kept = bool(self._kept)
        self._kept.clear()
        return any_kept

    def _begun(self, tokens: tuple[int, ...], ends: tuple[int, ...]) -> tuple[int, Any]:
        """Return how much of a prompt was read before, whole parts only, and a cache with it."""
        best, found = 0, None
        for kept in self._kept:
            # The last token is always read anew: the scores come from it.
            same = _same(kept[0], tokens[:-1])
            parts = ends[: _same(kept[1], ends)]
            end = max((end for end in parts if end <= same), default=0)
            if end > best:
                best, found = end, kept
        if found is None:
            return 0, self._network.cache(len(tokens))
        self._kept.move_to_end(found)
        return best, self._network.copy(self._kept[found], best, len(tokens))

    def _keep(self, prompt: Prompt) -> None:
        if not self._network.reuses or len(prompt.ends) < 2 or len(prompt.tokens) > self._limit:
            return  # one that is too long must not push out those that can be kept
        for kept in list(self._kept):
            if prompt.tokens[: len(kept[0])] == kept[0] and prompt.ends[: len(kept[1])] == kept[1]:
                del self._kept[kept]  # all of it is in this one
        self._kept[prompt.key] = prompt.cache
        while sum(len(tokens) for tokens, _ in self._kept) > self._limit:
            self._kept.popitem(last=False)


def _ends(tokens: Sequence[int], chunk: int, line_ends: frozenset[int] | None) -> Iterator[int]:
    """Yield where the parts of a prompt end: by lines, or all of the same length, as far as it goes."""
    begun = 0
    for at in range(1, len(tokens)):
        line = line_ends is not None and at - begun >= SHORTEST and tokens[at - 1] in line_ends
        if line or at - begun == chunk:
            yield at
            begun = at
    if tokens:
        yield len(tokens)


def _same(one: Sequence[int], other: Sequence[int]) -> int:
    """Return with how many equal tokens two prompts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
