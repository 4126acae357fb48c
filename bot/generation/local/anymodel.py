"""Any causal language model, run by transformers itself, one row at a time: slower, but it runs."""

import copy
import inspect
from collections.abc import Sequence
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

    def cache(self, capacity: int) -> Any:
        """Return an empty cache; it grows by itself."""
        return DynamicCache(config=self._model.config)

    def copy(self, cache: Any, tokens: int, capacity: int) -> Any:
        """Return a copy of a cache as it is; ``tokens`` must be all that it holds."""
        return copy.deepcopy(cache)

    def read(self, cache: Any, tokens: Sequence[int], start: int, last: bool) -> Tensor | None:
        """Read a part of a prompt; return the scores after it if it is the last one."""
        scores = self._forward(cache, tokens)
        return scores if last else None

    def write(self, rows: Sequence[Next]) -> Tensor:
        """Read one token in each row; return the scores of the next ones."""
        return torch.stack([self._forward(row.cache, [row.token]) for row in rows])

    def _forward(self, cache: Any, tokens: Sequence[int]) -> Tensor:
        output = self._model(
            input_ids=torch.tensor([list(tokens)], device=self._device),
            use_cache=True,
            **{self._cache_name: cache},
            **self._options,
        )
        return output.logits[0, -1].float().cpu()  # type: ignore[no-any-return]


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
