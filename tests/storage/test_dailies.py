"""A day's prompt is taken up once, whatever the clocks do, and each prompt is used once."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.domain.daily import LATE
from bot.domain.refusals import Reason, Refusal
from bot.generation.muse import Receipt
from bot.services.actor import Actor, PlainAccess
from bot.services.daily_posts import RETRY, Post
from bot.services.review_items import Decision, Kind
from bot.settings import Settings
from bot.storage.prompts import NOBODY, PromptRecord
from tests.storage.racing import ADA, HandSet

CHANNEL, NINE, DAY = 5, time(9), timedelta(days=1)
BERLIN, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")


class Managing(PlainAccess):
    """May do everything."""

    def moderates(self, channel_id: int) -> bool:
        return True

    def moderates_guild(self) -> bool:
        return True

    def manages(self) -> bool:
        return True


CHIEF = Actor(1, 21, "Chief", Managing())


async def approve(app: App, text: str) -> PromptRecord:
    """Let Ada hand a prompt in, and the chief approve it."""
    record = await app.services.prompt_shelf.submit(ADA, text)
    await app.services.reviewing.decide(CHIEF, Kind.PROMPT, record.id, Decision.APPROVE)
    return record


async def take_up(app: App) -> list[Post]:
    """Take up what is due in any channel."""
    taken = [await app.services.daily_posts.take_up(one) for one in await app.services.daily_posts.awake({1})]
    return [post for post in taken if post is not None]


async def post_all(app: App) -> list[Post]:
    """Take up and post what is due in any channel."""
    posts = await take_up(app)
    for post in posts:
        await app.services.daily_posts.posted(post)
    return posts


async def kept_by_ada(app: App, text: str) -> int:
    """Let Ada keep a prompt by the muse."""
    receipt = Receipt(
        model="m",
        checksum="c",
        precision="p",
        template="t",
        sampling={},
        prompt_tokens=1,
        tokens=1,
        seconds=0.1,
        end="stop",
    )
    idea = await app.services.prompts.record(ADA, "", "", [(text, receipt)])
    assert idea is not None
    await app.services.prompts.keep(ADA, idea.record.id)
    return idea.record.id


@pytest.mark.parametrize(
    ("zone", "at", "begin"),
    [
        ("Europe/Berlin", time(2, 30), datetime(2026, 3, 20, 12, tzinfo=UTC)),  # skipped on the 29th
        ("Europe/Berlin", time(2, 30), datetime(2026, 10, 18, 12, tzinfo=UTC)),  # twice on the 25th
        ("Africa/Casablanca", time(2, 30), datetime(2026, 2, 8, 12, tzinfo=UTC)),
        ("America/Scoresbysund", time(23, 30), datetime(2024, 3, 24, 12, tzinfo=UTC)),
    ],
)
async def test_each_day_once_when_the_clocks_change(
    settings: Settings, zone: str, at: time, begin: datetime
) -> None:
    clock = HandSet()
    clock.time = begin
    place = ZoneInfo(zone)
    days: Counter[str] = Counter()
    async with App(settings, clock=clock) as app:
        first = (await app.services.dailies.set(CHIEF, CHANNEL, at, place)).astimezone(place).date()
        for _ in range(14 * 24 * 4):
            clock.go_on(minutes=15)
            for post in await post_all(app):
                days[f"{post.slot_at.astimezone(place):%m-%d}"] += 1
                assert clock.time - post.slot_at < timedelta(minutes=15)
    expected = [f"{first + number * DAY:%m-%d}" for number in range(14)]
    assert [*days][:13] == expected[:13]
    assert set(days.values()) == {1}


async def test_approved_then_kept_then_quires_own_and_each_once(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        kept = [await kept_by_ada(app, f"A kept beginning of story number {n}, of the sea.") for n in (1, 2)]
        lonely = await app.services.prompt_shelf.submit(ADA, "It waits for a moderator.")
        approved = [(await approve(app, f"Approved {n}.")).id for n in (1, 2)]
        await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        posted = []
        for _ in range(7):
            clock.go_on(days=1)
            posted += [post.prompt for post in await post_all(app)]
        assert [prompt.id for prompt in posted[:4]] == [*approved, *kept]
        assert [prompt.member_id for prompt in posted[4:]] == [NOBODY] * 3
        assert len({prompt.text for prompt in posted}) == 7
        assert lonely.id not in [prompt.id for prompt in posted]
        listed = await app.services.prompt_shelf.kept(ADA, 0, 20, CHANNEL)
        assert listed.total == 4, "what nobody kept is not in the server's list"


async def test_quires_own_do_not_repeat_until_there_is_no_other(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        texts = []
        for _ in range(60):
            clock.go_on(days=1)
            texts += [post.prompt.text for post in await post_all(app)]
        assert len(set(texts)) == 60


async def test_no_day_has_its_prompt_while_prompts_are_off_in_the_channel(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        await app.services.limits.set(CHIEF, "prompts", "off", None)
        posted = []
        for day in range(6):
            if day == 3:
                await app.services.limits.set(CHIEF, "prompts", "on", None)
            clock.go_on(days=1)
            posted.append(len(await post_all(app)))
        assert posted == [0, 0, 0, 1, 1, 1]
        await app.services.limits.set(CHIEF, "prompts", "off", None)
        with pytest.raises(Refusal) as refused:
            await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        assert refused.value.reason is Reason.FEATURE_OFF


async def test_what_was_not_posted_is_tried_every_ten_minutes_then_given_back(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        prompt = await approve(app, "Only one.")
        begin = await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        clock.time = begin
        tries = []
        while clock.time < begin + DAY - timedelta(minutes=1):
            for post in await take_up(app):
                assert post.prompt.id == prompt.id
                if post.late:
                    await app.services.daily_posts.missed(post)
                    continue
                tries.append((clock.time - begin, post.again))
            clock.go_on(minutes=1)
        assert tries == [(n * RETRY, n > 0) for n in range(LATE // RETRY + 1)]
        clock.time = begin + DAY
        (post,) = await post_all(app)
        assert (post.prompt.id, post.slot_at, post.again) == (prompt.id, begin + DAY, False)


async def test_two_at_once_take_a_day_up_once(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        for channel in (5, 6):
            clock.time = await app.services.dailies.set(CHIEF, channel, NINE, UTC_ZONE)
        claims = await asyncio.gather(*(app.services.daily_posts.take_up(5 + n % 2) for n in range(20)))
        taken = [post for post in claims if post is not None]
        assert sorted(post.channel_id for post in taken) == [5, 6]
        assert taken[0].prompt.id != taken[1].prompt.id


async def test_off_and_on_on_one_day_gives_no_second(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        dailies, posts = app.services.dailies, app.services.daily_posts
        begin = clock.time = await dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        assert len(await post_all(app)) == 1
        assert await dailies.turn_off(CHIEF, CHANNEL)
        assert not await dailies.turn_off(CHIEF, CHANNEL)
        assert await posts.next_at({1}) is None
        assert await dailies.set(CHIEF, CHANNEL, time(9, 30), UTC_ZONE) == begin + DAY + timedelta(minutes=30)
        clock.go_on(hours=12)
        assert await post_all(app) == []


async def test_turned_off_gives_the_prompt_back_and_turned_on_begins_tomorrow(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        dailies = app.services.dailies
        prompt = await approve(app, "Only one.")
        clock.time = await dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        (post,) = await take_up(app)
        await dailies.turn_off(CHIEF, CHANNEL)
        clock.go_on(hours=1)
        assert await take_up(app) == []
        await dailies.set(CHIEF, CHANNEL, time(15), UTC_ZONE)
        clock.go_on(hours=8)
        assert await take_up(app) == [], "this day was taken up"
        clock.go_on(days=1)
        (again,) = await take_up(app)
        assert again.prompt.id == prompt.id
        assert again.slot_at.date() == post.slot_at.date() + DAY


async def test_what_arrived_while_it_was_turned_off_stays_used(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        await approve(app, "Only one.")
        clock.time = await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        (post,) = await take_up(app)
        await app.services.dailies.turn_off(CHIEF, CHANNEL)
        await app.services.daily_posts.posted(post)
        assert await app.services.daily_posts.next_at({1}) is None
        clock.time = await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        assert (await take_up(app))[0].prompt.id != post.prompt.id


async def test_another_time_tries_at_once_what_was_not_posted(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        clock.time = await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        (post,) = await take_up(app)
        clock.go_on(minutes=1)
        await app.services.dailies.set(CHIEF, CHANNEL, time(11), UTC_ZONE)
        (again,) = await post_all(app)
        assert (again.prompt.id, again.again) == (post.prompt.id, True)
        clock.go_on(hours=3)
        assert await post_all(app) == [], "one a day"


async def test_a_prompt_that_discord_never_takes_makes_room_for_another(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        for text in ("Unspeakable.", "Fine."):
            await approve(app, text)
        clock.time = await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        (post,) = await take_up(app)
        await app.services.daily_posts.unfit(post)
        assert await take_up(app) == [], "not at once"
        clock.go_on(minutes=10)
        assert [one.prompt.text for one in await post_all(app)] == ["Fine."]
        clock.go_on(days=1)
        assert [one.prompt.member_id for one in await post_all(app)] == [NOBODY]


async def test_only_managers_five_a_server_and_a_server_that_is_away_waits(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        dailies, posts = app.services.dailies, app.services.daily_posts
        for act in (dailies.set(ADA, 5, NINE, UTC_ZONE), dailies.turn_off(ADA, 5)):
            with pytest.raises(Refusal) as refused:
                await act
            assert refused.value.reason is Reason.NOT_MANAGER
        for channel in range(5):
            await dailies.set(CHIEF, channel, NINE, BERLIN)
        with pytest.raises(Refusal) as refused:
            await dailies.set(CHIEF, 5, NINE, BERLIN)
        assert refused.value.reason is Reason.TOO_MANY_DAILIES
        await dailies.set(CHIEF, 4, time(10), BERLIN)
        await dailies.turn_off(CHIEF, 0)
        await dailies.set(CHIEF, 5, NINE, BERLIN)
        other = Actor(2, 21, "Chief", Managing())
        assert not await dailies.turn_off(other, 5)
        clock.go_on(days=1)
        assert await posts.awake({2}) == []
        assert await posts.next_at({2}) is None
        assert len(await take_up(app)) == 5


async def test_what_is_put_off_is_looked_at_later_and_what_is_off_stays_off(settings: Settings) -> None:
    clock = HandSet()
    async with App(settings, clock=clock) as app:
        clock.time = await app.services.dailies.set(CHIEF, CHANNEL, NINE, UTC_ZONE)
        await app.services.daily_posts.put_off(CHANNEL)
        assert await app.services.daily_posts.awake({1}) == []
        assert await app.services.daily_posts.next_at({1}) == clock.time + RETRY
        await app.services.dailies.turn_off(CHIEF, CHANNEL)
        await app.services.daily_posts.put_off(CHANNEL)
        assert await app.services.daily_posts.next_at({1}) is None
