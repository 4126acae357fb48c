"""What the muse is measured against: transformers' own ``generate``, and llama.cpp where it is importable."""

import asyncio
import importlib.util
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.generation.muse import Sampling

Write = Callable[[str, Sampling], int]
"""Writes on from a text; returns how many tokens it made."""


class Rival:
    """Something that writes one text at a time, behind a thread of its own as any bot would put it."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="quire-rival")

    async def write_all(self, texts: Sequence[str], samplings: Sequence[Sampling]) -> int:
        """Write on from all texts, each asked for at once; return how many tokens were made."""
        loop = asyncio.get_running_loop()
        return sum(
            await asyncio.gather(
                *(
                    loop.run_in_executor(self._thread, self._write, text, sampling)
                    for text, sampling in zip(texts, samplings, strict=True)
                )
            )
        )

    def close(self) -> None:
        """End its thread."""
        self._thread.shutdown()


def has_llama_cpp() -> bool:
    """Tell whether llama-cpp-python is importable here."""
    return importlib.util.find_spec("llama_cpp") is not None


def llama_cpp(gguf: Path, threads: int) -> Rival:
    """Return llama.cpp on the built-in model's original file, in its four-bit numbers."""
    library: Any = importlib.import_module("llama_cpp")
    model = library.Llama(str(gguf), n_ctx=2048, n_threads=threads, n_threads_batch=threads, verbose=False)

    def write(text: str, sampling: Sampling) -> int:
        done = model.create_completion(
            text,
            max_tokens=sampling.max_tokens,
            temperature=sampling.temperature,
            top_p=sampling.top_p,
            top_k=sampling.top_k,
            min_p=sampling.min_p,
            repeat_penalty=sampling.repetition_penalty,
            seed=sampling.seed,
        )
        return int(done["usage"]["completion_tokens"])

    return Rival(write)
