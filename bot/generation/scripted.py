"""A muse without a model: the same request with the same seed always gives the same text, word by word."""

import hashlib
import random
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.generation.bank import SENTENCES, idea
from bot.generation.engine import Checkpoint, EngineInfo, RowStep
from bot.generation.muse import Ability, EndReason, Request
from bot.generation.scripted_verse import MaskedRow

_SENTENCES = 3, 5
"""How many sentences a passage has, at least and at most; none that the story has already, if it can be."""
_ROUND = 64
"""So many seeds in a row take their sentences from one order of the bank."""
IDEA_TEMPLATES = "prompt-idea/"
"""Requests whose template starts so get a story prompt, all others but these a passage."""
REWRITE_TEMPLATES = "rewrite/"


def scripted_text(request: Request) -> str:
    """Return the whole text for a request: a function of its texts, its kind and its seed.

    Seeds that follow each other give passages of other sentences, none of which the story has already.
    """
    said = request.text or "\n".join(message.content for message in request.messages)
    seed = request.sampling.seed
    choose = random.Random(hashlib.sha256(f"{seed}\n{said}".encode()).digest())
    if request.template.startswith(REWRITE_TEMPLATES):
        return _rewritten(said, seed)
    if request.template.startswith(IDEA_TEMPLATES):
        return idea(choose)
    fresh = [sentence for sentence in SENTENCES if sentence not in said]
    order = list(fresh if len(fresh) >= _SENTENCES[1] else SENTENCES)
    random.Random(hashlib.sha256(f"{seed // _ROUND}\n{said}".encode()).digest()).shuffle(order)
    start = seed % _ROUND * _SENTENCES[1]
    return " ".join(order[(start + place) % len(order)] for place in range(choose.randint(*_SENTENCES)))


def _rewritten(said: str, seed: int) -> str:
    """Return the text that is to be rewritten, less one of its sentences or with one of the bank's."""
    text = said.partition("\n\n")[2].rpartition("\n\n")[0] or said
    sentences = re.findall(r"[^.!?…]+[.!?…]+|[^.!?…]+$", text)
    if "shorter" in said.rpartition("\n\n")[2] and len(sentences) > 1:
        sentences.pop(seed % len(sentences))
    else:
        sentences.append(SENTENCES[seed % len(SENTENCES)])
    return " ".join(" ".join(sentence.split()) for sentence in sentences)


@dataclass(slots=True)
class _Row:
    words: list[str]
    limit: int
    made: int = 0


class ScriptedEngine:
    """Makes ``scripted_text`` word by word; one word counts as one token.

    ``pace`` is the time of one step in seconds. With ``hold_after`` every row stops after so many words
    until ``release`` is called.
    """

    def __init__(self, *, pace: float = 0.0, hold_after: int | None = None, capacity: int = 8) -> None:
        self._pace = pace
        self._hold_after = hold_after
        self._capacity = capacity
        self._rows: dict[int, _Row | MaskedRow] = {}
        self._wake = threading.Event()
        self._due = 0.0

    def describe(self) -> EngineInfo:
        """Name the bank."""
        return EngineInfo("scripted", "scripted/1", "text")

    def load(self, checkpoint: Checkpoint) -> None:
        """There is nothing to load."""
        checkpoint()

    @property
    def capacity(self) -> int:
        """How many rows may be admitted at once."""
        return self._capacity

    @property
    def abilities(self) -> frozenset[Ability]:
        """It can do all but keep words out: its texts are what they are, and are judged as any are."""
        return frozenset(Ability) - {Ability.AVOID}

    def admit(self, row_id: int, request: Request) -> int:
        """Take a row in; return the number of words in its prompt."""
        if not self._rows:
            self._due = time.perf_counter() + self._pace
        if request.mask is not None:
            self._rows[row_id] = MaskedRow(request)
        else:
            self._rows[row_id] = _Row(scripted_text(request).split(), request.sampling.max_tokens)
        return sum(len(message.content.split()) for message in request.messages) or len(request.text.split())

    def step(self) -> Sequence[RowStep]:
        """Wait for the pace, then add one word to each row that is not held."""
        ready = [row_id for row_id in self._rows if not self._held(self._rows[row_id])]
        wait = self._due - time.perf_counter() if ready else None
        if (wait is None or wait > 0) and self._wake.wait(wait):
            self._wake.clear()
            return ()
        self._due = time.perf_counter() + self._pace
        return [self._advance(row_id) for row_id in ready]

    def release(self) -> None:
        """Let held rows go on. Called from any thread."""
        self._hold_after = None
        self._wake.set()

    def drop(self, row_id: int) -> None:
        """Free a row; unknown rows are ignored."""
        self._rows.pop(row_id, None)

    def interrupt(self) -> None:
        """End the wait inside ``step``. Called from any thread."""
        self._wake.set()

    def close(self) -> None:
        """Forget the rows."""
        self._rows.clear()

    def _held(self, row: _Row | MaskedRow) -> bool:
        return self._hold_after is not None and row.made >= self._hold_after

    def _advance(self, row_id: int) -> RowStep:
        row = self._rows[row_id]
        if isinstance(row, MaskedRow):
            return row.step(row_id)
        text = row.words[row.made] if row.made == 0 else f" {row.words[row.made]}"
        row.made += 1
        end = None
        if row.made == len(row.words):
            end = EndReason.STOP
        elif row.made == row.limit:
            end = EndReason.LENGTH
        return RowStep(row_id, text, row.made, end)
