"""Every way in which torch says that memory ran out is told as one."""

import gc
import weakref

import pytest
import torch

from bot.generation.local.memory import is_memory_error, told_as_memory_error


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB."),
        RuntimeError("CUDA error: out of memory"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory"),
    ],
)
def test_it_is_told_as_one(error: Exception) -> None:
    assert is_memory_error(error)
    with pytest.raises(MemoryError), told_as_memory_error():
        raise error


def test_other_errors_stay_what_they_are() -> None:
    assert not is_memory_error(ValueError("out of memory"))
    with pytest.raises(RuntimeError, match="shapes"), told_as_memory_error():
        raise RuntimeError("shapes do not fit")


def test_what_was_allocated_until_then_is_free_while_the_error_lives() -> None:
    freed: list[str] = []

    def fail() -> None:
        large = torch.zeros(4)
        weakref.finalize(large, freed.append, "large")
        raise torch.OutOfMemoryError("CUDA out of memory.")

    with pytest.raises(MemoryError) as caught, told_as_memory_error():
        fail()
    gc.collect()
    assert freed == ["large"]
    assert isinstance(caught.value.__cause__, torch.OutOfMemoryError)
