"""The forward pass of a decoder-only transformer over a preallocated cache, with few and large operations.

Vaswani et al., "Attention Is All You Need" (2017); rotary positions: Su et al., "RoFormer" (2021); grouped
queries: Ainslie et al., "GQA" (2023). ``families`` fills the weights in for the models that are known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from bot.generation.local.linears import Linear
from bot.generation.local.network import Next

Norm = Callable[[Tensor], Tensor]
Attend = Callable[[int, Tensor], Tensor]
"""Takes a layer's number and its queries, keys and values; returns what attention finds."""
CHUNK = 128
"""How many of a prompt's tokens are read at once: enough to be fast, few enough to be cancelled soon."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One block. ``qkv`` yields queries, keys and values in this order; ``up`` the gate first, if ``gated``.

    ``window`` is how many positions the layer sees, itself among them; None: all. ``rope`` names its table.
    """

    attention_norm: Norm
    qkv: Linear
    query_norm: Norm | None
    key_norm: Norm | None
    out: Linear
    after_attention: Norm | None
    mlp_norm: Norm
    up: Linear
    down: Linear
    after_mlp: Norm | None
    window: int | None = None
    rope: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """A whole model.

    ``tokens`` has shape (vocabulary, width), ``positions`` (window, width) or is None; each of ``ropes`` is
    complex, of shape (window, head size / 2): pairs of neighbouring numbers are turned by its angles.
    ``group`` is how many rows one pass takes, where a pass must always have the same height; else 0.
    """

    tokens: Tensor
    positions: Tensor | None
    ropes: tuple[Tensor, ...]
    layers: tuple[Layer, ...]
    norm: Norm
    head: Linear
    queries: int
    keys: int
    head_size: int
    attention_scale: float
    token_scale: float
    activation: Callable[[Tensor], Tensor]
    gated: bool
    dtype: torch.dtype
    device: torch.device
    group: int


