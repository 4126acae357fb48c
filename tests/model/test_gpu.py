"""The real weights on a GPU: as transformers has it, and what happens where its memory runs out."""

import asyncio
import functools
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
import torch

from bot.generation.factory import create_muse
from bot.generation.muse import GenerationFailedError, Muse, Request, Sampling, Stream
from bot.generation.weights import locate
from bot.settings import Settings
from tests.gpu import needs_gpu

pytestmark = [pytest.mark.model, needs_gpu, pytest.mark.asyncio(loop_scope="module")]

STORY = "The lighthouse keeper had not spoken for three winters. Tonight the lamp would not light. "
NUMBERS = {"fp32": torch.float32, "bf16": torch.bfloat16}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=list(NUMBERS))
async def muse(request: pytest.FixtureRequest, default_model: Settings) -> AsyncIterator[Muse]:
    muse = create_muse(default_model.model_copy(update={"device": "auto", "precision": request.param}))
    await muse.start()
    yield muse
    await muse.close()


async def read(stream: Stream) -> str:
    async with asyncio.timeout(120):
        return "".join([piece.text async for piece in stream])


def wish(seed: int, tokens: int, text: str = STORY, **sampling: Any) -> Request:
    return Request(1, 1, "test/1", Sampling(max_tokens=tokens, seed=seed, **sampling), text=text)


@functools.cache
def theirs(folder: str, precision: str) -> str:
    """Return what transformers' own ``generate`` writes on the GPU."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    reader: Any = AutoModelForCausalLM
    model = reader.from_pretrained(folder, dtype=NUMBERS[precision]).to("cuda")
    inputs = tokenizer(STORY, return_tensors="pt").to("cuda")
    made = model.generate(**inputs, max_new_tokens=48, do_sample=False, pad_token_id=0)
    return str(tokenizer.decode(made[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True))


async def test_greedy_text_is_what_transformers_own_generate_writes(
    muse: Muse, default_model: Settings
) -> None:
    stream = muse.ask(wish(0, 48, temperature=0.0, repetition_penalty=1.0))
    text = await read(stream)
    assert stream.receipt is not None
    precision, card = stream.receipt.precision.split(", ", 1)
    assert card == torch.cuda.get_device_name()
    other = await asyncio.to_thread(theirs, str(locate(default_model).folder), precision)
    # In 16 bits two tokens may be equally likely, and the sums are rounded at other places.
    length = None if precision == "fp32" else 20
    assert text[:length] == other[:length]


async def test_on_a_full_gpu_the_newest_fails_and_the_others_go_on(muse: Muse) -> None:
    expected = await read(muse.ask(wish(1, 300)))
    first, text = muse.ask(wish(1, 300)), ""
    taken: list[torch.Tensor] = []
    async for piece in first:
        text += piece.text
        if piece.tokens == 5:
            taken.append(_all_but(32 << 20))
            with pytest.raises(GenerationFailedError, match="Memory"):
                await read(muse.ask(replace(wish(2, 3000, STORY * 50), member_id=2)))
            taken.clear()
            torch.cuda.empty_cache()
    assert text == expected
    assert await read(muse.ask(wish(2, 20)))


def _all_but(left: int) -> torch.Tensor:
    """Take the GPU's memory but for so many bytes."""
    torch.cuda.empty_cache()
    return torch.empty(torch.cuda.mem_get_info()[0] - left, dtype=torch.uint8, device="cuda")
