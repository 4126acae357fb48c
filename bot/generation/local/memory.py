"""Tells when a machine or a GPU has no memory left, whatever torch calls it; gives back what is not used."""

import ctypes
import gc
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_SAID = ("can't allocate memory", "not enough memory", "out of memory", "bad_alloc", "alloc_failed")


def is_memory_error(error: BaseException) -> bool:
    """Tell whether an error means that memory ran out."""
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    return isinstance(error, RuntimeError) and any(said in str(error).lower() for said in _SAID)


@contextmanager
def told_as_memory_error() -> Iterator[None]:
    """Turn torch's ways of saying it into Python's own.

    Raises:
        MemoryError: memory ran out within.
    """
    try:
        yield
    except Exception as error:
        if is_memory_error(error):
            traceback.clear_frames(error.__traceback__)  # they hold what was allocated until then
            raise MemoryError(str(error).splitlines()[0] if str(error) else "") from error
        raise


def give_back() -> None:
    """Return freed memory to the system: loading leaves some 100 MB in the allocator's hands. Linux only."""
    gc.collect()
    if sys.platform == "linux":
        try:
            ctypes.CDLL(None).malloc_trim(0)
        except (OSError, AttributeError):  # a C library that has no such call
            return