class Decoder:
    """The network. A cache has shape (layers, 2, keys, capacity, head size)."""

    reuses = True
    chunk = CHUNK

    def __init__(self, weights: Weights) -> None:
        self._w = weights

    def cache(self, capacity: int) -> Tensor:
        """Return an empty cache for ``capacity`` tokens."""
        w = self._w
        shape = (len(w.layers), 2, w.keys, capacity, w.head_size)
        return torch.empty(shape, dtype=w.dtype, device=w.device)

    def copy(self, cache: Tensor, tokens: int, capacity: int) -> Tensor:
        """Return a new cache for ``capacity`` tokens that begins with the first ``tokens`` of another."""
        new = self.cache(capacity)
        new[:, :, :, :tokens] = cache[:, :, :, :tokens]
        return new

    def read(self, cache: Tensor, tokens: Sequence[int], start: int, last: bool) -> Tensor | None:
        """Read a part of a prompt; return the scores after it if it is the last one."""
        w, end = self._w, start + len(tokens)
        turned = w.queries + w.keys
        at = torch.arange(start, end, device=w.device)
        masks = {layer.window: self._mask(start, end, layer.window) for layer in w.layers}

        def attend(number: int, heads: Tensor) -> Tensor:
            kept = cache[number]
            kept[0, :, start:end] = heads[:, w.queries : turned].transpose(0, 1)
            kept[1, :, start:end] = heads[:, turned:].transpose(0, 1)
            mask = masks[w.layers[number].window]
            return self._attention(heads[:, : w.queries], kept[0, :, :end], kept[1, :, :end], mask)

        h = self._layers(self._embed(torch.tensor(tokens, device=w.device), at), at, attend)
        return self._scores(h[-1:])[0].cpu() if last else None

    def write(self, rows: Sequence[Next]) -> Tensor:
        """Read one token in each row; return the scores of the next ones."""
        if not self._w.group:
            return self._pass(rows)
        size = self._w.group
        return torch.cat([self._pass(rows[at : at + size]) for at in range(0, len(rows), size)])

    def _pass(self, rows: Sequence[Next]) -> Tensor:
        w, count = self._w, len(rows)
        padding = max(w.group - count, 0)
        tokens = torch.tensor([row.token for row in rows] + [0] * padding, device=w.device)
        at = torch.tensor([row.position for row in rows] + [0] * padding, device=w.device)
        held = [_Held(row, w) for row in rows]
        share = w.queries // w.keys

        def attend(number: int, heads: Tensor) -> Tensor:
            new = heads[:count, w.queries :].view(count, 2, w.keys, w.head_size).unbind()
            torch._foreach_copy_([row.new[number] for row in held], new)
            asked = heads[:, : w.queries].reshape(-1, 1, w.keys, share, w.head_size).unbind()
            found = [
                functional.scaled_dot_product_attention(
                    asked[place], row.keys[number], row.values[number], scale=w.attention_scale
                )
                for place, row in enumerate(held)
            ]
            return torch.cat(found + [torch.zeros_like(found[0])] * padding)

        return self._run(tokens, at, attend)[:count].cpu()

    def _run(self, tokens: Tensor, at: Tensor, attend: Attend) -> Tensor:
        """Return the scores after one token in each row."""
        return self._scores(self._layers(self._embed(tokens, at), at, attend))

    def _embed(self, tokens: Tensor, at: Tensor) -> Tensor:
        w = self._w
        h = w.tokens[tokens].to(w.dtype)
        if w.token_scale != 1.0:
            h = h * w.token_scale
        return h if w.positions is None else h + w.positions[at].to(w.dtype)

    def _layers(self, h: Tensor, at: Tensor, attend: Attend) -> Tensor:
        """Run ``h`` of shape (tokens, width) through all layers, each token at its position in ``at``."""
        turns = self._turns(at)
        for number, layer in enumerate(self._w.layers):
            h = self._after(layer, h, attend(number, self._before(layer, h, turns)))
        return h

    def _turns(self, at: Tensor) -> list[Tensor]:
        return [rope[at].unsqueeze(1) for rope in self._w.ropes]

    def _before(self, layer: Layer, h: Tensor, turns: list[Tensor]) -> Tensor:
        """Return a layer's queries, keys and values, shape (tokens, heads, head size)."""
        w, turned = self._w, self._w.queries + self._w.keys
        heads = layer.qkv(layer.attention_norm(h)).view(h.shape[0], -1, w.head_size)
        if layer.query_norm is not None and layer.key_norm is not None:
            heads[:, : w.queries] = layer.query_norm(heads[:, : w.queries])
            heads[:, w.queries : turned] = layer.key_norm(heads[:, w.queries : turned])
        if turns:
            _turn(heads[:, :turned], turns[layer.rope])
        return heads

    def _after(self, layer: Layer, h: Tensor, seen: Tensor) -> Tensor:
        """Return what follows a layer's attention, in place of ``h`` where that saves time."""
        w = self._w
        h = _added(h, layer.out, seen.reshape(h.shape[0], -1), layer.after_attention)
        wide = layer.up(layer.mlp_norm(h))
        if w.gated:
            gate, value = wide.chunk(2, -1)
            wide = w.activation(gate).mul_(value)
        else:
            wide = w.activation(wide)
        return _added(h, layer.down, wide, layer.after_mlp)

    def _attention(self, queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> Tensor:
        """Attend with queries (tokens, heads, size) to keys and values (key heads, positions, size).

        The queries that share a key head stand one below the other as if they were tokens: no key is copied.
        """
        w, count = self._w, queries.shape[0]
        share = w.queries // w.keys
        grouped = queries.view(count, w.keys, share, w.head_size).permute(1, 2, 0, 3)
        grouped = grouped.reshape(1, w.keys, share * count, w.head_size)
        wide = mask.repeat(share, 1) if mask is not None and share > 1 else mask
        found = functional.scaled_dot_product_attention(
            grouped, keys.unsqueeze(0), values.unsqueeze(0), attn_mask=wide, scale=w.attention_scale
        )
        return found.view(w.keys, share, count, w.head_size).permute(2, 0, 1, 3).reshape(queries.shape)

    def _mask(self, start: int, end: int, window: int | None) -> Tensor:
        """Return which positions each token from ``start`` on sees, shape (end - start, end)."""
        rows = torch.arange(start, end, device=self._w.device).unsqueeze(1)
        columns = torch.arange(end, device=self._w.device).unsqueeze(0)
        seen = columns <= rows
        return seen & (columns > rows - window) if window else seen

    def _scores(self, h: Tensor) -> Tensor:
        return self._w.head(self._w.norm(h)).float()


class _Held:
    """A row's place in its cache, for each layer: where what is new goes, and what it then sees."""

    def __init__(self, row: Next, weights: Weights) -> None:
        end = row.position + 1
        self.new = row.cache[:, :, :, row.position].unbind()
        self.keys, self.values = (list(row.cache[:, at, :, :end].unsqueeze(1).unbind()) for at in (0, 1))
        for number, layer in enumerate(weights.layers):
            if layer.window is not None and end > layer.window:
                self.keys[number] = self.keys[number][:, :, end - layer.window :]
                self.values[number] = self.values[number][:, :, end - layer.window :]


def _turn(heads: Tensor, turn: Tensor) -> None:
    """Turn each pair of neighbouring numbers in place; torch has no complex numbers of 16 bits."""
    if heads.dtype is torch.float32:
        torch.view_as_complex(heads.view(*heads.shape[:-1], -1, 2)).mul_(turn)
    else:
        wide = torch.view_as_complex(heads.float().view(*heads.shape[:-1], -1, 2)).mul_(turn)
        heads.copy_(torch.view_as_real(wide).flatten(-2))


def _added(h: Tensor, linear: Linear, x: Tensor, norm: Norm | None) -> Tensor:
    return linear.add_to(h, x) if norm is None else h + norm(linear(x))
