"""Small models with random weights, one of each family and one of none that Quire knows."""

from collections.abc import Callable
from typing import Any

import torch
from transformers import (
    AutoModelForCausalLM,
    Gemma3TextConfig,
    GemmaConfig,
    GPT2Config,
    GPTNeoXConfig,
    LlamaConfig,
    MistralConfig,
    PretrainedConfig,
    Qwen2Config,
    Qwen3Config,
)

VOCABULARY = 320
_SIZES: dict[str, Any] = {
    "vocab_size": VOCABULARY,
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "max_position_embeddings": 512,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 0,
}

KNOWN: dict[str, Callable[[], PretrainedConfig]] = {
    "llama": lambda: LlamaConfig(**_SIZES, tie_word_embeddings=True),
    "llama-biases": lambda: LlamaConfig(**_SIZES, attention_bias=True, mlp_bias=True),
    "llama3-ropes": lambda: LlamaConfig(
        **_SIZES,
        rope_parameters={
            "rope_type": "llama3",
            "rope_theta": 10000.0,
            "factor": 8.0,
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": 64,
        },
    ),
    "mistral-window": lambda: MistralConfig(**_SIZES, sliding_window=40),
    "qwen2": lambda: Qwen2Config(**{name: size for name, size in _SIZES.items() if name != "head_dim"}),
    "qwen3": lambda: Qwen3Config(**_SIZES),
    "gemma": lambda: GemmaConfig(**_SIZES),
    "gemma3": lambda: Gemma3TextConfig(
        **_SIZES,
        sliding_window=24,
        layer_types=["sliding_attention", "sliding_attention", "full_attention", "sliding_attention"],
        query_pre_attn_scalar=16,
    ),
    "gpt2": lambda: GPT2Config(vocab_size=VOCABULARY, n_positions=512, n_embd=64, n_layer=4, n_head=4),
}

UNKNOWN: dict[str, Callable[[], PretrainedConfig]] = {
    "gpt-neox": lambda: GPTNeoXConfig(
        vocab_size=VOCABULARY,
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=3,
        num_attention_heads=4,
        max_position_embeddings=512,
    ),
    "llama-dynamic-ropes": lambda: LlamaConfig(
        **_SIZES, rope_parameters={"rope_type": "dynamic", "rope_theta": 10000.0, "factor": 2.0}
    ),
}


def model_of(name: str) -> Any:
    """Return a fresh model whose weights are random, the same each time, norms and biases too."""
    config = (KNOWN | UNKNOWN)[name]()
    maker: Any = AutoModelForCausalLM
    with torch.random.fork_rng(), torch.no_grad():
        torch.manual_seed(7)
        model = maker.from_config(config, dtype=torch.float32, attn_implementation="eager").eval()
        for parameter in model.parameters():
            parameter.add_(0.15 * torch.randn(parameter.shape))
    return model


def tokens_of(count: int, seed: int = 0) -> list[int]:
    """Return random tokens."""
    chance = torch.Generator().manual_seed(seed)
    return torch.randint(3, VOCABULARY, (count,), generator=chance).tolist()
