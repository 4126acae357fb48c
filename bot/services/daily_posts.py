"""What daily prompts are to be posted, each day's once.

A day is taken up in one transaction, which also says when to look again; so whatever happens between that
and the note that it was posted, the day has its one prompt, and no channel is looked at without a pause.
"""

import asyncio
import random
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.daily import LATE
from bot.domain.story import Rating
from bot.domain.story_knobs import PROMPTS
from bot.services.daily_choice import claim
from bot.services.house import HouseRules
from bot.services.screening import PLAIN, Screen
from bot.services.word_lists import WordListService
from bot.storage import dailies, prompts
from bot.storage.dailies import DailyRecord
from bot.storage.database import Connection, Database
from bot.storage.prompts import PromptRecord

RETRY = timedelta(minutes=10)
"""How long after a try the next one comes."""


@dataclass(frozen=True, slots=True)
class Post:
    """A prompt to be posted for the day of ``slot_at``. ``again``: it was tried before, and may be there;
    ``late``: it is not to be sent any more, only to be looked for; nor is one that is ``beyond`` the
    channel's limits since it was taken up, for which another comes."""

    channel_id: int
    guild_id: int
    setter_id: int
    slot_at: datetime
    prompt: PromptRecord
    again: bool
    late: bool = False
    beyond: bool = False

    @property
    def until(self) -> datetime:
        """How long it is tried."""
        return self.slot_at + LATE


class DailyPostService:
    """Hands out what is to be posted, and notes what came of it. ``chance`` draws from Quire's own bank."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        house: HouseRules,
        limits: WordListService,
        chance: random.Random | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits
        self._chance = chance or random.SystemRandom()

    async def next_at(self, guild_ids: Set[int]) -> datetime | None:
        """Return when a channel of these servers is to be looked at next, None if never."""
        async with self._database.read() as connection:
            return await dailies.next_at(connection, guild_ids)

    async def awake(self, guild_ids: Set[int]) -> list[int]:
        """Return the channels of these servers that are to be looked at now, the longest due first."""
        async with self._database.read() as connection:
            return await dailies.awake(connection, guild_ids, self._clock.now())

    async def put_off(self, channel_id: int) -> None:
        """Look at a channel later, whatever is wrong with it."""
        async with self._database.write() as connection:
            await dailies.put_off(connection, channel_id, self._clock.now() + RETRY)

    async def take_up(self, channel_id: int) -> Post | None:
        """Take up the day that is due and claim a prompt for it, or go on with the one that was not posted.

        Return None where nothing is to be posted now: nor is it while prompts are off in the channel. What is
        posted is within the channel's limits of today.
        """
        now, screen = self._clock.now(), await self._screen(channel_id)
        async with self._database.write() as connection:
            record = await dailies.of(connection, channel_id)
            if record is None or record.wake_at is None or record.wake_at > now:
                return None
            if record.prompt_id is not None:
                await dailies.put_off(connection, channel_id, now + RETRY)
                post = await _post(connection, record, again=True)
                beyond = not await asyncio.to_thread(screen.takes, post.prompt.text)
                return replace(post, late=now > post.until, beyond=beyond)
            moment = record.daily.due(now, record.slot_at)
            if moment is None or not await self._house.is_open(PROMPTS, record.guild_id, channel_id):
                wake_at = record.daily.following(now, record.slot_at)
                await dailies.save(connection, replace(record, wake_at=wake_at))
                return None
            prompt_id = await claim(connection, record.guild_id, now, screen, self._chance)
            wake_at = now + RETRY if prompt_id else record.daily.following(now, moment)
            record = replace(record, slot_at=moment, prompt_id=prompt_id, wake_at=wake_at)
            await dailies.save(connection, record)
            return await _post(connection, record, again=False) if prompt_id else None

    async def posted(self, post: Post) -> None:
        """Note that a prompt was posted: its day is done."""
        now = self._clock.now()
        async with self._database.write() as connection:
            await dailies.set_used(connection, post.prompt.id, now)  # also if it was given back meanwhile
            record = await dailies.of(connection, post.channel_id)
            if record is None or record.prompt_id != post.prompt.id:
                return
            wake_at = record.daily.following(now, record.slot_at)
            await dailies.save(connection, replace(record, prompt_id=None, told=False, wake_at=wake_at))

    async def missed(self, post: Post) -> None:
        """Give the prompt of a day back that was not posted; its channel is looked at anew at once."""
        async with self._database.write() as connection:
            record = await dailies.of(connection, post.channel_id)
            if record is not None and record.prompt_id == post.prompt.id:
                await dailies.set_used(connection, post.prompt.id, None)
                await dailies.save(connection, replace(record, prompt_id=None, wake_at=self._clock.now()))

    async def unfit(self, post: Post) -> None:
        """Let the day go on with another prompt: Discord will never take this one, which stays used; or it is
        beyond the channel's limits, and free for other channels."""
        now, screen = self._clock.now(), await self._screen(post.channel_id)
        async with self._database.write() as connection:
            record = await dailies.of(connection, post.channel_id)
            if record is not None and record.prompt_id == post.prompt.id:
                if post.beyond:
                    await dailies.set_used(connection, post.prompt.id, None)
                prompt_id = await claim(connection, record.guild_id, now, screen, self._chance)
                wake_at = now if post.beyond else record.wake_at
                if prompt_id is None:
                    wake_at = record.daily.following(now, record.slot_at)
                await dailies.save(connection, replace(record, prompt_id=prompt_id, wake_at=wake_at))

    async def refused(self, post: Post) -> bool:
        """Note that Discord does not let Quire post; tell whether its setter is to be told: once, until a
        prompt was posted again."""
        async with self._database.write() as connection:
            record = await dailies.of(connection, post.channel_id)
            if record is None or record.wake_at is None or record.told:
                return False
            await dailies.save(connection, replace(record, told=True))
        return True

    async def gone(self, post: Post) -> bool:
        """Turn off the daily prompt of a channel that was deleted; tell whether it was on."""
        async with self._database.write() as connection:
            record = await dailies.of(connection, post.channel_id)
            if record is None or record.wake_at is None:
                return False
            await dailies.turn_off(connection, record)
        return True

    async def _screen(self, channel_id: int) -> Screen:
        """Return what holds for prompts in a channel; they are for everyone, whatever its stories may be."""
        async with self._database.read() as connection:
            record = await dailies.of(connection, channel_id)
        if record is None:
            return PLAIN
        return Screen(await self._limits.policy(record.guild_id, channel_id, Rating.EVERYONE))


async def _post(connection: Connection, record: DailyRecord, *, again: bool) -> Post:
    assert record.prompt_id is not None  # it was just taken up
    assert record.slot_at is not None
    prompt = await prompts.by_id(connection, record.prompt_id, record.guild_id)
    assert prompt is not None  # the database holds it by a foreign key
    return Post(record.channel_id, record.guild_id, record.member_id, record.slot_at, prompt, again)
