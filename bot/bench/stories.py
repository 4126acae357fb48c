"""What a submit and a search cost in a small library and in a large one."""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.bench import library
from bot.bench.library import GUILD, WORDS, WRITERS
from bot.bench.words import Prose
from bot.clock import SystemClock
from bot.services.actor import Actor
from bot.services.house import HouseRules
from bot.services.limits import LimitService
from bot.services.reading import ReadingService
from bot.services.waiting_room import Bell
from bot.services.word_lists import WordListService
from bot.services.writing import WritingService
from bot.storage.database import Database

SIZES = (100, 1_000, 10_000, 100_000)
_PAGE = 10

# What members search for: the rank of the words among the most frequent ones, and whether the last is cut.
_QUERIES = {
    "common": ((1, 50), (1, 50)),
    "usual": ((100, 2_000),),
    "rare": ((5_000, 30_000),),
    "begun": ((100, 2_000),),  # a word of which only the beginning was typed
}


@dataclass
class Measured:
    """The times, in seconds, of each submit and of each search in a library of so many stories."""

    stories: int
    submits: list[float] = field(default_factory=list)
    searches: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in _QUERIES})

    def figures(self) -> dict[str, float]:
        """Return what ``quire bench stories --json`` prints; times in milliseconds."""
        searches = [seconds for found in self.searches.values() for seconds in found]
        return {
            "stories": self.stories,
            "submit_p50_ms": round(percentile(self.submits, 50), 3),
            "submit_p99_ms": round(percentile(self.submits, 99), 3),
            "search_p50_ms": round(percentile(searches, 50), 3),
        }


def percentile(seconds: list[float], percent: int) -> float:
    """Return the percentile of the times (two at least), in milliseconds."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1] * 1000


class Shelf:
    """One library in its own file, open for measuring."""

    def __init__(self, folder: Path, stories: int) -> None:
        self.measured = Measured(stories)
        self._database = Database(folder / f"{stories}.sqlite3")
        clock = SystemClock()
        house = HouseRules(LimitService(self._database, clock), clock)
        self._writing = WritingService(
            self._database, clock, house, WordListService(self._database, clock), Bell()
        )
        self._reading = ReadingService(self._database, clock)
        self._random = random.Random(stories)
        self._prose = Prose(seed=stories + 1)

    async def open(self, advance: Callable[[int], None]) -> None:
        """Make the file and fill it."""
        await self._database.open()
        await library.fill(self._database, self.measured.stories, advance)

    async def close(self) -> None:
        """Close the file."""
        await self._database.close()

    async def measure(self, rounds: int) -> None:
        """Submit a passage to some story, then search once for each kind of word; so many times."""
        for _ in range(rounds):
            await self._submit()
            for kind in _QUERIES:
                await self._search(kind)

    async def _submit(self) -> None:
        story_id = self._random.randint(1, self.measured.stories)
        record = await self._reading.get(_actor(WRITERS[0]), story_id)
        turn = record.story.turn
        assert turn is not None
        assert turn.member_id is not None
        actor = _actor(turn.member_id)
        draft = await self._writing.keep(actor, story_id, self._prose.text(WORDS))
        begin = time.perf_counter()
        await self._writing.submit(actor, story_id, draft.id, turn.number)
        self.measured.submits.append(time.perf_counter() - begin)

    async def _search(self, kind: str) -> None:
        words = [self._prose.word(first, last) for first, last in _QUERIES[kind]]
        if kind == "begun":
            words[-1] = words[-1][:-1]
        begin = time.perf_counter()
        await self._reading.search(_actor(WRITERS[0]), " ".join(words), 0, _PAGE)
        self.measured.searches[kind].append(time.perf_counter() - begin)


def _actor(member_id: int) -> Actor:
    return Actor(GUILD, member_id, f"Writer {member_id}")
