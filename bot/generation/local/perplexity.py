"""How well a model foretells a text: to tell what it loses by calculating in smaller numbers."""

import math
from collections.abc import Callable

import torch

from bot.generation.local.loading import load_model
from bot.generation.local.network import Next
from bot.generation.weights import locate
from bot.settings import Settings


@torch.inference_mode()
def perplexity(
    settings: Settings, text: str, *, rows: int = 8, tokens: int = 256, advance: Callable[[], None]
) -> float:
    """Return exp of the mean negative log-likelihood of a token, over ``rows`` parts of ``tokens`` each.

    The parts are taken from the text at equal distances; each token is foretold from those before it in its
    part, all parts side by side. ``advance`` is called after each of the ``tokens`` steps.
    """
    loaded = load_model(locate(settings), settings.device, settings.threads, settings.precision, lambda: None)
    ids = loaded.tokenizer(text).input_ids
    gap = max((len(ids) - tokens) // rows, 1)
    parts = [ids[start : start + tokens] for start in range(0, gap * rows, gap)]
    caches = [loaded.network.cache(tokens) for _ in parts]
    lost = 0.0
    for at in range(tokens - 1):
        scores = loaded.network.write(
            [Next(cache, part[at], at) for cache, part in zip(caches, parts, strict=True)]
        )
        truth = torch.tensor([part[at + 1] for part in parts])
        lost += float(torch.nn.functional.cross_entropy(scores, truth, reduction="sum"))
        advance()
    return math.exp(lost / (len(parts) * (tokens - 1)))
