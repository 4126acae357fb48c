"""What is tightened while a text is on its way holds for it: on a real database, with lists and rules."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from shutil import copyfile

import pytest
import pytest_asyncio

from bot.domain.limits.judge import Verdict
from bot.domain.limits.policy import Action, ListName
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating, Terms
from bot.services.actor import Actor
from bot.services.charters import CharterService
from bot.services.house import HouseRules
from bot.services.limits import LimitService
from bot.services.reading import ReadingService
from bot.services.stories import Beginning, StoryService
from bot.services.waiting_room import Bell
from bot.services.word_lists import WordListService
from bot.services.writing import WritingService
from bot.storage.database import Database
from tests.storage.racing import HandSet
from tests.storage.test_house import ADA, BASHO, MOD, ROOM

TEXT = "The bastard gull sold badgers at www.example.com, and went home."
Happening = Callable[[], Awaitable[object]]


class Overtaken(WordListService):
    """Lets something happen between a verdict and what is done by it."""

    def __init__(self, database: Database, clock: HandSet, house: HouseRules) -> None:
        super().__init__(database, clock, house)
        self.meanwhile: list[Happening] = []
        self.verdicts = 0

    async def judged(self, guild_id: int, channel_id: int, rating: Rating, text: str) -> Verdict:
        """Judge it, then let the next thing happen; within a write it would wait for ever."""
        verdict = await super().judged(guild_id, channel_id, rating, text)
        self.verdicts += 1
        if self.meanwhile:
            async with asyncio.timeout(10):
                await self.meanwhile.pop(0)()
        return verdict


class House:
    """A story for adults by Ada and Bashō, whose turn it is, and the services."""

    def __init__(self, database: Database) -> None:
        clock = HandSet()
        self.adults = {ROOM}
        self.settings = LimitService(database, clock)
        house = HouseRules(self.settings, clock, self.adults.__contains__)
        self.lists = Overtaken(database, clock, house)
        self.charters = CharterService(database, clock, house, self.lists)
        self.stories = StoryService(database, clock, house, self.lists)
        self.writing = WritingService(database, clock, house, self.lists, Bell())
        self.reading = ReadingService(database, clock)
        self.draft_id = 0

    async def begin(self) -> None:
        """Let the story begin, and Bashō type a text."""
        terms = Terms(rating=Rating.MATURE)
        await self.stories.start(ADA, ROOM, Beginning("Tide", "The lamp went out.", terms))
        await self.stories.join(BASHO, 1)
        self.draft_id = (await self.writing.keep(BASHO, 1, TEXT)).id

    async def submit(self, *meanwhile: Happening) -> Action:
        """Submit it, and let those things happen after a verdict each."""
        self.lists.meanwhile, self.lists.verdicts = list(meanwhile), 0
        return (await self.writing.submit(BASHO, 1, self.draft_id, anyway=True)).verdict.action

    async def passages(self) -> int:
        """Return how many are in the story."""
        return (await self.reading.get(ADA, 1)).story.passages

    def tighten(self, how: str) -> Happening:
        """Return what makes of the text one that is held or blocked."""

        async def age() -> None:
            self.adults.clear()

        ways: dict[str, Happening] = {
            "charter": lambda: self.charters.ask(ADA, 1, Rating.EVERYONE, None, None),
            "list": lambda: self.lists.add(MOD, ListName.HOLD, "badgers", None),
            "list here": lambda: self.lists.add(MOD, ListName.BLOCK, "badgers", ROOM),
            "rule": lambda: self.settings.set(MOD, "links", "hold", None),
            "ceiling": lambda: self.settings.set(MOD, "rating", "everyone", ROOM),
            "age": age,
        }
        return ways[how]


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path) -> AsyncIterator[Database]:
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    yield database
    await database.close()


@pytest_asyncio.fixture
async def house(database: Database) -> House:
    house = House(database)
    await house.begin()
    return house


@pytest.mark.parametrize(
    ("how", "action"),
    [
        ("charter", Action.HOLD),
        ("list", Action.HOLD),
        ("list here", Action.BLOCK),
        ("rule", Action.HOLD),
        ("ceiling", Action.HOLD),
    ],
)
async def test_what_is_tightened_after_the_verdict_holds(house: House, how: str, action: Action) -> None:
    assert await house.submit(house.tighten(how)) is action
    assert house.lists.verdicts == 2
    assert await house.passages() == 1


async def test_a_channel_that_is_no_longer_for_adults_is_seen_at_once(house: House) -> None:
    await house.lists.add(MOD, ListName.ALLOW, "badgers", None)
    assert await house.submit(house.tighten("age")) is Action.ALLOW, "as he was warned, and submits anyway"
    assert house.lists.verdicts == 2


async def test_what_is_freed_after_the_verdict_is_free(house: House) -> None:
    await house.tighten("list")()
    free: Happening = lambda: house.lists.remove(MOD, ListName.HOLD, "badgers", None)  # noqa: E731
    assert await house.submit(free) is Action.ALLOW
    assert await house.passages() == 2


async def test_what_is_changed_elsewhere_is_no_reason_to_judge_anew(house: House) -> None:
    there = Actor(2, MOD.user_id, MOD.name, MOD.access)
    assert await house.submit(lambda: house.lists.add(there, ListName.HOLD, "badgers", None)) is Action.ALLOW
    assert house.lists.verdicts == 1


async def test_where_it_changes_all_the_while_one_is_told_so_in_the_end(house: House) -> None:
    phrases = [f"wren{number}" for number in range(50)]
    changes = [lambda one=one: house.lists.add(MOD, ListName.HOLD, one, None) for one in phrases]
    with pytest.raises(Refusal) as refused:
        await house.submit(*changes)
    assert refused.value.reason is Reason.LIMITS_CHANGING
    assert 1 < house.lists.verdicts <= 5
    assert await house.passages() == 1
    assert (await house.writing.draft(BASHO, 1)).text == TEXT
    assert await house.submit() is Action.ALLOW


@pytest.mark.parametrize("how", ["rule", "list"])
async def test_what_an_older_view_tells_is_not_remembered(house: House, database: Database, how: str) -> None:
    await house.settings.set(MOD, "haiku", "off", ROOM)  # so nothing is remembered
    await house.lists.add(MOD, ListName.WARN, "wren", None)
    async with database.read() as connection:
        await connection.exec_driver_sql("SELECT count(*) FROM stories")  # from here on it is a view of then
        await asyncio.create_task(_done(house.tighten(how)))
        await house.settings.value("links", 1, ROOM)
        await house.lists.policy(1, ROOM, Rating.MATURE)
    assert (await house.lists.judged(1, ROOM, Rating.MATURE, TEXT)).action is Action.HOLD


async def _done(happening: Happening) -> None:
    await happening()
