"""How one token is chosen out of a model's scores. Only the local engine uses this; it imports torch.

Every function takes one row: ``logits`` of shape (vocabulary,), float32, on the CPU. It is the row's own and
is changed in place.
"""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from bot.generation.local.repetition import Repetition
from bot.generation.muse import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALL = 1024
"""Up to how many tokens are weighed one by one; more are left to torch."""


class Sampler:
    """One row's way of choosing: its settings, its own source of chance, and what it has seen so far."""

    def __init__(self, sampling: Sampling, prompt: Sequence[int], exempt: frozenset[int]) -> None:
        """``exempt`` are tokens that no repetition makes less likely: the ends, and what breaks a run."""
        self._sampling = sampling
        self._chance = random.Random(sampling.seed)
        self._repetition = Repetition(sampling, prompt, exempt)

    def choose(
        self,
        logits: Tensor,
        allowed: "Sequence[int] | NDArray[np.int64] | None" = None,
        barred: Tensor | None = None,
    ) -> int:
        """Return the next token, one of ``allowed`` where that is given, and remember it.

        None of ``barred``, int64 of shape (count,), comes while another may. The order: penalties, what is
        barred, the mask, temperature, top-k, min-p, top-p.
        """
        self._repetition.penalise(logits)
        only = torch.as_tensor(allowed) if allowed is not None else None
        scores = logits if only is None else logits[only]
        if barred is not None and len(barred):
            scores = _without(logits, only, barred, scores)
        place = draw(scores, self._sampling, self._chance)
        token = place if only is None else int(only[place])
        self._repetition.add(token)
        return token


def _without(logits: Tensor, only: Tensor | None, barred: Tensor, scores: Tensor) -> Tensor:
    """Return ``scores``, those of ``logits`` at ``only``, without what is barred; as they are if all is."""
    if len(barred) >= logits.shape[0]:
        return scores
    logits.index_fill_(0, barred, -torch.inf)
    if only is None:
        return logits
    left = logits[only]
    return left if bool(left.max() > -torch.inf) else scores


def draw(logits: Tensor, sampling: Sampling, chance: random.Random) -> int:
    """Draw a token: the likeliest at temperature 0, else out of those that top-k, min-p and top-p leave.

    Top-k: Fan et al., "Hierarchical Neural Story Generation" (2018). Min-p: Nguyen et al., "Turning Up the
    Heat" (2024): those at least ``min_p`` times as likely as the likeliest. Top-p: Holtzman et al., "The
    Curious Case of Neural Text Degeneration" (2020): the fewest tokens whose probabilities reach ``top_p``.
    With top-k the vocabulary (49,152 tokens in the built-in model) is never sorted.
    """
    if sampling.temperature <= 0:
        return int(logits.argmax())
    count = logits.shape[0]
    if 0 < sampling.top_k < count:
        scores, tokens = logits.topk(sampling.top_k)
    else:
        scores, tokens = logits.sort(descending=True, stable=True)
    chances = (scores.double() / sampling.temperature).softmax(-1)
    if sampling.min_p > 0:
        chances = chances[: max(int((chances >= sampling.min_p * chances[0]).sum()), 1)]
    if chances.shape[0] <= SMALL:
        return int(tokens[_draw_small(chances.tolist(), sampling.top_p, chance.random())])
    reached = chances.cumsum(-1)
    kept = int((reached - chances < sampling.top_p * float(reached[-1])).sum())
    aim = chance.random() * float(reached[max(kept, 1) - 1])
    return int(tokens[min(int(torch.searchsorted(reached, aim, right=True)), max(kept, 1) - 1)])


def _draw_small(chances: list[float], top_p: float, aim: float) -> int:
    """Return a place in ``chances``, which fall and need not add up to 1; ``aim`` is in [0, 1)."""
    enough, kept, total = top_p * sum(chances), 0, 0.0
    while kept < len(chances) and (total < enough or not kept):
        total += chances[kept]
        kept += 1
    aim *= total
    for place in range(kept - 1):
        aim -= chances[place]
        if aim < 0:
            return place
    return kept - 1
