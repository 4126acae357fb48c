"""What keeps a row from going round in circles: known tokens, and runs of them, become less likely."""

from collections.abc import Sequence

import torch
from torch import Tensor

from bot.generation.muse import Sampling

RANGE = 1024
"""How many of the last tokens a run is looked for in."""
LONGEST = 24
"""Beyond this length a run is penalised no more: the penalty is past any score by then."""


class Repetition:
    """One row's tokens, and the penalties that follow from them.

    ``exempt`` tokens are never penalised, and a run does not reach across them.
    """

    def __init__(self, sampling: Sampling, prompt: Sequence[int], exempt: frozenset[int]) -> None:
        self._sampling = sampling
        self._exempt = exempt
        self._tokens = list(prompt[-RANGE:])
        self._places: dict[int, list[int]] = {}
        for place, token in enumerate(self._tokens):
            self._places.setdefault(token, []).append(place)
        self._seen = torch.zeros(0, dtype=torch.long)
        if sampling.repetition_penalty != 1.0:
            self._seen = torch.tensor(sorted(set(prompt) - exempt), dtype=torch.long)
            self._known = set(self._seen.tolist())

    def add(self, token: int) -> None:
        """Note a token that was chosen."""
        self._places.setdefault(token, []).append(len(self._tokens))
        self._tokens.append(token)
        if self._sampling.repetition_penalty != 1.0 and token not in self._known | self._exempt:
            self._known.add(token)
            self._seen = torch.cat([self._seen, torch.tensor([token])])

    def penalise(self, logits: Tensor) -> None:
        """Lower the scores of shape (vocabulary,) in place.

        Known tokens: positive scores are divided by ``repetition_penalty``, negative ones multiplied: Keskar
        et al., "CTRL" (2019), section 4.1, as transformers has it. Runs: see :meth:`runs`.
        """
        sampling = self._sampling
        if sampling.repetition_penalty != 1.0 and len(self._seen):
            scores = logits[self._seen]
            penalty = sampling.repetition_penalty
            logits[self._seen] = torch.where(scores > 0, scores / penalty, scores * penalty)
        if sampling.dry > 0:
            for token, length in self.runs().items():
                logits[token] -= sampling.dry * sampling.dry_base ** (length - sampling.dry_length)

    def runs(self) -> dict[int, int]:
        """Return the tokens that would prolong a repeated run, each with the run's length so far.

        "Don't repeat yourself" (p-e-w, text-generation-webui, 2024): where the last n tokens stood before,
        the token that followed them there loses ``dry * dry_base ** (n - dry_length)``, if n is at least
        ``dry_length``.
        """
        tokens, found = self._tokens, dict[int, int]()
        last = len(tokens) - 1
        if last < 0 or tokens[last] in self._exempt:
            return found
        for place in self._places[tokens[last]]:
            if place < last - RANGE or place == last or tokens[place + 1] in self._exempt:
                continue
            length = 1
            while (
                length < LONGEST
                and length <= place
                and tokens[place - length] == tokens[last - length]
                and tokens[last - length] not in self._exempt
            ):
                length += 1
            if length >= self._sampling.dry_length:
                found[tokens[place + 1]] = max(found.get(tokens[place + 1], 0), length)
        return found
