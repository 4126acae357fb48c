"""transformers' own ``generate``, as a bot without an engine would call it: what ours is measured against."""

from collections.abc import Callable
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from bot.generation.local.loading import device_of
from bot.generation.muse import Sampling
from bot.generation.weights import locate
from bot.settings import Settings


def plain_generate(settings: Settings) -> Callable[[str, Sampling], int]:
    """Load the model anew, in float32, on a GPU in bfloat16 as ours is.

    Return what writes on from a text and counts its new tokens.
    """
    folder, device = locate(settings).folder, device_of(settings.device)
    dtype = torch.float32 if device.type == "cpu" else torch.bfloat16
    tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    reader: Any = AutoModelForCausalLM
    model = reader.from_pretrained(folder, dtype=dtype, local_files_only=True).eval().to(device)

    def write(text: str, sampling: Sampling) -> int:
        inputs = tokenizer(text, return_tensors="pt").to(device)
        made = model.generate(
            **inputs,
            max_new_tokens=sampling.max_tokens,
            do_sample=True,
            temperature=sampling.temperature,
            top_p=sampling.top_p,
            top_k=sampling.top_k,
            repetition_penalty=sampling.repetition_penalty,
            pad_token_id=0,
        )
        return int(made.shape[1] - inputs["input_ids"].shape[1])

    return write
