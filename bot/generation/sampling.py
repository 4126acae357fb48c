"""How one token is chosen out of a model's scores. Only the local engine uses this; it imports torch.

Every function takes one row: ``logits`` of shape (vocabulary,), float32, on the CPU.
"""

import torch

from bot.generation.muse import Sampling


def row_generator(seed: int) -> torch.Generator:
    """Return a row's own source of chance, so that its text depends on its seed alone."""
    return torch.Generator().manual_seed(seed & (2**63 - 1))


def penalise(logits: torch.Tensor, seen: torch.Tensor, penalty: float) -> torch.Tensor:
    """Make tokens that were there already less likely; return new logits of the same shape.

    ``seen`` is a boolean mask of shape (vocabulary,). Positive scores are divided by ``penalty``, negative
    ones multiplied: Keskar et al., "CTRL" (2019), section 4.1, as transformers has it.
    """
    if penalty == 1.0:
        return logits
    lowered = torch.where(logits > 0, logits / penalty, logits * penalty)
    return torch.where(seen, lowered, logits)


def choose(logits: torch.Tensor, sampling: Sampling, generator: torch.Generator) -> int:
    """Draw a token: the likeliest at temperature 0, else from the ``top_k`` and then the ``top_p`` likeliest.

    Top-k: Fan et al., "Hierarchical Neural Story Generation" (2018). Top-p: Holtzman et al., "The Curious
    Case of Neural Text Degeneration" (2020): the fewest tokens whose probabilities reach ``top_p``. With
    top-k the vocabulary (49,152 tokens in the built-in model) is never sorted.
    """
    if sampling.temperature <= 0:
        return int(logits.argmax())
    logits = logits / sampling.temperature
    if 0 < sampling.top_k < logits.shape[0]:
        scores, tokens = logits.topk(sampling.top_k)
    else:
        scores, tokens = logits.sort(descending=True)
    chances = scores.softmax(-1)
    before = chances.cumsum(-1) - chances
    cut = before >= sampling.top_p
    cut[0] = False  # one token always stays, whatever top_p is
    chances = chances.masked_fill(cut, 0.0)
    return int(tokens[torch.multinomial(chances, 1, generator=generator)])
