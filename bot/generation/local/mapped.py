"""A table left in the model's file: only the rows that are used come into memory."""

import json
import math
from pathlib import Path

import torch
from torch import Tensor

_DTYPES = {"F16": torch.float16, "BF16": torch.bfloat16, "F32": torch.float32}


def mapped(folder: Path, table: Tensor) -> Tensor | None:
    """Return ``table`` of shape (rows, width) as it lies in one of the folder's safetensors files.

    None where it is not found there, bit for bit. The file must not be shortened while it is in use; a
    fetch replaces it as a whole.
    """
    for path in sorted(folder.glob("*.safetensors")):
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length))
        for name, found in header.items():
            if name == "__metadata__" or tuple(found["shape"]) != tuple(table.shape):
                continue
            dtype = _DTYPES.get(found["dtype"])
            start = 8 + length + found["data_offsets"][0]
            if dtype is not table.dtype or start % table.element_size():
                continue
            begin, count = start // table.element_size(), math.prod(found["shape"])
            whole = torch.from_file(str(path), shared=False, size=begin + count, dtype=dtype)
            there = whole[begin:].view(table.shape)
            if torch.equal(there, table):
                # A second mapping, of which nothing has been read yet.
                whole = torch.from_file(str(path), shared=False, size=begin + count, dtype=dtype)
                return whole[begin:].view(table.shape)
    return None
