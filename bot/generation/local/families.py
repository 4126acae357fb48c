"""Reads the weights of known model families out of transformers' models: projections merged, ready to run.

A model of another family, or with an option that is not known here, is run by transformers itself.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from bot.generation.local.decoder import Decoder, Layer, Norm, Weights
from bot.generation.local.linears import Linear, Precision, make_linear
from bot.generation.local.mapped import mapped
from bot.generation.local.recorded import RecordedDecoder

LLAMA_LIKE = frozenset({"llama", "mistral", "qwen2", "qwen3", "gemma", "gemma3_text"})
"""Rotary positions, RMS norms, a gated MLP: what ``_llama_like`` reads. SmolLM2 is a llama."""
ROPES = frozenset({"default", "linear", "llama3", "yarn"})
"""Rotary positions whose angles depend on nothing but the position."""
FIXED_HEIGHT = 8
"""Rows in one pass where a matrix product's last bits depend on how many there are."""
GPU_HEIGHT = 16
"""The same on a GPU, for which sixteen rows are as quick as one."""


def decoder_for(
    model: Any, precision: Precision, window: int, device: torch.device, folder: Path | None = None
) -> Decoder | None:
    """Return the model as a decoder that sees ``window`` tokens, None where its family is not known.

    ``folder`` is where its files lie, if they stay there. It takes the weights out of ``model`` layer by
    layer, so that they are not held twice; where it returns None, ``model`` is as it was.
    """
    config = model.config
    builder = _Builder(precision, device, folder)
    if config.model_type == "gpt2" and _plain_gpt2(config):
        return _decoder(_gpt2(model, builder))
    if config.model_type in LLAMA_LIKE and _plain_llama_like(config):
        return _decoder(_llama_like(model, builder, window))
    return None


def _decoder(weights: Weights) -> Decoder:
    return RecordedDecoder(weights) if weights.device.type == "cuda" else Decoder(weights)


class _Builder:
    """Makes the parts in the numbers asked for. Norms stay in the numbers that activations have."""

    def __init__(self, precision: Precision, device: torch.device, folder: Path | None) -> None:
        self.device = device
        self.folder = folder
        self.precision = precision
        self.dtype = torch.bfloat16 if precision is Precision.BF16 else torch.float32
        height = FIXED_HEIGHT if device.type == "cpu" else GPU_HEIGHT
        self.group = height if precision in (Precision.FP32, Precision.BF16) else 0

    def linear(self, weight: Tensor, bias: Tensor | None) -> Linear:
        """Return a linear layer; ``weight`` has shape (out, in)."""
        bias = bias.detach().to(self.device) if bias is not None else None
        return make_linear(weight.detach().to(self.device), bias, self.precision)

    def rms(self, norm: Any, offset: float, order: Tensor | None = None) -> Norm:
        """Return a root-mean-square norm; ``offset`` is added to its weights, ``order`` sorts them."""
        weight = norm.weight.detach().float() + offset
        weight = (weight if order is None else weight[order]).to(self.device, self.dtype)
        shape = (weight.shape[0],)
        eps = float(getattr(norm, "variance_epsilon", None) or norm.eps)
        return lambda x: functional.rms_norm(x, shape, weight, eps)

    def layer_norm(self, norm: Any) -> Norm:
        """Return a layer norm."""
        weight = norm.weight.detach().to(self.device, self.dtype)
        bias = norm.bias.detach().to(self.device, self.dtype)
        shape, eps = (weight.shape[0],), float(norm.eps)
        return lambda x: functional.layer_norm(x, shape, weight, bias, eps)

    def table(self, embedding: Any) -> Tensor:
        """Return an embedding's table, in the numbers in which it was stored: nothing is gained by wider.

        On a CPU it is left in its file. Else a copy: the original would keep all of the file in memory.
        """
        table: Tensor = embedding.weight.detach()
        if self.folder is not None and self.device.type == "cpu":
            there = mapped(self.folder, table)
            if there is not None:
                return there
        return table.to(self.device, copy=True)


def _taken(layers: Any) -> Iterator[Any]:
    """Yield each layer once; it leaves the model, so that its memory is freed when it was read."""
    for number in range(len(layers)):
        layer, layers[number] = layers[number], torch.nn.Identity()
        yield layer


def _plain_llama_like(config: Any) -> bool:
    ropes = config.rope_parameters
    each = [ropes] if "rope_type" in ropes else [rope for rope in ropes.values() if rope]
    kinds = set(getattr(config, "layer_types", None) or ["full_attention"])
    return (
        all(rope.get("rope_type") in ROPES and rope.get("partial_rotary_factor", 1.0) == 1.0 for rope in each)
        and kinds <= {"full_attention", "sliding_attention"}
        and not getattr(config, "attn_logit_softcapping", None)
        and not getattr(config, "final_logit_softcapping", None)
        and not getattr(config, "use_bidirectional_attention", None)
    )


