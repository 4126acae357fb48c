"""What keeping words out costs of a decoding step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

import torch

from bot.domain.limits.avoiding import Avoided
from bot.generation.local.avoiding import Avoiding
from bot.generation.local.detokenizer import Detokenizer
from bot.generation.local.loading import load_model
from bot.generation.local.network import Next
from bot.generation.local.sampling import Sampler
from bot.generation.local.vocabulary import Vocabulary
from bot.generation.muse import Sampling
from bot.generation.weights import locate
from bot.settings import Settings


@dataclass
class Cost:
    """Seconds: of each step without a list and of what the list adds to it, for all rows together; of making
    the vocabulary's index, and of compiling the list."""

    steps: list[float] = field(default_factory=list)
    added: list[float] = field(default_factory=list)
    index: float = 0.0
    compiled: float = 0.0

    @property
    def share(self) -> float:
        """Return what the list adds to a step, of the step without it; medians."""
        return median(self.added) / median(self.steps)


@torch.inference_mode()
def cost(
    settings: Settings, text: str, avoided: Avoided, *, rows: int, tokens: int, advance: Callable[[], None]
) -> Cost:
    """Read ``rows`` parts of a text side by side, ``tokens`` of each, as if they were written just now.

    In each step every row draws a token twice, with the list and without. ``advance`` is called after each.
    """
    loaded = load_model(locate(settings), settings.device, settings.threads, settings.precision, lambda: None)
    table = Vocabulary(loaded.tokenizer, loaded.endings, loaded.folder)
    found, avoiding = Cost(), Avoiding(table)
    begun = perf_counter()
    avoiding.row(Avoided())
    found.index = perf_counter() - begun
    begun = perf_counter()
    avoiding.row(avoided)
    found.compiled = perf_counter() - begun
    ids = loaded.tokenizer(text).input_ids
    gap = max((len(ids) - tokens) // rows, 1)
    parts = [ids[start : start + tokens] for start in range(0, gap * rows, gap)]
    caches = [loaded.network.cache(tokens) for _ in parts]
    states = [avoiding.row(avoided) for _ in parts]
    texts = [Detokenizer(loaded.tokenizer, []) for _ in parts]
    free, bound = ([Sampler(Sampling(seed=n), [], table.breakers) for n in range(rows)] for _ in range(2))
    for at in range(tokens):
        begun = perf_counter()
        scores = loaded.network.write(
            [Next(cache, part[at], at) for cache, part in zip(caches, parts, strict=True)]
        )
        step, added = perf_counter() - begun, 0.0
        for row, one in enumerate(scores):
            other, said = one.clone(), texts[row].add(parts[row][at])
            begun = perf_counter()
            free[row].choose(other)
            plain = perf_counter() - begun
            begun = perf_counter()
            states[row].add(said)
            bound[row].choose(one, barred=states[row].barred())
            step, added = step + plain, added + perf_counter() - begun - plain
        found.steps.append(step)
        found.added.append(added)
        advance()
    return found
