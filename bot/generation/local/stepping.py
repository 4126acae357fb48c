"""The step loop: rows join and leave between two steps; a step gives each of them one token more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from bot.generation.engine import RowStep
from bot.generation.local.avoiding import Avoiding
from bot.generation.local.avoiding import Row as AvoidingRow
from bot.generation.local.detokenizer import Detokenizer
from bot.generation.local.fitting import encode_request
from bot.generation.local.loading import Loaded
from bot.generation.local.memory import is_memory_error, told_as_memory_error
from bot.generation.local.network import Next
from bot.generation.local.prompts import Prompt, Prompts
from bot.generation.local.sampling import Sampler
from bot.generation.local.vocabulary import Vocabulary
from bot.generation.muse import EndReason, Mask, Request
from bot.generation.stops import Stops


@dataclass(slots=True)
class _Row:
    """A text on its way. ``cache`` is None while its ``prompt`` is being read."""

    prompt: Prompt
    limit: int
    sampler: Sampler
    mask: Mask | None
    text: Detokenizer
    stops: Stops
    avoiding: AvoidingRow | None = None
    cache: Any = None
    likelihoods: list[float] | None = None  # of its tokens; None where nobody asks
    length: int = 0  # tokens in the cache
    token: int = 0  # the last one made, which the model has not read
    made: int = 0


class StepLoop:
    """Rows of text on one model."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._network = loaded.network
        self._vocabulary = Vocabulary(loaded.tokenizer, loaded.endings, loaded.folder)
        self._avoiding = Avoiding(self._vocabulary)
        self._prompts = Prompts(loaded.network, line_ends=self._vocabulary.line_ends)
        self._rows: dict[int, _Row] = {}
        self._last: tuple[object, Sequence[int]] | None = None  # what was encoded last, and its tokens
        self._done: list[RowStep] = []  # what came of the rows and was not told yet
        self._begun: Prompt | None = None  # a prompt that is read, and whose rows have no cache yet

    def admit(self, row_id: int, request: Request) -> int:
        """Take a row in; return its prompt's length in tokens. If it raises, nothing is left of the row."""
        loaded = self._loaded
        tokens = self._encoded(request)
        row = _Row(
            limit=min(request.sampling.max_tokens, loaded.window - len(tokens)),
            sampler=Sampler(request.sampling, tokens, self._vocabulary.breakers),
            mask=request.mask(self._vocabulary) if request.mask is not None else None,
            text=Detokenizer(loaded.tokenizer, tokens),
            stops=Stops(request.stop),
            avoiding=self._avoiding.row(request.avoid) if request.avoid is not None else None,
            likelihoods=[] if request.weighed else None,
            # Last: a row that cannot be made waits for none.
            prompt=self._joined(row_id, tokens, request.grows),
        )
        self._rows[row_id] = row
        return len(tokens)

    def _joined(self, row_id: int, tokens: Sequence[int], grows: bool) -> Prompt:
        """Let a row wait for its prompt; without memory, what is kept for later goes before the row does."""
        try:
            with told_as_memory_error():
                return self._prompts.join(row_id, tokens, grows=grows)
        except MemoryError:
            if not self._prompts.forget():
                raise
        with told_as_memory_error():
            return self._prompts.join(row_id, tokens, grows=grows)

    def _encoded(self, request: Request) -> Sequence[int]:
        """Return the prompt's tokens; the requests of one wish come one after the other and share them."""
        key = (request.messages, request.text, request.sampling.max_tokens)
        if self._last is None or self._last[0] != key:
            self._last = key, encode_request(self._loaded.tokenizer, request, self._loaded.window)
        return self._last[1]

    def drop(self, row_id: int) -> None:
        """Free a row; unknown rows are ignored."""
        row = self._rows.pop(row_id, None)
        if row is not None:
            self._prompts.leave(row_id, row.prompt)

    @torch.inference_mode()
    def step(self) -> list[RowStep]:
        """Read a part of one prompt, and write one token in each row whose prompt is read.

        Raises:
            MemoryError: there is not enough; what was done until then is told by the next step.
        """
        try:
            with told_as_memory_error():
                written = [row_id for row_id, row in self._rows.items() if row.cache is not None]
                self._read()
                if written:
                    self._write(written)
        except MemoryError:
            if not self._prompts.forget():  # what is kept for later goes before any row
                raise
        done, self._done = self._done, []
        return done

    def _read(self) -> None:
        prompt, failure = self._begun or self._prompts.oldest, None
        if prompt is None:
            return
        try:
            if self._begun is None and not self._prompts.read(prompt):
                return
            self._begun = prompt
            length, copy = len(prompt.tokens), self._network.copy
            # All or none: where memory runs out, the rows that are left then begin at the next step.
            caches = [
                copy(prompt.cache, length, length + self._rows[row_id].limit)
                for row_id in sorted(prompt.rows)
            ]
            for row_id, cache in zip(sorted(prompt.rows), caches, strict=True):
                self._rows[row_id].cache, self._rows[row_id].length = cache, length
        except Exception as error:
            if is_memory_error(error):
                raise
            failure = error  # one prompt's failure must not be the other rows'
            self._prompts.give_up(prompt)
        self._begun = None
        for row_id in sorted(prompt.rows):
            scores = prompt.scores.clone() if prompt.scores is not None else None
            self._advance(row_id, scores, failure)

    def _write(self, row_ids: list[int]) -> None:
        rows = [self._rows[row_id] for row_id in row_ids]
        scores = self._network.write([Next(row.cache, row.token, row.length) for row in rows])
        for row_id, row, one in zip(row_ids, rows, scores, strict=True):
            row.length += 1
            self._advance(row_id, one, None)

    def _advance(self, row_id: int, scores: Tensor | None, failure: Exception | None) -> None:
        """Choose a row's next token, or end it on its failure; note what came of it."""
        row = self._rows[row_id]
        try:
            if failure is not None or scores is None:
                raise failure or RuntimeError("the model gave no scores")
            step = self._chosen(row_id, row, scores)
        except Exception as error:  # one row's failure must not be the others'
            step = RowStep(row_id, "", row.made, failure=error)
        if step.end is not None or step.failure is not None:
            weighed = tuple(row.likelihoods) if row.likelihoods is not None else None
            step = replace(step, likelihoods=weighed)
            self.drop(row_id)
        self._done.append(step)

    def _chosen(self, row_id: int, row: _Row, scores: Tensor) -> RowStep:
        token = _token(row, scores)
        if token in self._vocabulary.endings:
            return RowStep(row_id, row.stops.finish(row.text.finish()), row.made, EndReason.STOP)
        row.made += 1
        row.token = token
        text = row.text.add(token)
        if row.avoiding is not None:
            row.avoiding.add(text)
        text = row.stops.add(text)
        if row.stops.found:
            return RowStep(row_id, text, row.made, EndReason.STOP)
        if row.made >= row.limit:
            return RowStep(row_id, text + row.stops.finish(row.text.finish()), row.made, EndReason.LENGTH)
        return RowStep(row_id, text, row.made)


def _token(row: _Row, scores: Tensor) -> int:
    """Choose a row's next token, and weigh it where that is asked for: by the model's own scores."""
    plain = scores.clone() if row.likelihoods is not None else None
    allowed = row.mask.allowed() if row.mask is not None else None
    barred = row.avoiding.barred() if row.avoiding is not None else None
    token = row.sampler.choose(scores, allowed, barred)
    if row.mask is not None:
        row.mask.add(token)
    if row.likelihoods is not None and plain is not None:
        row.likelihoods.append(float(plain[token] - plain.logsumexp(-1)))
    return token
