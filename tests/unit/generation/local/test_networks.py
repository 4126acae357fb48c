"""Each family's own forward pass beside transformers', and rows that do not touch each other."""

import random
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from bot.generation.local.anymodel import AnyModel
from bot.generation.local.linears import ByteLinear, Precision, byte_levels
from bot.generation.local.loading import make_network
from bot.generation.local.network import Network, Next
from tests.gpu import needs_gpu
from tests.unit.generation.local.families import KNOWN, UNKNOWN, model_of, tokens_of

CPU, GPU = torch.device("cpu"), torch.device("cuda")
ON_GPU = [pytest.param(precision, GPU, marks=needs_gpu) for precision in (Precision.FP32, Precision.BF16)]
NUMBERS = [(Precision.FP32, CPU), (Precision.INT8, CPU), (Precision.BF16, CPU), *ON_GPU]


@pytest.fixture(autouse=True)
def _no_gradients() -> Any:
    with torch.inference_mode():
        yield


def network_of(name: str, precision: Precision = Precision.FP32, device: torch.device = CPU) -> Network:
    model = model_of(name)
    network = make_network(model, precision, 512, device, Path("nowhere"))
    assert isinstance(network, AnyModel) == (name in UNKNOWN)
    return network


def read(network: Network, tokens: list[int], room: int = 40) -> tuple[Any, Tensor]:
    """Read a prompt in its parts; return the cache, with room for more, and the scores after it."""
    cache, scores = network.cache(len(tokens) + room), None
    for start in range(0, len(tokens), network.chunk):
        part = tokens[start : start + network.chunk]
        scores = network.read(cache, part, start, start + len(part) == len(tokens))
    assert scores is not None
    return cache, scores


def written(network: Network, prompt: list[int], forced: list[int]) -> list[Tensor]:
    """Return the scores after the prompt and after each of the forced tokens."""
    cache, scores = read(network, prompt)
    every = [scores]
    for number, token in enumerate(forced):
        every.append(network.write([Next(cache, token, len(prompt) + number)])[0])
    return every


@pytest.mark.parametrize("name", [*KNOWN, *UNKNOWN])
@pytest.mark.parametrize("length", [1, 7, 128, 300])
def test_scores_agree_with_transformers_to_rounding(name: str, length: int) -> None:
    prompt, forced = tokens_of(length), tokens_of(12, seed=1)
    theirs = model_of(name)(input_ids=torch.tensor([prompt + forced])).logits[0, length - 1 :]
    ours = torch.stack(written(network_of(name), prompt, forced))
    assert theirs.std() > 0.1  # they say something
    assert torch.allclose(ours, theirs, rtol=1e-3, atol=2e-4 * float(theirs.abs().max()))


@pytest.mark.parametrize("name", [*KNOWN, "gpt-neox"])
def test_bytes_are_near(name: str) -> None:
    prompt, forced = tokens_of(60), tokens_of(4, seed=1)
    theirs = model_of(name)(input_ids=torch.tensor([prompt + forced])).logits[0, 59:]
    ours = torch.stack(written(network_of(name, Precision.INT8), prompt, forced))
    off = (ours - theirs).norm() / theirs.norm()
    assert 0 < off < 0.1


@pytest.mark.parametrize("device", [CPU, pytest.param(GPU, marks=needs_gpu)])
@pytest.mark.parametrize("name", [*KNOWN, *UNKNOWN])
def test_bfloat16_is_near_far_from_the_beginning_too(name: str, device: torch.device) -> None:
    prompt, forced = tokens_of(400), tokens_of(4, seed=1)
    theirs = model_of(name)(input_ids=torch.tensor([prompt + forced])).logits[0, 399:]
    ours = torch.stack(written(network_of(name, Precision.BF16, device), prompt, forced))
    off = (ours - theirs).norm() / theirs.norm()
    assert 0 < off < 0.05


@needs_gpu
@pytest.mark.parametrize("name", [*KNOWN, *UNKNOWN])
def test_scores_on_a_gpu_agree_with_transformers_to_rounding(name: str) -> None:
    prompt, forced = tokens_of(300), tokens_of(12, seed=1)
    theirs = model_of(name)(input_ids=torch.tensor([prompt + forced])).logits[0, 299:]
    ours = torch.stack(written(network_of(name, Precision.FP32, GPU), prompt, forced))
    assert not torch.backends.cuda.cudnn_sdp_enabled()
    assert torch.allclose(ours, theirs, rtol=1e-3, atol=2e-4 * float(theirs.abs().max()))


@pytest.mark.parametrize(("precision", "device"), NUMBERS)
@pytest.mark.parametrize("name", [*KNOWN, "gpt-neox"])
def test_a_row_gets_the_same_bits_whatever_is_beside_it(
    name: str, precision: Precision, device: torch.device
) -> None:
    network, chance = network_of(name, precision, device), random.Random(3)
    prompts = [tokens_of(length, seed=length) for length in (3, 150, 40, 129, 64, 7, 90, 21, 33, 200, 11)]
    forced = [tokens_of(25, seed=100 + number) for number in range(len(prompts))]
    alone = [written(network, prompt, more) for prompt, more in zip(prompts, forced, strict=True)]
    begun = [read(network, prompt) for prompt in prompts]
    together = [[scores] for _, scores in begun]
    while unfinished := [at for at, scores in enumerate(together) if len(scores) <= len(forced[at])]:
        some = chance.sample(unfinished, chance.randint(1, len(unfinished)))
        rows = [
            Next(begun[at][0], forced[at][len(together[at]) - 1], len(prompts[at]) + len(together[at]) - 1)
            for at in some
        ]
        for at, scores in zip(some, network.write(rows), strict=True):
            together[at].append(scores)
    for one, other in zip(alone, together, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(("precision", "device"), NUMBERS)
@pytest.mark.parametrize("name", KNOWN)
def test_a_reused_beginning_gives_the_same_bits(
    name: str, precision: Precision, device: torch.device
) -> None:
    network = network_of(name, precision, device)
    one = tokens_of(300)
    other = one[: network.chunk * 2] + tokens_of(90, seed=9)
    cache, _ = read(network, one)
    _, fresh = read(network, other)
    reused = network.copy(cache, network.chunk * 2, len(other))
    scores = network.read(reused, other[network.chunk * 2 :], network.chunk * 2, True)
    assert scores is not None
    assert torch.equal(scores, fresh)


def test_a_byte_row_is_as_fine_beside_a_large_one() -> None:
    weight, small = torch.randn(48, 64), torch.randn(1, 64)
    linear = ByteLinear(weight, None, byte_levels() or 127)
    alone = linear(small)
    beside = linear(torch.cat([small, 1000 * torch.randn(5, 64)]))[:1]
    assert torch.equal(alone, beside)
    exact = small @ weight.T
    assert (alone - exact).norm() / exact.norm() < 0.02


def test_a_byte_linear_adds_its_bias_and_adds_to_what_is_there() -> None:
    weight, bias, x, h = torch.randn(48, 64), torch.randn(48), torch.randn(3, 64), torch.randn(3, 48)
    linear = ByteLinear(weight, bias, 127)
    assert torch.allclose(linear.add_to(h.clone(), x), h + linear(x), atol=1e-5)
    assert torch.allclose(linear(x), ByteLinear(weight, None, 127)(x) + bias, atol=1e-5)


def test_zeros_stay_zeros_in_bytes() -> None:
    assert torch.equal(ByteLinear(torch.randn(8, 64), None, 127)(torch.zeros(2, 64)), torch.zeros(2, 8))
