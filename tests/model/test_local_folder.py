"""A small GPT-2 of our own in a local folder: no chat template, 1,024 positions. And what can be wrong."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ModelError
from bot.generation.engine import RowStep
from bot.generation.local.engine import LocalEngine
from bot.generation.muse import EndReason, GenerationFailedError, MuseState, Request, Sampling
from bot.generation.prompting import continuation, story_prompt
from bot.generation.worker import WorkerMuse
from bot.settings import Settings

pytestmark = pytest.mark.model

GREEDY = Sampling(max_tokens=20, temperature=0.0, repetition_penalty=1.0)
TEXT = "The rain had stopped an hour ago, but the gutters went on telling it. “Naïve,” she said: 日本語. "


@pytest.fixture(scope="module")
def gpt2(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GPT-2 with random weights and a byte-level tokenizer trained on a few sentences."""
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import GPT2Config, GPT2LMHeadModel, GPT2Tokenizer

    folder = tmp_path_factory.mktemp("gpt2")
    trainer = ByteLevelBPETokenizer()
    trainer.train_from_iterator([TEXT] * 4, vocab_size=400, special_tokens=["<|endoftext|>"])
    trainer.save_model(str(folder))
    tokenizer: Any = GPT2Tokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    generator_state = torch.random.get_rng_state()
    torch.manual_seed(1)
    end = tokenizer.eos_token_id
    # Wide weights: with the usual narrow ones every token would be as likely as any other.
    size = {"n_embd": 32, "n_layer": 2, "n_head": 2, "initializer_range": 0.25}
    config = GPT2Config(vocab_size=len(tokenizer), bos_token_id=end, eos_token_id=end, **size)
    model: Any = GPT2LMHeadModel(config)
    model.save_pretrained(folder)
    torch.random.set_rng_state(generator_state)
    return folder


@pytest.fixture
def copy(gpt2: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(gpt2, tmp_path / "model"))


def settings_for(folder: Path | str) -> Settings:
    return Settings(_env_file=None, muse="local", model=str(folder), device="cpu")


def load(folder: Path | str, **changes: object) -> LocalEngine:
    engine = LocalEngine(settings_for(folder).model_copy(update=changes))
    engine.load(lambda: None)
    return engine


def written(engine: LocalEngine, request: Request) -> tuple[str, int, RowStep]:
    prompt = engine.admit(1, request)
    text = ""
    while True:
        for step in engine.step():
            if step.failure:
                raise step.failure
            text += step.text
            if step.end:
                return text, prompt, step


@pytest.fixture(scope="module")
def engine(gpt2: Path) -> LocalEngine:
    return load(gpt2, precision="fp32")


def ask(text: str, sampling: Sampling = GREEDY) -> Request:
    return Request(1, 1, "test/1", sampling, text=text)


