"""Any causal language model, run by transformers itself, one row at a time: slower, but it runs."""

import copy
import inspect
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from transformers import DynamicCache

from bot.generation.local.linears import ByteLinear, Precision
from bot.generation.local.network import Next

CHUNK = 256


class AnyModel:
    """The network of a model whose family is not known here. Its rows never share a pass."""

    reuses = False  # not every cache can be cut
    chunk = CHUNK

    def __init__(self, model: Any, precision: Precision, device: torch.device) -> None:
        self._model = model
        self._device = device
        if precision in (Precision.INT8, Precision.INT8_SEVEN):
            _use_bytes(model, 127 if precision is Precision.INT8 else 63)
        accepted = inspect.signature(model.forward).parameters
        # transformers renamed it within version 5.
        self._cache_name = "cache" if "cache" in accepted else "past_key_values"
        # Scores of a prompt's last token only: the others would be a vocabulary each, for nothing.
        self._options: dict[str, Any] = {"logits_to_keep": 1} if "logits_to_keep" in accepted else {}

    def cache(self, capacity: int) -> "_Kept":
        """Return an empty cache; it grows by itself."""
        return _Kept()

    def copy(self, cache: "_Kept", tokens: int, capacity: int) -> "_Kept":
        """Return a copy of a cache as it is; ``tokens`` must be all that it holds."""
        return _Kept(list(cache.tokens), copy.deepcopy(cache.layers))

    def read(self, cache: "_Kept", tokens: Sequence[int], start: int, last: bool) -> Tensor | None:
        """Read a part of a prompt; return the scores after it if it is the last one."""
        scores = self._forward(cache, tokens)
        return scores if last else None

    def write(self, rows: Sequence[Next]) -> Tensor:
        """Read one token in each row; return the scores of the next ones.

        Where it failed for want of memory, it goes on at the row where that was.
        """
        for row in rows:
            if row.cache.untold is None:
                row.cache.untold = self._forward(row.cache, [row.token])
        scores = torch.stack([row.cache.untold for row in rows])
        for row in rows:
            row.cache.untold = None
        return scores

    def _forward(self, cache: "_Kept", tokens: Sequence[int]) -> Tensor:
        layers, cache.layers = cache.layers, None
        if layers is None:
            layers = DynamicCache(config=self._model.config)
            for start in range(0, len(cache.tokens), CHUNK):
                self._pass(layers, cache.tokens[start : start + CHUNK])
        scores = self._pass(layers, tokens)
        cache.tokens += tokens
        cache.layers = layers
        return scores

    def _pass(self, layers: Any, tokens: Sequence[int]) -> Tensor:
        output = self._model(
            input_ids=torch.tensor([list(tokens)], device=self._device),
            use_cache=True,
            **{self._cache_name: layers},
            **self._options,
        )
        return output.logits[0, -1].float().cpu()  # type: ignore[no-any-return]


@dataclass(eq=False, slots=True)
class _Kept:
    """A row's tokens and what the model keeps of them.

    ``layers`` is None where a pass broke off: some layers had its tokens already, and not every kind can be
    cut, so all are made anew. ``untold`` are the scores after the last token, where nobody was told them yet.
    """

    tokens: list[int] = field(default_factory=list)
    layers: Any = None
    untold: Tensor | None = None


class _ByteModule(nn.Module):
    """A ``ByteLinear`` in the place of a module."""

    def __init__(self, linear: nn.Linear, levels: int) -> None:
        super().__init__()
        bias = linear.bias.detach() if linear.bias is not None else None
        self._linear = ByteLinear(linear.weight.detach(), bias, levels)

    def forward(self, x: Tensor) -> Tensor:
        """Return y for x of shape (..., in)."""
        return self._linear(x.reshape(-1, x.shape[-1])).view(*x.shape[:-1], -1)


def _use_bytes(model: nn.Module, levels: int) -> None:
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if type(child) is nn.Linear:
                setattr(parent, name, _ByteModule(child, levels))