def _llama_like(model: Any, builder: _Builder, window: int) -> Weights:
    config, inner = model.config, model.model
    size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    queries, keys = config.num_attention_heads, config.num_key_value_heads
    # Pairs that are turned together stand side by side here, half a head apart in the file.
    pairs = torch.arange(size).view(2, size // 2).T.flatten()
    order = torch.cat([pairs + head * size for head in range(queries + keys)])
    order = torch.cat([order, torch.arange(len(order), len(order) + keys * size)])
    offset = 1.0 if config.model_type.startswith("gemma") else 0.0
    kinds = list(getattr(config, "layer_types", None) or ["full_attention"] * config.num_hidden_layers)
    whole = getattr(config, "sliding_window", None) if config.model_type == "mistral" else None
    table = builder.table(inner.embed_tokens)
    scale = float(getattr(inner.embed_tokens, "scalar_embed_scale", 1.0))
    ropes, rope_of = _ropes(model, kinds, window)
    layers = []
    for kind, layer in zip(kinds, _taken(inner.layers), strict=True):
        attention, mlp = layer.self_attn, layer.mlp
        three = (attention.q_proj, attention.k_proj, attention.v_proj)
        merged = torch.cat([part.weight for part in three])[order]
        bias = torch.cat([part.bias for part in three])[order] if three[0].bias is not None else None
        norms = [
            getattr(attention, name, None) and builder.rms(getattr(attention, name), offset, pairs)
            for name in ("q_norm", "k_norm")
        ]
        double = hasattr(layer, "pre_feedforward_layernorm")  # Gemma 3 norms what goes in and what comes out
        before_mlp = layer.pre_feedforward_layernorm if double else layer.post_attention_layernorm
        gate_bias = mlp.gate_proj.bias is not None
        layers.append(
            Layer(
                attention_norm=builder.rms(layer.input_layernorm, offset),
                qkv=builder.linear(merged, bias),
                query_norm=norms[0],
                key_norm=norms[1],
                out=builder.linear(attention.o_proj.weight, attention.o_proj.bias),
                after_attention=builder.rms(layer.post_attention_layernorm, offset) if double else None,
                mlp_norm=builder.rms(before_mlp, offset),
                up=builder.linear(
                    torch.cat([mlp.gate_proj.weight, mlp.up_proj.weight]),
                    torch.cat([mlp.gate_proj.bias, mlp.up_proj.bias]) if gate_bias else None,
                ),
                down=builder.linear(mlp.down_proj.weight, mlp.down_proj.bias),
                after_mlp=builder.rms(layer.post_feedforward_layernorm, offset) if double else None,
                window=config.sliding_window if kind == "sliding_attention" else whole,
                rope=rope_of[kind],
            )
        )
        activation = mlp.act_fn
        scaling = float(attention.scaling)
    return Weights(
        tokens=table,
        positions=None,
        ropes=tuple(rope.to(builder.device) for rope in ropes),
        layers=tuple(layers),
        norm=builder.rms(inner.norm, offset),
        head=builder.linear(model.lm_head.weight, model.lm_head.bias),
        queries=queries,
        keys=keys,
        head_size=size,
        attention_scale=scaling,
        token_scale=scale,
        activation=activation,
        gated=True,
        dtype=builder.dtype,
        device=builder.device,
        group=builder.group,
    )


def _ropes(model: Any, kinds: list[str], window: int) -> tuple[list[Tensor], dict[str, int]]:
    """Return the tables of angles, complex of shape (window, head size / 2), and each kind of layer's."""
    rotary = model.model.rotary_emb
    at, like = torch.arange(window).unsqueeze(0), torch.zeros(1)
    several = "rope_type" not in model.config.rope_parameters
    names = sorted(set(kinds)) if several else [""]
    tables = []
    for name in names:
        cosines, sines = rotary(like, at, name) if several else rotary(like, at)
        half = cosines.shape[-1] // 2
        tables.append(torch.complex(cosines[0, :, :half].contiguous(), sines[0, :, :half].contiguous()))
    return tables, {kind: names.index(kind) if several else 0 for kind in kinds}


def _plain_gpt2(config: Any) -> bool:
    return not (
        config.add_cross_attention or config.scale_attn_by_inverse_layer_idx or not config.scale_attn_weights
    )


def _gpt2(model: Any, builder: _Builder) -> Weights:
    config, inner = model.config, model.transformer
    tokens, positions = builder.table(inner.wte), builder.table(inner.wpe)
    layers = []
    for layer in _taken(inner.h):
        attention, mlp = layer.attn, layer.mlp
        layers.append(
            Layer(
                attention_norm=builder.layer_norm(layer.ln_1),
                qkv=builder.linear(attention.c_attn.weight.T, attention.c_attn.bias),
                query_norm=None,
                key_norm=None,
                out=builder.linear(attention.c_proj.weight.T, attention.c_proj.bias),
                after_attention=None,
                mlp_norm=builder.layer_norm(layer.ln_2),
                up=builder.linear(mlp.c_fc.weight.T, mlp.c_fc.bias),
                down=builder.linear(mlp.c_proj.weight.T, mlp.c_proj.bias),
                after_mlp=None,
            )
        )
        activation = mlp.act
        scaling = float(attention.scaling)
    return Weights(
        tokens=tokens,
        positions=positions,
        ropes=(),
        layers=tuple(layers),
        norm=builder.layer_norm(inner.ln_f),
        head=builder.linear(model.lm_head.weight, None),
        queries=config.n_head,
        keys=config.n_head,
        head_size=config.n_embd // config.n_head,
        attention_scale=scaling,
        token_scale=1.0,
        activation=activation,
        gated=False,
        dtype=builder.dtype,
        device=builder.device,
        group=builder.group,
    )