@pytest.mark.parametrize("repeats", [1, 20], ids=["short", "in several chunks"])
def test_greedy_text_is_what_transformers_own_generate_writes(
    gpt2: Path, engine: LocalEngine, repeats: int
) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from bot.generation.local.decoder import CHUNK

    tokenizer: Any = AutoTokenizer.from_pretrained(gpt2)
    model: Any = AutoModelForCausalLM.from_pretrained(gpt2)
    inputs = tokenizer(TEXT * repeats, return_tensors="pt")
    made = model.generate(**inputs, max_new_tokens=20, do_sample=False, pad_token_id=0)
    theirs = tokenizer.decode(made[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
    text, prompt, _ = written(engine, ask(TEXT * repeats))
    assert prompt == inputs["input_ids"].shape[1]
    assert (prompt > CHUNK) == (repeats > 1)
    assert len(set(text)) > 5
    assert text == theirs.rstrip("\ufffd")


def test_a_prompt_longer_than_the_window_keeps_its_end(engine: LocalEngine) -> None:
    sampling = replace(GREEDY, max_tokens=50)
    _, prompt, last = written(engine, ask("An opening that must go. " + TEXT * 60, sampling))
    assert prompt == 1024 - 50
    assert last.end in (EndReason.LENGTH, EndReason.STOP)
    assert (
        written(engine, ask(TEXT * 60, sampling))[0]
        == written(engine, ask("Another. " + TEXT * 60, sampling))[0]
    )


def test_more_tokens_than_the_window_holds_end_at_the_window(engine: LocalEngine) -> None:
    _, prompt, last = written(engine, ask(TEXT * 60, replace(GREEDY, max_tokens=5000)))
    assert (prompt, last.tokens, last.end) == (256, 1024 - 256, EndReason.LENGTH)


def test_a_conversation_and_a_story_work_without_a_chat_template(engine: LocalEngine) -> None:
    for request in (
        story_prompt(guild_id=1, member_id=1, seed=1, genre="horror"),
        continuation([TEXT, "日本語"], guild_id=1, member_id=1, seed=1, hint="rain"),
    ):
        _, prompt, last = written(engine, request)
        assert prompt > 5
        assert last.end in (EndReason.LENGTH, EndReason.STOP)


def test_a_text_is_a_function_of_its_seed_and_touches_no_global_seed(engine: LocalEngine) -> None:
    import torch

    wild = Sampling(max_tokens=30, temperature=1.5, seed=5)
    before = torch.random.get_rng_state()
    first = written(engine, ask(TEXT, wild))[0]
    torch.manual_seed(99)
    assert written(engine, ask(TEXT, wild))[0] == first
    assert written(engine, ask(TEXT, replace(wild, seed=6)))[0] != first
    torch.random.set_rng_state(before)
    written(engine, ask(TEXT, wild))
    assert torch.equal(torch.random.get_rng_state(), before)


async def test_through_the_worker_with_its_name_and_checksum(gpt2: Path) -> None:
    muse = WorkerMuse(LocalEngine(settings_for(gpt2)), queue_limit=2)
    await muse.start()
    stream = muse.ask(ask(TEXT))
    assert "".join([piece.text async for piece in stream])
    assert stream.receipt is not None
    assert (stream.receipt.model, len(stream.receipt.checksum)) == (str(gpt2), 64)
    await muse.close()


def cut_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def spoil_header(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(b"\xff" * 64 + weights.read_bytes()[64:])


def other_weights(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    save_file(
        {name: tensor for name, tensor in tensors.items() if "h.1." not in name}, folder / "model.safetensors"
    )


def no_tokenizer(folder: Path) -> None:
    for name in (
        "tokenizer.json",
        "tokenizer_config.json",
        "vocab.json",
        "merges.txt",
        "special_tokens_map.json",
    ):
        (folder / name).unlink(missing_ok=True)


def configured(**changes: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "config.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | changes))

    return change


def spoil_config(folder: Path) -> None:
    (folder / "config.json").write_text("{")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut_weights, "weights in .* are damaged"),
        (spoil_header, "weights in .* are damaged"),
        (other_weights, "are not complete"),
        (no_tokenizer, "no tokenizer that fits"),
        (spoil_config, r"config.json in .* is damaged"),
        (configured(model_type="no-such-kind"), "of a kind this transformers does not know"),
        (
            configured(model_type="t5", architectures=["T5ForConditionalGeneration"]),
            "not a causal language model",
        ),
        (configured(model_type="bert", architectures=["BertForMaskedLM"]), "not a causal language model"),
        (configured(n_embd=64), "damaged or do not fit"),
        (configured(vocab_size=100), "no tokenizer that fits"),
    ],
)
def test_what_cannot_be_loaded_is_one_sentence(
    copy: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(copy)
    with pytest.raises(ModelError, match=sentence) as failure:
        load(copy)
    assert "\n" not in str(failure.value)


def test_a_device_that_is_not_there(gpt2: Path) -> None:
    for device in ("cuda:9", "nonsense"):
        with pytest.raises(ModelError, match="QUIRE_DEVICE"):
            load(gpt2, device=device)


async def test_a_missing_folder_fails_the_muse_and_its_waiters() -> None:
    muse = WorkerMuse(LocalEngine(settings_for("./no/such/folder")), queue_limit=2)
    stream = muse.ask(ask(TEXT))
    await muse.start()
    with pytest.raises(GenerationFailedError, match="no folder"):
        async for _ in stream:
            pass
    assert muse.status().state is MuseState.FAILED
    await muse.close()
