"""The step loop over a transformers model with a cache. Only the local engine uses this; it imports torch."""

import inspect
from dataclasses import dataclass, field
from typing import Any

import torch
from transformers import DynamicCache

from bot.generation.detokenizer import Detokenizer
from bot.generation.engine import RowStep
from bot.generation.fitting import encode_request
from bot.generation.loading import Loaded
from bot.generation.muse import EndReason, Request, Sampling
from bot.generation.sampling import choose, penalise, row_generator

CHUNK = 256
"""How many of a prompt's tokens one step reads, so that a long prompt can be cancelled half-way."""


@dataclass(slots=True)
class _Row:
    """``todo`` holds the tokens the model has not read: the rest of the prompt, then the last one it made."""

    todo: list[int]
    limit: int
    sampling: Sampling
    text: Detokenizer
    seen: torch.Tensor
    generator: torch.Generator
    cache: Any
    made: int = field(default=0)


class StepLoop:
    """Rows of text on one model, each advanced by one token in a step."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._rows: dict[int, _Row] = {}
        accepted = inspect.signature(loaded.model.forward).parameters
        # transformers renamed it within version 5.
        self._cache_name = "cache" if "cache" in accepted else "past_key_values"
        # Scores of a prompt's last token only: the others would be 49,152 numbers each, for nothing.
        self._options: dict[str, Any] = {"logits_to_keep": 1} if "logits_to_keep" in accepted else {}

    def admit(self, row_id: int, request: Request) -> int:
        """Take a row in; return its prompt's length in tokens."""
        loaded = self._loaded
        prompt = encode_request(loaded.tokenizer, request, loaded.window)
        seen = torch.zeros(loaded.model.config.get_text_config().vocab_size, dtype=torch.bool)
        seen[prompt] = True
        # The prompt's own end marks must not make the end less likely.
        seen[list(loaded.endings)] = False
        self._rows[row_id] = _Row(
            todo=prompt,
            limit=min(request.sampling.max_tokens, loaded.window - len(prompt)),
            sampling=request.sampling,
            text=Detokenizer(loaded.tokenizer, prompt),
            seen=seen,
            generator=row_generator(request.sampling.seed),
            cache=DynamicCache(config=loaded.model.config),
        )
        return len(prompt)

    def drop(self, row_id: int) -> None:
        """Free a row; unknown rows are ignored."""
        self._rows.pop(row_id, None)

    def step(self) -> list[RowStep]:
        """Advance every row by one token, or by a part of its prompt. A row that fails leaves."""
        steps = []
        for row_id, row in list(self._rows.items()):
            try:
                step = self._advance(row_id, row)
            except Exception as error:  # one row's failure must not be the others'
                step = RowStep(row_id, "", row.made, failure=error)
            if step.end is not None or step.failure is not None:
                del self._rows[row_id]
            steps.append(step)
        return steps

    @torch.inference_mode()
    def _advance(self, row_id: int, row: _Row) -> RowStep:
        read, row.todo = row.todo[:CHUNK], row.todo[CHUNK:]
        output = self._loaded.model(
            input_ids=torch.tensor([read], device=self._loaded.device),
            use_cache=True,
            **{self._cache_name: row.cache},
            **self._options,
        )
        if row.todo:
            return RowStep(row_id, "", 0)
        logits = penalise(output.logits[0, -1].float().cpu(), row.seen, row.sampling.repetition_penalty)
        token = choose(logits, row.sampling, row.generator)
        if token in self._loaded.endings:
            return RowStep(row_id, row.text.finish(), row.made, EndReason.STOP)
        row.made += 1
        row.todo = [token]
        row.seen[token] = True
        text = row.text.add(token)
        if row.made >= row.limit:
            return RowStep(row_id, text + row.text.finish(), row.made, EndReason.LENGTH)
        return RowStep(row_id, text, row.made)
