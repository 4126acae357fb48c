"""The real weights behind the real worker: what /prompt idea and the muse's continuations run on."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.generation.clean import clean_idea, clean_passage
from bot.generation.convert import PROBE
from bot.generation.factory import create_muse
from bot.generation.local.loading import MAX_WINDOW
from bot.generation.muse import EndReason, Message, Muse, MuseState, Request, Sampling, Stream
from bot.generation.prompting import continuation, story_prompt
from bot.generation.weights import locate, read_manifest
from bot.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

STORY = "The lighthouse keeper had not spoken for three winters. Tonight the lamp would not light."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def muse(default_model: Settings) -> AsyncIterator[Muse]:
    muse = create_muse(default_model)
    await muse.start()
    yield muse
    await muse.close()


async def read(stream: Stream) -> str:
    return "".join([piece.text async for piece in stream])


async def until_running(muse: Muse) -> None:
    async with asyncio.timeout(60):
        while muse.status().running == 0:  # noqa: ASYNC110 - the muse has no event for it, and needs none
            await asyncio.sleep(0.001)


async def test_the_loop_runs_while_the_model_loads_and_a_request_made_meanwhile_is_served(muse: Muse) -> None:
    assert muse.status().state is MuseState.LOADING
    stream = muse.ask(story_prompt(guild_id=1, member_id=1, seed=1))
    assert stream.place == 1
    ticks = 0
    while muse.status().state is MuseState.LOADING:
        ticks += 1
        await asyncio.sleep(0.01)
    assert muse.status().state is MuseState.READY
    assert ticks > 20
    assert await read(stream)


async def test_a_story_prompt_is_whole_sentences(muse: Muse) -> None:
    ideas = [
        clean_idea(await read(muse.ask(story_prompt(guild_id=1, member_id=1, seed=n)))) for n in range(3)
    ]
    assert len(set(ideas)) == 3
    usable = [idea for idea in ideas if idea]
    assert len(usable) >= 2
    assert all(idea[-1] in ".!?…\"”'’" and "<|" not in idea and "\n" not in idea for idea in usable)


async def test_a_continuation_goes_on_and_its_receipt_says_how(muse: Muse, default_model: Settings) -> None:
    request = continuation([STORY], guild_id=1, member_id=1, seed=2, hint="a ship", words=30)
    stream = muse.ask(request)
    text = await read(stream)
    assert clean_passage(text)
    assert STORY not in text
    receipt = stream.receipt
    assert receipt is not None
    assert receipt.checksum == read_manifest(locate(default_model)).checksum
    assert 0 < receipt.tokens <= request.sampling.max_tokens
    assert receipt.prompt_tokens > len(STORY.split())
    assert receipt.end in (EndReason.STOP, EndReason.LENGTH)


async def test_the_same_seed_gives_the_same_text_whatever_came_between(muse: Muse) -> None:
    def ask(seed: int) -> Stream:
        request = continuation([STORY], guild_id=1, member_id=1, seed=seed)
        return muse.ask(replace(request, sampling=replace(request.sampling, max_tokens=16)))

    first, other, again = await read(ask(7)), await read(ask(8)), await read(ask(7))
    assert first == again
    assert first != other


async def test_cancelling_in_the_middle_ends_the_row_and_the_next_is_served(muse: Muse) -> None:
    stream = muse.ask(Request(1, 1, "continuation/1", Sampling(max_tokens=4000, seed=1), text=STORY))
    next_one = muse.ask(Request(2, 2, "continuation/1", Sampling(max_tokens=3), text=STORY))
    async for piece in stream:
        if piece.tokens >= 5:
            stream.cancel()
    assert stream.receipt is not None
    assert stream.receipt.end is EndReason.CANCELLED
    assert 5 <= stream.receipt.tokens < 100
    assert await read(next_one)


async def test_the_loop_stays_responsive_while_it_generates(muse: Muse) -> None:
    stream = muse.ask(Request(1, 1, "continuation/1", Sampling(max_tokens=40, temperature=0.9), text=STORY))
    reader = asyncio.create_task(read(stream))
    await until_running(muse)
    ticks = 0
    while not reader.done():
        ticks += 1
        await asyncio.sleep(0.001)
    # On the loop, generating would leave one tick for a token at most; beside it there are many.
    assert stream.receipt is not None
    assert ticks > 3 * stream.receipt.tokens


async def test_a_prompt_beyond_the_window_is_cut_and_can_be_cancelled_while_it_is_read(muse: Muse) -> None:
    stream = muse.ask(Request(1, 1, "continuation/1", Sampling(max_tokens=64), text=f"{STORY}\n" * 1000))
    await until_running(muse)
    stream.cancel()
    assert await read(stream) == ""
    assert stream.receipt is not None
    assert stream.receipt.tokens == 0
    assert stream.receipt.prompt_tokens in (0, MAX_WINDOW - 64)


async def test_the_converted_tokenizer_is_the_models_own(default_model: Settings) -> None:
    from transformers import AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(locate(default_model).folder)
    assert (tokenizer.bos_token, tokenizer.eos_token, len(tokenizer)) == ("<|im_start|>", "<|im_end|>", 49152)
    ids = tokenizer(PROBE).input_ids
    assert tokenizer.decode(ids, clean_up_tokenization_spaces=False) == PROBE
    # Each digit is a token of its own, split off before its space: the model was trained so.
    assert tokenizer.tokenize("a  1984") == ["a", "ĠĠ", "1", "9", "8", "4"]
    chat = tokenizer.apply_chat_template(
        [{"role": "system", "content": "S"}, {"role": "user", "content": "U"}],
        tokenize=False,
        add_generation_prompt=True,
    )
    assert chat == "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n"


async def test_greedy_text_is_what_transformers_own_generate_writes(default_model: Settings) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = locate(default_model).folder
    messages = (Message("system", "You write."), Message("user", "Write a line about the sea."))
    greedy = Sampling(max_tokens=24, temperature=0.0, repetition_penalty=1.0)
    muse = create_muse(default_model.model_copy(update={"precision": "fp32"}))
    await muse.start()
    ours = await read(muse.ask(Request(1, 1, "test/1", greedy, messages=messages)))
    await muse.close()

    def theirs() -> str:
        tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        said = [{"role": message.role, "content": message.content} for message in messages]
        inputs = tokenizer.apply_chat_template(
            said, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        made = model.generate(**inputs, max_new_tokens=24, do_sample=False)
        return str(tokenizer.decode(made[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True))

    assert ours == await asyncio.to_thread(theirs)
