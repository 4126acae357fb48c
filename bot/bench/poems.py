"""How surely, how fast and how fluently the muse writes in form: poems, of which a file is kept."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import fmean
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from bot.bench.stories import percentile
from bot.domain.forms.form import Form
from bot.domain.verse.check import check
from bot.generation.muse import Mask, MaskMaker, Muse, MuseStatus, Request, Stream, TokenTable
from bot.generation.poetry.making import SAMPLING
from bot.generation.poetry.ordering import TEMPLATE, PoemOrder, asked
from bot.generation.poetry.poet import Poet

LONG = 10  # a form of so many lines and more is a long one
WORD = "Poetry"  # what acrostics spell


@dataclass(frozen=True, slots=True)
class Made:
    """One poem. ``likelihood`` is for each token, ``mask_seconds`` the time in the masks of all candidates,
    ``line_seconds`` that of its lines on the worker."""

    form: str
    seed: int
    text: str
    valid: bool
    seconds: float
    mask_seconds: float
    line_seconds: float
    likelihood: float


class Record:
    """A file of poems, one a line. What is in it is not made again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.made: dict[tuple[str, int], Made] = {}
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            one = Made(**json.loads(line))
            self.made[one.form, one.seed] = one

    def add(self, one: Made) -> None:
        """Keep a poem."""
        self.made[one.form, one.seed] = one
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")

    def figures(self, form: str, count: int, *, alone: bool) -> dict[str, object]:
        """Return what ``--json`` prints of a form's poems with the seeds 1 to ``count``.

        The share of the masks is known of poems that were written ``alone``, one after the other.
        """
        found = [one for seed in range(1, count + 1) if (one := self.made.get((form, seed)))]
        masks, lines = sum(one.mask_seconds for one in found), sum(one.line_seconds for one in found)
        return {
            "form": form,
            "count": len(found),
            "valid": sum(one.valid for one in found),
            "mask_share_of_step": round(masks / lines, 4) if lines and alone else None,
            "seconds_p50": round(percentile([one.seconds for one in found], 50) / 1000, 2) if found else None,
            "seconds_p95": round(percentile([one.seconds for one in found], 95) / 1000, 2) if found else None,
            "likelihood": round(sum(one.likelihood for one in found) / len(found), 3) if found else None,
        }


class Clocked:
    """A muse whose masks are timed."""

    def __init__(self, muse: Muse) -> None:
        self._muse = muse
        self.mask_seconds = 0.0
        self.abilities = muse.abilities

    async def start(self) -> None:
        """Start it."""
        await self._muse.start()

    async def close(self) -> None:
        """Close it."""
        await self._muse.close()

    def status(self, member_id: int | None = None) -> MuseStatus:
        """Tell where it stands."""
        return self._muse.status(member_id)

    def ask(self, request: Request) -> Stream:
        """Ask one thing."""
        return self.ask_all([request])[0]

    def ask_all(self, requests: Sequence[Request]) -> list[Stream]:
        """Ask, with a clock at each mask."""
        return self._muse.ask_all(
            [
                replace(request, mask=partial(_clocked, self, request.mask)) if request.mask else request
                for request in requests
            ]
        )


class _ClockedMask:
    def __init__(self, mask: Mask, clock: Clocked) -> None:
        self._mask, self._clock = mask, clock

    def allowed(self) -> Sequence[int] | NDArray[np.int64] | None:
        begun = perf_counter()
        found = self._mask.allowed()
        self._clock.mask_seconds += perf_counter() - begun
        return found

    def add(self, token: int) -> None:
        begun = perf_counter()
        self._mask.add(token)
        self._clock.mask_seconds += perf_counter() - begun


def _clocked(clock: Clocked, maker: MaskMaker, table: TokenTable) -> Mask:
    return _ClockedMask(maker(table), clock)


def orders(form: Form, seeds: Iterator[int], *, candidates: int, planned: bool) -> Iterator[PoemOrder]:
    """Return what is asked for, each poem by a member of its own."""
    for seed in seeds:
        word = WORD if form.takes_word else ""
        yield PoemOrder(form, seed, seed, seed, word=word, candidates=candidates, planned=planned)


async def poems(muse: Muse, wanted: Iterator[PoemOrder], at_once: int) -> AsyncIterator[Made]:
    """Write poems, some at once; yield each as it is done."""
    clock = Clocked(muse)
    poet = Poet(clock)
    await poet.lexicon(0, 0)
    running: set[asyncio.Task[Made]] = set()
    try:
        while True:
            while len(running) < at_once and (order := next(wanted, None)) is not None:
                running.add(asyncio.create_task(_poem(poet, clock, order)))
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in running:
            task.cancel()


async def _poem(poet: Poet, clock: Clocked, order: PoemOrder) -> Made:
    begun, before = perf_counter(), clock.mask_seconds
    stream = poet.write(order)
    text = "".join([piece.text async for piece in stream])
    seconds = perf_counter() - begun
    verdict = await asyncio.to_thread(check, order.form, text, word=order.word)
    making = stream.making
    assert making is not None
    return Made(
        order.form.name,
        order.seed,
        text,
        verdict.valid,
        round(seconds, 3),
        round(clock.mask_seconds - before, 4),
        round(stream.line_seconds, 3),
        round(fmean(making.likelihoods or [0.0]), 4),
    )


async def freely(muse: Muse, form: Form, seeds: Sequence[int], tokens: int) -> float:
    """Return the mean likelihood of a token in what the model writes of itself when asked for the same."""
    word = WORD if form.takes_word else ""
    streams = [
        muse.ask(
            Request(
                seed,
                seed,
                TEMPLATE,
                replace(SAMPLING, seed=seed, max_tokens=tokens),
                messages=(asked(PoemOrder(form, seed, seed, seed, word=word)),),
                text=f"{asked(PoemOrder(form, seed, seed, seed, word=word)).content}\n\n",
                weighed=True,
            )
        )
        for seed in seeds
    ]
    found: list[float] = []
    for stream in streams:
        async for _ in stream:
            continue
        if stream.receipt is not None and stream.receipt.likelihoods is not None:
            found += stream.receipt.likelihoods
    return fmean(found or [0.0])
