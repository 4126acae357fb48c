"""Where memory runs out, what is kept goes first, then the newest row; the others' texts stay the same."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from bot.generation.local.anymodel import AnyModel
from bot.generation.local.linears import Precision
from bot.generation.local.loading import Loaded, make_network
from bot.generation.local.network import Network
from bot.generation.local.stepping import StepLoop
from bot.generation.muse import Mask, Request, Sampling, TokenTable
from tests.unit.generation.local.families import VOCABULARY, model_of


class Letters:
    """A tokenizer whose tokens are single characters."""

    bos_token_id = 1
    eos_token_id = 2
    all_special_tokens: tuple[str, ...] = ()
    all_special_ids = (1, 2)

    def __call__(self, text: str, **_: Any) -> Any:
        return SimpleNamespace(input_ids=[3 + ord(letter) % (VOCABULARY - 3) for letter in text])

    def decode(self, token_ids: list[int], **_: Any) -> str:
        return "".join(chr(0x4E00 + token) for token in token_ids)

    def get_vocab(self) -> dict[str, int]:
        return {chr(0x4E00 + token): token for token in range(VOCABULARY)}


class Full:
    """A network that has no memory for a copy when ``left`` are made, as often as ``times`` says; none for
    an empty cache as often as ``lacking`` says."""

    def __init__(self, network: Network, left: int = 0, times: int = 0) -> None:
        self._network = network
        self.left, self.times, self.lacking = left, times, 0
        self.reuses, self.chunk = network.reuses, network.chunk
        self.read, self.write = network.read, network.write

    def cache(self, capacity: int) -> Any:
        if self.lacking:
            self.lacking -= 1
            raise RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate too much")
        return self._network.cache(capacity)

    def copy(self, cache: Any, tokens: int, capacity: int) -> Any:
        if not self.left and self.times:
            self.times -= 1
            raise RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate too much")
        self.left -= 1
        return self._network.copy(cache, tokens, capacity)


def loaded(network: Network) -> Loaded:
    return Loaded(network, Letters(), Precision.FP32, "1 threads", 512, frozenset({2}))


def full(left: int = 0, times: int = 0) -> Full:
    return Full(
        make_network(model_of("llama"), Precision.FP32, 512, torch.device("cpu"), Path("nowhere")),
        left,
        times,
    )


def wish(seed: int, tokens: int = 12, text: str = "Once upon a time") -> Request:
    return Request(1, 1, "test/1", Sampling(max_tokens=tokens, seed=seed), text=text)


def texts(loop: StepLoop) -> dict[int, str]:
    """Step until no row is left; where memory runs out drop the newest, as the worker does."""
    found: dict[int, str] = {}
    while loop._rows:
        try:
            for step in loop.step():
                assert step.failure is None
                found[step.row_id] = found.get(step.row_id, "") + step.text
        except MemoryError:
            loop.drop(max(loop._rows))
    return found


def asked(loop: StepLoop, rows: Sequence[int], text: str = "Once upon a time") -> dict[int, str]:
    for row in rows:
        loop.admit(row, wish(row, text=text))
    return texts(loop)


def test_rows_with_one_prompt_begin_with_those_for_which_there_is_room() -> None:
    expected = asked(StepLoop(loaded(full())), range(4))
    assert len(set(expected.values())) == 4
    assert asked(StepLoop(loaded(full(left=2, times=1))), range(4)) == {
        row: expected[row] for row in range(3)
    }
    left = asked(StepLoop(loaded(full(left=1, times=3))), range(4))
    assert left == {0: expected[0]}


def test_a_row_that_is_being_written_loses_nothing() -> None:
    network = full()
    loop = StepLoop(loaded(network))
    alone = asked(loop, [1])
    loop.admit(1, wish(1))
    begun = "".join(step.text for _ in range(4) for step in loop.step())
    network.left, network.times = 0, 1
    loop.admit(2, wish(2, text="Another"))
    rest = texts(loop)
    assert begun + rest[1] == alone[1]
    assert set(rest) == {1}


def test_what_is_kept_for_later_goes_before_any_row() -> None:
    network = full()
    loop = StepLoop(loaded(network))
    asked(loop, [1], text="A long beginning. " * 12)
    expected = asked(loop, [2])
    network.left, network.times = 0, 1
    assert asked(loop, [2]) == expected
    network.left, network.times = 0, 1
    assert asked(loop, [2]) == {}


def test_what_is_kept_for_later_goes_before_a_row_that_comes() -> None:
    network = full()
    loop = StepLoop(loaded(network))
    expected = asked(loop, [2])
    asked(loop, [1], text="A long beginning. " * 12)
    network.lacking = 1
    assert asked(loop, [2]) == expected
    network.lacking = 1
    with pytest.raises(MemoryError):
        loop.admit(2, wish(2))
    assert asked(loop, [2]) == expected


def test_a_row_that_cannot_be_made_leaves_the_others_alone() -> None:
    def no_mask(_: TokenTable) -> Mask:
        raise ValueError("this vocabulary has no such token")

    loop = StepLoop(loaded(full()))
    expected = asked(loop, [1])
    loop.admit(1, wish(1))
    with pytest.raises(ValueError, match="no such token"):
        loop.admit(2, replace(wish(2, text="Another"), mask=no_mask))
    loop.drop(2)
    assert texts(loop) == expected
    assert loop._prompts.oldest is None


@pytest.mark.parametrize("kind", ["llama", "gemma3"])
@pytest.mark.parametrize("after", range(1, 60, 14))
def test_a_model_of_any_kind_reads_no_token_twice(kind: str, after: int) -> None:
    model = model_of(kind)
    network = AnyModel(model, Precision.FP32, torch.device("cpu"))
    expected = asked(StepLoop(loaded(network)), range(3))
    left = after

    def run_out(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate too much")

    for layer in model.model.layers:
        layer.mlp.register_forward_hook(run_out)
    found = asked(StepLoop(loaded(network)), range(3))
    assert left < 0
    assert found == {row: expected[row] for row in range(2)} | ({2: found[2]} if 2 in found else {})
