"""How fast the muse writes, alone and for many, beside others on the same machine in the same minutes."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from bot.bench.material import excerpts
from bot.bench.repetition import diversity, rep
from bot.generation.muse import Muse, MuseState, Request, Sampling, Stream
from bot.generation.waking import awake

SPEED = Sampling(max_tokens=96, temperature=0.8, top_p=0.95, top_k=50, repetition_penalty=1.0)
"""What speed is measured with, on both sides: nothing that only one of them has."""
NUCLEUS = Sampling(max_tokens=200, temperature=1.0, top_p=0.95, top_k=0, repetition_penalty=1.0)
PROMPT_WORDS = 60
WRITERS = 8
CANDIDATES, CANDIDATE_TOKENS = 4, 60
TICK = 0.002  # seconds between two looks at the clock while the event loop's lag is taken


class Writer(Protocol):
    """Writes on from several texts at once."""

    async def write_all(self, texts: Sequence[str], samplings: Sequence[Sampling]) -> int:
        """Write on from all texts; return how many tokens were made."""
        ...


class MuseWriter:
    """The muse, asked as its members would: each text by another, or all as one member's wish."""

    def __init__(self, muse: Muse, *, together: bool = False) -> None:
        self._muse = muse
        self._together = together

    async def write_all(self, texts: Sequence[str], samplings: Sequence[Sampling]) -> int:
        """Write on from all texts; return how many tokens were made."""
        streams = self._asked(texts, samplings)
        await asyncio.gather(*(read(stream) for stream in streams))
        return sum(stream.receipt.tokens for stream in streams if stream.receipt is not None)

    def _asked(self, texts: Sequence[str], samplings: Sequence[Sampling]) -> list[Stream]:
        if self._together:
            return self._muse.ask_all(
                [request(1, text, one) for text, one in zip(texts, samplings, strict=True)]
            )
        return [
            self._muse.ask(request(member, text, one))
            for member, (text, one) in enumerate(zip(texts, samplings, strict=True), start=1)
        ]


def request(member: int, text: str, sampling: Sampling) -> Request:
    """Return a member's wish that a text goes on; each member has a guild of their own."""
    return Request(member, member, "bench/1", sampling, text=text)


async def read(stream: Stream) -> str:
    """Return a stream's whole text."""
    return "".join([piece.text async for piece in stream])


async def ready(muse: Muse) -> None:
    """Start the muse and wait until it is awake.

    Raises:
        RuntimeError: it does not wake up.
    """
    status = await awake(muse)
    if status.state is not MuseState.READY:
        raise RuntimeError(status.problem or "the muse is not at home")


def resident_mb() -> int | None:
    """Return this process's resident memory in millions of bytes, None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return None
    import resource

    return round(pages * resource.getpagesize() / 1e6)


@dataclass
class Speeds:
    """Times of one writer, a list of rounds: tokens per second, and seconds for four candidates."""

    single: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)
    candidates: list[float] = field(default_factory=list)


class Race:
    """Lets writers do the same things in turn, so that a busy minute hits all alike.

    ``shorter`` divides the length of what they write, for a look whether all works.
    """

    def __init__(self, verse: str, *, shorter: int = 1) -> None:
        self._excerpts = excerpts(verse, PROMPT_WORDS)
        self._speed = replace(SPEED, max_tokens=SPEED.max_tokens // shorter)
        self._candidate = replace(SPEED, max_tokens=CANDIDATE_TOKENS // shorter)
        self._seed = 0

    async def single(self, writer: Writer, speeds: Speeds) -> None:
        """One text."""
        speeds.single.append(await self._rate(writer, self._texts(1), self._speed))

    async def many(self, writer: Writer, speeds: Speeds) -> None:
        """Eight texts by eight members, asked for at once."""
        speeds.many.append(await self._rate(writer, self._texts(WRITERS), self._speed))

    async def candidates(self, writer: Writer, speeds: Speeds) -> None:
        """Four ways on from one text."""
        texts = self._texts(1) * CANDIDATES
        rate = await self._rate(writer, texts, self._candidate)
        # A text that ended by itself is no faster: the time is that of all its tokens.
        speeds.candidates.append(CANDIDATES * CANDIDATE_TOKENS / rate)

    def _texts(self, count: int) -> list[str]:
        return [next(self._excerpts) for _ in range(count)]

    async def _rate(self, writer: Writer, texts: Sequence[str], sampling: Sampling) -> float:
        samplings = []
        for _ in texts:
            self._seed += 1
            samplings.append(replace(sampling, seed=self._seed))
        begin = time.perf_counter()
        made = await writer.write_all(texts, samplings)
        return made / (time.perf_counter() - begin)


@asynccontextmanager
async def lag(into: list[float]) -> AsyncIterator[None]:
    """Note, all the while, by how many seconds the event loop is late."""

    async def look() -> None:
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(TICK)
            into.append(time.perf_counter() - begin - TICK)

    looking = asyncio.create_task(look())
    try:
        yield
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def continuations(
    muse: Muse, verse: str, sampling: Sampling, count: int, advance: Callable[[], None]
) -> tuple[float, float]:
    """Let the muse go on from ``count`` excerpts; return rep-4 and diversity."""
    found: list[str] = []
    texts = iter(list(enumerate(islice(excerpts(verse, PROMPT_WORDS), count))))

    async def keep_going() -> None:
        for number, text in texts:  # one iterator for all: each takes the next that is left
            found.append(await read(muse.ask(request(number + 1, text, replace(sampling, seed=number)))))
            advance()

    await asyncio.gather(*(keep_going() for _ in range(WRITERS * 2)))
    return rep(found, 4), diversity(found)


def middle(values: Sequence[float]) -> float | None:
    """Return the median, None where nothing was measured."""
    return statistics.median(values) if values else None
