"""Turns a GGUF file into a folder that transformers loads in seconds. Run as a process of its own.

``python -m bot.generation.convert GGUF FOLDER`` prints one line for each stage that begins. A process of its
own, since it needs over a gigabyte of memory for half a minute. transformers reads GGUF in one call only
with accelerate installed; its parts, used here, do without.
"""

import sys
from pathlib import Path
from typing import Any

STAGES = (
    "starting torch",
    "reading the tokenizer",
    "reading the configuration",
    "reading the weights",
    "writing the files",
)

PROBE = "In  1984, “naïve” 日本語 👩‍👧 wasn't\n\n\there "
"""A text that a wrong tokenizer does not give back: digits, accents, joined emoji, odd spaces."""


def convert(gguf: Path, folder: Path) -> None:
    """Write tokenizer, configuration and half-precision weights into ``folder``.

    float16 holds four-bit weights (of absolute size 10 at most here) with an error of 2^-11 of each, in half
    the space of float32; bfloat16 would be off by 2^-9.

    Raises:
        ValueError: the file is not what it should be.
    """
    print(STAGES[0], flush=True)
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, modeling_gguf_pytorch_utils

    print(STAGES[1], flush=True)
    tokenizer: Any = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    _split_digits(tokenizer)
    ids = tokenizer.encode(PROBE, add_special_tokens=False)
    if tokenizer.decode(ids, clean_up_tokenization_spaces=False) != PROBE:
        raise ValueError("the tokenizer does not give its text back")

    print(STAGES[2], flush=True)
    config = AutoConfig.from_pretrained(gguf.parent, gguf_file=gguf.name)
    with torch.device("meta"):
        maker: Any = AutoModelForCausalLM
        model = maker.from_config(config, dtype=torch.float16)

    print(STAGES[3], flush=True)
    reader: Any = modeling_gguf_pytorch_utils
    read = reader.load_gguf_checkpoint(
        str(gguf), return_tensors=True, model_to_load=model, torch_dtype=torch.float16
    )
    result = model.load_state_dict(read["tensors"], strict=False, assign=True)
    tied = {"lm_head.weight"} if config.tie_word_embeddings else set()
    if result.unexpected_keys or set(result.missing_keys) - tied:
        raise ValueError("the weights do not fit the model")
    model.tie_weights()

    print(STAGES[4], flush=True)
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    for path in folder.iterdir():
        path.chmod(0o644)  # safetensors makes it its writer's own, and the bot may run as someone else


def _split_digits(tokenizer: Any) -> None:
    """Put back the split before each digit, which the model was trained with.

    The file says so (``tokenizer.ggml.pre`` is ``smollm``), but transformers' reading of GGUF drops it.
    """
    from tokenizers import pre_tokenizers

    backend = tokenizer.backend_tokenizer
    digits = pre_tokenizers.Digits(individual_digits=True)
    backend.pre_tokenizer = pre_tokenizers.Sequence([digits, backend.pre_tokenizer])


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
