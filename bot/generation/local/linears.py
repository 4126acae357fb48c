"""Linear layers whose rows do not touch each other, in the numbers that a machine is fast with.

A row's text must not depend on what else is written beside it, to the last bit: a difference of one part in
ten million becomes another token sooner or later.
"""

import warnings
from enum import StrEnum
from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional


class Precision(StrEnum):
    """The numbers that a model calculates with; the value stands in receipts.

    The two kinds of int8 differ in what they round activations to: processors without instructions for dot
    products of bytes would overflow with eight bits.
    """

    FP32 = "fp32"
    BF16 = "bf16"
    INT8 = "int8"
    INT8_SEVEN = "int8, 7-bit activations"


class Linear(Protocol):
    """y = x W^T + b for rows x of shape (rows, in), y of shape (rows, out)."""

    def __call__(self, x: Tensor) -> Tensor:
        """Return y, a new tensor."""
        ...

    def add_to(self, h: Tensor, x: Tensor) -> Tensor:
        """Return h + y, in place of h where that saves time."""
        ...


class PlainLinear:
    """In the weights' own floating-point numbers.

    ``weight`` has shape (out, in). That rows do not touch each other is then the caller's care: a matrix
    product of another height may add up in another order.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        self._weight = weight.contiguous()
        self._bias = bias

    def __call__(self, x: Tensor) -> Tensor:
        """Return y."""
        return functional.linear(x, self._weight, self._bias)

    def add_to(self, h: Tensor, x: Tensor) -> Tensor:
        """Return h + y."""
        return h.add_(functional.linear(x, self._weight, self._bias))


class ByteLinear:
    """In eight-bit integers: weights scaled for each output, activations for each row.

    torch's own dynamic quantisation takes one scale for all rows, so that a large row makes its neighbours
    coarse. Here each row is first divided by its largest absolute value, and the scale is a constant, 1/127:
    integer sums are exact in any order, so a row gets the same result beside any others.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None, levels: int) -> None:
        weight = weight.float()
        scales = weight.abs().amax(1).clamp_min(1e-9) / 127
        zeros = torch.zeros(weight.shape[0], dtype=torch.long)
        with warnings.catch_warnings():
            # Deprecated without a successor that rounds activations; pyproject.toml bounds torch's version.
            warnings.simplefilter("ignore", UserWarning)
            packed = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        self._packed = torch.ops.quantized.linear_prepack(packed, None)
        self._bias = bias.float() if bias is not None else None
        self._scale, self._zero = 1 / levels, levels + 1

    def __call__(self, x: Tensor) -> Tensor:
        """Return y."""
        y, size = self._product(x)
        return y.mul_(size) if self._bias is None else torch.addcmul(self._bias, y, size)

    def add_to(self, h: Tensor, x: Tensor) -> Tensor:
        """Return h + y."""
        y, size = self._product(x)
        h.addcmul_(y, size)
        return h if self._bias is None else h.add_(self._bias)

    def _product(self, x: Tensor) -> tuple[Tensor, Tensor]:
        size = x.abs().amax(-1, True).clamp_min_(1e-30)
        product = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32.default
        return product(x / size, self._scale, self._zero, self._packed), size


def byte_levels() -> int | None:
    """Return into how many steps ``ByteLinear`` may divide an activation on this machine: 127, or 63 where
    the processor's sums of two byte products overflow at 16 bits. None where torch has no such product here.

    It is tried rather than looked up: what counts is that the product is right.
    """
    if not {"fbgemm", "x86"} & set(torch.backends.quantized.supported_engines):
        return None
    torch.backends.quantized.engine = "fbgemm"
    for levels in (127, 63):
        weight, x = torch.ones(16, 64), torch.ones(3, 64)
        try:
            y = ByteLinear(weight, None, levels)(x)
        except (RuntimeError, NotImplementedError, AttributeError):
            return None
        if torch.allclose(y, torch.full_like(y, 64.0), rtol=1e-3):
            return levels
    return None


def make_linear(weight: Tensor, bias: Tensor | None, precision: Precision) -> Linear:
    """Return a layer for ``weight`` of shape (out, in) in the numbers asked for."""
    if precision is Precision.INT8:
        return ByteLinear(weight, bias, 127)
    if precision is Precision.INT8_SEVEN:
        return ByteLinear(weight, bias, 63)
    dtype = torch.float32 if precision is Precision.FP32 else torch.bfloat16
    return PlainLinear(weight.to(dtype), bias.to(dtype) if bias is not None else None)
