"""What moderators have set, on a real database: what is usual, who may, how many, and what bounds what."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
import pytest_asyncio

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole, Order, Rating, Sight, Terms
from bot.domain.story_knobs import ASK_MUSE, HOST, START
from bot.services.actor import Actor, PlainAccess
from bot.services.hosting import Action, HostingService, Wish
from bot.services.house import HouseRules
from bot.services.limits import LimitService
from bot.services.stories import Beginning, StoryService
from bot.services.together import TogetherService
from bot.services.word_lists import WordListService
from bot.storage.database import Database

ROOM, CORNER = 5, 6
KEEPERS = 123456789012345678


class Moderator(PlainAccess):
    """Moderates everywhere; the server has one role."""

    def moderates(self, channel_id: int) -> bool:
        return True

    def moderates_guild(self) -> bool:
        return True

    def has_role(self, role_id: int) -> bool:
        return role_id == KEEPERS


class Keeper(PlainAccess):
    """Has the role."""

    def holds(self, role_id: int) -> bool:
        return role_id == KEEPERS


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


MOD, KEEPER = Actor(1, 11, "Mod", Moderator()), Actor(1, 12, "Keeper", Keeper())
ADA, BASHO = Actor(1, 13, "Ada"), Actor(1, 14, "Bashō")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path) -> AsyncIterator[Database]:
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    yield database
    await database.close()


@pytest.fixture
def settings(database: Database, clock: Clock) -> LimitService:
    return LimitService(database, clock)


@pytest.fixture
def house(settings: LimitService, clock: Clock) -> HouseRules:
    return HouseRules(settings, clock)


@pytest.fixture
def stories(database: Database, clock: Clock, house: HouseRules) -> StoryService:
    return StoryService(database, clock, house, WordListService(database, clock))


async def refusal(act: Any) -> Refusal | None:
    try:
        await act
    except Refusal as refused:
        return refused
    return None


async def reason(act: Any) -> Reason | None:
    refused = await refusal(act)
    return refused.reason if refused else None


def beginning(terms: Terms | None = None) -> Beginning:
    return Beginning("Tide", "The lamp went out.", terms or Terms())


async def test_what_is_usual_is_what_it_always_was_until_it_is_set(house: HouseRules) -> None:
    assert await house.terms.usual(1, ROOM) == Terms()


async def test_a_channels_usual_terms_go_before_the_servers(
    settings: LimitService, house: HouseRules
) -> None:
    for name, value in (
        ("turn-hours", "48"),
        ("turn-words", "120"),
        ("order", "open"),
        ("sight", "last"),
        ("muse-role", "player"),
    ):
        await settings.set(MOD, name, value, None)
    await settings.set(MOD, "turn-hours", "12", CORNER)
    usual = await house.terms.usual(1, ROOM)
    assert (usual.turn_hours, usual.words_max, usual.order, usual.sight) == (48, 120, Order.OPEN, Sight.LAST)
    assert usual.muse is MuseRole.SUGGEST, "it cannot claim a turn"
    assert (await house.terms.usual(1, CORNER)).turn_hours == 12
    assert await house.terms.usual(2, ROOM) == Terms(), "another server's are its own"
    said = await house.terms.usual(1, ROOM, {"order": Order.ROTA, "turn_hours": 3})
    assert (said.turn_hours, said.order, said.muse) == (3, Order.ROTA, MuseRole.PLAYER)
    playing = await house.terms.usual(1, ROOM, {"muse": MuseRole.PLAYER})
    assert (playing.order, playing.muse) == (Order.ROTA, MuseRole.PLAYER)


async def test_what_is_usual_lies_within_what_may_be_chosen(
    settings: LimitService, house: HouseRules
) -> None:
    await settings.set(MOD, "words-min", "6", None)
    await settings.set(MOD, "words-max", "50", None)
    await settings.set(MOD, "turn-hours-max", "12", None)
    usual = await house.terms.usual(1, ROOM)
    assert (usual.words_min, usual.words_max, usual.turn_hours) == (6, 50, 12)
    assert await reason(house.terms.check(1, ROOM, usual)) is None
    for said, why, bounds in (
        ({"words_min": 5}, Reason.WORDS_HERE, (6, 50)),
        ({"words_max": 51}, Reason.WORDS_HERE, (6, 50)),
        ({"words_max": 5}, Reason.WORDS_HERE, (6, 50)),
        ({"turn_hours": 13}, Reason.TURN_HOURS_HERE, (1, 12)),
    ):
        refused = await refusal(house.terms.usual(1, ROOM, said))
        assert refused is not None
        assert refused.reason is why
        assert (refused.details["low"], refused.details["high"]) == bounds
    assert (await house.terms.usual(1, ROOM, {"words_max": 20})).words_min == 6


async def test_more_words_than_usual_may_be_asked_for_at_least(house: HouseRules) -> None:
    assert (await house.terms.usual(1, ROOM, {"words_min": 400})).words_max == 400


@pytest.mark.parametrize(
    "terms", [Terms(words_min=5), Terms(words_max=51), Terms(words_min=6, words_max=50, turn_hours=13)]
)
async def test_terms_out_of_bounds_start_no_story(
    settings: LimitService, stories: StoryService, terms: Terms
) -> None:
    """However they came there: they are looked at where a story is stored."""
    await settings.set(MOD, "words-min", "6", None)
    await settings.set(MOD, "words-max", "50", None)
    await settings.set(MOD, "turn-hours-max", "12", None)
    why = await reason(stories.start(ADA, ROOM, beginning(terms)))
    assert why in (Reason.WORDS_HERE, Reason.TURN_HOURS_HERE)
    done = Beginning("Tide", "The lamp went out at last.", Terms(words_min=6, words_max=50, turn_hours=12))
    await stories.start(ADA, ROOM, done)


async def test_a_poem_takes_what_is_usual_of_turns_and_of_the_muse(
    database: Database, clock: Clock, settings: LimitService, house: HouseRules
) -> None:
    poems = TogetherService(database, clock, house, WordListService(database, clock))
    for name, value in (
        ("turn-hours", "48"),
        ("muse-role", "player"),
        ("order", "shuffle"),
        ("words-max", "2"),
    ):
        await settings.set(MOD, name, value, None)
    terms = (await poems.start(ADA, ROOM, "haiku", "Sea")).story.terms
    assert (terms.turn_hours, terms.muse, terms.order) == (48, MuseRole.SUGGEST, Order.OPEN)
    assert terms.words_max > 1000, "a line is as long as its form says"
    await settings.set(MOD, "muse-role", "never", None)
    assert (await poems.start(ADA, ROOM, "haiku", "Sea")).story.terms.muse is MuseRole.NEVER


async def test_one_bound_is_never_set_above_the_other(settings: LimitService) -> None:
    await settings.set(MOD, "words-min", "50", CORNER)
    refused = await refusal(settings.set(MOD, "words-max", "49", CORNER))
    assert refused is not None
    assert refused.reason is Reason.VALUES_CROSSED
    assert refused.details == {
        "name": "words-max",
        "other": "words-min",
        "value": 50,
        "above": False,
        "channel_id": CORNER,
    }
    assert await reason(settings.set(MOD, "words-max", "49", None)) is Reason.VALUES_CROSSED, (
        "in that channel"
    )
    await settings.set(MOD, "words-max", "200", CORNER)
    await settings.set(MOD, "words-max", "49", None)
    assert await reason(settings.set(MOD, "words-min", "50", None)) is Reason.VALUES_CROSSED
    assert await reason(settings.set(MOD, "words-min", "201", CORNER)) is Reason.VALUES_CROSSED
    await settings.set(MOD, "words-min", "200", CORNER)
    assert await reason(settings.set(Actor(2, 11, "Mod", Moderator()), "words-min", "300", None)) is None


@pytest.mark.parametrize("name", [START, HOST, ASK_MUSE])
async def test_who_may(settings: LimitService, house: HouseRules, name: str) -> None:
    async def may(actor: Actor, channel_id: int = ROOM) -> bool:
        if name == ASK_MUSE:
            act = house.check_muse(actor, channel_id, story=True)
        else:
            act = house.check_start(actor, channel_id, Rating.EVERYONE)
        return await refusal(act) is None

    assert await may(ADA)
    await settings.set(MOD, name, "moderators", ROOM)
    assert [await may(actor) for actor in (ADA, KEEPER, MOD)] == [False, False, True]
    assert await may(ADA, CORNER)
    await settings.set(MOD, name, f"<@&{KEEPERS}>", ROOM)
    assert [await may(actor) for actor in (ADA, KEEPER, MOD)] == [False, True, True]
    assert await reason(settings.set(MOD, name, "123456789012345679", ROOM)) is Reason.NO_ROLE
    await settings.set(MOD, name, "everyone", ROOM)
    assert await may(ADA)


async def test_of_many_who_start_at_once_as_many_begin_as_may(
    settings: LimitService, stories: StoryService
) -> None:
    await settings.set(MOD, "channel-stories", "3", ROOM)
    await settings.set(MOD, "member-stories", "2", None)
    members = [Actor(1, 100 + number, "One") for number in range(12)]
    found = await asyncio.gather(*(reason(stories.start(one, ROOM, beginning())) for one in members))
    assert sorted(map(str, found)) == ["None"] * 3 + [str(Reason.CHANNEL_STORIES)] * 9
    found = await asyncio.gather(*(reason(stories.start(ADA, CORNER, beginning())) for _ in range(6)))
    assert sorted(map(str, found)) == ["None"] * 2 + [str(Reason.MEMBER_STORIES)] * 4
    await stories.start(BASHO, CORNER, beginning())


async def test_what_is_finished_counts_no_longer_until_it_is_reopened(
    database: Database, clock: Clock, settings: LimitService, house: HouseRules, stories: StoryService
) -> None:
    hosting = HostingService(database, clock, house, WordListService(database, clock, house))
    poems = TogetherService(database, clock, house, WordListService(database, clock))
    await settings.set(MOD, "member-stories", "1", None)
    first = await stories.start(ADA, ROOM, beginning())
    assert await reason(poems.start(ADA, ROOM, "haiku", "Sea")) is Reason.MEMBER_STORIES
    await hosting.finish(ADA, first.id)
    poem = await poems.start(ADA, ROOM, "haiku", "Sea")
    reopen = Wish(Action.REOPEN)
    assert await reason(hosting.manage(ADA, first.id, reopen)) is Reason.MEMBER_STORIES
    await settings.set(MOD, "channel-stories", "1", None)
    assert await reason(hosting.manage(MOD, first.id, reopen)) is Reason.CHANNEL_STORIES
    await hosting.finish(ADA, poem.id)
    await settings.set(MOD, "stories", "off", ROOM)
    assert await reason(hosting.manage(MOD, first.id, reopen)) is Reason.FEATURE_OFF
    await settings.set(MOD, "stories", "on", ROOM)
    await hosting.manage(ADA, first.id, reopen)


async def test_a_host_who_may_not_host_is_none(
    database: Database, clock: Clock, settings: LimitService, house: HouseRules, stories: StoryService
) -> None:
    hosting = HostingService(database, clock, house, WordListService(database, clock, house))
    story = await stories.start(ADA, ROOM, beginning())
    await settings.set(MOD, "host", "moderators", None)
    for act in (
        hosting.manage(ADA, story.id, Wish(Action.PAUSE)),
        hosting.finish(ADA, story.id),
        stories.invite(ADA, story.id, 14),
    ):
        assert await reason(act) is Reason.HOST_MODERATORS
    assert await reason(hosting.finish(BASHO, story.id)) is Reason.NOT_HOST
    assert not await house.may_host(ADA, story)
    await hosting.manage(MOD, story.id, Wish(Action.PAUSE))
    await settings.set(MOD, "host", "everyone", ROOM)
    await hosting.manage(ADA, story.id, Wish(Action.RESUME))


async def test_so_many_wishes_within_an_hour(settings: LimitService, house: HouseRules, clock: Clock) -> None:
    async def ask(actor: Actor = ADA, trouble: Exception | None = None) -> None:
        async with house.counting(actor):
            await asyncio.sleep(0)
            if trouble is not None:
                raise trouble

    await ask()
    await settings.set(MOD, "muse-hourly", "3", None)
    for _ in range(5):
        with pytest.raises(ValueError, match="busy"):
            await ask(trouble=ValueError("busy"))
    found = await asyncio.gather(*(reason(ask()) for _ in range(10)))
    assert sorted(map(str, found)) == ["None"] * 3 + [str(Reason.MUSE_HOUR)] * 7
    clock.at += timedelta(minutes=50)
    refused = await refusal(ask())
    assert refused is not None
    assert refused.details["minutes"] == 10
    assert await reason(ask(BASHO)) is None
    assert await reason(ask(Actor(2, ADA.user_id, "Ada"))) is None, "another server counts for itself"
    clock.at += timedelta(minutes=10, seconds=1)
    assert await reason(ask()) is None
    await settings.set(MOD, "muse-hourly", "off", None)
    for _ in range(5):
        assert await reason(ask()) is None


async def test_what_is_asked_at_every_act_comes_from_memory(
    database: Database, settings: LimitService, house: HouseRules
) -> None:
    await settings.set(MOD, "words-max", "50", ROOM)
    assert (await house.terms.lengths(1, ROOM)).high == 50
    async with database.write() as connection:
        await connection.exec_driver_sql("UPDATE limits SET value = '20'")
    assert (await house.terms.lengths(1, ROOM)).high == 50, "nobody asked the database again"
    await settings.set(MOD, "words-min", "2", ROOM)
    assert (await house.terms.lengths(1, ROOM)).high == 20


async def test_values_of_before_roles_could_be_named_hold_on(
    database: Database, settings: LimitService, house: HouseRules
) -> None:
    await settings.set(MOD, "report-hide", "on", None)
    async with database.write() as connection:
        await connection.exec_driver_sql("UPDATE limits SET name = 'start', value = 'moderators'")
    assert await reason(house.check_start(ADA, ROOM, Rating.EVERYONE)) is Reason.START_MODERATORS


async def test_a_text_is_judged_by_what_its_channel_allows_at_that_moment(
    database: Database, settings: LimitService, clock: Clock
) -> None:
    adults = {CORNER}
    house = HouseRules(settings, clock, adults.__contains__)
    lists = WordListService(database, clock, house)

    async def held(channel_id: int) -> list[Rating]:
        found = [await house.rating_in(1, channel_id, rating) for rating in Rating]
        for rating, known in zip(Rating, found, strict=True):
            assert (await lists.policy(1, channel_id, rating)).rating is known
            screen = await lists.screen(1, channel_id, rating)
            assert screen.policy.rating is known
            assert screen.avoid == await lists.avoided(1, channel_id, known)
        return found

    everyone, teen, mature = Rating
    assert await held(ROOM) == [everyone, teen, teen]
    assert await held(CORNER) == [everyone, teen, mature]
    await settings.set(MOD, "rating", "everyone", CORNER)
    assert await held(CORNER) == [everyone, everyone, everyone]
    await settings.set(MOD, "rating", "default", CORNER)
    adults.clear()
    assert await held(CORNER) == [everyone, teen, teen]
    tried = await lists.try_text(MOD, "what the fuck", ROOM)
    assert [verdict.action.word for verdict in tried.values()] == ["hold", "warn", "allow"]
